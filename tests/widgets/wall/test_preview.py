"""A small live picture beside what is looked at: opened when asked for, ended when left."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from tests.builders import a_camera
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.wall.preview import TILE, Preview


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    over = QWidget()
    over.resize(800, 600)
    qtbot.addWidget(over)
    over.show()
    return over


@pytest.fixture
def preview(seat: Seat, pool: FakePool, room: QWidget) -> Preview:
    return Preview(seat.relay, pool, str, UTC)


def test_that_the_sub_stream_is_opened_as_large_as_it_is_seen(preview: Preview, pool: FakePool, room: QWidget):
    preview.show_camera(camera(3), room, QPoint(100, 100))
    stream = pool.playing[TILE]
    assert (stream.url, stream.size, stream.kind) == ("rtsp://cam/3", (320, 180), "sub")


def test_that_no_stream_is_left_when_it_is_left(preview: Preview, pool: FakePool, room: QWidget):
    preview.show_camera(camera(3), room, QPoint(100, 100))
    preview.leave()
    assert (pool.playing, preview.camera) == ({}, None)


def test_that_no_stream_is_left_when_what_it_lies_over_is_hidden(preview: Preview, pool: FakePool, room: QWidget):
    preview.show_camera(camera(3), room, QPoint(100, 100))
    room.hide()
    assert pool.playing == {}


def test_that_another_camera_takes_its_place(preview: Preview, pool: FakePool, room: QWidget):
    for number in (3, 4):
        preview.show_camera(camera(number), room, QPoint(100, 100))
    assert [stream.url for stream in pool.playing.values()] == ["rtsp://cam/4"]


def test_that_the_walls_leave_it_room_in_the_budget(preview: Preview, pool: FakePool, room: QWidget):
    other = pool.budget.share()
    before = other.room_mps()
    preview.show_camera(camera(3), room, QPoint(100, 100))
    during = other.room_mps()
    preview.leave()
    assert (during < before, other.room_mps() == before) == (True, True)


@pytest.mark.parametrize("at", [QPoint(0, 0), QPoint(799, 599), QPoint(799, 0), QPoint(0, 599), QPoint(400, 300)])
def test_that_it_lies_inside_what_it_lies_over(preview: Preview, room: QWidget, at: QPoint):
    preview.show_camera(camera(3), room, at)
    assert room.rect().contains(preview.geometry())


def test_that_it_says_how_the_camera_does(preview: Preview, pool: FakePool, room: QWidget):
    preview.show_camera(camera(3), room, QPoint(100, 100))
    assert "云龙湖公园" in preview.accessibleName()


def test_that_a_camera_without_an_address_opens_nothing_and_says_so(
    preview: Preview, seat: Seat, pool: FakePool, room: QWidget
):
    seat.board.cameras[CameraId("c3")] = a_camera("c3", number=3, name="云龙湖公园", sub_url="")
    preview.show_camera(camera(3), room, QPoint(100, 100))
    assert (pool.playing, "Offline" in preview.accessibleName()) == ({}, True)
