"""Places as China's published maps give them (GCJ-02), made from places on earth (WGS-84) and back."""

from __future__ import annotations

import math

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
    """Return by how many degrees a place is moved north and east."""
    x, y = place.lng_deg - 105.0, place.lat_deg - 35.0
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (waves + 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y / 30 * math.pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (waves + 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    radians = math.radians(place.lat_deg)
    flat = 1 - ECCENTRICITY_2 * math.sin(radians) ** 2
    north_deg = math.degrees(north * flat * math.sqrt(flat) / (SEMI_MAJOR_M * (1 - ECCENTRICITY_2)))
    return north_deg, math.degrees(east * math.sqrt(flat) / (SEMI_MAJOR_M * math.cos(radians)))
