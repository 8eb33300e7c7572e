"""Histories: tickets with all of their lines, told by what happened when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from console.domain.ticket import State, Ticket
from console.gateways.files.past import LEADS_TO
from console.journal import Entry, Kind
from tests.builders import NOON, a_ticket

Step = tuple[Kind, float] | tuple[Kind, float, float]
"""What happened, how many hours after the report, and when the stage that it began is due, in the same hours."""


def a_history(*steps: Step, reported_at: datetime = NOON, **changes: Any) -> tuple[Ticket, list[Entry]]:
    """Return a ticket that was taken in at ``reported_at`` and went through the steps; ``changes`` are of the ticket."""
    ticket = a_ticket(**({"state": State.REPORTED, "reported_at": reported_at} | changes))
    entries: list[Entry] = []
    state = State.REPORTED
    for version, step in enumerate(((Kind.TAKEN_IN, 0.0), *steps), 1):
        before, state = state, LEADS_TO.get(step[0], state)
        entries.append(
            Entry(
                key=uuid4(),
                kind=step[0],
                ticket=ticket.id,
                version=version,
                at=reported_at + timedelta(hours=step[1]),
                by="李四",
                desk="desk-1",
                centre=ticket.centre,
                from_state=before if version > 1 else None,
                to_state=state,
                due_at=reported_at + timedelta(hours=step[2]) if len(step) == 3 else None,
                imported=True,
            )
        )
    last = entries[-1]
    standing: dict[str, Any] = {"version": len(entries), "state": state, "changed_at": last.at, "due_at": last.due_at}
    return replace(ticket, **standing), entries


def until(last: Kind, at: float, due: float) -> tuple[Step, ...]:
    """Return the steps of the main way up to ``last``; handling is due at ``due`` hours and its end comes at ``at``."""
    way: tuple[Step, ...] = (
        (Kind.ACCEPTED, 0.1, 0.5),
        (Kind.FILED, 0.2, 0.5),
        (Kind.DISPATCHED, 0.3, 0.8),
        (Kind.SIGNED, 0.5, due),
        (Kind.FED_BACK, at, at + 8),
        (Kind.CHECK_PASSED, at, at + 4),
        (Kind.CLOSED, at),
    )
    kinds = [step[0] for step in way]
    return way[: kinds.index(last) + 1]
