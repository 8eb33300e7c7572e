"""Paints the picture of a tile: letterboxed, never stretched, or the part of it that somebody zoomed into."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from console.domain.picture_part import Part
from console.video.pool import TileView
from console.video.slots import LINE_PX
from console.video.states import LIVE_STATES, TileState
from widgets import theme

# Asked of the enumeration with each picture, these would cost more than the picture's clip.
_AS_SENT = QImage.Format.Format_RGB32
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform
_INSET_SHARE = 0.18
_ALONE_PX = 65_536
"""From half as many device px again on, Qt's painter shares the scaling of a picture out to all cores."""


def lies_at(rect: QRect, width: int, height: int, ratio: float) -> QRect:
    """Return where a whole picture lies in a tile: as it is, where it was made for the tile, or else scaled to it."""
    scaled = _scaled(rect, width, height)
    return _as_made(rect, scaled, width, height, ratio) or scaled


def _as_made(rect: QRect, scaled: QRect, width: int, height: int, ratio: float) -> QRect | None:
    """Return the middle of the tile; None where the picture was made for a larger or a much smaller one.

    Made in whole groups of px, it falls short of its tile by less than one of them.
    """
    wide, tall = int(width / ratio), int(height / ratio)
    beside, above = rect.width() - wide, rect.height() - tall
    if beside < 0 or above < 0 or scaled.width() * ratio - width > LINE_PX + ratio:
        return None
    return QRect(rect.left() + beside // 2, rect.top() + above // 2, wide, tall)


def _scaled(rect: QRect, width: int, height: int) -> QRect:
    # In whole numbers of Python's, as it is asked with each picture.
    wide, tall = rect.width(), rect.height()
    in_height = width * tall <= wide * height
    shown_wide = width * tall // height if in_height else wide
    shown_tall = tall if in_height else height * wide // width
    # A picture one or two px short of the tile fills it: the eye would see the seam, not the stretch.
    if wide - shown_wide <= 2 and tall - shown_tall <= 2:
        return rect
    return QRect(rect.left() + (wide - shown_wide) // 2, rect.top() + (tall - shown_tall) // 2, shown_wide, shown_tall)


def paint_picture(painter: QPainter, rect: QRect, view: TileView, part: Part, ratio: float) -> QRect | None:
    """Paint the picture into a tile; return where it lies, None where there is none.

    It leaves the tile as the painter's clip: with the clip of several tiles at once, Qt would paint line by line.
    """
    painter.setClipRect(rect)
    pixels = view.pixels
    if pixels is None or view.state in (TileState.EMPTY, TileState.NO_RIGHT):
        painter.fillRect(rect, theme.color("tile_ground"))
        return None
    width, height = pixels.width_px, pixels.height_px
    image = QImage(pixels.data, width, height, pixels.line_bytes, _AS_SENT)
    if view.state not in LIVE_STATES:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    scaled = _scaled(rect, width, height)
    made = _as_made(rect, scaled, width, height, ratio) if part.is_whole else None
    target = made or scaled
    if target != rect:
        _paint_beside(painter, rect, target)
    if made is not None:
        image.setDevicePixelRatio(ratio)
        painter.drawImage(target.topLeft(), image)
    else:
        painter.setRenderHint(_SMOOTH)
        shown = QRectF(part.left * width, part.top * height, part.side * width, part.side * height)
        for strip in _strips(target, ratio):
            painter.setClipRect(strip)
            painter.drawImage(QRectF(target), image, shown)
        painter.setClipRect(rect)
    return target


def _paint_beside(painter: QPainter, rect: QRect, target: QRect) -> None:
    """Paint what a picture leaves free of its tile, and no more: the ground of the whole tile would take as long as it."""
    ground = theme.color("tile_ground")
    left, top, wide, tall = rect.left(), rect.top(), rect.width(), rect.height()
    beside, above = target.left() - left, target.top() - top
    if (after := wide - beside - target.width()) > 0 or beside > 0:
        painter.fillRect(left, top, beside, tall, ground)
        painter.fillRect(left + wide - after, top, after, tall, ground)
    if (below := tall - above - target.height()) > 0 or above > 0:
        painter.fillRect(left, top, wide, above, ground)
        painter.fillRect(left, top + tall - below, wide, below, ground)


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
