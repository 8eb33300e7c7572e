"""The map's own buttons and legend, which float over the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from console.domain.grid import Rating
from console.domain.ticket import Priority
from widgets import theme, words
from widgets.kit.chip import paint_priority_chip
from widgets.kit.icon import wear
from widgets.map.live import Shown

_SIDE: Final = 22
_RATING_TOKENS: Final = {
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


class LayerBar(QFrame):
    """The switches of the layers.

    Signals:
        switched(name, on): a switch of ``Shown`` was turned by hand.
    """

    switched = Signal(str, bool)

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        row = _row(self)
        self.buttons: dict[str, QToolButton] = {}
        texts = {
            "base": (self.tr("Ground"), "map"),
            "grids": (self.tr("Grid borders"), "grid"),
            "tickets": (self.tr("Tickets"), "ticket"),
            "crews": (self.tr("Crews"), "crew"),
            "cameras": (self.tr("Cameras at every scale"), "camera"),
            "ratings": (self.tr("Four-colour rating"), "four_color"),
        }
        for name, (text, drawing) in texts.items():
            button = _button(self, text, drawing, checkable=True)
            button.setChecked(bool(getattr(shown, name)))
            button.toggled.connect(lambda on, name=name: self.switched.emit(name, on))
            row.addWidget(button)
            self.buttons[name] = button


class ToolBar(QFrame):
    """What is done with the map: box, grid cursor, whole city, nearer, farther, legend."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        row = _row(self)
        self.box = _button(self, self.tr("Select tickets by a box (Shift and drag)"), "select_box", checkable=True)
        self.grid_cursor = _button(self, self.tr("Choose a grid by keys (Space)"), "target", checkable=True)
        self.home = _button(self, self.tr("Whole jurisdiction (Home)"), "home")
        self.nearer = _button(self, self.tr("Zoom in (+)"), "zoom_in")
        self.farther = _button(self, self.tr("Zoom out (-)"), "zoom_out")
        self.legend = _button(self, self.tr("Legend"), "info", checkable=True)
        for button in (self.box, self.grid_cursor, self.home, self.nearer, self.farther, self.legend):
            row.addWidget(button)


class Legend(QFrame):
    """What the symbols mean, each drawn as on the map and named by a word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        table = QGridLayout(self)
        table.setContentsMargins(12, 10, 14, 10)
        table.setHorizontalSpacing(8)
        table.setVerticalSpacing(4)
        self._table = table
        for priority in (1, 2, 3, 4):
            self._line(_priority(priority), words.priority(Priority(priority)))
        self._line(_sent, self.tr("Somebody is sent"))
        self._line(_overdue, self.tr("Past its time"))
        self._line(_card, self.tr("A card waits for a reply"))
        self._line(_kept, self.tr("Queued at this desk"))
        self._line(_crew("crew_on_duty"), self.tr("Crew, free"))
        self._line(_crew("crew_busy"), self.tr("Crew with work in hand"))
        self._line(_crew("crew_off_duty", hollow=True), self.tr("Crew, last seen over 2 min ago"))
        self._line(_camera, self.tr("Camera"))
        self._line(_ring, self.tr("Looked at"))
        theme.current.changed.connect(self.update)
        self.adjustSize()
        self.hide()

    def _line(self, paint: Paint, text: str) -> None:
        row = self._table.rowCount()
        label = QLabel(text, self)
        label.setProperty("type", "small")
        self._table.addWidget(_Sample(paint, self), row, 0)
        self._table.addWidget(label, row, 1)


class RatingLegend(QFrame):
    """What the colours of the four-colour view say, each with its pattern and its word; shown while the view is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        self.setAccessibleName(self.tr("Four-colour rating"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 14, 6)
        row.setSpacing(6)
        said = {
            Rating.RED: self.tr("Red"),
            Rating.ORANGE: self.tr("Orange"),
            Rating.YELLOW: self.tr("Yellow"),
            Rating.BLUE: self.tr("Blue"),
            Rating.GREEN: self.tr("Green"),
        }
        for rating, text in said.items():
            label = QLabel(text, self)
            label.setProperty("type", "small")
            row.addWidget(_Sample(_rating(rating), self))
            row.addWidget(label)
        theme.current.changed.connect(self.update)
        self.adjustSize()
        self.hide()


class Footer(QFrame):
    """What lies under the pointer and how far the map is zoomed, in one quiet line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        self._path = QLabel(self)
        self._place = QLabel(self)
        self._zoom = QLabel(self)
        for label in (self._path, self._place, self._zoom):
            label.setProperty("type", "small")
            label.setProperty("tone", "second")
        row.addWidget(self._path, 1)
        row.addWidget(self._place)
        row.addSpacing(16)
        row.addWidget(self._zoom)

    def say(self, path: str, place: str) -> None:
        self._path.setText(path)
        self._place.setText(place)

    def say_zoom(self, zoom: float) -> None:
        self._zoom.setText(self.tr("Level {zoom}").format(zoom=f"{zoom:g}"))


Paint = Callable[[QPainter, QRectF], None]


class _Sample(QWidget):
    def __init__(self, paint: Paint, parent: QWidget) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setFixedSize(QSize(_SIDE, _SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(self.rect()))
        painter.end()


def _priority(number: int) -> Paint:
    return lambda painter, rect: paint_priority_chip(painter, rect, number)


def _rating(rating: Rating) -> Paint:
    """Return what fills a grid of this rating; red leans right and is close, orange leans left and is wide."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        swatch = rect.adjusted(0, 2, 0, -2)
        painter.fillRect(swatch, theme.color("map_land"))
        painter.setClipRect(swatch)
        painter.setOpacity(RATING_OPACITY)
        painter.fillRect(swatch, theme.color(_RATING_TOKENS[rating]))
        if rating in _HATCHES:
            step, lean = _HATCHES[rating]
            painter.setPen(QPen(theme.color("ink"), 1.2))
            for start in range(-_SIDE, 2 * _SIDE, step):
                foot = QPointF(start, swatch.bottom())
                painter.drawLine(foot, foot + QPointF(lean * swatch.height(), -swatch.height()))
        painter.setOpacity(1)
        painter.setPen(QPen(theme.color("map_grid_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))

    return paint


def _sent(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.color("p4_text"), 2))
    painter.setBrush(theme.color("map_land"))
    painter.drawEllipse(rect.adjusted(4, 4, -4, -4))


def _overdue(painter: QPainter, rect: QRectF) -> None:
    clock = rect.adjusted(5, 5, -5, -5)
    painter.setPen(QPen(theme.color("p1"), 1.6))
    painter.setBrush(theme.color("map_halo"))
    painter.drawEllipse(clock)
    middle = clock.center()
    painter.drawPolyline(QPolygonF([middle - QPointF(0, 3.5), middle, middle + QPointF(3, 1.8)]))


def _card(painter: QPainter, rect: QRectF) -> None:
    card = QRectF(rect.center().x() - 4, rect.center().y() - 5.5, 8, 11)
    cut = [card.topLeft(), card.topRight() - QPointF(3, 0), card.topRight() + QPointF(0, 3)]
    painter.setPen(QPen(theme.color("card_edge"), 1.4))
    painter.setBrush(theme.color("p1"))
    painter.drawPolygon(QPolygonF([*cut, card.bottomRight(), card.bottomLeft()]))


def _kept(painter: QPainter, rect: QRectF) -> None:
    pen = QPen(theme.color("map_label"), 1.6)
    pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(3, 3, -3, -3))


def _crew(token: str, *, hollow: bool = False) -> Paint:
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


def _camera(painter: QPainter, rect: QRectF) -> None:
    middle = rect.center()
    painter.setPen(QPen(theme.color("camera"), 1.4))
    painter.setBrush(theme.color("map_land"))
    painter.drawRoundedRect(QRectF(middle.x() - 7, middle.y() - 4, 9, 8), 1.5, 1.5)
    lens = [QPointF(2, -1), QPointF(7, -4), QPointF(7, 4), QPointF(2, 1)]
    painter.drawPolygon(QPolygonF([middle + point for point in lens]))


def _ring(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(theme.color("map_selection"), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(4, 4, -4, -4))


def _row(frame: QFrame) -> QHBoxLayout:
    row = QHBoxLayout(frame)
    row.setContentsMargins(3, 3, 3, 3)
    row.setSpacing(1)
    return row


def _button(parent: QWidget, text: str, drawing: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton(parent)
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    wear(button, drawing)
    return button
