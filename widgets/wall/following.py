"""A wall that follows what is sent to it: it says that it is there, and shows the salvos that bear its name."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.salvo import TELLS_EVERY_S
from console.domain.saved_layout import Hung
from console.domain.wall import Wall
from console.following import Link
from console.journal import Entry, Kind, News
from console.wall_orders import ReportWall
from widgets.relay import Relay
from widgets.wall.hanging import Hanging

log = logging.getLogger(__name__)


class FollowingWall(QObject):
    """Needs a relay, a wall and a name, and no window: a console's second screen and a wall of its own both use it.

    It reports at once, every 20 s, and when it shows something else; ``stop`` takes its leave. Belongs to the GUI thread.

    Signals:
        shown: str, the name under which what it now shows was saved, empty where it was not.
        refused: Refused; another wall of the centre bears the name.
    """

    shown = Signal(str)
    refused = Signal(object)

    def __init__(self, relay: Relay, hanging: Hanging, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._relay = relay
        self._hanging = hanging
        self._salvo: tuple[UUID, Hung] | None = None
        # A feed brings each line at least once, in any order: what was sent before never comes back.
        self._last: tuple[datetime, UUID] | None = None
        self._told: ReportWall | None = None
        self._timer = QTimer(self, interval=round(1000 * TELLS_EVERY_S))
        self._timer.timeout.connect(self.report)
        relay.noted.connect(self._on_noted)
        relay.refused.connect(self._on_refused)
        relay.link_changed.connect(self._on_link_changed)
        hanging.changed.connect(self._on_changed)
        hanging.laid_out.connect(self._on_changed)

    @property
    def shows(self) -> UUID | None:
        """The key of the salvo that the wall shows; None where something else hangs by now."""
        if self._salvo is None or Hung.of(self._hanging.wall) != self._salvo[1]:
            return None
        return self._salvo[0]

    def start(self) -> None:
        """Say that the wall is there, now and from now on."""
        self._timer.start()
        self.report()

    def stop(self) -> None:
        """Say that the wall is there no more."""
        if self._timer.isActive():
            self._timer.stop()
            self._say(leaves=True)

    def rename(self, name: str) -> None:
        """Bear another name from now on."""
        runs = self._timer.isActive()
        self.stop()
        self.name = name
        if runs:
            self.start()

    def report(self) -> None:
        """Say what the wall shows; without a link nobody could hear it."""
        if self._relay.link is Link.UP:
            self._say()

    def _say(self, *, leaves: bool = False) -> None:
        layout = self._hanging.wall.layout_name
        self._told = ReportWall(by=self._relay.operator, wall=self.name, layout=layout, shows=self.shows, leaves=leaves)
        self._relay.submit(self._told)

    def _on_noted(self, news: News) -> None:
        for entry in news.entries:
            is_ours = entry.kind is Kind.WALL_SHOWN and entry.centre == self._relay.operator.centre
            if is_ours and entry.detail.get("wall") == self.name and self._timer.isActive() and self._is_next(entry):
                hung = hung_of(entry.detail)
                if hung is None:
                    log.warning("what was sent to %s by %s cannot be read", self.name, entry.by)
                    continue
                self._salvo = (entry.key, hung)
                self._hanging.take(hung.on(Wall()))
                self.shown.emit(entry.detail.get("name", ""))
                self.report()

    def _is_next(self, entry: Entry) -> bool:
        if self._last is not None and (entry.key == self._last[1] or entry.at < self._last[0]):
            return False
        self._last = (entry.at, entry.key)
        return True

    def _on_refused(self, order: object, why: Refused) -> None:
        if order is self._told:
            self.refused.emit(why)

    def _on_link_changed(self, link: Link) -> None:
        if link is Link.UP and self._timer.isActive():
            self.report()

    def _on_changed(self) -> None:
        # Somebody hung something else here: whoever sent the salvo must not believe that it still shows.
        if self._timer.isActive() and self._told is not None and self._told.shows is not None and self.shows is None:
            self._salvo = None
            self.report()


def hung_of(detail: Mapping[str, str]) -> Hung | None:
    """Return what a line says that a wall shall show; None where that cannot be read."""
    try:
        cameras = json.loads(detail.get("cameras", ""))
        told = tuple(None if one is None else CameraId(str(one)) for one in cameras)
        return Hung(layout=detail.get("layout", ""), cameras=told).checked()
    except (ValueError, TypeError, Refused):
        return None
