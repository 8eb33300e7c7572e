"""The alarm bank: what one device reports again and again is one alarm, and nothing else is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from console.domain.alarm_bank import Alarm, AlarmBank, Sight
from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.domain.ticket import Priority, Source
from tests.builders import NOON, a_ticket
from tests.fakes import FakeClock

SIGHT = Sight(camera=CameraId("c1"), far_m=100.0, bearing_deg=0.0)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bank(clock: FakeClock) -> AlarmBank:
    """A bank of three tiles, none of which is held."""
    made = AlarmBank(clock.now)
    made.fit((3, 6, 9), frozenset())
    return made


def alarm(after_s: float = 0.0, **changes: object) -> Alarm:
    told: dict[str, Any] = {"priority": Priority.P1} | changes
    return Alarm(ticket=a_ticket(**told), raised_at=NOON + timedelta(seconds=after_s), sights=(SIGHT,))


def device(after_s: float, **changes: object) -> Alarm:
    """Return what a device reports, by default one and the same, as a ticket of its own each time."""
    told: dict[str, Any] = {"source": Source.IOT.value} | changes
    return alarm(after_s=after_s, **told)


def test_that_what_a_device_reports_within_a_minute_is_one_alarm(bank: AlarmBank):
    first, *again = (device(after_s) for after_s in (0, 60, 119))
    assert bank.take(first)
    assert [bank.take(one) for one in again] == [False, False]
    (held,) = bank.alarms
    assert held.ids == (first.ticket.id, *(one.ticket.id for one in again))
    assert {shown.alarm.ticket.id for shown in bank.tiles.values()} == {first.ticket.id}


@pytest.mark.parametrize(
    "other",
    [
        device(61),
        device(10, category="0102"),
        device(10, place=LatLng(31.3, 120.6)),
        device(10, source=Source.HOTLINE_12345.value),
    ],
    ids=["later", "of another kind", "of another device", "a person's"],
)
def test_that_what_is_not_of_one_device_is_an_alarm_of_its_own(bank: AlarmBank, other: Alarm):
    bank.take(device(0))
    assert bank.take(other)


def test_that_what_people_report_is_never_one_alarm(bank: AlarmBank):
    assert [bank.take(alarm(after_s=after_s)) for after_s in (0, 10)] == [True, True]


def test_that_a_graver_report_of_a_device_is_an_alarm_of_its_own(bank: AlarmBank):
    bank.take(device(0, priority=Priority.P3))
    assert bank.take(device(10, priority=Priority.P1))


def test_that_what_a_device_reports_after_its_alarm_had_its_time_comes_again(bank: AlarmBank, clock: FakeClock):
    bank.returns_after = timedelta(seconds=5)
    bank.take(device(0))
    clock.advance(timedelta(seconds=6))
    bank.tick()
    assert bank.take(device(6))


def test_that_a_devices_alarm_is_over_when_all_its_tickets_have_ended(bank: AlarmBank):
    both = [device(0), device(10)]
    for one in both:
        bank.take(one)
    ended = []
    for one in both:
        bank.follow(one.ticket.id, None)
        ended.append(bank.alarms[0].is_over)
    assert ended == [False, True]


def test_that_any_ticket_of_a_devices_alarm_acknowledges_it(bank: AlarmBank):
    both = [device(0), device(10)]
    for one in both:
        bank.take(one)
    assert bank.acknowledge(both[1].ticket.id)
    assert (bank.alarms, bank.tiles) == ([], {})
