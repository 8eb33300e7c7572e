"""Tours of regions, and pages that are prepared before they come and given up when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.saved_layout import Hung
from tests.builders import CITY, GRID, NEXT_GRID, a_camera
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from tests.widgets.wall.test_saved import FOUR, ONE, keep, known
from widgets.wall.panel import WallPanel
from widgets.wall.region_chooser import counts


class Hand:
    """A clock that is turned by hand."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hand(wall: WallPanel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    made = Hand()
    monkeypatch.setattr(wall.tour_bar, "_seconds", made)
    yield made
    wall.tour_bar.end()


def turn(wall: WallPanel, hand: Hand, to_s: float) -> None:
    hand.now_s = to_s
    wall.tour_bar.look()


EIGHT = [camera(number) for number in range(1, 9)]


def test_that_the_next_page_is_prepared_shortly_before_it_comes(wall: WallPanel, pool: FakePool, hand: Hand):
    wall.start_tour(EIGHT, 10)
    turn(wall, hand, 6.0)
    assert pool.prepared == {}
    turn(wall, hand, 7.5)
    assert pool.prepared.keys() == {0, 1, 2, 3}
    assert all(url.startswith(f"rtsp://cam/{place + 5}") for place, url in pool.prepared.items())


def test_that_what_was_prepared_is_what_is_asked_for(wall: WallPanel, pool: FakePool, hand: Hand):
    wall.start_tour(EIGHT, 10)
    for place in range(4):
        pool.picture_comes(place)
    turn(wall, hand, 8.0)
    prepared = dict(pool.prepared)
    turn(wall, hand, 10.1)
    assert {place: stream.url for place, stream in pool.waiting.items()} == prepared
    assert pool.prepared == {}


@pytest.mark.parametrize("how", ["touch", "toggle", "end"])
def test_that_nothing_prepared_is_left_when_the_tour_stops(wall: WallPanel, pool: FakePool, hand: Hand, how: str):
    wall.start_tour(EIGHT, 10)
    turn(wall, hand, 8.0)
    assert pool.prepared
    getattr(wall.tour_bar, how)()
    assert pool.prepared == {}


def test_that_a_tour_of_one_page_prepares_nothing(wall: WallPanel, pool: FakePool, hand: Hand):
    wall.start_tour(EIGHT[:4], 10)
    turn(wall, hand, 8.0)
    assert pool.prepared == {}


NINE = Hung(layout="3x3", cameras=(camera(7), *(camera(number) for number in range(1, 9))))


@pytest.mark.parametrize(
    ("first", "then", "warm"),
    [(ONE, FOUR, [0, 2]), (FOUR, ONE, [0]), (ONE, NINE, list(range(1, 9))), (FOUR, NINE, [*range(9)])],
)
def test_that_the_next_layout_is_prepared_as_it_will_be_whatever_its_geometry(
    wall: WallPanel, seat: Seat, pool: FakePool, hand: Hand, qtbot: QtBot, first: Hung, then: Hung, warm: list[int]
):
    keep(seat, 1, "先", first)
    keep(seat, 2, "后", then)
    known(wall, qtbot, 2)
    wall.touring.layouts([(layout, 10.0) for layout in wall.shelf.layouts])
    turn(wall, hand, 8.0)
    assert sorted(pool.prepared) == warm
    turn(wall, hand, 10.1)
    assert Hung.of(wall.hanging.wall) == then
    assert (sorted(pool.warm_shown), pool.prepared) == (warm, {})


def test_that_only_the_tile_that_fills_the_wall_is_prepared(wall: WallPanel, pool: FakePool, hand: Hand):
    wall.start_tour(EIGHT, 10)
    wall.view.zoom(True)
    turn(wall, hand, 8.0)
    assert list(pool.prepared) == [0]


def test_that_what_was_prepared_ends_when_nobody_sees_the_wall_any_more(wall: WallPanel, pool: FakePool, hand: Hand):
    wall.start_tour(EIGHT, 10)
    turn(wall, hand, 8.0)
    wall.hide()
    assert pool.prepared == {}


@pytest.fixture
def city(seat: Seat) -> Seat:
    for number in range(1, 9):
        grid = GRID if number % 2 else NEXT_GRID
        seat.board.cameras[camera(number)] = a_camera(camera(number), number=number, region=RegionCode(grid))
    return seat


@pytest.mark.usefixtures("city")
def test_that_a_grid_is_toured_with_its_own_cameras_by_number(wall: WallPanel):
    wall.touring.region(RegionCode(GRID), 20)
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(1), camera(3), camera(5), camera(7))


@pytest.mark.usefixtures("city")
def test_that_the_tour_of_a_region_is_kept_without_its_cameras(wall: WallPanel):
    wall.touring.region(RegionCode(NEXT_GRID), 20)
    kept = wall.state()
    assert kept["tour"] == {"region": NEXT_GRID, "dwell_s": 20}
    wall.tour_bar.end()
    wall.restore(kept)
    tour = wall.tour_bar.tour
    assert tour is not None
    assert len(tour.cameras) == 4


def test_that_cameras_count_for_their_grid_and_all_above(city: Seat):
    found = counts(city.board)
    assert (found[RegionCode(GRID)], found[RegionCode(NEXT_GRID)], found[CITY]) == (4, 4, 8)


def test_that_a_tag_is_toured_and_kept_as_such(wall: WallPanel, city: Seat, qtbot: QtBot):
    for number in (6, 2):
        known = city.board.cameras[camera(number)]
        city.board.cameras[camera(number)] = replace(known, tags=("学校", "路口"))
    chooser = wall._regions
    chooser.ask()
    chooser.search.setText("xx")
    with qtbot.waitSignal(chooser.tag_chosen):
        chooser.tour.click()
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(2), camera(6))
    assert wall.state()["tour"] == {"tag": "学校", "dwell_s": 15}


@pytest.mark.usefixtures("city")
def test_that_a_region_is_found_by_its_code_and_toured(wall: WallPanel, qtbot: QtBot):
    chooser = wall._regions
    chooser.ask()
    chooser.search.setText(NEXT_GRID)
    with qtbot.waitSignal(chooser.chosen):
        chooser.tour.click()
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(2), camera(4), camera(6), camera(8))


def spread(seat: Seat) -> tuple[LatLng, LatLng]:
    """Let the cameras lie from south to north, and return the corners of a box around 3 and 4."""
    for number in range(1, 9):
        place = LatLng(34.0 + number / 100, 117.0)
        seat.board.cameras[camera(number)] = a_camera(camera(number), number=number, place=place)
    return LatLng(34.045, 116.9), LatLng(34.025, 117.1)


def test_that_the_cameras_in_a_box_on_the_map_are_toured(wall: WallPanel, seat: Seat):
    wall.touring.take_box(*spread(seat))
    assert (wall.bar.tour_box.isEnabled(), "2" in wall.bar.tour_box.text()) == (True, True)
    wall.bar.tour_box.trigger()
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(3), camera(4))


def test_that_the_tour_of_a_box_is_kept_by_its_corners(wall: WallPanel, seat: Seat):
    wall.touring.take_box(*spread(seat))
    wall.bar.tour_box.trigger()
    kept = wall.state()
    assert kept["tour"] == {"box": [34.045, 116.9, 34.025, 117.1], "dwell_s": 15}
    wall.tour_bar.end()
    wall.restore(kept)
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(3), camera(4))


def test_that_the_cameras_inside_a_line_drawn_by_hand_are_toured_and_kept(wall: WallPanel, seat: Seat):
    spread(seat)
    triangle = [LatLng(34.035, 116.9), LatLng(34.065, 117.05), LatLng(34.035, 117.05)]
    wall.touring.take_area([triangle])
    wall.bar.tour_box.trigger()
    kept = wall.state()
    wall.tour_bar.end()
    wall.restore(kept)
    tour = wall.tour_bar.tour
    assert tour is not None
    assert tour.cameras == (camera(4), camera(5))


def test_that_a_box_without_a_camera_offers_no_tour(wall: WallPanel, seat: Seat):
    spread(seat)
    wall.touring.take_box(LatLng(0, 0), LatLng(1, 1))
    assert not wall.bar.tour_box.isEnabled()


@pytest.mark.parametrize("bad", [None, [1, 2, 3], ["a", 2, 3, 4], 5])
def test_that_a_box_that_cannot_be_read_begins_no_tour(wall: WallPanel, bad: object):
    wall.touring.restore({"box": bad})
    assert not wall.tour_bar.runs
