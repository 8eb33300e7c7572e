"""Bench: the wall as it is painted, beside what decoding alone costs, and beside mpv in a grid of the same tiles.

Read from the surface, not from our counters: every picture of the test cameras bears its number in a bar code. The
bench reads it from the window's own pixels, under the captions, after each paint; the age of a picture is therefore from
the camera to the surface. What the reading itself costs is nobody's.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QImage, QPaintEvent, qGray

from console.video.measuring import WARM_UP_S, BenchFailed, Seen, clips_mb, cpu_s, family, memory_mb, per_stream, told
from console.video.pool import VideoPool
from console.video.rivals import beside_all
from console.video.states import LIVE_STATES
from console.video.testcams import TestCameras
from console.video.testcams.barcode import centres, number_of
from console.video.testcams.loop import BARS
from resources import path
from widgets.benches.stage import application
from widgets.benches.wall_stage import LAYOUTS_OF, camera, panel_of, turn, wait
from widgets.wall.view import WallView

# The lowest rows of a tile are under the caption's ground, but below its letters and above the frame.
_ROW_FROM_BELOW = 4
_CONTRAST_MIN = 24


def measure(tiles: int, fps: float, seconds: float, large: int = 0) -> dict[str, Any]:
    """Return the figures of a wall of so many tiles at so many pictures a second; ``large`` of them are sent in 1080p.

    Raises:
        BenchFailed: the streams did not come up.
        KeyError: there is no layout of so many tiles.
    """
    application()
    with ExitStack() as leaving:
        cameras = TestCameras(path("clips"))
        cameras.start()
        leaving.callback(cameras.stop)
        urls = [f"{cameras.url(number, BARS, main=number < large)}?fps={fps:g}" for number in range(tiles)]
        pool = VideoPool()
        leaving.callback(pool.close)
        shown = [camera(number, url) for number, url in enumerate(urls)]
        hung = {str(place): [one.id, None] for place, one in enumerate(shown)}
        panel = panel_of(pool, shown, {"layout": LAYOUTS_OF[tiles], "tiles": hung})
        leaving.callback(panel.deleteLater)
        panel.show()
        places = range(tiles)
        wait(lambda: all(pool.latest(place).state in LIVE_STATES for place in places))
        turn(WARM_UP_S)
        reader = _Reader(panel.view, tiles, fps)
        pids = family(but=[cameras.pid])
        before, begun_s = cpu_s(pids), time.monotonic()
        turn(seconds)
        took_s = time.monotonic() - begun_s
        after = cpu_s(pids)
        used = per_stream(before, None if after is None else after - reader.took_s, took_s, tiles)
        figures = told(reader.seen, fps, took_s) | {"memory_mb": memory_mb(pids), "clips_mb": clips_mb(pool)}
        reader.stop()
        tiles_px = [panel.view.rect_of(place) for place in places]
        grid = [(tile.x(), tile.y(), tile.width(), tile.height()) for tile in tiles_px]
        panel.close()
        pool.close()
        return beside_all(figures, used, urls, fps, grid, seconds)


class _Reader(QObject):
    """Reads the bar codes from the window's surface after each paint of the view."""

    def __init__(self, view: WallView, tiles: int, fps: float) -> None:
        super().__init__(view)
        self.seen = [Seen() for _ in range(tiles)]
        self.took_s = 0.0
        """How long the processor has worked at reading so far."""
        self._fps = fps
        self._view = view
        self._due: set[int] = set()
        view.installEventFilter(self)

    def stop(self) -> None:
        """Read no more."""
        self._view.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            if not self._due:
                QTimer.singleShot(0, self, self._read)
            region = event.region()
            self._due |= {place for place in range(len(self.seen)) if region.intersects(self._view.rect_of(place))}
        return False

    def _read(self) -> None:
        begun_s = time.thread_time()
        due, self._due = self._due, set()
        window = self._view.window()
        surface = window.backingStore().paintDevice()
        if not isinstance(surface, QImage):
            raise BenchFailed("the surface of the window cannot be read")
        left_top = self._view.mapTo(window, self._view.rect().topLeft())
        for place in due:
            number = _number(surface, self._view.rect_of(place).translated(left_top))
            if number is not None:
                self.seen[place].note(number, place, self._fps)
        self.took_s += time.thread_time() - begun_s


def _number(surface: QImage, tile: QRect) -> int | None:
    """Return the number in a tile's bar code; the caption's ground darkens it, so its own white and black are the scale."""
    row = tile.bottom() - _ROW_FROM_BELOW
    greys = [qGray(surface.pixel(tile.left() + at, row)) for at in centres(tile.width())]
    white, black = greys[:2]
    return number_of(greys, (white + black) / 2) if white - black >= _CONTRAST_MIN else None
