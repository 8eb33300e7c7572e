"""The centre's calendar: holidays and make-up days, the city's own days, changes of the clock, years not published."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from console import calendar
from console.calendar import Calendar
from console.domain.errors import Refused

TEXT = files("console.domain").joinpath("calendar.toml").read_text("utf-8")
SHANGHAI = calendar.shipped()
ALL_DAY = ((time(0), time(0)),)
HOUR_S = 3600.0


def a_calendar(zone: str = "Asia/Shanghai", **changes: object) -> Calendar:
    given = {"version": "a", "zone": zone, "hours": SHANGHAI.hours} | changes
    return Calendar(**given)  # type: ignore[arg-type]


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def hours(calendar: Calendar, day: str) -> float | None:
    """Return the hours worked from a local midnight to the next."""
    begin = datetime.fromisoformat(day)
    ends = [at.replace(tzinfo=ZoneInfo(calendar.zone)).astimezone(UTC) for at in (begin, begin + timedelta(days=1))]
    worked_s = calendar.worked_s(*ends)
    return None if worked_s is None else worked_s / HOUR_S


def test_that_a_shipped_working_day_has_seven_hours() -> None:
    assert SHANGHAI.day_s == 7 * HOUR_S
    assert hours(SHANGHAI, "2026-11-20") == 7


def test_that_every_published_day_is_as_the_state_council_said() -> None:
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range(365 * 23 + 6)]

    assert days[-1] == date(2026, 12, 31)
    assert [SHANGHAI.is_working(day) for day in days] == [is_workday(day) for day in days]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-26", 7),
        ("2025-01-28", 0),
        ("2025-02-04", 0),
        ("2025-02-08", 7),
        ("2025-09-28", 7),
        ("2025-10-01", 0),
        ("2025-10-08", 0),
        ("2025-10-11", 7),
        ("2026-02-14", 7),
        ("2026-02-16", 0),
        ("2026-02-23", 0),
        ("2026-02-28", 7),
        ("2026-09-20", 7),
        ("2026-10-07", 0),
        ("2026-10-10", 7),
    ],
)
def test_that_festivals_are_free_and_their_make_up_days_are_worked(day: str, worked: float) -> None:
    assert hours(SHANGHAI, day) == worked


def test_that_a_working_day_before_the_national_day_is_full_after_it() -> None:
    assert SHANGHAI.after(local("2025-09-30T14:00"), SHANGHAI.day_s) == local("2025-10-09T12:00")


def test_that_a_working_day_ends_when_its_last_hour_ends_and_not_on_the_next_morning() -> None:
    assert SHANGHAI.after(local("2026-11-20T08:30"), SHANGHAI.day_s) == local("2026-11-20T17:30")


def test_that_what_begins_on_a_free_day_is_counted_from_the_next_working_hour() -> None:
    assert SHANGHAI.after(local("2026-11-21T03:00"), HOUR_S) == local("2026-11-23T09:30")


def test_that_counting_back_passes_over_the_weekend() -> None:
    assert SHANGHAI.after(local("2026-11-23T09:30"), -2 * HOUR_S) == local("2026-11-20T16:30")


def test_that_a_citys_own_days_go_before_all_others() -> None:
    own = a_calendar(off=frozenset({date(2026, 11, 20)}), working=frozenset({date(2026, 10, 1), date(2026, 11, 21)}))

    assert [hours(own, day) for day in ("2026-11-20", "2026-10-01", "2026-11-21")] == [0, 7, 7]


def test_that_a_year_which_is_not_yet_published_is_never_guessed() -> None:
    eve = local("2026-12-31T17:00")

    assert SHANGHAI.is_working(date(2027, 1, 4)) is None
    assert SHANGHAI.worked_s(eve, local("2027-01-01T00:00")) == HOUR_S / 2
    assert SHANGHAI.worked_s(eve, local("2027-01-01T00:01")) is None
    assert SHANGHAI.after(eve, HOUR_S / 2) == local("2026-12-31T17:30")
    assert SHANGHAI.after(eve, HOUR_S) is None
    assert SHANGHAI.after(local("2027-01-04T09:00"), HOUR_S) is None
    assert SHANGHAI.after(local("2004-01-02T09:00"), -5 * HOUR_S) is None


def test_that_a_city_publishes_a_year_by_its_own_table() -> None:
    own = a_calendar(years=frozenset({2027}), off=frozenset({date(2027, 1, 1)}))

    assert own.after(local("2026-12-31T17:00"), HOUR_S) == local("2027-01-04T09:00")


def test_that_nothing_is_counted_over_a_year_missing_in_between() -> None:
    own = a_calendar(years=frozenset({2028}))

    assert hours(own, "2028-01-03") == 7
    assert own.worked_s(local("2026-12-31T09:00"), local("2028-01-03T09:00")) is None
    assert own.after(local("2026-12-31T17:00"), HOUR_S) is None
    assert own.known_to(local("2026-12-31T17:00")) == local("2027-01-01T00:00")
    assert own.known_to(local("2027-06-01T00:00")) == local("2027-06-01T00:00")


def test_that_time_does_not_run_backwards() -> None:
    assert SHANGHAI.worked_s(local("2026-11-20T11:00"), local("2026-11-20T10:00")) == 0


@pytest.mark.parametrize(
    ("zone", "day", "worked"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("Europe/Berlin", "2026-10-26", 24),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Atlantic/Azores", "2026-10-25", 25),
        ("Asia/Beirut", "2026-03-29", 23),
    ],
)
def test_that_a_day_worked_throughout_is_as_long_as_its_zone_makes_it(zone: str, day: str, worked: float) -> None:
    worked_throughout = a_calendar(zone, hours=ALL_DAY, working=frozenset({date.fromisoformat(day)}))

    assert hours(worked_throughout, day) == worked


@pytest.mark.parametrize(("day", "worked"), [("2026-03-29", 0.5), ("2026-10-25", 2.0)])
def test_that_an_hour_set_forward_is_not_worked_and_one_repeated_is_worked_twice(day: str, worked: float) -> None:
    night = a_calendar(
        "Europe/Berlin", hours=((time(1, 30), time(2, 45)),), working=frozenset({date.fromisoformat(day)})
    )

    assert hours(night, day) == worked


def test_that_the_order_of_days_is_kept_where_the_clock_goes_back_over_midnight() -> None:
    """On 2010-11-07 at 00:01 the clocks of St. John's went back to 23:01: a minute of the day came before its eve."""
    both = frozenset({date(2010, 11, 6), date(2010, 11, 7)})
    begin = local("2010-11-06T23:30", "America/St_Johns")
    always = a_calendar("America/St_Johns", hours=ALL_DAY, working=both)
    evenings = a_calendar("America/St_Johns", hours=((time(23), time(0)),), working=both)

    assert [always.worked_s(begin, begin + timedelta(seconds=s)) for s in range(1790, 1890, 5)] == [
        *range(1790, 1890, 5)
    ]
    assert evenings.worked_s(begin, begin + timedelta(minutes=31)) == 30 * 60
    assert evenings.after(begin, 40 * 60) == begin + timedelta(minutes=41)


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001
BERLIN = a_calendar("Europe/Berlin", hours=((time(0), time(2, 30)), (time(8), time(0))))


@pytest.mark.parametrize("of", [SHANGHAI, BERLIN], ids=["Shanghai", "Berlin"])
@given(begin=MOMENTS, counted_s=st.floats(0.001, 200_000).map(lambda s: round(s, 3)))
def test_that_what_is_counted_forward_was_worked_and_not_a_moment_too_late(
    of: Calendar, begin: datetime, counted_s: float
) -> None:
    end = of.after(begin, counted_s)

    assert end is not None
    assert of.worked_s(begin, end) == pytest.approx(counted_s, abs=1e-6)
    assert of.worked_s(begin, end - timedelta(milliseconds=1)) == pytest.approx(counted_s - 0.001, abs=1e-6)


@given(st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_that_two_halves_are_the_whole(moments: list[datetime]) -> None:
    first, middle, last = moments

    halves = [SHANGHAI.worked_s(first, middle), SHANGHAI.worked_s(middle, last)]
    assert sum(half or 0 for half in halves) == pytest.approx(SHANGHAI.worked_s(first, last), abs=1e-6)


def with_line(key: str, value: str) -> str:
    return "\n".join(f"{key} = {value}" if line.startswith(f"{key} =") else line for line in TEXT.splitlines())


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("=", "", "Invalid"),
        (TEXT + "\nzones = 1", "zones", "is no key"),
        (TEXT.replace('version = "shipped"', ""), "version", "is missing"),
        (with_line("version", "3"), "version", "must be a text"),
        (with_line("zone", '"Asia/Nowhere"'), "zone", "'Asia/Nowhere' is no zone"),
        (with_line("zone", '"../etc"'), "zone", "is no zone"),
        (with_line("hours", "[]"), "hours", "one span"),
        (with_line("hours", '"08:30-12:00"'), "hours", "must be a list"),
        (with_line("hours", '[["08:30"]]'), "hours, span 1", "two times"),
        (with_line("hours", '[["08:30", "12.00"]]'), "hours, span 1", "'12.00' is no time"),
        (with_line("hours", '[["12:00", "08:30"]]'), "hours, span 1", "must follow"),
        (with_line("hours", '[["08:30", "12:00"], ["11:00", "17:00"]]'), "hours, span 2", "must follow"),
        (with_line("years", '["2027"]'), "years", "is no year"),
        (with_line("years", "[27]"), "years", "is no year"),
        (with_line("off", '["2026-01-01"]'), "off", "is no day"),
        (with_line("off", "[2026-01-01T00:00:00]"), "off", "is no day"),
        (with_line("off", "[2026-01-01, 2026-01-01]"), "off", "twice"),
        (with_line("off", "[2027-01-01]"), "off", "not yet published: put 2027 into years"),
    ],
)
def test_that_a_broken_calendar_is_refused_with_the_place(text: str, place: str, why: str) -> None:
    with pytest.raises(Refused) as told:
        calendar.parse(text)

    assert (told.value.code, told.value.facts["file"], told.value.facts["place"]) == (
        "rulebook.bad",
        "calendar.toml",
        place,
    )
    assert why in str(told.value.facts["why"])


def test_that_a_day_cannot_be_free_and_worked() -> None:
    both = with_line("off", "[2026-01-05]").replace("working = []", "working = [2026-01-05]")

    with pytest.raises(Refused, match="2026-01-05 is in off as well"):
        calendar.parse(both)


def test_that_the_end_of_a_day_may_be_an_end_of_the_hours() -> None:
    late = calendar.parse(with_line("hours", '[["20:00", "24:00"]]'))

    assert late.after(local("2026-11-20T23:00"), HOUR_S) == local("2026-11-21T00:00")
