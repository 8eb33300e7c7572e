"""What is written over a tile's picture, drawn once and kept until it changes: only the pieces in which something stands.

Between caption, badges and state there is nothing but the picture; what is not kept is neither held in memory nor blended
with each picture anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap

_PX_BYTES = 4
_APART_PX = 24
"""What stands nearer together, side by side, is kept in one piece."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Pieces, each with its left upper corner in the tile, in px of the widget."""

    pieces: tuple[tuple[QPointF, QPixmap], ...]

    def paint(self, painter: QPainter, left_top: QPoint) -> None:
        """Lay the pieces over the picture of the tile that lies there."""
        for corner, piece in self.pieces:
            painter.drawPixmap(corner + left_top, piece)


def drawn(size: QSize, ratio: float, paint: Callable[[QPainter], None]) -> Caption:
    """Draw a caption for a tile of ``size``, px of the widget with ``ratio`` device px each."""
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        return Caption(())
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return Caption(
        tuple((QPointF(box.topLeft()) / ratio, QPixmap.fromImage(image.copy(box))) for box in _written(image))
    )


def _written(image: QImage) -> list[QRect]:
    """Return where something stands, device px: in each run of rows the runs of columns.

    Each row is one large number: zero where nothing stands, and a run of rows laid over each other is their "or".
    """
    data, line = memoryview(image.constBits()), image.bytesPerLine()
    rows = [int.from_bytes(data[begin : begin + line], "little") for begin in range(0, image.height() * line, line)]
    return [
        QRect(left, top, right - left, below - top)
        for top, below in _runs(rows)
        for left, right in _joined(_columns(reduce(or_, rows[top:below]).to_bytes(line, "little")))
    ]


def _runs(rows: list[int]) -> Iterable[tuple[int, int]]:
    """Yield the first number of each run of rows in which something stands, and the one after its last."""
    for is_written, run in groupby(range(len(rows)), lambda number: rows[number] != 0):
        if is_written:
            first, *more = run
            yield first, first + 1 + len(more)


def _columns(row: bytes) -> Iterable[tuple[int, int]]:
    """Yield the first px of each run of a row, and the one after its last."""
    for run in re.finditer(rb"[^\0]+", row):
        yield run.start() // _PX_BYTES, -(-run.end() // _PX_BYTES)


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begins, ends in runs:
        if joined and begins - joined[-1][1] < _APART_PX:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined
