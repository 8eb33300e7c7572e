"""What each ticket counts for in the indicators, told by its journal lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.domain.period import Step
from console.domain.records import Answer, Records
from console.domain.ticket import Holder, State, TargetKind
from console.journal import Kind
from console.tally import (
    DUE_TO_CLOSE,
    REPORTED,
    Cell,
    Counts,
    Course,
    Dim,
    closing_measures,
    contribution,
    follow,
    reported_measures,
)
from tests import histories
from tests.builders import DISTRICT, GRID, NOON
from tests.histories import a_history, until

UTC = ZoneInfo("UTC")
HANDLING = until(Kind.SIGNED, 10, 24)


def course_of(*steps: histories.Step, **changes: Any) -> Course:
    return follow(None, *a_history(*steps, **changes))


def hours(course: Course) -> float | None:
    return None if course.due_at is None else (course.due_at - NOON) / timedelta(hours=1)


def test_that_a_report_is_neither_filed_nor_handled() -> None:
    course = course_of()
    assert (course.is_filed, course.is_handled, course.is_due_to_close) == (False, False, False)


def test_that_a_past_closing_implies_that_it_was_filed() -> None:
    assert course_of((Kind.CLOSED, 5)).is_due_to_close


def test_that_a_matter_that_nobody_signs_is_due_when_its_signature_is() -> None:
    assert hours(course_of(*until(Kind.DISPATCHED, 10, 24))) == 0.8


def test_that_signing_fixes_when_the_matter_is_due() -> None:
    assert hours(course_of(*HANDLING)) == 24


def test_that_a_transfer_leaves_the_due_time_of_the_matter() -> None:
    assert hours(course_of(*HANDLING, (Kind.TRANSFERRED, 5, 5.5), (Kind.SIGNED, 5.2, 29))) == 24


def test_that_a_rework_leaves_the_due_time_of_the_matter() -> None:
    steps = (*until(Kind.FED_BACK, 10, 24), (Kind.CHECK_FAILED, 20, 34))
    assert hours(course_of(*steps)) == 24


def test_that_a_change_of_class_during_the_check_leaves_the_due_time() -> None:
    assert hours(course_of(*until(Kind.FED_BACK, 10, 24), (Kind.RECLASSIFIED, 11, 18))) == 24


@pytest.mark.parametrize("kind", [Kind.EXTENDED, Kind.RESUMED, Kind.RECLASSIFIED])
def test_that_an_extension_a_resumption_and_a_change_of_class_move_the_due_time(kind: Kind) -> None:
    assert hours(course_of(*HANDLING, (kind, 5, 48))) == 48


def test_that_a_suspension_alone_does_not_move_it() -> None:
    assert hours(course_of(*HANDLING, (Kind.SUSPENDED, 5))) == 24


def test_that_a_reopened_matter_is_no_longer_closed_and_keeps_its_due_time_until_it_has_a_new_one() -> None:
    reopened = (*until(Kind.CLOSED, 10, 24), (Kind.REOPENED, 30, 30.2))
    course = course_of(*reopened)
    assert (course.closed_at, hours(course)) == (None, 24)
    assert hours(course_of(*reopened, (Kind.SIGNED, 31, 60))) == 60


@pytest.mark.parametrize("kind", [Kind.VOIDED, Kind.REJECTED, Kind.MERGED])
def test_that_what_ended_otherwise_is_not_due_to_close(kind: Kind) -> None:
    assert not course_of(*until(Kind.FILED, 10, 24), (kind, 1)).is_due_to_close


@pytest.mark.parametrize(("at", "in_time"), [(23.9, True), (24, True), (24.1, False)])
def test_that_in_time_means_not_after_the_due_time(at: float, in_time: bool) -> None:
    course = course_of(*until(Kind.CLOSED, at, 24))
    assert (course.is_closed_in_time, course.is_handled_in_time) == (in_time, in_time)


def test_that_without_a_limit_nothing_is_in_time() -> None:
    course = course_of((Kind.FILED, 1), (Kind.CLOSED, 2))
    assert (course.due_at, course.is_closed_in_time) == (None, False)


@pytest.mark.parametrize(("at", "in_time"), [(0.8, True), (0.9, False)])
def test_that_a_signature_is_held_to_its_own_limit(at: float, in_time: bool) -> None:
    course = course_of(*until(Kind.DISPATCHED, 10, 24), (Kind.SIGNED, at, 24))
    assert course.is_signed_in_time is in_time


def test_that_after_a_transfer_the_new_signature_counts() -> None:
    assert not course_of(*HANDLING, (Kind.TRANSFERRED, 5, 5.5), (Kind.SIGNED, 6, 29)).is_signed_in_time


@pytest.mark.parametrize("kind", [Kind.RECALLED, Kind.RETURNED, Kind.ESCALATED])
def test_that_what_went_back_unsigned_waits_for_no_signature(kind: Kind) -> None:
    assert course_of(*until(Kind.DISPATCHED, 10, 24), (kind, 0.4)).sign_due_at is None


def test_that_handling_time_leaves_out_suspension_and_check_and_takes_in_rework() -> None:
    course = course_of(
        *HANDLING,
        (Kind.SUSPENDED, 1.5),
        (Kind.RESUMED, 10, 30),
        (Kind.FED_BACK, 11),
        (Kind.CHECK_FAILED, 20, 40),
        (Kind.FED_BACK, 22),
    )
    assert course.handling_s == (1 + 1 + 2) * 3600


def test_that_a_service_before_the_report_takes_no_time_instead_of_less_than_none() -> None:
    assert course_of((Kind.ARRIVED, 2), (Kind.CLOSED, 1)).handling_s == 0


def test_that_a_failed_check_takes_the_handling_back_and_counts_as_rework() -> None:
    course = course_of(*until(Kind.FED_BACK, 10, 24), (Kind.CHECK_FAILED, 12, 26))
    assert (course.is_handled, course.is_handled_in_time, course.is_reworked) == (False, False, True)


def test_that_a_follow_up_is_counted_with_its_answer() -> None:
    answer = Answer(satisfied=False, by="李四", at=NOON)
    assert course_of((Kind.CLOSED, 1), noted=Records(answer=answer)).is_satisfied is False


def test_that_a_ticket_counts_for_its_area_class_source_and_whoever_holds_it() -> None:
    held = Holder(TargetKind.CREW, "C1", "王五")
    codes = dict(course_of(holder=held).codes())
    assert codes == {Dim.REGION: GRID, Dim.CATEGORY: "0101", Dim.SOURCE: "hotline_12345", Dim.CREW: "C1"}


def test_that_the_course_goes_on_from_where_it_was() -> None:
    ticket, entries = a_history(*until(Kind.CLOSED, 10, 24))
    course: Course | None = None
    for entry in entries:
        course = follow(course, replace(ticket, state=entry.to_state or State.REPORTED), [entry])
    assert course == follow(None, ticket, entries)


@pytest.mark.parametrize("ground", ["", DISTRICT])
def test_that_a_ticket_adds_to_the_days_of_the_zone_and_to_its_county(ground: str) -> None:
    course = course_of(*until(Kind.CLOSED, 1, 5), reported_at=NOON.replace(day=31, hour=17))
    here = dict(contribution(course, ZoneInfo("Asia/Shanghai")))
    june = date(2024, 6, 1).toordinal()
    reported, due = (here[Cell(Dim.SOURCE, Step.DAY, ground, "hotline_12345", june, closed)] for closed in (None, june))
    assert (reported[REPORTED.index("reported")], due[DUE_TO_CLOSE.index("due")]) == (1, 1)


def test_that_a_ticket_adds_to_the_month_of_the_zone_in_its_area() -> None:
    course = course_of(reported_at=NOON.replace(day=31, hour=20))
    here = dict(contribution(course, ZoneInfo("Asia/Shanghai")))
    assert here[Cell(Dim.REGION, Step.MONTH, "", course.area, 2024 * 12 + 5, None)][REPORTED.index("reported")] == 1


@pytest.mark.parametrize(("day", "third"), [(1, 0), (10, 0), (11, 1), (20, 1), (21, 2), (31, 2)])
def test_that_a_ticket_adds_to_the_ten_days_of_its_area(day: int, third: int) -> None:
    course = course_of(reported_at=NOON.replace(day=day))
    here = dict(contribution(course, UTC))
    cell = Cell(Dim.REGION, Step.TEN_DAYS, "", course.area, (2024 * 12 + 4) * 3 + third, None)
    assert here[cell][REPORTED.index("reported")] == 1


def test_that_only_cells_of_the_steps_asked_for_are_told() -> None:
    course = course_of(*until(Kind.CLOSED, 1, 5))
    assert {cell.step for cell, _numbers in contribution(course, UTC, (Step.TEN_DAYS,))} == {Step.TEN_DAYS}


def test_that_every_number_of_a_cell_has_its_name() -> None:
    course = course_of(*until(Kind.CLOSED, 10, 24))
    assert (len(reported_measures(course)), len(closing_measures(course))) == (len(REPORTED), len(DUE_TO_CLOSE))


def test_that_counts_add_up_count_by_count() -> None:
    assert Counts.together((Counts(reported=1, due=2), Counts(reported=3))) == Counts(reported=4, due=2)


def test_that_handling_whose_end_nobody_can_say_yet_leaves_the_matter_without_a_due_time() -> None:
    course = course_of(*until(Kind.DISPATCHED, 10, 24), (Kind.SIGNED, 0.5))
    assert hours(course) is None


def test_that_the_calendar_of_the_year_gives_it_one_that_a_transfer_does_not_move() -> None:
    unknown = (*until(Kind.DISPATCHED, 10, 24), (Kind.SIGNED, 0.5), (Kind.RECALENDARED, 1, 30))
    course = course_of(*unknown, (Kind.TRANSFERRED, 5, 5.5))
    assert hours(course) == 30
