"""What the card says of queued orders: what is ordered and where it leads, while the ticket is shown as it stands."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from console.following import Link
from console.orders import Sign
from tests.builders import GRID
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_GRID, Hand, a_hand
from widgets.kit.drafts import Drafts
from widgets.ticket.card import TicketCard

ONE = TicketId(1)


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Hand:
    """Ticket 1 is to be dispatched, as soon as the link is back."""
    made = a_hand(seat, qtbot)
    made.ticket()
    seat.store.cut()
    made.giving.dispatch([ONE], TO_GRID)
    made.let_the_window_pass()
    qtbot.waitUntil(lambda: seat.relay.is_queued(ONE))
    return made


@pytest.fixture
def card(hand: Hand, tmp_path: object, qtbot: QtBot) -> TicketCard:
    seat = hand.seat
    made = TicketCard(seat.relay, seat.focus, Drafts.claimed(tmp_path, seat.relay), UTC)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    seat.focus.open_ticket(ONE)
    return made


def pressable(card: TicketCard) -> list[str]:
    buttons = card._verbs.findChildren(QPushButton)
    return [button.text() for button in buttons if button.isVisible() and button.isEnabled()]


def test_that_the_card_says_what_is_queued_and_where_it_leads(card: TicketCard) -> None:
    assert (
        card.queued_bar.text.text()
        == f"Queued, not done: Dispatch → 区域{GRID}.\nOnce that is done: To be signed · 王五."
    )


def test_that_the_ticket_itself_is_shown_as_it_stands(card: TicketCard) -> None:
    assert (card.ticket and card.ticket.state, card._state.accessibleName()) == (State.REPORTED, "To be accepted")


def test_that_the_verbs_are_those_of_the_ticket_once_the_queue_is_sent(card: TicketCard) -> None:
    assert pressable(card)[:2] == ["Sign", "Recall"]


def test_that_a_second_order_is_told_behind_the_first(card: TicketCard, hand: Hand) -> None:
    hand.giving.give("sign", [ONE])
    hand.qtbot.waitUntil(lambda: "Sign" in card.queued_bar.text.text())
    assert card.queued_bar.text.text().endswith("Once that is done: In progress · 王五.")


def test_that_an_order_that_is_taken_back_is_told_no_more(card: TicketCard, hand: Hand) -> None:
    hand.giving.give("sign", [ONE])
    hand.qtbot.waitUntil(lambda: "Sign" in card.queued_bar.text.text())
    hand.giving.undo()
    hand.qtbot.waitUntil(lambda: "Sign" not in card.queued_bar.text.text())
    assert pressable(card)[:2] == ["Sign", "Recall"]


def test_that_nothing_is_told_when_all_is_sent(card: TicketCard, hand: Hand) -> None:
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.wait_for(State.DISPATCHED)
    assert not card.queued_bar.isVisible()


def test_that_of_what_cannot_be_told_nothing_can_be_pressed(card: TicketCard, hand: Hand) -> None:
    hand.seat.relay.submit(Sign(by=hand.seat.operator, ticket=ONE, seen=7))
    hand.qtbot.waitUntil(lambda: len(hand.seat.relay.waiting.queued) == 2)
    hand.qtbot.waitUntil(lambda: card.queued_bar.text.text().endswith("is known when the database answers."))
    assert pressable(card) == []
