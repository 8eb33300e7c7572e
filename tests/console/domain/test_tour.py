"""A tour says what shows at a given second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.tour import LayoutTour, Tour, group, inside
from tests.builders import a_camera

FIVE = tuple(CameraId(letter) for letter in "abcde")


def test_that_pages_follow_one_another_and_begin_anew():
    tour = Tour(cameras=FIVE, dwell_s=10, page=2)
    shown = ["".join(tour.stop_at(second).cameras) for second in (0, 9.9, 10, 25, 30, 1_000_000)]
    assert shown == ["ab", "ab", "cd", "ea", "ab", "cd"]


def test_that_the_time_left_runs_down():
    assert Tour(cameras=FIVE, dwell_s=10).stop_at(13).left_s == pytest.approx(7)


@pytest.mark.parametrize(("asked_s", "kept_s"), [(0, 5), (5, 5), (600, 600), (9_999, 600)])
def test_that_the_dwell_keeps_its_limits(asked_s, kept_s):
    assert Tour(cameras=FIVE, dwell_s=asked_s).period_s == kept_s


def test_that_a_page_larger_than_the_list_shows_each_camera_once():
    assert Tour(cameras=FIVE, page=16).stop_at(99).cameras == FIVE


@given(elapsed=st.floats(0, 1e9), page=st.integers(1, 16), cameras=st.integers(1, 40))
def test_that_every_second_has_a_page_of_different_cameras(elapsed, page, cameras):
    tour = Tour(cameras=tuple(CameraId(str(number)) for number in range(cameras)), dwell_s=5, page=page)
    stop = tour.stop_at(elapsed)
    assert len(set(stop.cameras)) == len(stop.cameras) == min(page, cameras)
    assert 0 < stop.left_s <= tour.period_s
    assert tour.stop_at(tour.start_of(stop.number)).cameras == stop.cameras


def test_that_the_page_after_the_last_is_the_first():
    tour = Tour(cameras=FIVE, dwell_s=10, page=2)
    assert tour.stop(3).cameras == tour.stop(0).cameras == FIVE[:2]


def test_that_the_next_page_is_warmed_shortly_before_it_comes_and_not_sooner():
    tour = Tour(cameras=FIVE, dwell_s=10)
    assert [tour.stop_at(second).warms for second in (0, 6.9, 7.1, 9.9)] == [False, False, True, True]


def test_that_a_page_of_the_whole_city_touches_no_more_cameras_than_it_shows():
    class Counted(tuple[CameraId, ...]):
        __slots__ = ()
        taken = 0

        def __getitem__(self, place):
            Counted.taken += 1
            return super().__getitem__(place)

        def __iter__(self):
            raise AssertionError("all cameras were walked through")

    tour = Tour(cameras=Counted(CameraId(str(number)) for number in range(10_766)), dwell_s=5, page=64)
    assert len(tour.stop_at(777_777).cameras) == 64
    assert Counted.taken == 64


MORNING = LayoutTour(layouts=(("hall:1", 10), ("me:2", 30), ("hall:3", 2)))


def test_that_each_layout_stays_for_its_own_dwell():
    shown = [MORNING.stop_at(second).layout for second in (0, 9.9, 10, 39, 40, 44.9, 45, 4_500)]
    assert shown == ["hall:1", "hall:1", "me:2", "me:2", "hall:3", "hall:3", "hall:1", "hall:1"]


@given(elapsed=st.floats(0, 1e9))
def test_that_every_second_has_a_layout_and_time_left(elapsed):
    stop = MORNING.stop_at(elapsed)
    assert 0 < stop.left_s <= stop.lasts_s
    assert MORNING.stop_at(MORNING.start_of(stop.number)).layout == stop.layout


def test_that_a_group_holds_the_cameras_of_a_region_and_below_by_number():
    cameras = [
        a_camera("b", number=2, region=RegionCode("320501001001002")),
        a_camera("a", number=1, region=RegionCode("320501001001")),
        a_camera("x", number=3, region=RegionCode("320502")),
    ]
    assert group(cameras, RegionCode("320501001")) == ("a", "b")


def test_that_a_camera_in_the_hole_of_an_area_is_not_in_the_area():
    square = [LatLng(0, 0), LatLng(0, 10), LatLng(10, 10), LatLng(10, 0)]
    hole = [LatLng(4, 4), LatLng(4, 6), LatLng(6, 6), LatLng(6, 4)]
    places = {"in": LatLng(2, 2), "hole": LatLng(5, 5), "out": LatLng(11, 5), "beside": LatLng(5, -1)}
    cameras = [a_camera(name, number=number, place=place) for number, (name, place) in enumerate(places.items())]
    assert inside(cameras, [square, hole]) == ("in",)


def test_that_a_camera_without_a_place_is_in_no_area():
    assert inside([a_camera(place=None)], [[LatLng(0, 0), LatLng(0, 99), LatLng(99, 0)]]) == ()
