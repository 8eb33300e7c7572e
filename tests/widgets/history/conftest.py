"""A seat in a city in which much has happened, and the past of its board beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.board import Board
from console.domain.grid import RegionCode
from console.domain.ticket import Ticket
from console.past import Replaying, read_only
from tests.builders import CITY
from tests.chronicle import Chronicle
from tests.widgets.conftest import Seat
from widgets.history.showing import Showing
from widgets.history.window import HistoryWindow
from widgets.kit.focus import Focus
from widgets.queue.panel import QueuePanel
from widgets.relay import Relay

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Past:
    """The seat, what happened in its city, and a board of the past with all that belongs to it."""

    chronicle: Chronicle
    seat: Seat
    relay: Relay
    focus: Focus
    showing: Showing

    @property
    def tickets(self) -> frozenset[Ticket]:
        return frozenset(self.relay.board.tickets.values())

    def as_seen(self, at: datetime, centre: RegionCode = CITY) -> frozenset[Ticket]:
        """Return what a desk had on its board after everything up to the moment."""
        return self.chronicle.seen[max(moment for moment in self.chronicle.moments if moment <= at), centre]

    def look_at(self, qtbot: QtBot, at: datetime) -> None:
        """Look at a moment, and wait until what comes after it is known as well."""
        self.showing.look_at(at)
        qtbot.waitUntil(lambda: not self.showing.is_waiting and not self.showing.is_asking)


@pytest.fixture
def past(qtbot: QtBot) -> Past:
    chronicle = Chronicle(2)
    seat = Seat(chronicle.store, clock=chronicle.clock)
    replaying = Replaying(seat.clock, chronicle.moments[0])
    board, focus = Board(CITY), Focus()
    relay = Relay(seat.desk, board, seat.operator, replaying, against=read_only())
    return Past(chronicle, seat, relay, focus, Showing(seat.relay, relay, replaying))


@pytest.fixture
def window(past: Past, qtbot: QtBot) -> HistoryWindow:
    queue = QueuePanel(past.relay, past.focus)
    made = HistoryWindow(past.showing, past.focus, past.relay.board, ZONE, queue=queue, map_panel=QWidget())
    qtbot.addWidget(made)
    made.show()
    return made
