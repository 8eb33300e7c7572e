"""The watchdog: shuts the socket of a call that passes its deadline, so that no thread waits on a dead link.

Keepalives do not free a call in flight, and ``tcp_user_timeout`` has no effect on Windows; this works everywhere.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq.abc import PGconn

from db.deadlines import Call

Answered = TypeVar("Answered")


class DeadlinePassed(psycopg.OperationalError):
    """No answer within ``seconds``; the connection is gone, and whether the server did it is not known."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds


class _Watched:
    """One call in flight; the watchdog writes ``is_cut``, and nobody reads it before the call has ended."""

    __slots__ = ("due_s", "is_cut", "line")

    def __init__(self, line: socket.socket, due_s: float) -> None:
        self.line = line
        self.due_s = due_s
        self.is_cut = False


class Watchdog:
    """Watches the calls of all connections of the process on one thread, which lives as long as any of them is open."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._lines: set[socket.socket] = set()
        self._calls: set[_Watched] = set()
        self._wakes_at_s = 0.0
        self._thread: Thread | None = None

    def take(self, line: socket.socket) -> None:
        """Be there for the calls on this line, until ``leave``."""
        with self._changed:
            self._lines.add(line)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()

    def leave(self, line: socket.socket) -> None:
        with self._changed:
            self._lines.discard(line)
            self._changed.notify()

    def begin(self, line: socket.socket, within_s: float) -> _Watched:
        """Watch a call on this line until ``end``."""
        call = _Watched(line, monotonic() + within_s)
        with self._changed:
            self._calls.add(call)
            if call.due_s < self._wakes_at_s:
                self._changed.notify()
        return call

    def end(self, call: _Watched) -> None:
        with self._changed:
            self._calls.discard(call)

    def _run(self) -> None:
        with self._changed:
            while self._lines:
                now_s = monotonic()
                for call in [call for call in self._calls if call.due_s <= now_s]:
                    self._calls.discard(call)
                    call.is_cut = True
                    # It may have been cut by the other end in this moment.
                    with suppress(OSError):
                        call.line.shutdown(socket.SHUT_RDWR)
                # Calls end without a word: waking up once too often costs less than telling of each.
                self._wakes_at_s = min((call.due_s for call in self._calls), default=now_s + Call.SCHEMA.value)
                self._changed.wait(self._wakes_at_s - now_s)
            self._thread = None


WATCHDOG = Watchdog()


class WatchedConnection(psycopg.Connection[Any]):
    """A connection on which every exchange with the server has a deadline: ``deadline_s``, for those to come.

    Opening one is timed by ``connect_timeout``, host by host.
    """

    def __init__(self, pgconn: PGconn, *args: Any, **kwargs: Any) -> None:
        super().__init__(pgconn, *args, **kwargs)
        self.deadline_s = Call.WRITE.value
        # A handle of its own: when this is shut, no file can have taken the number of a socket closed meanwhile.
        self._line = socket.socket(fileno=socket.dup(pgconn.socket))
        WATCHDOG.take(self._line)

    def wait(self, gen: PQGen[Answered], *args: Any, **kwargs: Any) -> Answered:
        """Wait for the server, as the library does for every exchange.

        Raises:
            DeadlinePassed: it took too long.
        """
        within_s = self.deadline_s
        call = WATCHDOG.begin(self._line, within_s)
        try:
            return super().wait(gen, *args, **kwargs)
        except psycopg.Error as error:
            if call.is_cut:
                raise DeadlinePassed(within_s) from error
            raise
        finally:
            WATCHDOG.end(call)

    def close(self) -> None:
        super().close()
        WATCHDOG.leave(self._line)
        self._line.close()
