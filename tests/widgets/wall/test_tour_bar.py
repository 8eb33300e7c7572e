"""A tour on the wall: it goes on by the clock, stops at a touch, and goes on by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.tour import Stop
from tests.video_fakes import FakePool
from tests.widgets.wall.conftest import TICKET, camera
from widgets.wall.panel import WallPanel
from widgets.wall.tour_bar import TourBar

EIGHT = [camera(number) for number in range(1, 9)]


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def bar(qtbot: QtBot, hand: Hand) -> TourBar:
    made = TourBar(seconds=hand)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def stops(bar: TourBar) -> list[int]:
    seen: list[int] = []

    def note(stop: Stop) -> None:
        seen.append(stop.number)

    bar.stop_changed.connect(note)
    return seen


def _pass(bar: TourBar, hand: Hand, seconds: float) -> None:
    hand.now_s += seconds
    bar.look()


def test_that_a_page_follows_when_its_time_is_over(bar: TourBar, hand: Hand, stops: list[int]):
    bar.start(EIGHT, 10, 4)
    for seconds in (9, 2, 10):
        _pass(bar, hand, seconds)
    assert stops == [0, 1, 0]


def test_that_a_touch_pauses_with_a_count_and_the_tour_goes_on_by_itself(bar: TourBar, hand: Hand, stops: list[int]):
    bar.start(EIGHT, 10, 4)
    bar.touch()
    assert "60" in bar.badge
    _pass(bar, hand, 30)
    assert "30" in bar.badge
    _pass(bar, hand, 31)
    assert bar.badge == ""
    _pass(bar, hand, 11)
    assert stops == [0, 1]


def test_that_a_second_touch_starts_the_count_anew(bar: TourBar, hand: Hand):
    bar.start(EIGHT, 10, 4)
    bar.touch()
    _pass(bar, hand, 50)
    bar.touch()
    _pass(bar, hand, 50)
    assert bar.paused


def test_that_a_pause_by_key_stays_until_the_key(bar: TourBar, hand: Hand, stops: list[int]):
    bar.start(EIGHT, 10, 4)
    bar.toggle()
    _pass(bar, hand, 1000)
    assert (bar.paused, stops) == (True, [0])
    bar.toggle()
    _pass(bar, hand, 11)
    assert stops == [0, 1]


def test_that_the_operator_skips_both_ways(bar: TourBar, stops: list[int]):
    bar.start(EIGHT, 10, 2)
    bar.next()
    bar.next()
    bar.previous()
    bar.previous()
    bar.previous()
    assert stops == [0, 1, 2, 1, 0, 3]


def test_that_an_ended_tour_says_nothing_more(bar: TourBar, hand: Hand, stops: list[int]):
    bar.start(EIGHT, 10, 4)
    bar.touch()
    bar.end()
    _pass(bar, hand, 1000)
    assert (bar.badge, bar.isHidden(), stops) == ("", True, [0])


def test_that_a_tour_without_cameras_does_not_begin(bar: TourBar):
    bar.start([], 10, 4)
    assert bar.tour is None


def _hung(wall: WallPanel) -> list[CameraId | None]:
    return [wall.hanging.wall.tile(place).camera for place in wall.hanging.wall.places]


def test_that_a_tour_changes_cameras_without_a_gap_and_spares_the_pinned_tile(wall: WallPanel, pool: FakePool):
    wall.hang(camera(8), 0)
    wall.hanging.pin(TICKET, 0)
    wall.start_tour(EIGHT[:6], 10)
    assert _hung(wall) == [camera(8), camera(1), camera(2), camera(3)]
    for place in range(4):
        pool.picture_comes(place)
    cuts = pool.cuts
    wall.tour_next()
    assert _hung(wall) == [camera(8), camera(4), camera(5), camera(6)]
    assert pool.cuts == cuts
    assert sorted(pool.waiting) == [1, 2, 3]


def test_that_a_hand_on_the_wall_pauses_the_tour_and_the_badge_is_seen(wall: WallPanel, qtbot: QtBot):
    wall.start_tour(EIGHT, 10)
    assert wall._badge.isHidden()
    qtbot.keyClicks(wall.view, "1")
    assert wall.tour_bar.paused
    assert not wall._badge.isHidden()


def test_that_the_badge_stays_in_the_middle_of_a_wall_that_grows(wall: WallPanel, qtbot: QtBot):
    wall.start_tour(EIGHT, 10)
    qtbot.keyClicks(wall.view, "1")
    wall.view.resize(2 * wall.view.width(), 2 * wall.view.height())
    qtbot.waitUntil(lambda: abs(wall._badge.geometry().center().x() - wall.view.width() // 2) <= 1)


def test_that_another_layout_tours_another_number_of_cameras(wall: WallPanel):
    wall.start_tour(EIGHT, 10)
    wall.set_layout_by_name("1")
    assert wall.tour_bar.tour is not None
    assert wall.tour_bar.tour.page == 1


def test_that_a_tour_comes_back_with_the_wall(wall: WallPanel):
    wall.start_tour(EIGHT, 25)
    kept = wall.state()
    wall.tour_bar.end()
    wall.restore(kept)
    assert wall.tour_bar.tour is not None
    assert (wall.tour_bar.tour.cameras, wall.tour_bar.tour.dwell_s) == (tuple(EIGHT), 25)


@pytest.mark.parametrize("odd", [[], {"cameras": None}, {"cameras": [None, {}], "dwell_s": "long"}])
def test_that_a_spoilt_tour_is_none(wall: WallPanel, odd: object) -> None:
    wall.restore({"layout": "2x2", "tour": odd})
    assert "tour" not in wall.state()
