"""What the wall's benches measure with: CPU and memory of processes, and the ages of the pictures that are seen."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.video.pool import VideoPool
from console.video.testcams.loop import LOOP_PICTURES, offset_s

WARM_UP_S = 2.0


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


def family(but: Iterable[int] = ()) -> list[int]:
    """Return this process and its descendants, without ``but`` and theirs; this one alone where the system does not tell."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # It ended while we looked.
            continue
    left_out, found, seen = set(but), [os.getpid()], 0
    while seen < len(found):
        found += [pid for pid, parent in parents.items() if parent == found[seen] and pid not in left_out]
        seen += 1
    return found


def cpu_s(pids: Iterable[int]) -> float | None:
    """Return the CPU time so far of those of the processes that run, seconds; None where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return None
    ticks = 0
    for pid in pids:
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mb(pids: Iterable[int]) -> float | None:
    """Return the proportional memory of those of the processes that run, MB; None where the system does not tell.

    What several processes share counts once between them.
    """
    return _proportional_mb(pids, ("Pss:",))


def own_memory_mb(pids: Iterable[int]) -> float | None:
    """Return the same without what only mirrors files: what can grow, and no neighbour changes it.

    Of a library's file each process bears the less, the more others have it open.
    """
    return _proportional_mb(pids, ("Pss_Anon:", "Pss_Shmem:"))


def _proportional_mb(pids: Iterable[int], names: tuple[str, ...]) -> float | None:
    try:
        told = Path("/proc/self/smaps_rollup").read_text()
    except OSError:
        return None
    if not all(name in told for name in names):
        return None
    kilobytes = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith(names))
    return round(kilobytes / 1024, 1)


def clips_mb(pool: VideoPool) -> float:
    """Return how much of the memory is the last half minute of all streams, kept as it was sent, MB; no rival keeps it."""
    return round(sum(pool.latest(tile).kept_bytes for tile in pool.tiles()) / 1024**2, 1)


def per_stream(before: float | None, after: float | None, took_s: float, streams: int) -> float | None:
    """Return CPU seconds a stream-second between two readings of ``cpu_s``."""
    return None if before is None or after is None else (after - before) / took_s / streams
