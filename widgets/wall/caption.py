"""What is written over a tile's picture, drawn once and kept until it changes: only the rows in which something stands.

Between caption and state there is nothing but the picture; what is not kept is neither held in memory nor blended with
each picture anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPixmap


@dataclass(frozen=True, slots=True)
class Caption:
    """Strips as wide as the tile, each with the row on which it begins, in px of the widget."""

    strips: tuple[tuple[float, QPixmap], ...]

    def paint(self, painter: QPainter, left_top: QPoint) -> None:
        """Lay the strips over the picture of the tile that lies there."""
        for row, strip in self.strips:
            painter.drawPixmap(QPointF(left_top.x(), left_top.y() + row), strip)


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
        tuple(
            (top / ratio, QPixmap.fromImage(image.copy(QRect(0, top, image.width(), below - top))))
            for top, below in _written(image)
        )
    )


def _written(image: QImage) -> list[tuple[int, int]]:
    """Return the runs of rows in which something stands: the first row of each, and the one after its last."""
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    is_written = np.concatenate(([False], pixels.any(axis=1), [False]))
    borders = np.flatnonzero(is_written[1:] != is_written[:-1]).tolist()
    return list(pairwise(borders))[::2]
