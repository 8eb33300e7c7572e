"""Bench: how long the GUI thread is away from its loop while 64 tiles run and the queue takes a hundred changes a second.

Beside it, in the same run, how long it is away with the window at rest, and with the wall alone; and how much of the time
it works itself, which does not depend on who else uses the machine, and how much of it no core was free.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from console.board import Board
from console.clocks import SystemClock
from console.domain.shift import Operator
from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import TestCameras
from resources import path
from widgets.benches.gaps import Feed, spread, watch
from widgets.benches.queue import CENTRE, CHANGES_PER_S, TICKETS, changes, situation
from widgets.benches.soak import SCENES
from widgets.benches.stage import NoDesk, application
from widgets.benches.wall_stage import LAYOUTS_OF, SIZE_PX, camera, wait
from widgets.kit.focus import Focus
from widgets.kit.rubbish import Rubbish, spare_what_stands
from widgets.kit.sharing import share_quickly
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay
from widgets.wall.panel import WallPanel

TILES = 64
FPS = 12.5
SECONDS = 20.0
WARM_S = 3.0
GAP_MAX_MS = 50.0


def measure(tiles: int = TILES, seconds: float = SECONDS, tickets: int = TICKETS) -> dict[str, Any]:
    """Return how late the loop is when it is due every millisecond, in ms: at rest, with the wall, and with both.

    Raises:
        BenchFailed: the streams did not come up.
        KeyError: there is no layout of so many tiles.
    """
    application()
    share_quickly()
    with ExitStack() as leaving:
        cameras = TestCameras(path("clips"))
        cameras.start()
        leaving.callback(cameras.stop)
        scenes = [SCENES[number % len(SCENES)] for number in range(tiles)]
        shown = [camera(n, f"{cameras.url(n, scene)}?fps={FPS:g}") for n, scene in enumerate(scenes)]
        board = Board(CENTRE)
        board.load(replace(situation(tickets, datetime.now(UTC)), cameras=tuple(shown)))
        relay = Relay(NoDesk(), board, Operator(name="bench", centre=CENTRE), SystemClock())
        pool, focus = VideoPool(), Focus()
        leaving.callback(pool.close)
        wall, queue = WallPanel(relay, focus, pool), QueuePanel(relay, focus)
        window = QSplitter(Qt.Orientation.Vertical)
        window.addWidget(wall)
        window.addWidget(queue)
        window.resize(*SIZE_PX)
        window.show()
        leaving.callback(window.deleteLater)
        leaving.callback(window.close)
        leaving.callback(wall.end)
        rubbish = Rubbish(window)
        leaving.callback(rubbish.stop)
        spare_what_stands()
        watch(WARM_S)
        figures: dict[str, Any] = spread("rest", watch(seconds / 2))
        hung = {str(place): [one.id, None] for place, one in enumerate(shown)}
        wall.restore({"layout": LAYOUTS_OF[tiles], "tiles": hung})
        wait(lambda: all(pool.latest(place).state in LIVE_STATES for place in range(tiles)))
        watch(WARM_S)
        figures |= spread("wall", watch(seconds / 2))
        feed = Feed(relay, changes(board.tickets.values()), CHANGES_PER_S)
        leaving.callback(feed.stop)
        watch(WARM_S)
        before = feed.told
        busy = watch(seconds)
        changes_per_s = (feed.told - before) / seconds
    figures |= spread("busy", busy) | {
        "tiles": tiles,
        "tickets": tickets,
        "changes_per_s": round(changes_per_s, 1),
        "gaps_over_50": sum(late > GAP_MAX_MS for late in busy.late),
        "load": [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
    }
    return figures | {"missed": missed(figures)}


def missed(figures: dict[str, Any]) -> list[str]:
    """Return the names of the bars that figures do not reach."""
    return ["busy_max_ms"] if figures["busy_max_ms"] > GAP_MAX_MS else []
