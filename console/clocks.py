"""Clocks: what time it is, and how much of a stage's limit is used."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from time import monotonic

from console.domain.ticket import Ticket


class SystemClock:
    """The workstation's own clock, aware, UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def passed_s(self) -> float:
        return monotonic()


class Lamp(StrEnum):
    """How a running stage stands: up to 80 % green, up to 100 % yellow, beyond it red; none without a clock."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


NEARLY_DUE = 0.8


def lamp(ticket: Ticket, now: datetime) -> Lamp:
    """Return the lamp of the ticket's running stage."""
    if ticket.due_at is None or not ticket.is_open:
        return Lamp.NONE
    if now > ticket.due_at:
        return Lamp.RED
    limit_s = (ticket.due_at - ticket.stage_since).total_seconds()
    used_s = (now - ticket.stage_since).total_seconds()
    return Lamp.YELLOW if limit_s > 0 and used_s / limit_s > NEARLY_DUE else Lamp.GREEN
