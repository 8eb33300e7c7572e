"""What is found by cells is what looking at everything would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.domain.cells import Cells
from console.domain.grid import RegionCode
from console.domain.homes import Homes
from console.domain.place import LatLng, distance_m

PLACES = st.lists(
    st.builds(LatLng, st.floats(30.9, 31.5), st.floats(120.0, 120.9)), min_size=1, max_size=40
) | st.lists(st.builds(LatLng, st.floats(-80, 80), st.floats(-170, 170)), min_size=1, max_size=10)


def cells_of(places: list[LatLng], cell_m: float = 1000.0) -> Cells[int]:
    cells: Cells[int] = Cells(cell_m)
    for number, place in enumerate(places):
        cells.put(number, place)
    return cells


@given(PLACES, st.floats(1, 20_000))
def test_that_everything_within_the_radius_is_found_and_nothing_else(places: list[LatLng], radius_m: float) -> None:
    found = {key for _, key in cells_of(places).near(places[0], radius_m)}
    assert found == {number for number, place in enumerate(places) if distance_m(places[0], place) <= radius_m}


@given(PLACES)
def test_that_going_outward_comes_to_everything_once(places: list[LatLng]) -> None:
    told = [key for _, ring in cells_of(places).outward(places[0]) for _, key in ring]
    assert sorted(told) == list(range(len(places)))


@given(PLACES)
def test_that_nothing_is_nearer_than_its_ring_says(places: list[LatLng]) -> None:
    for least_m, ring in cells_of(places).outward(places[0]):
        assert all(away_m >= least_m for away_m, _ in ring)


@given(PLACES)
def test_that_rings_grow(places: list[LatLng]) -> None:
    least = [least_m for least_m, _ in cells_of(places).outward(places[0])]
    assert least == sorted(least)


def test_that_what_moved_is_no_longer_where_it_was() -> None:
    here, there = LatLng(31.0, 120.0), LatLng(31.1, 120.0)
    cells = cells_of([here])
    cells.put(0, there)
    assert ([*cells.near(here, 100)], [key for _, key in cells.near(there, 100)]) == ([], [0])


def test_that_what_is_dropped_is_nowhere() -> None:
    cells = cells_of([LatLng(31.0, 120.0)])
    cells.drop(0)
    assert (len(cells), [*cells.near(LatLng(31.0, 120.0), 100)]) == (0, [])


CODES = st.sampled_from(["32", "3205", "320501", "320501001", "320501002", "3205010010", "A7", "B"])


@given(st.lists(CODES), CODES)
def test_that_homes_go_outward_to_everybody_the_closest_first(homes: list[str], start: str) -> None:
    kept: Homes[int] = Homes()
    for number, home in enumerate(homes):
        kept.put(number, RegionCode(home))
    told = [(apart, key) for apart, keys in kept.outward(start) for key in keys]

    def apart(home: str) -> int:
        return next(len(start) - n for n in range(len(start), -1, -1) if home.startswith(start[:n]))

    assert sorted(told) == sorted((apart(home), number) for number, home in enumerate(homes))


def test_that_who_moved_house_is_at_home_once() -> None:
    kept: Homes[int] = Homes()
    kept.put(1, RegionCode("3205"))
    kept.put(1, RegionCode("3206"))
    assert (kept.at("3205"), kept.at("3206")) == ([], [1])
