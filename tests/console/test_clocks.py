"""Clocks of a stage: what pausing, extending, another limit, another calendar and a new year may and may not change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from console import calendar, clocks
from console.calendar import Calendar
from console.clocks import DUE, NEARLY_DUE
from console.domain.limit import Limit, Unit
from console.domain.stage_clock import StageClock

SHANGHAI = calendar.shipped()
HOUR_S = 3600.0
ONE_DAY = Limit(1, Unit.WORK_DAY)
TWO_DAYS = Limit(2, Unit.WORK_DAY)
TWO_HOURS = Limit(2, Unit.URGENT_HOUR)
YEAR_2027 = Calendar(
    version="2027",
    zone="Asia/Shanghai",
    hours=SHANGHAI.hours,
    years=frozenset({2027}),
    off=frozenset({date(2027, 1, 1)}),
)


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def handling(limit: Limit, since: str) -> StageClock:
    return clocks.start("handle", limit, local(since), SHANGHAI)


def due(clock: StageClock, of: Calendar = SHANGHAI) -> datetime | None:
    return clocks.moment_of(clock, DUE, of)


def test_that_an_urgent_hour_runs_through_nights_and_holidays() -> None:
    assert due(handling(TWO_HOURS, "2026-10-01T23:00")) == local("2026-10-02T01:00")


def test_that_a_natural_day_is_24_hours_even_where_the_clock_changes() -> None:
    berlin = Calendar(version="b", zone="Europe/Berlin", hours=SHANGHAI.hours)
    eve = local("2026-10-24T12:00", "Europe/Berlin")

    assert due(clocks.start("handle", Limit(1, Unit.NATURAL_DAY), eve, berlin), berlin) == eve + timedelta(hours=24)


def test_that_a_work_day_passes_over_the_holidays_and_ends_on_the_make_up_day() -> None:
    assert due(handling(TWO_DAYS, "2026-02-13T17:30")) == local("2026-02-24T17:30")


def test_that_a_stage_is_nearly_due_at_four_fifths_of_what_counts() -> None:
    clock = handling(Limit(10, Unit.WORK_HOUR), "2026-11-20T08:30")

    assert clocks.moment_of(clock, NEARLY_DUE, SHANGHAI) == local("2026-11-23T09:30")
    assert clocks.share(clock, local("2026-11-23T09:30"), SHANGHAI) == NEARLY_DUE


def test_that_nothing_is_used_on_a_desk_whose_clock_is_behind() -> None:
    assert clocks.used_s(handling(TWO_HOURS, "2026-11-20T09:00"), local("2026-11-20T08:59"), SHANGHAI) == 0


def test_that_time_on_hold_stays_off_when_the_limit_changes() -> None:
    """GLPI 15605: with a new limit the deadline was reckoned from the opening, and the time on hold was lost."""
    held = clocks.pause(handling(TWO_HOURS, "2026-11-16T09:00"), local("2026-11-16T10:00"), SHANGHAI)
    resumed = clocks.resume(held, local("2026-11-19T10:00"))

    changed = clocks.relimit(resumed, Limit(4, Unit.URGENT_HOUR), local("2026-11-19T10:30"), SHANGHAI)

    assert clocks.used_s(changed, local("2026-11-19T10:30"), SHANGHAI) == 1.5 * HOUR_S
    assert due(changed) == local("2026-11-19T13:00")


def test_that_a_limit_may_change_while_the_clock_is_on_hold() -> None:
    """GLPI 6902, the same as 15605 before it was resumed."""
    held = clocks.pause(handling(TWO_HOURS, "2026-11-16T09:00"), local("2026-11-16T10:00"), SHANGHAI)

    changed = clocks.relimit(held, Limit(4, Unit.URGENT_HOUR), local("2026-11-18T10:00"), SHANGHAI)

    assert due(changed) is None
    assert due(clocks.resume(changed, local("2026-11-19T10:00"))) == local("2026-11-19T13:00")


def test_that_a_weekend_on_hold_is_not_given_twice() -> None:
    """GLPI 10594: a hold over the weekend was counted round the clock and added as working time."""
    held = clocks.pause(handling(ONE_DAY, "2026-11-20T08:30"), local("2026-11-20T16:30"), SHANGHAI)

    resumed = clocks.resume(held, local("2026-11-23T08:30"))

    assert due(resumed) == local("2026-11-23T09:30")


def test_that_a_hold_within_the_weekend_changes_nothing() -> None:
    """GLPI 10594, the other way round: no working time passed, so none is given back."""
    clock = handling(ONE_DAY, "2026-11-20T14:00")
    held = clocks.pause(clock, local("2026-11-21T10:00"), SHANGHAI)

    assert due(clocks.resume(held, local("2026-11-22T10:00"))) == due(clock)


def test_that_no_stage_becomes_overdue_on_hold() -> None:
    """GLPI 24481: a ticket on hold became overdue all the same."""
    held = clocks.pause(handling(TWO_HOURS, "2026-11-16T09:00"), local("2026-11-16T10:00"), SHANGHAI)

    assert due(held) is None
    assert clocks.share(held, local("2026-12-30T10:00"), SHANGHAI) == 0.5


def test_that_what_was_granted_by_hand_is_neither_moved_nor_lost() -> None:
    """GLPI 17186: a deadline set by hand was moved by what was changed afterwards."""
    granted = clocks.extend(handling(TWO_HOURS, "2026-11-16T09:00"), Limit(3, Unit.URGENT_HOUR), SHANGHAI)
    assert due(granted) == local("2026-11-16T14:00")

    reclassed = clocks.relimit(granted, Limit(4, Unit.URGENT_HOUR), local("2026-11-16T10:00"), SHANGHAI)

    assert due(reclassed) == local("2026-11-16T16:00")
    assert due(clocks.recalendar(granted, local("2026-11-16T10:00"), SHANGHAI, YEAR_2027), YEAR_2027) == due(granted)


def test_that_holding_twice_and_resuming_twice_is_as_once() -> None:
    once = clocks.pause(handling(TWO_HOURS, "2026-11-16T09:00"), local("2026-11-16T10:00"), SHANGHAI)
    assert clocks.pause(once, local("2026-11-16T12:00"), SHANGHAI) == once

    resumed = clocks.resume(once, local("2026-11-16T13:00"))
    assert clocks.resume(resumed, local("2026-11-16T15:00")) == resumed


def test_that_rework_goes_on_with_what_was_used() -> None:
    fed_back = clocks.pause(handling(ONE_DAY, "2026-11-16T08:30"), local("2026-11-16T16:30"), SHANGHAI)

    assert due(clocks.resume(fed_back, local("2026-11-18T09:00"))) == local("2026-11-18T10:00")


def test_that_rework_of_what_was_overdue_is_overdue_by_as_much() -> None:
    fed_back = clocks.pause(handling(TWO_HOURS, "2026-11-16T09:00"), local("2026-11-16T14:00"), SHANGHAI)

    assert due(clocks.resume(fed_back, local("2026-11-18T09:00"))) == local("2026-11-18T06:00")


def test_that_working_time_used_is_kept_as_it_is_when_the_new_limit_runs_round_the_clock() -> None:
    clock = handling(ONE_DAY, "2026-11-20T14:00")

    urgent = clocks.relimit(clock, Limit(6, Unit.URGENT_HOUR), local("2026-11-21T10:00"), SHANGHAI)

    assert clocks.used_s(urgent, local("2026-11-21T11:00"), SHANGHAI) == (3.5 + 1) * HOUR_S
    assert due(urgent) == local("2026-11-21T12:30")


def test_that_a_clock_is_extended_in_its_own_kind_of_time() -> None:
    with pytest.raises(ValueError, match="work_day cannot be extended by the urgent_hour"):
        clocks.extend(handling(ONE_DAY, "2026-11-20T14:00"), TWO_HOURS, SHANGHAI)


def test_that_a_centre_that_moves_to_another_zone_keeps_what_has_accrued() -> None:
    berlin = Calendar(version="moved", zone="Europe/Berlin", hours=SHANGHAI.hours)
    clock = handling(ONE_DAY, "2026-11-16T08:30")

    moved = clocks.recalendar(clock, local("2026-11-16T18:00"), SHANGHAI, berlin)
    assert clocks.used_s(moved, local("2026-11-16T18:00"), berlin) == ONE_DAY.counted_s(SHANGHAI.day_s)

    early = clocks.recalendar(clock, local("2026-11-16T12:00"), SHANGHAI, berlin)
    assert due(early, berlin) == local("2026-11-16T12:00", "Europe/Berlin")


def test_that_a_desk_whose_clock_is_behind_makes_nothing_count_twice() -> None:
    moved = handling(ONE_DAY, "2026-11-16T10:00")

    behind = clocks.recalendar(moved, local("2026-11-16T09:00"), SHANGHAI, YEAR_2027)

    assert clocks.used_s(behind, local("2026-11-16T11:00"), YEAR_2027) == HOUR_S


def test_that_longer_days_do_not_lengthen_a_limit_that_runs() -> None:
    long_days = Calendar(version="long", zone="Asia/Shanghai", hours=((time(8, 30), time(20, 30)),))

    clock = clocks.recalendar(handling(TWO_DAYS, "2026-11-16T08:30"), local("2026-11-16T17:30"), SHANGHAI, long_days)

    assert due(clock, long_days) == local("2026-11-17T12:30")


def test_that_a_clock_is_not_read_by_a_calendar_it_does_not_run_by() -> None:
    with pytest.raises(ValueError, match="calendar shipped was read by calendar 2027"):
        clocks.share(handling(ONE_DAY, "2026-11-16T08:30"), local("2026-11-16T10:00"), YEAR_2027)


def test_that_nothing_is_due_in_a_year_that_is_not_yet_published() -> None:
    clock = handling(TWO_DAYS, "2026-12-31T14:00")

    assert due(clock) is None
    assert clocks.share(clock, local("2027-01-04T09:00"), SHANGHAI) is None


def test_that_time_run_in_an_unpublished_year_is_counted_when_the_year_is_published() -> None:
    clock = handling(TWO_DAYS, "2026-12-31T14:00")

    held = clocks.pause(clock, local("2027-01-04T10:30"), SHANGHAI)
    assert clocks.share(held, local("2027-01-04T10:30"), SHANGHAI) is None

    published = clocks.recalendar(held, local("2027-01-05T10:00"), SHANGHAI, YEAR_2027)
    assert clocks.used_s(published, local("2027-01-05T10:00"), YEAR_2027) == (3.5 + 2) * HOUR_S
    assert due(clocks.resume(published, local("2027-01-05T10:00")), YEAR_2027) == local("2027-01-06T11:30")


def test_that_what_an_old_calendar_could_tell_is_not_told_anew_by_the_next() -> None:
    """Half of the time ran in a known year, by the old hours; only the rest waits for the new calendar."""
    mornings = Calendar(
        version="mornings",
        zone="Asia/Shanghai",
        hours=((time(8, 30), time(12)),),
        years=frozenset({2027}),
        off=frozenset({date(2027, 1, 1)}),
    )
    clock = handling(TWO_DAYS, "2026-12-31T14:00")

    changed = clocks.recalendar(clock, local("2027-01-04T17:30"), SHANGHAI, mornings)

    assert changed.owed == ((local("2027-01-01T00:00"), local("2027-01-04T17:30")),)
    assert clocks.used_s(changed, local("2027-01-05T09:30"), mornings) == (3.5 + 3.5 + 1) * HOUR_S


def test_that_what_is_owed_is_settled_by_the_first_calendar_that_knows() -> None:
    held = clocks.pause(handling(TWO_DAYS, "2026-12-31T14:00"), local("2027-01-04T10:30"), SHANGHAI)
    known = clocks.resume(
        clocks.recalendar(held, local("2027-01-05T10:00"), SHANGHAI, YEAR_2027), local("2027-01-05T10:00")
    )

    settled = clocks.pause(known, local("2027-01-05T11:00"), YEAR_2027)

    assert settled.owed == ()
    assert settled.used_s == (3.5 + 2 + 1) * HOUR_S
