"""From places to pixels, the slots of the symbols, and the borders of the city."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.atlas import Atlas
from console.domain.grid import Rating, Tier
from console.domain.place import LatLng
from tests.builders import CITY, GRID, IN_GRID, NEXT_GRID, a_region, a_region_tree
from tests.widgets.map.test_packing import unpack
from widgets.map.features import RATINGS, WORLD_PX, Ground, Points, world_px, world_px_of


def test_that_greenwich_on_the_equator_is_the_middle_of_the_world():
    assert world_px_of(LatLng(0, 0)) == (WORLD_PX // 2, WORLD_PX // 2)


def test_that_north_is_up_and_east_is_right():
    x, y = world_px_of(LatLng(31, 121))
    assert world_px_of(LatLng(32, 121))[1] < y
    assert world_px_of(LatLng(31, 122))[0] > x


@given(st.floats(-89, 89), st.floats(-179.9, 179.9))
def test_that_one_place_and_many_places_fall_on_the_same_pixel(lat, lng):
    assert np.abs(world_px([lng], [lat])[0] - world_px_of(LatLng(lat, lng))).max() <= 1


def test_that_a_symbol_keeps_its_slot():
    points: Points[str] = Points()
    points.put("a", (1, 1), 1)
    points.put("b", (2, 2), 1)
    points.drop("a")
    points.put("c", (3, 3), 1)
    assert points.px_of("b") == (2, 2)
    assert points.slot_of("c") == 0


def test_that_a_change_is_said_once():
    points: Points[str] = Points()
    points.put("a", (1, 1), 1)
    points.changed()
    assert points.changed() is None


def test_that_the_same_again_says_nothing():
    points: Points[str] = Points()
    points.put("a", (1, 1), 1)
    points.changed()
    points.put("a", (1, 1), 1)
    assert points.changed() is None


def test_that_what_went_is_said_as_an_empty_slot():
    points: Points[str] = Points()
    points.put("a", (1, 1), 3)
    points.changed()
    points.drop("a")
    delta = points.changed()
    assert delta is not None
    assert (delta.slots.tolist(), delta.looks.tolist()) == ([0], [0])


def test_that_a_snapshot_leaves_nothing_to_be_said():
    points: Points[str] = Points()
    points.put("a", (1, 1), 3)
    _, arrays = unpack(points.snapshot())
    assert arrays["px"].tolist() == [1, 1]
    assert points.changed() is None


def test_that_there_is_room_for_a_whole_city():
    points: Points[int] = Points()
    for number in range(1000):
        points.put(number, (number, number), 1)
    assert points.px_of(999) == (999, 999)


def test_that_only_what_is_wanted_is_kept():
    points: Points[str] = Points()
    for key in "abc":
        points.put(key, (1, 1), 1)
    points.keep_only(["b", "d"])
    assert set(points.keys()) == {"b"}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3)), max_size=60))
def test_that_deltas_add_up_to_the_snapshot(steps):
    points: Points[str] = Points()
    heard: dict[int, int] = {}
    for number, (key, look) in enumerate(steps):
        points.put(key, (number, number), look) if look else points.drop(key)
        if number % 3 == 0 and (delta := points.changed()) is not None:
            heard |= dict(zip(delta.slots.tolist(), delta.looks.tolist(), strict=True))
    if (delta := points.changed()) is not None:
        heard |= dict(zip(delta.slots.tolist(), delta.looks.tolist(), strict=True))
    assert [heard.get(slot, 0) for slot in range(len(points.looks))] == points.looks.tolist()


def ground_of(regions) -> dict:
    return unpack(Ground(Atlas(regions)).packed)[1]


def test_that_a_shared_border_is_drawn_once():
    arrays = ground_of(a_region_tree())
    ends = arrays["line_px"].reshape(-1, 2)
    segments = [
        frozenset(map(tuple, ends[at : at + 2].tolist()))
        for start, stop in zip(arrays["line_at"][:-1].tolist(), arrays["line_at"][1:].tolist(), strict=True)
        for at in range(start, stop - 1)
    ]
    assert len(segments) == len(set(segments)) == 11


def test_that_the_border_of_two_districts_is_drawn_as_one():
    tree = [
        a_region(CITY, Tier.CITY, None),
        a_region("320501", Tier.DISTRICT, CITY),
        a_region("320502", Tier.DISTRICT, CITY),
        a_region("3205011", Tier.GRID, "320501", (0, 0, 1, 1)),
        a_region("3205021", Tier.GRID, "320502", (1, 0, 2, 1)),
    ]
    arrays = ground_of(tree)
    at = arrays["line_tier"].tolist().index(Tier.DISTRICT)
    start, stop = arrays["line_at"][at : at + 2].tolist()
    middle_x = world_px_of(LatLng(0, 1))[0]
    assert set(arrays["line_px"].reshape(-1, 2)[start:stop, 0].tolist()) == {middle_x}


def test_that_a_tier_with_boundaries_of_its_own_is_drawn_by_them():
    tree = [
        a_region(CITY, Tier.CITY, None, (0, 0, 4, 4)),
        a_region("32051", Tier.GRID, CITY, (0, 0, 1, 1)),
    ]
    arrays = ground_of(tree)
    assert arrays["line_tier"].tolist().count(Tier.CITY) == 1


def test_that_the_land_covers_the_grids_where_the_city_has_no_boundary():
    arrays = ground_of(a_region_tree())
    assert len(arrays["land_at"]) - 1 == 2


def test_that_every_region_with_ground_has_its_name_high_tiers_first():
    words, _ = unpack(Ground(Atlas(a_region_tree())).packed)
    tiers = [tier for _, _, _, tier in words["labels"]]
    assert tiers == sorted(tiers)
    assert len(tiers) == len(a_region_tree())


def test_that_a_rating_reaches_its_grid():
    ground = Ground(Atlas(a_region_tree()))
    ratings = ground.ratings({NEXT_GRID: Rating.ORANGE})
    assert RATINGS[ratings[ground.index_of(NEXT_GRID)]] is Rating.ORANGE
    assert RATINGS[ratings[ground.index_of(GRID)]] is Rating.NONE


@pytest.mark.parametrize("code", [None, "nowhere"])
def test_that_no_grid_has_no_number(code):
    assert Ground(Atlas(a_region_tree())).index_of(code) == -1


def test_that_a_city_without_grids_can_be_drawn():
    arrays = ground_of([a_region(CITY, Tier.CITY, None, (0, 0, 1, 1))])
    assert len(arrays["ring_px"]) == 0


def test_that_the_middle_of_a_grid_lies_in_it():
    atlas = Atlas(a_region_tree())
    ground = Ground(atlas)
    x, y = ground.middles[ground.index_of(GRID)].tolist()
    assert abs(x - world_px_of(IN_GRID)[0]) <= 1
    assert abs(y - world_px_of(IN_GRID)[1]) <= 100
