"""Which grid holds a place, and what the atlas does with boundaries as the field draws them."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from console.atlas import Atlas
from console.domain.grid import Region, RegionCode, Tier
from console.domain.place import LatLng

CITY = RegionCode("320300")
DISTRICT = RegionCode("320301")


def region(code: str, shape: shapely.Geometry | None = None, tier: Tier = Tier.GRID, parent: str | None = DISTRICT):
    return Region(
        code=RegionCode(code),
        name=f"name {code}",
        tier=tier,
        parent=RegionCode(parent) if parent is not None else None,
        shape_wkb=shapely.to_wkb(shape) if shape is not None else b"",
    )


def checkerboard(columns: int = 10, rows: int = 10, side_deg: float = 0.01) -> list[Region]:
    """A city with one district of square grids, numbered row by row from the south-west corner at 117, 34."""
    tree = [region(CITY, tier=Tier.CITY, parent=None), region(DISTRICT, tier=Tier.DISTRICT, parent=CITY)]
    for row in range(rows):
        for column in range(columns):
            west, south = 117 + column * side_deg, 34 + row * side_deg
            square = shapely.box(west, south, west + side_deg, south + side_deg)
            tree.append(region(f"{DISTRICT}{row * columns + column:04d}", square))
    return tree


def code_of(number: int) -> str:
    return f"{DISTRICT}{number:04d}"


def test_that_a_place_inside_is_held_by_its_grid():
    assert Atlas(checkerboard()).grid_at(LatLng(34.005, 117.015)) == code_of(1)


def test_that_a_place_outside_all_grids_has_none():
    assert Atlas(checkerboard()).grid_at(LatLng(35.0, 117.015)) is None


def test_that_a_shared_border_belongs_to_the_lowest_code():
    unit = [region("320301a", shapely.box(0, 0, 1, 1)), region("320301b", shapely.box(1, 0, 2, 1))]
    assert Atlas(unit[::-1]).grid_at(LatLng(0.5, 1.0)) == "320301a"


def test_that_a_corner_of_four_grids_belongs_to_the_lowest_code():
    quarters = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(0, 1, 1, 2), shapely.box(1, 1, 2, 2)]
    atlas = Atlas([region(f"320301{number}", shape) for number, shape in enumerate(quarters)])
    assert atlas.grid_at(LatLng(1.0, 1.0)) == "3203010"


def test_that_of_overlapping_grids_the_lowest_code_holds():
    both = [region("320301b", shapely.box(0, 0, 2, 2)), region("320301a", shapely.box(1, 0, 3, 2))]
    assert Atlas(both).grid_at(LatLng(1.0, 1.5)) == "320301a"


def test_that_a_hole_does_not_belong_to_the_grid_around_it():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert Atlas([region("320301a", ring)]).grid_at(LatLng(1.5, 1.5)) is None


def test_that_places_that_are_no_number_have_no_grid():
    assert Atlas(checkerboard()).grids_at([117.005, np.nan], [34.005, 34.005]) == [code_of(0), None]


@given(st.lists(st.tuples(st.integers(-20, 1100), st.integers(-20, 1100)), min_size=1, max_size=30))
def test_that_many_places_at_once_get_what_each_gets_alone(thousandths):
    atlas = Atlas(checkerboard(4, 4, 0.25))
    places = [LatLng(34 + north / 1000, 117 + east / 1000) for east, north in thousandths]
    together = atlas.grids_at([place.lng_deg for place in places], [place.lat_deg for place in places])
    assert together == [atlas.grid_at(place) for place in places]


def test_that_nothing_is_lost_on_borders():
    atlas = Atlas(checkerboard(8, 8, 0.125))
    steps = np.arange(65) / 64
    lng, lat = np.meshgrid(117 + steps, 34 + steps)
    assert None not in atlas.grids_at(lng.ravel(), lat.ravel())


def test_that_a_bow_tie_is_mended_kept_and_told():
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    atlas = Atlas([region("320301a", bow_tie)])
    assert [(fault.code, fault.mended) for fault in atlas.faults] == [("320301a", True)]
    assert atlas.grid_at(LatLng(1.0, 0.25)) == "320301a"


def test_that_mending_leaves_only_what_covers_ground():
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (1, 2), (1, 5), (1, 2), (0, 2)])
    shape = Atlas([region("320301a", spike)]).shape("320301a")
    assert shape is not None
    assert shape.area == pytest.approx(4.0)


@pytest.mark.parametrize("wkb", [b"not a boundary", shapely.LineString([(0, 0), (1, 1)]).wkb])
def test_that_a_boundary_beyond_mending_is_told_and_the_region_kept(wkb):
    atlas = Atlas([Region(code=RegionCode("1"), name="x", tier=Tier.GRID, parent=None, shape_wkb=wkb)])
    assert [fault.mended for fault in atlas.faults] == [False]
    assert "1" in atlas
    assert atlas.grid_codes == ()


def test_that_the_path_runs_from_the_city_down():
    assert Atlas(checkerboard()).path(code_of(7)) == [f"name {CITY}", f"name {DISTRICT}", f"name {code_of(7)}"]


def test_that_a_box_names_the_grids_that_it_touches_and_no_others():
    atlas = Atlas(checkerboard())
    box = atlas.bounds(code_of(0))
    assert box is not None
    assert atlas.grids_in(box) == [code_of(0), code_of(1), code_of(10), code_of(11)]


def test_that_a_district_without_a_boundary_has_that_of_its_grids():
    box = Atlas(checkerboard(10, 10)).bounds(DISTRICT)
    assert box is not None
    assert (box.west, box.south, box.east, box.north) == pytest.approx((117, 34, 117.1, 34.1))


def test_that_the_centre_of_a_horseshoe_lies_on_it():
    horseshoe = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 3))
    atlas = Atlas([region("320301a", horseshoe)])
    middle = atlas.centre_of("320301a")
    assert middle is not None
    assert atlas.grid_at(middle) == "320301a"


def test_that_an_empty_jurisdiction_answers():
    atlas = Atlas([])
    assert atlas.grid_at(LatLng(34, 117)) is None
    assert atlas.bounds() is None


def test_that_a_city_of_places_is_found_fast_enough():
    atlas = Atlas(checkerboard(80, 80))
    rng = np.random.default_rng(7)
    lng, lat = rng.uniform(117, 117.8, 50_000), rng.uniform(34, 34.8, 50_000)
    atlas.grids_at(lng[:100], lat[:100])
    began = time.process_time()
    atlas.grids_at(lng, lat)
    assert len(lng) / (time.process_time() - began) > 150_000
