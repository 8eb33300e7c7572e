"""Clocks against a slow and obvious reference: ten thousand random histories, counted half an hour at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import is_workday

from console import clocks
from console.calendar import Calendar
from console.domain.limit import Limit, Unit
from console.domain.stage_clock import StageClock

HISTORIES = 10_000
IN_ONE_TEST = 2_500
SLOT_S = 1800
SLOT = timedelta(seconds=SLOT_S)
FIRST = datetime(2024, 1, 2, tzinfo=UTC)
SLOTS = 48 * 1093
SLOTS_TO_BEGIN_IN = range(48 * 365, 48 * 925)
PASSING = (0, 1, 5, 17, 48, 130, 400)
DAYS = (Unit.WORK_DAY, Unit.NATURAL_DAY)

OFFICE = ((time(8, 30), time(12)), (time(14), time(17, 30)))
SHOP = ((time(6), time(22)),)
ALWAYS = ((time(0), time(0)),)
NIGHT = ((time(0), time(2, 30)), (time(20), time(0)))
OWN_DAYS = frozenset(date(2025, month, 11) for month in range(1, 13))
OTHER_DAYS = frozenset(date(2025, month, 19) for month in range(1, 13))


def _calendar(version: str, zone: str, hours: tuple[tuple[time, time], ...], own: bool = False) -> Calendar:
    off, working = (OWN_DAYS, OTHER_DAYS) if own else (frozenset[date](), frozenset[date]())
    return Calendar(version=version, zone=zone, hours=hours, off=off, working=working)


CALENDARS = {
    calendar.version: calendar
    for calendar in (
        _calendar("office", "Asia/Shanghai", OFFICE),
        _calendar("own days", "Asia/Shanghai", OFFICE, own=True),
        _calendar("shop", "Asia/Shanghai", SHOP),
        _calendar("always", "Europe/Berlin", ALWAYS),
        _calendar("nights", "Europe/Berlin", NIGHT, own=True),
        _calendar("half an hour", "Australia/Lord_Howe", NIGHT),
        _calendar("far", "America/Los_Angeles", SHOP),
    )
}
SECONDS_OF_A_DAY = {
    "office": 7 * 3600,
    "own days": 7 * 3600,
    "shop": 16 * 3600,
    "always": 24 * 3600,
    "nights": 6.5 * 3600,
    "half an hour": 6.5 * 3600,
    "far": 16 * 3600,
}


def at(slot: int) -> datetime:
    return FIRST + slot * SLOT


is_public_working_day: Callable[[date], bool] = cache(is_workday)


@cache
def worked_slots(version: str) -> tuple[bool, ...]:
    """Tell of each half hour whether it is worked, as one would who looks at the almanac and at the clock on the wall."""
    calendar = CALENDARS[version]
    return tuple(_is_worked(calendar, at(slot).astimezone(ZoneInfo(calendar.zone))) for slot in range(SLOTS))


def _is_worked(calendar: Calendar, local: datetime) -> bool:
    if not any(begin <= local.time() and (local.time() < end or end == time(0)) for begin, end in calendar.hours):
        return False
    if local.date() in calendar.off or local.date() in calendar.working:
        return local.date() in calendar.working
    return is_public_working_day(local.date())


@dataclass
class SlowClock:
    """Walks through time half an hour at a time and counts the seconds that count."""

    slot: int
    limit: Limit
    calendar: str
    limit_s: float = field(init=False)
    granted_s: float = 0.0
    used_s: float = 0.0
    runs: bool = True
    began: int = field(init=False)
    used_when_it_began_s: float = 0.0

    def __post_init__(self) -> None:
        self.limit_s = self.seconds_of(self.limit)
        self.began = self.slot

    def seconds_of(self, limit: Limit) -> float:
        match limit.unit:
            case Unit.WORK_DAY:
                return limit.amount * SECONDS_OF_A_DAY[self.calendar]
            case Unit.NATURAL_DAY:
                return limit.amount * 86_400
            case _:
                return limit.amount * 3_600

    def counts(self, slot: int) -> bool:
        return not self.limit.unit.is_work or worked_slots(self.calendar)[slot]

    def walk_to(self, slot: int) -> None:
        for passed in range(self.slot, slot):
            if self.runs and self.counts(passed):
                self.used_s += SLOT_S
        self.slot = slot

    def begin(self) -> None:
        self.runs, self.began, self.used_when_it_began_s = True, self.slot, self.used_s

    def used_at(self, seconds: int) -> float:
        """Return what is used so many seconds into the half hour that it has come to."""
        return self.used_s + (seconds if self.runs and self.counts(self.slot) else 0)

    def full_at(self, part: float) -> datetime | None:
        """Return when so large a part of the limit is full, if nothing else happens."""
        if not self.runs:
            return None
        left_s = part * self.limit_s - self.used_when_it_began_s
        slot = self.began
        while left_s > 0:
            if self.counts(slot):
                if left_s <= SLOT_S:
                    return at(slot) + timedelta(seconds=left_s)
                left_s -= SLOT_S
            slot += 1
        while left_s < 0 or (slot < self.began and not self.counts(slot - 1)):
            slot -= 1
            if self.counts(slot):
                if left_s > -SLOT_S:
                    return at(slot + 1) + timedelta(seconds=left_s)
                left_s += SLOT_S
        return at(slot)


@dataclass
class Pair:
    """The slow clock and the quick one, to which the same things happen."""

    slow: SlowClock
    quick: StageClock

    @property
    def calendar(self) -> Calendar:
        return CALENDARS[self.slow.calendar]

    @property
    def now(self) -> datetime:
        return at(self.slow.slot)

    def pause(self, random: Random) -> None:
        self.slow.runs = False
        self.quick = clocks.pause(self.quick, self.now, self.calendar)

    def resume(self, random: Random) -> None:
        if not self.slow.runs:
            self.slow.begin()
        self.quick = clocks.resume(self.quick, self.now)

    def rework(self, random: Random) -> None:
        self.pause(random)
        self.slow.walk_to(self.slow.slot + random.choice(PASSING))
        self.resume(random)

    def extend(self, random: Random) -> None:
        more = a_limit(random, [unit for unit in Unit if unit.is_work is self.slow.limit.unit.is_work])
        self.slow.granted_s += self.slow.seconds_of(more)
        self.slow.limit_s += self.slow.seconds_of(more)
        self.quick = clocks.extend(self.quick, more, self.calendar)

    def relimit(self, random: Random) -> None:
        limit = a_limit(random)
        if self.slow.runs and limit.unit.is_work is not self.slow.limit.unit.is_work:
            self.slow.begin()
        self.slow.limit = limit
        self.slow.limit_s = self.slow.seconds_of(limit) + self.slow.granted_s
        self.quick = clocks.relimit(self.quick, limit, self.now, self.calendar)

    def recalendar(self, random: Random) -> None:
        new = random.choice(list(CALENDARS.values()))
        if self.slow.runs and self.slow.limit.unit.is_work:
            self.slow.begin()
        self.quick = clocks.recalendar(self.quick, self.now, self.calendar, new)
        self.slow.calendar = new.version

    def agrees(self, random: Random) -> bool:
        seconds = random.randrange(SLOT_S)
        now = self.now + timedelta(seconds=seconds)
        used_s = clocks.used_s(self.quick, now, self.calendar)
        share = clocks.share(self.quick, now, self.calendar)
        return (
            used_s is not None
            and share is not None
            and used_s == pytest.approx(self.slow.used_at(seconds), abs=1e-5)
            and share == pytest.approx(self.slow.used_at(seconds) / self.slow.limit_s)
        )

    def agrees_on(self, part: float) -> bool:
        quick, slow = clocks.moment_of(self.quick, part, self.calendar), self.slow.full_at(part)
        if quick is None or slow is None:
            return quick is slow
        return abs(quick - slow) < timedelta(milliseconds=1)


EVENTS = (Pair.pause, Pair.resume, Pair.rework, Pair.extend, Pair.relimit, Pair.recalendar)


def a_limit(random: Random, units: Sequence[Unit] = tuple(Unit)) -> Limit:
    unit = random.choice(units)
    return Limit(random.choice((0.5, 1, 2, 3) if unit in DAYS else (0.25, 1, 4, 12, 24)), unit)


def a_pair(random: Random) -> Pair:
    slot, limit = random.choice(SLOTS_TO_BEGIN_IN), a_limit(random)
    calendar = random.choice(list(CALENDARS.values()))
    return Pair(slow=SlowClock(slot, limit, calendar.version), quick=clocks.start("handle", limit, at(slot), calendar))


@pytest.mark.parametrize("first", range(0, HISTORIES, IN_ONE_TEST))
def test_that_clocks_count_like_somebody_who_walks_through_time(first: int) -> None:
    for seed in range(first, first + IN_ONE_TEST):
        random = Random(seed)
        pair = a_pair(random)
        for event in random.choices(EVENTS, k=random.randrange(9)):
            pair.slow.walk_to(pair.slow.slot + random.choice(PASSING))
            event(pair, random)
            assert pair.agrees(random), (seed, event.__name__, pair)
        pair.slow.walk_to(pair.slow.slot + random.choice(PASSING))
        assert pair.agrees(random), (seed, pair)
        assert all(pair.agrees_on(part) for part in (clocks.NEARLY_DUE, clocks.DUE, 1.5)), (seed, pair)
