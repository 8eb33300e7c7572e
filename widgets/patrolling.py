"""The follow-up checks of this desk's centre: asked for now and then, and taken in when they are due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from console.domain.aftercare import Patrol
from console.domain.shift import system_at
from console.following import Link
from console.numbering import TicketIds
from console.questions import DuePatrols
from console.sweep_patrols import checks
from widgets.relay import Relay

PERIOD_MS = 60_000


class Patrolling(QObject):
    """Lets planted checks come by themselves; any desk of the centre may do it, and only the first does."""

    def __init__(self, relay: Relay, ids: TicketIds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ids = ids
        self._by = system_at(relay.board.centre, relay.operator.desk)
        self.timer = QTimer(self, interval=PERIOD_MS)
        self.timer.timeout.connect(self._on_time)
        relay.answered.connect(self._on_answered)

    def start(self) -> None:
        self.timer.start()

    def stop(self) -> None:
        self.timer.stop()

    def _on_time(self) -> None:
        if self._relay.link is Link.UP:
            self._relay.ask(DuePatrols(centre=self._relay.board.centre))

    def _on_answered(self, question: object, due: Sequence[Patrol]) -> None:
        if isinstance(question, DuePatrols):
            for order in checks(due, self._by, self._ids):
                self._relay.submit(order)
