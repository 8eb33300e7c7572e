"""What a desk keeps on its own disk until the database has answered: an order, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from console.domain.errors import Refused
from console.orders import AnyOrder


class Stand(StrEnum):
    """How an order stands that the database has not got, as far as this desk knows."""

    HELD = "held"
    """It may still be undone; nobody has heard of it."""
    QUEUED = "queued"
    """It is sent as soon as the database answers, after those before it."""
    REVIEW = "review"
    """It is not sent any more unless the operator says so."""


class End(StrEnum):
    """How an order left the desk."""

    SENT = "sent"
    REFUSED = "refused"
    """A rule said no while the operator was waiting for the answer, and they were told."""
    TAKEN_BACK = "taken_back"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An order in the outbox.

    ``n`` is its place: orders are sent by growing places. ``why`` says why it is in review, None where it is not.
    """

    n: int
    order: AnyOrder
    stand: Stand
    given_at: datetime
    why: Refused | None = field(default=None, compare=False)

    @property
    def key(self) -> UUID:
        return self.order.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A line of the local record: what became of an order, and when."""

    order: AnyOrder
    how: End
    at: datetime
