"""The ground of a demo city covers itself exactly: no gap, no overlap, one piece, natural borders."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
import shapely

from console.demo import ground, tree
from console.demo.plan import SIZES

SMALL, LARGE = SIZES["small"], SIZES["city"]
SEEDS = range(8)


@pytest.fixture(scope="module", params=SEEDS)
def land(request: pytest.FixtureRequest) -> ground.Ground:
    return ground.make(SMALL, np.random.default_rng(request.param))


@pytest.fixture(scope="module")
def wide_land() -> ground.Ground:
    return ground.make(LARGE, np.random.default_rng(1))


def test_that_grids_neither_overlap_nor_leave_gaps(land: ground.Ground) -> None:
    whole = shapely.coverage_union_all(land.grids)

    assert shapely.coverage_is_valid(land.grids)
    assert isinstance(whole, shapely.Polygon)
    assert not whole.interiors
    assert shapely.area(land.grids).sum() == pytest.approx(whole.area, rel=1e-9)


def test_that_every_grid_is_one_sound_polygon(land: ground.Ground) -> None:
    assert len(land.grids) == SMALL.grids
    assert (shapely.get_type_id(land.grids) == shapely.GeometryType.POLYGON).all()
    assert shapely.is_valid(land.grids).all()


def test_that_a_place_anywhere_in_the_city_lies_in_exactly_one_grid(land: ground.Ground) -> None:
    west, south, east, north = shapely.total_bounds(land.grids)
    rng = np.random.default_rng(5)
    places = np.array(
        [
            shapely.Point(*at)
            for at in zip(rng.uniform(west, east, 2_000), rng.uniform(south, north, 2_000), strict=True)
        ]
    )
    inside = shapely.covers(shapely.coverage_union_all(land.grids), places)

    place, _grid = shapely.STRtree(land.grids).query(places, predicate="within")

    assert inside.sum() > 500
    assert np.bincount(place, minlength=len(places)).tolist() == inside.astype(int).tolist()


def test_that_places_drawn_for_a_grid_lie_in_it(land: ground.Ground) -> None:
    wanted = np.repeat(np.arange(len(land.grids)), 10)

    places = land.places(wanted, np.random.default_rng(3))

    assert shapely.contains_xy(land.grids[wanted], places[:, 0], places[:, 1]).all()


def test_that_a_place_drawn_from_a_stored_shape_lies_in_it(land: ground.Ground) -> None:
    draw = Random(1)
    for grid in land.grids[:100]:
        place = ground.inner_place(shapely.to_wkb(grid), draw)
        assert grid.covers(shapely.Point(place.lng_deg, place.lat_deg))


@pytest.mark.parametrize(("tier", "count"), [("village", 75), ("township", 15), ("district", 3)])
def test_that_every_part_of_the_tree_is_in_one_piece(land: ground.Ground, tier: str, count: int) -> None:
    part_of = land.village_of
    if tier != "village":
        part_of = land.township_of[part_of]
    if tier == "district":
        part_of = land.district_of[part_of]

    parts = ground.united(land.grids, part_of)

    assert len(parts) == count
    assert (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON).all()


def test_that_no_village_is_left_with_a_grid_or_two(land: ground.Ground) -> None:
    assert np.bincount(land.village_of).min() >= 3


def test_that_the_city_size_is_as_large_and_as_finely_bordered_as_a_real_one(wide_land: ground.Ground) -> None:
    vertices = int(shapely.get_num_coordinates(wide_land.grids).sum())

    assert len(wide_land.grids) == 6_895
    assert 300_000 < vertices < 400_000
    assert shapely.coverage_is_valid(wide_land.grids)


def test_that_grids_are_small_in_town_and_wide_in_the_country(wide_land: ground.Ground) -> None:
    km2 = np.sort(wide_land.area_km2)

    assert np.median(km2[-500:]) > 8 * np.median(km2[:500])


def test_that_few_grids_look_like_squares(land: ground.Ground) -> None:
    corners = shapely.get_num_coordinates(shapely.simplify(land.grids, 1e-9))

    assert (corners > 20).mean() > 0.95


@pytest.mark.parametrize(("total", "sizes"), [(15, [180, 193, 227]), (3, [1, 1, 400]), (9, [5, 5, 5])])
def test_that_shares_add_up_and_leave_nobody_out(total: int, sizes: list[int]) -> None:
    given = tree.shares(total, sizes)

    assert sum(given) == total
    assert min(given) >= 1
