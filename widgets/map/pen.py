"""The pen: what is measured or drawn point by point, by pointer or by keys, and what is moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from console import geodesic
from console.domain.drawing import Drawing, Ink, Kind
from console.domain.place import LatLng
from console.ports import Clock
from widgets.map.drawn import middle_of
from widgets.map.hit import Viewport
from widgets.map.live import LiveMap
from widgets.map.sheet import Sheet

STEP_PX: Final = 24
FINE_STEP_PX: Final = 2
AGAIN_PX: Final = 6.0
"""A point set so near to the last one ends what is drawn: a double click does."""
_EDGE_PART: Final = 0.08
"""So near to the edge of the view, in parts of it, the map follows the crosshair."""


class Pen(QObject):
    """Draws on the sheet. GUI thread.

    ``cross`` is where the next point would be; ``by_keys`` tells that the arrows put it there. Something that is moved
    hangs on the crosshair by its middle.

    Signals:
        changed(): tool, points, crosshair, colour or what is chosen changed.
        finished(Drawing): a drawing is on the sheet.
    """

    changed = Signal()
    finished = Signal(object)

    def __init__(self, live: LiveMap, sheet: Sheet, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.kind: Kind | None = None
        self.moved: Drawing | None = None
        self.points: tuple[LatLng, ...] = ()
        self.cross: LatLng | None = None
        self.by_keys = False
        self.ink = Ink.BLUE
        self.chosen: UUID | None = None
        self._live = live
        self._clock = clock
        self._key = uuid4()
        self._grip: LatLng | None = None
        sheet.changed.connect(self._on_sheet_changed)

    @property
    def is_on(self) -> bool:
        """Whether clicks and keys on the map are the pen's."""
        return self.kind is not None or self.moved is not None

    @property
    def chosen_drawing(self) -> Drawing | None:
        return self.sheet.drawings.get(self.chosen) if self.chosen is not None else None

    @property
    def shown(self) -> Drawing | None:
        """What is in hand as it would be if the next point were set now."""
        if self.moved is not None:
            return self._carried(self.moved)
        if self.kind is None or not self.points:
            return None
        more = (self.cross,) if self.cross is not None and self.cross != self.points[-1] else ()
        return self._drawing(self.kind, (self.points + more)[: self.kind.points_most])

    def take(self, kind: Kind) -> None:
        """Take a tool in hand; what was being drawn is finished."""
        self._end()
        self._show_drawn()
        self.kind, self.moved, self.chosen = kind, None, None
        self.changed.emit()

    def lay_down(self) -> None:
        """Put the tool away; what is whole stays."""
        if not self.is_on:
            return
        self._end()
        self.kind = self.moved = None
        self.cross, self.by_keys = None, False
        self.changed.emit()

    def begin_move(self, key: UUID) -> None:
        """Take a drawing up, to be put down by the next click or Enter."""
        drawing = self.sheet.drawings.get(key)
        if drawing is None:
            return
        self.lay_down()
        self._show_drawn()
        self.moved, self.chosen = drawing, key
        self._grip = middle_of(drawing)
        self.cross, self.by_keys = self._grip, True
        self.changed.emit()

    def choose(self, key: UUID | None) -> None:
        """Let a drawing be the one that is named, coloured or deleted next."""
        if key != self.chosen:
            self.chosen = key
            self.changed.emit()

    def colour(self, ink: Ink) -> None:
        """Draw on in another colour; the drawing that is chosen takes it too."""
        self.ink = ink
        drawing = self.chosen_drawing
        if drawing is not None and not drawing.kind.is_measured:
            self.sheet.put(replace(drawing, ink=ink))
        self.changed.emit()

    def hover(self, x: float, y: float) -> None:
        """Let the crosshair follow the pointer."""
        if self.is_on:
            self.cross, self.by_keys = self._live.view.place_at(x, y), False
            self.changed.emit()

    def click(self, x: float, y: float) -> bool:
        """Take a click, if the pen is in hand."""
        if not self.is_on:
            return False
        self.cross, self.by_keys = self._live.view.place_at(x, y), False
        self._set()
        return True

    def step(self, dx: int, dy: int, *, fine: bool = False) -> None:
        """Move the crosshair; it begins in the middle of the view, and the map follows it at the edge."""
        view = self._live.view
        x, y = self._pixel_of_cross(view)
        if self.cross is not None and self.by_keys:
            by = FINE_STEP_PX if fine else STEP_PX
            x, y = x + dx * by, y + dy * by
        self.cross, self.by_keys = view.place_at(x, y), True
        away_x, away_y = view.width * _EDGE_PART, view.height * _EDGE_PART
        if not (away_x < x < view.width - away_x and away_y < y < view.height - away_y):
            self._live.pan(round(x - view.width / 2), round(y - view.height / 2))
        self.changed.emit()

    def enter(self) -> None:
        """Set a point at the crosshair of the keys; where nothing was moved since, or the pointer draws, finish."""
        if self.moved is None and (not self.by_keys or self.cross is None):
            if self.points:
                self.finish()
            else:
                self.step(0, 0)
            return
        self._set()

    def finish(self) -> None:
        """End what is drawn; what is not whole yet goes."""
        self._end()
        self.changed.emit()

    def take_back(self) -> bool:
        """Take the last point back; tell whether there was one."""
        if not self.points:
            return False
        self.points = self.points[:-1]
        self.sheet.forget_unfinished(self._key)
        self._keep()
        self.changed.emit()
        return True

    def undo(self) -> None:
        """Take the last point back, else the last change of the sheet."""
        if not self.take_back():
            self.sheet.undo()

    def escape(self) -> None:
        """End what is drawn; with nothing drawn, put the tool away. What was moved goes back."""
        if self.moved is not None or not self.points:
            self.moved = None
            self.lay_down()
            self.changed.emit()
        else:
            self.finish()

    def delete(self) -> None:
        """Take the drawing that is chosen off the sheet; undoing brings it back."""
        if self.chosen is not None and self.moved is None:
            self.sheet.remove(self.chosen)

    def clear_measured(self) -> None:
        """Take off all that was measured."""
        self.points = ()
        self.sheet.remove(*(key for key, drawing in self.sheet.drawings.items() if drawing.kind.is_measured))
        self.changed.emit()

    def _show_drawn(self) -> None:
        """Nobody draws on what is not shown."""
        if not self._live.shown.drawn:
            self._live.switch("drawn", on=True)

    def _set(self) -> None:
        if self.cross is None:
            return
        if self.moved is not None:
            carried, self.moved = self._carried(self.moved), None
            self.sheet.put(carried)
            self.lay_down()
            self.changed.emit()
            return
        if self.kind is None:
            return
        if self.points and self._is_again(self.cross):
            self.finish()
            return
        if not self.points:
            self._key, self.chosen = uuid4(), None
        self.points = (*self.points, self.cross)
        if len(self.points) >= self.kind.points_most:
            self.finish()
            return
        self._keep()
        self.changed.emit()

    def _is_again(self, place: LatLng) -> bool:
        x, y = self._live.view.pixel_of(self.points[-1])
        at_x, at_y = self._live.view.pixel_of(place)
        near = FINE_STEP_PX / 2 if self.by_keys else AGAIN_PX
        return abs(at_x - x) <= near and abs(at_y - y) <= near

    def _end(self) -> None:
        kind, points, self.points = self.kind, self.points, ()
        if kind is None or not points:
            return
        drawing = self._drawing(kind, points)
        if not drawing.is_whole:
            self.sheet.forget_unfinished(drawing.key)
            return
        self.chosen = drawing.key
        self.sheet.put(drawing)
        self.finished.emit(drawing)

    def _keep(self) -> None:
        if self.kind is not None:
            self.sheet.keep_unfinished(self._drawing(self.kind, self.points))

    def _drawing(self, kind: Kind, points: tuple[LatLng, ...]) -> Drawing:
        return Drawing(key=self._key, kind=kind, points=points, ink=self.ink, at=self._clock.now())

    def _carried(self, drawing: Drawing) -> Drawing:
        """Return a drawing as far from where it was as the crosshair is from its grip; a circle keeps its radius."""
        if self.cross is None or self._grip is None:
            return drawing
        view = self._live.view
        x0, y0 = view.pixel_of(self._grip)
        x1, y1 = view.pixel_of(self.cross)

        def carried(place: LatLng) -> LatLng:
            x, y = view.pixel_of(place)
            return view.place_at(x + x1 - x0, y + y1 - y0)

        points = tuple(carried(place) for place in drawing.points)
        if drawing.kind is Kind.CIRCLE:
            way = geodesic.leg(*drawing.points)
            points = (points[0], geodesic.towards(points[0], way.bearing_deg, way.length_m))
        return replace(drawing, points=points)

    def _pixel_of_cross(self, view: Viewport) -> tuple[float, float]:
        return view.pixel_of(self.cross) if self.cross is not None else (view.width / 2, view.height / 2)

    def _on_sheet_changed(self) -> None:
        if self.chosen is not None and self.chosen not in self.sheet.drawings:
            self.chosen = None
        self.changed.emit()
