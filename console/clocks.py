"""Clocks: what time it is, and how much of a stage's limit is used.

A stage's clock is what its events made of it: started, paused, resumed, extended, given another limit or another
calendar. What has accrued stays; when it is due is computed, never kept as the truth.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from time import monotonic

from console.calendar import Calendar
from console.domain.limit import Limit
from console.domain.stage_clock import NEARLY_DUE as NEARLY_DUE
from console.domain.stage_clock import StageClock
from console.domain.ticket import Ticket


class SystemClock:
    """The workstation's own clock, aware, UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def passed_s(self) -> float:
        return monotonic()


class Lamp(StrEnum):
    """How a running stage stands: up to 80 % green, up to 100 % yellow, beyond it red; none without a clock.

    Unknown is one that is due in a year whose days are not yet published, until most of its time is used.
    """

    NONE = "none"
    UNKNOWN = "unknown"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


DUE = 1.0


def lamp(ticket: Ticket, now: datetime) -> Lamp:
    """Return the lamp of the ticket's running stage."""
    if ticket.awaits_calendar:
        return Lamp.YELLOW if ticket.nearly_due(now) else Lamp.UNKNOWN
    if ticket.due_at is None or not ticket.is_open:
        return Lamp.NONE
    if now > ticket.due_at:
        return Lamp.RED
    return Lamp.YELLOW if ticket.nearly_due(now) else Lamp.GREEN


def start(kind: str, limit: Limit, at: datetime, calendar: Calendar) -> StageClock:
    """Return a new clock that runs from ``at``."""
    return StageClock(
        kind=kind,
        unit=limit.unit,
        limit_s=limit.counted_s(calendar.day_s),
        since=at,
        calendar=calendar.version,
        began=at,
    )


def pause(clock: StageClock, at: datetime, calendar: Calendar) -> StageClock:
    """Return the clock stopped at ``at``; one that is paused stays as it is."""
    return replace(_accrued(clock, at, calendar), since=None)


def resume(clock: StageClock, at: datetime) -> StageClock:
    """Return the clock running again from ``at``; one that runs stays as it is."""
    return clock if clock.since else replace(clock, since=at)


def extend(clock: StageClock, limit: Limit, calendar: Calendar) -> StageClock:
    """Return the clock with ``limit`` granted on top of its own.

    Raises:
        ValueError: one counts working time and the other all time.
    """
    if limit.unit.is_work is not clock.unit.is_work:
        raise ValueError(f"a clock that counts by the {clock.unit} cannot be extended by the {limit.unit}")
    more_s = limit.counted_s(calendar.day_s)
    return replace(clock, limit_s=clock.limit_s + more_s, granted_s=clock.granted_s + more_s)


def relimit(clock: StageClock, limit: Limit, at: datetime, calendar: Calendar) -> StageClock:
    """Return the clock with another limit from ``at`` on; what is used stays used, what was granted stays granted."""
    if limit.unit.is_work is not clock.unit.is_work:
        clock = _accrued(clock, at, calendar)
    return replace(clock, unit=limit.unit, limit_s=limit.counted_s(calendar.day_s) + clock.granted_s)


def recalendar(clock: StageClock, at: datetime, old: Calendar, new: Calendar) -> StageClock:
    """Return the clock counting by ``new`` from ``at`` on; up to then by ``old``, whose version it has."""
    if clock.unit.is_work:
        clock = _accrued(clock, at, old)
    return replace(clock, calendar=new.version)


def used_s(clock: StageClock, now: datetime, calendar: Calendar) -> float | None:
    """Return the counted seconds used up to ``now``; None where a year that it ran in is not yet published.

    Raises:
        ValueError: the clock runs by another calendar.
    """
    total_s = clock.used_s
    for counted_s in (_running_s(clock, now, calendar), *(calendar.worked_s(*span) for span in clock.owed)):
        if counted_s is None:
            return None
        total_s += counted_s
    return total_s


def share(clock: StageClock, now: datetime, calendar: Calendar) -> float | None:
    """Return the used part of the limit, 1.0 when it is due; None and errors as of ``used_s``."""
    used = used_s(clock, now, calendar)
    return None if used is None else used / clock.limit_s


def moment_of(clock: StageClock, share: float, calendar: Calendar) -> datetime | None:
    """Return when so large a part of the limit is used: 1.0 when it is due.

    Where that much was used before it last began to run, the moment lies as far before that as counted time would have
    it. None while it is paused, and where a year on the way is not yet published.

    Raises:
        ValueError: the clock runs by another calendar.
    """
    if clock.since is None:
        return None
    # Most clocks count all time and owe nothing: those are not asked twice.
    used = used_s(clock, clock.since, calendar) if clock.owed or clock.unit.is_work else clock.used_s
    if used is None:
        return None
    left_s = share * clock.limit_s - used
    return calendar.after(clock.since, left_s) if clock.unit.is_work else clock.since + timedelta(seconds=left_s)


def _running_s(clock: StageClock, now: datetime, calendar: Calendar) -> float | None:
    """Return what counts of the time since the clock last began to run."""
    if clock.since is None:
        return 0.0
    if not clock.unit.is_work:
        return max(0.0, (now - clock.since).total_seconds())
    if clock.calendar != calendar.version:
        raise ValueError(f"a clock that counts by calendar {clock.calendar} was read by calendar {calendar.version}")
    return calendar.worked_s(clock.since, now)


def _accrued(clock: StageClock, at: datetime, calendar: Calendar) -> StageClock:
    """Return the clock with all that it ran up to ``at`` in what is used, or owed as far as a year is not published."""
    if clock.since is None:
        return clock
    at = max(at, clock.since)
    spans = clock.owed
    run_s = _running_s(clock, at, calendar)
    if run_s is None:
        spans, run_s = (*spans, (clock.since, at)), 0.0
    total_s, owed = clock.used_s + run_s, []
    for begin, end in spans:
        known = min(end, calendar.known_to(begin))
        total_s += calendar.worked_s(begin, known) or 0.0
        if known < end:
            owed.append((known, end))
    return replace(clock, since=at, used_s=total_s, owed=tuple(owed))
