"""Who a ticket could be sent to, as the board knows it: told while a drag hovers, before any order is given.

The gate that decides here is the one that the handlers ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import merge
from operator import attrgetter, itemgetter
from types import MappingProxyType

from console import gate as gates
from console import lifecycle, ranking
from console.board import IN_HAND, Board
from console.domain.crew import Crew, CrewId, DepartmentId, Duty
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier
from console.domain.place import LatLng, distance_m
from console.domain.shift import Operator
from console.domain.ticket import Target, TargetKind, Ticket
from console.gate import Gate, Judgement, Known, Matter, Reason, Verdict
from console.orders import AnyOrder, CoHandle, Dispatch, Transfer
from console.ranking import Part, Ranked, Ring, Standing, Weights

FEW = 500
"""So many crews at most are weighed one by one."""

_Lot = tuple[float, Sequence[tuple[float | None, CrewId]]]
"""Crews by growing distance: metres that none is below, and each with its own (None: no position)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCheck:
    """A target as a hovering drag shows it.

    ``verb`` is what dropping would do: dispatch, or transfer what somebody has already. ``name`` is the target's own;
    ``holder`` the crew on duty that a grid's tickets would go to, else "".
    ``distance_m`` is from the first ticket with a place to the crew, None where either is unknown.
    ``in_hand`` counts what whoever would handle it holds already. ``reasons`` are all that the gate has against it, the
    gravest first: with a ``verdict`` of WARN it may be done all the same. ``parts`` and ``missing`` tell of a candidate
    what its rank is made of, in metres, and what it lacks: codes of skills, and ``ranking.PLACE``.
    """

    target: Target
    allowed: bool
    refused: Refused | None
    name: str
    verb: str = "dispatch"
    holder: str = ""
    distance_m: float | None = None
    in_hand: int = 0
    verdict: Verdict = Verdict.ALLOW
    reasons: tuple[Reason, ...] = ()
    parts: Mapping[Part, float] = field(default_factory=lambda: MappingProxyType({}))
    missing: tuple[str, ...] = ()


def describe(
    board: Board,
    target: Target,
    tickets: Sequence[Ticket],
    by: Operator | None = None,
    now: datetime | None = None,
    gate: Gate | None = None,
) -> TargetCheck:
    """Tell whether these tickets may be sent there one after another, and to whom the first of them would go.

    Allowed only if every ticket is; ``refused`` is the first thing against it. ``by`` adds the operator's own rules
    (role, turn of the centre, state of the ticket); without it only the target is judged. Without ``now`` no position is
    called stale.
    """
    verb = next((sent_by(ticket) for ticket in tickets), "dispatch")
    check = replace(_checked(board, target, tickets, now, gate or board.rulebook.gate), verb=verb)
    if check.refused is not None or by is None:
        return check
    for ticket in tickets:
        against = lifecycle.why_not(sent_by(ticket), ticket, by, table=board.rulebook.lifecycle)
        refused = against or _same(board, ticket, target, now, gate or board.rulebook.gate)
        if refused is not None:
            return replace(check, allowed=False, refused=_named(board, refused), verdict=Verdict.BLOCK)
    return check


def sent_by(ticket: Ticket) -> str:
    """Return the verb that sends a ticket to somebody: what is with somebody already is transferred."""
    return "transfer" if ticket.state in IN_HAND else "dispatch"


def _same(board: Board, ticket: Ticket, target: Target, now: datetime | None, gate: Gate) -> Refused | None:
    """Refuse to send a ticket to whoever has it, be it by the grid that would give it to them."""
    had = ticket.holder
    if had is None or ticket.state not in IN_HAND:
        return None
    matter = Matter(centre=board.centre, category=ticket.category, now=now)
    found = gates.judge(target, _known(board, target), matter, gate).holder
    is_same = found is not None and (found.kind, found.id) == (had.kind, had.id)
    return Refused("transfer.same", holder=had.name, number=ticket.number) if is_same else None


def _named(board: Board, refused: Refused) -> Refused:
    """Return the refusal with the centre, where it tells one, by its name: a hand that hovers reads no codes."""
    centre = refused.facts.get("centre")
    return Refused(refused.code, **(refused.facts | {"centre": board.region_name(str(centre))})) if centre else refused


def promise(board: Board, orders: Iterable[AnyOrder], now: datetime) -> None:
    """Let the board know to whom these orders, given here and not done yet, will send tickets, as far as the gate lets them."""
    board.promised = Counter()
    for order in orders:
        ticket = board.tickets.get(order.ticket) if isinstance(order, Dispatch | Transfer | CoHandle) else None
        if not isinstance(order, Dispatch | Transfer | CoHandle) or ticket is None or ticket.version > order.seen:
            continue
        matter = Matter(centre=board.centre, category=ticket.category, now=now)
        for target in (order.target, *(order.helpers if isinstance(order, Dispatch) else ())):
            judgement = gates.judge(target, _known(board, target), matter, board.rulebook.gate)
            if judgement.block is None and judgement.holder is not None:
                board.promised[f"{judgement.holder.kind.value}:{judgement.holder.id}"] += 1


def candidates(
    board: Board,
    ticket: Ticket,
    n: int = 5,
    now: datetime | None = None,
    gate: Gate | None = None,
    weights: Weights | None = None,
    among: frozenset[CrewId] | None = None,
) -> list[TargetCheck]:
    """Return the crews on duty that could be sent, best first, as ``ranking`` weighs them; none that the gate blocks.

    ``among`` are the crews that come into question, by default all. A ticket without a place is offered the crews of its
    grid, then of the regions around it.
    """
    weights = weights or board.rulebook.weights
    matter = Matter(centre=board.centre, category=ticket.category, now=now)
    home = ticket.grid or ticket.area
    few = among is not None and len(among) <= FEW
    rings = _one_ring(board, ticket, now, weights, among or ()) if few else _rings(board, ticket, now, weights, among)
    return [_candidate(each) for each in ranking.rank(rings, home, matter, gate or board.rulebook.gate, weights, n)]


def departments(board: Board) -> list[TargetCheck]:
    """Return the departments of the centre's line, by name."""
    found = sorted(board.departments.values(), key=attrgetter("name"))
    checks = (describe(board, Target(TargetKind.DEPARTMENT, department.id), ()) for department in found)
    return [check for check in checks if check.allowed]


def staffed_grids(board: Board) -> frozenset[RegionCode]:
    """Return the grids that have a crew on duty: in one go what ``describe`` tells of each."""
    homes = {crew.region for crew in board.crews.values() if crew.duty is Duty.ON_DUTY}
    return frozenset(home for home in homes if home in board.regions and board.regions[home].tier is Tier.GRID)


def _checked(board: Board, target: Target, tickets: Sequence[Ticket], now: datetime | None, gate: Gate) -> TargetCheck:
    """Judge the tickets one after another, each with those before it in hand already."""
    known = _known(board, target)
    promised = dict(known.promised)
    first: Judgement | None = None
    reasons: dict[str, Reason] = {}
    for category in [ticket.category for ticket in tickets] or [""]:
        matter = Matter(centre=board.centre, category=category, now=now)
        judgement = gates.judge(target, replace(known, promised=promised), matter, gate)
        first = first or judgement
        reasons |= {reason.code: reason for reason in judgement.reasons}
        if judgement.block is not None:
            break
        if judgement.holder is not None:
            promised[judgement.holder.id] = promised.get(judgement.holder.id, 0) + 1
    against = tuple(sorted(reasons.values(), key=lambda reason: -reason.verdict))
    verdict = against[0].verdict if against else Verdict.ALLOW
    crew = first.crew if first else None
    holder = first.holder if first else None
    return TargetCheck(
        target=target,
        allowed=verdict is not Verdict.BLOCK,
        refused=against[0].refused() if verdict is Verdict.BLOCK else None,
        name=_name(target, known),
        holder=crew.name if crew is not None and target.kind is TargetKind.GRID else "",
        distance_m=_apart(crew, _place_of(tickets)) if crew is not None else None,
        in_hand=known.loads.get(holder.id, 0) if holder is not None else 0,
        verdict=verdict,
        reasons=against,
    )


def _known(board: Board, target: Target) -> Known:
    match target.kind:
        case TargetKind.GRID:
            crews = [crew for crew in board.crews.values() if crew.region == target.code]
            known = _loaded(board, crews)
            grid_load = {target.code: board.load_of(TargetKind.GRID, target.code)}
            return replace(known, region=board.regions.get(RegionCode(target.code)), loads={**known.loads, **grid_load})
        case TargetKind.CREW:
            crew = board.crews.get(CrewId(target.code))
            return _loaded(board, [crew]) if crew is not None else Known()
        case TargetKind.DEPARTMENT:
            load = board.load_of(TargetKind.DEPARTMENT, target.code)
            return Known(department=board.departments.get(DepartmentId(target.code)), loads={target.code: load})


def _loaded(board: Board, crews: Sequence[Crew]) -> Known:
    return Known(
        crews=crews,
        loads={crew.id: _load(board, crew) for crew in crews},
        helping={crew.id: board.helping.get(crew.id, 0) for crew in crews},
        promised={crew.id: board.promised_to(TargetKind.CREW, crew.id) for crew in crews},
    )


def _name(target: Target, known: Known) -> str:
    match target.kind:
        case TargetKind.GRID:
            return known.region.name if known.region is not None and known.region.tier is Tier.GRID else target.code
        case TargetKind.CREW:
            return known.crews[0].name if known.crews else target.code
        case TargetKind.DEPARTMENT:
            return known.department.name if known.department is not None else target.code


def _rings(
    board: Board, ticket: Ticket, now: datetime | None, weights: Weights, among: frozenset[CrewId] | None
) -> Iterator[Ring]:
    """Yield crews from the near to the far; those without a position among them, by where they are at home."""
    for least_m, lot in merge(_by_home(board, ticket, weights), _by_place(board, ticket), key=itemgetter(0)):
        crews = ((away_m, board.crews[id_]) for away_m, id_ in lot if among is None or id_ in among)
        yield least_m, (_standing(board, crew, away_m, now, weights) for away_m, crew in crews)


def _one_ring(
    board: Board, ticket: Ticket, now: datetime | None, weights: Weights, among: Iterable[CrewId]
) -> Iterator[Ring]:
    """Yield a few crews at once: to look for them from the near to the far would go past all others."""
    crews = (board.crews[id_] for id_ in among)
    yield 0.0, (_standing(board, crew, _apart(crew, ticket.place), now, weights) for crew in crews)


def _by_home(board: Board, ticket: Ticket, weights: Weights) -> Iterator[_Lot]:
    homes = board.homes if ticket.place is None else board.unplaced
    for apart, ids in homes.outward(ticket.grid or ticket.area):
        yield weights.home_m * (1 + apart), [(None, id_) for id_ in ids]


def _by_place(board: Board, ticket: Ticket) -> Iterator[_Lot]:
    if ticket.place is not None:
        yield from board.places.outward(ticket.place)


def _standing(board: Board, crew: Crew, away_m: float | None, now: datetime | None, weights: Weights) -> Standing:
    lately = board.turns.lately(crew.id, now - timedelta(hours=weights.lately_h)) if now is not None else 0
    return Standing(
        crew=crew,
        distance_m=away_m,
        in_hand=_load(board, crew),
        helping=board.helping.get(crew.id, 0),
        promised=board.promised_to(TargetKind.CREW, crew.id),
        turns=lately,
        last_at=board.turns.last_at(crew.id),
    )


def _candidate(ranked: Ranked) -> TargetCheck:
    standing = ranked.standing
    return TargetCheck(
        target=Target(TargetKind.CREW, standing.crew.id),
        allowed=True,
        refused=None,
        name=standing.crew.name,
        distance_m=standing.distance_m,
        in_hand=standing.in_hand,
        verdict=ranked.judgement.verdict,
        reasons=ranked.judgement.reasons,
        parts=ranked.parts,
        missing=ranked.missing,
    )


def _place_of(tickets: Iterable[Ticket]) -> LatLng | None:
    return next((ticket.place for ticket in tickets if ticket.place is not None), None)


def _apart(crew: Crew, place: LatLng | None) -> float | None:
    return distance_m(crew.place, place) if crew.place is not None and place is not None else None


def _load(board: Board, crew: Crew) -> int:
    return board.load_of(TargetKind.CREW, crew.id)
