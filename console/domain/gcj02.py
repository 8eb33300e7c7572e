"""Places as China's published maps give them (GCJ-02), made from places on earth (WGS-84) and back."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any

from console.domain.place import LatLng

SEMI_MAJOR_M = 6_378_245.0
"""Krasovsky's ellipsoid, on which the shift is reckoned."""
ECCENTRICITY_2 = 0.00669342162296594323
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
"""Degrees; places outside are not shifted."""
ROUNDS = 4
"""Each round makes what is left of the shift about a thousand times smaller: after four it is far below a millimetre."""


def to_gcj02(place: LatLng) -> LatLng:
    """Return where China's published maps show a place on earth: exactly what ``from_gcj02`` takes back."""
    if not (WEST <= place.lng_deg <= EAST and SOUTH <= place.lat_deg <= NORTH):
        return place
    lat_deg, lng_deg = _shift(place)
    return LatLng(place.lat_deg + lat_deg, place.lng_deg + lng_deg)


def from_gcj02(place: LatLng) -> LatLng:
    """Return where a place of GCJ-02 is on earth; the shift is known only forwards, so it is found by going round.

    Source: the formulas of eviltransform (github.com/googollee/eviltransform), which are published nowhere officially.
    """
    if not (WEST <= place.lng_deg <= EAST and SOUTH <= place.lat_deg <= NORTH):
        return place
    here = place
    for _ in range(ROUNDS):
        lat_deg, lng_deg = _shift(here)
        here = LatLng(place.lat_deg - lat_deg, place.lng_deg - lng_deg)
    return here


def _shift(place: LatLng) -> tuple[float, float]:
    north_deg, east_deg = shift(place.lat_deg, place.lng_deg, math)
    return float(north_deg), float(east_deg)


def shift(lat_deg: Any, lng_deg: Any, by: ModuleType) -> tuple[Any, Any]:
    """Return by how many degrees places inside China are moved north and east.

    Either numbers with ``by`` the module math, or columns of numbers with ``by`` numpy.
    """
    x, y, pi = lng_deg - 105.0, lat_deg - 35.0, math.pi
    waves = 20 * by.sin(6 * x * pi) + 20 * by.sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * by.sqrt(abs(x))
    north = north + (waves + 20 * by.sin(y * pi) + 40 * by.sin(y / 3 * pi)) * 2 / 3
    north = north + (160 * by.sin(y / 12 * pi) + 320 * by.sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * by.sqrt(abs(x))
    east = east + (waves + 20 * by.sin(x * pi) + 40 * by.sin(x / 3 * pi)) * 2 / 3
    east = east + (150 * by.sin(x / 12 * pi) + 300 * by.sin(x / 30 * pi)) * 2 / 3
    radians = by.radians(lat_deg)
    flat = 1 - ECCENTRICITY_2 * by.sin(radians) ** 2
    north_deg = by.degrees(north * flat * by.sqrt(flat) / (SEMI_MAJOR_M * (1 - ECCENTRICITY_2)))
    return north_deg, by.degrees(east * by.sqrt(flat) / (SEMI_MAJOR_M * by.cos(radians)))
