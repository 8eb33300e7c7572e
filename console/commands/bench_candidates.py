"""The bench of candidates, run cards and likely duplicates: 18,599 crews, 50,000 open tickets and a day of turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median, quantiles

from console import duplicates, targets
from console.board import Board
from console.domain.category import shipped
from console.domain.crew import Crew, CrewId, CrewKind, Duty
from console.domain.grid import RegionCode, Tier
from console.domain.place import LatLng, distance_m
from console.domain.ticket import Priority, State, Ticket, TicketId
from console.mustering import muster
from console.ports import Snapshot
from console.stopwatch import Stopwatch
from console.turns import Turn

CREWS = 18_599
OPEN = 50_000
ASKED = 500
PEER_ASKED = 20
GRIDS = 6_895
GIVEN = 9_550
CITY = RegionCode("3205")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def measure() -> dict[str, object]:
    """Return how long it takes to rank the candidates of a ticket, and to find its likely duplicates, in ms."""
    drawn = Random(1)
    board = Board(CITY)
    tickets = [_ticket(number, drawn) for number in range(1, OPEN + 1)]
    crews = tuple(_crew(number, drawn) for number in range(1, CREWS + 1))
    turns = tuple(_turn(number, drawn) for number in range(OPEN + 1, OPEN + GIVEN + 1))
    board.load(Snapshot(tickets=tuple(tickets), crews=crews, departments=(), cameras=(), regions=(), turns=turns))
    asked, rules = drawn.sample(tickets, ASKED), duplicates.shipped()
    return {
        "crews": len(board.crews),
        "tickets": len(board.tickets),
        **_figures("candidates", asked, lambda ticket: targets.candidates(board, ticket, 5, NOW)),
        **_figures("run_card", asked, lambda ticket: muster(board, ticket, now=NOW)),
        "peer": "measuring the way from a ticket to every crew, and sorting",
        **_figures("peer", asked[:PEER_ASKED], lambda ticket: _all_sorted(board, ticket)),
        **_figures("duplicates", asked, lambda ticket: board.alike.like_ticket(ticket, rules)),
    }


def _figures(name: str, asked: Sequence[Ticket], find: Callable[[Ticket], object]) -> dict[str, object]:
    took_ms, of_cpu_ms = [], []
    for ticket in asked:
        watch = Stopwatch()
        find(ticket)
        of_cpu_ms.append(watch.cpu_s * 1000)
        took_ms.append(watch.wall_s * 1000)
    p95, p95_cpu = (quantiles(some, n=20)[18] for some in (took_ms, of_cpu_ms))
    figures = {"p50": median(took_ms), "p95": p95, "p95_cpu": p95_cpu, "max": max(took_ms)}
    return {f"{name}_{figure}_ms": round(value, 2) for figure, value in figures.items()}


def _all_sorted(board: Board, ticket: Ticket) -> list[float]:
    here = ticket.place
    placed = (crew.place for crew in board.crews.values() if crew.place is not None)
    return sorted(distance_m(place, here) for place in placed)[:5] if here is not None else []


def _grid(drawn: Random) -> RegionCode:
    number = drawn.randrange(GRIDS)
    return RegionCode(f"{CITY}{number % 10 + 1:02d}{number % 9 + 1:03d}{number % 8 + 1:03d}{number // 90 + 1:03d}")


def _place(drawn: Random) -> LatLng:
    return LatLng(31.0 + drawn.random() * 0.8, 120.2 + drawn.random() * 0.9)


def _crew(number: int, drawn: Random) -> Crew:
    on_duty = drawn.random() < 0.8
    return Crew(
        id=CrewId(f"W{number:05d}"),
        name=f"W{number:05d}",
        kind=drawn.choice(list(CrewKind)),
        region=_grid(drawn),
        duty=Duty.ON_DUTY if on_duty else Duty.OFF_DUTY,
        place=_place(drawn) if on_duty else None,
        fixed_at=NOW if on_duty else None,
    )


def _turn(number: int, drawn: Random) -> Turn:
    return Turn(f"W{drawn.randrange(CREWS) + 1:05d}", TicketId(number), NOW - timedelta(hours=24 * drawn.random()))


def _ticket(number: int, drawn: Random) -> Ticket:
    grid = _grid(drawn)
    return Ticket(
        id=TicketId(number),
        number=str(number),
        version=1,
        state=State.FILED,
        priority=Priority.P3,
        category=drawn.choice(list(shipped())),
        title="",
        source="public",
        centre=CITY,
        tier=Tier.CITY,
        reported_at=NOW,
        stage_since=NOW,
        changed_at=NOW,
        area=grid,
        grid=grid,
        place=_place(drawn) if drawn.random() < 0.95 else None,
    )
