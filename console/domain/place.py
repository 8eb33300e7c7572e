"""Where something is: WGS-84 degrees, and how far apart two places are."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class LatLng:
    """A place on earth, WGS-84, degrees."""

    lat_deg: float
    lng_deg: float


def place_or_none(lat_deg: float | None, lng_deg: float | None) -> LatLng | None:
    """Return the place, or None for what only looks like one: null, 0,0 and outside the world."""
    if lat_deg is None or lng_deg is None:
        return None
    if not (math.isfinite(lat_deg) and math.isfinite(lng_deg)):
        return None
    if abs(lat_deg) > 90 or abs(lng_deg) > 180 or (lat_deg == 0 and lng_deg == 0):
        return None
    return LatLng(lat_deg, lng_deg)


def distance_m(a: LatLng, b: LatLng) -> float:
    """Return the great-circle distance in metres.

    Source: haversine formula, R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984).
    """
    lat_a, lat_b = math.radians(a.lat_deg), math.radians(b.lat_deg)
    d_lat = lat_b - lat_a
    d_lng = math.radians(b.lng_deg - a.lng_deg)
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lng / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def bearing_deg(origin: LatLng, to: LatLng) -> float:
    """Return in which direction ``to`` lies at first from ``origin``, degrees clockwise from north, 0 to below 360."""
    lat_a, lat_b = math.radians(origin.lat_deg), math.radians(to.lat_deg)
    d_lng = math.radians(to.lng_deg - origin.lng_deg)
    east = math.sin(d_lng) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(d_lng)
    return math.degrees(math.atan2(east, north)) % 360.0
