"""Longitudes beyond ±180 degrees, as files have them that go on counting over the antimeridian: read where they lie on earth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import shapely
from shapely.affinity import translate

from console.atlas import ground_of

LNG_MOST: Final = 360.0
"""So far a longitude is a place once around the earth; beyond that it is none."""
_WORLD: Final = shapely.box(-180, -90, 180, 90)


def is_beyond(lng: float) -> bool:
    return abs(lng) > 180


def on_earth(lng: float) -> float:
    """Return the longitude within ±180 of one within ±LNG_MOST."""
    if lng > 180:
        return lng - 360
    return lng + 360 if lng < -180 else lng


def parts_on_earth(polygon: bytes) -> list[bytes]:
    """Return the polygons within ±180 that a polygon beyond it is, as well-known binary; it is cut where it reaches over.

    What covers no ground there is left out.
    """
    shape = shapely.from_wkb(polygon, on_invalid="ignore")
    west, _, east, _ = shapely.bounds(shape).tolist()
    if west >= 180 or east <= -180:
        return [_wkb(translate(shape, -360 if west >= 180 else 360))]
    sound = shapely.make_valid(shape)
    turns = [turn for turn in (-360, 0, 360) if west + turn < 180 and east + turn > -180]
    return [_wkb(part) for turn in turns for part in _within(translate(sound, turn))]


def _within(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    ground = ground_of(shapely.intersection(shape, _WORLD))
    if ground is not None:
        yield from shapely.get_parts(ground)


def _wkb(shape: shapely.Geometry) -> bytes:
    return bytes(shapely.to_wkb(shape, byte_order=1))
