"""What the page shows, kept here in full, said to it in small pieces, and said again whole when it was lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from console.atlas import Atlas, Box
from console.domain.camera import CameraId
from console.domain.crew import CrewId, DepartmentId
from console.domain.grid import Rating, RegionCode
from console.domain.place import LatLng
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import TicketId
from widgets.kit.throttle import Throttle
from widgets.map import datum
from widgets.map.bridge import Bridge
from widgets.map.features import Ground, Points
from widgets.map.hit import Viewport
from widgets.map.packing import pack
from widgets.map.scales import CAMERAS_ASKED_FROM, CAMERAS_FROM, CELLS_FROM
from widgets.map.scheme import Served
from widgets.map.stack import BY_NAME, CELL_MAPS, LAYERS
from widgets.map.stack import Shown as Shown
from widgets.map.stack import switched as switched

SAY_EVERY_MS: Final = 250
"""At most four messages a second and layer; the first one goes at once."""
WHOLE_FROM: Final = 4000
"""So many changes at once are fetched as a whole: a binary is cheaper than text."""
_BINARY: Final = "application/octet-stream"


Packed = Callable[[], bytes]
"""What a layer shows that changes as a whole: packed arrays, made when the page asks for them."""


class LiveMap(QObject):
    """The state of the map. GUI thread. The page is told what changed, at most every SAY_EVERY_MS and what it can show.

    Signals:
        shown_changed(Shown): layers were turned on or off.
        zoomed(float): the map is at another level now.
        ground_taken(): grids were drawn anew.
    """

    shown_changed = Signal(object)
    zoomed = Signal(float)
    ground_taken = Signal()

    def __init__(self, atlas: Atlas, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ground = Ground(atlas)
        self.tickets: Points[TicketId] = Points()
        self.crews: Points[CrewId] = Points()
        self.cameras: Points[CameraId] = Points()
        self.sensors: Points[SensorId] = Points()
        self.sites: Points[SiteId] = Points()
        self.departments: Points[DepartmentId] = Points()
        self.shown = Shown()
        self.view = Viewport(11, 0.0, 0.0, 0.0, 0.0)
        self.is_up = False
        self._bridge = bridge
        self._style: Mapping[str, str] = {}
        self._marks: dict[str, object] = {}
        self._signs: Mapping[str, Sequence[str]] = {}
        self._ratings = self.ground.ratings({region.code: region.rating for region in atlas.regions()})
        self._ratings_said = False
        self._whole: set[str] = set()
        self._unasked: set[str] = set()
        self._sheets: dict[str, Packed] = {}
        self._last_go: dict[str, object] | None = None
        self._mode = {"boxing": False, "lassoing": False, "picking": False}
        self._say = Throttle(SAY_EVERY_MS, self._say_changes, self)
        bridge.is_ready.connect(self._on_ready)
        bridge.was_loaded.connect(self._on_loaded)
        bridge.has_moved.connect(self._on_moved)

    def serve(self, name: str) -> Served | None:
        """Return the snapshot of a layer for the page."""
        if name == "ground":
            return self.ground.packed, _BINARY
        if name == "ratings":
            return pack({"ratings": self._ratings}, {}), _BINARY
        if name in self._sheets:
            return self._sheets[name](), _BINARY
        points = self._points().get(name)
        return (points.snapshot(), _BINARY) if points is not None else None

    def offer(self, kind: str, packed: Packed) -> None:
        """Let a layer be what ``packed`` returns; the page fetches it when it is first shown, and after ``renew``."""
        self._sheets[kind] = packed
        self.renew(kind)

    def renew(self, kind: str) -> None:
        """Let the page fetch a layer anew, once it is shown."""
        self._unasked.add(kind)
        self._say.ask()

    @property
    def awaited(self) -> frozenset[str]:
        """The layers whose snapshots the page has not taken in yet."""
        return frozenset(self._whole)

    @property
    def is_whole(self) -> bool:
        """Whether the page has every layer that it shows: none is awaited, and none is yet to be asked for."""
        return self.is_up and not self._whole and not self._visible() & self._unasked

    def changed(self) -> None:
        """Say soon what has changed in the layers of points."""
        self._say.ask()

    def rate(self, ratings: Mapping[RegionCode, Rating]) -> None:
        """Take other ratings of the grids; what is not named has none."""
        self._ratings = self.ground.ratings(ratings)
        self._ratings_said = False
        self._say.ask()

    def take_ground(self, ground: Ground, ratings: Mapping[RegionCode, Rating]) -> None:
        """Draw other ground: grids were drawn anew."""
        self.ground = ground
        self._ratings = ground.ratings(ratings)
        if self.is_up:
            self._ratings_said = True
            self._whole |= {"ground", "ratings"}
            self._bridge.tell("load", ["ground", "ratings"])
        self.ground_taken.emit()

    def show(self, shown: Shown) -> None:
        self.shown = shown
        if self.is_up:
            self._tell_shown()
            self._say.ask()
        self.shown_changed.emit(shown)

    def switch(self, name: str, on: bool) -> None:
        """Turn one layer."""
        self.show(switched(self.shown, name, on=on))

    def from_zooms(self) -> dict[str, float]:
        """Return from which level each layer is drawn; what depends on the size of grids, for those of this city."""
        return {
            layer.name: self.ground.zoom_of_side(layer.from_side_px) if layer.from_side_px else layer.from_zoom
            for layer in LAYERS
        }

    def dress(self, colors: Mapping[str, str]) -> None:
        """Take the tokens of a theme."""
        self._style = colors
        if self.is_up:
            self._bridge.tell("style", dict(colors))

    def sign(self, signs: Mapping[str, Sequence[str]]) -> None:
        """Take the signs on the plates, by layer in the order of kinds."""
        self._signs = signs
        if self.is_up:
            self._bridge.tell("signs", signs)

    def mark(self, **marks: object) -> None:
        """Change what lies above everything: hover, target, cursor, selected, pulse, still. Said at once."""
        news = {name: value for name, value in marks.items() if self._marks.get(name) != value}
        self._marks.update(news)
        if news and self.is_up:
            self._bridge.tell("marks", news)

    def chip(self, text: str) -> None:
        """Show words beside the pointer; none for an empty text."""
        if self.is_up:
            self._bridge.tell("chip", text)

    def let_box(self, *, on: bool) -> None:
        """Let the next drags draw boxes instead of moving the map."""
        self._set_mode("boxing", on=on)

    def let_lasso(self, *, on: bool) -> None:
        """Let the next drags draw a line around an area instead of moving the map."""
        self._set_mode("lassoing", on=on)

    def let_pick(self, *, on: bool) -> None:
        """Show by the pointer that a click picks a place."""
        self._set_mode("picking", on=on)

    def go_to(self, place: LatLng, zoom: float | None = None) -> None:
        self._go({"at": [place.lat_deg, place.lng_deg], "zoom": zoom})

    def go_to_box(self, box: Box, max_zoom: int = 17, padding_px: int = 12) -> None:
        """Show a box as large as the view takes it, between whole zooms too where no pictures lie below."""
        corners = [[box.south, box.west], [box.north, box.east]]
        self._go({"bounds": corners, "zoom": max_zoom, "padding": padding_px})

    def pan(self, right_px: int, down_px: int) -> None:
        if self.is_up:
            self._bridge.tell("pan", [right_px, down_px])

    def zoom_by(self, steps: int, around: LatLng | None = None) -> None:
        """Come nearer or go farther, to a whole zoom; from between two of them the first step goes to the next."""
        zoom = math.floor(self.view.zoom) if steps > 0 else math.ceil(self.view.zoom)
        self.go_to(around or self.view.place_at(self.view.width / 2, self.view.height / 2), zoom + steps)

    def cameras_show(self) -> bool:
        from_zoom = CAMERAS_ASKED_FROM if self.shown.far_cameras else CAMERAS_FROM
        return self.shown.cameras and self.view.zoom >= from_zoom

    def draw_anew(self) -> None:
        """Say everything again: the base map has another datum, and every place lies at another pixel."""
        self.ground.forget()
        if self.is_up:
            self._on_ready()

    def lost(self) -> None:
        """Take note that the page is gone; the next one is told everything."""
        self.is_up = False

    def shows(self, kind: str) -> bool:
        """Tell whether the page draws something of a layer now: it is switched on, and the scale allows it."""
        if kind == "cells":
            return self.view.zoom >= CELLS_FROM and any(getattr(self.shown, name) for name in CELL_MAPS)
        if kind == "cameras":
            return self.cameras_show()
        return bool(getattr(self.shown, kind)) and self.view.zoom >= BY_NAME[kind].from_zoom

    def _points(self) -> dict[str, Points[Any]]:
        return {**self._at_once(), "sensors": self.sensors, "sites": self.sites, "departments": self.departments}

    def _at_once(self) -> dict[str, Points[Any]]:
        """Return the layers that a new page fetches before it is asked to show them."""
        return {"tickets": self.tickets, "crews": self.crews, "cameras": self.cameras}

    def _visible(self) -> set[str]:
        return {kind for kind in (*self._points(), *self._sheets) if self.shows(kind)}

    def _on_ready(self) -> None:
        self.is_up = True
        self._bridge.tell("style", dict(self._style))
        self._bridge.tell("signs", self._signs)
        self._tell_shown()
        self._bridge.tell("mode", self._mode)
        if self._last_go is not None:
            self._bridge.tell("go", _as_drawn(self._last_go))
        first = ["ground", "ratings", *self._at_once()]
        self._whole = set(first)
        self._unasked = {*self._points(), *self._sheets}.difference(first)
        self._ratings_said = True
        self._bridge.tell("load", first)
        self._bridge.tell("marks", self._marks)

    def _on_loaded(self, kind: str) -> None:
        self._whole.discard(kind)
        self._say.ask()

    def _on_moved(self, zoom: float, left: float, top: float, width: float, height: float) -> None:
        before, was_at = self._visible(), self.view.zoom
        self.view = Viewport(zoom, left, top, width, height)
        if zoom != was_at:
            self.zoomed.emit(zoom)
        if not self.is_up:
            return  # The page has not yet been told where to go.
        middle = self.view.place_at(width / 2, height / 2)
        self._last_go = {"at": [middle.lat_deg, middle.lng_deg], "zoom": zoom}
        if self._visible() - before:
            self._say.ask()

    def _go(self, way: dict[str, object]) -> None:
        self._last_go = way
        if self.is_up:
            self._bridge.tell("go", _as_drawn(way))

    def _set_mode(self, name: str, *, on: bool) -> None:
        self._mode[name] = on
        if self.is_up:
            self._bridge.tell("mode", self._mode)

    def _tell_shown(self) -> None:
        self._bridge.tell("shown", self.shown.kept())

    def _say_changes(self) -> None:
        if not self.is_up:
            return
        points, visible = self._points(), self._visible()
        changes: dict[str, dict[str, NDArray[np.generic]]] = {}
        afresh = [kind for kind in sorted(visible & self._unasked) if kind not in self._whole]
        for kind in visible.intersection(points).difference(afresh, self._whole):
            delta = points[kind].changed()
            if delta is None:
                continue
            if len(delta.slots) > WHOLE_FROM:
                afresh.append(kind)
            else:
                changes[kind] = {"slots": delta.slots, "px": delta.px, "looks": delta.looks}
        if afresh:
            self._unasked.difference_update(afresh)
            self._whole.update(afresh)
            self._bridge.tell("load", afresh)
        if not self._ratings_said and self.shown.ratings and "ratings" not in self._whole:
            self._ratings_said = True
            changes["ratings"] = {"ratings": self._ratings}
        if changes:
            self._bridge.send(changes)


def _as_drawn(way: dict[str, object]) -> dict[str, object]:
    """Return a way to go with its places where the base map shows them."""
    drawn = dict(way)
    if isinstance(at := way.get("at"), list):
        drawn["at"] = _shown(at)
    if isinstance(bounds := way.get("bounds"), list):
        drawn["bounds"] = [_shown(corner) for corner in bounds]
    return drawn


def _shown(lat_lng: list[float]) -> list[float]:
    place = datum.shown(LatLng(*lat_lng))
    return [place.lat_deg, place.lng_deg]
