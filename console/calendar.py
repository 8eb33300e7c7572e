"""The centre's working time: its hours, the public holidays and make-up days, and the city's own table of days."""

from __future__ import annotations

import tomllib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chinese_calendar import holidays, workdays

from console.domain.errors import Refused

FILE = "calendar.toml"
KEYS = frozenset({"version", "zone", "hours", "years", "off", "working"})
YEARS = range(1971, 2200)
PUBLISHED = frozenset(range(min(holidays).year, max(holidays).year + 1))
"""The years whose holidays and make-up days come with the product."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
US = timedelta(microseconds=1)
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
ONE_DAY = timedelta(days=1)

Spans = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One version of a centre's calendar; it never changes, a change is a new version.

    ``hours`` are the spans of a working day in local time, in order; an end of 00:00 is the end of the day. A moment is
    worked when the clock on the wall lies in them: an hour that is set forward is not worked, one that is repeated is
    worked twice. ``off`` and ``working`` go before all other rules. ``years`` are those that need no rule but these two
    and the weekend. Moments are aware; those returned are UTC.
    """

    version: str
    zone: str
    hours: Spans
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    day_s: float = field(init=False, compare=False)
    """How long a working day is, in seconds."""
    _sums: _Sums = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        day_us = sum(end - begin for begin, end in map(_within_day, self.hours))
        object.__setattr__(self, "day_s", day_us / SECOND_US)
        object.__setattr__(self, "_sums", _summed(self))

    def knows(self, year: int) -> bool:
        """Tell whether the days of a year are published."""
        return year in PUBLISHED or year in self.years

    def is_working(self, day: date) -> bool | None:
        """Tell whether a day is worked; None in a year that is not yet published."""
        if not self.knows(day.year):
            return None
        if day in self.off or day in self.working:
            return day in self.working
        return day in workdays or (day.weekday() < 5 and day not in holidays)

    def worked_s(self, begin: datetime, end: datetime) -> float | None:
        """Return the working seconds between two moments; None where a year between them is not yet published."""
        first, last = _us(begin), _us(end)
        if last <= first:
            return 0.0
        known = self._sums.stretch(first)
        if known is None or last > known[1]:
            return None
        return (self._sums.before(last) - self._sums.before(first)) / SECOND_US

    def after(self, begin: datetime, counted_s: float) -> datetime | None:
        """Return the first moment at which so many working seconds are full, counted from ``begin``.

        Negative seconds are counted back. None where that leads into a year that is not yet published.
        """
        counted = round(counted_s * SECOND_US)
        if not counted:
            return begin
        first = _us(begin)
        known = self._sums.stretch(first)
        moment = self._sums.full_at(self._sums.before(first) + counted) if known else None
        if known is None or moment is None or not known[0] <= moment <= known[1]:
            return None
        return EPOCH + timedelta(microseconds=moment)

    def known_to(self, begin: datetime) -> datetime:
        """Return up to when working time is known without a gap from ``begin`` on; ``begin`` itself where it is not."""
        known = self._sums.stretch(_us(begin))
        return EPOCH + timedelta(microseconds=known[1]) if known else begin


@dataclass(frozen=True, slots=True)
class _Sums:
    """Every worked span of the known years, in microseconds since 1970, and how much is worked up to each one's end.

    They are some ten thousand, of each version of each centre's calendar: as numbers of Python's they would take 1 MB.
    """

    begins: array[int]
    ends: array[int]
    full: array[int]
    known: list[tuple[int, int]]

    def before(self, moment: int) -> int:
        """Return what is worked before a moment."""
        at = bisect_right(self.begins, moment) - 1
        return self.full[at] - max(0, self.ends[at] - moment) if at >= 0 else 0

    def full_at(self, worked: int) -> int | None:
        at = bisect_left(self.full, worked)
        if worked <= 0 or at == len(self.full):
            return None
        return self.ends[at] - (self.full[at] - worked)

    def stretch(self, moment: int) -> tuple[int, int] | None:
        """Return the stretch of known years that a moment lies in."""
        at = bisect_right(self.known, moment, key=lambda one: one[0]) - 1
        return self.known[at] if at >= 0 and moment < self.known[at][1] else None


def _summed(calendar: Calendar) -> _Sums:
    zone = ZoneInfo(calendar.zone)
    known = []
    spans: list[tuple[int, int]] = []
    for first, last in _runs(PUBLISHED | calendar.years):
        from_, to = (_us(datetime(year, 1, 1, tzinfo=zone)) for year in (first, last + 1))
        known.append((from_, to))
        spans += _spans(calendar, zone, first, last)
    spans.sort()
    return _Sums(
        begins=array("q", (begin for begin, _ in spans)),
        ends=array("q", (end for _, end in spans)),
        full=array("q", accumulate(end - begin for begin, end in spans)),
        known=known,
    )


def _runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last year of every run of years without a gap."""
    ordered = sorted(years)
    breaks = [later for earlier, later in pairwise(ordered) if later != earlier + 1]
    for first, next_first in pairwise([ordered[0], *breaks, None]):
        if first is not None:
            yield first, max(year for year in ordered if next_first is None or year < next_first)


def _spans(calendar: Calendar, zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the worked spans of the years from ``first`` to ``last``.

    Between two changes of the clock, local time is UTC and a constant: a span is cut where the clock changes.
    """
    hours = [_within_day(span) for span in calendar.hours]
    steady = _steady(zone, first, last)
    at = 0
    day = date(first, 1, 1)
    while day.year <= last:
        if calendar.is_working(day):
            midnight = _us(datetime(day.year, day.month, day.day, tzinfo=UTC))
            while steady[at][1] + steady[at][2] <= midnight:
                at += 1
            for from_, to, offset in steady[at : at + 2]:
                for begin, end in hours:
                    low, high = max(from_, midnight + begin - offset), min(to, midnight + end - offset)
                    if low < high:
                        yield low, high
        day += ONE_DAY


def _steady(zone: ZoneInfo, first: int, last: int) -> list[tuple[int, int, int]]:
    """Return the stretches between changes of the clock: from, to, and how far local time is ahead of UTC."""
    moment = datetime(first, 1, 1, tzinfo=UTC) - 2 * ONE_DAY
    end = datetime(last + 1, 1, 1, tzinfo=UTC) + 2 * ONE_DAY
    changes = [moment]
    while moment < end:
        if _ahead(moment, zone) != _ahead(moment + ONE_DAY, zone):
            changes.append(_change(moment, zone))
        moment += ONE_DAY
    return [(_us(low), _us(high), _ahead(low, zone) // US) for low, high in pairwise([*changes, end])]


def _change(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the second within a day from ``moment`` at which the clock changes."""
    before = _ahead(moment, zone)
    second = bisect_left(range(86_400), True, key=lambda s: _ahead(moment + timedelta(seconds=s), zone) != before)
    return moment + timedelta(seconds=second)


def _ahead(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _us(moment: datetime) -> int:
    return (moment - EPOCH) // US


def _within_day(span: tuple[time, time]) -> tuple[int, int]:
    """Return a span in microseconds since midnight."""
    begin, end = (((at.hour * 60 + at.minute) * 60 + at.second) * SECOND_US for at in span)
    return begin, end or DAY_US


def parse(text: str) -> Calendar:
    """Read a calendar from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _bad("", str(wrong)) from wrong
    strange, missing = set(raw) - KEYS, KEYS - set(raw)
    if strange or missing:
        raise _bad(min(strange or missing), "is no key of a calendar" if strange else "is missing")
    for name in ("version", "zone"):
        if not isinstance(raw[name], str) or not raw[name].strip():
            raise _bad(name, "must be a text")
    years = _years(raw)
    off, working = (_days(raw, name, PUBLISHED | years) for name in ("off", "working"))
    for day in sorted(off & working):
        raise _bad("working", f"{day} is in off as well")
    hours = _hours(raw)
    try:
        return Calendar(version=raw["version"], zone=raw["zone"], hours=hours, off=off, working=working, years=years)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise _bad("zone", f"{raw['zone']!r} is no zone by its IANA name") from unknown


@cache
def shipped() -> Calendar:
    """Return the calendar that the product ships."""
    return parse(files("console.domain").joinpath(FILE).read_text("utf-8"))


def _bad(place: str, why: str) -> Refused:
    return Refused("rulebook.bad", file=FILE, place=place, why=why)


def _listed(raw: Mapping[str, object], name: str) -> list[object]:
    values = raw[name]
    if not isinstance(values, list):
        raise _bad(name, "must be a list")
    return values


def _hours(raw: Mapping[str, object]) -> Spans:
    spans: list[tuple[time, time]] = []
    for number, pair in enumerate(_listed(raw, "hours"), 1):
        match pair:
            case [str(begin), str(end)]:
                spans.append((_time(begin, number), time() if end == "24:00" else _time(end, number)))
            case _:
                raise _bad(f"hours, span {number}", 'must be two times, as ["08:30", "12:00"]')
    if not spans:
        raise _bad("hours", "must hold one span at least")
    edges = [edge for span in spans for edge in _within_day(span)]
    for number, (earlier, later) in enumerate(pairwise(edges), 1):
        if earlier >= later:
            raise _bad(f"hours, span {number // 2 + 1}", "must follow the time before it")
    return tuple(spans)


def _time(text: str, number: int) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of the day has no zone
    except ValueError as wrong:
        raise _bad(f"hours, span {number}", f"{text!r} is no time of the day, as 08:30") from wrong


def _years(raw: Mapping[str, object]) -> frozenset[int]:
    years = _listed(raw, "years")
    for year in years:
        if isinstance(year, bool) or not isinstance(year, int) or year not in YEARS:
            raise _bad("years", f"{year!r} is no year from {YEARS[0]} to {YEARS[-1]}")
    return frozenset(year for year in years if isinstance(year, int))


def _days(raw: Mapping[str, object], name: str, known: frozenset[int]) -> frozenset[date]:
    days = set()
    for day in _listed(raw, name):
        if isinstance(day, datetime) or not isinstance(day, date):
            raise _bad(name, f"{day} is no day, as 2027-01-01")
        if day in days:
            raise _bad(name, f"{day} is there twice")
        if day.year not in known:
            raise _bad(name, f"{day} lies in a year that is not yet published: put {day.year} into years as well")
        days.add(day)
    return frozenset(days)
