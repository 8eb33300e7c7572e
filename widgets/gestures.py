"""What the operator's hand did last, as far as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from console.domain.ticket import TicketId


@dataclass(slots=True)
class Gesture:
    """Dispatches given in one move of the hand: the part that is held, the orders not answered yet, and what was sent.

    ``warned`` are the codes that the gate kept of what was sent at once: nobody was warned of them while it was held.
    """

    name: str
    held: int | None = None
    waiting: set[UUID] = field(default_factory=set)
    sent: list[TicketId] = field(default_factory=list)
    warned: dict[str, None] = field(default_factory=dict)
    is_wanted_back: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was done and can be taken back by ``verb`` until ``until_s`` of the clock's count."""

    verb: str
    ticket: TicketId
    until_s: float
    toast: int
