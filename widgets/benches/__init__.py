"""The benches that need a screen, by name; asked for together, each runs in a process of its own.

Each is imported only when it is asked for, so that none measures the memory of another's libraries.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from console.commands.answering import BarMissed, BrokenOff
from console.ports import Store
from console.settings import Bench
from resources import path

HOUSE = Path(__file__).resolve().parent.parent.parent
WALLS = ((4, 25.0), (16, 25.0), (36, 25.0), (64, 12.5))
WALL_S = 15.0

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
        "map": _map,
        "wall": _walls,
    }
    if command.name == "all":
        return {name: partial(_in_a_process, name) for name in alone}
    return alone | {"soak": partial(_soak, command), "tour": partial(_tour, command)}


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


def _map() -> dict[str, Any]:
    from widgets.benches import map as of_map

    return of_map.measure()


def _walls() -> dict[str, Any]:
    """Return the figures of 4, 16 and 36 tiles at 25 and of 64 at 12.5 pictures a second, and of 4 and 16 painted."""
    from console.video import bench as decoding

    clips = path("clips")
    decoded = {f"{tiles} at {fps:g}": decoding.measure(clips, tiles, fps, WALL_S) for tiles, fps in WALLS}
    from widgets.benches import wall as painted

    return decoded | {f"{tiles} at 25, painted": painted.measure(tiles, WALL_S) for tiles in painted.PAINTED}


def _soak(command: Bench) -> dict[str, Any]:
    from widgets.benches import soak

    return _held_to_bars("soak", soak.measure(command.tiles, command.seconds))


def _tour(command: Bench) -> dict[str, Any]:
    from widgets.benches import tour

    return _held_to_bars("tour", tour.measure(command.tiles, command.seconds))


def _held_to_bars(name: str, figures: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a bench that reached its bars.

    Raises:
        BrokenOff: it did not; it holds the figures.
    """
    if figures["missed"]:
        raise BrokenOff(BarMissed(f"The bench {name} missed: {', '.join(figures['missed'])}."), {name: figures})
    return figures


def _in_a_process(name: str) -> dict[str, Any]:
    words = [sys.executable, str(HOUSE / "main.py"), "bench", name, "--json"]
    ran = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout)[name]
    return answer
