"""The view as a picture on a sheet: what it is above, the map, what its symbols mean beside it, where it lies below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QImageWriter, QPainter, QPixmap

from console.domain.errors import Refused
from widgets import theme

_EDGE_PX: Final = 20
_GAP_PX: Final = 12
_HEAD_PX: Final = 58
_FOOT_PX: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a sheet says: its title, when and by whom it was made, of when the data is, and where the middle lies."""

    title: str
    made: str
    as_of: str
    foot: str


def compose(seen: QPixmap, legends: Sequence[QPixmap], head: Head) -> QImage:
    """Put a view, as it is on the screen, and its legends on a sheet in the colours of the theme. GUI thread."""
    ratio = seen.devicePixelRatioF()
    wide, high = seen.width() / ratio, seen.height() / ratio
    beside = max((legend.width() / legend.devicePixelRatioF() for legend in legends), default=0.0)
    below = sum(legend.height() / legend.devicePixelRatioF() + _GAP_PX for legend in legends)
    width = 2 * _EDGE_PX + wide + (beside + _GAP_PX if legends else 0)
    height = 2 * _EDGE_PX + _HEAD_PX + max(high, below) + _FOOT_PX
    sheet = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(theme.color("panel"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    right = QRectF(_EDGE_PX, _EDGE_PX, width - 2 * _EDGE_PX, _HEAD_PX)
    _write(painter, right, head.title, "text_1", theme.metric("type_heading"), Qt.AlignmentFlag.AlignLeft)
    _write(painter, right, head.made, "text_2", theme.metric("type_small"), Qt.AlignmentFlag.AlignRight)
    _write(
        painter, right.translated(0, 26), head.as_of, "text_2", theme.metric("type_small"), Qt.AlignmentFlag.AlignLeft
    )
    top = _EDGE_PX + _HEAD_PX
    painter.drawPixmap(QPoint(_EDGE_PX, top), seen)
    painter.setPen(theme.color("divider"))
    painter.drawRect(QRectF(_EDGE_PX - 0.5, top - 0.5, wide + 1, high + 1))
    down = float(top)
    for legend in legends:
        painter.drawPixmap(QPoint(round(_EDGE_PX + wide + _GAP_PX), round(down)), legend)
        down += legend.height() / legend.devicePixelRatioF() + _GAP_PX
    foot = QRectF(_EDGE_PX, height - _EDGE_PX - _FOOT_PX + 10, width - 2 * _EDGE_PX, _FOOT_PX)
    _write(painter, foot, head.foot, "text_2", theme.metric("type_small"), Qt.AlignmentFlag.AlignLeft)
    painter.end()
    return sheet


def save(sheet: QImage, path: Path) -> None:
    """Write a sheet as PNG. Any thread.

    Raises:
        Refused: ``file.failed``.
    """
    writer = QImageWriter(str(path), QByteArray(b"png"))
    if not writer.write(sheet):
        raise Refused("file.failed", path=str(path), why=writer.errorString())


def _write(painter: QPainter, box: QRectF, text: str, token: str, px: int, side: Qt.AlignmentFlag) -> None:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(px)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, text)
