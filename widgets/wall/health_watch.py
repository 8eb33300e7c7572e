"""Looks at this workstation's walls once a second, and keeps how their cameras do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from console.domain.camera import CameraId
from console.domain.health import BEST_FIRST, Doing, HealthRecord, Sight
from console.video.pool import TileView
from console.video.states import LIVE_STATES, Reason, TileState
from widgets.wall.hanging import Hanging
from widgets.wall.health_book import HealthBook

LOOKED_EVERY_MS = 1_000
KEPT_EVERY = timedelta(seconds=30)
"""A crash costs no more than this."""

_DOINGS = {
    **dict.fromkeys(LIVE_STATES, Doing.LIVE),
    TileState.STALE: Doing.FROZEN,
    TileState.RECONNECTING: Doing.OUT,
    TileState.OFFLINE: Doing.OUT,
    TileState.NO_RIGHT: Doing.OUT,
    TileState.CONNECTING: Doing.OPENING,
}
"""What does not stand here plays nothing, and nothing was asked of its camera."""


class HealthWatch(QObject):
    """Adds up what ``walls`` show, and hands it to the book now and then. Belongs to the GUI thread."""

    def __init__(
        self,
        now: Callable[[], datetime],
        walls: Callable[[], Iterable[Hanging]],
        book: HealthBook,
        zone: ZoneInfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._walls = walls
        self._book = book
        self._record = HealthRecord(zone)
        self._kept_at = now()
        self._timer = QTimer(self, interval=LOOKED_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Take what is seen now."""
        now = self._now()
        self._record.look(now, self._seen())
        if abs(now - self._kept_at) >= KEPT_EVERY:
            self._kept_at = now
            self.keep()

    def keep(self) -> None:
        """Let the book have what was added up; where it cannot, that is tried again the next time."""
        sums = self._record.taken()
        if not self._book.add(sums):
            self._record.give_back(sums)

    def keep_up_to_now(self) -> None:
        """Let the book have all that there is: somebody is about to read it."""
        self.look()
        self.keep()

    def end(self) -> None:
        """Keep what there is, and look no more."""
        self._timer.stop()
        self._record.look(self._now(), {})
        self.keep()
        self._book.close()

    def _seen(self) -> dict[CameraId, Sight]:
        seen: dict[CameraId, Sight] = {}
        for hanging in self._walls():
            for place in hanging.wall.places if hanging.plays else ():
                view = hanging.view(place)
                sight, camera = _sight(view), hanging.camera_seen(place, view)
                if sight is None or camera is None:
                    continue
                other = seen.get(camera.id)
                if other is None or BEST_FIRST.index(sight.doing) < BEST_FIRST.index(other.doing):
                    seen[camera.id] = sight
        return seen


def _sight(view: TileView) -> Sight | None:
    doing = _DOINGS.get(view.state)
    if doing is None:
        return None
    return Sight(doing=doing, reason="" if view.reason is Reason.NONE else view.reason.value)
