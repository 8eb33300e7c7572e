"""A ticket of which nobody can say when it is due: its stage ends in a year whose days are not yet published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from console import calendar
from console.clocks import start
from console.domain.limit import Limit, Unit
from console.domain.stage_clock import Clocks
from console.domain.ticket import State, Ticket
from tests.builders import a_ticket

AT = datetime(2026, 12, 31, 6, tzinfo=UTC)
"""Two in the afternoon in Shanghai, on the last working day that is published."""


def without_calendar(**changes: Any) -> Ticket:
    """Return a ticket with two working days to be handled in, since the last one of the last year that is published."""
    clock = start("handle", Limit(2, Unit.WORK_DAY), AT, calendar.shipped())
    running = {"state": State.IN_PROGRESS, "stage_since": AT, "due_at": None, "clocks": Clocks(running=clock)}
    return a_ticket(**{**running, **changes})
