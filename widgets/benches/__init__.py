"""The benches that need a screen, by name; asked for together, each runs in a process of its own.

Each is imported only when it is asked for, so that none measures the memory of another's libraries.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from console.commands.answering import DONE, MISSED, BarMissed, BrokenOff
from console.ports import Store
from console.settings import Bench
from console.video.spawning import lean
from resources import path

HOUSE = Path(__file__).resolve().parent.parent.parent
WALLS = ((4, 25.0), (16, 25.0), (36, 25.0), (64, 12.5))
WALL_S = 15.0
HELD_TO_BARS = ("gap", "hidden", "map", "soak", "tour")

Measured = TypeVar("Measured")
Measure = Callable[[], dict[str, Any]]


def measures(open_store: Callable[[str | None], Store], command: Bench) -> dict[str, Measure]:
    """Return what measures what; all together run each as a command of its own, since one page engine serves one.

    What takes hours to say anything, a soak and a tour, runs only when it is named.
    """
    alone: dict[str, Measure] = {
        "start": _start,
        "queue": _queue,
        "order": partial(_order, open_store),
        "stall": partial(_stall, open_store),
        "map": partial(_map, command.seconds),
        "wall": _walls,
        "gap": partial(_alone, _gap),
        "hidden": partial(_alone, _hidden),
    }
    if command.name == "all":
        return {name: partial(_in_a_process, name) for name in alone}
    alone["soak"] = partial(_alone, _soak, command.tiles, command.seconds)
    alone["tour"] = partial(_alone, _tour, command.tiles, command.seconds)
    return alone | {name: partial(_held_to_bars, name, alone[name]) for name in HELD_TO_BARS}


def _start() -> dict[str, Any]:
    from widgets.benches import start

    return start.measure()


def _queue() -> dict[str, Any]:
    from widgets.benches import queue

    return queue.measure()


def _order(open_store: Callable[[str | None], Store]) -> dict[str, Any]:
    from widgets.benches import order

    return order.measure(open_store)


def _stall(open_store: Callable[[str | None], Store]) -> dict[str, Any]:
    from widgets.benches import stall

    return stall.measure(open_store)


def _map(seconds: float) -> dict[str, Any]:
    from widgets.benches import map as of_map

    hits = {ratio: _alone(_map_hits, ratio) for ratio in of_map.RATIOS}
    return of_map.measure(seconds, hits=hits)


def _map_hits(ratio: float) -> float:
    from widgets.benches import map as of_map

    return of_map.hits_at(ratio)


def _walls() -> dict[str, Any]:
    """Return the figures of 4, 16 and 36 tiles at 25 and of 64 at 12.5 pictures a second, decoded only, and painted.

    And of 16 painted, one of them in 1080p.
    """
    from console.video import bench as decoding

    clips = path("clips")
    decoded = {f"{tiles} at {fps:g}": decoding.measure(clips, tiles, fps, WALL_S) for tiles, fps in WALLS}
    painted = {f"{tiles} at {fps:g}, painted": _alone(_wall, tiles, fps, WALL_S) for tiles, fps in WALLS}
    return decoded | painted | {"16 at 25, one in 1080p, painted": _alone(_wall, 16, 25.0, WALL_S, 1)}


def _wall(tiles: int, fps: float, seconds: float, large: int = 0) -> dict[str, Any]:
    from widgets.benches import wall

    return wall.measure(tiles, fps, seconds, large)


def _gap() -> dict[str, Any]:
    from widgets.benches import gap

    return gap.measure()


def _hidden() -> dict[str, Any]:
    from widgets.benches import hidden

    return hidden.measure()


def _soak(tiles: int, seconds: float) -> dict[str, Any]:
    from widgets.benches import soak

    return soak.measure(tiles, seconds)


def _tour(tiles: int, seconds: float) -> dict[str, Any]:
    from widgets.benches import tour

    return tour.measure(tiles, seconds)


def _alone(measure: Callable[..., Measured], *given: float) -> Measured:
    """Return what a bench measures in a process of its own, with nothing in it that another bench has left behind."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        with lean():
            answer = process.submit(measure, *given)
        return answer.result()


def _held_to_bars(name: str, measure: Measure) -> dict[str, Any]:
    """Return the figures of a bench that reached its bars.

    Raises:
        BrokenOff: it did not; it holds the figures.
    """
    figures = measure()
    if figures["missed"]:
        raise BrokenOff(BarMissed(f"The bench {name} missed: {', '.join(figures['missed'])}."), {name: figures})
    return figures


def _in_a_process(name: str) -> dict[str, Any]:
    words = [sys.executable, str(HOUSE / "main.py"), "bench", name, "--json"]
    ran = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode not in (DONE, MISSED):
        ran.check_returncode()
    answer: dict[str, Any] = json.loads(ran.stdout)[name]
    return answer
