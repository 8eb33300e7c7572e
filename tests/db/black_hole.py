"""A link that can die: carries bytes to a server until it is told to swallow them, or to be cut.

Swallowed, nothing is closed and every packet is still acknowledged, so neither keepalives nor ``tcp_user_timeout`` can
notice. Cut, every line is closed at once, and new ones are closed as soon as they come.
"""

from __future__ import annotations

import selectors
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

HOST = "127.0.0.1"
CHUNK_BYTES = 65_536
LOOK_S = 0.05


class BlackHole:
    """Stands between desks and the server at ``port_behind``; desks come to ``port``."""

    def __init__(self, port_behind: int) -> None:
        self._behind = port_behind
        self._door = socket.create_server((HOST, 0))
        self.port: int = self._door.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._swallows = Event()
        self._cuts = Event()
        self._closed = Event()
        self._thread = Thread(target=self._run, name="black hole", daemon=True)
        self._thread.start()

    def swallow(self) -> None:
        """Let nothing through from now on, in either direction; new connections are taken and lead nowhere."""
        self._swallows.set()

    def cut(self) -> None:
        """Close all lines, and every one that comes."""
        self._cuts.set()

    def mend(self) -> None:
        self._swallows.clear()
        self._cuts.clear()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()
        for line in (*self._pairs, self._door):
            line.close()
        self._selector.close()

    def _run(self) -> None:
        while not self._closed.is_set():
            if self._cuts.is_set():
                for line in list(self._pairs):
                    self._end(line)
            for key, _ in self._selector.select(LOOK_S):
                if key.fileobj is self._door:
                    self._take()
                elif isinstance(key.fileobj, socket.socket):
                    self._carry(key.fileobj)

    def _take(self) -> None:
        desk, _ = self._door.accept()
        if self._cuts.is_set():
            desk.close()
            return
        server = socket.create_connection((HOST, self._behind))
        for line, other in ((desk, server), (server, desk)):
            self._pairs[line] = other
            self._selector.register(line, selectors.EVENT_READ)

    def _carry(self, line: socket.socket) -> None:
        try:
            came = line.recv(CHUNK_BYTES)
        except OSError:
            came = b""
        if not came:
            self._end(line)
        elif not self._swallows.is_set():
            with suppress(OSError):
                self._pairs[line].sendall(came)

    def _end(self, line: socket.socket) -> None:
        for one in (line, self._pairs.pop(line, line)):
            if one.fileno() >= 0:
                self._selector.unregister(one)
                one.close()
            self._pairs.pop(one, None)


@contextmanager
def black_hole(port_behind: int) -> Iterator[BlackHole]:
    hole = BlackHole(port_behind)
    try:
        yield hole
    finally:
        hole.close()
