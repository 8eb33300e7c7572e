"""Boundaries and places that a map of China shows shifted (GCJ-02, BD-09), put where they are on earth."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from console.domain import bd09
from console.domain.gcj02 import EAST, NORTH, ROUNDS, SOUTH, WEST, from_gcj02, shift
from console.domain.place import LatLng

WGS84: Final = "wgs84"
DATUMS: Final = (WGS84, "gcj02", "bd09")


def on_earth(wkb: bytes, datum: str) -> bytes:
    """Return a boundary that is given in one of DATUMS in that of WGS-84, as well-known binary."""
    if datum == WGS84 or not wkb:
        return wkb
    moves = _from_bd09 if datum == "bd09" else _from_gcj02
    return bytes(shapely.to_wkb(shapely.transform(shapely.from_wkb(wkb, on_invalid="ignore"), moves)))


def place_on_earth(place: LatLng, datum: str) -> LatLng:
    """Return a place that is given in one of DATUMS in that of WGS-84."""
    if datum == WGS84:
        return place
    return from_gcj02(LatLng(*bd09.to_gcj02(place.lat_deg, place.lng_deg, math)) if datum == "bd09" else place)


def _from_bd09(at: NDArray[np.float64]) -> NDArray[np.float64]:
    lat, lng = bd09.to_gcj02(at[:, 1], at[:, 0], np)
    return _from_gcj02(np.stack([lng, lat], axis=-1))


def _from_gcj02(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (lng, lat) on earth; the shift is known only forwards, so it is found by going round."""
    lng, lat = at[:, 0], at[:, 1]
    inside = (lng >= WEST) & (lng <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    here_lng, here_lat = lng.copy(), lat.copy()
    for _ in range(ROUNDS):
        north, east = shift(here_lat, here_lng, np)
        here_lat, here_lng = np.where(inside, lat - north, lat), np.where(inside, lng - east, lng)
    return np.stack([here_lng, here_lat], axis=-1)
