"""What hangs, what plays, and which name stands under which picture."""

from __future__ import annotations

from dataclasses import replace

from console.video.states import TileState
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets.wall.panel import WallPanel


def name_seen(wall: WallPanel) -> str:
    """Return the name that stands in the first tile once it is painted."""
    wall.view.grab()
    return wall.view.face(0).place


def test_that_a_camera_hung_is_played_at_the_size_of_its_tile(wall: WallPanel, pool: FakePool):
    wall.hang(camera(3), 1)
    rect = wall.view.rect_of(1)
    assert pool.playing[1].size == (rect.width(), rect.height())
    assert pool.urls() == {1: "rtsp://cam/3/main" if rect.height() >= 230 else "rtsp://cam/3"}


def test_that_a_small_tile_plays_the_sub_stream_and_a_large_one_the_main(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    wall.set_layout_by_name("4x4")
    wall.hang(camera(1), 0)
    assert pool.urls()[0] == "rtsp://cam/1"
    wall.set_layout_by_name("1")
    assert pool.urls()[0] == "rtsp://cam/1/main"


def test_that_the_nearest_cameras_take_free_tiles_and_leave_the_ticket_alone(wall: WallPanel, seat: Seat):
    wall.hang(camera(8), 0)
    wall.hanging.pin(TICKET, 1)
    wall.hang_nearest([seat.board.cameras[camera(n)] for n in (1, 2, 3)])
    assert [wall.hanging.wall.tile(place).camera for place in range(4)] == [camera(3), None, camera(1), camera(2)]


def test_that_a_name_changes_only_with_the_picture(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    wall.hanging.hang(camera(2), 0, smoothly=True)
    assert name_seen(wall) == "001 北门"
    pool.picture_comes(0)
    assert name_seen(wall) == "002 人民路口"


def test_that_the_name_stays_with_its_picture_while_one_camera_after_another_does_not_come(
    wall: WallPanel, pool: FakePool
):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    wall.hanging.hang(camera(2), 0, smoothly=True)
    wall.hanging.hang(camera(3), 0, smoothly=True)
    assert name_seen(wall) == "001 北门"
    pool.picture_comes(0)
    assert name_seen(wall) == "003 云龙湖公园"


def test_that_the_name_stays_with_its_picture_when_the_other_stream_of_its_camera_did_not_come(
    wall: WallPanel, pool: FakePool
):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    wall.hanging.hold(0, "sub" if pool.playing[0].kind == "main" else "main")
    wall.hanging.hang(camera(2), 0, smoothly=True)
    assert name_seen(wall) == "001 北门"


def test_that_a_camera_is_played_from_its_new_address_once_that_is_told(wall: WallPanel, pool: FakePool, seat: Seat):
    wall.set_layout_by_name("4x4")
    wall.hang(camera(1), 0)
    wall.hang(camera(2), 1)
    pool.picture_comes(0)
    told = dict(seat.board.cameras)
    told[camera(1)] = replace(told[camera(1)], sub_url="rtsp://new/1")
    seat.relay.show(replace(seat.board.around(()), cameras=tuple(told.values())))
    assert (pool.waiting[0].url, list(pool.waiting)) == ("rtsp://new/1", [0])
    assert name_seen(wall) == "001 北门"


def test_that_a_smaller_layout_ends_what_is_not_seen_and_a_larger_begins_it_again(wall: WallPanel, pool: FakePool):
    for place in range(4):
        wall.hang(camera(place + 1), place)
    wall.set_layout_by_name("1")
    assert list(pool.playing) == [0]
    wall.set_layout_by_name("2x2")
    assert sorted(pool.playing) == [0, 1, 2, 3]


def test_that_a_hidden_wall_decodes_nothing(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    wall.hide()
    assert pool.playing[0].hidden
    wall.show()
    assert not pool.playing[0].hidden


def test_that_only_the_tile_on_the_full_screen_is_decoded(wall: WallPanel, pool: FakePool):
    wall.hang(camera(1), 0)
    wall.hang(camera(2), 1)
    wall.hanging.select(1)
    wall.toggle_full_screen()
    assert (pool.playing[0].hidden, pool.playing[1].hidden) == (True, False)
    wall.toggle_full_screen()
    assert not pool.playing[0].hidden


def test_that_the_first_day_begins_with_a_living_wall(wall: WallPanel, pool: FakePool):
    wall.restore({})
    assert [wall.hanging.wall.tile(place).camera for place in range(4)] == [camera(n) for n in range(1, 5)]
    assert len(pool.playing) == 4


def test_that_a_wall_comes_back_as_it_was_kept(wall: WallPanel, pool: FakePool):
    wall.set_layout_by_name("1+5")
    wall.hang(camera(4), 2)
    wall.hanging.pin(TICKET, 2)
    kept = wall.state()
    wall.restore({"layout": "1"})
    wall.restore(kept)
    assert wall.state() == kept
    assert list(pool.playing) == [2]


def test_that_a_selected_tile_tells_the_focus_and_the_focus_selects_a_tile(wall: WallPanel, seat: Seat):
    wall.hang(camera(5), 2)
    wall.hanging.select(2)
    assert seat.focus.camera == camera(5)
    wall.hang(camera(6), 3)
    seat.focus.look_at_camera(camera(6))
    assert wall.hanging.selected == 3


def test_that_the_clock_of_a_tile_stands_still_with_its_picture(wall: WallPanel, pool: FakePool, seat: Seat):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    pool.tell(0, TileState.STALE, age_s=95.0)
    wall.view.grab()
    wall.hanging.changed.emit(frozenset({0}))
    face = wall.view.face(0)
    assert seat.clock.now().strftime("%H:%M:%S") == "12:00:00"
    assert (face.age, face.clock) == ("01:35", "11:58:25")
