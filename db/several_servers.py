"""Several servers at one address: a host that keeps silent holds up nobody while another speaks.

libpq asks one after the other, and waits at a dead host for its seconds each time; were that one named first, every desk
would find the server that took over by so much later, and pay for it with each connection until somebody mends it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic

import psycopg

from db.watchdog import WatchedConnection

HEAD_START_S = 0.5
"""So long a server has before the next is dialled beside it."""
SILENT_AFTER_S = 1.0
"""Who says no later than that kept silent: a refusal, or a standby's answer, is there at once."""
PATIENCE = 2.25
"""So many times libpq's seconds a dial is waited for at most, whatever the name service does: a name may stand for an
address of either kind, which libpq tries one after the other.
"""

Place = Mapping[str, str]
"""What tells one server of an address from the others, in libpq's words."""
Dials = Callable[[Place], WatchedConnection]


class Servers:
    """Remembers who let somebody in last, who is dialled first, and who kept silent; any thread.

    Who kept silent is dialled at each call too, but not waited for, unless all did: so it is heard when it is back.
    """

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = tuple(places)
        self._order = deque(range(len(places)))
        self._silent: set[int] = set()
        self._knocked: set[int] = set()
        self._lock = Lock()

    def connect(self, dials: Dials, within_s: float) -> WatchedConnection:
        """Return the first connection that a server gives; ``within_s`` is what libpq is told for each.

        Raises:
            psycopg.Error: none does; its text is what each of them said.
        """
        if len(self._places) == 1:
            return dials(self._places[0])
        call = _Call(self, self._places, dials, PATIENCE * within_s)
        with self._lock:
            awake = deque(one for one in self._order if one not in self._silent) or self._order.copy()
            knocked = self._silent - self._knocked - set(awake)
            self._knocked |= knocked
        for server in knocked:
            call.dial(server)
        try:
            return call.answered(awake)
        finally:
            call.hang_up()

    def note(self, server: int, *, is_in: bool, took_s: float) -> None:
        """Take in what came of a dial."""
        with self._lock:
            self._knocked.discard(server)
            if is_in:
                self._order.remove(server)
                self._order.appendleft(server)
            if is_in or took_s < SILENT_AFTER_S:
                self._silent.discard(server)
            else:
                self._silent.add(server)


class _Call:
    """One connection that is wanted; each dial has a thread of its own, where what comes too late is closed."""

    def __init__(self, servers: Servers, places: Sequence[Place], dials: Dials, given_up_s: float) -> None:
        self._servers = servers
        self._places = places
        self._dials = dials
        self._given_up_s = given_up_s
        self._answers: SimpleQueue[tuple[int, WatchedConnection | Exception]] = SimpleQueue()
        self._lock = Lock()
        self._is_over = False

    def dial(self, server: int) -> None:
        Thread(target=self._dial, args=(server,), name="dial", daemon=True).start()

    def answered(self, awake: deque[int]) -> WatchedConnection:
        """Dial these, one a head start after the other, and return the first connection that anybody gives."""
        until_s: dict[int, float] = {}
        next_s = 0.0
        said: dict[int, str] = dict.fromkeys(awake, "connection timeout expired")
        while awake or until_s:
            now_s = monotonic()
            until_s = {server: at_s for server, at_s in until_s.items() if at_s > now_s}
            if awake and (not until_s or now_s >= next_s):
                until_s[awake[0]], next_s = now_s + self._given_up_s, now_s + HEAD_START_S
                self.dial(awake.popleft())
            wakes_s = min([*until_s.values(), *([next_s] if awake else [])], default=now_s)
            try:
                server, answer = self._answers.get(timeout=max(0.0, wakes_s - monotonic()))
            except Empty:
                continue
            if not isinstance(answer, Exception):
                return answer
            if not isinstance(answer, psycopg.Error):
                raise answer
            said[server] = str(answer)
            until_s.pop(server, None)
        raise psycopg.OperationalError("\n".join(said.values()))

    def hang_up(self) -> None:
        """Want no connection any more."""
        with self._lock:
            self._is_over = True
        while not self._answers.empty():
            _close(self._answers.get()[1])

    def _dial(self, server: int) -> None:
        began_s = monotonic()
        try:
            answer: WatchedConnection | Exception = self._dials(self._places[server])
        except Exception as trouble:  # noqa: BLE001 - handed on to whoever waits
            answer = trouble
        self._servers.note(server, is_in=not isinstance(answer, Exception), took_s=monotonic() - began_s)
        with self._lock:
            if not self._is_over:
                self._answers.put((server, answer))
                return
        _close(answer)


def _close(answer: WatchedConnection | Exception) -> None:
    if not isinstance(answer, Exception):
        answer.close()
