"""What is written over a tile's picture, drawn once and kept until it changes: only the pieces in which something stands.

Between caption, badges and state there is nothing but the picture; what is not kept is neither held in memory nor blended
with each picture anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap

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
    """Return where something stands, device px: in each run of rows the runs of columns."""
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4) != 0
    return [
        QRect(left, top, right - left, below - top)
        for top, below in _runs(pixels.any(axis=1))
        for left, right in _joined(_runs(pixels[top:below].any(axis=0)))
    ]


def _runs(is_written: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first index of each run, and the one after its last."""
    padded = np.concatenate(([False], is_written, [False]))
    borders = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return list(pairwise(borders))[::2]


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begins, ends in runs:
        if joined and begins - joined[-1][1] < _APART_PX:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined
