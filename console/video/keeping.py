"""The console's side of keeping files: which stream was asked for what, and what came of it. Belongs to the pool's thread."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count

from console.video.commands import Stop
from console.video.kept_files import (
    CLIP_AFTER_S,
    PICTURE_WITHIN_S,
    TELLS_WITHIN_S,
    CutClip,
    KeepClip,
    KeepPicture,
    Missed,
    Missing,
    Told,
)
from console.video.seats import WorkerSeat


@dataclass(kw_only=True, slots=True)
class _Job:
    """One file that is awaited from the worker with this process id; ``is_last``: the stream ends with it."""

    seat: WorkerSeat
    pid: int
    stream: int
    until_s: float
    is_clip: bool
    is_last: bool = False


class Keeping:
    """Asks streams for files, and lets a stream that no tile shows any more go on until its clip is whole."""

    def __init__(self) -> None:
        self._jobs: dict[int, _Job] = {}
        self._numbers = count(1)

    def picture(self, seat: WorkerSeat, stream: int, path: str) -> int:
        """Ask for the next whole picture; return the job's number."""
        job = self._begun(seat, stream, PICTURE_WITHIN_S, is_clip=False)
        seat.tell(KeepPicture(stream=stream, job=job, path=path))
        return job

    def clip(self, seat: WorkerSeat, stream: int, path: str, after_s: float = CLIP_AFTER_S) -> int:
        """Ask for what is remembered and what comes within ``after_s``; return the job's number."""
        job = self._begun(seat, stream, after_s + TELLS_WITHIN_S, is_clip=True)
        seat.tell(KeepClip(stream=stream, job=job, path=path, after_s=after_s))
        return job

    def cut(self, job: int) -> None:
        """End a clip now; it is told of as any other."""
        if (asked := self._jobs.get(job)) is not None:
            asked.until_s = time.monotonic() + TELLS_WITHIN_S
            asked.seat.tell(CutClip(stream=asked.stream, job=job))

    def outlives(self, stream: int) -> bool:
        """Return whether a stream that is to end must go on, because a clip of it is being written."""
        clips = [job for job in self._jobs.values() if job.stream == stream and job.is_clip]
        for job in clips:
            job.is_last = True
        return bool(clips)

    def told(self) -> list[Told]:
        """Return what came of what was asked for, since the last time."""
        told: list[Told] = []
        for seat in {job.seat for job in self._jobs.values()}:
            told += seat.heard()
        told = [one for one in told if one.job in self._jobs]
        known = {one.job for one in told}
        now_s = time.monotonic()
        for number, job in self._jobs.items():
            if number not in known and not (job.seat.is_up() and job.seat.pid == job.pid):
                told.append(Missed(job=number, why=Missing.LOST))
            elif number not in known and now_s > job.until_s:
                told.append(Missed(job=number, why=Missing.LOST if job.is_clip else Missing.NO_PICTURE))
        for one in told:
            self._end(self._jobs.pop(one.job))
        return told

    def _begun(self, seat: WorkerSeat, stream: int, within_s: float, *, is_clip: bool) -> int:
        number = next(self._numbers)
        pid = seat.pid if seat.is_up() else 0
        until_s = time.monotonic() + within_s
        self._jobs[number] = _Job(seat=seat, pid=pid, stream=stream, until_s=until_s, is_clip=is_clip)
        return number

    def _end(self, job: _Job) -> None:
        if job.is_last and not any(other.stream == job.stream for other in self._jobs.values()):
            job.seat.streams.discard(job.stream)
            job.seat.tell(Stop(stream=job.stream))
