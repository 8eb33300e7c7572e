"""The ticket card as a test looks at it and presses on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ticket import Target, Ticket, TicketId
from console.journal import News
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat
from widgets.kit.drafts import Drafts
from widgets.ticket.card import TicketCard

HERE = TicketId(1)


def entries_of(menu: QMenu) -> Iterator[QAction]:
    """Yield the entries of a menu and of the menus in it, without headings and lines."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries_of(inner)
        elif action.text() and not action.isSeparator():
            yield action


class Card:
    """The card as an operator sees it."""

    def __init__(self, seat: Seat, qtbot: QtBot, drafts: Drafts) -> None:
        self.seat, self.qtbot = seat, qtbot
        self.widget = TicketCard(seat.relay, seat.focus, drafts, UTC)
        qtbot.addWidget(self.widget)
        self.widget.resize(520, 700)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.asked: list[tuple[str, list[TicketId]]] = []
        self.dispatched: list[tuple[list[TicketId], Target]] = []
        self.widget.verb_asked.connect(lambda verb, ids: self.asked.append((verb, ids)))
        self.widget.dispatch_asked.connect(lambda ids, target: self.dispatched.append((ids, target)))

    def look_at(self, ticket: Ticket) -> None:
        """Put the ticket where it belongs, and look at it."""
        self.seat.store.rows.tickets[ticket.id] = ticket
        self.seat.board.hear(News(tickets=(ticket,)))
        self.seat.focus.look_at_ticket(ticket.id)

    def texts(self) -> list[str]:
        return [label.text() for label in self.widget.findChildren(QLabel) if label.isVisible() and label.text()]

    def text(self) -> str:
        return "\n".join(self.texts())

    def buttons(self) -> list[QPushButton]:
        row = self.widget._verbs
        return [button for button in row.findChildren(QPushButton) if button.isVisible()]

    def verbs(self) -> list[str]:
        return [button.text() for button in self.buttons()]

    def candidates(self) -> list[QPushButton]:
        found = self.widget.candidates.findChildren(QPushButton)
        return [button for button in found if button.isVisible()]

    def menu(self) -> dict[str, tuple[bool, str]]:
        menu = self.widget._verbs.findChild(QMenu)
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        return {action.text(): (action.isEnabled(), action.toolTip()) for action in entries_of(menu)}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts.json")


@pytest.fixture
def card(seat: Seat, qtbot: QtBot, drafts: Drafts) -> Card:
    return Card(seat, qtbot, drafts)


def here(**changes: object) -> Ticket:
    return a_ticket(**({"id": HERE, "number": "1024", "centre": CITY} | changes))
