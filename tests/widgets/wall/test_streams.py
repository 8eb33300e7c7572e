"""Which stream a tile plays, what its badges say, and how a hand holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip
from pytestqt.qtbot import QtBot

from console.video.states import Decoder, TileState
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.wall.hanging import Hanging
from widgets.wall.panel import WallPanel
from widgets.wall.stream_menu import add_streams
from widgets.wall.view import WallView


class Hung:
    """A view and its hanging on a clock that is moved by hand."""

    def __init__(self, seat: Seat, pool: FakePool, size: tuple[int, int] = (1280, 720)) -> None:
        self.now_s = 1000.0
        self.pool = pool
        self.hanging = Hanging(seat.relay, seat.focus, pool, str, UTC, seconds=lambda: self.now_s)
        self.view = WallView(self.hanging)
        self.view.resize(*size)
        self.view.show()

    def run(self, seconds: float) -> None:
        """Let time pass; every tile's stream sends pictures."""
        for _ in range(round(seconds * 2)):
            self.now_s += 0.5
            for place in list(self.pool.playing):
                self.pool.picture_comes(place)
            self.hanging.set_seen(True)


@pytest.fixture
def hung(seat: Seat, pool: FakePool, qtbot: QtBot) -> Iterator[Hung]:
    made = Hung(seat, pool)
    qtbot.addWidget(made.view)
    made.hanging.restore({"layout": "2x2"})
    yield made
    made.view.close()


def test_that_a_tile_which_grows_small_keeps_its_picture_until_the_other_stream_comes(hung: Hung, pool: FakePool):
    hung.hanging.hang(camera(1), 0)
    hung.run(6)
    hung.view.resize(300, 170)
    hung.hanging.set_sizes({place: hung.view.rect_of(place).size() for place in range(4)})
    cuts = pool.cuts
    hung.now_s += 1.5
    hung.hanging.set_seen(True)
    assert (pool.playing[0].url, pool.waiting[0].url) == ("rtsp://cam/1/main", "rtsp://cam/1")
    assert pool.cuts == cuts


def test_that_a_tile_filling_the_wall_plays_the_main_stream(hung: Hung, pool: FakePool):
    hung.view.resize(300, 170)
    hung.hanging.set_sizes({place: hung.view.rect_of(place).size() for place in range(4)})
    hung.hanging.hang(camera(1), 0)
    hung.hanging.hang(camera(2), 1)
    hung.view.zoom(True)
    assert pool.urls()[0] == "rtsp://cam/1/main"


def test_that_the_key_goes_through_main_and_sub_and_back(hung: Hung, pool: FakePool, qtbot: QtBot):
    hung.hanging.hang(camera(1), 0)
    seen = []
    for _ in range(3):
        qtbot.keyClick(hung.view, Qt.Key.Key_Q)
        hung.run(1)
        seen.append((hung.hanging.streams.held(camera(1)), pool.playing[0].url))
    assert seen == [
        ("main", "rtsp://cam/1/main"),
        ("sub", "rtsp://cam/1"),
        (None, "rtsp://cam/1/main"),
    ]


def _entries(menu: QMenu) -> list[QAction]:
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    return below.actions()


def test_that_the_menu_holds_a_stream(hung: Hung, pool: FakePool, qtbot: QtBot):
    hung.hanging.hang(camera(1), 0)
    hung.run(1)
    menu = QMenu(hung.view)
    add_streams(menu, hung.hanging, 0)
    _entries(menu)[2].trigger()
    hung.run(1)
    assert pool.playing[0].url == "rtsp://cam/1"


def test_that_an_empty_tile_has_no_stream_to_hold(hung: Hung):
    menu = QMenu(hung.view)
    add_streams(menu, hung.hanging, 3)
    assert not menu.actions()[0].isEnabled()


def test_that_what_a_hand_has_chosen_comes_back_with_the_wall(wall: WallPanel, pool: FakePool):
    wall.hang(camera(4), 0)
    wall.hanging.hold(0, "sub")
    kept = wall.state()
    wall.restore({"layout": "1"})
    wall.restore(kept)
    assert pool.urls()[0] == "rtsp://cam/4"


@pytest.mark.parametrize("rubbish", [{"streams": 7}, {"streams": {"c1": "loud", "c2": 3}}])
def test_that_a_broken_file_holds_nothing(wall: WallPanel, rubbish: dict[str, object]):
    wall.restore({"layout": "2x2", **rubbish})
    assert wall.hanging.saved()["streams"] == {}


def test_that_the_badges_say_which_stream_is_seen_and_that_a_hand_holds_it(hung: Hung):
    hung.hanging.hang(camera(1), 0)
    hung.run(1)
    hung.hanging.hold(0, "sub")
    hung.view.grab()
    waiting = hung.view.face(0).badges
    hung.run(1)
    hung.view.grab()
    assert (waiting.stream, waiting.is_held) == ("MAIN", True)
    assert hung.view.face(0).badges.stream == "SUB"


def test_that_a_tile_says_that_the_processor_stands_in_for_the_hardware(hung: Hung, pool: FakePool):
    hung.hanging.hang(camera(1), 0)
    hung.run(1)
    plain = hung.view.face(0).badges.software
    pool.playing[0].view = replace(pool.playing[0].view, decoder=Decoder.FALLEN_BACK)
    hung.hanging.changed.emit(frozenset({0}))
    badges = hung.view.face(0).badges
    assert (plain, badges.software) == ("", "SW")
    assert "hardware" in badges.why


def test_that_the_tooltip_of_a_tile_says_why_it_plays_its_stream(hung: Hung):
    hung.hanging.hang(camera(1), 0)
    hung.run(1)
    at = hung.view.rect_of(0).center()
    hung.view.event(QHelpEvent(QHelpEvent.Type.ToolTip, at, hung.view.mapToGlobal(at)))
    assert QToolTip.text().startswith("Main stream: the tile is large enough")


def test_that_a_tile_says_how_late_it_is_and_warns_above_two_seconds(hung: Hung, pool: FakePool):
    hung.hanging.hang(camera(1), 0)
    said = []
    for lag_s in (0.1, 0.8, 2.4):
        pool.picture_comes(0, lag_s=lag_s)
        hung.hanging.changed.emit(frozenset({0}))
        face = hung.view.face(0)
        said.append((face.lag, face.lag_warned))
    assert said == [("", False), ("lag 0.8 s", False), ("lag 2.4 s", True)]


def test_that_a_dead_tile_wears_no_badge_of_a_stream(hung: Hung, pool: FakePool):
    hung.hanging.hang(camera(1), 0)
    pool.tell(0, TileState.OFFLINE)
    hung.hanging.changed.emit(frozenset({0}))
    assert hung.view.face(0).badges.stream == ""
