"""Layouts, and what hangs where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.camera import CameraId
from console.domain.ticket import TicketId
from console.domain.wall import LAYOUTS, Tile, Wall, stream_for

A, B, C = CameraId("a"), CameraId("b"), CameraId("c")


@pytest.mark.parametrize(("name", "tiles"), [("1", 1), ("2x2", 4), ("3x3", 9), ("4x4", 16), ("1+5", 6), ("1+7", 8)])
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


def test_that_a_smaller_layout_forgets_no_tile():
    wall = Wall(layout_name="4x4").hung(15, A)
    assert wall.laid_out("1").laid_out("4x4").tile(15).camera == A


def test_that_cameras_take_free_tiles_first_and_never_one_with_a_ticket():
    wall = Wall().hung(0, A).pinned(1, TicketId(7)).hung(2, B)
    assert wall.places_for([C]) == {C: 3}
    assert wall.places_for([CameraId(str(number)) for number in range(9)]) == {"0": 3, "1": 0, "2": 2}


def test_that_a_camera_which_is_seen_is_not_hung_again():
    assert Wall().hung(2, A).places_for([A, B]) == {B: 0}


def test_that_two_tiles_exchange_camera_and_ticket():
    wall = Wall().hung(0, A).pinned(0, TicketId(7)).hung(1, B).exchanged(0, 1)
    assert (wall.tile(0), wall.tile(1)) == (Tile(camera=B), Tile(camera=A, ticket=TicketId(7)))


def test_that_a_wall_comes_back_from_plain_data():
    wall = Wall(layout_name="1+7").hung(3, A).pinned(5, TicketId(7))
    assert Wall.from_saved(wall.saved()) == wall


@pytest.mark.parametrize("saved", [{}, {"layout": "9x9", "tiles": {"x": 1, "1": [2], "2": None}}, {"tiles": 5}])
def test_that_a_damaged_file_gives_an_empty_wall(saved):
    assert Wall.from_saved(saved) == Wall()


@pytest.mark.parametrize(
    ("height", "now", "has_main", "wanted"),
    [
        (150, "main", True, "sub"),
        (200, "main", True, "main"),
        (200, "sub", True, "sub"),
        (300, "sub", True, "main"),
        (900, "main", False, "sub"),
    ],
)
def test_that_a_tile_takes_the_stream_for_its_size_and_does_not_waver(height, now, has_main, wanted):
    assert stream_for(height, now, has_main) == wanted
