"""The script of the hall: what a desk does next with a ticket, for the crews that it sends out as well."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from console.board import Board
from console.demo.ground import inner_place
from console.demo.life import done_by_crew
from console.domain.category import shipped as categories
from console.domain.crew import Crew, CrewKind, Duty
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.shift import Operator
from console.domain.ticket import Priority, Source, State, Target, TargetKind, Ticket, TicketId
from console.gate import shipped as gate
from console.orders import Accept, AnyOrder, CheckPass, Close, Dispatch, Escalate, File, TakeIn
from console.ports import Clock

TITLE = "大厅演练"
"""Only what has this title is touched."""
URGENT_PART, PASSED_UP_PART = 0.06, 0.05
CATEGORIES = tuple(
    kind.code for kind in categories().values() if not kind.mediated and not gate().need(kind.code).skills
)


def taken_in(by: Operator, id_: TicketId, grid: Region, clock: Clock, draw: Random) -> TakeIn:
    """Return the order that takes a new matter in."""
    return TakeIn(
        by=by,
        id=id_,
        category=draw.choice(CATEGORIES),
        title=TITLE,
        source=Source.PUBLIC.value,
        reported_at=clock.now(),
        priority=Priority.P1 if draw.random() < URGENT_PART else Priority.P3,
        place=inner_place(grid.shape_wkb, draw),
    )


def next_order(ticket: Ticket, board: Board, by: Operator, draw: Random) -> AnyOrder | None:
    """Return the next step of a ticket that the desk's centre holds; None where there is none."""
    match ticket.state:
        case State.REPORTED:
            return Accept(by=by, ticket=ticket.id, seen=ticket.version)
        case State.ACCEPTED:
            return File(by=by, ticket=ticket.id, seen=ticket.version)
        case State.FILED if ticket.tier is not Tier.CITY and not ticket.readers and draw.random() < PASSED_UP_PART:
            return Escalate(by=by, ticket=ticket.id, seen=ticket.version, reason=TITLE)
        case State.FILED:
            crew = _free_crew(board, ticket)
            if crew is None:
                return None
            target = Target(TargetKind.CREW, crew.id)
            return Dispatch(by=by, ticket=ticket.id, seen=ticket.version, target=target)
        case State.DISPATCHED | State.IN_PROGRESS:
            done = done_by_crew(ticket, draw)
            # Crews report by telephone: it is the desk that writes down what they did.
            return None if done is None else replace(done, by=by)
        case State.FEEDBACK:
            return CheckPass(by=by, ticket=ticket.id, seen=ticket.version)
        case State.CHECKED:
            return Close(by=by, ticket=ticket.id, seen=ticket.version)
        case _:
            return None


def grids_of(board: Board) -> list[Region]:
    """Return the grids on which the desk takes matters in."""
    standing = (region for region in board.regions.values() if region.is_standing)
    return [region for region in standing if region.tier is Tier.GRID and region.shape_wkb]


def _free_crew(board: Board, ticket: Ticket) -> Crew | None:
    """Return the crew of the village, or else of the centre's ground, that has the least in hand."""
    for ground in (RegionCode(ticket.area[:12]), ticket.centre):
        found = [crew for crew in board.crews.values() if _can_go(crew) and within(crew.region, ground)]
        if found:
            return min(found, key=lambda crew: (board.load_of(TargetKind.CREW, crew.id), crew.id))
    return None


def _can_go(crew: Crew) -> bool:
    return crew.duty is Duty.ON_DUTY and crew.kind is not CrewKind.VOLUNTEER
