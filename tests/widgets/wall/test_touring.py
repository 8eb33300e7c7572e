"""Tours of regions, and pages that are prepared before they come and given up when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.domain.grid import RegionCode
from tests.builders import CITY, GRID, NEXT_GRID, a_camera
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
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
