"""Drawing the line that splits a grid, by pointer or by keys."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QObject, Signal

from console.atlas import Atlas, Shape
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.redrawing import area_m2, cut
from widgets.map.borders import ON_LINE_DEG, Drawing, drawing_of
from widgets.map.live import LiveMap
from widgets.map.shaping_marks import ShapingMarks
from widgets.map.snapping import corner_at
from widgets.map.whole_grid import show_whole

LEAST_PARTS: Final = 2


class Cutting(QObject):
    """The line, and the cross that keys move. GUI thread.

    Signals:
        changed(): what is drawn, or what is said of it.
        kept(): Enter on a line that splits; ``parts`` holds what it makes of the grid.
        ended(): the map is for everything else again.
    """

    changed = Signal()
    kept = Signal()
    ended = Signal()

    def __init__(self, live: LiveMap, atlas: Atlas, marks: ShapingMarks, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = False
        self.grid = RegionCode("")
        self.why = ""
        """Why the last step was not done."""
        self._live, self._atlas, self._marks = live, atlas, marks
        self._drawn = Drawing({}, {})
        self._line: list[LatLng] = []
        self._aim = LatLng(0.0, 0.0)
        self._parts: list[Shape] = []

    def begin(self, grid: RegionCode) -> bool:
        """Let a line be drawn that splits the grid; tell whether it has a boundary at all."""
        shape, middle = self._atlas.shape(grid), self._atlas.centre_of(grid)
        if shape is None or middle is None:
            return False
        self.is_on, self.grid, self.why = True, grid, ""
        self._drawn = drawing_of({grid: shape}, grid)
        self._line, self._aim = [], middle
        show_whole(self._live, self._atlas, grid)
        self._show()
        return True

    def end(self) -> None:
        """Leave it; a line that was not kept is gone."""
        if self.is_on:
            self.is_on = False
            self._marks.clear()
            self.changed.emit()
            self.ended.emit()

    def touches(self, grids: Collection[RegionCode]) -> bool:
        """Tell whether the grid is one of these."""
        return self.grid in grids

    @property
    def parts(self) -> list[Shape]:
        """What the line makes of the grid, the biggest first; empty where it does not part it."""
        return self._parts

    @property
    def aim(self) -> LatLng:
        """Where the cross is."""
        return self._aim

    @property
    def part_sizes_m2(self) -> list[float]:
        return [area_m2(part) for part in self._parts]

    @property
    def can_keep(self) -> bool:
        return len(self._parts) >= LEAST_PARTS

    @property
    def can_undo(self) -> bool:
        return bool(self._line)

    @property
    def can_redo(self) -> bool:
        return False

    def click(self, x: float, y: float) -> None:
        """Set a point of the line; near a corner of the boundary, on it."""
        corner = corner_at(self._drawn, self.grid, self._live.view, x, y)
        self._aim = self._live.view.place_at(x, y) if corner is None else self._place_of(corner)
        self.insert()

    def step(self, by: int) -> None:
        """Bring the cross to the nearest corner of the boundary, and from there to the next or the one before."""
        places = [self._place_of(corner) for corner in self._drawn.corners_of(self.grid)]

        def far(number: int) -> float:
            place = places[number]
            return math.dist((place.lng_deg, place.lat_deg), (self._aim.lng_deg, self._aim.lat_deg))

        here = min(range(len(places)), key=far)
        self._aim = places[(here + by if far(here) < ON_LINE_DEG else here) % len(places)]
        self._show()

    def nudge(self, right_px: float, down_px: float) -> None:
        """Move the cross by so many pixels of the view."""
        x, y = self._live.view.pixel_of(self._aim)
        self._aim = self._live.view.place_at(x + right_px, y + down_px)
        self._show()

    def insert(self) -> None:
        """Set a point of the line where the cross is."""
        if not self._line or self._line[-1] != self._aim:
            self._line.append(self._aim)
            self.why = ""
        self._show()

    def snap(self) -> None:
        self.insert()

    def remove(self) -> None:
        self.undo()

    def undo(self) -> None:
        """Take the last point back."""
        if self._line:
            self._line.pop()
        self._show()

    def redo(self) -> None:
        """A point that was taken back is set anew."""

    def keep(self) -> None:
        """Hand the parts over, if the line makes any."""
        if self.can_keep:
            self.kept.emit()
            return
        self.why = self.tr("The line does not part the grid: let it begin and end on its border, or outside of it.")
        self.changed.emit()

    def hear(self, what: str, x: float, y: float) -> None:
        """Take what a hand did."""
        match what:
            case "click":
                self.click(x, y)
            case "remove":
                self.undo()

    def _place_of(self, corner: int) -> LatLng:
        lng, lat = self._drawn.at[corner]
        return LatLng(lat, lng)

    def _show(self) -> None:
        shape = self._atlas.shape(self.grid)
        self._parts = cut(shape, self._line) if shape is not None else []
        if not self._live.view.holds(self._aim):
            self._live.go_to(self._aim)
        self._marks.show_cut(self._drawn, self.grid, self._line, self._aim, is_cut=self.can_keep)
        self.changed.emit()
