"""Chips: priority, state, lamp and supervision, told by shape, number, word and colour together, never by colour alone.

The ``paint_…`` functions serve delegates and other hand-painted places; ``Chip`` is the same as a widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme

_LAMP_TOKENS: Final = {"unknown": "text_3", "green": "normal", "yellow": "p3", "red": "p1"}
_CARD_TOKENS: Final = {3: ("p3", "ink"), 4: ("p1", "ink"), 5: ("card_black", "card_black_text")}
_LAMP_TEXT_TOKENS: Final = {"unknown": "text_2", "green": "normal_text", "yellow": "p3_text", "red": "p1_text"}


def paint_priority_chip(
    painter: QPainter, rect: QRectF, priority: int, word: str = "", *, selected: bool = False
) -> None:
    """Paint ◆1 ▲2 ■3 ●4 at the left of ``rect``, centred in its height, and ``word`` beside it.

    The fills are the same in both themes; the day theme adds an edge. ``selected``: on a selected row.
    """
    mark = _mark_square(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_edge())
    painter.setBrush(theme.color(f"p{priority}"))
    painter.drawPath(_shape(priority, mark))
    painter.setFont(_sized(theme.font("heading"), mark.height() * 0.56))
    painter.setPen(theme.color("ink"))
    # A triangle carries its weight low.
    number = mark.translated(0, mark.height() * 0.14) if priority == 2 else mark
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(priority))
    painter.restore()
    if word:
        _paint_word(painter, rect, mark, word, "selected_text" if selected else f"p{priority}_text")


def paint_state_chip(
    painter: QPainter, rect: QRectF, word: str, *, selected: bool = False, ended: bool = False
) -> None:
    """Paint a ticket's state: an outline and a word, no fill, since no state is abnormal by itself.

    ``ended`` states (closed, void …) get a dashed outline and a dimmer word.
    """
    face = theme.font("small")
    metrics = QFontMetricsF(face)
    height = min(rect.height(), float(theme.metric("chip")))
    pad = theme.metric("space_2")
    width = min(rect.width(), metrics.horizontalAdvance(word) + 2 * pad)
    outline = QRectF(rect.left(), rect.center().y() - height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("selected_text" if selected else "divider" if ended else "outline"), 1.0)
    if ended:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(outline, height / 2, height / 2)
    painter.setFont(face)
    painter.setPen(theme.color("selected_text" if selected else "text_3" if ended else "text_1"))
    text = metrics.elidedText(word, Qt.TextElideMode.ElideRight, width - pad)
    painter.drawText(outline, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_lamp(painter: QPainter, rect: QRectF, lamp: str, word: str = "", *, selected: bool = False) -> None:
    """Paint the lamp of a clock: ``green`` ring, ``yellow`` half, ``red`` disc with a stroke, ``unknown`` dashed ring.

    ``word`` is the time.
    """
    mark = _mark_square(rect)
    disc = mark.adjusted(*(mark.width() * part for part in (0.18, 0.18, -0.18, -0.18)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = theme.color(_LAMP_TOKENS[lamp])
    rim = QPen(fill if theme.color("chip_edge").alpha() == 0 else theme.color(_LAMP_TEXT_TOKENS[lamp]), 2.0)
    if lamp == "unknown":
        rim.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(rim)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    if lamp == "yellow":
        painter.setBrush(rim.color())
        painter.drawPie(disc, 90 * 16, -180 * 16)
    elif lamp == "red":
        painter.setBrush(fill)
        painter.drawEllipse(disc)
        painter.setPen(QPen(theme.color("ink"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = disc.center()
        reach = disc.height() * 0.26
        painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach * 0.2))
        painter.drawPoint(middle + QPointF(0, reach))
    painter.restore()
    if word:
        _paint_word(painter, rect, mark, word, "selected_text" if selected else _LAMP_TEXT_TOKENS[lamp])


def paint_card_chip(painter: QPainter, rect: QRectF, step: int, word: str) -> None:
    """Paint a step of supervision at the left of ``rect``: an outline for an urge, else a card in its colour.

    A red card has one corner cut off, a black one two. ``step`` as in ``records.Step``.
    """
    face, height = theme.font("small"), min(rect.height(), float(theme.metric("chip")))
    fill, ink = _CARD_TOKENS.get(step, ("", "p2_text"))
    outline = QRectF(rect.left(), rect.center().y() - height / 2, min(rect.width(), card_width(word)), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("card_edge" if fill else ink), 1.0))
    painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawPath(_card_shape(step, outline.adjusted(0.5, 0.5, -0.5, -0.5)))
    painter.setFont(face)
    painter.setPen(theme.color(ink))
    text = QFontMetricsF(face).elidedText(word, Qt.TextElideMode.ElideRight, outline.width() - 2)
    painter.drawText(outline, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def card_width(word: str) -> int:
    """Return the px that a chip of supervision with ``word`` takes."""
    return round(QFontMetricsF(theme.font("small")).horizontalAdvance(word) + 2 * theme.metric("space_2"))


def marked_width(word: str) -> int:
    """Return the px that a mark with ``word`` beside it takes: for size hints of priority chips and lamps."""
    word_px = QFontMetricsF(theme.font("body")).horizontalAdvance(word) + theme.metric("space_1") if word else 0.0
    return round(theme.metric("chip") + word_px + 2)


def state_width(word: str) -> int:
    """Return the px that a state chip with ``word`` takes."""
    return round(QFontMetricsF(theme.font("small")).horizontalAdvance(word) + 2 * theme.metric("space_2") + 2)


class Chip(QWidget):
    """One chip as a widget; its accessible name is its word. Shows nothing until one of the ``show_…`` was called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint: Callable[[QPainter, QRectF], None] | None = None
        self._width: Callable[[], int] = lambda: 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current.changed.connect(self._on_theme_changed)

    def show_priority(self, priority: int, word: str) -> None:
        """Show a priority, 1 to 4, with its word."""
        self._show(word, lambda p, r: paint_priority_chip(p, r, priority, word), lambda: marked_width(word))

    def show_state(self, word: str, *, ended: bool = False) -> None:
        """Show a state by its word."""
        self._show(word, lambda p, r: paint_state_chip(p, r, word, ended=ended), lambda: state_width(word))

    def show_lamp(self, lamp: str, word: str) -> None:
        """Show a lamp (green, yellow, red) with its time."""
        self._show(word, lambda p, r: paint_lamp(p, r, lamp, word), lambda: marked_width(word))

    def show_card(self, step: int, word: str) -> None:
        """Show a step of supervision, 2 (urged) to 5 (black card), with its word."""
        self._show(word, lambda p, r: paint_card_chip(p, r, step, word), lambda: card_width(word))

    def sizeHint(self) -> QSize:
        return QSize(self._width(), theme.metric("chip") + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paint is not None:
            painter = QPainter(self)
            self._paint(painter, QRectF(self.rect()))
            painter.end()

    def _show(self, word: str, paint: Callable[[QPainter, QRectF], None], width: Callable[[], int]) -> None:
        self._paint, self._width = paint, width
        self.setAccessibleName(word)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _mark_square(rect: QRectF) -> QRectF:
    side = min(rect.height(), rect.width(), float(theme.metric("chip")))
    return QRectF(rect.left() + 1, rect.center().y() - side / 2, side, side)


def _edge() -> QPen:
    edge = theme.color("chip_edge")
    return QPen(edge, 1.5) if edge.alpha() else QPen(Qt.PenStyle.NoPen)


def _shape(priority: int, square: QRectF) -> QPainterPath:
    inner = square.adjusted(1, 1, -1, -1)
    outline = QPainterPath()
    match priority:
        case 1:
            middle = square.center()
            reach = square.width() / 2
            outline.moveTo(middle.x(), middle.y() - reach)
            outline.lineTo(middle.x() + reach, middle.y())
            outline.lineTo(middle.x(), middle.y() + reach)
            outline.lineTo(middle.x() - reach, middle.y())
            outline.closeSubpath()
        case 2:
            outline.moveTo(square.center().x(), square.top())
            outline.lineTo(square.right(), square.bottom() - 1)
            outline.lineTo(square.left(), square.bottom() - 1)
            outline.closeSubpath()
        case 3:
            outline.addRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        case _:
            outline.addEllipse(inner)
    return outline


def _card_shape(step: int, box: QRectF) -> QPainterPath:
    """Return a card: its upper right corner is cut from the red one on, the lower right one of a black one too."""
    cut = box.height() / 3
    upper, lower = (cut if step >= 4 else 0.0), (cut if step >= 5 else 0.0)
    card = QPainterPath(box.topLeft())
    card.lineTo(box.right() - upper, box.top())
    card.lineTo(box.right(), box.top() + upper)
    card.lineTo(box.right(), box.bottom() - lower)
    card.lineTo(box.right() - lower, box.bottom())
    card.lineTo(box.bottomLeft())
    card.closeSubpath()
    return card


def _paint_word(painter: QPainter, rect: QRectF, mark: QRectF, word: str, token: str) -> None:
    face = theme.font("body")
    room = rect.adjusted(mark.right() - rect.left() + theme.metric("space_1"), 0, 0, 0)
    painter.save()
    painter.setFont(face)
    painter.setPen(QColor(theme.color(token)))
    text = QFontMetricsF(face).elidedText(word, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def _sized(face: QFont, height_px: float) -> QFont:
    face.setPixelSize(max(8, round(height_px)))
    return face
