"""The tickets behind a number of a report: which number, and what is told of each ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.grid import RegionCode
from console.domain.period import Period
from console.domain.ticket import State, TicketId
from console.tally import Dim


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a report: what ``denominator`` counts, of one row; ``numerator`` marks those that count above.

    Both are names in ``console.tally.Counts``. ``code`` is the row's, None for all rows together; by region it means
    the whole subtree but for ``besides``, the codes of rows that lie in it and count their own.
    """

    dim: Dim
    code: str | None
    period: Period
    centre: RegionCode
    numerator: str
    denominator: str
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A ticket that a number counts; ``is_above``: in its numerator too. Without a due time nothing is late."""

    ticket: TicketId
    number: str
    category: str
    title: str
    address: str
    state: State
    reported_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    is_above: bool

    @property
    def is_in_time(self) -> bool | None:
        """Whether it was closed within its limit; None where there is no limit, or it is not closed yet."""
        if self.due_at is None or self.closed_at is None:
            return None
        return self.closed_at <= self.due_at
