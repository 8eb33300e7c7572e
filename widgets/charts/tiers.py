"""Counting the open tickets of each tier, and of each dispatcher, as they come and go: never the whole board again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter

from console.domain.grid import RegionCode, Tier
from console.domain.ticket import State, Ticket, TicketId

SOON = timedelta(minutes=15)
TIERS = tuple(tier for tier in Tier if tier is not Tier.GRID)


@dataclass(slots=True)
class Rung:
    """One tier: how many wait to be signed, how many are being handled; times due and of report stand sorted."""

    unsigned: int = 0
    in_hand: int = 0
    due: list[tuple[datetime, TicketId]] = field(default_factory=list)
    reported: list[tuple[datetime, TicketId]] = field(default_factory=list)

    @property
    def oldest(self) -> tuple[datetime, TicketId] | None:
        return self.reported[0] if self.reported else None

    def overdue(self, now: datetime) -> int:
        return bisect_left(self.due, (now, TicketId(0)))

    def due_soon(self, now: datetime) -> list[TicketId]:
        """Return what falls due within ``SOON``, the next first."""
        return [id_ for _, id_ in self.due[self.overdue(now) : bisect_right(self.due, now + SOON, key=itemgetter(0))]]


class Ladder:
    """The rungs by tier, and by name how many open tickets somebody of the centre dispatched."""

    def __init__(self, centre: RegionCode) -> None:
        self._centre = centre
        self.rungs: dict[Tier, Rung] = {tier: Rung() for tier in TIERS}
        self.dispatched: Counter[str] = Counter()
        self._counted: dict[TicketId, Ticket] = {}

    def load(self, tickets: Iterable[Ticket]) -> None:
        """Count everything anew."""
        self.rungs = {tier: Rung() for tier in TIERS}
        self._counted = {ticket.id: ticket for ticket in tickets}
        self.dispatched = Counter(ticket.dispatched_by for ticket in self._counted.values() if self._is_ours(ticket))
        for ticket in self._counted.values():
            rung = self.rungs.get(ticket.tier)
            if rung is None:
                continue
            rung.unsigned += ticket.state is State.DISPATCHED
            rung.in_hand += ticket.state is State.IN_PROGRESS
            rung.reported.append((ticket.reported_at, ticket.id))
            if ticket.due_at is not None:
                rung.due.append((ticket.due_at, ticket.id))
        for rung in self.rungs.values():
            rung.due.sort()
            rung.reported.sort()

    def change(self, ids: Iterable[TicketId], now_open: Mapping[TicketId, Ticket]) -> None:
        """Count these tickets as they stand in ``now_open``; those that are not there are open no more."""
        for id_ in ids:
            before, after = self._counted.pop(id_, None), now_open.get(id_)
            if before is not None:
                self._count(before, -1)
            if after is not None:
                self._counted[id_] = after
                self._count(after, +1)

    def _is_ours(self, ticket: Ticket) -> bool:
        return bool(ticket.dispatched_by) and ticket.centre == self._centre

    def _count(self, ticket: Ticket, step: int) -> None:
        if self._is_ours(ticket):
            self.dispatched[ticket.dispatched_by] += step
        rung = self.rungs.get(ticket.tier)
        if rung is None:
            return
        rung.unsigned += step * (ticket.state is State.DISPATCHED)
        rung.in_hand += step * (ticket.state is State.IN_PROGRESS)
        _keep(rung.reported, (ticket.reported_at, ticket.id), step)
        if ticket.due_at is not None:
            _keep(rung.due, (ticket.due_at, ticket.id), step)


def _keep(times: list[tuple[datetime, TicketId]], one: tuple[datetime, TicketId], step: int) -> None:
    if step > 0:
        insort(times, one)
    else:
        del times[bisect_left(times, one)]
