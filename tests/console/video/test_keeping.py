"""Pictures and clips that streams keep: at the source's own size, from before they were asked for, and honest of their end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from console.domain.evidence import Cut
from console.video.film import Memory, Ring, _Piece
from console.video.kept_files import Made, Missed, Missing, Told
from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import Fault, TestCameras

Until = Callable[[Callable[[], bool], float], float]


def live(pool: VideoPool, cameras: TestCameras, until: Until, key: int, tile: int = 0, clip: str = "gate") -> None:
    pool.show(tile, cameras.url(key, clip), 160, 90)
    until(lambda: pool.latest(tile).state in LIVE_STATES, 10)


def came(pool: VideoPool, job: int | None, until: Until, limit_s: float = 15) -> Told:
    """Wait for what comes of a job."""
    told: list[Told] = []

    def look() -> bool:
        told.extend(pool.kept())
        return bool(told)

    until(look, limit_s)
    (one,) = told
    assert one.job == job
    return one


def piece(at_s: float, *, is_key: bool = False, size: int = 10) -> _Piece:
    return _Piece(b"x" * size, None, round(at_s * 1000), Fraction(1, 1000), is_key, at_s)


def ring_of(*seconds: float, most: int = 10_000, keys_every: int = 2) -> Ring:
    ring = Ring(Memory(most), seconds=4)
    for n, at_s in enumerate(seconds):
        ring.put(piece(at_s, is_key=n % keys_every == 0))
    return ring


def test_that_a_ring_begins_with_the_last_key_frame_that_is_old_enough() -> None:
    assert ring_of(*range(10)).pieces()[0].at_s == 4


def test_that_a_ring_remembers_nothing_before_the_first_key_frame() -> None:
    ring = Ring(Memory(1000))
    ring.put(piece(0))
    assert ring.pieces() == []


def test_that_a_ring_holds_no_more_than_its_share() -> None:
    ring = ring_of(*range(4), most=30)
    assert (ring.size, ring.pieces()[0].at_s) == (20, 2)


def test_that_a_single_group_larger_than_the_share_is_not_remembered() -> None:
    assert ring_of(*range(4), most=30, keys_every=9).pieces() == []


def test_that_rings_share_the_memory_of_their_process() -> None:
    memory = Memory(900)
    memory.join(1)
    memory.join(1)
    memory.join(1)
    assert memory.share == 300


@pytest.mark.parametrize(("clip", "size"), [("gate", (640, 360)), ("gate~hevc", (640, 360))])
def test_that_a_picture_is_as_large_as_the_source_and_not_as_the_tile(
    pool, cameras, until, tmp_path: Path, clip: str, size: tuple[int, int]
) -> None:
    live(pool, cameras, until, 500, clip=clip)
    path = tmp_path / "one.png"
    assert isinstance(came(pool, pool.keep_picture(0, str(path)), until), Made)
    with av.open(str(path)) as read:
        frame = next(read.decode(video=0))
    assert (frame.width, frame.height) == size


@pytest.mark.parametrize("clip", ["gate", "gate~hevc"])
def test_that_a_clip_begins_before_it_was_asked_for_and_goes_on_after(
    pool, cameras, until, tmp_path: Path, clip: str
) -> None:
    live(pool, cameras, until, 501, clip=clip)
    before = pool.latest(0).decoded
    until(lambda: pool.latest(0).decoded > before + 50, 10)
    path = tmp_path / "clip.mp4"
    asked_at_s = time.monotonic()
    told = came(pool, pool.keep_clip(0, str(path), after_s=1.0), until)
    assert isinstance(told, Made)
    with av.open(str(path)) as read:
        stamps = [float(frame.time) for frame in read.decode(video=0)]
    assert told.cut is Cut.NOT
    assert told.begins_s < asked_at_s < told.ends_s
    assert stamps == sorted(set(stamps))
    assert len(stamps) > 50


def test_that_a_clip_ends_early_when_the_stream_is_lost_and_says_so(pool, cameras, until, tmp_path: Path) -> None:
    live(pool, cameras, until, 502)
    job = pool.keep_clip(0, str(tmp_path / "clip.mp4"))
    decoded = pool.latest(0).decoded
    until(lambda: pool.latest(0).decoded > decoded + 5, 10)
    cameras.order("gate/502", Fault.DROP)
    told = came(pool, job, until)
    assert isinstance(told, Made)
    assert told.cut is Cut.LOST


def test_that_it_is_told_how_much_is_remembered_and_that_a_loss_forgets_it(pool, cameras, until) -> None:
    live(pool, cameras, until, 517)
    until(lambda: pool.latest(0).kept_bytes > 20_000, 10)
    cameras.order("gate/517", Fault.REFUSE)
    cameras.order("gate/517", Fault.DROP)
    until(lambda: pool.latest(0).kept_bytes == 0, 10)


def test_that_a_clip_can_be_ended_by_hand(pool, cameras, until, tmp_path: Path) -> None:
    live(pool, cameras, until, 503)
    job = pool.keep_clip(0, str(tmp_path / "clip.mp4"))
    pool.cut_clip(job)
    told = came(pool, job, until)
    assert isinstance(told, Made)
    assert told.cut is Cut.STOPPED


def test_that_a_clip_goes_on_when_its_tile_shows_another_camera(pool, cameras, until, tmp_path: Path) -> None:
    live(pool, cameras, until, 504)
    job = pool.keep_clip(0, str(tmp_path / "clip.mp4"), after_s=1.5)
    pool.show(0, cameras.url(505, "gate"), 160, 90)
    told = came(pool, job, until)
    assert isinstance(told, Made)
    assert told.cut is Cut.NOT


def test_that_a_clip_goes_on_while_nobody_sees_the_tile(pool, cameras, until, tmp_path: Path) -> None:
    live(pool, cameras, until, 506)
    job = pool.keep_clip(0, str(tmp_path / "clip.mp4"), after_s=1.5)
    pool.hide(0)
    told = came(pool, job, until)
    assert isinstance(told, Made)
    assert told.cut is Cut.NOT


def test_that_nothing_is_kept_of_a_camera_that_is_offline(pool, cameras, until, tmp_path: Path) -> None:
    pool.show(0, "rtsp://127.0.0.1:9/none", 160, 90)
    assert (pool.keep_picture(0, str(tmp_path / "a")), pool.keep_clip(0, str(tmp_path / "b"))) == (None, None)


def test_that_a_folder_that_is_not_there_is_told_of(pool, cameras, until, tmp_path: Path) -> None:
    live(pool, cameras, until, 507)
    told = came(pool, pool.keep_clip(0, str(tmp_path / "none" / "clip.mp4")), until)
    assert told == Missed(job=told.job, why=Missing.NOT_WRITTEN)


@pytest.mark.skipif(os.name != "posix", reason="a signal ends the worker")
def test_that_a_lost_worker_takes_its_clips_with_it_and_that_is_told(
    pool, cameras, until, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live(pool, cameras, until, 508)
    job = pool.keep_clip(0, str(tmp_path / "clip.mp4"))
    os.kill(pool.worker_pids()[0], signal.SIGKILL)
    until(lambda: pool.latest(0).state not in LIVE_STATES, 5)
    assert came(pool, job, until) == Missed(job=job, why=Missing.LOST)
