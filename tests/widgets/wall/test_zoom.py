"""Zooming into the picture of a tile, by wheel, by key and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.picture_part import WHOLE, Part
from tests.video_fakes import FakePool
from tests.widgets.wall.conftest import camera
from widgets.wall.panel import WallPanel

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(wall: WallPanel, pool: FakePool) -> WallPanel:
    """A wall whose first tile shows a picture."""
    wall.hang(camera(1), 0)
    pool.picture_comes(0, grey=90)
    return wall


def _wheel(wall: WallPanel, at: QPoint, notches: int = 1) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(wall.view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(wall.view, event)


def test_that_the_wheel_zooms_around_the_pointer(shown: WallPanel):
    _wheel(shown, shown.view.rect_of(0).topLeft(), 3)
    part = shown.hanging.part(0)
    assert (part.left, part.top) == pytest.approx((0, 0), abs=0.01)
    assert part.side < 0.6


def test_that_the_wheel_over_a_tile_without_a_picture_does_nothing(shown: WallPanel):
    _wheel(shown, shown.view.rect_of(1).center())
    assert shown.hanging.part(1) == WHOLE


def test_that_a_picture_that_is_zoomed_into_plays_the_main_stream(shown: WallPanel, pool: FakePool):
    shown.resize(340, 260)
    shown.hanging.set_sizes({place: shown.view.rect_of(place).size() for place in range(4)})
    assert pool.urls()[0] == "rtsp://cam/1"
    _wheel(shown, shown.view.rect_of(0).center())
    assert pool.urls()[0] == "rtsp://cam/1/main"


def test_that_the_keys_zoom_in_and_out_again(shown: WallPanel, qtbot: QtBot):
    qtbot.keyClick(shown.view, Qt.Key.Key_Plus, CTRL)
    assert shown.hanging.part(0).side == pytest.approx(0.8)
    qtbot.keyClick(shown.view, Qt.Key.Key_Minus, CTRL)
    assert shown.hanging.part(0) == WHOLE


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_0, CTRL), (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)])
def test_that_a_key_shows_the_whole_again(shown: WallPanel, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier):
    shown.hanging.show_part(0, Part(0.2, 0.2, 0.5))
    qtbot.keyClick(shown.view, key, held)
    assert shown.hanging.part(0) == WHOLE


def test_that_drawing_a_picture_moves_it_and_carries_nothing_off(shown: WallPanel, qtbot: QtBot):
    shown.hanging.show_part(0, Part(0.25, 0.25, 0.5))
    middle = shown.view.rect_of(0).center()
    qtbot.mousePress(shown.view, LEFT, pos=middle)
    qtbot.mouseMove(shown.view, middle + QPoint(60, 0))
    qtbot.mouseRelease(shown.view, LEFT, pos=middle + QPoint(60, 0))
    assert shown.hanging.part(0).left < 0.25


def test_that_the_arrows_move_a_picture_too(shown: WallPanel, qtbot: QtBot):
    shown.hanging.show_part(0, Part(0.25, 0.25, 0.5))
    qtbot.keyClick(shown.view, Qt.Key.Key_Down, BOTH)
    assert shown.hanging.part(0).top > 0.25


def test_that_another_camera_in_the_tile_is_shown_whole(shown: WallPanel):
    shown.hanging.show_part(0, Part(0.25, 0.25, 0.5))
    shown.hang(camera(2), 0)
    assert shown.hanging.part(0) == WHOLE


def test_that_only_the_part_is_painted(shown: WallPanel, pool: FakePool):
    pixels = pool.latest(0).pixels
    assert pixels is not None
    rows = np.asarray(pixels.rows())
    rows[:, : pixels.width_px // 2] = 30
    rows[:, pixels.width_px // 2 :] = 220
    shown.hanging.show_part(0, Part(0.6, 0.0, 0.4))
    image = shown.view.grab().toImage()
    rect, ratio = shown.view.rect_of(0), image.devicePixelRatio()
    at = QPointF(rect.left() + 8, rect.center().y()) * ratio
    assert np.isclose(image.pixelColor(at.toPoint()).red(), 220, atol=6)
