"""Who can be sent, best first: the crews on duty near a ticket, or the departments, as far as words let them through."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import TypeVar

from console.board import Board
from console.domain.crew import Crew, CrewId, CrewKind, Department, Duty
from console.domain.grid import within
from console.domain.place import LatLng, distance_m
from console.domain.ticket import Target, TargetKind, Ticket
from widgets.kit.search_text import initials, plain

_One = TypeVar("_One", Crew, Department)
SHOWN_MAX = 200
"""More rows than anybody reads; further words narrow the list."""


class Page(StrEnum):
    CREWS = "crews"
    DEPARTMENTS = "departments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One who can be sent. ``kind`` is None for a department; ``distance_m`` None where a place is unknown."""

    target: Target
    name: str
    kind: CrewKind | None
    region: str
    in_hand: int
    distance_m: float | None = None
    fixed_at: datetime | None = None
    place: LatLng | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The lines shown, and how many there are on each page."""

    lines: tuple[Line, ...]
    crews: int
    departments: int


class Rolls:
    """Reads the board for those who can be sent; remembers what is searched of each crew."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._haystacks: dict[str, tuple[Crew | Department, str]] = {}

    def roster(self, page: Page, text: str, ticket: Ticket | None) -> Roster:
        """Return the page for these words; the nearest to the ticket first, else by region and name."""
        needles = plain(text).split()
        board = self._board
        on_duty = [
            crew for crew in board.crews.values() if crew.duty is Duty.ON_DUTY and within(crew.region, board.centre)
        ]
        asked = [
            department
            for department in board.departments.values()
            if within(department.region, board.centre) or within(board.centre, department.region)
        ]
        crews, departments = self._with(needles, on_duty), self._with(needles, asked)
        place = ticket.place if ticket else None
        if page is Page.CREWS:
            lines = [self._crew(crew, place) for crew in _best(crews, place)]
        else:
            lines = [self._department(each) for each in sorted(departments, key=lambda each: (each.name, each.id))]
        return Roster(lines=tuple(lines[:SHOWN_MAX]), crews=len(crews), departments=len(departments))

    def again(self, lines: Sequence[Line], ticket: Ticket | None) -> tuple[Line, ...]:
        """Return the same lines in the same order as they stand now; who went off duty stays until the next roster."""
        place = ticket.place if ticket else None
        return tuple(self._now(line, place) for line in lines)

    def _now(self, line: Line, place: LatLng | None) -> Line:
        crew = self._board.crews.get(CrewId(line.target.code)) if line.kind is not None else None
        return line if crew is None else self._crew(crew, place)

    def _crew(self, crew: Crew, place: LatLng | None) -> Line:
        return Line(
            target=Target(TargetKind.CREW, crew.id),
            name=crew.name,
            kind=crew.kind,
            region=self._board.region_name(crew.region),
            in_hand=self._board.load_of(TargetKind.CREW, crew.id),
            distance_m=distance_m(crew.place, place) if crew.place is not None and place is not None else None,
            fixed_at=crew.fixed_at,
            place=crew.place,
        )

    def _department(self, department: Department) -> Line:
        return Line(
            target=Target(TargetKind.DEPARTMENT, department.id),
            name=department.name,
            kind=None,
            region=self._board.region_name(department.region),
            in_hand=self._board.load_of(TargetKind.DEPARTMENT, department.id),
        )

    def _with(self, needles: list[str], those: list[_One]) -> list[_One]:
        """Return those of whom all is said that is searched; a city has 19,000, and each key asks of all of them."""
        return [one for one in those if all(map(self._haystack(one).__contains__, needles))] if needles else those

    def _haystack(self, one: Crew | Department) -> str:
        known = self._haystacks.get(one.id)
        if known is None or (known[0] is not one and (known[0].name, known[0].region) != (one.name, one.region)):
            region = self._board.region_name(one.region)
            known = (one, plain(f"{one.name}\n{one.id}\n{region}\n{initials(one.name)}\n{initials(region)}"))
            self._haystacks[one.id] = known
        return known[1]


def _best(crews: list[Crew], place: LatLng | None) -> list[Crew]:
    if place is None:
        return nsmallest(SHOWN_MAX, crews, key=lambda crew: (crew.region, crew.name, crew.id))
    # Degrees on a plane are near enough for an order; what is shown is measured on the ground.
    lat, lng, narrow = place.lat_deg, place.lng_deg, math.cos(math.radians(place.lat_deg))
    away = (
        ((at.lat_deg - lat) ** 2 + ((at.lng_deg - lng) * narrow) ** 2 if (at := crew.place) is not None else math.inf)
        for crew in crews
    )
    return [
        crew
        for _, _, crew in nsmallest(SHOWN_MAX, ((far, crew.id, crew) for far, crew in zip(away, crews, strict=True)))
    ]
