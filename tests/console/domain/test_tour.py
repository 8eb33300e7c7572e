"""A tour says what shows at a given second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.camera import CameraId
from console.domain.tour import Tour

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
