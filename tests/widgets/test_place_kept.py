"""A feed that is too far behind loads the whole board anew: the operator keeps the place, and what is being typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from console.following import Follower
from console.numbering import TicketIds
from console.ports import Mark
from tests.builders import CITY, IN_GRID, NOON, a_ticket
from tests.widgets.conftest import Seat
from widgets.intake.form import IntakeForm
from widgets.kit.drafts import Drafts
from widgets.queue.panel import QueuePanel
from widgets.ticket.card import TicketCard

LOOKED_AT = TicketId(40)
CARD_PX = 300
TOO_OLD = Mark("fake of another day")


@dataclass
class Place:
    """What an operator would miss: where the queue stands, what is chosen, what is typed, how far the card is scrolled."""

    selected: list[TicketId]
    row_y_px: int
    asked: str
    typed: str
    title: str
    card_px: int
    focus: QWidget


class Desk:
    """Queue, card and form of one seat, side by side."""

    def __init__(self, seat: Seat, qtbot: QtBot, folder: Path) -> None:
        self.seat, self.qtbot = seat, qtbot
        drafts = Drafts(folder / "drafts.json")
        self.queue = QueuePanel(seat.relay, seat.focus)
        self.card = TicketCard(seat.relay, seat.focus, drafts, UTC)
        self.form = IntakeForm(seat.relay, TicketIds("desk", seat.clock), drafts)
        self.window = QWidget()
        row = QHBoxLayout(self.window)
        for panel in (self.queue, self.card, self.form):
            row.addWidget(panel)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 500)
        self.window.show()
        qtbot.waitExposed(self.window)

    def settle_down(self) -> None:
        """Do what an operator does in the middle of work."""
        self.queue.select([LOOKED_AT])
        self.queue.view.scrollTo(self.queue.view.currentIndex())
        self.card.ask_words("escalate", [self.seat.board.tickets[LOOKED_AT]])
        field = self.reason
        field.setFocus()
        self.qtbot.keyClicks(field, "beyond our means")
        self.qtbot.keyClicks(self.form.findChildren(QLineEdit)[0], "half a ti")
        field.setFocus()
        self.card._scroll.verticalScrollBar().setValue(CARD_PX)

    @property
    def reason(self) -> QLineEdit:
        return next(field for field in self.card.ask_bar.findChildren(QLineEdit) if field.isVisible())

    def place(self) -> Place:
        row = self.queue.model.row_of(LOOKED_AT)
        assert row is not None
        return Place(
            selected=self.queue.view.selected_ids(),
            row_y_px=self.queue.view.rowViewportPosition(row),
            asked=self.card.ask_bar.asks_about()[0],
            typed=self.reason.text(),
            title=self.form.findChildren(QLineEdit)[0].text(),
            card_px=self.card._scroll.verticalScrollBar().value(),
            focus=self.window.focusWidget(),
        )


@pytest.fixture
def desk(seat: Seat, qtbot: QtBot, tmp_path: Path) -> Desk:
    tickets = [
        a_ticket(
            id=TicketId(number),
            number=str(1000 + number),
            centre=CITY,
            place=IN_GRID,
            state=State.FILED,
            description="a long story\n" * 40,
            reported_at=NOON - timedelta(minutes=number),
        )
        for number in range(1, 101)
    ]
    seat.store.rows.tickets.update({ticket.id: ticket for ticket in tickets})
    seat.board.load(seat.store.archive().situation(CITY))
    return Desk(seat, qtbot, tmp_path)


def test_that_an_operator_keeps_the_place_while_everything_is_loaded_anew(
    desk: Desk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    desk.settle_down()
    before = desk.place()
    stored = desk.seat.store.rows.tickets
    # Others went on meanwhile: some came, some went, and the one that is looked at has changed.
    for number in range(1, 6):
        del stored[TicketId(number)]
        stored[TicketId(200 + number)] = a_ticket(
            id=TicketId(200 + number), centre=CITY, state=State.FILED, reported_at=NOON - timedelta(hours=9)
        )
    stored[LOOKED_AT] = replace(stored[LOOKED_AT], version=7)
    relay = desk.seat.relay
    follower = Follower(
        desk.seat.store.feed(CITY), TOO_OLD, heard=relay.hear, link_changed=relay.tell_link, marked=relay.tell_marked
    )
    with qtbot.waitSignal(relay.reloaded):
        follower.start()
    follower.stop()
    assert desk.seat.board.tickets[LOOKED_AT].version == 7
    assert "cannot go on from its mark" in caplog.text
    assert desk.place() == before
