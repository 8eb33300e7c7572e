"""Recordings against the test cameras' recorder: played once through, at their own time, and honest of their end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console.video.past import PastPlayer, PastState, goes_faster
from console.video.states import Reason
from console.video.testcams import TestCameras
from console.video.testcams.reading import read_camera

BEGINS = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
FORM = "%Y%m%dT%H%M%SZ"
SIZE = (640, 360)


@pytest.fixture
def player() -> Iterator[PastPlayer]:
    running = PastPlayer()
    yield running
    running.close()


def past(cameras: TestCameras, number: int = 7, *, clip: str = "gate", from_s: int = 0, length_s: int = 60) -> str:
    begins_at = BEGINS + timedelta(seconds=from_s)
    base = cameras.base_url.replace("rtsp", "http", 1)
    return f"{base}/{clip}/{number}?start={begins_at:{FORM}}&end={begins_at + timedelta(seconds=length_s):{FORM}}"


def plays(player: PastPlayer):
    return lambda: player.latest().state is PastState.PLAYING and player.latest().pixels is not None


def is_in(player: PastPlayer, *states: PastState):
    return lambda: player.latest().state in states


def test_that_a_stretch_shows_its_own_camera_from_its_begin(player, cameras, until):
    player.play(past(cameras, 23), 0.0, *SIZE)
    until(plays(player), 10)
    view = player.latest()
    assert read_camera(view.pixels.rows()) == 23
    assert 0 <= view.at_s < 5


def test_that_a_picture_knows_its_place_when_played_from_later_on(player, cameras, until):
    player.play(past(cameras, from_s=40), 40.0, *SIZE)
    until(plays(player), 10)
    assert 40 <= player.latest().at_s < 45


def test_that_the_time_of_a_recording_runs_with_its_pictures(player, cameras, until):
    player.play(past(cameras), 0.0, *SIZE)
    until(plays(player), 10)
    before = player.latest().at_s
    until(lambda: player.latest().at_s >= before + 1.0, 5)


def test_that_four_times_as_fast_more_of_it_passes_than_time(player, cameras, until):
    player.play(past(cameras), 0.0, *SIZE, speed=4.0)
    until(plays(player), 10)
    before = player.latest().at_s
    passed_s = until(lambda: player.latest().at_s >= before + 8.0, 10)
    assert passed_s < 6.0


def test_that_a_recording_ends_and_is_not_begun_again(player, cameras, until):
    player.play(past(cameras, length_s=2), 0.0, *SIZE, speed=4.0)
    until(is_in(player, PastState.ENDED), 10)
    assert player.latest().pixels is not None
    assert player.latest().at_s == pytest.approx(1.96, abs=0.1)


def test_that_a_pause_leaves_the_last_picture_standing(player, cameras, until):
    player.play(past(cameras), 0.0, *SIZE)
    until(plays(player), 10)
    player.pause()
    assert player.latest().state is PastState.PAUSED
    assert player.latest().pixels is not None


def test_that_the_old_picture_stands_until_the_first_of_elsewhere(player, cameras, until):
    player.play(past(cameras), 0.0, *SIZE)
    until(plays(player), 10)
    player.play(past(cameras, from_s=30), 30.0, *SIZE)
    assert player.latest().pixels is not None
    assert player.latest().state in (PastState.OPENING, PastState.PLAYING)
    until(lambda: player.latest().at_s >= 30, 10)


@pytest.mark.parametrize(("clip", "length_s"), [("nowhere", 60), ("gate", -5)])
def test_that_a_stretch_which_the_recorder_has_not_is_told(player, cameras, until, clip, length_s):
    player.play(past(cameras, clip=clip, length_s=length_s), 0.0, *SIZE)
    until(is_in(player, PastState.FAILED), 10)
    assert player.latest().reason is Reason.NOT_FOUND


def test_that_a_recorder_that_is_away_is_told(player, cameras, until):
    url = past(cameras)
    cameras.stop()
    player.play(url, 0.0, *SIZE)
    until(is_in(player, PastState.FAILED), 10)
    assert player.latest().reason is Reason.REFUSED


def test_that_what_comes_by_rtsp_plays_as_it_is_sent(player, cameras, until):
    player.play(cameras.url(31, "gate"), 0.0, *SIZE)
    until(plays(player), 10)
    assert read_camera(player.latest().pixels.rows()) == 31


def test_that_nothing_is_shown_after_a_stop(player, cameras, until):
    player.play(past(cameras), 0.0, *SIZE)
    until(plays(player), 10)
    player.stop()
    assert (player.latest().state, player.latest().pixels) == (PastState.NOTHING, None)


@pytest.mark.parametrize(("url", "faster"), [("http://r/1", True), ("rtsp://r/1", False)])
def test_that_only_what_is_fetched_is_played_faster(url, faster):
    assert goes_faster(url) is faster


def test_that_a_password_in_the_address_is_not_logged(player, cameras, until, caplog):
    caplog.set_level(logging.DEBUG)
    url = past(cameras, clip="nowhere").replace("://", "://desk:letmein@")
    player.play(url, 0.0, *SIZE)
    until(is_in(player, PastState.FAILED), 10)
    assert "letmein" not in caplog.text
    assert "letmein" not in repr(player.latest())
