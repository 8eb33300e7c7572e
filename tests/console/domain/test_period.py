"""Periods: whole months within them, and what they are compared with."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.domain.period import Period, Span, Step, in_ten_days, months_span, named, nearest_steps, steps_span

ZONE = ZoneInfo("America/Los_Angeles")


def a_period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), ZONE)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2024-12-31", 12), ("2024-01-02", "2024-12-31", 11), ("2024-01-01", "2024-12-30", 11),
        ("2024-05-02", "2024-05-30", 0), ("2024-05-20", "2024-06-10", 0), ("2024-05-01", "2024-05-31", 1),
    ],
)  # fmt: skip
def test_that_only_whole_months_count_as_such(first: str, last: str, months: int) -> None:
    assert len(a_period(first, last).whole_months) == months


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2024-03-01", "2024-03-31", ("2024-02-01", "2024-02-29")),
        ("2024-04-01", "2024-06-30", ("2024-01-01", "2024-03-31")),
        ("2024-03-05", "2024-03-11", ("2024-02-27", "2024-03-04")),
        ("2024-03-05", "2024-03-05", ("2024-03-04", "2024-03-04")),
    ],
)
def test_that_before_it_lie_as_many_months_or_else_days(first: str, last: str, before: tuple[str, str]) -> None:
    assert a_period(first, last).before() == a_period(*before)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2024-02-01", "2024-02-29", ("2023-02-01", "2023-02-28")),
        ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
        ("2024-02-10", "2024-03-09", ("2023-02-10", "2023-03-09")),
        ("2025-02-28", "2025-02-28", ("2024-02-28", "2024-02-28")),
        ("2025-02-22", "2025-02-28", ("2024-02-22", "2024-02-28")),
        ("2024-02-29", "2024-02-29", ("2023-02-28", "2023-02-28")),
    ],
)
def test_that_a_year_before_the_end_of_february_is_its_end_and_a_day_stays_a_day(
    first: str, last: str, before: tuple[str, str]
) -> None:
    assert a_period(first, last).year_before() == a_period(*before)


def test_that_a_day_on_which_the_clocks_change_is_shorter() -> None:
    begin, end = a_period("2024-03-10", "2024-03-10").span
    assert end - begin == timedelta(hours=23)


def test_that_a_period_of_a_month_is_told_by_days() -> None:
    assert [one.first.day for one in a_period("2024-05-01", "2024-05-31").spans()] == list(range(1, 32))


def test_that_a_longer_period_is_told_by_months_and_nothing_beyond_its_ends() -> None:
    spans = a_period("2024-01-15", "2024-03-02").spans()
    assert [(one.first.isoformat(), one.last.isoformat()) for one in spans] == [
        ("2024-01-15", "2024-01-31"),
        ("2024-02-01", "2024-02-29"),
        ("2024-03-01", "2024-03-02"),
    ]


@pytest.mark.parametrize(
    ("step", "first", "last"),
    [
        (Step.DAY, "2024-02-07", "2024-03-25"),
        (Step.TEN_DAYS, "2024-02-11", "2024-03-20"),
        (Step.MONTH, "2024-02-01", "2024-03-31"),
    ],
)
def test_that_a_span_is_told_by_the_steps_that_come_nearest(step: Step, first: str, last: str) -> None:
    steps = nearest_steps(a_period("2024-02-07", "2024-03-25").span, step, ZONE)
    assert steps_span(steps, step, ZONE) == a_period(first, last).span


def test_that_months_are_three_times_as_many_ten_days() -> None:
    months = range(2024 * 12 + 1, 2024 * 12 + 4)
    assert steps_span(in_ten_days(months), Step.TEN_DAYS, ZONE) == months_span(months, ZONE)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, "2024-03-06", "2024-03-06"),
        (Span.YESTERDAY, "2024-03-05", "2024-03-05"),
        (Span.THIS_WEEK, "2024-03-04", "2024-03-06"),
        (Span.THIS_MONTH, "2024-03-01", "2024-03-06"),
        (Span.LAST_MONTH, "2024-02-01", "2024-02-29"),
    ],
)
def test_that_a_named_period_is_the_one_of_that_day(span: Span, first: str, last: str) -> None:
    assert named(span, date(2024, 3, 6), ZONE) == a_period(first, last)
