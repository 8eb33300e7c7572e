"""What the page draws of a boundary that is under the hand: its rings and corners, those around it, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject

from console.domain.grid import RegionCode
from console.domain.place import LatLng
from widgets.map.borders import Drawing, Ring, Trouble
from widgets.map.bridge import Bridge
from widgets.map.features import world_px, world_px_of
from widgets.map.live import LiveMap

FREE, SHARED, FIXED = 0, 1, 2
"""How a corner looks: of this grid alone, of others too, or not to be moved."""


class ShapingMarks(QObject):
    """Says it to the page, only what is new, and all of it to a page that is new. GUI thread."""

    def __init__(self, live: LiveMap, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._live, self._bridge = live, bridge
        self._said: dict[str, object] = {"mode": ""}
        bridge.is_ready.connect(self._on_ready)

    def show(
        self, drawn: Drawing, grid: RegionCode, fixed: Collection[RegionCode], at: int | None, trouble: Trouble
    ) -> None:
        """Draw a boundary with its corners, the chosen one of them, its neighbours, and what is wrong with it."""
        self._say(
            mode="border",
            grid=[_px(drawn, ring) for ring in drawn.rings_of(grid)],
            looks=_looks(drawn, grid, fixed),
            beside=_beside(drawn, grid),
            at=world_px([drawn.at[at][0]], [drawn.at[at][1]])[0].tolist() if at is not None else None,
            over=list(chain.from_iterable(_rings(shape) for _, _, shape in trouble.overlaps)),
            lost=_rings(trouble.lost),
            won=_rings(trouble.won),
            crossing=bool(trouble.crossing),
            line=[],
            aim=None,
        )

    def show_cut(
        self, drawn: Drawing, grid: RegionCode, line: Sequence[LatLng], aim: LatLng, *, is_cut: bool
    ) -> None:  # fmt: skip
        """Draw a grid with the line that is to split it, and the cross that keys move."""
        self._say(
            mode="cut",
            grid=[_px(drawn, ring) for ring in drawn.rings_of(grid)],
            looks=[],
            beside=_beside(drawn, grid),
            at=None,
            over=[],
            lost=[],
            won=[],
            crossing=False,
            line=[world_px_of(place) for place in line],
            aim=world_px_of(aim),
            cuts=is_cut,
        )

    def clear(self) -> None:
        """Draw nothing."""
        self._said = {"mode": ""}
        if self._live.is_up:
            self._bridge.tell("shaping", self._said)

    def _say(self, **words: object) -> None:
        news = {name: value for name, value in words.items() if self._said.get(name) != value}
        self._said.update(news)
        if news and self._live.is_up:
            self._bridge.tell("shaping", news)

    def _on_ready(self) -> None:
        self._bridge.tell("shaping", self._said)


def _px(drawn: Drawing, ring: Ring) -> list[list[int]]:
    places = np.array([drawn.at[corner] for corner in ring])
    found: list[list[int]] = world_px(places[:, 0], places[:, 1]).tolist()
    return found


def _beside(drawn: Drawing, grid: RegionCode) -> list[list[list[int]]]:
    return [_px(drawn, ring) for other in drawn.rings if other != grid for ring in drawn.rings_of(other)]


def _looks(drawn: Drawing, grid: RegionCode, fixed: Collection[RegionCode]) -> list[list[int]]:
    shared: set[int] = set()
    kept: set[int] = set()
    for other in drawn.rings:
        if other in fixed:
            kept.update(drawn.corners_of(other))
        elif other != grid:
            shared.update(drawn.corners_of(other))
    return [
        [FIXED if corner in kept else SHARED if corner in shared else FREE for corner in ring]
        for ring in drawn.rings_of(grid)
    ]


def _rings(shape: shapely.Geometry | None) -> list[Any]:
    """Return the rings of what covers ground of a geometry, in world px."""
    if shape is None:
        return []
    polygons = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    places = (shapely.get_coordinates(ring) for ring in shapely.get_rings(polygons))
    return [world_px(each[:, 0], each[:, 1]).tolist() for each in places]
