"""Which cell of each layer holds a place: borders, overlaps and shapes that are not sound."""

from __future__ import annotations

import pytest
import shapely

from console.cell_map import CellMap, KeptCellMap, sound
from console.domain.grid_layer import POLICE, WATER, GridLayer
from console.domain.place import LatLng
from tests.builders import IN_GRID, IN_NEXT_GRID, NOWHERE, ON_THE_BORDER, a_cell

WEST, EAST = a_cell("J1"), a_cell("J2", west=120.61, east=120.62)
RIVER = a_cell("R9", west=120.5, east=120.612, layer=WATER)
BOW_TIE = shapely.Polygon([(120.6, 31.3), (120.61, 31.31), (120.61, 31.3), (120.6, 31.31)])


def _codes(cells: CellMap, place: LatLng) -> list[tuple[GridLayer, str]]:
    return [(layer, cell.code) for layer, cell in cells.at(place)]


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (IN_GRID, [(POLICE, "J1"), (WATER, "R9")]),
        (IN_NEXT_GRID, [(POLICE, "J2")]),
        (ON_THE_BORDER, [(POLICE, "J1"), (WATER, "R9")]),
        (NOWHERE, []),
    ],
    ids=["in two layers", "in one", "on the border: the lowest code", "nowhere"],
)
def test_that_the_cell_of_each_layer_is_told(place: LatLng, held: list[tuple[GridLayer, str]]) -> None:
    assert _codes(CellMap((RIVER, EAST, WEST)), place) == held


def test_that_where_cells_overlap_the_lowest_code_holds_the_place() -> None:
    assert _codes(CellMap((WEST, a_cell("J0", west=120.0, east=121.0))), IN_GRID) == [(POLICE, "J0")]


def test_that_without_cells_nothing_holds_a_place() -> None:
    assert (CellMap().at(IN_GRID), len(CellMap())) == ([], 0)


def test_that_a_cell_that_crosses_itself_holds_what_it_encloses() -> None:
    cells = CellMap((a_cell("J1", shape_wkb=shapely.to_wkb(BOW_TIE)),))
    assert _codes(cells, LatLng(31.305, 120.601)) == [(POLICE, "J1")]


def test_that_a_cell_that_cannot_be_read_holds_nothing_and_harms_none() -> None:
    assert _codes(CellMap((a_cell("J0", shape_wkb=b"\x01\x03"), WEST)), IN_GRID) == [(POLICE, "J1")]


def test_that_a_sound_area_is_left_as_it_is() -> None:
    assert sound(WEST.shape_wkb) == (WEST.shape_wkb, "")


def test_that_an_area_made_valid_is_told() -> None:
    whole, why = sound(shapely.to_wkb(BOW_TIE))
    assert shapely.is_valid(shapely.from_wkb(whole))
    assert "Self-intersection" in why


def test_that_an_area_of_nothing_is_told() -> None:
    flat = shapely.to_wkb(shapely.Polygon([(120.6, 31.3), (120.61, 31.3), (120.6, 31.3)]))
    whole, why = sound(flat)
    assert (whole, bool(why)) == (b"", True)


def test_that_a_place_is_looked_up_among_the_cells_that_were_loaded_last() -> None:
    kept = KeptCellMap()
    before = kept.of({POLICE: (WEST,)}).at(IN_GRID)
    after = kept.of({POLICE: (a_cell("J7"),)}).at(IN_GRID)
    assert [[cell.code for _, cell in found] for found in (before, after)] == [["J1"], ["J7"]]


def test_that_the_map_of_the_same_cells_is_made_once() -> None:
    cells, kept = {POLICE: (WEST, EAST)}, KeptCellMap()
    assert kept.of(cells) is kept.of(cells)
