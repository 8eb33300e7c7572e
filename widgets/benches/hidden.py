"""Bench: what a wall costs while nobody sees it: of a core, with its panel hidden and with its window minimised."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from console.video.measuring import WARM_UP_S, cpu_s, family
from console.video.pool import VideoPool
from console.video.states import CLOSE_HIDDEN_AFTER_S, LIVE_STATES
from console.video.testcams import TestCameras
from resources import path
from widgets.benches.soak import SCENES
from widgets.benches.stage import application
from widgets.benches.wall_stage import LAYOUTS_OF, camera, panel_of, turn, wait
from widgets.wall.panel import WallPanel

TILES = 16
SECONDS = 10.0
CORE_MAX = 0.02
SETTLES_S = CLOSE_HIDDEN_AFTER_S + 2.0
"""So long after it was hidden, a wall has given its connections back."""


def measure(tiles: int = TILES, seconds: float = SECONDS, settles_s: float = SETTLES_S) -> dict[str, Any]:
    """Return shares of a core, of the console and its workers, and how long until all tiles are live again, seconds.

    Raises:
        BenchFailed: the streams did not come up.
        KeyError: there is no layout of so many tiles.
    """
    application()
    with ExitStack() as leaving:
        cameras = TestCameras(path("clips"))
        cameras.start()
        leaving.callback(cameras.stop)
        shown = [camera(number, cameras.url(number, SCENES[number % len(SCENES)])) for number in range(tiles)]
        pool = VideoPool()
        leaving.callback(pool.close)
        hung = {str(place): [one.id, None] for place, one in enumerate(shown)}
        panel = panel_of(pool, shown, {"layout": LAYOUTS_OF[tiles], "tiles": hung})
        leaving.callback(panel.deleteLater)
        panel.show()

        def all_live() -> bool:
            return all(pool.latest(place).state in LIVE_STATES for place in range(tiles))

        wait(all_live)
        turn(WARM_UP_S)
        figures: dict[str, Any] = {"tiles": tiles, "seen_of_core": _of_core(seconds, cameras.pid)}
        ways: dict[str, Callable[[WallPanel], None]] = {"hidden": WallPanel.hide, "minimised": WallPanel.showMinimized}
        for name, go_away in ways.items():
            go_away(panel)
            turn(settles_s)
            figures[f"{name}_of_core"] = _of_core(seconds, cameras.pid)
            begun_s = time.monotonic()
            panel.showNormal()
            wait(all_live)
            figures[f"{name}_back_s"] = round(time.monotonic() - begun_s, 3)
        panel.end()
        panel.close()
    return figures | {"missed": missed(figures)}


def _of_core(seconds: float, cameras: int) -> float | None:
    """Return which share of a core is used while the loop runs for a while; None where the system does not tell."""
    pids = family(but=[cameras])
    before, begun_s = cpu_s(pids), time.monotonic()
    turn(seconds)
    after, took_s = cpu_s(pids), time.monotonic() - begun_s
    return None if before is None or after is None else round((after - before) / took_s, 4)


def missed(figures: dict[str, Any]) -> list[str]:
    """Return the names of the bars that figures do not reach; what could not be measured is not among them."""
    return [name for name in ("hidden_of_core", "minimised_of_core") if (figures[name] or 0.0) >= CORE_MAX]
