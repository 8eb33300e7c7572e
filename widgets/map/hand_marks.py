"""What the page draws for the hand that works on the map: the area taken, grids marked, what is nearest, a pin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from PySide6.QtCore import QObject

from console.atlas import Shape
from console.domain.place import LatLng
from widgets.map.bridge import Bridge
from widgets.map.features import world_px, world_px_of


class HandMarks(QObject):
    """Says it to the page when it changes, and again whole to a page that is new. GUI thread."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_up = False
        self._marks: dict[str, object] = {"area": [], "marked": [], "nearest": None, "pin": None}
        bridge.is_ready.connect(self._on_ready)

    def area(self, shape: Shape | None) -> None:
        """Draw the outline of an area, (lng, lat) degrees; none for None."""
        rings = shapely.get_rings(shapely.get_parts(shape)) if shape is not None else ()
        places = (shapely.get_coordinates(ring) for ring in rings)
        self._say(area=[world_px(each[:, 0], each[:, 1]).tolist() for each in places])

    def marked(self, grids: Sequence[int]) -> None:
        """Fill grids, by their numbers on the page."""
        self._say(marked=list(grids))

    def nearest(self, origin: LatLng | None, found: Iterable[tuple[int, LatLng]] = ()) -> None:
        """Draw a line from a place to each of what was found, which wear their numbers; none for no origin."""
        if origin is None:
            self._say(nearest=None)
            return
        placed = [[*world_px_of(place), number] for number, place in found]
        self._say(nearest={"from": world_px_of(origin), "found": placed})

    def pin(self, place: LatLng | None) -> None:
        """Put a pin there, or take it away."""
        self._say(pin=world_px_of(place) if place is not None else None)

    def _say(self, **marks: object) -> None:
        if all(self._marks[name] == value for name, value in marks.items()):
            return
        self._marks.update(marks)
        if self._is_up:
            self._bridge.tell("hand", marks)

    def _on_ready(self) -> None:
        self._is_up = True
        self._bridge.tell("hand", self._marks)
