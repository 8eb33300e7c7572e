"""Places, callers, days, lamps and ids: the small words of the domain."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.clocks import Lamp, lamp
from console.domain.camera import nearest
from console.domain.errors import Refused
from console.domain.grid import check_parent
from console.domain.place import LatLng, distance_m, place_or_none
from console.domain.shift import Day
from console.domain.ticket import Caller, State
from console.numbering import TicketIds
from tests.builders import NOON, a_camera, a_ticket
from tests.fakes import FakeClock
from tests.unpublished import without_calendar


@pytest.mark.parametrize(("lat", "lng"), [(0.0, 0.0), (None, 1.0), (91.0, 0.0), (0.0, 181.0), (float("nan"), 1.0)])
def test_that_what_only_looks_like_a_place_is_none(lat: float | None, lng: float) -> None:
    assert place_or_none(lat, lng) is None


def test_that_a_degree_of_latitude_is_some_111_kilometres() -> None:
    assert distance_m(LatLng(30, 120), LatLng(31, 120)) == pytest.approx(111_195, rel=1e-3)


def test_that_the_nearest_cameras_come_first_and_those_without_a_place_never() -> None:
    far = a_camera("far", number=1, place=LatLng(31.4, 120.6))
    near = a_camera("near", number=2, place=LatLng(31.301, 120.6))
    lost = a_camera("lost", number=3, place=None)

    assert [camera.id for camera, _ in nearest([far, near, lost], LatLng(31.3, 120.6))] == ["near", "far"]


def test_that_a_code_that_does_not_extend_its_parents_is_refused() -> None:
    check_parent("3205", "32")
    with pytest.raises(Refused, match=r"region\.code_not_under_parent"):
        check_parent("3305", "32")


@pytest.mark.parametrize(("day", "hours"), [(date(2018, 3, 11), 23), (date(2018, 11, 4), 25), (date(2018, 6, 1), 24)])
def test_that_a_day_is_as_long_as_its_zone_makes_it(day: date, hours: int) -> None:
    begin, end = Day.at(day, "America/Los_Angeles").span

    assert end - begin == timedelta(hours=hours)


def test_that_a_day_starts_at_the_shifts_hour() -> None:
    begin, _ = Day.at(date(2026, 1, 2), "Asia/Shanghai", time(8, 30)).span

    assert begin.isoformat() == "2026-01-02T00:30:00+00:00"


def test_that_an_unknown_zone_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"zone\.unknown"):
        Day.at(date(2026, 1, 2), "Asia/Nowhere")


@given(st.text(max_size=12), st.text(alphabet="0123456789-+ ", max_size=16))
def test_that_a_masked_caller_keeps_one_character_and_two_digits_at_most(name: str, phone: str) -> None:
    masked = Caller(name, phone).masked()

    assert len(masked.name.strip("*")) <= 1
    assert sum(character.isdigit() for character in masked.phone) <= 2


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, Lamp.GREEN), (8, Lamp.GREEN), (9, Lamp.YELLOW), (10, Lamp.YELLOW), (11, Lamp.RED)]
)
def test_that_the_lamp_follows_the_part_of_the_limit_used(minutes: int, shown: Lamp) -> None:
    ticket = a_ticket(stage_since=NOON, due_at=NOON + timedelta(minutes=10))

    assert lamp(ticket, NOON + timedelta(minutes=minutes)) is shown


def test_that_ids_of_one_desk_are_all_different_and_in_order() -> None:
    ids = TicketIds("desk-1", FakeClock())

    made = [ids.next() for _ in range(5_000)]

    assert made == sorted(set(made))
    assert made[-1] < 1 << 63


def test_that_two_desks_do_not_make_the_same_id() -> None:
    clock = FakeClock()

    assert TicketIds("desk-1", clock).next() != TicketIds("desk-2", clock).next()


def test_that_the_lamp_of_a_stage_that_nobody_can_say_the_end_of_says_so() -> None:
    assert lamp(without_calendar(), datetime(2027, 1, 4, tzinfo=UTC)) is Lamp.UNKNOWN


def test_that_such_a_stage_is_nearly_due_as_soon_as_that_is_known() -> None:
    warned = without_calendar(warn_at=NOON)
    assert [lamp(warned, NOON + timedelta(minutes=minutes)) for minutes in (0, 1)] == [Lamp.UNKNOWN, Lamp.YELLOW]


def test_that_a_paused_stage_and_one_without_a_limit_wait_for_no_calendar() -> None:
    assert not a_ticket(due_at=None).awaits_calendar
    assert not without_calendar(state=State.CLOSED).awaits_calendar
