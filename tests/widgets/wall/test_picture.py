"""The picture of a tile: scaled as if in one go, whatever the screen, and without a seam where it ends."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from pytestqt.qtbot import QtBot

from console.domain.picture_part import WHOLE, Part
from console.video.pool import TileView
from console.video.states import TileState
from tests.video_fakes import pixels_of
from widgets import theme
from widgets.wall.painter import TileFace, TilePainter
from widgets.wall.picture import paint_picture

TILE = QRect(3, 2, 640, 360)


def _view(width_px: int, height_px: int) -> TileView:
    pixels = np.random.default_rng(5).integers(0, 255, (height_px, width_px, 4), np.uint8)
    return TileView(state=TileState.LIVE, pixels=pixels_of(pixels))


def _ground(ratio: float) -> QImage:
    ground = QImage(QSize(660, 370) * ratio, QImage.Format.Format_RGB32)
    ground.setDevicePixelRatio(ratio)
    ground.fill(QColor(200, 0, 200))
    return ground


def _painted(view: TileView, part: Part, ratio: float) -> QImage:
    ground = _ground(ratio)
    painter = QPainter(ground)
    paint_picture(painter, TILE, view, part, ratio)
    painter.end()
    return ground


def _in_one_go(view: TileView, shown: QRectF, ratio: float) -> QImage:
    assert view.pixels is not None
    width, height = view.pixels.width_px, view.pixels.height_px
    ground = _ground(ratio)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(TILE)
    picture = QImage(view.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
    painter.drawImage(QRectF(TILE), picture, shown)
    painter.end()
    return ground


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_that_a_scaled_picture_looks_as_if_it_were_scaled_in_one_go(qtbot: QtBot, ratio: float) -> None:
    view = _view(320, 180)
    assert _painted(view, WHOLE, ratio) == _in_one_go(view, QRectF(0, 0, 320, 180), ratio)


def test_that_a_part_of_a_picture_looks_as_if_it_were_scaled_in_one_go(qtbot: QtBot) -> None:
    view = _view(1280, 720)
    part = Part(left=0.25, top=0.125, side=0.5)
    assert _painted(view, part, 1.0) == _in_one_go(view, QRectF(320, 90, 640, 360), 1.0)


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_that_a_picture_a_little_too_small_for_its_tile_ends_in_its_ground(qtbot: QtBot, ratio: float) -> None:
    wide, tall = round(TILE.width() * ratio), round(TILE.height() * ratio)
    seen = _painted(_view(wide - 8, tall - 6), WHOLE, ratio)
    right, low = round((TILE.x() + TILE.width()) * ratio) - 1, round((TILE.y() + TILE.height()) * ratio) - 1
    ground = theme.color("tile_ground").rgb()
    left, top = math.ceil(TILE.x() * ratio), math.ceil(TILE.y() * ratio)
    edges = [(right, low), (right, low - 99), (right - 99, low), (left, top), (left, top + 99), (left + 99, top)]
    assert {seen.pixel(*at) for at in edges} == {ground}
    outside = [(left - 2, top), (left, top - 2), (right + 2, low), (right, low + 2)]
    assert ground not in {seen.pixel(*at) for at in outside}


def test_that_a_picture_made_for_its_tile_lies_in_its_middle_px_for_px(qtbot: QtBot) -> None:
    view = _view(632, 356)
    assert view.pixels is not None
    seen = _painted(view, WHOLE, 1.0).copy(TILE.x() + 4, TILE.y() + 2, 632, 356)
    assert seen == QImage(view.pixels.data, 632, 356, 632 * 4, QImage.Format.Format_RGB32)


def test_that_a_picture_painted_with_others_leaves_them_as_they_are(qtbot: QtBot) -> None:
    ground = _ground(1.0)
    painter = QPainter(ground)
    painter.setClipRegion(QRegion(TILE) + QRegion(0, 365, 9, 5))
    paint_picture(painter, TILE, _view(640, 360), WHOLE, 1.0)
    painter.end()
    assert ground.pixel(2, 366) == ground.pixel(659, 369) == QColor(200, 0, 200).rgb()
    assert ground.copy(TILE) == _painted(_view(640, 360), WHOLE, 1.0).copy(TILE)


def _tile(painter: TilePainter, face: TileFace, rect: QRect = TILE, ratio: float = 1.0) -> QImage:
    ground = _ground(ratio)
    device = QPainter(ground)
    painter.paint(device, rect, face, _view(320, 180), ratio)
    device.end()
    return ground


@pytest.mark.parametrize(
    "change",
    [
        {"state": TileState.STALE},
        {"place": "002 桥东"},
        {"lag": "3.1 s"},
        {"clock": "12:00:01"},
        {"ticket": "101 漏气"},
    ],
)
def test_that_a_tile_says_what_is_so_now_and_not_what_it_said_before(qtbot: QtBot, change: dict[str, Any]) -> None:
    before = TileFace(number=1, place="001 桥西", clock="12:00:00", state=TileState.LIVE)
    now, painter = replace(before, **change), TilePainter()
    assert _tile(painter, before) != _tile(painter, now) == _tile(TilePainter(), now)


@pytest.mark.parametrize(("rect", "ratio"), [(QRect(3, 2, 480, 270), 1.0), (TILE, 1.5)])
def test_that_a_tile_of_another_size_is_written_anew(qtbot: QtBot, rect: QRect, ratio: float) -> None:
    face, painter = TileFace(number=1, place="001 桥西", state=TileState.LIVE), TilePainter()
    _tile(painter, face)
    assert _tile(painter, face, rect, ratio) == _tile(TilePainter(), face, rect, ratio)
