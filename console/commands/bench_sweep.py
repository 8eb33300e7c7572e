"""The bench of the sweep: the steps that are due among 50,000 open tickets, in a usual hour and after a night without desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from console import rulebook, timing
from console.domain.category import shipped
from console.domain.grid import RegionCode, Tier
from console.domain.records import Card
from console.domain.shift import system_at
from console.domain.ticket import Holder, Priority, State, TargetKind, Ticket, TicketId
from console.ladder import SUPERVISED, due_step
from console.stopwatch import Stopwatch
from console.sweep import overdue

OPEN = 50_000
ROUNDS = 7
CENTRE = RegionCode("3205")
NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
BUSY = timedelta(hours=2)
WEEK = timedelta(days=7)
RULES = rulebook.shipped()
BY = system_at(CENTRE, "bench")


def measure() -> dict[str, object]:
    """Return how long a sweep takes, in ms: where nearly all that is due was issued, and where nothing was yet."""
    drawn = Random(1)
    stages = sorted(SUPERVISED)
    nothing_issued = [_ticket(number, drawn, stages) for number in range(1, OPEN + 1)]
    usual = [ticket if drawn.random() < 0.001 else _issued(ticket) for ticket in nothing_issued]
    return {"tickets": OPEN, **_figures("usual", usual), **_figures("first", nothing_issued)}


def _figures(name: str, tickets: Sequence[Ticket]) -> dict[str, object]:
    took_ms, of_cpu_ms, due = [], [], 0
    for _ in range(ROUNDS):
        watch = Stopwatch()
        due = len(overdue(tickets, NOW, RULES, BY))
        of_cpu_ms.append(watch.cpu_s * 1000)
        took_ms.append(watch.wall_s * 1000)
    return {
        f"{name}_due": due,
        f"{name}_p50_ms": round(median(took_ms), 1),
        f"{name}_max_ms": round(max(took_ms), 1),
        f"{name}_max_cpu_ms": round(max(of_cpu_ms), 1),
    }


def _ticket(number: int, drawn: Random, stages: Sequence[State]) -> Ticket:
    """Return a ticket in any stage: most of its age within the last hours, some of them days old."""
    state, grid = drawn.choice(stages), RegionCode(f"{CENTRE}{drawn.randrange(6895):011d}")
    since = NOW - (BUSY if state is not State.IN_PROGRESS else WEEK) * drawn.random() ** 3
    kind = drawn.choice(list(shipped().values()))
    fresh = Ticket(
        id=TicketId(number),
        number=str(number),
        version=1,
        state=state,
        priority=drawn.choice(list(Priority)),
        category=kind.code,
        title="",
        source="public",
        centre=CENTRE,
        tier=Tier.CITY,
        reported_at=since,
        stage_since=since,
        changed_at=since,
        area=grid,
        grid=grid,
        holder=Holder(TargetKind.CREW, "W1", "W1"),
    )
    return timing.begun(fresh, since, RULES)


def _issued(ticket: Ticket) -> Ticket:
    """Return the ticket with the step that is due on it."""
    due = due_step(ticket, NOW, RULES.ladder, RULES.calendars)
    if due is None:
        return ticket
    card = Card(step=due.step, at=NOW, stage=ticket.stage_began, responsible="W1", reason=due.why.value)
    return replace(ticket, noted=replace(ticket.noted, cards=(card,)))
