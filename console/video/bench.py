"""Measures the wall's pipeline against the least that decoding can cost: ``ffmpeg -f null`` on the same streams.

Latency and pictures are read from the bar code in the delivered pictures, not from the program's own counters; the
bar code is read from shared memory, so painting on a screen is not part of it.
"""

import math
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import TestCameras
from console.video.testcams.barcode import read_number
from console.video.testcams.clips import BARS, LOOP_PICTURES
from console.video.testcams.server import offset_s

_TICK_S = 0.033
_ALL_LIVE_S = 30.0
_WARM_UP_S = 2.0
_WIDTH_PX, _HEIGHT_PX = 1920, 1080


class BenchFailed(RuntimeError):
    """The measurement could not be made; the text says why."""


@dataclass(kw_only=True, slots=True)
class _Seen:
    """What was read from the pictures of one tile."""

    last: int = -1
    numbers: set[int] = field(default_factory=set)
    latencies_s: list[float] = field(default_factory=list)


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
        ours = _measured_pool(urls, fps, seconds)
        missing: list[str] = []
        others: dict[str, float | None] = {}
        for name, arguments in _RIVALS.items():
            others[name] = None
            if shutil.which(name) is None:
                missing.append(f"{name} is not installed")
            elif not Path("/proc/self/stat").exists():
                missing.append(f"{name} can be measured on Linux only")
            else:
                others[name] = _measured_rival(name, arguments, urls, seconds)
    return {"tiles": tiles, "fps": fps, "seconds": seconds, "missing": missing, **_compared(ours, others)}


def _compared(ours: dict[str, Any], others: dict[str, float | None]) -> dict[str, Any]:
    cpu = {"ours": ours.pop("cpu"), "null_decode": others["ffmpeg"], "mpv": others["mpv"]}
    ratio = {
        name: round(cpu["ours"] / cpu[name], 2) if cpu["ours"] and cpu[name] else None
        for name in ("null_decode", "mpv")
    }
    rounded = {name: None if value is None else round(value, 4) for name, value in cpu.items()}
    return {"cpu_per_stream": rounded, "cpu_ratio_to": ratio, **ours}


def _measured_pool(urls: Sequence[str], fps: float, seconds: float) -> dict[str, Any]:
    across = math.ceil(math.sqrt(len(urls)))
    pool = VideoPool()
    try:
        for tile, url in enumerate(urls):
            pool.show(tile, url, _WIDTH_PX // across, _HEIGHT_PX // across)
        _look(pool, len(urls), lambda: all(pool.latest(tile).state in LIVE_STATES for tile in range(len(urls))))
        seen = [_Seen() for _ in urls]
        _read_for(pool, seen, fps, _WARM_UP_S)
        seen = [_Seen() for _ in urls]
        pids = [os.getpid(), *pool.worker_pids()]
        cpu_before, begun_s = _cpu_s(pids), time.monotonic()
        _read_for(pool, seen, fps, seconds)
        took_s = time.monotonic() - begun_s
        cpu_after, memory = _cpu_s(pids), _memory_mb(pids)
    finally:
        pool.close()
    latencies = sorted(latency for tile in seen for latency in tile.latencies_s)
    if not latencies:
        raise BenchFailed("no picture could be read")
    used = None if cpu_before is None or cpu_after is None else (cpu_after - cpu_before) / took_s / len(urls)
    return {
        "cpu": used,
        "shown_of_sent_worst": round(min(len(tile.numbers) for tile in seen) / (fps * took_s), 3),
        "latency_ms": {
            "p50": round(1000 * latencies[len(latencies) // 2]),
            "p95": round(1000 * latencies[int(len(latencies) * 0.95)]),
            "max": round(1000 * latencies[-1]),
        },
        "memory_mb": memory,
    }


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
        pause.wait(_TICK_S)


def _read_for(pool: VideoPool, seen: Sequence[_Seen], fps: float, seconds: float) -> None:
    """Read every new picture for a while, at the pace at which the wall paints."""
    pause = threading.Event()
    end_s = time.monotonic() + seconds
    marks: dict[int, tuple[int, int]] = {}
    next_s = time.monotonic()
    while (now_s := time.monotonic()) < end_s:
        for tile, tile_seen in enumerate(seen):
            if (mark := pool.mark(tile)) == marks.get(tile):
                continue
            marks[tile] = mark
            pixels = pool.latest(tile).pixels
            number = None if pixels is None else read_number(pixels)
            if number is not None:
                index, latency_s = _sent(number, tile, fps)
                tile_seen.numbers.add(index)
                tile_seen.latencies_s.append(latency_s)
        next_s = max(next_s + _TICK_S, now_s)
        pause.wait(max(0.0, next_s - time.monotonic()))


def _sent(number: int, camera: int, fps: float) -> tuple[int, float]:
    """Return which picture since the epoch it was, and how long ago it was sent."""
    turns = (time.time() - offset_s(camera, fps)) * fps
    index = math.floor(turns)
    index -= (index - number) % LOOP_PICTURES
    return index, (turns - index) / fps


_RIVALS = {
    "ffmpeg": [
        "-nostdin",
        "-loglevel",
        "error",
        "-rtsp_transport",
        "tcp",
        "-threads",
        "1",
        "-i",
        "{}",
        "-f",
        "null",
        "-",
    ],
    "mpv": ["--no-config", "--no-audio", "--really-quiet", "--profile=low-latency", "--rtsp-transport=tcp", "{}"],
}


def _measured_rival(name: str, arguments: Sequence[str], urls: Sequence[str], seconds: float) -> float | None:
    """Return CPU seconds a stream-second of one process for each stream."""
    processes = [
        subprocess.Popen(
            [name, *(part.format(url) for part in arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for url in urls
    ]
    pause = threading.Event()
    try:
        pause.wait(_WARM_UP_S)
        pids = [process.pid for process in processes]
        before, begun_s = _cpu_s(pids), time.monotonic()
        pause.wait(seconds)
        after, took_s = _cpu_s(pids), time.monotonic() - begun_s
    finally:
        for process in processes:
            process.kill()
            process.wait()
    return None if before is None or after is None else (after - before) / took_s / len(urls)


def _cpu_s(pids: Sequence[int]) -> float | None:
    """Return the CPU time of the processes so far, seconds; None where the system does not tell (not Linux)."""
    try:
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    except FileNotFoundError:
        return None
    return sum(int(parts[11]) + int(parts[12]) for parts in fields) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pids: Sequence[int]) -> float | None:
    """Return the proportional memory of the processes, MB; None where the system does not tell."""
    total = 0
    try:
        for pid in pids:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    except OSError:
        return None
    return round(total / 1024, 1)
