"""What a tour shows on the wall: cameras over the tiles that hold no ticket, or whole layouts, prepared before they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.saved_layout import SavedLayout
from console.domain.tour import DWELL_FIRST_S, LayoutTour, Stop, boxed, group, inside, tagged
from console.domain.wall import Wall
from widgets.kit import kept
from widgets.wall.hanging import Hanging
from widgets.wall.shelf import Shelf
from widgets.wall.tour_bar import TourBar

Rings = Sequence[Sequence[LatLng]]


class Touring(QObject):
    """Hangs what the tour's bar says is due. Belongs to the GUI thread.

    Signals:
        box_taken: int, how many cameras lie in the box or the area that was drawn on the map last.
    """

    box_taken = Signal(int)

    def __init__(self, hanging: Hanging, bar: TourBar, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hanging = hanging
        self._bar = bar
        self._shelf = shelf
        self._group: dict[str, object] = {}
        self._waits: LayoutTour | None = None
        self._drawn: tuple[LatLng, LatLng] | list[list[LatLng]] | None = None
        bar.stop_changed.connect(self._on_stop_changed)
        bar.warm_asked.connect(self._on_warm_asked)
        bar.warm_ended.connect(hanging.forgo)
        bar.ended.connect(hanging.forgo)
        hanging.changed.connect(self._fit)
        hanging.laid_out.connect(self._fit)
        shelf.changed.connect(self._on_shelf_changed)

    def cameras(self, ids: Sequence[CameraId], dwell_s: float = DWELL_FIRST_S, title: str = "") -> None:
        """Tour cameras, a page at a time, each page for 5 to 600 s."""
        known = self._hanging.relay.board.cameras
        self._group = {}
        self._bar.start([id_ for id_ in ids if id_ in known], dwell_s, len(self._places()), title)

    def region(self, code: RegionCode, dwell_s: float = DWELL_FIRST_S) -> None:
        """Tour all cameras of a region or a grid, by number."""
        board = self._hanging.relay.board
        self.cameras(group(board.cameras.values(), code), dwell_s, board.region_name(code))
        self._group = {"region": code}

    def tag(self, tag: str, dwell_s: float = DWELL_FIRST_S) -> None:
        """Tour all cameras that bear a tag, by number."""
        self.cameras(tagged(self._hanging.relay.board.cameras.values(), tag), dwell_s, tag)
        self._group = {"tag": tag}

    def take_box(self, corner: LatLng, other: LatLng) -> None:
        """Remember a box that was drawn on the map, by two opposite corners."""
        self._drawn = (corner, other)
        self.box_taken.emit(len(self._in_drawn()))

    def take_area(self, rings: Rings) -> None:
        """Remember an area that was drawn on the map, by its closed rings; what lies in an even number of them is out."""
        self._drawn = [list(ring) for ring in rings]
        self.box_taken.emit(len(self._in_drawn()))

    def box(self, dwell_s: float = DWELL_FIRST_S) -> None:
        """Tour all cameras of the box or the area that was drawn last, by number."""
        drawn = self._drawn
        if drawn is None:
            return
        if isinstance(drawn, tuple):
            self.cameras(self._in_drawn(), dwell_s, self.tr("Box on the map"))
            self._group = {"box": _degrees(drawn)}
        else:
            self.cameras(self._in_drawn(), dwell_s, self.tr("Area on the map"))
            self._group = {"area": [_degrees(ring) for ring in drawn]}

    def layouts(self, stops: Sequence[tuple[SavedLayout, float]]) -> None:
        """Tour saved layouts, each for its own 5 to 600 s."""
        names = {one.key: f"{one.number} {one.name}" for one, _ in stops}
        self._bar.start_layouts(LayoutTour(layouts=tuple((one.key, dwell_s) for one, dwell_s in stops)), names)

    def state(self) -> dict[str, Any] | None:
        """Return the tour as plain data: a group's without its cameras, which may be thousands."""
        if (layouts := self._bar.layouts or self._waits) is not None:
            return {"layouts": [list(one) for one in layouts.layouts]}
        if (tour := self._bar.tour) is None:
            return None
        return {**(self._group or {"cameras": list(tour.cameras)}), "dwell_s": tour.dwell_s}

    def restore(self, saved: object) -> None:
        """Go on with a tour that was saved; one of layouts when they are known."""
        told: Mapping[str, Any] = kept.table(saved)
        dwell_s = _seconds(told.get("dwell_s"))
        if isinstance(region := told.get("region"), str):
            self.region(RegionCode(region), dwell_s)
        elif isinstance(tag := told.get("tag"), str):
            self.tag(tag, dwell_s)
        elif (box := _corners(told.get("box"))) is not None:
            self.take_box(*box)
            self.box(dwell_s)
        elif rings := _rings(told.get("area")):
            self.take_area(rings)
            self.box(dwell_s)
        elif cameras := kept.listed(told.get("cameras")):
            self.cameras([CameraId(str(camera)) for camera in cameras], dwell_s)
        pairs = [pair for one in kept.listed(told.get("layouts")) if len(pair := kept.listed(one)) == 2]
        if pairs:
            self._waits = LayoutTour(layouts=tuple((str(key), _seconds(stays_s)) for key, stays_s in pairs))

    def _in_drawn(self) -> Sequence[CameraId]:
        cameras = self._hanging.relay.board.cameras.values()
        if self._drawn is None:
            return ()
        return boxed(cameras, *self._drawn) if isinstance(self._drawn, tuple) else inside(cameras, self._drawn)

    def _on_stop_changed(self, stop: Stop) -> None:
        if stop.layout:
            self._shelf.show(stop.layout)
        else:
            # All at once: what each tile plays is weighed against all others.
            self._hanging.take(self._with(stop))
        self._hanging.forgo()

    def _on_warm_asked(self, stop: Stop) -> None:
        wall = self._hanging.wall
        if (layout := self._shelf.of(stop.layout)) is not None:
            self._hanging.prepare(layout.hung.on(wall))
        elif not stop.layout:
            self._hanging.prepare(self._with(stop))

    def _on_shelf_changed(self) -> None:
        waits, self._waits = self._waits, None
        if waits is not None and not self._bar.runs:
            known = [(one, dwell_s) for key, dwell_s in waits.layouts if (one := self._shelf.of(key)) is not None]
            self.layouts(known)

    def _with(self, stop: Stop) -> Wall:
        """Return the wall with the cameras of a page on it."""
        wall = self._hanging.wall
        for place, camera in zip(self._places(), stop.cameras, strict=False):
            wall = wall.hung(place, camera)
        return wall

    def _places(self) -> list[int]:
        wall = self._hanging.wall
        places = [place for place in wall.places if place not in self._hanging.reserved]
        return [place for place in places if wall.tile(place).ticket is None] or places

    def _fit(self) -> None:
        self._bar.set_page(len(self._places()))


def _degrees(places: Sequence[LatLng]) -> list[float]:
    return [degrees for place in places for degrees in (place.lat_deg, place.lng_deg)]


def _rings(told: object) -> Rings:
    """Return the rings that can be read, each of three places at least."""
    rings = []
    for one in kept.listed(told):
        numbers = _numbers(one)
        rings.append([LatLng(*numbers[at : at + 2]) for at in range(0, len(numbers) - 1, 2)])
    return [ring for ring in rings if len(ring) >= 3]


def _corners(told: object) -> tuple[LatLng, LatLng] | None:
    numbers = _numbers(told)
    return (LatLng(*numbers[:2]), LatLng(*numbers[2:])) if len(numbers) == 4 else None


def _numbers(told: object) -> list[float]:
    return [float(one) for one in kept.listed(told) if isinstance(one, int | float)]


def _seconds(told: object) -> float:
    return float(told) if isinstance(told, int | float) else DWELL_FIRST_S
