"""What of a boundary lies under a pixel, and where a corner comes to lie that is put near what other grids have."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Final

import shapely

from console.domain.grid import RegionCode
from console.domain.place import LatLng
from widgets.map import borders
from widgets.map.borders import Drawing, Place
from widgets.map.hit import Viewport

REACH_PX: Final = 11.0
"""So near its middle a handle is taken; so near a corner or a border of another grid, a corner snaps to it."""
MIDDLE_FROM_PX: Final = 44.0
"""A side that is so long shows a handle in its middle: taking it makes a corner."""


def place_at(view: Viewport, x: float, y: float) -> Place:
    place = view.place_at(x, y)
    return place.lng_deg, place.lat_deg


def pixel_of(view: Viewport, place: Place) -> tuple[float, float]:
    return view.pixel_of(LatLng(place[1], place[0]))


def corner_at(drawn: Drawing, grid: RegionCode, view: Viewport, x: float, y: float) -> int | None:
    """Return the corner of a grid's boundary under a pixel."""
    return _nearest(drawn, drawn.corners_of(grid), (x, y), view, REACH_PX)


def middle_at(drawn: Drawing, grid: RegionCode, view: Viewport, x: float, y: float) -> tuple[int, int] | None:
    """Return the side whose middle handle lies under a pixel, by its ends."""
    found: list[tuple[float, tuple[int, int]]] = []
    for ring in drawn.rings_of(grid):
        for number in range(len(ring)):
            side = ring[number - 1], ring[number]
            (ax, ay), (bx, by) = (pixel_of(view, drawn.at[corner]) for corner in side)
            far = math.dist(((ax + bx) / 2, (ay + by) / 2), (x, y))
            if far <= REACH_PX and math.dist((ax, ay), (bx, by)) >= MIDDLE_FROM_PX:
                found.append((far, side))
    return min(found)[1] if found else None


def put(drawn: Drawing, corner: int, to: Place, view: Viewport, reach_px: float) -> tuple[Drawing, int]:
    """Put a corner somewhere; return the drawing, and the corner that it is then: it may have become another's.

    Within ``reach_px`` it snaps to a corner, else to a border, of grids that have no part in it.
    """
    holders = drawn.holders_of(corner)
    onto = _nearest_corner(drawn, holders, to, view, reach_px) if reach_px else None
    if onto is not None:
        return borders.welded(drawn, corner, onto), onto
    side = _nearest_side(drawn, holders, to, view, reach_px) if reach_px else None
    if side is not None:
        start, end, there = side
        return borders.hung(drawn, corner, start, end, there), corner
    return borders.moved(drawn, corner, to), corner


def _nearest_corner(
    drawn: Drawing, holders: Collection[RegionCode], to: Place, view: Viewport, reach_px: float
) -> int | None:
    there = {corner for grid in drawn.rings if grid not in holders for corner in drawn.corners_of(grid)}
    own = {corner for grid in holders for corner in drawn.corners_of(grid)}
    return _nearest(drawn, there - own, pixel_of(view, to), view, reach_px)


def _nearest(
    drawn: Drawing, corners: Iterable[int], pixel: tuple[float, float], view: Viewport, reach_px: float
) -> int | None:
    """Return the one of these corners that is nearest to a pixel, none where all are out of reach."""
    near = [
        (far, corner) for corner in corners if (far := math.dist(pixel_of(view, drawn.at[corner]), pixel)) <= reach_px
    ]
    return min(near)[1] if near else None


def _nearest_side(
    drawn: Drawing, holders: Collection[RegionCode], to: Place, view: Viewport, reach_px: float
) -> tuple[int, int, Place] | None:
    """Return the nearest border of other grids, by its ends, and the place on it."""
    pixel = shapely.Point(pixel_of(view, to))
    sides = sorted(
        {
            (ring[number - 1], ring[number])
            for grid in drawn.rings
            if grid not in holders
            for ring in drawn.rings_of(grid)
            for number in range(len(ring))
        }
    )
    if not sides:
        return None
    pixels = {corner: pixel_of(view, drawn.at[corner]) for corner in {end for side in sides for end in side}}
    lines = shapely.linestrings([[pixels[start], pixels[end]] for start, end in sides])
    far = shapely.distance(lines, pixel)
    nearest = int(far.argmin())
    if far[nearest] > reach_px:
        return None
    on = shapely.line_interpolate_point(lines[nearest], shapely.line_locate_point(lines[nearest], pixel))
    start, end = sides[nearest]
    return start, end, place_at(view, shapely.get_x(on), shapely.get_y(on))
