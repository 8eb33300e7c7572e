"""From pixels of the view to places and back, and what lies under a pixel: reckoned here, without asking the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from console.atlas import Box
from console.domain.place import LatLng
from widgets.map import datum
from widgets.map.features import DEEPEST_ZOOM, Pixels, Points, world_px_of
from widgets.map.scales import Cells

REACH_PX: Final = 12.0
"""A symbol is hit this far from its middle: 24 px targets."""

Rank = Callable[[NDArray[np.uint16]], NDArray[np.int64]]
"""From looks to ranks; where several symbols share a cell, the lowest is drawn."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Viewport:
    """The part of the world in view; ``left`` and ``top`` are world px at ``zoom``, sizes CSS px.

    The zoom is a whole one, or lies between two where a region is shown whole.
    """

    zoom: float
    left: float
    top: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """CSS px per pixel of DEEPEST_ZOOM."""
        return math.pow(2.0, self.zoom - DEEPEST_ZOOM)

    def place_at(self, x: float, y: float) -> LatLng:
        """Return the place under a pixel of the view."""
        world = 256 * 2.0**self.zoom
        lng = ((self.left + x) / world - 0.5) * 360
        lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (self.top + y) / world))))
        return datum.earthly(LatLng(lat, lng))

    def pixel_of(self, place: LatLng) -> tuple[float, float]:
        """Return where in the view a place lies; outside of it the numbers run on."""
        place = datum.shown(place)
        world = 256 * 2.0**self.zoom
        x = (place.lng_deg / 360 + 0.5) * world
        y = (0.5 - math.asinh(math.tan(math.radians(place.lat_deg))) / (2 * math.pi)) * world
        return x - self.left, y - self.top

    def holds(self, place: LatLng) -> bool:
        x, y = self.pixel_of(place)
        return 0 <= x <= self.width and 0 <= y <= self.height


def zoom_holding(box: Box, middle: LatLng, width: float, height: float) -> float:
    """Return the nearest zoom, rarely a whole one, at which a view of this size around ``middle`` holds the whole box."""
    x, y = world_px_of(middle)
    left, top = world_px_of(LatLng(box.north, box.west))
    right, bottom = world_px_of(LatLng(box.south, box.east))
    across, down = 2 * max(x - left, right - x, 1), 2 * max(y - top, bottom - y, 1)
    return DEEPEST_ZOOM + math.log2(max(min(width / across, height / down), 2.0**-DEEPEST_ZOOM))


def hit(points: Points[Key], view: Viewport, x: float, y: float, reach_px: float = REACH_PX) -> list[Key]:
    """Return what has its place within ``reach_px`` of a pixel, nearest first, drawn or not."""
    away = _away(points, view, x, y)
    near = np.flatnonzero((away <= reach_px) & (points.looks != 0))
    return _keys(points, near[np.argsort(away[near], kind="stable")])


def hit_drawn(
    points: Points[Key], view: Viewport, x: float, y: float, reach_px: float, cells: Cells, rank: Rank
) -> list[Key]:
    """Return the symbols drawn within ``reach_px`` of a pixel, nearest first, each before those of its cell it stands for.

    ``cells`` and ``rank`` are those that the page gathers by: of a cell, the lowest rank is drawn, then the lowest slot.
    """
    cell = cells.get(math.floor(view.zoom), 0)
    away = _away(points, view, x, y)
    if not cell:
        return hit(points, view, x, y, reach_px)
    near = np.flatnonzero((away <= reach_px + 2 * cell) & (points.looks != 0))
    if not len(near):
        return []
    column, row = np.floor(points.px[near].T * view.scale / cell)
    order = np.lexsort((near, rank(points.looks[near]), row, column))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (np.diff(column[order]) != 0) | (np.diff(row[order]) != 0)
    members = np.split(near[order], np.flatnonzero(is_first)[1:])
    drawn = sorted((group for group in members if away[group[0]] <= reach_px), key=lambda group: float(away[group[0]]))
    return [key for group in drawn for key in _keys(points, group)]


def _away(points: Points[Key], view: Viewport, x: float, y: float) -> NDArray[np.float64]:
    away_x = points.px[:, 0] * view.scale - (view.left + x)
    away_y = points.px[:, 1] * view.scale - (view.top + y)
    away: NDArray[np.float64] = np.hypot(away_x, away_y)
    return away


def boxed(points: Points[Key], view: Viewport, x0: float, y0: float, x1: float, y1: float) -> list[Key]:
    """Return what lies in a rectangle of the view, in the order of the slots."""
    x = points.px[:, 0] * view.scale - view.left
    y = points.px[:, 1] * view.scale - view.top
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1) & (points.looks != 0)
    return _keys(points, np.flatnonzero(inside))


def neighbour(middles: Pixels, start: int, dx: int, dy: int) -> int:
    """Return the index of the nearest of ``middles`` towards (dx, dy), x east and y south; ``start`` if there is none.

    What lies aside counts as farther, so that the way is kept.
    """
    away = middles.astype(np.float64) - middles[start]
    ahead = away[:, 0] * dx + away[:, 1] * dy
    aside = np.abs(away[:, 0] * dy) + np.abs(away[:, 1] * dx)
    cost = np.where((ahead > 0) & (aside <= 1.5 * ahead), ahead + 2 * aside, np.inf)
    best = int(np.argmin(cost))
    return best if math.isfinite(cost[best]) else start


def box_around(points: Points[Key], keys: list[Key]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the lowest and the highest pixels of DEEPEST_ZOOM that hold the symbols named."""
    slots = [slot for key in keys if (slot := points.slot_of(key)) is not None]
    px = points.px[slots]
    (x0, y0), (x1, y1) = px.min(axis=0).tolist(), px.max(axis=0).tolist()
    return (x0, y0), (x1, y1)


def nearest_index(middles: Pixels, place: LatLng) -> int:
    """Return the index of the middle nearest to a place."""
    away = middles.astype(np.float64) - world_px_of(place)
    return int(np.argmin((away**2).sum(axis=1)))


def _keys(points: Points[Key], slots: np.ndarray[tuple[int], np.dtype[np.intp]]) -> list[Key]:
    return [key for slot in slots.tolist() if (key := points.key_at(slot)) is not None]
