"""Counting the open tickets as they come and go: a change costs its own tickets, never the whole board."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from console.domain.ticket import Priority, State, Ticket, TicketId


class Tally:
    """How many tickets are open by priority, not signed yet, and overdue; 50,000 of them change nothing in the cost.

    Times due stand sorted: how many are over is one search.
    """

    def __init__(self) -> None:
        self.by_priority: Counter[Priority] = Counter()
        self.unsigned = 0
        self._counted: dict[TicketId, Ticket] = {}
        self._due: list[tuple[datetime, int]] = []

    def load(self, tickets: Iterable[Ticket]) -> None:
        """Count everything anew."""
        self._counted = {ticket.id: ticket for ticket in tickets}
        self.by_priority = Counter(ticket.priority for ticket in self._counted.values())
        self.unsigned = sum(ticket.state is State.DISPATCHED for ticket in self._counted.values())
        self._due = sorted((ticket.due_at, ticket.id) for ticket in self._counted.values() if ticket.due_at is not None)

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

    def _put_in(self, ticket: Ticket) -> None:
        self._counted[ticket.id] = ticket
        self.by_priority[ticket.priority] += 1
        self.unsigned += ticket.state is State.DISPATCHED
        if ticket.due_at is not None:
            insort(self._due, (ticket.due_at, ticket.id))

    def _take_out(self, ticket: Ticket) -> None:
        del self._counted[ticket.id]
        self.by_priority[ticket.priority] -= 1
        self.unsigned -= ticket.state is State.DISPATCHED
        if ticket.due_at is not None:
            del self._due[bisect_left(self._due, (ticket.due_at, ticket.id))]
