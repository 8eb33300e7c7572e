"""``wall``: how a wall of its own is started, and what starts it again for as long as nobody closes it."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Protocol

from console.commands.answering import BROKEN_OFF, DONE, REFUSED, UNUSABLE
from console.settings import Settings

log = logging.getLogger(__name__)

KEEP_UP = "--keep-up"
FIRST_REST_S = 0.5
LONGEST_REST_S = 30.0
RAN_S = 10.0
"""A wall that lived so long was one: from then on nothing that keeps it from starting is taken for a wrong command."""


class Running(Protocol):
    """A process that shows the wall."""

    def wait(self) -> int: ...
    def terminate(self) -> None: ...


def program() -> list[str]:
    """Return the words that start this program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parents[2] / "main.py")]


def words_of(settings: Settings) -> tuple[str, ...]:
    """Return the options that lead another process to the same database; an address never holds a password."""
    told = {
        "--db": settings.db,
        "--centre": settings.centre,
        "--lang": settings.lang,
        "--theme": settings.theme,
        "--zone": str(settings.zone),
    }
    return tuple(word for option, value in told.items() if value for word in (option, value))


def run(argv: Sequence[str]) -> int:
    """Show the wall that the arguments ask for in another process, and again whenever that dies; returns the exit code."""
    words = [*program(), *(word for word in argv if word != KEEP_UP)]
    keeper = Keeper(lambda: subprocess.Popen(words))
    signal.signal(signal.SIGTERM, keeper.stop)
    return keeper.run()


class Keeper:
    """Starts a wall again whenever it dies: after half a second, then ever later, up to half a minute.

    It ends with the wall that somebody closed, and with one that was refused before any ever ran.
    """

    def __init__(
        self,
        start: Callable[[], Running],
        rest: Callable[[float], None] = sleep,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._start = start
        self._rest = rest
        self._seconds = seconds
        self._wall: Running | None = None

    def run(self) -> int:
        """Keep the wall up until it is closed; returns its exit code."""
        rest_s, ran = FIRST_REST_S, False
        try:
            while True:
                began_s = self._seconds()
                self._wall = self._start()
                code = self._wall.wait()
                lived = self._seconds() - began_s >= RAN_S
                ran = ran or lived
                if code == DONE or (not ran and code in (UNUSABLE, REFUSED)):
                    return code
                rest_s = FIRST_REST_S if lived else rest_s
                log.warning("The wall ended with %s; it is started again in %.1f s", code, rest_s)
                self._rest(rest_s)
                rest_s = min(2 * rest_s, LONGEST_REST_S)
        except KeyboardInterrupt:
            if self._wall is not None:
                self._wall.terminate()
                with suppress(KeyboardInterrupt):
                    self._wall.wait()
            return BROKEN_OFF

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End the wall, and do not start it again: what the system asks for."""
        raise KeyboardInterrupt
