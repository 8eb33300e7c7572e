"""Who a ticket could be sent to, as the board knows it: told while a drag hovers, before any order is given.

The handlers decide; these answers mirror their rules so that the hand need not try them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter

from console import lifecycle
from console.board import Board
from console.domain.crew import Crew, CrewId, DepartmentId, Duty
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier, within
from console.domain.place import LatLng, distance_m
from console.domain.shift import Operator
from console.domain.ticket import Target, TargetKind, Ticket

ALIKE_M = 100.0
"""Crews that differ by less than this are equally near: the one with fewer tickets in hand comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCheck:
    """A target as a hovering drag shows it.

    ``name`` is the target's own; ``holder`` the crew on duty that a grid's tickets would go to, else "".
    ``distance_m`` is from the first ticket with a place to the crew, None where either is unknown.
    ``in_hand`` counts what whoever would handle it holds already.
    """

    target: Target
    allowed: bool
    refused: Refused | None
    name: str
    holder: str = ""
    distance_m: float | None = None
    in_hand: int = 0


def describe(board: Board, target: Target, tickets: Sequence[Ticket], by: Operator | None = None) -> TargetCheck:
    """Tell whether these tickets may be sent there, and to whom they would go.

    Allowed only if every ticket is; ``refused`` is the first thing against it. ``by`` adds the operator's own rules
    (role, turn of the centre, state of the ticket); without it only the target is judged.
    """
    check = _target(board, target, _place_of(tickets))
    if check.refused is not None or by is None:
        return check
    for ticket in tickets:
        refused = lifecycle.why_not("dispatch", ticket, by)
        if refused is not None:
            return TargetCheck(
                target=target,
                allowed=False,
                refused=_named(board, refused),
                name=check.name,
                holder=check.holder,
                distance_m=check.distance_m,
                in_hand=check.in_hand,
            )
    return check


def _named(board: Board, refused: Refused) -> Refused:
    """Return the refusal with the centre, where it tells one, by its name: a hand that hovers reads no codes."""
    centre = refused.facts.get("centre")
    return Refused(refused.code, **(refused.facts | {"centre": board.region_name(str(centre))})) if centre else refused


def candidates(board: Board, ticket: Ticket, n: int = 5) -> list[TargetCheck]:
    """Return the crews on duty that could be sent, best first: by distance in steps of ``ALIKE_M``, then by load.

    A ticket without a place is offered the crews of its grid, then of the regions around it.
    """
    able = [crew for crew in board.crews.values() if crew.duty is Duty.ON_DUTY and within(crew.region, board.centre)]
    if ticket.place is not None:
        best = _nearest(board, ticket.place, able, n)
    else:
        home = ticket.grid or ticket.area
        best = nsmallest(n, able, key=lambda crew: (-_common(crew.region, home), _load(board, crew), crew.id))
    return [describe(board, Target(TargetKind.CREW, crew.id), (ticket,)) for crew in best]


def departments(board: Board) -> list[TargetCheck]:
    """Return the departments of the centre's line, by name."""
    found = sorted(board.departments.values(), key=attrgetter("name"))
    checks = (describe(board, Target(TargetKind.DEPARTMENT, department.id), ()) for department in found)
    return [check for check in checks if check.allowed]


def staffed_grids(board: Board) -> frozenset[RegionCode]:
    """Return the grids that have a crew on duty: in one go what ``describe`` tells of each."""
    homes = {crew.region for crew in board.crews.values() if crew.duty is Duty.ON_DUTY}
    return frozenset(home for home in homes if home in board.regions and board.regions[home].tier is Tier.GRID)


def _target(board: Board, target: Target, place: LatLng | None) -> TargetCheck:
    match target.kind:
        case TargetKind.GRID:
            return _grid(board, target, place)
        case TargetKind.CREW:
            crew = board.crews.get(CrewId(target.code))
            if crew is None:
                return _refused(target, target.code, Refused("crew.unknown", crew=target.code))
            return _crew(board, target, crew, place)
        case TargetKind.DEPARTMENT:
            return _department(board, target)


def _grid(board: Board, target: Target, place: LatLng | None) -> TargetCheck:
    grid = board.regions.get(RegionCode(target.code))
    if grid is None or grid.tier is not Tier.GRID:
        return _refused(target, target.code, Refused("grid.unknown", grid=target.code))
    if not within(grid.code, board.centre):
        return _refused(target, grid.name, Refused("grid.outside", grid=grid.name))
    crews = [crew for crew in board.crews.values() if crew.region == grid.code]
    if not crews:
        load = board.load_of(TargetKind.GRID, grid.code)
        return TargetCheck(target=target, allowed=True, refused=None, name=grid.name, in_hand=load)
    on_duty = [crew for crew in crews if crew.duty is Duty.ON_DUTY]
    if not on_duty:
        return _refused(target, grid.name, Refused("grid.no_crew_on_duty", grid=grid.name))
    crew = min(on_duty, key=lambda crew: (_load(board, crew), crew.id))
    return TargetCheck(
        target=target,
        allowed=True,
        refused=None,
        name=grid.name,
        holder=crew.name,
        distance_m=_apart(crew, place),
        in_hand=_load(board, crew),
    )


def _crew(board: Board, target: Target, crew: Crew, place: LatLng | None) -> TargetCheck:
    refused = None
    if not within(crew.region, board.centre):
        refused = Refused("crew.outside", crew=crew.name)
    elif crew.duty is not Duty.ON_DUTY:
        refused = Refused("crew.off_duty", crew=crew.name)
    return TargetCheck(
        target=target,
        allowed=refused is None,
        refused=refused,
        name=crew.name,
        distance_m=_apart(crew, place),
        in_hand=_load(board, crew),
    )


def _department(board: Board, target: Target) -> TargetCheck:
    department = board.departments.get(DepartmentId(target.code))
    if department is None:
        return _refused(target, target.code, Refused("department.unknown", department=target.code))
    in_line = within(department.region, board.centre) or within(board.centre, department.region)
    return TargetCheck(
        target=target,
        allowed=in_line,
        refused=None if in_line else Refused("department.outside", department=department.name),
        name=department.name,
        in_hand=board.load_of(TargetKind.DEPARTMENT, department.id),
    )


def _refused(target: Target, name: str, why: Refused) -> TargetCheck:
    return TargetCheck(target=target, allowed=False, refused=why, name=name)


def _nearest(board: Board, place: LatLng, able: Iterable[Crew], n: int) -> list[Crew]:
    # Degrees on a plane are near enough to choose the few whose distance is then measured.
    narrow = math.cos(math.radians(place.lat_deg))
    placed = (
        (math.hypot(at.lat_deg - place.lat_deg, (at.lng_deg - place.lng_deg) * narrow), crew.id, crew)
        for crew in able
        if (at := crew.place) is not None
    )
    few = [crew for _, _, crew in nsmallest(4 * n, placed)]

    def rank(crew: Crew) -> tuple[int, int, float]:
        away_m = _apart(crew, place) or 0.0
        return int(away_m // ALIKE_M), _load(board, crew), away_m

    return sorted(few, key=rank)[:n]


def _place_of(tickets: Iterable[Ticket]) -> LatLng | None:
    return next((ticket.place for ticket in tickets if ticket.place is not None), None)


def _apart(crew: Crew, place: LatLng | None) -> float | None:
    return distance_m(crew.place, place) if crew.place is not None and place is not None else None


def _load(board: Board, crew: Crew) -> int:
    return board.load_of(TargetKind.CREW, crew.id)


def _common(code: str, other: str) -> int:
    """Return how many leading characters two codes share: the more, the closer in the tree."""
    for i, (mine, theirs) in enumerate(zip(code, other, strict=False)):
        if mine != theirs:
            return i
    return min(len(code), len(other))
