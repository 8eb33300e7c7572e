"""Cutting, joining and numbering grids, and what an order would come to before it is given."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from console.atlas import Atlas
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.ground import coordinates_of, wkb_from
from console.ground_orders import MergeGrids, NewGrid, RedrawGrid, SeenGrid, SplitGrid
from console.redrawing import area_m2, cut, foreseen, joined, next_codes, shape_of, wkb_of
from tests.builders import GRID, NEXT_GRID, VILLAGE, a_region_tree, an_operator

SQUARE = shapely.box(120.60, 31.30, 120.61, 31.31)
LEAD = an_operator()


def test_that_a_line_from_border_to_border_cuts_a_grid_in_two_the_bigger_first() -> None:
    parts = cut(SQUARE, [LatLng(31.29, 120.604), LatLng(31.32, 120.604)])
    assert [round(part.bounds[0], 3) for part in parts] == [120.604, 120.6]
    assert joined(parts) == SQUARE.normalize() or shapely.equals(joined(parts), SQUARE)


@pytest.mark.parametrize(
    "line",
    [
        [LatLng(31.30, 120.7), LatLng(31.31, 120.7)],
        [LatLng(31.305, 120.605)],
        [LatLng(31.302, 120.602), LatLng(31.304, 120.604)],
    ],
    ids=["beside", "a point", "within"],
)
def test_that_a_line_that_does_not_part_a_grid_cuts_nothing(line: list[LatLng]) -> None:
    assert cut(SQUARE, line) == []


@given(st.lists(st.tuples(st.floats(31.2, 31.4), st.floats(120.601, 120.609)), min_size=2, max_size=5))
def test_that_what_a_line_cuts_is_the_whole_grid_again(corners: list[tuple[float, float]]) -> None:
    line = [LatLng(31.29, 120.605), *(LatLng(*corner) for corner in corners), LatLng(31.32, 120.606)]
    assume(all(one != other for one, other in pairwise(line)))
    parts = cut(SQUARE, line)
    assert sum(map(area_m2, parts)) == pytest.approx(area_m2(SQUARE), rel=1e-5) if parts else True


def test_that_neighbours_that_do_not_quite_meet_are_joined_without_a_seam() -> None:
    beside = shapely.box(120.61 + 2e-8, 31.30, 120.62, 31.31)
    whole = joined([SQUARE, beside])
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)  # type: ignore[union-attr]


def test_that_the_next_codes_are_the_first_that_are_free() -> None:
    taken = {GRID, NEXT_GRID, f"{VILLAGE}004"}
    assert next_codes(VILLAGE, taken, 3) == [f"{VILLAGE}003", f"{VILLAGE}005", f"{VILLAGE}006"]


def test_that_an_area_is_that_of_the_ground() -> None:
    assert area_m2(SQUARE) == pytest.approx(951.2 * 1113.2, rel=2e-3)


def test_that_a_boundary_comes_through_a_line_to_the_last_digit() -> None:
    holed = shapely.Polygon(
        shapely.get_coordinates(SQUARE), [[(120.602, 31.302), (120.6030000000001, 31.302), (120.602, 31.304)]]
    )
    for shape in (holed, shapely.MultiPolygon([holed, shapely.box(120.7, 31.3, 120.8, 31.4)])):
        kept = wkb_of(shape)
        assert wkb_from(coordinates_of(kept)) == kept == wkb_from(coordinates_of(shapely.to_wkb(shape, byte_order=1)))
        assert shape_of(kept) == shape


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (RedrawGrid(by=LEAD, grid=GRID, seen=1, shape_wkb=SQUARE.wkb, reason=""), None),
        (RedrawGrid(by=LEAD, grid=GRID, seen=2, shape_wkb=SQUARE.wkb, reason=""), "grid.changed"),
        (
            RedrawGrid(by=LEAD, grid=GRID, seen=1, shape_wkb=shapely.box(120.6, 31.3, 120.615, 31.31).wkb, reason=""),
            "grid.overlaps",
        ),
        (
            SplitGrid(
                by=LEAD, grid=GRID, seen=1, reason="",
                parts=tuple(NewGrid(code=RegionCode(f"{VILLAGE}01{n}"), name="x", shape_wkb=SQUARE.wkb) for n in (1, 2)),
            ),
            "grid.overlaps",
        ),
        (MergeGrids(by=LEAD, grids=(SeenGrid(GRID, 1), SeenGrid(NEXT_GRID, 1)), code=GRID, name="一格", reason=""), None),
    ],
)  # fmt: skip
def test_that_an_order_is_judged_before_it_is_given(
    order: RedrawGrid | SplitGrid | MergeGrids, code: str | None
) -> None:
    refused = foreseen(order, Atlas(a_region_tree()))
    assert (refused.code if refused is not None else None) == code
