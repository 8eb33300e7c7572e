"""The worker processes: started, watched, replaced when lost or worn, ended."""

from __future__ import annotations

import contextlib
import logging
import time
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess, SpawnProcess

from console.video.commands import Command, Quit
from console.video.entering import begin
from console.video.kept_files import Told
from console.video.spawning import context_of_workers, lean
from console.video.states import RECYCLE_AFTER_OPENS, RESPAWN_CALM_S, RESPAWN_LAST_S

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.05
_GOODBYE_S = 1.0


class WorkerSeat:
    """A place for a worker process: keeps its streams when the process is lost and another takes the seat."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.streams: set[int] = set()
        self.opens = 0
        self._respawn_at_s: float | None = None
        self._wait_s = 0.0
        self._start()

    @property
    def pid(self) -> int:
        """The process id of the worker."""
        return self._process.pid or 0

    def is_up(self) -> bool:
        """Return whether a worker sits here."""
        return self._respawn_at_s is None

    def tell(self, command: Command) -> None:
        """Send a command; to a lost worker it goes unheard, because its successor is told everything anew."""
        with contextlib.suppress(OSError):
            self._pipe.send(command)

    def heard(self) -> list[Told]:
        """Return what the worker has told since the last time; never waits."""
        told: list[Told] = []
        with contextlib.suppress(OSError, EOFError):
            while self.is_up() and self._pipe.poll():
                told.append(self._pipe.recv())
        return told

    def comes_back(self) -> bool:
        """Look whether the worker was lost; return True at the moment when another has taken the seat.

        The first loss is answered at once; a worker that dies again within 10 s is awaited longer each time.
        """
        now_s = time.monotonic()
        if self._respawn_at_s is None:
            if self._process.is_alive():
                return False
            log.warning("video worker %d was lost (exit code %s)", self.number, self._process.exitcode)
            calm = now_s - self._started_at_s > RESPAWN_CALM_S
            self._wait_s = 0.0 if calm else min(RESPAWN_LAST_S, max(0.25, self._wait_s * 2))
            self._respawn_at_s = now_s + self._wait_s
            self._let_go()
        if now_s < self._respawn_at_s:
            return False
        self._respawn_at_s = None
        self._start()
        return True

    def ask_to_quit(self) -> None:
        """Ask the worker to end; ``finish`` waits for it."""
        self.tell(Quit())

    def has_left(self) -> bool:
        """Return whether a worker that was asked to quit has ended; never waits."""
        if self._process.is_alive():
            return False
        self._let_go()
        return True

    def finish(self) -> None:
        """Wait for the end for a second, then end the process by force."""
        if not self.is_up():
            return
        self._process.join(_GOODBYE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._let_go()

    def _start(self) -> None:
        context = context_of_workers()
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._process: ForkServerProcess | SpawnProcess = context.Process(
            target=begin, args=(theirs,), name=f"video worker {self.number}", daemon=True
        )
        with lean():
            self._process.start()
        theirs.close()
        self._started_at_s = time.monotonic()

    def _let_go(self) -> None:
        self._pipe.close()
        self._process.close()


class Seats:
    """All worker processes of a pool. Belongs to the pool's thread."""

    def __init__(self, workers: int) -> None:
        self._seats = [WorkerSeat(number) for number in range(workers)]
        self._retiring: WorkerSeat | None = None
        self._leaving: list[WorkerSeat] = []
        self._looked_at_s = 0.0
        self.lost = 0
        """How many workers were lost, and their seats taken by others."""

    def seat_for_one_more(self) -> WorkerSeat:
        """Return the seat with the fewest streams."""
        return min(self._seats, key=lambda seat: len(seat.streams))

    def retiring(self) -> WorkerSeat | None:
        """Return the worker whose streams are to move, if there is one."""
        return self._retiring

    def tend(self) -> list[WorkerSeat]:
        """Look after the workers; return the seats that a new worker has taken, whose streams must begin again."""
        now_s = time.monotonic()
        if now_s - self._looked_at_s < _LOOK_EVERY_S:
            return []
        self._looked_at_s = now_s
        self._recycle()
        watched = [*self._seats, *filter(None, [self._retiring])]
        back = [seat for seat in watched if seat.comes_back()]
        self.lost += len(back)
        return back

    def pids(self) -> list[int]:
        """Return the process ids of the workers."""
        return [seat.pid for seat in self._seats if seat.is_up()]

    def close(self) -> None:
        """End all workers."""
        seats = [*self._seats, *self._leaving, *filter(None, [self._retiring])]
        for seat in seats:
            seat.ask_to_quit()
        for seat in seats:
            seat.finish()
        self._seats.clear()
        self._leaving.clear()
        self._retiring = None

    def _recycle(self) -> None:
        """Replace a worker after some thousand opens: each leaves some 20 kB behind."""
        if self._retiring is not None:
            if not self._retiring.streams:
                self._retiring.ask_to_quit()
                self._leaving.append(self._retiring)
                self._retiring = None
        else:
            worn = next((seat for seat in self._seats if seat.opens >= RECYCLE_AFTER_OPENS), None)
            if worn is not None:
                self._retiring = worn
                self._seats[self._seats.index(worn)] = WorkerSeat(worn.number)
        self._leaving = [seat for seat in self._leaving if not seat.has_left()]
