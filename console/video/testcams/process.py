"""The process of the test cameras: their server, and the orders of the console over a pipe."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from datetime import tzinfo
from multiprocessing.connection import Connection
from pathlib import Path

from console.video.testcams.faults import Order
from console.video.testcams.server import CameraServer, Shelf
from console.video.testcams.turned import TurnedCameras


def run(pipe: Connection, clips: Path, own_clips: Path | None, zone: tzinfo | None, port: int, or_any: bool) -> None:
    """Serve until the console stops us or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_serve(pipe, Shelf(clips, own_clips, zone), TurnedCameras(clips, zone), port, or_any))


async def _serve(pipe: Connection, shelf: Shelf, turned: TurnedCameras, port: int, or_any: bool) -> None:
    server = CameraServer(shelf)
    pipe.send(await server.open(port, or_any=or_any))
    loop = asyncio.get_running_loop()
    opening = loop.create_task(turned.open())

    def obey(order: Order) -> None:
        server.order(order.key, order.fault)
        pipe.send(True)

    def listen() -> None:
        try:
            while True:
                loop.call_soon_threadsafe(obey, pipe.recv())
        except (EOFError, OSError):
            # The console has stopped us or is gone.
            os._exit(0)

    threading.Thread(target=listen, name="orders", daemon=True).start()
    await opening
    await asyncio.Event().wait()
