"""What the benches of the wall stand on: a panel over cameras that are only addresses, and time that passes in its loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from console.board import Board
from console.clocks import SystemClock
from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.ports import Snapshot
from console.video.measuring import BenchFailed
from widgets.benches.stage import NoDesk
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.relay import Relay
from widgets.wall.evidence import KeepingPool
from widgets.wall.panel import WallPanel

SIZE_PX = (1920, 1080)
ALL_LIVE_MS = 30_000
CENTRE = RegionCode("320501")
LAYOUTS_OF = {4: "2x2", 9: "3x3", 16: "4x4", 25: "5x5", 36: "6x6", 64: "8x8"}


def camera(number: int, url: str) -> Camera:
    """Return a camera that is nothing but its number and its address."""
    return Camera(id=CameraId(str(number)), number=number + 1, name="", region=CENTRE, place=None, sub_url=url)


def panel_of(pool: KeepingPool, cameras: Iterable[Camera], saved: Mapping[str, Any]) -> WallPanel:
    """Return a wall with these cameras to choose from, laid out as it was saved; nobody sits at its desk.

    The interpreter is shared, and rubbish taken away, as in the console's own process from its start on.
    """
    share_quickly()
    board = Board(CENTRE)
    board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=tuple(cameras), regions=()))
    relay = Relay(NoDesk(), board, Operator(name="bench", centre=CENTRE), SystemClock())
    panel = WallPanel(relay, Focus(), pool)
    panel.resize(*SIZE_PX)
    Rubbish(panel)
    panel.restore(saved)
    spare_what_stands()
    return panel


def wait(true: Callable[[], bool], limit_ms: int = ALL_LIVE_MS) -> None:
    """Let the loop run until something is so.

    Raises:
        BenchFailed: it does not come.
    """
    loop = QEventLoop()
    look = QTimer(interval=50)
    look.timeout.connect(lambda: loop.quit() if true() else None)
    look.start()
    QTimer.singleShot(limit_ms, loop, lambda: loop.exit(1))
    if loop.exec() != 0:
        raise BenchFailed("not all streams came up")


def turn(seconds: float) -> None:
    """Let the loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
    loop.exec()


def held(pids: Iterable[int]) -> tuple[int, int] | None:
    """Return how many threads and descriptors those of the processes have that run; None where the system does not tell."""
    if not Path("/proc/self/fd").exists():
        return None
    threads = descriptors = 0
    for pid in pids:
        try:
            threads += sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
            descriptors += sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
        except OSError:  # It ended while we looked.
            continue
    return threads, descriptors
