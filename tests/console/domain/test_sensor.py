"""Whose alarm a device's ticket is: the sensor it names, or the only one that stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.place import LatLng
from console.domain.sensor import Sensing, Sensor
from console.domain.ticket import Priority, Source, State, Ticket
from tests.builders import IN_GRID, NEXT_GRID, NOON, a_sensor, a_ticket

SMOKE = a_sensor("SM-000123")
TILT = a_sensor("QX:7/2", place=LatLng(31.3051, 120.605))
"""Eleven metres further north."""


def _of(*sensors: Sensor, **alarm: object) -> Sensor | None:
    return Sensing(sensors).sensor_of(a_ticket(**{"source": Source.IOT.value, "place": None, **alarm}))


@pytest.mark.parametrize("text", ["烟感sm-000123告警", "（设备 SM-000123）", "SM-000123", "1号楼 SM-000123."])
@pytest.mark.parametrize("field", ["title", "description", "address"])
def test_that_a_sensor_is_found_by_the_id_that_its_alarm_names(field: str, text: str) -> None:
    assert _of(SMOKE, TILT, **{field: text}) == SMOKE


def test_that_an_id_may_hold_marks_of_its_own() -> None:
    assert _of(SMOKE, TILT, description="倾斜QX:7/2。") == TILT


def test_that_a_longer_id_is_another_one() -> None:
    assert _of(SMOKE, description="SM-0001234") is None


def test_that_the_only_sensor_at_the_place_is_found_without_its_id() -> None:
    assert _of(SMOKE, TILT, place=LatLng(31.30502, 120.605)) == SMOKE


def test_that_of_several_at_one_place_none_is_guessed() -> None:
    assert _of(SMOKE, a_sensor("SM-000124"), place=IN_GRID) is None


def test_that_one_further_off_is_not_meant() -> None:
    assert _of(TILT, place=IN_GRID) is None


def test_that_what_no_device_reported_has_no_sensor() -> None:
    assert _of(SMOKE, source=Source.PATROL.value, place=IN_GRID, title="SM-000123") is None


def test_that_a_sensor_shows_its_gravest_open_alarm_and_of_these_the_oldest() -> None:
    def alarm(priority: Priority, minutes: int, **changes: object) -> Ticket:
        at = NOON + timedelta(minutes=minutes)
        return a_ticket(source=Source.IOT.value, priority=priority, reported_at=at, place=IN_GRID, **changes)

    tickets = [
        alarm(Priority.P2, 0),
        alarm(Priority.P1, 3),
        expected := alarm(Priority.P1, 2),
        alarm(Priority.P1, 1, state=State.CLOSED),
        a_ticket(place=IN_GRID, grid=NEXT_GRID),
    ]
    assert Sensing((SMOKE, TILT)).alarms(tickets) == {SMOKE.id: expected}
