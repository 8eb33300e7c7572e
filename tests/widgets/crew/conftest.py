"""A crew panel on a seat, with crews near and far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.crew import Crew, Duty
from console.domain.ticket import State, Ticket
from console.ports import Snapshot
from tests.builders import CITY, IN_GRID, IN_NEXT_GRID, NEXT_GRID, NOON, a_crew, a_ticket
from tests.widgets.conftest import Seat
from widgets.crew.panel import CrewPanel

OpenCrews = Callable[..., CrewPanel]
TICKET = a_ticket(centre=CITY, place=IN_GRID)
FED_BACK = a_ticket(centre=CITY, state=State.FEEDBACK)
CREWS = (
    a_crew("near", name="张三", place=IN_GRID, fixed_at=NOON),
    a_crew("far", name="李四", region=NEXT_GRID, place=IN_NEXT_GRID, fixed_at=NOON - timedelta(minutes=5)),
    a_crew("home", name="王五", duty=Duty.OFF_DUTY),
)


class Drag:
    """A drag that hovers over the panel's table."""

    def __init__(self, panel: CrewPanel, mime: QMimeData) -> None:
        self._panel = panel
        self._mime = mime
        self._rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    def enter(self) -> bool:
        return self._send(QDragEnterEvent(QPoint(5, 5), *self._rest))

    def over(self, row: int) -> bool:
        return self._send(QDragMoveEvent(self._at(row), *self._rest))

    def drop(self, row: int) -> bool:
        return self._send(QDropEvent(self._at(row).toPointF(), *self._rest))

    def leave(self) -> None:
        QApplication.sendEvent(self._panel.view.viewport(), QDragLeaveEvent())

    def _at(self, row: int) -> QPoint:
        return QPoint(20, self._panel.view.rowViewportPosition(row) + 5)

    def _send(self, event: QDropEvent) -> bool:
        QApplication.sendEvent(self._panel.view.viewport(), event)
        return event.isAccepted()


@pytest.fixture
def open_crews(seat: Seat, qtbot: QtBot) -> OpenCrews:
    def opened(*crews: Crew, tickets: tuple[Ticket, ...] = (TICKET, FED_BACK)) -> CrewPanel:
        known = seat.store.archive().situation(CITY)
        seat.board.load(
            Snapshot(tickets=tickets, crews=crews, departments=known.departments, cameras=(), regions=known.regions)
        )
        panel = CrewPanel(seat.relay, seat.focus)
        qtbot.addWidget(panel)
        panel.resize(480, 300)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return opened
