"""Orders about follow-up patrols: a closed ticket plants checks that come again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from console.domain.ticket import TicketId
from console.order import Order, TicketOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantPatrol(TicketOrder):
    """Let the place be looked at again, so many times, every so many days; ``text`` says what to look for."""

    verb: ClassVar[str] = "plant_patrol"
    every_days: int
    times: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPatrol(TicketOrder):
    """Let no further check come."""

    verb: ClassVar[str] = "end_patrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInCheck(Order):
    """Take in the check that is due at ``due_at`` as the ticket ``id``; whichever desk is first does it.

    ``first`` is the closed ticket that planted it.
    """

    first: TicketId
    due_at: datetime
    id: TicketId
