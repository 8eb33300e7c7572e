"""The wall under hand and key: what is seen, what a drop promises and does, what every key does."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.video.pool import TileView
from console.video.states import Reason, TileState
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets import theme
from widgets.kit.ticket_mime import mime_of_cameras, mime_of_tickets
from widgets.wall.painter import TileFace
from widgets.wall.panel import WallPanel
from widgets.wall.view import WallView

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def _moved(view: WallView, mime: QMimeData, place: int) -> QDragMoveEvent:
    event = QDragMoveEvent(view.rect_of(place).center(), Qt.DropAction.CopyAction, mime, LEFT, NO_KEYS)
    view.dragMoveEvent(event)
    return event


def _dropped(view: WallView, mime: QMimeData, place: int) -> None:
    at = QPointF(view.rect_of(place).center())
    view.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, LEFT, NO_KEYS))


def _hung(wall: WallPanel) -> list[CameraId | None]:
    return [wall.hanging.wall.tile(place).camera for place in wall.hanging.wall.places]


def _grey_at(wall: WallPanel, place: int) -> int:
    """Return the grey of the picture in the left part of a tile, away from captions."""
    rect = wall.view.rect_of(place)
    image = wall.view.grab().toImage()
    ratio = image.devicePixelRatio()
    colour = image.pixelColor(round((rect.left() + 9) * ratio), round((rect.center().y()) * ratio))
    return (colour.red() + colour.green() + colour.blue()) // 3


def test_that_a_picture_is_painted_where_its_camera_hangs(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 2)
    pool.picture_comes(2, grey=200)
    assert _grey_at(wall, 2) == 200
    assert _grey_at(wall, 1) < 40


def test_that_the_frame_of_the_selected_tile_covers_no_row_of_its_picture(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    pool.picture_comes(0, grey=200)
    wall.hanging.select(0)
    wall.view.setFocus()
    tile = wall.view.rect_of(0)
    seen = wall.view.grab().toImage()
    assert seen.devicePixelRatio() == 1
    across = tile.left() + tile.width() // 3
    rows = [seen.pixelColor(across, row).red() for row in range(tile.top(), tile.top() + 4)]
    frame = seen.pixelColor(across, tile.top() - 1)
    assert rows == [200] * 4
    assert frame in (theme.color("tile_focus"), theme.color("tile_text_2"))


def test_that_a_tile_that_is_left_keeps_no_frame(wall: WallPanel, pool: FakePool, qtbot: QtBot):
    wall.hanging.select(0)
    wall.hanging.select(1)
    tile = wall.view.rect_of(0)
    at = wall.view.mapTo(wall.view.window(), QPoint(tile.left() + 20, tile.top() - 1))

    def frameless() -> bool:
        surface = wall.view.window().backingStore().paintDevice()
        assert isinstance(surface, QImage)
        return surface.pixelColor(at) == theme.color("tile_ground")

    qtbot.waitUntil(frameless)


def test_that_a_moving_picture_is_repainted_by_the_tick(wall: WallPanel, pool: FakePool, qtbot: QtBot):
    wall.hang(camera(1), 0)
    pool.picture_comes(0, grey=50)
    painted: list[int] = []
    paint = wall.view._painter.paint

    def noted(painter: QPainter, rect: QRect, face: TileFace, view: TileView, ratio: float) -> None:
        painted.append(view.sequence)
        paint(painter, rect, face, view, ratio)

    wall.view._painter.paint = noted  # type: ignore[method-assign]
    pool.picture_comes(0, grey=60)
    qtbot.waitUntil(lambda: 2 in painted)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (TileState.STALE, Reason.TIMEOUT),
        (TileState.RECONNECTING, Reason.CLOSED_BY_CAMERA),
        (TileState.OFFLINE, Reason.REFUSED),
    ],
)
def test_that_an_old_picture_never_looks_alive(wall: WallPanel, pool: FakePool, state: TileState, reason: Reason):
    wall.hang(camera(1), 0)
    pool.picture_comes(0, grey=10)
    stream = pool.playing[0]
    assert stream.view.pixels is not None
    np.asarray(stream.view.pixels.rows())[:, :, 2] = 250
    alive = wall.view.grab().toImage()
    pool.tell(0, state, reason, age_s=42.0)
    wall.hanging.changed.emit(frozenset({0}))
    old = wall.view.grab().toImage()
    rect = wall.view.rect_of(0)
    at = [
        (x, y) for x in range(rect.left() + 4, rect.left() + 60, 3) for y in range(rect.top() + 60, rect.top() + 120, 3)
    ]
    reddest = [image.pixelColor(x, y) for image in (alive, old) for x, y in at]
    assert all(colour.red() > 200 for colour in reddest[: len(at)])
    assert not any(colour.red() > 200 for colour in reddest[len(at) :])
    assert wall.view.face(0).age == "00:42"


def test_that_a_tile_is_spoken_with_place_and_state(wall: WallPanel, pool: FakePool):
    wall.set_layout_by_name("4x4")
    wall.hang(camera(1), 3)
    pool.picture_comes(3, lag_s=0.8)
    wall.hanging.select(3)
    assert wall.view.accessibleDescription() == "Tile 4 001 北门 Live, small lag 0.8 s Sub-stream: the tile is small"


def test_that_the_next_try_is_counted_down_in_the_tile(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    pool.tell(0, TileState.OFFLINE, Reason.REFUSED, next_try_s=7.6)
    wall.hanging.changed.emit(frozenset({0}))
    assert "8 s" in wall.view.face(0).detail


def test_that_a_ticket_dropped_on_a_tile_is_pinned_there(wall: WallPanel, seat: Seat):
    _dropped(wall.view, mime_of_tickets([(TICKET, 1)]), 2)
    assert wall.hanging.wall.tile(2).ticket == TICKET
    face = wall.view.face(2)
    assert (face.ticket, face.priority) == ("1024 窨井盖损坏", 2)
    assert seat.focus.ticket == TICKET


def test_that_a_camera_dropped_on_a_tile_hangs_there(wall: WallPanel):
    _dropped(wall.view, mime_of_cameras([camera(5)]), 3)
    assert _hung(wall) == [None, None, None, camera(5)]


def test_that_several_cameras_dropped_take_the_free_tiles(wall: WallPanel):
    _dropped(wall.view, mime_of_cameras([camera(1), camera(2), camera(3)]), 1)
    assert _hung(wall) == [None, camera(1), camera(2), camera(3)]


def test_that_a_drag_says_what_its_drop_would_do(wall: WallPanel):
    event = _moved(wall.view, mime_of_tickets([(TICKET, 1)]), 0)
    assert event.isAccepted()
    assert wall.view.face(0).drop == "Pin 1024 here"
    _moved(wall.view, mime_of_cameras([camera(4)]), 1)
    assert (wall.view.face(0).drop, wall.view.face(1).drop) == ("", "Hang 夜市步行街 here")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Down], 2),
        ([Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left], 2),
        ([Qt.Key.Key_Left], 0),
    ],
)
def test_that_arrows_move_the_selected_tile(wall: WallPanel, qtbot: QtBot, keys: list[Qt.Key], place: int):
    for key in keys:
        qtbot.keyClick(wall.view, key)
    assert wall.hanging.selected == place


def test_that_digits_and_enter_hang_the_camera_of_that_number(wall: WallPanel, qtbot: QtBot):
    qtbot.keyClicks(wall.view, "6")
    assert wall.view.face(0).typed == "Camera 6, Enter"
    qtbot.keyClick(wall.view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert _hung(wall)[0] == camera(6)


def test_that_escape_forgets_the_typed_number(wall: WallPanel, qtbot: QtBot):
    qtbot.keyClicks(wall.view, "6")
    qtbot.keyClick(wall.view, Qt.Key.Key_Escape)
    assert wall.view.face(0).typed == ""


def test_that_an_unknown_number_changes_nothing(wall: WallPanel, qtbot: QtBot):
    wall.hang(camera(1), 0)
    qtbot.keyClicks(wall.view, "999")
    qtbot.keyClick(wall.view, Qt.Key.Key_Return)
    assert _hung(wall)[0] == camera(1)


def test_that_delete_clears_the_tile(wall: WallPanel, pool: FakePool, qtbot: QtBot):
    wall.hang(camera(1), 0)
    qtbot.keyClick(wall.view, Qt.Key.Key_Delete)
    assert (_hung(wall)[0], pool.playing) == (None, {})


def test_that_r_tries_again_at_once(wall: WallPanel, pool: FakePool, qtbot: QtBot):
    wall.hang(camera(1), 0)
    qtbot.keyClick(wall.view, Qt.Key.Key_R)
    assert pool.playing[0].retries == 1


def test_that_control_and_an_arrow_exchange_two_tiles(wall: WallPanel, qtbot: QtBot):
    wall.hang(camera(1), 0)
    wall.hang(camera(2), 1)
    qtbot.keyClick(wall.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert _hung(wall)[:2] == [camera(2), camera(1)]
    assert wall.hanging.selected == 1


def test_that_enter_fills_the_screen_with_the_tile_and_escape_brings_the_wall_home(wall: WallPanel, qtbot: QtBot):
    wall.hang(camera(1), 0)
    qtbot.keyClick(wall.view, Qt.Key.Key_Return)
    assert wall.view.zoomed
    assert wall.view.window() is not wall
    qtbot.keyClick(wall.view, Qt.Key.Key_Escape)
    assert not wall.view.zoomed
    assert wall.view.window() is wall


def test_that_the_whole_wall_goes_to_another_screen_and_comes_back(wall: WallPanel):
    wall.open_on_other_screen()
    assert wall.view.window() is not wall
    assert len({wall.view.rect_of(place).topLeft().toTuple() for place in range(4)}) == 4
    wall.open_on_other_screen()
    assert wall.view.window() is wall


@pytest.mark.parametrize(("key", "layout"), [(Qt.Key.Key_1, "1"), (Qt.Key.Key_3, "1+5"), (Qt.Key.Key_6, "4x4")])
def test_that_alt_and_a_digit_lay_out_the_wall_at_home_and_away(
    wall: WallPanel, qtbot: QtBot, key: Qt.Key, layout: str
):
    for away in (False, True):
        if away:
            wall.open_on_other_screen()
        window = wall.view.window()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(wall.view, key, Qt.KeyboardModifier.AltModifier)
        assert wall.hanging.wall.layout_name == layout
        wall.set_layout_by_name("2x2")


def test_that_every_button_of_the_wall_has_a_name(wall: WallPanel):
    nameless = [
        button
        for button in wall.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text()) and button.isVisibleTo(button.window())
    ]
    assert not [button for button in nameless if button.focusPolicy() != Qt.FocusPolicy.NoFocus]


def test_that_a_change_of_theme_repaints_the_tiles(wall: WallPanel):
    wall.hang(camera(1), 0)
    before = wall.view.grab().toImage()
    theme.current.changed.emit()
    assert wall.view.grab().toImage() == before
