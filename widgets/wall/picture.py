"""Paints the picture of a tile: letterboxed, never stretched, or the part of it that somebody zoomed into."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from console.domain.picture_part import Part
from console.video.pool import TileView
from console.video.states import LIVE_STATES, TileState
from widgets import theme

# Asked of the enumeration with each picture, these would cost more than the picture's clip.
_AS_SENT = QImage.Format.Format_RGB32
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform
_OPAQUE, _OVER = QPainter.CompositionMode.CompositionMode_Source, QPainter.CompositionMode.CompositionMode_SourceOver
_INSET_SHARE = 0.18
_ALONE_PX = 65_536
"""From half as many device px again on, Qt's painter shares the scaling of a picture out to all cores."""


def fitted(rect: QRect, width: int, height: int) -> QRect:
    """Return where a picture of this size lies in a tile; in whole numbers of Python's, as it is asked with each picture."""
    wide, tall = rect.width(), rect.height()
    in_height = width * tall <= wide * height
    shown_wide = width * tall // height if in_height else wide
    shown_tall = tall if in_height else height * wide // width
    # A picture one or two px short of the tile fills it: the eye would see the seam, not the stretch.
    if wide - shown_wide <= 2 and tall - shown_tall <= 2:
        return rect
    return QRect(rect.left() + (wide - shown_wide) // 2, rect.top() + (tall - shown_tall) // 2, shown_wide, shown_tall)


def paint_picture(painter: QPainter, rect: QRect, view: TileView, part: Part, ratio: float) -> QRect | None:
    """Paint the picture into a tile; return where it lies, None where there is none."""
    ground = theme.color("tile_ground")
    pixels = view.pixels
    if pixels is None or view.state in (TileState.EMPTY, TileState.NO_RIGHT):
        painter.fillRect(rect, ground)
        return None
    width, height = pixels.width_px, pixels.height_px
    image = QImage(pixels.data, width, height, pixels.line_bytes, _AS_SENT)
    if view.state not in LIVE_STATES:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    target = fitted(rect, width, height)
    if target != rect:
        painter.fillRect(rect, ground)
    exact = part.is_whole and abs(target.width() * ratio - width) <= 2 and abs(target.height() * ratio - height) <= 2
    painter.setCompositionMode(_OPAQUE)
    if exact:
        image.setDevicePixelRatio(ratio)
        painter.setClipRect(target)
        # What it leaves free at its right and below it, less than three px.
        if (wide := int(width / ratio)) < target.width():
            painter.fillRect(target.adjusted(wide, 0, 0, 0), ground)
        if (tall := int(height / ratio)) < target.height():
            painter.fillRect(target.adjusted(0, tall, 0, 0), ground)
        painter.drawImage(target.topLeft(), image)
    else:
        painter.setRenderHint(_SMOOTH)
        shown = QRectF(part.left * width, part.top * height, part.side * width, part.side * height)
        for strip in _strips(target, ratio):
            painter.setClipRect(strip)
            painter.drawImage(QRectF(target), image, shown)
    painter.setClipping(False)
    painter.setCompositionMode(_OVER)
    return target


def _strips(target: QRect, ratio: float) -> Iterator[QRect]:
    """Yield where a picture is scaled, in parts so small that Qt calls no other threads to help it.

    Together they would be done sooner, but wait for each other and for the decoders: nearly twice the work.
    """
    tall = max(1, int(_ALONE_PX / max(1.0, target.width() * ratio * ratio)))
    for top in range(target.top(), target.bottom() + 1, tall):
        yield QRect(target.left(), top, target.width(), min(tall, target.bottom() + 1 - top))


def hatch(painter: QPainter, rect: QRect) -> None:
    """Hatch a picture that is not of now."""
    step = max(12, rect.height() // 16)
    ink = QColor(theme.color("p2"))
    ink.setAlphaF(0.32)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.0, step / 8)))
    for left in range(rect.left() - rect.height(), rect.right(), step):
        painter.drawLine(QPointF(left, rect.bottom() + 1), QPointF(left + rect.height(), rect.top()))
    painter.restore()


def paint_part(painter: QPainter, whole: QRect, part: Part, letter: int, text: str) -> None:
    """Paint a small frame for the picture, and in it the part that is shown, over the left end of the caption."""
    wide = max(3 * letter, round(whole.width() * _INSET_SHARE))
    tall = round(wide * 9 / 16)
    inset = QRectF(letter * 0.6, whole.height() - letter * 2.4 - tall, wide, tall)
    painter.setPen(QPen(theme.color("tile_text_2"), 1))
    painter.setBrush(theme.color("tile_scrim"))
    painter.drawRect(inset)
    shown = QRectF(inset.left() + part.left * wide, inset.top() + part.top * tall, part.side * wide, part.side * tall)
    painter.setPen(QPen(theme.color("tile_focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(shown)
    font = theme.font("body")
    font.setPixelSize(max(8, round(letter * 0.82)))
    painter.setFont(font)
    beside = QRectF(inset.right() + letter * 0.3, inset.bottom() - 1.4 * letter, 3 * letter, 1.4 * letter)
    painter.fillRect(beside, theme.color("tile_scrim"))
    painter.setPen(theme.color("tile_text"))
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, text)
