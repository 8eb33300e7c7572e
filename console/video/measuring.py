"""What the wall's benches measure with: CPU and memory of processes, rivals on the same streams, ages of pictures."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.video.testcams.clips import LOOP_PICTURES
from console.video.testcams.server import offset_s

WARM_UP_S = 2.0
_RIVALS = {
    "ffmpeg": "-nostdin -loglevel error -rtsp_transport tcp -threads 1 -i {} -f null -",
    "mpv": "--no-config --no-audio --really-quiet --profile=low-latency --rtsp-transport=tcp {}",
}


class BenchFailed(RuntimeError):
    """The measurement could not be made; the text says why."""


@dataclass(kw_only=True, slots=True)
class Seen:
    """The pictures of one tile that were read, by their number since the epoch, and how old they were."""

    numbers: set[int] = field(default_factory=set)
    ages_s: list[float] = field(default_factory=list)

    def note(self, number: int, camera: int, fps: float) -> None:
        """Note a picture with this number in its bar code, seen now.

        Each number comes again with each loop: the youngest picture that bears it is meant.
        """
        turns = (time.time() - offset_s(camera, fps)) * fps
        index = math.floor(turns)
        index -= (index - number) % LOOP_PICTURES
        if index not in self.numbers:
            self.numbers.add(index)
            self.ages_s.append((turns - index) / fps)


def told(seen: Sequence[Seen], fps: float, took_s: float) -> dict[str, Any]:
    """Return shown ÷ sent of the worst tile, and the ages of all pictures in ms.

    Raises:
        BenchFailed: no picture could be read.
    """
    ages = sorted(age_s for tile in seen for age_s in tile.ages_s)
    if not ages:
        raise BenchFailed("no picture could be read")
    return {
        "shown_of_sent_worst": round(min(len(tile.numbers) for tile in seen) / (fps * took_s), 3),
        "latency_ms": {
            "p50": round(1000 * ages[len(ages) // 2]),
            "p95": round(1000 * ages[int(len(ages) * 0.95)]),
            "max": round(1000 * ages[-1]),
        },
    }


def beside_rivals(cpu: float | None, urls: Sequence[str], seconds: float) -> dict[str, Any]:
    """Return CPU seconds a stream-second of ours and of the rivals on the same streams, and our ratio to theirs.

    ``missing`` names what could not be measured, and why.
    """
    others: dict[str, float | None] = {"ffmpeg": None, "mpv": None}
    missing: list[str] = []
    for name, arguments in _RIVALS.items():
        if shutil.which(name) is None:
            missing.append(f"{name} is not installed")
        elif cpu is None:
            missing.append(f"{name} can be measured on Linux only")
        else:
            others[name] = _rival_cpu(name, arguments, urls, seconds)
    by_name = {"ours": cpu, "null_decode": others["ffmpeg"], "mpv": others["mpv"]}
    ratios = {name: round(cpu / other, 2) if cpu and other else None for name, other in by_name.items()}
    del ratios["ours"]
    rounded = {name: None if value is None else round(value, 4) for name, value in by_name.items()}
    return {"cpu_per_stream": rounded, "cpu_ratio_to": ratios, "missing": missing}


def cpu_s(pids: Sequence[int]) -> float | None:
    """Return the CPU time of the processes so far, seconds; None where the system does not tell (not Linux)."""
    try:
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    except FileNotFoundError:
        return None
    return sum(int(parts[11]) + int(parts[12]) for parts in fields) / os.sysconf("SC_CLK_TCK")


def memory_mb(pids: Sequence[int]) -> float | None:
    """Return the proportional memory of the processes, MB; None where the system does not tell."""
    kilobytes = 0
    try:
        for pid in pids:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
    except OSError:
        return None
    return round(kilobytes / 1024, 1)


def per_stream(before: float | None, after: float | None, took_s: float, streams: int) -> float | None:
    """Return CPU seconds a stream-second between two readings of ``cpu_s``."""
    return None if before is None or after is None else (after - before) / took_s / streams


def _rival_cpu(name: str, arguments: str, urls: Sequence[str], seconds: float) -> float | None:
    quiet = subprocess.DEVNULL
    commands = [[name, *(part.format(url) for part in arguments.split())] for url in urls]
    processes = [subprocess.Popen(command, stdout=quiet, stderr=quiet) for command in commands]
    pause = threading.Event()
    try:
        pause.wait(WARM_UP_S)
        pids = [process.pid for process in processes]
        before, begun_s = cpu_s(pids), time.monotonic()
        pause.wait(seconds)
        return per_stream(before, cpu_s(pids), time.monotonic() - begun_s, len(urls))
    finally:
        for process in processes:
            process.kill()
            process.wait()
