"""Whether the grids cover the ground: each thing that may be wrong is found once, with whom, how large and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from console import coverage
from console.coverage import Fault, Finding, Severity
from console.domain.grid import GridKind, Region, RegionCode, Tier
from tests.builders import NOON, VILLAGE, a_region

SIDE = 0.01
WEST, SOUTH = 120.6, 31.3


def village(side: float = 2 * SIDE) -> Region:
    return a_region(VILLAGE, Tier.VILLAGE, None, (WEST, SOUTH, WEST + side, SOUTH + side))


def cell(number: int, shape: shapely.Geometry, **said: object) -> Region:
    region = a_region(f"{VILLAGE}{number:03d}", Tier.GRID, VILLAGE)
    return replace(region, shape_wkb=shapely.to_wkb(shape), **said)  # type: ignore[arg-type]


def square(column: int, row: int, side: float = SIDE) -> shapely.Polygon:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(west, south, west + side, south + side)


def four() -> list[Region]:
    return [cell(1 + column + 2 * row, square(column, row)) for row in range(2) for column in range(2)]


def found(regions: Iterable[Region]) -> list[Finding]:
    return list(coverage.check(regions).findings)


def told(regions: Iterable[Region]) -> list[tuple[Fault, tuple[str, ...]]]:
    return [(one.fault, tuple(code.removeprefix(VILLAGE) or "village" for code in one.codes)) for one in found(regions)]


def test_that_nothing_is_wrong_with_four_squares_that_fill_their_village() -> None:
    assert found([village(), *four()]) == []


def test_that_a_gap_is_found_with_the_village_and_its_neighbours() -> None:
    (gap,) = found([village(), *four()[:3]])
    assert (gap.fault, gap.severity) == (Fault.GAP, Severity.ERROR)
    assert [code.removeprefix(VILLAGE) for code in gap.codes] == ["", "001", "002", "003"]
    assert gap.area_m2 == pytest.approx(SIDE**2 * 111_319.49**2 * 0.8544, rel=1e-3)
    assert gap.place is not None
    assert square(1, 1).covers(shapely.Point(gap.place.lng_deg, gap.place.lat_deg))


def test_that_a_hole_is_found_where_the_village_has_no_area_of_its_own() -> None:
    ring = [
        cell(number, square(*at))
        for number, at in enumerate(((0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)), 1)
    ]
    bare = replace(village(), shape_wkb=b"")
    assert [one.fault for one in found([bare, *ring])] == [Fault.GAP]


def test_that_an_overlap_is_found_with_both() -> None:
    grids = four()
    grids[0] = cell(1, shapely.box(WEST, SOUTH, WEST + 1.5 * SIDE, SOUTH + SIDE))
    assert told([village(), *grids]) == [(Fault.OVERLAP, ("001", "002"))]


def test_that_a_special_grid_may_lie_on_a_base_one() -> None:
    school = cell(9, square(0, 0, SIDE / 2), kind=GridKind.SPECIAL)
    assert found([village(), *four(), school]) == []


def test_that_what_lies_outside_its_village_is_found() -> None:
    grids = four()
    grids[1] = cell(2, shapely.box(WEST + SIDE, SOUTH, WEST + 2.3 * SIDE, SOUTH + SIDE))
    assert told([village(), *grids]) == [(Fault.OUTSIDE_PARENT, ("002", "village"))]


def test_that_a_grid_that_lies_elsewhere_altogether_has_the_wrong_parent() -> None:
    stray = cell(9, shapely.box(121.0, 31.3, 121.01, 31.31))
    assert told([village(), *four(), stray]) == [(Fault.WRONG_PARENT, ("009", "village"))]


def test_that_codes_and_parents_are_checked_without_any_drawing() -> None:
    other = replace(four()[3], code=RegionCode("9901"))
    orphan = replace(four()[2], parent=RegionCode("77"), code=RegionCode("7701"))
    assert {
        (Fault.BAD_CODE, ("9901", "village")),
        (Fault.WRONG_PARENT, ("7701", "77")),
    } <= set(told([village(), *four()[:2], other, orphan]))


def test_that_a_grid_that_is_drawn_twice_is_found_once() -> None:
    again = cell(9, shapely.Polygon(shapely.get_coordinates(square(0, 0))[[2, 3, 0, 1, 2]]))
    assert told([village(), *four(), again]) == [(Fault.DUPLICATE, ("001", "009"))]


def test_that_what_is_nowhere_wide_is_a_sliver_and_only_a_note() -> None:
    grids = four()
    grids[0] = cell(1, shapely.box(WEST, SOUTH, WEST + SIDE + 0.000005, SOUTH + SIDE))
    (sliver,) = found([village(), *grids])
    assert (sliver.fault, sliver.severity) == (Fault.SLIVER, Severity.NOTE)


def test_that_a_boundary_that_crosses_itself_and_one_that_is_none_are_found() -> None:
    bow_tie = shapely.Polygon([(WEST, SOUTH), (WEST + SIDE, SOUTH + SIDE), (WEST + SIDE, SOUTH), (WEST, SOUTH + SIDE)])
    grids = [*four()[1:], cell(1, bow_tie), cell(9, shapely.Polygon())]
    assert {(Fault.INVALID, ("001",)), (Fault.NO_SHAPE, ("009",))} <= set(told([village(), *grids]))


def test_that_what_is_retired_is_not_looked_at() -> None:
    old = cell(9, square(0, 0, 2 * SIDE), retired_at=NOON)
    assert found([village(), *four(), old]) == []


@settings(max_examples=40, deadline=None)
@given(
    corners=st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True).map(sorted),
    bend=st.floats(-0.3, 0.3),
)
def test_that_a_village_cut_in_strips_with_crooked_borders_is_sound(corners: list[int], bend: float) -> None:
    at = [WEST + 2 * SIDE * corner / 100 for corner in corners]
    borders = [[(lng, SOUTH), (lng + bend * SIDE / 100, SOUTH + SIDE), (lng, SOUTH + 2 * SIDE)] for lng in at]
    edges = [
        [(WEST, SOUTH), (WEST, SOUTH + 2 * SIDE)],
        *borders,
        [(WEST + 2 * SIDE, SOUTH), (WEST + 2 * SIDE, SOUTH + 2 * SIDE)],
    ]
    strips = [shapely.Polygon([*left, *reversed(right)]) for left, right in pairwise(edges)]
    assert found([village(), *(cell(number, strip) for number, strip in enumerate(strips, 1))]) == []
