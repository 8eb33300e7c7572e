"""What every order carries: who gives it, and a key that makes sending it again harmless."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID, uuid4

from console.domain.shift import Operator
from console.domain.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an operator wants done; ``key`` makes sending it again harmless."""

    by: Operator
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOrder(Order):
    """An order about one ticket at the version the operator saw.

    ``after`` are keys of orders that waited at the desk when this was given, and that it was given upon: it is done on
    the version that those leave, and not at all where one of them was not done.
    """

    verb: ClassVar[str]
    ticket: TicketId
    seen: int
    after: tuple[UUID, ...] = ()
