"""Counting the open tickets as they come and go: a change costs its own tickets, never the whole board."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from console.domain.ticket import Priority, State, Ticket, TicketId


class Tally:
    """How many open tickets there are by priority and on each list; 50,000 of them change nothing in the cost.

    Times due, and those when most of a stage's time is used, stand sorted: how many are past is one search.
    """

    def __init__(self) -> None:
        self.by_priority: Counter[Priority] = Counter()
        self.unsigned = 0
        self.supervised = 0
        self._counted: dict[TicketId, Ticket] = {}
        self._due: list[tuple[datetime, int]] = []
        self._warned: list[tuple[datetime, int]] = []

    def load(self, tickets: Iterable[Ticket]) -> None:
        """Count everything anew."""
        self._counted = {ticket.id: ticket for ticket in tickets}
        self.by_priority = Counter(ticket.priority for ticket in self._counted.values())
        self.unsigned = sum(ticket.state is State.DISPATCHED for ticket in self._counted.values())
        self.supervised = sum(_is_supervised(ticket) for ticket in self._counted.values())
        moments = [_moments(ticket) for ticket in self._counted.values() if ticket.due_at is not None]
        self._due = sorted(due for due, _warned in moments)
        self._warned = sorted(warned for _due, warned in moments)

    def change(self, ids: Iterable[TicketId], now_open: Mapping[TicketId, Ticket]) -> None:
        """Count these tickets as they stand in ``now_open``; those that are not there are open no more."""
        for id_ in ids:
            before, after = self._counted.get(id_), now_open.get(id_)
            if before is after:
                continue
            if before is not None:
                self._take_out(before)
            if after is not None:
                self._put_in(after)

    def overdue(self, now: datetime) -> int:
        """Return how many are over their time."""
        return bisect_left(self._due, (now, 0))

    def nearly_due(self, now: datetime) -> int:
        """Return for how many most of the time of their stage is used, but not all of it."""
        return bisect_left(self._warned, (now, 0)) - self.overdue(now)

    def _put_in(self, ticket: Ticket) -> None:
        self._counted[ticket.id] = ticket
        self.by_priority[ticket.priority] += 1
        self.unsigned += ticket.state is State.DISPATCHED
        self.supervised += _is_supervised(ticket)
        if ticket.due_at is not None:
            due, warned = _moments(ticket)
            insort(self._due, due)
            insort(self._warned, warned)

    def _take_out(self, ticket: Ticket) -> None:
        del self._counted[ticket.id]
        self.by_priority[ticket.priority] -= 1
        self.unsigned -= ticket.state is State.DISPATCHED
        self.supervised -= _is_supervised(ticket)
        if ticket.due_at is not None:
            due, warned = _moments(ticket)
            del self._due[bisect_left(self._due, due)]
            del self._warned[bisect_left(self._warned, warned)]


def _moments(ticket: Ticket) -> tuple[tuple[datetime, int], tuple[datetime, int]]:
    """Return when a ticket with a due time is due, and when it is nearly; the second never comes after the first."""
    assert ticket.due_at is not None
    warned_at = min(ticket.warned_at or ticket.due_at, ticket.due_at)
    return (ticket.due_at, ticket.id), (warned_at, ticket.id)


def _is_supervised(ticket: Ticket) -> bool:
    return bool(ticket.noted.cards) and ticket.card is not None
