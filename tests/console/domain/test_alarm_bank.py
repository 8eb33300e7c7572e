"""The alarm bank: which tiles are kept for alarms, what comes into them, what waits, and what is never covered."""

from __future__ import annotations

from datetime import timedelta
from math import cos, radians, sin

import pytest

from console.domain.alarm_bank import (
    RETURNS_AFTER,
    SAME_WITHIN,
    Alarm,
    AlarmBank,
    Reserve,
    Sight,
    alarm_of,
    reserved,
)
from console.domain.camera import CameraId
from console.domain.layout import LAYOUTS, layout_of
from console.domain.place import LatLng, bearing_deg
from console.domain.ticket import Priority, Ticket, TicketId
from tests.builders import IN_GRID, NOON, a_camera, a_ticket
from tests.fakes import FakeClock

ALONE = frozenset[int]()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bank(clock: FakeClock) -> AlarmBank:
    """A bank of three tiles, none of which is held."""
    made = AlarmBank(clock.now)
    made.fit((3, 6, 9), ALONE)
    return made


def p1(**changes: object) -> Ticket:
    return a_ticket(**({"priority": Priority.P1} | changes))


def alarm(cameras: int = 1, after_s: float = 0.0, **changes: object) -> Alarm:
    """Return an alarm with so many cameras near."""
    sights = tuple(Sight(camera=CameraId(f"c{n}"), far_m=100.0 * n, bearing_deg=0.0) for n in range(1, cameras + 1))
    return Alarm(ticket=p1(**changes), raised_at=NOON + timedelta(seconds=after_s), sights=sights)


def seen(bank: AlarmBank) -> dict[int, TicketId]:
    return {place: shown.alarm.ticket.id for place, shown in bank.tiles.items()}


@pytest.mark.parametrize(
    ("layout", "reserve", "tiles"),
    [
        ("3x3", Reserve.NONE, ()),
        ("3x3", Reserve.ONE, (8,)),
        ("3x3", Reserve.ROW, (6, 7, 8)),
        ("3x3", Reserve.COLUMN, (2, 5, 8)),
        ("1+5", Reserve.COLUMN, (1, 2, 3)),
        ("1+5", Reserve.ROW, (4, 5, 3)),
    ],
)
def test_that_the_reserve_lies_where_it_was_chosen(layout: str, reserve: Reserve, tiles: tuple[int, ...]):
    assert reserved(LAYOUTS[layout], reserve) == tiles


@pytest.mark.parametrize("reserve", Reserve)
def test_that_the_only_tile_is_never_reserved(reserve: Reserve):
    assert reserved(LAYOUTS["1"], reserve) == ()


def test_that_a_wide_tile_at_the_edge_is_reserved_with_the_others():
    free = layout_of("4x4:2.2.2")
    assert free is not None
    assert [free.cells[place].span for place in reserved(free, Reserve.COLUMN)] == [1, 1, 2]


def test_that_an_alarm_has_its_three_nearest_cameras_with_distance_and_bearing():
    cameras = [
        a_camera(f"c{n}", number=n, place=LatLng(IN_GRID.lat_deg, IN_GRID.lng_deg + n / 1000)) for n in range(4, 0, -1)
    ]
    made = alarm_of(p1(), cameras, NOON)
    assert [(sight.camera, round(sight.far_m), round(sight.bearing_deg)) for sight in made.sights] == [
        ("c1", 95, 90),
        ("c2", 190, 90),
        ("c3", 285, 90),
    ]


def test_that_a_camera_beyond_the_limit_is_not_shown():
    far = a_camera(place=LatLng(IN_GRID.lat_deg + 0.006, IN_GRID.lng_deg))
    assert alarm_of(p1(), [far], NOON, near_m=500).sights == ()


@pytest.mark.parametrize("bearing", range(0, 360, 15))
def test_that_a_camera_just_within_the_limit_is_shown_in_every_direction(bearing: int):
    far_deg = 495 / 111_195
    north, east = far_deg * cos(radians(bearing)), far_deg * sin(radians(bearing)) / cos(radians(IN_GRID.lat_deg))
    just = a_camera(place=LatLng(IN_GRID.lat_deg + north, IN_GRID.lng_deg + east))
    assert [round(sight.far_m) for sight in alarm_of(p1(), [just], NOON, near_m=500).sights] == [495]


def test_that_a_ticket_without_a_place_has_no_cameras():
    assert alarm_of(p1(place=None), [a_camera()], NOON).sights == ()


@pytest.mark.parametrize(("north", "east", "degrees"), [(1, 0, 0), (0, 1, 90), (-1, 0, 180), (0, -1, 270)])
def test_that_a_bearing_goes_clockwise_from_north(north: int, east: int, degrees: int):
    to = LatLng(IN_GRID.lat_deg + north / 100, IN_GRID.lng_deg + east / 100)
    assert bearing_deg(IN_GRID, to) == pytest.approx(degrees, abs=0.01)


def test_that_an_alarm_fills_a_tile_for_each_of_its_cameras(bank: AlarmBank):
    bank.take(alarm(cameras=2))
    assert [(place, shown.sight and shown.sight.camera) for place, shown in bank.tiles.items()] == [
        (3, "c1"),
        (6, "c2"),
    ]


def test_that_an_alarm_without_a_camera_takes_one_tile_that_says_so(bank: AlarmBank):
    bank.take(alarm(cameras=0))
    assert [(place, shown.sight) for place, shown in bank.tiles.items()] == [(3, None)]


def test_that_a_tile_that_is_held_is_not_filled(bank: AlarmBank):
    bank.fit((3, 6, 9), {3, 9})
    bank.take(alarm(cameras=3))
    assert list(bank.tiles) == [6]


def test_that_an_alarm_waits_while_every_tile_is_held(bank: AlarmBank):
    bank.fit((3, 6, 9), {3, 6, 9})
    bank.take(alarm())
    assert (len(bank.waiting), bank.tiles) == (1, {})


def test_that_a_waiting_alarm_comes_when_a_tile_is_let_go(bank: AlarmBank):
    bank.fit((3,), {3})
    waits = alarm()
    bank.take(waits)
    bank.fit((3,), ALONE)
    assert seen(bank) == {3: waits.ticket.id}


def test_that_an_alarm_stays_in_a_tile_that_a_hand_takes_hold_of(bank: AlarmBank):
    bank.take(alarm())
    bank.fit((3, 6, 9), {3})
    assert list(bank.tiles) == [3]


def test_that_a_later_alarm_moves_none_that_is_there(bank: AlarmBank):
    first, second = alarm(), alarm(after_s=1)
    bank.take(first)
    bank.take(second)
    assert seen(bank) == {3: first.ticket.id, 6: second.ticket.id}


def test_that_a_graver_alarm_takes_no_tile_from_one_that_is_there(bank: AlarmBank):
    there = alarm(cameras=3, priority=Priority.P2)
    bank.take(there)
    bank.take(alarm(after_s=1))
    assert set(seen(bank).values()) == {there.ticket.id}


def test_that_what_is_told_twice_is_one_alarm(bank: AlarmBank):
    once = alarm()
    assert (bank.take(once), bank.take(once), len(bank.alarms)) == (True, False, 1)


def test_that_what_was_acknowledged_does_not_come_again_within_five_seconds(bank: AlarmBank):
    first = alarm()
    bank.take(first)
    bank.acknowledge(first.ticket.id)
    assert not bank.take(Alarm(ticket=first.ticket, raised_at=NOON + SAME_WITHIN))


def test_that_the_same_ticket_is_a_new_alarm_later(bank: AlarmBank):
    first = alarm()
    bank.take(first)
    bank.acknowledge(first.ticket.id)
    assert bank.take(Alarm(ticket=first.ticket, raised_at=NOON + SAME_WITHIN + timedelta(seconds=1)))


def test_that_the_graver_waits_before_the_older(bank: AlarmBank):
    bank.take(alarm(cameras=3))
    lighter, older, younger = alarm(priority=Priority.P2), alarm(after_s=2), alarm(after_s=3)
    for one in (younger, lighter, older):
        bank.take(one)
    assert [one.ticket.id for one in bank.waiting] == [older.ticket.id, younger.ticket.id, lighter.ticket.id]


def test_that_a_waiting_alarm_goes_back_when_its_ticket_becomes_lighter(bank: AlarmBank):
    bank.take(alarm(cameras=3))
    first, second = alarm(after_s=1), alarm(after_s=2)
    bank.take(first)
    bank.take(second)
    bank.follow(first.ticket.id, a_ticket(id=first.ticket.id, priority=Priority.P3))
    assert [one.ticket.id for one in bank.waiting] == [second.ticket.id, first.ticket.id]


def test_that_acknowledging_brings_the_next(bank: AlarmBank):
    first, second = alarm(cameras=3), alarm(cameras=2, after_s=1)
    bank.take(first)
    bank.take(second)
    bank.acknowledge(first.ticket.id)
    assert seen(bank) == {3: second.ticket.id, 6: second.ticket.id}


def test_that_acknowledging_frees_the_tiles(bank: AlarmBank):
    only = alarm(cameras=3)
    bank.take(only)
    bank.acknowledge(only.ticket.id)
    assert (bank.tiles, bank.alarms) == ({}, [])


def test_that_what_is_no_alarm_cannot_be_acknowledged(bank: AlarmBank):
    assert not bank.acknowledge(TicketId(1))


def test_that_all_are_acknowledged_at_once_with_those_that_wait(bank: AlarmBank):
    for n in range(5):
        bank.take(alarm(cameras=2, after_s=n))
    assert (bank.acknowledge_all(), bank.alarms, bank.tiles) == (5, [], {})


def test_that_a_waiting_alarm_whose_ticket_ended_takes_no_tile_and_stays_in_the_list(bank: AlarmBank):
    first, ended = alarm(cameras=3), alarm(after_s=1)
    bank.take(first)
    bank.take(ended)
    bank.follow(ended.ticket.id, None)
    bank.acknowledge(first.ticket.id)
    assert (bank.tiles, [one.ticket.id for one in bank.alarms]) == ({}, [ended.ticket.id])


def test_that_an_alarm_leaves_its_tiles_after_its_time_and_stays_unacknowledged(bank: AlarmBank, clock: FakeClock):
    bank.take(alarm(cameras=2))
    clock.advance(RETURNS_AFTER)
    assert bank.tick()
    assert (bank.tiles, [one.returned for one in bank.alarms]) == ({}, [True])


def test_that_an_alarm_stays_until_its_time_is_over(bank: AlarmBank, clock: FakeClock):
    bank.take(alarm())
    clock.advance(RETURNS_AFTER - timedelta(seconds=1))
    assert not bank.tick()


def test_that_an_alarm_that_is_looked_at_stays_beyond_its_time(bank: AlarmBank, clock: FakeClock):
    bank.take(alarm())
    bank.fit((3, 6, 9), {3})
    clock.advance(2 * RETURNS_AFTER)
    assert not bank.tick()


def test_that_the_time_of_a_waiting_alarm_begins_when_it_is_shown(bank: AlarmBank, clock: FakeClock):
    first = alarm(cameras=3)
    bank.take(first)
    bank.take(alarm(after_s=1))
    clock.advance(RETURNS_AFTER)
    bank.tick()
    assert not bank.tick()
    assert list(bank.tiles) == [3]


def test_that_one_that_went_back_does_not_come_again_by_itself(bank: AlarmBank, clock: FakeClock):
    bank.take(alarm())
    clock.advance(RETURNS_AFTER)
    bank.tick()
    bank.fit((3, 6), ALONE)
    assert bank.tiles == {}


def test_that_those_in_tiles_are_listed_before_those_that_wait_and_those_that_went_back(
    bank: AlarmBank, clock: FakeClock
):
    back, there, waits = alarm(cameras=3), alarm(cameras=3, after_s=400), alarm(after_s=401)
    bank.take(back)
    clock.advance(RETURNS_AFTER)
    bank.tick()
    bank.take(there)
    bank.take(waits)
    assert [one.ticket.id for one in bank.alarms] == [there.ticket.id, waits.ticket.id, back.ticket.id]


def test_that_a_hand_takes_one_tile_and_leaves_the_alarm_the_other(bank: AlarmBank):
    bank.take(alarm(cameras=2))
    bank.lift(3)
    assert list(bank.tiles) == [6]


def test_that_an_alarm_whose_last_tile_a_hand_took_stays_unacknowledged(bank: AlarmBank):
    bank.take(alarm())
    bank.lift(3)
    assert ([one.returned for one in bank.alarms], bank.waiting) == ([True], [])


def test_that_another_layout_keeps_the_alarms(bank: AlarmBank):
    first, second = alarm(cameras=2), alarm(after_s=1)
    bank.take(first)
    bank.take(second)
    bank.fit((1, 2, 4), ALONE)
    assert seen(bank) == {1: first.ticket.id, 2: first.ticket.id, 4: second.ticket.id}


def test_that_an_alarm_stays_where_it_is_when_its_tile_is_reserved_in_both(bank: AlarmBank):
    first, second = alarm(), alarm(after_s=1)
    bank.take(first)
    bank.take(second)
    bank.fit((6, 7), ALONE)
    assert seen(bank) == {7: first.ticket.id, 6: second.ticket.id}


def test_that_an_alarm_for_which_there_is_no_room_waits(bank: AlarmBank):
    first, second = alarm(cameras=2), alarm(after_s=1)
    bank.take(first)
    bank.take(second)
    bank.fit((1,), ALONE)
    assert (seen(bank), [one.ticket.id for one in bank.waiting]) == ({1: first.ticket.id}, [second.ticket.id])


def test_that_without_reserved_tiles_every_alarm_waits(bank: AlarmBank):
    bank.take(alarm(cameras=2))
    bank.fit((), ALONE)
    assert (bank.tiles, len(bank.waiting)) == ({}, 1)


def test_that_where_nobody_acknowledges_what_had_its_time_is_forgotten(bank: AlarmBank, clock: FakeClock):
    bank.take(alarm(cameras=3))
    waits = alarm()
    bank.take(waits)
    clock.advance(RETURNS_AFTER)
    bank.tick()
    assert bank.forget_done()
    assert [one.ticket.id for one in bank.alarms] == [waits.ticket.id]


def test_that_where_nobody_acknowledges_an_ended_ticket_leaves_its_tiles_to_the_next(bank: AlarmBank):
    over, waits = alarm(cameras=3), alarm()
    bank.take(over)
    bank.take(waits)
    bank.follow(over.ticket.id, None)
    bank.forget_done()
    assert seen(bank) == {3: waits.ticket.id}


def test_that_what_is_shown_or_waits_is_not_forgotten(bank: AlarmBank):
    bank.take(alarm(cameras=3))
    bank.take(alarm())
    assert not bank.forget_done()
