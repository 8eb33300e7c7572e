"""Drawing a grid's boundary anew on the map: by pointer or by keys, with every step taken back.

The page draws and reports gestures; what moves, what it snaps to and what stands against it is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

import shapely
from PySide6.QtCore import QObject, Signal

from console.atlas import Atlas, Box, Shape
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.redrawing import TOLERANCE_M2, area_m2
from widgets.map import borders
from widgets.map.borders import Drawing, Place, Trouble
from widgets.map.live import LiveMap
from widgets.map.shaping_marks import ShapingMarks
from widgets.map.snapping import REACH_PX, corner_at, middle_at, pixel_of, place_at, put
from widgets.map.whole_grid import show_whole

SNAP_BY_KEY_PX: Final = 40.0
AROUND_DEG: Final = 0.002
"""Some 200 m: grids so near are drawn with it."""
NO_TROUBLE: Final = Trouble((), (), None, None)


class Shaping(QObject):
    """Where a boundary stands, and all that can be done to it. GUI thread.

    ``foresee`` says why grids could not be kept with these shapes; nothing where they could.

    Signals:
        changed(): what is drawn, or what is said of it.
        kept(): Enter on a boundary that can be kept; ``shapes`` holds it.
        ended(): the map is for everything else again.
    """

    changed = Signal()
    kept = Signal()
    ended = Signal()

    def __init__(self, live: LiveMap, atlas: Atlas, marks: ShapingMarks, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = False
        self.grid = RegionCode("")
        self.foresee: Callable[[Mapping[RegionCode, Shape]], str] = lambda _shapes: ""
        self.why = ""
        """Why the last step was not done."""
        self.against = ""
        """Why the boundary could not be kept as it is drawn, as the rules foresee it."""
        self.trouble = NO_TROUBLE
        self._live, self._atlas, self._marks = live, atlas, marks
        self._steps: list[Drawing] = []
        self._now = 0
        self._at: int | None = None
        self._held: tuple[Drawing, int] | None = None
        self._seen = Drawing({}, {})
        self._then: dict[RegionCode, shapely.Geometry] = {}
        self._fixed: frozenset[RegionCode] = frozenset()

    def begin(self, grid: RegionCode, fixed: Callable[[RegionCode], bool]) -> bool:
        """Take a grid's boundary up; tell whether there is one. ``fixed``: the operator may not redraw this one."""
        box, shape, beside = self._atlas.bounds(grid), self._atlas.shape(grid), AROUND_DEG
        if shape is None or box is None:
            return False
        near = self._atlas.grids_in(Box(box.west - beside, box.south - beside, box.east + beside, box.north + beside))
        known = {code: its for code in near if (its := self._atlas.shape(code)) is not None}
        shapes = {code: its for code, its in known.items() if code == grid or shapely.dwithin(its, shape, beside)}
        self.is_on, self.grid, self.why, self.against = True, grid, "", ""
        self._fixed = frozenset(code for code in shapes if fixed(code))
        self._steps, self._now, self._held = [borders.drawing_of(shapes, grid)], 0, None
        self._then = borders.areas_of(self.drawn)
        self._at = self._first()
        self.trouble = NO_TROUBLE
        show_whole(self._live, self._atlas, grid)
        self._draw(self.drawn)
        return True

    def end(self) -> None:
        """Leave it; what was not kept is gone."""
        if self.is_on:
            self.is_on, self._held = False, None
            self._marks.clear()
            self.changed.emit()
            self.ended.emit()

    @property
    def drawn(self) -> Drawing:
        """The boundary as it was last put down."""
        return self._steps[self._now]

    @property
    def at(self) -> Place | None:
        """Where the chosen corner is, (lng, lat)."""
        return self._seen.at[self._at] if self._at is not None else None

    @property
    def shapes(self) -> dict[RegionCode, Shape]:
        """The grids that are no longer what they were, with their new areas."""
        return {grid: self.drawn.shape_of(grid) for grid in self.drawn.changed_from(self._steps[0])}

    @property
    def can_keep(self) -> bool:
        return self._now > 0 and self.trouble.keeps and not self.against and bool(self.shapes)

    @property
    def can_undo(self) -> bool:
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        return self._now + 1 < len(self._steps)

    @property
    def area_m2(self) -> float:
        """The ground that the grid has as it is seen now, also while a corner is held."""
        return area_m2(self._seen.shape_of(self.grid))

    @property
    def area_before_m2(self) -> float:
        return area_m2(self._steps[0].shape_of(self.grid))

    @property
    def corners(self) -> int:
        return len(self._seen.corners_of(self.grid))

    @property
    def overlap_m2(self) -> float:
        """How far the first two grids that overlap do so."""
        return area_m2(self.trouble.overlaps[0][2]) if self.trouble.overlaps else 0.0

    @property
    def lost_m2(self) -> float:
        """The ground that no grid would hold any more."""
        return area_m2(self.trouble.lost) if self.trouble.lost is not None else 0.0

    def hear(self, what: str, x: float, y: float) -> None:
        """Take what a hand did."""
        match what:
            case "grab":
                self.grab(x, y)
            case "move":
                self.move(x, y)
            case "put":
                self.let_go(x, y)
            case "leave":
                self.let_be()
            case "click":
                self._choose(corner_at(self.drawn, self.grid, self._live.view, x, y))
            case "remove":
                corner = corner_at(self.drawn, self.grid, self._live.view, x, y)
                if corner is not None:
                    self._at = corner
                    self.remove()

    def grab(self, x: float, y: float) -> None:
        """Take the corner under a pixel, or make one of the middle of a side."""
        drawn, view = self.drawn, self._live.view
        corner = corner_at(drawn, self.grid, view, x, y)
        if corner is None:
            side = middle_at(drawn, self.grid, view, x, y)
            if side is None or self._is_fixed(*side):
                return
            drawn, corner = borders.inserted(drawn, *side, place_at(view, x, y))
        self._at, self.why = corner, ""
        if not self._is_fixed(corner):
            self._held = drawn, corner
        self._draw(drawn)

    def move(self, x: float, y: float) -> None:
        """Move what was taken; it snaps to what other grids have there."""
        if self._held is not None:
            view = self._live.view
            drawn, self._at = put(*self._held, place_at(view, x, y), view, REACH_PX)
            self._reckon(drawn)
            self.against = ""
            self._draw(drawn)

    def let_go(self, x: float, y: float) -> None:
        """Put down what was taken."""
        if self._held is not None:
            held, self._held = self._held, None
            view = self._live.view
            self._take(*put(*held, place_at(view, x, y), view, REACH_PX))

    def let_be(self) -> None:
        """Put what was taken back where it was."""
        self._held = None
        self._go(self._now)

    def step(self, by: int) -> None:
        """Go to the next corner of the boundary, or to the one before."""
        corners = self.drawn.corners_of(self.grid)
        here = corners.index(self._at) if self._at in corners else -1
        self._choose(corners[(here + by) % len(corners)])

    def nudge(self, right_px: float, down_px: float) -> None:
        """Move the chosen corner by so many pixels of the view; by keys nothing snaps."""
        if self._at is None or self._is_fixed(self._at):
            return
        view = self._live.view
        x, y = pixel_of(view, self.drawn.at[self._at])
        self._take(*put(self.drawn, self._at, place_at(view, x + right_px, y + down_px), view, 0))
        self._look_at_corner()

    def snap(self) -> None:
        """Put the chosen corner on the nearest corner or border of another grid, if one is near."""
        if self._at is not None and not self._is_fixed(self._at):
            self._take(*put(self.drawn, self._at, self.drawn.at[self._at], self._live.view, SNAP_BY_KEY_PX))

    def insert(self) -> None:
        """Make a corner in the middle of the side behind the chosen one."""
        ring = next((ring for ring in self.drawn.rings_of(self.grid) if self._at in ring), None)
        if ring is None or self._at is None:
            return
        side = self._at, ring[(ring.index(self._at) + 1) % len(ring)]
        if not self._is_fixed(*side):
            (ax, ay), (bx, by) = (self.drawn.at[corner] for corner in side)
            self._take(*borders.inserted(self.drawn, *side, ((ax + bx) / 2, (ay + by) / 2)))

    def remove(self) -> None:
        """Take the chosen corner away, and choose the one before."""
        corner = self._at
        if corner is None or self._is_fixed(corner):
            return
        if not borders.removable(self.drawn, corner):
            self._say(self.tr("More than two borders meet here, or a grid would have no area: this corner stays."))
            return
        ring = next(ring for ring in self.drawn.rings_of(self.grid) if corner in ring)
        self._take(borders.removed(self.drawn, corner), ring[ring.index(corner) - 1])

    def undo(self) -> None:
        if self.can_undo:
            self._go(self._now - 1)

    def redo(self) -> None:
        if self.can_redo:
            self._go(self._now + 1)

    def keep(self) -> None:
        """Hand over what is drawn, if it can be kept."""
        if self.can_keep:
            self.kept.emit()
        elif not self.shapes:
            self._say(self.tr("Nothing was moved yet."))

    def _first(self) -> int | None:
        return next(iter(self.drawn.corners_of(self.grid)), None)

    def _is_fixed(self, *corners: int) -> bool:
        """Tell, and say, whether ground that is not the operator's has a part in all of these corners."""
        held = [set(self.drawn.holders_of(corner)) for corner in corners]
        others = sorted(set.intersection(*held) & self._fixed)
        if others:
            self._say(self.tr("{grid} meets here, and is not yours to draw.").format(grid=self.name_of(others[0])))
        return bool(others)

    def touches(self, grids: Collection[RegionCode]) -> bool:
        """Tell whether any of these grids is drawn here."""
        return any(grid in self._seen.rings for grid in grids)

    def name_of(self, grid: RegionCode) -> str:
        region = self._atlas.region(grid)
        return region.name if region is not None else grid

    def _take(self, after: Drawing, corner: int) -> None:
        """Make this the newest step; one that changes nothing is none."""
        self._at = corner
        if after != self.drawn:
            self._steps[self._now + 1 :] = [after]
            self._go(self._now + 1)
        else:
            self._go(self._now)

    def _go(self, step: int) -> None:
        self._now, self.why = step, ""
        if self._at not in self.drawn.at:
            self._at = self._first()
        self._reckon(self.drawn)
        self.against = self.foresee(self.shapes) if step and self.trouble.keeps else ""
        self._draw(self.drawn)

    def _reckon(self, drawn: Drawing) -> None:
        self.trouble = _greater(borders.trouble_of(drawn, self._steps[0], self._then))

    def _choose(self, corner: int | None) -> None:
        if corner is not None:
            self._at, self.why = corner, ""
            self._look_at_corner()
            self._draw(self.drawn)

    def _look_at_corner(self) -> None:
        """Bring the chosen corner into view."""
        if self._at is not None:
            lng, lat = self.drawn.at[self._at]
            if not self._live.view.holds(LatLng(lat, lng)):
                self._live.go_to(LatLng(lat, lng))

    def _say(self, why: str) -> None:
        self.why = why
        self.changed.emit()

    def _draw(self, drawn: Drawing) -> None:
        self._seen = drawn
        self._marks.show(drawn, self.grid, self._fixed, self._at, self.trouble)
        self.changed.emit()


def _greater(trouble: Trouble) -> Trouble:
    """Return only what is more than two hands' difference in drawing one line."""
    overlaps = tuple(one for one in trouble.overlaps if area_m2(one[2]) > TOLERANCE_M2)
    lost, won = (
        one if one is not None and area_m2(one) > TOLERANCE_M2 else None for one in (trouble.lost, trouble.won)
    )
    return Trouble(trouble.crossing, overlaps, lost, won)
