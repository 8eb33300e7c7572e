"""Tiles drawn from tiles that lie otherwise: every px shows the place that it lies on."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from console.gateways.tile_grid import HALF_WORLD_M, Matrix, TileGrid, degrees, web_mercator
from widgets.map import basemap, resampling
from widgets.map.resampling import drawn

ZOOM, X, Y = 12, 3417, 1664


def png(red: np.ndarray, green: np.ndarray) -> bytes:
    """A picture whose red and green tell where a px lies."""
    pixels = np.zeros((256, 256, 4), np.uint8)
    pixels[..., 2], pixels[..., 1], pixels[..., 3] = red, green, 255
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(pixels.data, 256, 256, 1024, QImage.Format.Format_ARGB32).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def charted(
    grid: TileGrid, west: float, east: float, south: float, north: float
) -> Callable[[Matrix, int, int], bytes]:
    """A source whose red grows from west to east and whose green from south to north."""

    def tile_of(matrix: Matrix, column: int, row: int) -> bytes:
        px = np.arange(256) + 0.5
        x = matrix.left + (column * 256 + px) * matrix.unit
        y = matrix.top - (row * 256 + px) * matrix.unit
        red = np.clip((x - west) / (east - west) * 250, 0, 255)[None, :].repeat(256, 0)
        green = np.clip((y - south) / (north - south) * 250, 0, 255)[:, None].repeat(256, 1)
        return png(red, green)

    return tile_of


def place_of(x: float, y: float, zoom: int) -> tuple[float, float]:
    return x / 2**zoom * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**zoom))))


def test_that_a_tile_in_degrees_shows_each_place_where_it_lies() -> None:
    west, north = place_of(X, Y, ZOOM)
    east, south = place_of(X + 1, Y + 1, ZOOM)
    grid = degrees()
    body = drawn(grid, charted(grid, west, east, south, north), ZOOM, X, Y)
    assert body is not None
    image = QImage.fromData(body)
    for px_x, px_y in ((3, 5), (128, 128), (250, 17), (40, 240)):
        lng, lat = place_of(X + (px_x + 0.5) / 256, Y + (px_y + 0.5) / 256, ZOOM)
        color = image.pixelColor(px_x, px_y)
        assert color.red() == pytest.approx((lng - west) / (east - west) * 250, abs=1.5)
        assert color.green() == pytest.approx((lat - south) / (north - south) * 250, abs=1.5)


def test_that_levels_of_another_size_are_drawn_at_the_page_s() -> None:
    odd = TileGrid(
        (Matrix(name="a", left=-HALF_WORLD_M, top=HALF_WORLD_M, unit=50.0, across=9999, down=9999),), in_degrees=False
    )
    body = drawn(odd, charted(odd, 0, HALF_WORLD_M, 0, HALF_WORLD_M), 11, X // 2, Y // 2)
    assert body is not None
    assert QImage.fromData(body).width() == 256


def test_that_where_a_source_has_nothing_there_is_no_tile() -> None:
    assert drawn(degrees(), lambda matrix, column, row: None, ZOOM, X, Y) is None


def test_that_a_view_far_too_wide_for_a_source_is_not_put_together() -> None:
    fine = TileGrid(degrees().matrices[15:], in_degrees=True)
    assert drawn(fine, charted(fine, 0, 1, 0, 1), 5, 26, 12) is None


def test_that_a_picture_that_cannot_be_read_leaves_its_place_clear() -> None:
    assert drawn(degrees(), lambda matrix, column, row: b"no picture", ZOOM, X, Y) is None


def test_that_the_usual_levels_need_no_drawing() -> None:
    assert all(web_mercator().alike(zoom) is not None for zoom in range(20))
    assert degrees().alike(5) is None


@pytest.mark.parametrize("module", [resampling, basemap])
def test_that_nothing_of_qt_is_asked_on_the_threads_that_bring_tiles(module: ModuleType) -> None:
    """Qt's readers of pictures ask the translator, which waits for Python's lock while it holds one of Qt's."""
    assert "PySide6" not in inspect.getsource(module)
