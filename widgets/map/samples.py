"""Samples of what the map draws, for its legend and its switches: the same shapes and colours as on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from console.domain.grid import Rating
from widgets import theme
from widgets.kit.chip import paint_priority_chip
from widgets.map.shades import SHADES

SIDE_PX: Final = 22
RATING_TOKENS: Final = {
    Rating.RED: "p1",
    Rating.ORANGE: "p2",
    Rating.YELLOW: "p3",
    Rating.BLUE: "p4",
    Rating.GREEN: "normal",
}
_HATCHES: Final = {Rating.RED: (8, +1), Rating.ORANGE: (12, -1)}
"""By rating: px from line to line, and the side that the lines lean to; as the page draws them."""
RATING_OPACITY: Final = 0.35
"""As strongly as the page lets the four-colour view through."""

Paint = Callable[[QPainter, QRectF], None]


class Sample(QWidget):
    """A sample in a legend. GUI thread."""

    def __init__(self, paint: Paint, parent: QWidget) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setFixedSize(QSize(SIDE_PX, SIDE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(self.rect()))
        painter.end()


def priority(number: int) -> Paint:
    return lambda painter, rect: paint_priority_chip(painter, rect, number)


def rating(rating: Rating) -> Paint:
    """Return what fills a grid of this rating; red leans right and is close, orange leans left and is wide."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        swatch = rect.adjusted(0, 2, 0, -2)
        painter.fillRect(swatch, theme.color("map_land"))
        painter.setClipRect(swatch)
        painter.setOpacity(RATING_OPACITY)
        painter.fillRect(swatch, theme.color(RATING_TOKENS[rating]))
        if rating in _HATCHES:
            step, lean = _HATCHES[rating]
            painter.setPen(QPen(theme.color("ink"), 1.2))
            for start in range(-SIDE_PX, 2 * SIDE_PX, step):
                foot = QPointF(start, swatch.bottom())
                painter.drawLine(foot, foot + QPointF(lean * swatch.height(), -swatch.height()))
        painter.setOpacity(1)
        painter.setPen(QPen(theme.color("map_grid_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))

    return paint


def sent(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.color("p4_text"), 2))
    painter.setBrush(theme.color("map_land"))
    painter.drawEllipse(rect.adjusted(4, 4, -4, -4))


def overdue(painter: QPainter, rect: QRectF) -> None:
    clock = rect.adjusted(5, 5, -5, -5)
    painter.setPen(QPen(theme.color("p1"), 1.6))
    painter.setBrush(theme.color("map_halo"))
    painter.drawEllipse(clock)
    middle = clock.center()
    painter.drawPolyline(QPolygonF([middle - QPointF(0, 3.5), middle, middle + QPointF(3, 1.8)]))


def card(painter: QPainter, rect: QRectF) -> None:
    card = QRectF(rect.center().x() - 4, rect.center().y() - 5.5, 8, 11)
    cut = [card.topLeft(), card.topRight() - QPointF(3, 0), card.topRight() + QPointF(0, 3)]
    painter.setPen(QPen(theme.color("card_edge"), 1.4))
    painter.setBrush(theme.color("p1"))
    painter.drawPolygon(QPolygonF([*cut, card.bottomRight(), card.bottomLeft()]))


def kept(painter: QPainter, rect: QRectF) -> None:
    pen = QPen(theme.color("map_label"), 1.6)
    pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(3, 3, -3, -3))


def crew(token: str, *, hollow: bool = False) -> Paint:
    def paint(painter: QPainter, rect: QRectF) -> None:
        middle, size = rect.center(), 11.0
        shape = QPolygonF(
            [
                middle + QPointF(-size * 0.5, -size * 0.58),
                middle + QPointF(size * 0.66, 0),
                middle + QPointF(-size * 0.5, size * 0.58),
            ]
        )
        painter.setPen(QPen(theme.color(token), 1.4) if hollow else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(theme.color("map_land" if hollow else token)))
        painter.drawPolygon(shape)

    return paint


def camera(token: str = "camera", *, filled: bool = False) -> Paint:
    def paint(painter: QPainter, rect: QRectF) -> None:
        middle = rect.center()
        painter.setPen(QPen(theme.color(token), 1.4))
        painter.setBrush(theme.color(token if filled else "map_land"))
        painter.drawRoundedRect(QRectF(middle.x() - 7, middle.y() - 4, 9, 8), 1.5, 1.5)
        lens = [QPointF(2, -1), QPointF(7, -4), QPointF(7, 4), QPointF(2, 1)]
        painter.drawPolygon(QPolygonF([middle + point for point in lens]))

    return paint


def ring(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.color("map_selection"), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(4, 4, -4, -4))


def icon_of(paint: Paint, scale: float) -> QIcon:
    """Return a sample as an icon, for a screen of this scale, in the colours of the theme in force."""
    picture = QPixmap(QSize(SIDE_PX, SIDE_PX) * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRectF(0, 0, SIDE_PX, SIDE_PX))
    painter.end()
    return QIcon(picture)


def works(paint: Paint, *, on: bool | None) -> Paint:
    """Return a sample of something that works, or does not; where nobody has told, as ``paint`` has it."""

    def paint_it(painter: QPainter, rect: QRectF) -> None:
        paint(painter, rect)
        if on is False:
            middle = rect.center()
            for token, width in (("map_halo", 3.4), ("offline", 1.6)):
                painter.setPen(QPen(theme.color(token), width))
                painter.drawLine(middle + QPointF(-6, 6), middle + QPointF(6, -6))

    return paint_it


def line(token: str, width: float, dashes: tuple[float, ...] = ()) -> Paint:
    """Return a border, from side to side; dashes in px."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        pen = QPen(theme.color(token), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern([dash / width for dash in dashes])
        painter.setPen(pen)
        middle = rect.center().y()
        painter.drawLine(QPointF(rect.left() + 1, middle), QPointF(rect.right() - 1, middle))

    return paint


def land(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.color("map_grid_line"), 1))
    painter.setBrush(theme.color("map_land"))
    painter.drawRoundedRect(rect.adjusted(2, 4, -2, -4), 2, 2)


def special(painter: QPainter, rect: QRectF) -> None:
    """Paint a special grid: dotted, and edged by dashes."""
    place, color = rect.adjusted(2, 4, -2, -4), theme.color("map_grid_strong")
    painter.fillRect(place, theme.color("map_land"))
    pen = QPen(color, 1.2)
    pen.setDashPattern([3, 2.4])
    painter.setPen(pen)
    painter.setBrush(QBrush(color, Qt.BrushStyle.Dense7Pattern))
    painter.drawRect(place)


def name_tag(painter: QPainter, rect: QRectF) -> None:
    font = painter.font()
    font.setPixelSize(13)
    painter.setFont(font)
    painter.setPen(theme.color("map_label"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "Aa")


def trail(painter: QPainter, rect: QRectF) -> None:
    start, bend, end = rect.bottomLeft() + QPointF(3, -5), rect.center(), rect.topRight() + QPointF(-3, 5)
    painter.setPen(QPen(theme.color("crew_busy"), 2.2))
    painter.setBrush(theme.color("map_land"))
    painter.drawPolyline(QPolygonF([start, bend + QPointF(-1, 3), bend + QPointF(2, -2), end]))
    painter.drawEllipse(start, 3, 3)


def drawn(painter: QPainter, rect: QRectF) -> None:
    """Paint a small area as the pen draws one."""
    corners = [QPointF(3, 8), QPointF(12, 3), QPointF(19, 11), QPointF(9, 18)]
    painter.setPen(QPen(theme.color("p4"), 2))
    fill = QColor(theme.color("p4"))
    fill.setAlphaF(0.16)
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([rect.topLeft() + corner for corner in corners]))


def plate(sign: str, token: str, *, is_round: bool = False) -> Paint:
    """Return a plate with the sign of what stands there."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        place = rect.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(theme.color(token), 1.4))
        painter.setBrush(theme.color("raised"))
        if is_round:
            painter.drawEllipse(place)
        else:
            painter.drawRoundedRect(place, 3, 3)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(theme.color("text_1"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)

    return paint


def ringing(sign: str) -> Paint:
    """Return the plate of a sensor of which an alarm is open."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(theme.color("p1"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        plate(sign, "p1", is_round=True)(painter, rect.adjusted(2, 2, -2, -2))

    return paint


def department(painter: QPainter, rect: QRectF) -> None:
    middle, half = rect.center(), 8.0
    corners = [(-1, -0.35), (0, -1), (1, -0.35), (1, 1), (-1, 1)]
    painter.setPen(QPen(theme.color("map_site"), 1.4))
    painter.setBrush(theme.color("raised"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) * half for x, y in corners]))
    for x in (-0.5, 0.0, 0.5):
        painter.drawLine(middle + QPointF(x, -0.1) * half, middle + QPointF(x, 0.65) * half)


def ratings(painter: QPainter, rect: QRectF) -> None:
    """Paint the four-colour view in small: two of its colours side by side."""
    left, right = QRectF(rect), QRectF(rect)
    left.setRight(rect.center().x())
    right.setLeft(rect.center().x())
    for part, token in ((left, "p1"), (right, "normal")):
        painter.setOpacity(RATING_OPACITY * 2)
        painter.fillRect(part.adjusted(1, 4, -1, -4), theme.color(token))
    painter.setOpacity(1)


def ramp(tokens: tuple[str, ...]) -> Paint:
    """Return a row of colours from few to many."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        place = rect.adjusted(1, 4, -1, -4)
        width = place.width() / len(tokens)
        for number, token in enumerate(tokens):
            painter.fillRect(
                QRectF(place.left() + number * width, place.top(), width, place.height()), theme.color(token)
            )

    return paint


def unknown(painter: QPainter, rect: QRectF) -> None:
    """Paint what has nothing to divide by: hatched, in no shade."""
    place = rect.adjusted(0, 4, 0, -4)
    painter.setPen(QPen(theme.color("outline"), 1))
    painter.setBrush(QBrush(theme.color("outline"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(place)


HEAT: Final = ("heat_1", "heat_2", "heat_3")
SHADE_TOKENS: Final = tuple(f"shade_{shade}" for shade in range(1, SHADES + 1))
