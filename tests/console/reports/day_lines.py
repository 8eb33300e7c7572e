"""Lines of a day's log, and what is kept of its streams, filled in, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from console.domain.health import Days
from console.domain.shift import Day
from console.journal import Kind
from console.ports import LogLine
from console.reports.daily_log import DailyLog, sheet
from console.reports.labels import shipped
from tests.builders import NOON, a_ticket, an_entry
from tests.fake_rows import log_line

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = Day(date(2024, 5, 6), SHANGHAI)
"""The day of ``NOON``, which is 20:00 in Shanghai."""


def a_line(
    kind: Kind = Kind.TAKEN_IN,
    at: datetime = NOON,
    *,
    due_at: datetime | None = None,
    ended_at: datetime | None = None,
    **ticket: Any,
) -> LogLine:
    whole = a_ticket(**ticket)
    return log_line(an_entry(whole, kind=kind, at=at, due_at=due_at), whole, ended_at)


def a_log(*lines: LogLine, due: tuple[LogLine, ...] = (), day: Day = DAY, lang: str = "en") -> DailyLog:
    return sheet(lines, due, day, "3205", shipped(lang))


def a_day(year: int, month: int, day: int, zone: str = "America/Los_Angeles", starts: time = time(0, 0)) -> Day:
    return Day(date(year, month, day), ZoneInfo(zone), starts)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@dataclass(frozen=True)
class Kept:
    """What a workstation keeps of its streams' health."""

    kept: Days

    def days(self, first: date, last: date) -> Days:
        return {key: one for key, one in self.kept.items() if first <= key[0] <= last}
