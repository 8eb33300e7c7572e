"""Sending what hangs to another wall of the centre, and learning whether that wall shows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.errors import Refused
from console.domain.salvo import ANSWERS_IN_S, SeenWall
from console.domain.saved_layout import Hung
from console.journal import News
from console.ports import Outage
from console.questions import WallsThere
from console.wall_orders import ShowOnWall
from widgets import words
from widgets.relay import Relay

LOOK_MS = 1000


class Salvo(QObject):
    """Gives the order, then looks every second at what the wall says that it shows, 15 s at most.

    Signals (GUI thread):
        walls: tuple of SeenWall, those that are there; the answer to ``ask``.
        said: (text, tone) what became of what was sent.
    """

    walls = Signal(object)
    said = Signal(str, str)

    def __init__(
        self, relay: Relay, parent: QObject | None = None, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._seconds = seconds
        self._waits: dict[UUID, tuple[ShowOnWall, float]] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        relay.answered.connect(self._on_answered)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)

    def ask(self) -> None:
        """Ask which walls are there; ``walls`` follows."""
        self._relay.ask(WallsThere(centre=self._relay.operator.centre))

    def send(self, wall: str, hung: Hung, name: str = "") -> None:
        """Send a layout to a wall; ``said`` tells what becomes of it."""
        order = ShowOnWall(by=self._relay.operator, wall=wall, hung=hung, name=name)
        self.said.emit(self.tr("Sending to “{wall}” …").format(wall=wall), "info")
        self._relay.submit(order)

    def look(self) -> None:
        """Give up those walls that have had their time, and ask what the others show."""
        now_s = self._seconds()
        for key, (order, until_s) in list(self._waits.items()):
            if now_s >= until_s:
                del self._waits[key]
                self.said.emit(self.tr("“{wall}” does not answer.").format(wall=order.wall), "warn")
        if self._waits:
            self.ask()
        else:
            self._timer.stop()

    def _on_answered(self, question: object, walls: Sequence[SeenWall]) -> None:
        if not isinstance(question, WallsThere):
            return
        for wall in walls:
            if wall.shows is not None and wall.shows in self._waits:
                del self._waits[wall.shows]
                self.said.emit(self.tr("“{wall}” shows it.").format(wall=wall.name), "info")
        self.walls.emit(tuple(walls))

    def _on_done(self, order: object, _news: News) -> None:
        if isinstance(order, ShowOnWall):
            self._waits[order.key] = (order, self._seconds() + ANSWERS_IN_S)
            self._timer.start()

    def _on_refused(self, order: object, why: Refused) -> None:
        if isinstance(order, ShowOnWall):
            self.said.emit(words.refusal(why, region_name=self._relay.board.region_name), "warn")

    def _on_failed(self, asked: object, why: Exception) -> None:
        if isinstance(asked, ShowOnWall) and isinstance(why, Outage | CancelledError):
            self.said.emit(self.tr("The database is out of reach. Nothing was sent."), "error")
