"""Bench: a tour through a city's whole catalogue, whose addresses lead to 64 real streams, a new page every five seconds.

Which camera a picture is of is read from the picture itself, where each test camera writes its number, and held against
the name under which the tile shows it.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median
from typing import Any

from PySide6.QtCore import QObject, QTimer

from console.domain.camera import CameraId
from console.domain.tour import Stop
from console.video.measuring import family, own_memory_mb
from console.video.pool import VideoPool
from console.video.states import LIVE_STATES
from console.video.testcams import TestCameras
from console.video.testcams.reading import read_camera
from resources import path
from widgets.benches.soak import GROWTH_MAX, MEASURED_AFTER_MS, SCENES, tenths
from widgets.benches.stage import application
from widgets.benches.wall_stage import LAYOUTS_OF, camera, panel_of, turn, wait
from widgets.wall.panel import WallPanel

CATALOGUE = 10_766
STREAMS = 64
DWELL_S = 5.0
LOOK_EVERY_MS = 20
READ_EACH = 8
"""Of a tile's pictures after its first, one in so many is read."""
WRONG_TOLD = 8
WARM_SHARE, WARM_MAX_S = 0.25, 120.0
FIRST_P95_MAX_MS = 1000


class Pages(QObject):
    """Takes the time from each page's turn to its tiles' first pictures, and reads whose pictures they are.

    ``wrong``: of each picture under another's name, the stream that is named and the one that is seen. Nobody's first
    picture has come with it.
    """

    def __init__(self, panel: WallPanel, tiles: int) -> None:
        super().__init__(panel)
        self.first_ms: list[float] = []
        self.pages = self.missing = self.read = self.unread = 0
        self.wrong: list[tuple[int, int]] = []
        self._hanging = panel.hanging
        self._tiles = tiles
        self._began_s = 0.0
        self._awaited: dict[int, CameraId] = {}
        self._marks: dict[int, tuple[int, int]] = {}
        panel.tour_bar.stop_changed.connect(self._on_page)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more; what the last page still awaits does not count."""
        self._timer.stop()

    def _on_page(self, stop: Stop) -> None:
        self.missing += len(self._awaited)
        self.pages += 1
        self._began_s = time.monotonic()
        self._awaited = dict(zip(range(self._tiles), stop.cameras, strict=False))

    def _look(self) -> None:
        for place in range(self._tiles):
            mark = self._hanging.mark(place)
            is_due = place in self._awaited or mark[1] % READ_EACH == 0
            if mark == self._marks.get(place) or not is_due:
                continue
            self._marks[place] = mark
            view = self._hanging.view(place)
            named = self._hanging.camera_seen(place, view)
            if view.pixels is None or named is None or view.state not in LIVE_STATES:
                continue
            number = read_camera(view.pixels.rows(), view.pixels.width_px)
            if number is None:
                self.unread += 1
                continue
            self.read += 1
            meant = (named.number - 1) % STREAMS
            if number != meant:
                self.wrong.append((meant, number))
            elif self._awaited.get(place) == named.id:
                del self._awaited[place]
                self.first_ms.append(1000 * (time.monotonic() - self._began_s))


def measure(tiles: int, seconds: float) -> dict[str, Any]:
    """Return the figures of a tour over a wall of so many tiles; ``missed`` names the bars that it did not reach.

    Raises:
        BenchFailed: the streams did not come up.
        KeyError: there is no layout of so many tiles.
    """
    application()
    with ExitStack() as leaving:
        cameras = TestCameras(path("clips"))
        cameras.start()
        leaving.callback(cameras.stop)
        urls = [cameras.url(number, SCENES[number % len(SCENES)]) for number in range(STREAMS)]
        catalogue = [camera(number, urls[number % STREAMS]) for number in range(CATALOGUE)]
        pool = VideoPool()
        leaving.callback(pool.close)
        hung = {str(place): [one.id, None] for place, one in enumerate(catalogue[-tiles:])}
        panel = panel_of(pool, catalogue, {"layout": LAYOUTS_OF[tiles], "tiles": hung})
        leaving.callback(panel.deleteLater)
        panel.show()
        wait(lambda: all(pool.latest(place).state in LIVE_STATES for place in range(tiles)))
        panel.start_tour([one.id for one in catalogue], DWELL_S)
        # The first page comes without the page before it to prepare it.
        turn(DWELL_S / 2)
        pages = Pages(panel, tiles)
        held_mb = _remembered(panel, cameras.pid, seconds)
        pages.stop()
        panel.tour_bar.end()
        panel.end()
        panel.close()
    return _told(tiles, seconds, pages, held_mb)


def _remembered(panel: WallPanel, cameras: int, seconds: float) -> list[float]:
    """Let the tour run; return how much memory was held on each page, MB."""
    held_mb: list[float] = []

    def note() -> None:
        if (memory := own_memory_mb(family(but=[cameras]))) is not None:
            held_mb.append(memory)

    noting = QTimer(interval=MEASURED_AFTER_MS, singleShot=True)
    noting.timeout.connect(note)
    panel.tour_bar.stop_changed.connect(lambda _stop: noting.start())
    turn(seconds)
    noting.stop()
    return held_mb


def _told(tiles: int, seconds: float, pages: Pages, held_mb: Sequence[float]) -> dict[str, Any]:
    ordered = sorted(pages.first_ms)
    warm = held_mb[math.ceil(min(WARM_MAX_S, seconds * WARM_SHARE) / DWELL_S) :]
    first, last = tenths(warm)
    figures: dict[str, Any] = {
        "catalogue": CATALOGUE,
        "streams": STREAMS,
        "tiles": tiles,
        "seconds": seconds,
        "load": [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "pages": pages.pages,
        "first_pictures": len(ordered),
        "never_came": pages.missing,
        "read": pages.read,
        "unread": pages.unread,
        "wrong_pictures": len(pages.wrong),
        "wrong_first": [f"{seen} seen as {named}" for named, seen in pages.wrong[:WRONG_TOLD]],
    }
    if ordered:
        shares = {"p50": 0.5, "p95": 0.95, "max": 1.0}
        slowest = len(ordered) - 1
        figures["first_picture_ms"] = {
            name: round(ordered[min(slowest, int(len(ordered) * share))]) for name, share in shares.items()
        }
    if first and last:
        before_mb, after_mb = median(first), median(last)
        opens = (len(warm) - len(first)) * tiles
        figures["memory_mb"] = {"warm": round(before_mb, 1), "end": round(after_mb, 1)}
        figures["memory_growth"] = round(after_mb / before_mb - 1, 4)
        figures["kb_an_open"] = round(1024 * (after_mb - before_mb) / opens, 1)
    return figures | {"missed": missed(figures)}


def missed(figures: dict[str, Any]) -> list[str]:
    """Return the names of the bars that figures do not reach; what could not be measured is not among them."""
    wrong = [name for name in ("never_came", "wrong_pictures") if figures[name]]
    if figures.get("first_picture_ms", {}).get("p95", 0) > FIRST_P95_MAX_MS:
        wrong.append("first_picture_ms")
    if figures.get("memory_growth", 0.0) >= GROWTH_MAX:
        wrong.append("memory_growth")
    return wrong
