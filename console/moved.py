"""What was moved out of the database, month by month, into files: where something lies, and what is missing here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from console.domain.grid import RegionCode
from console.domain.ticket import State


class MovedOut(Protocol):
    """Answers on any thread. May raise Outage."""

    def month_of(self, number: str, centre: RegionCode) -> str | None:
        """Return in the archive of which month ("2026-03") the ticket lies that bears this number, here or at its source.

        None where none of the centre's subtree was moved out under it.
        """

    def months(self, begin: datetime, end: datetime, centre: RegionCode) -> tuple[str, ...]:
        """Return in which archives tickets of the centre's subtree lie that had lines, or were due, around begin <= at < end.

        None where the files are at hand and read.
        """

    def tickets(
        self, centre: RegionCode, states: Sequence[State], since: datetime | None, until: datetime | None
    ) -> int:
        """Return how many tickets, reported in the span, were moved out."""
