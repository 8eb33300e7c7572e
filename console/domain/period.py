"""A period that a report is about: whole days in a zone, and the periods that it is compared with."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
DAYS_MOST = 31
"""A period of more days is told by months."""
THIRDS = 3
"""A month has so many ten days: those to the 10th, those to the 20th, and the rest."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both within it; days run from midnight to midnight in the zone."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first moment and the first moment after it, in UTC."""
        return _midnight(self.first, self.zone), _midnight(self.last + DAY, self.zone)

    @property
    def whole_months(self) -> range:
        """The months that lie wholly within it, as year × 12 + month − 1; an empty range for none."""
        first = _month(self.first - DAY) + 1
        return range(first, max(first, _month(self.last + DAY)))

    def before(self) -> Period:
        """Return the period just before it: as many months for whole months, else as many days."""
        last = self.first - DAY
        months = self.whole_months
        if months and months_span(months, self.zone) == self.span:
            return Period(_months_back(self.first, len(months)), last, self.zone)
        return Period(last - (self.last - self.first), last, self.zone)

    def year_before(self) -> Period:
        """Return the same days a year before; of what begins with a month, the end of February stays its end."""
        first, last = _months_back(self.first, 12), _months_back(self.last, 12)
        if self.first.day == 1 and (self.last + DAY).month != self.last.month:
            last = last.replace(day=monthrange(last.year, last.month)[1])
        return Period(first, last, self.zone)

    def spans(self) -> tuple[Period, ...]:
        """Return its days, or its months where it has more days than a month; the first and last may be cut short."""
        if (self.last - self.first).days < DAYS_MOST:
            days = (self.first + DAY * number for number in range((self.last - self.first).days + 1))
            return tuple(Period(day, day, self.zone) for day in days)
        spans, first = [], self.first
        while first <= self.last:
            last = first.replace(day=monthrange(first.year, first.month)[1])
            spans.append(Period(first, min(last, self.last), self.zone))
            first = last + DAY
        return tuple(spans)


class Span(StrEnum):
    """The periods that are asked for every day; those of now end today."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"


def named(span: Span, today: date, zone: ZoneInfo) -> Period:
    """Return the period as it is on that day; weeks begin on Monday."""
    month = today.replace(day=1)
    match span:
        case Span.TODAY:
            return Period(today, today, zone)
        case Span.YESTERDAY:
            return Period(today - DAY, today - DAY, zone)
        case Span.THIS_WEEK:
            return Period(today - DAY * today.weekday(), today, zone)
        case Span.THIS_MONTH:
            return Period(month, today, zone)
        case Span.LAST_MONTH:
            return Period(_months_back(month, 1), month - DAY, zone)


class Step(StrEnum):
    """Numbered lengths of time: days from the first of year 1, months as year × 12 + month − 1.

    Ten days are a third of a month, numbered as its month × 3 and how many went before: they begin with the 1st, the 11th
    and the 21st, and the last of a month may have from eight to eleven.
    """

    DAY = "day"
    TEN_DAYS = "ten_days"
    MONTH = "month"


def step_of(at: datetime, step: Step, zone: ZoneInfo) -> int:
    """Return the number of the day, ten days or month in which a moment lies in the zone."""
    local = at.astimezone(zone)
    if step is Step.DAY:
        return local.toordinal()
    month = _month(local)
    return month if step is Step.MONTH else month * THIRDS + min((local.day - 1) // 10, THIRDS - 1)


def steps_span(steps: range, step: Step, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first moment of these steps, and the first moment after them, in UTC."""
    begin, end = (_begin(number, step, zone) for number in (steps.start, steps.stop))
    return begin, end


def nearest_steps(span: tuple[datetime, datetime], step: Step, zone: ZoneInfo) -> range:
    """Return the whole steps that come nearest to a span: they begin and end half of one off it at most."""
    begin, end = (_nearest(at, step, zone) for at in span)
    return range(begin, end)


def in_ten_days(months: range) -> range:
    """Return the same time as steps of ten days."""
    return range(months.start * THIRDS, months.stop * THIRDS)


def months_span(months: range, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first moment of the months and the first moment after them, in UTC."""
    return steps_span(months, Step.MONTH, zone)


def _nearest(at: datetime, step: Step, zone: ZoneInfo) -> int:
    number = step_of(at, step, zone)
    return number if at - _begin(number, step, zone) <= _begin(number + 1, step, zone) - at else number + 1


def _begin(number: int, step: Step, zone: ZoneInfo) -> datetime:
    if step is Step.DAY:
        return _midnight(date.fromordinal(number), zone)
    month, before = (number, 0) if step is Step.MONTH else divmod(number, THIRDS)
    return _midnight(_first_of(month).replace(day=1 + before * 10), zone)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months_back(day: date, count: int) -> date:
    year, month = divmod(_month(day) - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0, 0), tzinfo=zone).astimezone(UTC)
