"""The code by which the demo city is told from every other; asked by consoles and walls that make none."""

from __future__ import annotations

from console.domain.grid import RegionCode
from console.ports import Store

CITY_CODE = RegionCode("3489")
"""No city of the field has this code."""


def holds_demo(store: Store) -> bool:
    """Tell whether the database holds the demo city; raises Outage."""
    return any(centre.code == CITY_CODE for centre in store.archive().centres())
