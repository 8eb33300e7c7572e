"""Changes of the grids of the builders' region tree: one redrawn, one split in halves, two merged."""

from __future__ import annotations

import shapely

from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.ground_orders import MergeGrids, NewGrid, RedrawGrid, SeenGrid, SplitGrid
from tests.builders import GRID, NEXT_GRID, VILLAGE, an_operator

LEAD = an_operator()
WEST, EAST = RegionCode(f"{VILLAGE}011"), RegionCode(f"{VILLAGE}012")
HEAD, WORKER, UNIT = CrewId("H"), CrewId("W"), CrewId("U")


def box(west: float, south: float, east: float, north: float) -> bytes:
    return shapely.to_wkb(shapely.box(west, south, east, north))


WIDER = box(120.59, 31.30, 120.61, 31.31)
HALVES = (
    NewGrid(code=WEST, name="西", shape_wkb=box(120.60, 31.30, 120.605, 31.31)),
    NewGrid(code=EAST, name="东", shape_wkb=box(120.605, 31.30, 120.61, 31.31), crews=(WORKER,)),
)
REDRAWN = RedrawGrid(by=LEAD, grid=GRID, seen=1, shape_wkb=WIDER, reason="新小区", name="一格")
SPLIT = SplitGrid(by=LEAD, grid=GRID, seen=1, parts=HALVES, reason="人口增加")
BOTH = (SeenGrid(GRID, 1), SeenGrid(NEXT_GRID, 1))
MERGED = MergeGrids(by=LEAD, grids=BOTH, code=GRID, name="一格", reason="撤并")
