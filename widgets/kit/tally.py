"""Counting the open tickets as they come and go: a change costs its own tickets, never the whole board."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from console.domain.grid import RegionCode
from console.domain.ticket import Priority, State, Ticket, TicketId

Moment = tuple[datetime, int]


class Tally:
    """How many open tickets there are by priority and on each list; 50,000 of them change nothing in the cost.

    ``mine`` are those that the centre holds, ``to_approve`` those of them for which something was asked. Times due, and
    those when most of a stage's time is used, stand sorted: how many are past is one search.
    """

    def __init__(self, centre: RegionCode) -> None:
        self.by_priority: Counter[Priority] = Counter()
        self.mine = 0
        self.unsigned = 0
        self.supervised = 0
        self.to_approve = 0
        self._centre = centre
        self._counted: dict[TicketId, Ticket] = {}
        self._due: list[Moment] = []
        self._warned: list[Moment] = []

    def load(self, tickets: Iterable[Ticket]) -> None:
        """Count everything anew."""
        self._counted = {ticket.id: ticket for ticket in tickets}
        self.by_priority = Counter(ticket.priority for ticket in self._counted.values())
        self.mine = sum(ticket.centre == self._centre for ticket in self._counted.values())
        self.unsigned = sum(ticket.state is State.DISPATCHED for ticket in self._counted.values())
        self.supervised = sum(_is_supervised(ticket) for ticket in self._counted.values())
        self.to_approve = sum(self._waits(ticket) for ticket in self._counted.values())
        moments = [_moments(ticket) for ticket in self._counted.values()]
        self._due = sorted(due for due, _warned in moments if due is not None)
        self._warned = sorted(warned for _due, warned in moments if warned is not None)

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
        self.mine += ticket.centre == self._centre
        self.unsigned += ticket.state is State.DISPATCHED
        self.supervised += _is_supervised(ticket)
        self.to_approve += self._waits(ticket)
        for moments, moment in zip((self._due, self._warned), _moments(ticket), strict=True):
            if moment is not None:
                insort(moments, moment)

    def _waits(self, ticket: Ticket) -> bool:
        return ticket.noted.request is not None and ticket.centre == self._centre

    def _take_out(self, ticket: Ticket) -> None:
        del self._counted[ticket.id]
        self.by_priority[ticket.priority] -= 1
        self.mine -= ticket.centre == self._centre
        self.unsigned -= ticket.state is State.DISPATCHED
        self.supervised -= _is_supervised(ticket)
        self.to_approve -= self._waits(ticket)
        for moments, moment in zip((self._due, self._warned), _moments(ticket), strict=True):
            if moment is not None:
                del moments[bisect_left(moments, moment)]


def _moments(ticket: Ticket) -> tuple[Moment | None, ...]:
    """Return when a ticket is due, and when it is nearly, as far as anybody can say; the second is never later."""
    due_at, warned_at = ticket.due_at, ticket.warned_at
    if due_at is not None:
        warned_at = min(warned_at or due_at, due_at)
    return tuple((moment, ticket.id) if moment is not None else None for moment in (due_at, warned_at))


def _is_supervised(ticket: Ticket) -> bool:
    return bool(ticket.noted.cards) and ticket.card is not None
