"""Lengths, areas and rings on the earth's ellipsoid (WGS-84), exact to well below a millimetre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geographiclib.geodesic import Geodesic

from console.domain.place import LatLng

RING_POINTS = 72
"""Corners that a circle is drawn with: at a radius of 10 km the line lies at most 10 m inside it."""

_EARTH = Geodesic.WGS84


@dataclass(frozen=True, slots=True)
class Leg:
    """The shortest way from one place to the next; the bearing is that at its beginning, clockwise from north."""

    length_m: float
    bearing_deg: float


def leg(start: LatLng, end: LatLng) -> Leg:
    """Return the way from a place to another.

    Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013).
    """
    way = _EARTH.Inverse(start.lat_deg, start.lng_deg, end.lat_deg, end.lng_deg)
    return Leg(way["s12"], way["azi1"] % 360.0)


def length_m(places: Sequence[LatLng]) -> float:
    """Return how long the way through these places is; 0 for fewer than two."""
    return sum(leg(start, end).length_m for start, end in pairwise(places))


def area_m2(places: Sequence[LatLng]) -> float:
    """Return what the ring through these places encloses, closed by itself, whichever way it runs; 0 for fewer than three."""
    return _around(places)[1]


def perimeter_m(places: Sequence[LatLng]) -> float:
    """Return how long the ring through these places is, with the way back to the first."""
    return _around(places)[0]


def towards(start: LatLng, bearing_deg: float, length_m: float) -> LatLng:
    """Return where one comes to from a place."""
    end = _EARTH.Direct(start.lat_deg, start.lng_deg, bearing_deg, length_m)
    return LatLng(end["lat2"], end["lon2"])


def ring(middle: LatLng, radius_m: float, points: int = RING_POINTS) -> tuple[LatLng, ...]:
    """Return the corners of a circle, clockwise from north, none twice."""
    return tuple(towards(middle, 360.0 * corner / points, radius_m) for corner in range(points))


def _around(places: Sequence[LatLng]) -> tuple[float, float]:
    if len(places) < 2:
        return 0.0, 0.0
    polygon = _EARTH.Polygon()
    for place in places:
        polygon.AddPoint(place.lat_deg, place.lng_deg)
    _, length, area = polygon.Compute(reverse=False, sign=True)
    return length, abs(area) if len(places) > 2 else 0.0
