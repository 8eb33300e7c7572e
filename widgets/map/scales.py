"""From which zoom each layer shows what, and how far apart its symbols are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TICKETS_FROM: Final = 13
"""Below this zoom tickets are counts."""
CREWS_FROM: Final = 11
CREWS_TAKE_FROM: Final = 13
"""Below this zoom crews are dots, which take no drop and answer no click."""
CAMERAS_FROM: Final = 14
CAMERAS_ASKED_FROM: Final = 11
CONES_FROM: Final = 16
"""From here it is drawn where cameras look, if that is known."""
"""From here cameras are shown to whoever asked for them."""
DEPARTMENTS_FROM: Final = 11
SITES_FROM: Final = 13
SENSORS_FROM: Final = 14
CELLS_FROM: Final = 10
CELL_NAMES_FROM: Final = 13
"""Of the cells of other grid maps, which are coarser than grids."""
VILLAGE_SIDE_PX: Final = 7
GRID_SIDE_PX: Final = 10
"""Borders of villages and grids are drawn once a middling grid has this side on the screen: grids differ by city."""

Cells = Mapping[int, int]
"""Side in CSS px, by zoom, of the cells of the screen that hold one symbol each; no cells where a zoom is not named.

Between two zooms the cells are those of the lower one.
"""

ZOOM_STEP: Final = 0.25
"""As finely the page fits a whole region into the view; every step by hand ends at a whole zoom."""

TICKET_CELLS: Final[Cells] = {**dict.fromkeys(range(TICKETS_FROM), 96), 13: 48, 14: 38, 15: 28, 16: 20, 17: 20}
CREW_CELLS: Final[Cells] = {11: 8, 12: 8, 13: 32, 14: 30, 15: 18}
PLACE_CELLS: Final[Cells] = {**dict.fromkeys(range(11, 14), 26), 14: 24, 15: 20}
"""Of departments, key sites and sensors."""
CAMERA_CELLS: Final[Cells] = {11: 14, 12: 14, 13: 18, 14: 72, 15: 40, 16: 20}


def at_every_step(cells: Cells) -> dict[str, int]:
    """Return the cells by each zoom that the page may stand at, named as the page names it."""
    steps = range(round(1 / ZOOM_STEP))
    return {f"{zoom + step * ZOOM_STEP:g}": side for zoom, side in cells.items() for step in steps}
