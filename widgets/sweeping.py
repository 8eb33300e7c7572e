"""The sweep of this desk: hands the open tickets to it now and then, as long as there is a link."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from console.desk import Desk
from console.domain.shift import system_at
from console.following import Link
from console.sweep import PERIOD_S, Sweeper
from widgets.relay import Relay

FIRST_MS = 5000


class Sweeping(QObject):
    """Lets the ladder of supervision run by itself; belongs to the GUI thread, works on another.

    Tickets that an order of this desk is about wait for the next sweep: a step in between would make it stale.
    """

    def __init__(self, relay: Relay, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._sweeper = Sweeper(
            desk.submit, system_at(relay.board.centre, relay.operator.desk), relay.clock, heard=relay.hear
        )
        self.timer = QTimer(self, interval=round(PERIOD_S * 1000))
        self.timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Sweep every half minute from now on, the first time as soon as the start is over."""
        self.timer.start()
        QTimer.singleShot(FIRST_MS, self, self._on_time)

    def stop(self) -> None:
        """Stop, and wait for the step under way; the desk must still be open."""
        self.timer.stop()
        self._sweeper.stop()

    def _on_time(self) -> None:
        if self._relay.link is not Link.UP or not self.timer.isActive():
            return
        board, underway = self._relay.board, self._relay.underway
        tickets = board.tickets.values()
        left = (ticket for ticket in tickets if ticket.id not in underway) if underway else tickets
        self._sweeper.sweep(tuple(left), board.rulebook)
