"""A server of the tests' own that takes one connection and says of itself what a test wants."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

SSL_OR_GSS = {80877103, 80877104}


@contextmanager
def fake_server(version: str = "", greeting: bytes = b"") -> Iterator[int]:
    """Yield a port where a server of that version lets anybody in, or where something answers with ``greeting``."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = Thread(target=_take_one, args=(door, version, greeting), name="fake server", daemon=True)
        thread.start()
        yield door.getsockname()[1]
        thread.join()


def _take_one(door: socket.socket, version: str, greeting: bytes) -> None:
    line, _ = door.accept()
    with line:
        asked = _question(line)
        if greeting:
            line.sendall(greeting)
            return
        while asked in SSL_OR_GSS:
            line.sendall(b"N")
            asked = _question(line)
        told = {"server_version": version, "client_encoding": "UTF8", "default_transaction_read_only": "off"}
        line.sendall(_message(b"R", struct.pack("!i", 0)))
        for name, text in {**told, "in_hot_standby": "off"}.items():
            line.sendall(_message(b"S", f"{name}\0{text}\0".encode()))
        line.sendall(_message(b"K", struct.pack("!ii", 1, 1)) + _message(b"Z", b"I"))
        line.recv(4096)


def _question(line: socket.socket) -> int:
    """Read what a client says first, which has no letter, and return its number."""
    length, number = struct.unpack("!ii", line.recv(8, socket.MSG_WAITALL))
    line.recv(length - 8, socket.MSG_WAITALL) if length > 8 else None
    return int(number)


def _message(letter: bytes, content: bytes) -> bytes:
    return letter + struct.pack("!i", len(content) + 4) + content
