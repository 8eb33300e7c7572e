"""What hangs where."""

from __future__ import annotations

import pytest

from console.domain.camera import CameraId
from console.domain.ticket import TicketId
from console.domain.wall import Tile, Wall

A, B, C = CameraId("a"), CameraId("b"), CameraId("c")


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


def test_that_what_hangs_stays_at_its_cell_when_a_tile_grows():
    wall = Wall(layout_name="3x3").hung(0, A).hung(2, B).hung(8, C).spanned(0, 2)
    assert [wall.tile(place).camera for place in wall.places] == [A, B, None, C, None, None]


def test_that_what_lost_its_cell_comes_back_when_the_tile_shrinks():
    wall = Wall(layout_name="3x3").hung(0, A).hung(4, B).pinned(3, TicketId(7))
    grown = wall.spanned(0, 2)
    assert all(grown.tile(place).camera != B for place in grown.places)
    shrunk = grown.spanned(0, 1)
    seen = {shrunk.tile(place) for place in shrunk.places}
    assert {Tile(camera=A), Tile(camera=B), Tile(ticket=TicketId(7))} <= seen


def test_that_a_wall_with_a_free_layout_is_kept_and_read_again():
    wall = Wall(layout_name="4x4").hung(5, A).spanned(5, 2)
    assert Wall.from_saved(wall.saved()) == wall
