"""Other cell maps over the same ground: police cells 警格, water cells 水格, and whatever else a city has drawn.

They do not belong to the jurisdiction tree: nothing is dispatched to them, and one may cross the borders of grids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NewType

GridLayer = NewType("GridLayer", str)
"""Which of a city's cell maps: ``POLICE``, ``WATER``, or a layer's own name as the city gave it."""

CellCode = NewType("CellCode", str)
"""A cell's code, its own within its layer."""

POLICE: Final = GridLayer("police")
WATER: Final = GridLayer("water")


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCell:
    """A cell of a layer; ``shape_wkb`` is a polygon or multipolygon, WGS-84, (lng, lat), as well-known binary."""

    layer: GridLayer
    code: CellCode
    name: str
    shape_wkb: bytes
