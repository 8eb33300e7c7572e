"""A small picture of ground: areas as they were and as they are to be, with what lies around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.atlas import Shape
from widgets import theme

MARGIN_PX: Final = 34
LEAST_SIDE_PX: Final = 180


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area, and the number or name that stands in it."""

    shape: Shape
    text: str = ""


class GroundPicture(QWidget):
    """Neighbours as thin lines, what was as a dashed one, what is to be filled. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(LEAST_SIDE_PX, LEAST_SIDE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._around: tuple[Drawn, ...] = ()
        self._before: tuple[Drawn, ...] = ()
        self._after: tuple[Drawn, ...] = ()
        self._extent: Shape | None = None
        theme.current.changed.connect(self.update)

    def show_ground(
        self,
        after: Iterable[Drawn],
        before: Iterable[Drawn] = (),
        around: Iterable[Drawn] = (),
        told: str = "",
        extent: Shape | None = None,
    ) -> None:
        """Draw these; ``told`` is what the picture says to whoever cannot see it, ``extent`` is shown whole."""
        self._after, self._before, self._around = tuple(after), tuple(before), tuple(around)
        self._extent = extent
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(frame, theme.color("map_land"))
        painter.setClipRect(frame)
        shown = [one.shape for one in (*self._after, *self._before)]
        if self._extent is not None:
            shown.append(self._extent)
        if shown:
            self._paint(painter, shown)
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("divider"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.end()

    def _paint(self, painter: QPainter, shown: Sequence[Shape]) -> None:
        view = _View(shown, self.width(), self.height())
        thin = QPen(theme.color("map_grid_line"), 1)
        for one in self._around:
            self._area(painter, view, one, thin, fill=0.0)
        strong = QPen(theme.color("focus"), 2)
        for one in self._after:
            self._area(painter, view, one, strong, fill=0.2)
        was = QPen(theme.color("map_label"), 1.5)
        was.setDashPattern([4, 3])
        for one in self._before:
            self._area(painter, view, one, was, fill=0.0)
        taken: list[QRectF] = []
        for one in (*self._after, *self._around):
            self._name(painter, view, one, taken)

    def _area(self, painter: QPainter, view: _View, one: Drawn, pen: QPen, fill: float) -> None:
        path = view.path(one.shape)
        if fill:
            painter.setOpacity(fill)
            painter.fillPath(path, theme.color("focus"))
            painter.setOpacity(1)
        painter.strokePath(path, pen)

    def _name(self, painter: QPainter, view: _View, one: Drawn, taken: list[QRectF]) -> None:
        """Write a name where it has room: what is changed first, and none upon another."""
        if not one.text:
            return
        middle = shapely.point_on_surface(one.shape)
        at = view.at(shapely.get_x(middle), shapely.get_y(middle))
        box = painter.fontMetrics().boundingRect(one.text)
        place = QRectF(at.x() - box.width() / 2 - 2, at.y() - box.height() / 2, box.width() + 4, box.height())
        if not QRectF(self.rect()).contains(place) or any(place.intersects(other) for other in taken):
            return
        taken.append(place)
        painter.setPen(theme.color("text_1" if one in self._after else "text_3"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, one.text)


class _View:
    """From degrees to pixels, as large as the room allows."""

    def __init__(self, shown: Sequence[Shape], width: int, height: int) -> None:
        west, south, east, north = shapely.total_bounds(list(shown)).tolist()
        self._squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * self._squeeze, 1e-9), max(north - south, 1e-9)
        room_x, room_y = max(width - 2 * MARGIN_PX, 1), max(height - 2 * MARGIN_PX, 1)
        self._scale = min(room_x / wide, room_y / high)
        self._middle = (west + east) / 2, (south + north) / 2
        self._centre = width / 2, height / 2

    def at(self, lng: float, lat: float) -> QPointF:
        x = self._centre[0] + (lng - self._middle[0]) * self._squeeze * self._scale
        return QPointF(x, self._centre[1] - (lat - self._middle[1]) * self._scale)

    def path(self, shape: Shape) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            places = shapely.get_coordinates(ring).tolist()
            path.moveTo(self.at(*places[0]))
            for lng, lat in places[1:]:
                path.lineTo(self.at(lng, lat))
            path.closeSubpath()
        return path
