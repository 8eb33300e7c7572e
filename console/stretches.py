"""What happened between two places in the journal: each line with its ticket as it stood after it."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.point import Point
from console.domain.ticket import Ticket
from console.journal import Entry


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the past, and its ticket as it stood after it; callers are in no journal."""

    entry: Entry
    ticket: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What happened between two places in the journal, in the order of moments; there is nothing more between them."""

    begins: Point
    ends: Point
    happened: tuple[Happened, ...]
