"""The line along the lower edge of a picture that leaves the wall: who took it, where, of which camera, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

_SHARE_OF_HEIGHT = 1 / 28
_LETTER_MIN_PX = 9
_QUALITY = 95
_SIDE = 0.6
"""Space beside and between the texts, letters."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How the line looks: taken from the theme on the GUI thread, used on another."""

    family: str
    ground: QColor
    text: QColor


def mark(source: Path, target: Path, texts: Sequence[str], ink: Ink) -> None:
    """Write a copy of a picture with its line burned in, in the format of its suffix; any thread.

    Raises:
        ValueError: the picture cannot be read, or the copy not written.
    """
    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise ValueError("the picture cannot be read")
    paint(image, texts, ink)
    if not image.save(str(target), quality=_QUALITY):
        raise ValueError("the picture cannot be written")


def paint(image: QImage, texts: Sequence[str], ink: Ink) -> None:
    """Paint the line: in one row as large as fits, else in as many rows as are needed, and nothing of it cut off."""
    font, rows = _fitted(texts, image.width(), round(image.height() * _SHARE_OF_HEIGHT), ink.family)
    letter = font.pixelSize()
    row_px = round(letter * 1.45)
    band = QRect(0, image.height() - row_px * len(rows) - letter // 3, image.width(), row_px * len(rows) + letter // 3)
    painter = QPainter(image)
    painter.fillRect(band, ink.ground)
    painter.setFont(font)
    painter.setPen(ink.text)
    for n, row in enumerate(rows):
        room = QRect(round(letter * _SIDE), band.top() + letter // 6 + n * row_px, band.width(), row_px)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row)
    painter.end()


def _fitted(texts: Sequence[str], width_px: int, wished_px: int, family: str) -> tuple[QFont, list[str]]:
    """Return the largest letters with which the texts fit, first all in one row, then fewer a row."""
    font = QFont(family)
    wished_px = max(_LETTER_MIN_PX, wished_px)
    for a_row in range(len(texts), 0, -1):
        rows = ["   ".join(texts[n : n + a_row]) for n in range(0, len(texts), a_row)]
        # A row more is better read than letters that are much smaller.
        for letter_px in range(wished_px, max(_LETTER_MIN_PX, round(wished_px * 0.8)) - 1, -1):
            font.setPixelSize(letter_px)
            metrics = QFontMetrics(font)
            if all(metrics.horizontalAdvance(row) <= width_px - 2 * _SIDE * letter_px for row in rows):
                return font, rows
    font.setPixelSize(_LETTER_MIN_PX)
    metrics = QFontMetrics(font)
    room_px = round(width_px - 2 * _SIDE * _LETTER_MIN_PX)
    return font, [metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room_px) for text in texts]
