"""A tile of the page drawn from tiles that lie otherwise: px by px, so that nothing is moved."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.gateways.tile_grid import HALF_WORLD_M, TILE_PX, Matrix, TileGrid

TILES_MAX: Final = 25
"""More tiles than this are not put together for one: the source has no level for so wide a view."""

Floats = NDArray[np.float64]


def drawn(
    grid: TileGrid, tile_of: Callable[[Matrix, int, int], bytes | None], zoom: int, x: int, y: int
) -> bytes | None:
    """Return the page's tile as PNG, or None where nothing of the source lies there. Any thread.

    ``tile_of`` returns a picture of the source by level, column and row. Both Web Mercator and degrees run along the axes,
    so that a px's column depends on x alone and its row on y alone.
    """
    across, down = _places(grid, zoom, x, y)
    matrix = grid.nearest(abs(float(across[-1] - across[0])) / (TILE_PX - 1))
    columns = (across - matrix.left) / matrix.unit - 0.5
    rows = (matrix.top - down) / matrix.unit - 0.5
    first_column, last_column = _span(columns, matrix.width_px, matrix.across)
    first_row, last_row = _span(rows, matrix.height_px, matrix.down)
    count = (last_column - first_column + 1) * (last_row - first_row + 1)
    if last_column < first_column or last_row < first_row or count > TILES_MAX:
        return None
    sheet = np.zeros(
        ((last_row - first_row + 1) * matrix.height_px, (last_column - first_column + 1) * matrix.width_px, 4),
        np.float32,
    )
    found = False
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            body = tile_of(matrix, column, row)
            pixels = _pixels(body, matrix) if body is not None else None
            if pixels is not None:
                found = True
                top, left = (row - first_row) * matrix.height_px, (column - first_column) * matrix.width_px
                sheet[top : top + matrix.height_px, left : left + matrix.width_px] = pixels
    if not found:
        return None
    return _png(_between(sheet, rows - first_row * matrix.height_px, columns - first_column * matrix.width_px))


def _places(grid: TileGrid, zoom: int, x: int, y: int) -> tuple[Floats, Floats]:
    """Return where the middles of a tile's columns and rows lie, in the source's metres or degrees."""
    middles = (np.arange(TILE_PX) + 0.5) / TILE_PX
    east, south = (x + middles) / (1 << zoom), (y + middles) / (1 << zoom)
    if grid.in_degrees:
        return east * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * south))))
    return (2 * east - 1) * HALF_WORLD_M, (1 - 2 * south) * HALF_WORLD_M


def _span(px: Floats, size_px: int, count: int) -> tuple[int, int]:
    """Return the first and the last tile that these px of a level need; no tile where the last lies before the first."""
    low, high = np.floor(px.min()), np.floor(px.max()) + 1
    return max(0, int(low // size_px)), min(count - 1, int(high // size_px))


def _pixels(body: bytes, matrix: Matrix) -> NDArray[np.float32] | None:
    """Return a picture as RGBA with its alpha multiplied in, or None where it cannot be read or has another size."""
    # Here, where a picture is: decoding takes its time to bring in, and only tiles that lie otherwise need it.
    from console.video.still import pixels_of

    pixels = pixels_of(body)
    if pixels is None or pixels.shape[:2] != (matrix.height_px, matrix.width_px):
        return None
    whole: NDArray[np.float32] = pixels.astype(np.float32)
    whole[..., :3] *= whole[..., 3:] / 255
    return whole


def _between(sheet: NDArray[np.float32], rows: Floats, columns: Floats) -> NDArray[np.uint8]:
    """Return what a sheet shows at rows and columns that lie between its px, each mixed of its four neighbours.

    The sheet has its alpha multiplied in, what is returned has not.
    """
    high, wide = sheet.shape[:2]
    row, column = np.clip(rows, 0, high - 1), np.clip(columns, 0, wide - 1)
    top, left = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
    down = (row - top).astype(np.float32)[:, None, None]
    right = (column - left).astype(np.float32)[None, :, None]
    below, beside = np.minimum(top + 1, high - 1), np.minimum(left + 1, wide - 1)
    upper = sheet[top][:, left] * (1 - right) + sheet[top][:, beside] * right
    lower = sheet[below][:, left] * (1 - right) + sheet[below][:, beside] * right
    mixed = upper * (1 - down) + lower * down
    # What lies outside of the sheet is nothing, not the repetition of its edge.
    mixed[(rows < -0.5) | (rows > high - 0.5)] = 0
    mixed[:, (columns < -0.5) | (columns > wide - 0.5)] = 0
    mixed[..., :3] *= 255 / np.maximum(mixed[..., 3:], 1)
    whole: NDArray[np.uint8] = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)
    return whole


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Write RGBA as PNG, by hand: Qt may not be asked on these threads, where its words would wait for Python's lock.

    Source: PNG specification, third edition.
    """
    high, wide = pixels.shape[:2]
    lines = np.zeros((high, 1 + 4 * wide), np.uint8)  # Before each line, which filter it has: none.
    lines[:, 1:] = pixels.reshape(high, 4 * wide)
    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes(), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
