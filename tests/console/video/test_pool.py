"""The pool against real cameras on the loopback address: pictures, faults, recovery, an end without remains."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import psutil
import pytest

from console.video.pool import TileView, VideoPool
from console.video.slots import SlotReader
from console.video.states import LIVE_STATES, Reason, TileState
from console.video.testcams import Fault, TestCameras
from console.video.testcams.clips import clip_path

HOUSE = Path(__file__).resolve().parents[3]


def _live(pool: VideoPool, *tiles: int):
    return lambda: all(pool.latest(tile).state in LIVE_STATES for tile in tiles)


def _state(pool: VideoPool, tile: int, *states: TileState):
    return lambda: pool.latest(tile).state in states


def _views_until(pool: VideoPool, until, true) -> list[TileView]:
    """Return every view of tile 0 up to the one for which ``true`` holds."""
    seen: list[TileView] = []

    def look() -> bool:
        seen.append(pool.latest(0))
        return bool(true(seen[-1]))

    until(look, 8)
    return seen


def _at_rest(pool: VideoPool, until, lively: int, slot: SlotReader) -> int:
    """Wait until nothing more is decoded into the slot while ten pictures of another tile are; return what was.

    How soon that is hangs on the load: the order to stop goes through a pipe to a thread of the worker's.
    """
    decoded, goes_on = slot.header().decoded, pool.latest(lively).decoded

    def rests() -> bool:
        nonlocal decoded, goes_on
        if slot.header().decoded != decoded:
            decoded, goes_on = slot.header().decoded, pool.latest(lively).decoded
        return pool.latest(lively).decoded > goes_on + 10

    until(rests, 10)
    return decoded


def test_that_a_live_picture_arrives_at_the_size_of_the_tile(pool, cameras, until):
    pool.show(0, cameras.url(100, "gate"), 320, 200)
    until(_live(pool, 0), 10)
    view = pool.latest(0)
    assert view.pixels.rows().shape == (180, 320, 4)
    assert np.ptp(np.asarray(view.pixels.rows())[:, :, 0]) > 60
    assert (view.source_px, view.codec) == ((640, 360), "h264")


def test_that_a_picture_is_enlarged_to_its_tile_by_the_worker(pool, cameras, until):
    pool.show(0, cameras.url(101, "gate"), 1920, 1080)
    until(_live(pool, 0), 10)
    assert pool.latest(0).pixels.rows().shape == (1080, 1920, 4)
    assert pool.latest(0).source_px == (640, 360)


def test_that_a_main_stream_is_live_and_a_sub_stream_says_so(pool, cameras, until):
    pool.show(0, cameras.url(102, "gate"), 160, 90, kind="sub")
    pool.show(1, cameras.url(103, "gate"), 160, 90, kind="main")
    until(_live(pool, 0, 1), 10)
    assert (pool.latest(0).state, pool.latest(1).state) == (TileState.LIVE_SUB, TileState.LIVE)


def test_that_a_stalled_camera_is_stale_and_comes_back(pool, cameras, until):
    pool.show(0, cameras.url(110, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    cameras.order("gate/110", Fault.STALL)
    assert until(_state(pool, 0, TileState.STALE), 5) <= 3.0
    assert pool.latest(0).pixels is not None
    until(_state(pool, 0, TileState.RECONNECTING), 8)
    cameras.heal("gate/110")
    until(_live(pool, 0), 10)


def test_that_a_reset_connection_is_told_within_half_a_second(pool, cameras, until):
    pool.show(0, cameras.url(111, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    cameras.order("gate/111", Fault.DROP)
    assert until(_state(pool, 0, TileState.RECONNECTING, TileState.OFFLINE), 5) <= 0.5
    until(_live(pool, 0), 6)


def test_that_a_stopped_server_is_offline_with_a_reason_and_live_again_after_its_return(pool, until, clips_dir):
    own = TestCameras(clips_dir)
    port = int(own.start().rpartition(":")[2])
    pool.show(0, own.url(1, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    own.stop()
    until(lambda: pool.latest(0).reason is Reason.REFUSED, 8)
    assert pool.latest(0).state is TileState.OFFLINE
    own.start(port)
    pool.retry_now(0)
    until(_live(pool, 0), 10)
    own.stop()


@pytest.mark.parametrize(
    ("number", "fault", "reason"),
    [
        (120, Fault.REFUSE, Reason.CLOSED_BY_CAMERA),
        (121, Fault.WRONG_AUTH, Reason.AUTH),
        (122, Fault.AUDIO_ONLY, Reason.NO_VIDEO),
    ],
)
def test_that_a_camera_without_a_picture_says_why(pool, cameras, until, number, fault, reason):
    cameras.order(f"gate/{number}", fault)
    pool.show(0, cameras.url(number, "gate"), 160, 90)
    until(_state(pool, 0, TileState.OFFLINE), 10)
    assert pool.latest(0).reason is reason


def test_that_a_missing_clip_is_not_found(pool, cameras, until):
    pool.show(0, f"{cameras.base_url}/nowhere/1", 160, 90)
    until(_state(pool, 0, TileState.OFFLINE), 10)
    assert pool.latest(0).reason is Reason.NOT_FOUND


def test_that_a_camera_that_hangs_blocks_no_other(pool, cameras, until):
    for number in range(130, 138):
        cameras.order(f"gate/{number}", Fault.HANG_AT_DESCRIBE)
        pool.show(number, cameras.url(number, "gate"), 160, 90)
    pool.show(0, cameras.url(138, "gate"), 160, 90)
    assert until(_live(pool, 0), 10) < 5
    assert pool.latest(130).state is TileState.CONNECTING


def test_that_a_camera_which_never_answers_gets_a_reason_and_shows_no_password(pool, until):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        pool.show(0, f"rtsp://admin:hidden@127.0.0.1:{port}/1", 160, 90)
        until(_state(pool, 0, TileState.OFFLINE), 15)
    view = pool.latest(0)
    assert view.reason is Reason.TIMEOUT
    assert "hidden" not in view.error


def test_that_a_camera_may_change_its_resolution(pool, cameras, until):
    pool.show(0, cameras.url(140, "gate"), 640, 360)
    until(lambda: pool.latest(0).source_px == (640, 360), 10)
    cameras.order("gate/140", Fault.RESIZE)
    until(lambda: pool.latest(0).source_px == (320, 180), 10)
    assert pool.latest(0).state in LIVE_STATES
    assert pool.latest(0).pixels.rows().shape == (360, 640, 4)


def test_that_a_killed_worker_comes_back_with_its_tiles_and_leaves_the_others_alone(cameras, until, caplog):
    pool = VideoPool(workers=2)
    try:
        for tile in range(4):
            pool.show(tile, cameras.url(150 + tile, "gate"), 160, 90)
        until(_live(pool, 0, 1, 2, 3), 10)
        undisturbed = [pool.latest(tile).generation for tile in (1, 3)]
        os.kill(pool.worker_pids()[0], signal.SIGKILL)
        until(_state(pool, 0, TileState.RECONNECTING, TileState.CONNECTING), 2)
        assert until(_live(pool, 0, 1, 2, 3), 10) <= 4
        assert [pool.latest(tile).generation for tile in (1, 3)] == undisturbed
        assert "was lost" in caplog.text
    finally:
        pool.close()


def test_that_the_next_camera_is_swapped_in_with_its_first_picture(pool, cameras, until):
    pool.show(0, cameras.url(160, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    first = pool.latest(0).url
    pool.show_next(0, cameras.url(161, "gate"), 160, 90)
    seen = _views_until(pool, until, lambda view: view.url != first)
    assert all(view.pixels is not None and view.state in LIVE_STATES for view in seen)


def test_that_a_next_camera_which_does_not_come_is_swapped_in_with_its_state(pool, cameras, until):
    cameras.order("gate/163", Fault.WRONG_AUTH)
    pool.show(0, cameras.url(162, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.show_next(0, cameras.url(163, "gate"), 160, 90)
    took_s = until(lambda: pool.latest(0).reason is Reason.AUTH, 10)
    assert took_s > 4


def test_that_a_worn_worker_is_replaced_behind_the_picture(pool, cameras, until, monkeypatch):
    monkeypatch.setattr("console.video.seats.RECYCLE_AFTER_OPENS", 2)
    pool.show(0, cameras.url(167, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    worn = pool.worker_pids()
    pool.show(1, cameras.url(168, "gate"), 160, 90)
    until(_live(pool, 1), 10)
    until(lambda: bool(pool.latest(0)) and pool.worker_pids() != worn, 5)
    monkeypatch.setattr("console.video.seats.RECYCLE_AFTER_OPENS", 2000)
    seen: list[TileView] = []

    def worn_has_left() -> bool:
        seen.extend(pool.latest(tile) for tile in (0, 1))
        return not _runs(worn[0])

    until(worn_has_left, 20)
    assert all(view.state in LIVE_STATES and view.pixels is not None for view in seen)


def test_that_a_resized_tile_is_never_without_a_picture(pool, cameras, until):
    pool.show(0, cameras.url(164, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.resize(0, 480, 270)
    seen = _views_until(pool, until, lambda view: view.pixels.width_px == 480)
    assert all(view.pixels is not None for view in seen)


def test_that_a_hidden_tile_decodes_nothing_and_is_live_again_when_seen(pool, cameras, until):
    pool.show(0, cameras.url(165, "gate"), 160, 90)
    pool.show(1, cameras.url(166, "gate"), 160, 90)
    until(_live(pool, 0, 1), 10)
    pool.hide(0)
    assert pool.latest(0).state is TileState.PAUSED
    decoded = _at_rest(pool, until, 1, pool._tiles[0].shown.slot)
    goes_on = pool.latest(1).decoded
    until(lambda: pool.latest(1).decoded > goes_on + 20, 10)
    assert pool.latest(0).decoded == decoded
    pool.reveal(0)
    until(lambda: pool.latest(0).decoded > decoded and pool.latest(0).state in LIVE_STATES, 5)


def test_that_a_file_plays_in_real_time_for_ever(pool, until, clips_dir):
    film = clip_path(clips_dir, "gate")
    pool.show(0, str(film), 160, 90)
    until(_live(pool, 0), 10)
    shown = pool.latest(0).shown
    took_s = until(lambda: pool.latest(0).shown >= shown + 25, 5)
    assert 0.7 < took_s < 2.0


def test_that_an_empty_tile_says_that_nothing_was_asked_for(pool):
    assert (pool.latest(9).state, pool.latest(9).reason) == (TileState.EMPTY, Reason.NOT_REQUESTED)


def slots_of_this_process() -> list[Path]:
    """Return the files behind the shared memory that this process looks into: none where memory has no file."""
    return [Path(area.path) for area in psutil.Process().memory_maps() if Path(area.path).name.startswith("psm_")]


def test_that_closing_leaves_no_process_no_thread_and_no_shared_memory(cameras, until):
    before = {process.pid for process in active_children()}
    threads = threading.active_count()
    pool = VideoPool(workers=2)
    for tile in range(3):
        pool.show(tile, cameras.url(170 + tile, "gate"), 160, 90)
    pool.show(3, "rtsp://127.0.0.1:9/never", 160, 90)
    until(_live(pool, 0, 1, 2), 10)
    held = pool.latest(0).pixels
    slots = slots_of_this_process()
    pool.close()
    assert {process.pid for process in active_children()} == before
    assert threading.active_count() == threads
    assert held is not None
    assert [slot for slot in slots if slot.exists()] == []
    assert slots or not Path("/dev/shm").is_dir()


_CONSOLE_THAT_DIES = """
import os, signal, sys, threading
from console.video.pool import TileView, VideoPool
from console.video.slots import SlotReader
if __name__ == "__main__":
    pool = VideoPool(workers=1)
    pool.show(0, sys.argv[1], 160, 90)
    while pool.latest(0).pixels is None:
        threading.Event().wait(0.02)
    print(pool.worker_pids()[0], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to die of")
def test_that_a_worker_ends_when_the_console_is_killed(cameras, until, tmp_path):
    script = tmp_path / "console_that_dies.py"
    script.write_text(_CONSOLE_THAT_DIES)
    ended = subprocess.run(
        [sys.executable, str(script), cameras.url(180, "gate")],
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    worker = int(ended.stdout)
    until(lambda: not _runs(worker), 5)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _connections(pool: VideoPool) -> int:
    """Return how many cameras the workers are connected with."""
    found = (one for pid in pool.worker_pids() for one in psutil.Process(pid).net_connections("tcp"))
    return sum(1 for one in found if one.status == psutil.CONN_ESTABLISHED)


def test_that_a_prepared_camera_is_not_seen_and_decodes_its_first_picture_only(pool, cameras, until):
    pool.show(0, cameras.url(170, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    first = pool.latest(0).url
    pool.prepare(0, cameras.url(171, "gate"), 160, 90)
    held = pool._tiles[0]
    until(lambda: pool.mark(0) and held.stilled, 10)
    decoded = _at_rest(pool, until, 0, held.next.slot)
    goes_on = pool.latest(0).decoded
    until(lambda: pool.latest(0).decoded > goes_on + 25, 10)
    assert (pool.latest(0).url, held.next.slot.header().decoded) == (first, decoded)


def test_that_a_prepared_camera_is_there_the_moment_it_is_asked_for_and_goes_on(pool, cameras, until):
    pool.show(0, cameras.url(172, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.prepare(0, cameras.url(173, "gate"), 160, 90)
    held = pool._tiles[0]
    until(lambda: pool.mark(0) and held.stilled, 10)
    stream = held.next.stream
    pool.show_next(0, cameras.url(173, "gate"), 160, 90)
    view = pool.latest(0)
    assert (view.url, view.state in LIVE_STATES, held.shown.stream) == (cameras.url(173, "gate"), True, stream)
    until(lambda: pool.latest(0).sequence > view.sequence + 5, 5)


def test_that_a_camera_prepared_for_an_empty_tile_is_there_the_moment_it_is_asked_for(pool, cameras, until):
    pool.show(0, cameras.url(181, "gate"), 160, 90)
    pool.prepare(1, cameras.url(182, "gate"), 160, 90)
    ahead = pool._tiles[~1]
    until(lambda: pool.latest(0) and ahead.hidden, 10)
    assert (pool.tiles(), pool.latest(1).state) == ([0], TileState.EMPTY)
    pool.show(1, cameras.url(182, "gate"), 160, 90)
    view = pool.latest(1)
    assert (view.state in LIVE_STATES, view.sequence > 0) == (True, True)
    until(lambda: pool.latest(1).sequence > view.sequence + 5, 5)


def test_that_what_was_prepared_for_an_empty_tile_and_not_asked_for_ends(pool, cameras, until):
    pool.prepare(0, cameras.url(183, "gate"), 160, 90)
    until(lambda: _connections(pool) == 1, 10)
    pool.forgo(0)
    until(lambda: _connections(pool) == 0, 10)


def test_that_what_was_prepared_and_not_asked_for_ends(pool, cameras, until):
    pool.show(0, cameras.url(174, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.prepare(0, cameras.url(175, "gate"), 160, 90)
    until(lambda: _connections(pool) == 2, 10)
    pool.forgo(0)
    until(lambda: _connections(pool) == 1, 10)
    assert pool.latest(0).state in LIVE_STATES


def test_that_what_was_prepared_outlives_a_look_at_the_size_and_not_another_size(pool, cameras, until):
    pool.show(0, cameras.url(179, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.prepare(0, cameras.url(180, "gate"), 160, 90)
    pool.resize(0, 160, 90)
    pool.reveal(0)
    until(lambda: pool.mark(0) and pool._tiles[0].stilled, 10)
    pool.resize(0, 320, 180)
    assert not pool._tiles[0].warm
    until(lambda: _connections(pool) == 1, 10)


def test_that_another_camera_than_the_prepared_one_ends_it(pool, cameras, until):
    pool.show(0, cameras.url(176, "gate"), 160, 90)
    until(_live(pool, 0), 10)
    pool.prepare(0, cameras.url(177, "gate"), 160, 90)
    pool.show_next(0, cameras.url(178, "gate"), 160, 90)
    until(lambda: pool.latest(0).url == cameras.url(178, "gate"), 10)
    until(lambda: _connections(pool) == 1, 10)
