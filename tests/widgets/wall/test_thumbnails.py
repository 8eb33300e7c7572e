"""Thumbnails of screens and walls: a layout that is dropped there, or sent there by key, is shown there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.saved_layout import Hung
from console.handlers import handle
from console.journal import Kind
from console.wall_orders import ReportWall
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from tests.widgets.wall.test_saved import FOUR, ONE, keep, known
from widgets.wall.panel import WallPanel
from widgets.wall.saved_window import SavedWindow
from widgets.wall.thumbnails import Target, Thumbnail, layout_in

HALL = "大屏"


@pytest.fixture
def saved(wall: WallPanel, seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SavedWindow:
    """The list of two layouts at a desk with another screen, at a centre with one wall."""
    keep(seat, 3, "路口", ONE)
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 2)
    by = replace(seat.operator, desk="大厅")
    with seat.store.unit_of_work() as uow:
        handle(ReportWall(by=by, wall=HALL, layout="3x3"), uow, seat.clock)
    # The only screen of a test stands for another one.
    monkeypatch.setattr(wall.screens, "others", lambda _than: [1])
    wall.saved_window.show_list()
    qtbot.waitUntil(lambda: len(wall.saved_window.thumbnails.thumbnails()) == 2)
    return wall.saved_window


def thumbnail(saved: SavedWindow, name: str = "") -> Thumbnail:
    """Return the thumbnail of a wall by its name, of the screen without one."""
    found = saved.thumbnails.thumbnails()
    return next(one for one in found if (one.target.name == name if name else one.target.screen))


def carried(saved: SavedWindow, row: int) -> QMimeData:
    """Return what a drag of a row carries."""
    mime: QMimeData = saved.model.mimeData([saved.model.index(row, column) for column in range(3)])
    return mime


def drop(on: Thumbnail, mime: QMimeData) -> None:
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(9, 9), *rest)
    QApplication.sendEvent(on, enters)
    if enters.isAccepted():
        QApplication.sendEvent(on, QDropEvent(QPointF(9, 9), *rest))


def sent(seat: Seat) -> list[tuple[str, str]]:
    """Return what was sent to which wall, by the name it was saved under."""
    details = [line.entry.detail for line in seat.store.rows.lines if line.entry.kind is Kind.WALL_SHOWN]
    return [(detail["wall"], detail["name"]) for detail in details]


def test_that_each_screen_and_each_wall_has_its_picture(saved: SavedWindow, wall: WallPanel):
    screen = Target(name=wall.screens.name_of(1), screen=1)
    assert [one.target for one in saved.thumbnails.thumbnails()] == [screen, Target(name=HALL, layout="3x3")]


def test_that_a_layout_dropped_on_a_screen_is_shown_there(saved: SavedWindow, wall: WallPanel):
    drop(thumbnail(saved), carried(saved, 1))
    assert Hung.of(wall.screens.walls[1].hanging.wall) == FOUR


def test_that_the_picture_of_a_screen_tells_what_is_shown_there(saved: SavedWindow):
    drop(thumbnail(saved), carried(saved, 1))
    assert thumbnail(saved).target.layout == "2x2"


def test_that_a_layout_dropped_on_a_wall_is_sent_there_under_its_name(saved: SavedWindow, seat: Seat, qtbot: QtBot):
    drop(thumbnail(saved, HALL), carried(saved, 0))
    qtbot.waitUntil(lambda: sent(seat) == [(HALL, "路口")])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_that_a_key_shows_the_selected_layout(saved: SavedWindow, wall: WallPanel, qtbot: QtBot, key: Qt.Key):
    saved.table.selectRow(0)
    qtbot.keyClick(thumbnail(saved), key)
    assert Hung.of(wall.screens.walls[1].hanging.wall) == ONE


def test_that_without_a_selected_layout_a_key_shows_nothing_and_says_why(saved: SavedWindow, wall: WallPanel):
    saved.table.clearSelection()
    thumbnail(saved).click()
    assert (wall.screens.walls, saved.banner.text()) == ({}, "Select one layout first, then the screen.")


def test_that_a_drag_of_two_layouts_is_welcome_nowhere(saved: SavedWindow):
    assert layout_in(saved.model.mimeData([saved.model.index(row, 0) for row in range(2)])) == ""


def test_that_a_drag_of_something_else_shows_nothing(saved: SavedWindow, wall: WallPanel):
    mime = QMimeData()
    mime.setText("shift:12")
    drop(thumbnail(saved), mime)
    assert wall.screens.walls == {}


def test_that_what_was_sent_is_told_in_the_list(saved: SavedWindow, qtbot: QtBot):
    drop(thumbnail(saved, HALL), carried(saved, 0))
    qtbot.waitUntil(lambda: HALL in saved.banner.text())


def test_that_a_screen_whose_wall_follows_is_shown_once(saved: SavedWindow, wall: WallPanel, qtbot: QtBot):
    drop(thumbnail(saved), carried(saved, 1))
    with qtbot.waitSignal(wall.salvo.walls):
        wall.salvo.ask()
    assert [bool(one.target.screen) for one in saved.thumbnails.thumbnails()] == [True, False]


def test_that_the_keyboard_stays_on_a_picture_that_stays(saved: SavedWindow, wall: WallPanel, qtbot: QtBot):
    saved.table.selectRow(0)
    before = thumbnail(saved, HALL)
    with qtbot.waitSignal(wall.salvo.walls):
        wall.salvo.ask()
    assert thumbnail(saved, HALL) is before


def test_that_each_picture_is_named(saved: SavedWindow):
    assert thumbnail(saved, HALL).accessibleName() == f"Show the selected layout on {HALL}"


def test_that_a_camera_of_the_layout_hangs_there(saved: SavedWindow, wall: WallPanel):
    drop(thumbnail(saved), carried(saved, 0))
    assert wall.screens.walls[1].hanging.camera(0) is not None
    assert wall.screens.walls[1].hanging.wall.tile(0).camera == camera(7)
