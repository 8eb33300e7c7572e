"""Bench of the pipeline without a screen: streams to shared memory, beside ``ffmpeg -f null`` on the same streams.

Latency and pictures are read from the bar code in the delivered pictures, not from the program's own counters; the
bar code is read from shared memory, so painting is not part of it (``widgets/benches/wall.py`` paints).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from console.video.measuring import WARM_UP_S, BenchFailed, Seen, clips_mb, cpu_s, family, memory_mb, per_stream, told
from console.video.pool import VideoPool
from console.video.rivals import beside_ffmpeg
from console.video.states import LIVE_STATES, look_every_ms
from console.video.testcams import TestCameras
from console.video.testcams.barcode import read_number
from console.video.testcams.loop import BARS

_ALL_LIVE_S = 30.0
_WIDTH_PX, _HEIGHT_PX = 1920, 1080


def measure(clips: Path, tiles: int, fps: float, seconds: float) -> dict[str, Any]:
    """Return CPU per stream and its ratio to null decode, shown ÷ sent, latency (ms) and memory (MB) of ``tiles``.

    ``clips`` is the folder of the test cameras' clips, with the bar codes among them.

    Raises:
        BenchFailed: the streams did not come up.
    """
    with ExitStack() as leaving:
        cameras = TestCameras(clips)
        cameras.start()
        leaving.callback(cameras.stop)
        urls = [f"{cameras.url(number, BARS)}?fps={fps:g}" for number in range(tiles)]
        used, figures = _measured_pool(urls, fps, seconds, cameras.pid)
        figures |= beside_ffmpeg(used, urls, seconds)
    return {"tiles": tiles, "fps": fps, "seconds": seconds, **figures}


def _measured_pool(
    urls: Sequence[str], fps: float, seconds: float, cameras: int
) -> tuple[float | None, dict[str, Any]]:
    across = math.ceil(math.sqrt(len(urls)))
    pool = VideoPool()
    try:
        for tile, url in enumerate(urls):
            pool.show(tile, url, _WIDTH_PX // across, _HEIGHT_PX // across)
        _look(pool, len(urls), lambda: all(pool.latest(tile).state in LIVE_STATES for tile in range(len(urls))))
        _read_for(pool, [Seen() for _ in urls], fps, WARM_UP_S)
        seen = [Seen() for _ in urls]
        pids = family(but=[cameras])
        before, begun_s = cpu_s(pids), time.monotonic()
        _read_for(pool, seen, fps, seconds)
        took_s = time.monotonic() - begun_s
        used = per_stream(before, cpu_s(pids), took_s, len(urls))
        return used, told(seen, fps, took_s) | {"memory_mb": memory_mb(pids), "clips_mb": clips_mb(pool)}
    finally:
        pool.close()


def _look(pool: VideoPool, tiles: int, done: Callable[[], bool]) -> None:
    """Look at the tiles until ``done``.

    Raises:
        BenchFailed: it does not come.
    """
    deadline_s = time.monotonic() + _ALL_LIVE_S
    pause = threading.Event()
    while not done():
        if time.monotonic() > deadline_s:
            states = [pool.latest(tile).state.value for tile in range(tiles)]
            raise BenchFailed(f"not all streams came up: {states}")
        pause.wait(look_every_ms(tiles) / 1000)


def _read_for(pool: VideoPool, seen: Sequence[Seen], fps: float, seconds: float) -> None:
    """Read every new picture for a while, at the pace at which the wall paints."""
    pause = threading.Event()
    end_s = time.monotonic() + seconds
    marks: dict[int, tuple[int, int]] = {}
    pace_s = look_every_ms(len(seen)) / 1000
    next_s = time.monotonic()
    while (now_s := time.monotonic()) < end_s:
        for tile, tile_seen in enumerate(seen):
            if (mark := pool.mark(tile)) == marks.get(tile):
                continue
            marks[tile] = mark
            pixels = pool.latest(tile).pixels
            number = None if pixels is None else read_number(pixels.rows(), pixels.width_px)
            if number is not None:
                tile_seen.note(number, tile, fps)
        next_s = max(next_s + pace_s, now_s)
        pause.wait(max(0.0, next_s - time.monotonic()))
