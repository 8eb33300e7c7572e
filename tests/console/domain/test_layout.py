"""Layouts: where their tiles lie, how one reaches them, and what becomes of them when one grows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.layout import LAYOUTS, Layout, layout_of


@pytest.mark.parametrize(
    ("name", "tiles"),
    [
        ("1", 1),
        ("2x2", 4),
        ("3x3", 9),
        ("4x4", 16),
        ("1+5", 6),
        ("1+7", 8),
        ("1+12", 13),
        ("5x5", 25),
        ("6x6", 36),
        ("8x8", 64),
    ],
)
def test_that_a_layout_has_the_tiles_of_its_name(name, tiles):
    assert len(LAYOUTS[name].cells) == tiles


@pytest.mark.parametrize("name", LAYOUTS)
@given(width=st.integers(64, 4000), height=st.integers(64, 2400))
def test_that_tiles_lie_inside_apart_and_in_the_shape_of_television(name, width, height):
    tiles = LAYOUTS[name].rectangles(width, height, 2)
    for number, tile in enumerate(tiles):
        assert tile.left >= 0
        assert tile.top >= 0
        assert tile.left + tile.width <= width
        assert tile.top + tile.height <= height
        assert abs(tile.width * 9 - tile.height * 16) <= 16 * 16
        for other in tiles[number + 1 :]:
            apart = (
                tile.left + tile.width < other.left
                or other.left + other.width < tile.left
                or tile.top + tile.height < other.top
                or other.top + other.height < tile.top
            )
            assert apart


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_the_largest_tile_comes_first(name):
    spans = [cell.span for cell in LAYOUTS[name].cells]
    assert spans[0] == max(spans)


def test_that_arrows_go_to_the_neighbour_and_stop_at_the_edge():
    layout = LAYOUTS["1+5"]
    assert layout.beside(0, 1, 0) == 1
    assert layout.beside(0, 0, 1) == 4
    assert layout.beside(1, -1, 0) == 0
    assert layout.beside(3, 1, 0) == 3


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_every_tile_is_reached_with_the_arrows(name):
    layout, reached, open_ends = LAYOUTS[name], {0}, [0]
    while open_ends:
        place = open_ends.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if (other := layout.beside(place, *step)) not in reached:
                reached.add(other)
                open_ends.append(other)
    assert reached == set(range(len(layout.cells)))


def grown(name: str, place: int, span: int) -> Layout:
    return LAYOUTS[name].spanned(place, span)


def test_that_a_tile_takes_the_cells_under_it():
    layout = grown("4x4", 5, 2)
    assert layout.name == "1+12"
    assert len(layout.cells) == 13


def test_that_a_tile_that_would_leave_the_grid_is_moved_back():
    layout = grown("3x3", 8, 2)
    large = next(cell for cell in layout.cells if cell.span == 2)
    assert (large.column, large.row) == (1, 1)


def test_that_a_large_tile_that_is_partly_covered_falls_apart():
    layout = grown("1+5", 5, 2)
    assert sorted(cell.span for cell in layout.cells) == [1, 1, 1, 1, 1, 2]


def test_that_the_smallest_is_one_cell_and_the_largest_all_of_them():
    assert grown("3x3", 4, 0) is LAYOUTS["3x3"]
    assert len(grown("3x3", 4, 9).cells) == 1


def test_that_a_tile_that_shrinks_again_leaves_the_even_grid():
    layout = grown("6x6", 7, 3)
    place = layout.at(1, 1)
    assert place is not None
    assert layout.spanned(place, 1) is LAYOUTS["6x6"]


@given(
    name=st.sampled_from(sorted(LAYOUTS)),
    steps=st.lists(st.tuples(st.integers(0, 63), st.integers(1, 8)), max_size=6),
)
def test_that_however_tiles_grow_each_cell_has_one_tile_and_the_name_tells_all(name, steps):
    layout = LAYOUTS[name]
    for place, span in steps:
        layout = layout.spanned(place % len(layout.cells), span)
        cells = [(column, row) for column in range(layout.side) for row in range(layout.side)]
        assert all(sum(cell.covers(*spot) for cell in layout.cells) == 1 for spot in cells)
        assert layout_of(layout.name) == layout


@pytest.mark.parametrize(
    "name", ["", "7x7", "2x3:0.0.2", "4x4:", "4x4:0.0.1", "4x4:3.0.2", "4x4:0.0.2,1.1.2", "4x4:0.0.9", "9x9:0.0.2"]
)
def test_that_a_name_that_tells_of_no_layout_is_none(name):
    assert layout_of(name) is None
