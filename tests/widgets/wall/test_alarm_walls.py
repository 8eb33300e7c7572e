"""The alarm bank on a desk's walls on other screens: it goes by the desk's choices, and is acknowledged with the desk's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.alarm_bank import Reserve
from console.domain.ticket import Priority, Ticket
from console.journal import News
from tests.builders import CITY, a_ticket
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.wall.alarm_frames import AlarmFrame
from widgets.wall.panel import WallPanel
from widgets.wall.screens import TILES_A_WALL, ScreenWall

SCREEN = 1
FIRST = SCREEN * TILES_A_WALL


def comes(seat: Seat) -> Ticket:
    ticket = a_ticket(priority=Priority.P1, centre=CITY)
    seat.relay._on_news([News(tickets=(ticket,), desk="二号")])
    return ticket


@pytest.fixture
def screen(wall: WallPanel) -> ScreenWall:
    """The wall on a screen, with four cameras, on a desk that keeps the right column for alarms."""
    for place in range(4):
        wall.hang(camera(place + 5), place)
    wall.hanging.select(0)
    wall.alarms.choose(replace(wall.alarms.choices, reserve=Reserve.COLUMN))
    wall.bar.screen_asked.emit(SCREEN)
    return wall.screens.walls[SCREEN]


def playing(pool: FakePool) -> list[str]:
    """Return what the screen's wall plays, by its tiles."""
    return [url.removesuffix("/main") for place, url in pool.urls().items() if place >= FIRST]


def test_that_an_alarm_comes_into_the_tiles_that_are_kept_there_too(screen: ScreenWall, seat: Seat, pool: FakePool):
    comes(seat)
    assert playing(pool) == ["rtsp://cam/5", "rtsp://cam/1", "rtsp://cam/7", "rtsp://cam/2"]
    assert len([frame for frame in screen.view.findChildren(AlarmFrame) if frame.face.priority]) == 2


def test_that_a_wall_that_is_opened_later_shows_what_nobody_has_acknowledged(wall: WallPanel, seat: Seat):
    wall.alarms.choose(replace(wall.alarms.choices, reserve=Reserve.ONE))
    comes(seat)
    wall.bar.screen_asked.emit(SCREEN)
    assert list(wall.screens.walls[SCREEN].alarms.bank.tiles) == [3]


def test_that_what_is_acknowledged_at_the_desk_is_so_there(wall: WallPanel, screen: ScreenWall, seat: Seat):
    comes(seat)
    wall.alarms.acknowledge_next()
    assert screen.alarms.bank.alarms == []


def test_that_what_is_acknowledged_there_is_so_at_the_desk(
    wall: WallPanel, screen: ScreenWall, seat: Seat, qtbot: QtBot
):
    comes(seat)
    comes(seat)
    qtbot.keyClick(screen.view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert wall.alarms.bank.alarms == []


def test_that_the_camera_in_focus_at_the_desk_is_not_covered_there(screen: ScreenWall, seat: Seat, pool: FakePool):
    seat.focus.look_at_camera(camera(6))
    comes(seat)
    assert playing(pool)[1] == "rtsp://cam/6"


def test_that_other_choices_at_the_desk_hold_there(wall: WallPanel, screen: ScreenWall):
    wall.alarms.choose(replace(wall.alarms.choices, reserve=Reserve.ROW))
    assert screen.hanging.reserved == {2, 3}


def test_that_a_wall_that_is_closed_plays_no_alarm(screen: ScreenWall, seat: Seat, pool: FakePool):
    comes(seat)
    screen.close()
    assert playing(pool) == []


def test_that_what_is_shown_there_is_still_what_was_sent(screen: ScreenWall, seat: Seat):
    before = screen.hanging.wall
    comes(seat)
    assert screen.hanging.wall == before
