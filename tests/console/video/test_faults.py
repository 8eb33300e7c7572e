"""What a tile says of each thing that a test camera can do wrong, and how the demo's cameras are told to do it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from console.video.pool import VideoPool
from console.video.states import LIVE_STATES, Reason, TileState
from console.video.testcams import Fault, TestCameras
from console.video.testcams.__main__ import OUT_OF_REACH, TAKEN, main
from console.video.testcams.faults import NO_KEY_FRAME_S, SLOW_ANSWER_S

Until = Callable[[Callable[[], bool], float], float]
KEY = "gate/7"


def _shown(pool: VideoPool, cameras: TestCameras) -> None:
    pool.show(0, cameras.url(7, "gate"), 160, 90)


def _is_live(pool: VideoPool) -> bool:
    return pool.latest(0).state in LIVE_STATES


def _says(pool: VideoPool, state: TileState, reason: Reason) -> bool:
    view = pool.latest(0)
    return (view.state, view.reason) == (state, reason)


def _port(cameras: TestCameras) -> int:
    return urlsplit(cameras.base_url).port or 0


def test_that_a_camera_that_is_frozen_but_connected_is_stale_for_want_of_pictures(
    pool: VideoPool, cameras: TestCameras, until: Until
) -> None:
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    cameras.order(KEY, Fault.STALL)
    until(lambda: _says(pool, TileState.STALE, Reason.TIMEOUT), 5)


def test_that_a_camera_that_stutters_is_stale_and_live_again_without_a_new_connection(
    pool: VideoPool, cameras: TestCameras, until: Until
) -> None:
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    cameras.order(KEY, Fault.STUTTER)
    until(lambda: _says(pool, TileState.STALE, Reason.TIMEOUT), 12)
    until(lambda: _is_live(pool), 5)
    assert pool.latest(0).attempts == 1


def test_that_a_camera_whose_password_changes_says_so(pool: VideoPool, cameras: TestCameras, until: Until) -> None:
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    cameras.order(KEY, Fault.AUTH_CHANGE)
    until(lambda: _says(pool, TileState.OFFLINE, Reason.AUTH), 10)


def test_that_a_camera_with_its_old_password_again_is_live_again(
    pool: VideoPool, cameras: TestCameras, until: Until
) -> None:
    cameras.order(KEY, Fault.AUTH_CHANGE)
    _shown(pool, cameras)
    until(lambda: pool.latest(0).reason is Reason.AUTH, 15)
    cameras.heal(KEY)
    until(lambda: _is_live(pool), 15)


def test_that_a_slow_camera_is_waited_for_and_then_live(pool: VideoPool, cameras: TestCameras, until: Until) -> None:
    cameras.order(KEY, Fault.SLOW)
    _shown(pool, cameras)
    took_s = until(lambda: _is_live(pool), 15)
    assert took_s > SLOW_ANSWER_S


def test_that_one_picture_a_second_is_live(pool: VideoPool, cameras: TestCameras, until: Until) -> None:
    cameras.order(KEY, Fault.SLOW)
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    states = {pool.latest(0).state}
    shown = pool.latest(0).shown

    def three_more() -> bool:
        states.add(pool.latest(0).state)
        return pool.latest(0).shown >= shown + 3

    until(three_more, 10)
    assert states <= LIVE_STATES


@pytest.mark.parametrize(("fault", "codec"), [(Fault.H265, "hevc"), (None, "h264")])
def test_that_a_camera_that_changes_its_codec_is_live_in_the_other(
    pool: VideoPool, cameras: TestCameras, until: Until, fault: Fault | None, codec: str
) -> None:
    if fault is None:
        cameras.order(KEY, Fault.H265)
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    if fault is None:
        cameras.heal(KEY)
    else:
        cameras.order(KEY, fault)
    until(lambda: _is_live(pool) and pool.latest(0).codec == codec, 15)


def test_that_nothing_is_live_before_the_first_key_frame(pool: VideoPool, cameras: TestCameras, until: Until) -> None:
    cameras.order(KEY, Fault.NO_KEY_FRAME)
    ordered_at_s = time.monotonic()
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 40)
    assert time.monotonic() - ordered_at_s > NO_KEY_FRAME_S


def test_that_a_camera_of_the_demo_takes_a_fault_by_its_number(
    pool: VideoPool, cameras: TestCameras, until: Until
) -> None:
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)
    assert main(["auth_change", "0007", "--port", str(_port(cameras))]) == TAKEN
    until(lambda: pool.latest(0).reason is Reason.AUTH, 10)


def test_that_the_number_heals_what_was_ordered_with_the_scene(
    pool: VideoPool, cameras: TestCameras, until: Until
) -> None:
    cameras.order(KEY, Fault.WRONG_AUTH)
    assert main(["none", "7", "--port", str(_port(cameras))]) == TAKEN
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)


def test_that_another_camera_does_right_still(pool: VideoPool, cameras: TestCameras, until: Until) -> None:
    assert main(["refuse", "8", "--port", str(_port(cameras))]) == TAKEN
    _shown(pool, cameras)
    until(lambda: _is_live(pool), 15)


def test_that_an_order_to_nobody_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert main(["stall", "7", "--port", str(probe.getsockname()[1])]) == OUT_OF_REACH


def test_that_a_port_that_is_taken_gives_way_where_that_is_asked_for(cameras: TestCameras, clips_dir) -> None:
    others = TestCameras(clips_dir)
    try:
        assert others.start(_port(cameras), or_any=True) != cameras.base_url
    finally:
        others.stop()
