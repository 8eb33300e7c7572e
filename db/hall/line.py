"""A line that can be cut: carries the connections of some desks to the server, and holds or resets them while it is cut."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from threading import Event, Thread

HOST = "127.0.0.1"
CHUNK_BYTES = 65_536
AT_ONCE = struct.pack("ii", 1, 0)
"""How a socket is told to end with a reset, and without a word more."""


class Line:
    """Listens on ``port`` of the loopback, on a thread of its own; ``cut`` and ``mend`` from any thread.

    A cut line is a black hole: nobody is told anything. What was connected over it is closed when it is mended. One that
    ``resets`` says so at once, to what is connected and to whoever tries.
    """

    def __init__(self, server_port: int, *, resets: bool = False) -> None:
        self._server_port = server_port
        self._resets = resets
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._carries = asyncio.Event()
        self._carries.set()
        self._is_up = Event()
        self.port = 0
        self._thread = Thread(target=self._run, name="line", daemon=True)
        self._thread.start()
        self._is_up.wait()

    def cut(self) -> None:
        self._loop.call_soon_threadsafe(self._cut)

    def mend(self) -> None:
        self._loop.call_soon_threadsafe(self._mend)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _cut(self) -> None:
        self._carries.clear()
        if self._resets:
            self._reset_all()

    def _mend(self) -> None:
        self._reset_all()
        self._carries.set()

    def _reset_all(self) -> None:
        for writer in self._open:
            _reset(writer)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._carry, HOST, 0))
        self.port = server.sockets[0].getsockname()[1]
        self._is_up.set()
        self._loop.run_forever()
        server.close()
        carrying = asyncio.all_tasks(self._loop)
        for one in carrying:
            one.cancel()
        self._loop.run_until_complete(asyncio.gather(*carrying, return_exceptions=True))
        self._loop.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        there = None
        try:
            if self._resets and not self._carries.is_set():
                _reset(writer)
                return
            await self._carries.wait()
            back, there = await asyncio.open_connection(HOST, self._server_port)
            ways = [asyncio.ensure_future(self._pass_on(*way)) for way in ((reader, there), (back, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
        except (OSError, asyncio.CancelledError):
            pass  # The server is down, or the line is closed; whoever called hears it by the end of the connection.
        finally:
            self._open.discard(writer)
            for end in (writer, there):
                if end is not None:
                    end.transport.abort()

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(CHUNK_BYTES):
                await self._carries.wait()
                target.write(data)
                await target.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.transport.abort()
