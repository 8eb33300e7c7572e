"""Places as Baidu's maps give them (BD-09), made from those of China's published maps (GCJ-02) and back."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any

EAST_DEG, NORTH_DEG = 0.0065, 0.006
WAVE = math.pi * 3000 / 180
ROUNDS = 6
"""Each round makes what is left of the shift about thirty times smaller: after six it is far below a millimetre."""


def from_gcj02(lat_deg: Any, lng_deg: Any, by: ModuleType) -> tuple[Any, Any]:
    """Return (lat, lng) of BD-09; numbers with ``by`` the module math, or columns of numbers with ``by`` numpy.

    Source: the formulas of eviltransform (github.com/googollee/eviltransform), which are published nowhere officially.
    """
    far = by.sqrt(lng_deg * lng_deg + lat_deg * lat_deg) + 0.00002 * by.sin(lat_deg * WAVE)
    turn = _angle(lat_deg, lng_deg, by) + 0.000003 * by.cos(lng_deg * WAVE)
    return far * by.sin(turn) + NORTH_DEG, far * by.cos(turn) + EAST_DEG


def to_gcj02(lat_deg: Any, lng_deg: Any, by: ModuleType) -> tuple[Any, Any]:
    """Return (lat, lng) of GCJ-02; the shift is known only forwards, so it is found by going round."""
    lat, lng = lat_deg - NORTH_DEG, lng_deg - EAST_DEG
    for _ in range(ROUNDS):
        there_lat, there_lng = from_gcj02(lat, lng, by)
        lat, lng = lat + lat_deg - there_lat, lng + lng_deg - there_lng
    return lat, lng


def _angle(lat_deg: Any, lng_deg: Any, by: ModuleType) -> Any:
    return by.atan2(lat_deg, lng_deg) if by is math else by.arctan2(lat_deg, lng_deg)
