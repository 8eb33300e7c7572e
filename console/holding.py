"""Orders held back for a moment so that they can be undone before anybody hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from console.domain.ticket import TicketId
from console.orders import AnyTicketOrder
from console.ports import Clock

HOLD = timedelta(seconds=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Orders given in one gesture, sent together at ``until_s`` of the clock's count unless they are taken back."""

    id: int
    orders: tuple[AnyTicketOrder, ...]
    until_s: float

    @property
    def tickets(self) -> frozenset[TicketId]:
        return frozenset(order.ticket for order in self.orders)


class Holding:
    """What this desk holds back; belongs to the GUI thread.

    Nothing is lost here: what is not taken back is due sooner or later, also when the machine's clock is set back
    meanwhile, and ``all_now`` gives the rest at closing.
    """

    def __init__(self, clock: Clock, hold: timedelta = HOLD) -> None:
        self._clock = clock
        self._hold = hold
        self._ids = count(1)
        self._held: dict[int, Held] = {}

    def put(self, orders: Sequence[AnyTicketOrder]) -> Held:
        """Hold the orders of one gesture."""
        held = Held(
            id=next(self._ids), orders=tuple(orders), until_s=self._clock.passed_s() + self._hold.total_seconds()
        )
        self._held[held.id] = held
        return held

    def holds(self, ticket: TicketId) -> bool:
        return any(ticket in held.tickets for held in self._held.values())

    def take_back(self, id_: int) -> Held | None:
        """Take a gesture back; None if it has gone already."""
        return self._held.pop(id_, None)

    def take_back_last(self) -> Held | None:
        return self._held.pop(max(self._held), None) if self._held else None

    def send_now(self, id_: int) -> Held | None:
        """Give up the rest of the window; None if it has gone already."""
        return self._held.pop(id_, None)

    def due(self) -> tuple[Held, ...]:
        """Return what is to be sent now, in the order it was given, and hold it no longer."""
        now_s = self._clock.passed_s()
        due = tuple(held for held in self._held.values() if held.until_s <= now_s)
        for held in due:
            del self._held[held.id]
        return due

    def all_now(self) -> tuple[Held, ...]:
        """Return everything that is still held, and hold nothing."""
        rest = tuple(self._held.values())
        self._held.clear()
        return rest

    def waiting(self) -> tuple[Held, ...]:
        return tuple(self._held.values())
