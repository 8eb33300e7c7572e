"""Showing a grid so that all of its boundary can be taken in hand."""

from __future__ import annotations

from typing import Final

from console.atlas import Atlas, Box
from console.domain.grid import RegionCode
from widgets.map.live import LiveMap

MARGIN: Final = 0.25
FOOT: Final = 0.85
"""More below: what is said of the grid lies there, over the map."""
DEEPEST: Final = 19


def show_whole(live: LiveMap, atlas: Atlas, grid: RegionCode) -> None:
    """Show a grid whole, with a margin in which its neighbours are seen."""
    box = atlas.bounds(grid)
    if box is not None:
        wide, high = (box.east - box.west) * MARGIN, (box.north - box.south) * MARGIN
        foot = (box.north - box.south) * FOOT
        live.go_to_box(Box(box.west - wide, box.south - foot, box.east + wide, box.north + high), DEEPEST)
