"""Bench: a wall that is left running while its cameras are killed and frozen, moved, and toured every five seconds.

Half of the tiles hold a ticket, so that the tour leaves them alone: there a camera has to come back by itself. What
goes wrong is drawn by a seed. Memory, threads and descriptors are those of the console and of its workers, not of the
test cameras; the memory is what they hold themselves, without what mirrors the libraries' files.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from statistics import median
from typing import Any, TypeVar

from PySide6.QtCore import QTimer

from console.domain.camera import CameraId
from console.video.measuring import family, own_memory_mb
from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import Fault, TestCameras
from resources import path
from widgets.benches.stage import application
from widgets.benches.wall_stage import LAYOUTS_OF, camera, held, panel_of, turn, wait
from widgets.wall.panel import WallPanel

SCENES = ("avenue", "crossroad", "gate", "market", "park", "river")
DWELL_S = 5.0
TOURED_PAGES = 4
LOOK_EVERY_MS = 200
MEASURED_AFTER_MS = 1500
"""So long after each turn of a page: the page before it is gone then, and the next is not being prepared."""
FAULT_EVERY_S = (1.0, 5.0)
FAULT_LASTS_S = (3.0, 20.0)
MOVE_EVERY_S = (5.0, 15.0)
STALE_MAX_S = 30.0
GROWTH_MAX = 0.05
MORE_MAX = 0.05
"""By this share, and by no less than three, threads and descriptors may differ between a calm moment and a busy one."""
WARM_SHARE, WARM_MIN_S, WARM_MAX_S = 0.25, 60.0, 600.0
"""The workers' allocators reach their level within the first minute of a tour, however short the run."""
FAULTS = (Fault.REFUSE, Fault.STALL)
SEED = 5

Measured = TypeVar("Measured")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """What the console and its workers hold at a moment, seconds since the beginning."""

    at_s: float
    memory_mb: float
    threads: int
    descriptors: int


@dataclass(kw_only=True, slots=True)
class Recoveries:
    """How long tiles are not live although their camera would show a picture.

    The wait of a tile begins when its source is back or when its camera is hung there, whatever is later.
    """

    ill: dict[CameraId, Fault] = field(default_factory=dict)
    back_s: list[float] = field(default_factory=list)
    worst_s: float = 0.0
    _healed_at_s: dict[CameraId, float] = field(default_factory=dict)
    _hung: dict[int, tuple[CameraId, float]] = field(default_factory=dict)
    _waits: set[CameraId] = field(default_factory=set)

    def heal(self, id_: CameraId, now_s: float) -> None:
        """Note that a camera does right again."""
        del self.ill[id_]
        self._healed_at_s[id_] = now_s
        self._waits.add(id_)

    def look(self, place: int, id_: CameraId, is_live: bool, now_s: float) -> None:
        """Note how a tile is seen now."""
        if self._hung.get(place, ("", 0.0))[0] != id_:
            self._hung[place] = id_, now_s
        if id_ in self.ill:
            return
        hung_at_s, healed_at_s = self._hung[place][1], self._healed_at_s.get(id_, 0.0)
        waited_s = now_s - max(hung_at_s, healed_at_s)
        if not is_live:
            self.worst_s = max(self.worst_s, waited_s)
        elif id_ in self._waits:
            self._waits.discard(id_)
            if healed_at_s > hung_at_s:
                self.back_s.append(waited_s)


class Trouble:
    """Kills and freezes cameras, heals them again, and moves what stands on the wall; as its seed says."""

    def __init__(self, panel: WallPanel, order: Callable[[CameraId, Fault | None], None], standing: int) -> None:
        self.killed = self.frozen = self.moved = 0
        self.recoveries = Recoveries()
        self._hanging = panel.hanging
        self._order = order
        self._standing = standing
        self._dice = Random(SEED)
        self._heals_at_s: dict[CameraId, float] = {}
        self._next_fault_s = self._next_move_s = 0.0

    def look(self, now_s: float) -> None:
        """Do what is due, and see how the tiles are."""
        for id_ in [id_ for id_, at_s in self._heals_at_s.items() if at_s <= now_s]:
            del self._heals_at_s[id_]
            self._order(id_, None)
            self.recoveries.heal(id_, now_s)
        if now_s >= self._next_fault_s:
            self._next_fault_s = now_s + self._dice.uniform(*FAULT_EVERY_S)
            self._fail(now_s)
        if now_s >= self._next_move_s:
            self._next_move_s = now_s + self._dice.uniform(*MOVE_EVERY_S)
            self._hanging.exchange(*self._dice.sample(range(self._standing), 2))
            self.moved += 1
        for place in self._hanging.wall.places:
            if (hung := self._hanging.camera(place)) is not None:
                view = self._hanging.view(place)
                is_own = self._hanging.camera_seen(place, view) == hung
                self.recoveries.look(place, hung.id, is_own and view.state in LIVE_STATES, now_s)

    def _fail(self, now_s: float) -> None:
        hung = self._hanging.camera(self._dice.choice(self._hanging.wall.places))
        fault = self._dice.choice(FAULTS)
        if hung is None or hung.id in self.recoveries.ill:
            return
        id_ = hung.id
        self.recoveries.ill[id_] = fault
        self._heals_at_s[id_] = now_s + self._dice.uniform(*FAULT_LASTS_S)
        self._order(id_, fault)
        self.killed += fault is Fault.REFUSE
        self.frozen += fault is Fault.STALL


def measure(tiles: int, seconds: float) -> dict[str, Any]:
    """Return the figures of a wall of so many tiles; ``missed`` names the bars that it did not reach.

    Raises:
        BenchFailed: the streams did not come up.
        KeyError: there is no layout of so many tiles.
    """
    application()
    standing = tiles // 2
    with ExitStack() as leaving:
        cameras = TestCameras(path("clips"))
        cameras.start()
        leaving.callback(cameras.stop)
        toured = (tiles - standing) * TOURED_PAGES
        scenes = [scene for scene, _ in zip(cycle(SCENES), range(standing + toured), strict=False)]
        shown = [camera(number, cameras.url(number, scene)) for number, scene in enumerate(scenes)]
        keys = {one.id: f"{scene}/{number}" for number, (one, scene) in enumerate(zip(shown, scenes, strict=True))}

        def order(id_: CameraId, fault: Fault | None) -> None:
            if fault is None:
                cameras.heal(keys[id_])
                return
            cameras.order(keys[id_], fault)
            if fault is Fault.REFUSE:
                cameras.order(keys[id_], Fault.DROP)

        pool = VideoPool()
        leaving.callback(pool.close)
        hung = {str(place): [one.id, place + 1] for place, one in enumerate(shown[:standing])}
        panel = panel_of(pool, shown, {"layout": LAYOUTS_OF[tiles], "tiles": hung})
        leaving.callback(panel.deleteLater)
        panel.show()
        panel.start_tour([one.id for one in shown[standing:]], DWELL_S)
        wait(lambda: all(pool.latest(place).state in LIVE_STATES for place in range(tiles)))
        trouble = Trouble(panel, order, standing)
        samples = _watched(panel, trouble, cameras.pid, seconds)
        lost = pool.workers_lost()
        panel.end()
        panel.close()
    return _told(tiles, seconds, trouble, samples, lost)


def _watched(panel: WallPanel, trouble: Trouble, cameras: int, seconds: float) -> list[Sample]:
    """Let the wall run and trouble be made; return what was held on each page.

    The processes are sought anew each time: a worn worker is replaced, and for a while there are both.
    """
    samples: list[Sample] = []
    began_s = time.monotonic()

    def note() -> None:
        pids = family(but=[cameras])
        memory, handles = own_memory_mb(pids), held(pids)
        if memory is not None and handles is not None:
            at_s = time.monotonic() - began_s
            samples.append(Sample(at_s=at_s, memory_mb=memory, threads=handles[0], descriptors=handles[1]))

    looking = QTimer(interval=LOOK_EVERY_MS)
    looking.timeout.connect(lambda: trouble.look(time.monotonic()))
    looking.start()
    noting = QTimer(interval=MEASURED_AFTER_MS, singleShot=True)
    noting.timeout.connect(note)
    panel.tour_bar.stop_changed.connect(lambda _stop: noting.start())
    turn(seconds)
    looking.stop()
    noting.stop()
    return samples


def _told(tiles: int, seconds: float, trouble: Trouble, samples: Sequence[Sample], lost: int) -> dict[str, Any]:
    warm_s = min(WARM_MAX_S, max(WARM_MIN_S, seconds * WARM_SHARE), seconds / 2)
    first, last = tenths([sample for sample in samples if sample.at_s >= warm_s])
    back = sorted(trouble.recoveries.back_s)
    figures: dict[str, Any] = {
        "tiles": tiles,
        "seconds": seconds,
        "seed": SEED,
        "load": [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "killed": trouble.killed,
        "frozen": trouble.frozen,
        "moved": trouble.moved,
        "back_s": _spread(back),
        "longest_not_live_s": round(trouble.recoveries.worst_s, 1),
        "workers_lost": lost,
    }
    if first and last:
        for name in ("memory_mb", "threads", "descriptors"):
            pair = [median(getattr(sample, name) for sample in part) for part in (first, last)]
            figures[name] = {"warm": round(pair[0], 1), "end": round(pair[1], 1)}
        figures["memory_growth"] = round(figures["memory_mb"]["end"] / figures["memory_mb"]["warm"] - 1, 4)
    return figures | {"missed": missed(figures)}


def tenths(samples: Sequence[Measured]) -> tuple[Sequence[Measured], Sequence[Measured]]:
    """Return the first and the last tenth of what was measured, none of it twice; of short runs three each, if there are."""
    count = min(max(3, len(samples) // 10), len(samples) // 2)
    return samples[:count], samples[len(samples) - count :]


def missed(figures: dict[str, Any]) -> list[str]:
    """Return the names of the bars that figures do not reach; what could not be measured is not among them."""
    wrong = []
    if figures.get("memory_growth", 0.0) >= GROWTH_MAX:
        wrong.append("memory_growth")
    for name in ("threads", "descriptors"):
        pair = figures.get(name)
        if pair is not None and pair["end"] - pair["warm"] > max(3, MORE_MAX * pair["warm"]):
            wrong.append(name)
    if figures["longest_not_live_s"] > STALE_MAX_S:
        wrong.append("longest_not_live_s")
    if figures["workers_lost"]:
        wrong.append("workers_lost")
    return wrong


def _spread(ordered: Sequence[float]) -> dict[str, float]:
    if not ordered:
        return {"count": 0}
    return {
        "count": len(ordered),
        "p50": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "max": round(ordered[-1], 1),
    }
