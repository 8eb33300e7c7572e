"""What comes after a ticket's end: the answer to its source, and the checks that it plants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.grid import RegionCode
from console.domain.shift import Role
from console.domain.ticket import Source, State, Ticket, TicketId

OUTSIDE = frozenset({Source.HOTLINE_12345.value, Source.PUBLIC.value})
ANSWERED = frozenset({State.CLOSED, State.REJECTED, State.VOID})
"""Ends that are answered; what was merged is answered with the ticket that it was merged into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """What the source of a ticket is told about its end; waits until an adapter takes it.

    ``text`` is the result of what was closed, or the reason why it was not taken up. ``id`` is given when it is stored.
    """

    ticket: TicketId
    source: str
    outside_number: str
    outcome: State
    text: str
    made_at: datetime
    taken_at: datetime | None = None
    id: int = 0


def is_from_outside(ticket: Ticket) -> bool:
    """Tell whether somebody outside waits for an answer."""
    return ticket.source in OUTSIDE or bool(ticket.outside_number)


CARRIES = frozenset({Role.ADAPTER, Role.SHIFT_LEAD, Role.DUTY_COMMANDER})
"""Who may say that answers were carried to their sources."""

MOST_DAYS = 366
MOST_TIMES = 52
"""A plan of follow-up checks is within these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrol:
    """The checks that a closed ticket planted; ``left`` of them are to come, the next at ``next_at``.

    ``centre`` is whose desks take them in.
    """

    ticket: TicketId
    centre: RegionCode
    every_days: int
    left: int
    next_at: datetime
    text: str
    by: str

    def after(self, now: datetime) -> Patrol:
        """Return it as it goes on once the due check is taken in; what was slept through is not made up for."""
        every = timedelta(days=self.every_days)
        passed = max(0, (now - self.next_at) // every)
        return replace(self, left=self.left - 1, next_at=self.next_at + every * (passed + 1))
