"""What was taken in without a link stands on the board with what was ordered upon it, over a reload and a restart."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, Ticket, TicketId
from console.following import Link
from console.orders import TakeIn
from tests.builders import GRID, IN_GRID, NOON
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_GRID, Hand, a_hand
from widgets.kit.drafts import Drafts
from widgets.ticket.card import TicketCard

ID = TicketId(7)


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Hand:
    """A desk that lost its link at noon and took a call in."""
    made = a_hand(seat, qtbot)
    seat.store.cut()
    seat.relay.tell_link(Link.LOST)
    take_in(made)
    return made


def take_in(hand: Hand) -> Ticket:
    relay = hand.seat.relay
    order = TakeIn(
        by=hand.seat.operator, id=ID, category="2101", title="窨井盖损坏", source="public", reported_at=NOON, place=IN_GRID
    )  # fmt: skip
    with hand.qtbot.waitSignal(relay.waits):
        relay.submit(order)
    return hand.seat.board.tickets[ID]


def test_that_it_stands_on_the_board_before_its_operator_hears_that_it_waits(
    seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    ticket = take_in(a_hand(seat, qtbot))
    assert (ticket.number, ticket.grid, ticket.is_here_only) == ("new 12:00:00", GRID, True)


def test_that_a_reload_leaves_it_there(hand: Hand) -> None:
    hand.seat.store.mend()
    with hand.qtbot.waitSignal(hand.seat.relay.reloaded):
        hand.seat.relay.load()
    assert ID in hand.seat.board.tickets


def test_that_what_is_ordered_upon_it_is_judged_as_it_will_be(hand: Hand) -> None:
    hand.giving.give("accept", [ID])
    hand.qtbot.waitUntil(lambda: len(hand.seat.relay.waiting.queued) == 2)
    hand.giving.give("accept", [ID])
    assert hand.told == [("new 12:00:00 is “To be filed”: “Accept” is not possible now.", "warn", ID)]


def test_that_a_dispatch_that_is_held_when_the_link_comes_back_is_done(hand: Hand) -> None:
    hand.giving.dispatch([ID], TO_GRID)
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.qtbot.waitUntil(lambda: not hand.seat.board.tickets[ID].is_here_only)
    hand.let_the_window_pass()
    hand.qtbot.waitUntil(lambda: hand.seat.board.tickets[ID].state is State.DISPATCHED)
    assert hand.seat.outbox.all() == ()


def test_that_the_next_console_shows_it_with_what_was_ordered_upon_it(hand: Hand) -> None:
    hand.giving.give("accept", [ID])
    hand.qtbot.waitUntil(lambda: len(hand.seat.relay.waiting.queued) == 2)
    hand.seat.relay.waiting.stop()
    before, clock, store = hand.seat.board.tickets[ID], hand.seat.clock, hand.seat.store
    clock.advance(timedelta(minutes=20))
    store.mend()
    after = Seat(store, clock=clock, outbox=hand.seat.outbox)
    store.cut()
    hand.qtbot.waitUntil(lambda: ID in after.board.tickets)
    ticket = after.board.tickets[ID]
    after.relay.waiting.stop()
    assert (ticket, after.relay.is_queued(ID), after.relay.ahead(ticket).state) == (before, True, State.ACCEPTED)


def test_that_what_is_taken_back_leaves_the_board_and_what_was_ordered_upon_it_waits(hand: Hand) -> None:
    hand.giving.give("accept", [ID])
    waiting = hand.seat.relay.waiting
    hand.qtbot.waitUntil(lambda: len(waiting.queued) == 2)
    waiting.take_back([waiting.queued[0].key])
    hand.qtbot.waitUntil(lambda: ID not in hand.seat.board.tickets)
    assert [type(one.order).__name__ for one in waiting.in_review] == ["Accept"]


def test_that_the_card_of_what_is_not_taken_in_after_all_is_empty(hand: Hand, tmp_path: Path) -> None:
    relay, focus = hand.seat.relay, hand.seat.focus
    card = TicketCard(relay, focus, Drafts(tmp_path / "drafts.json"), UTC)
    hand.qtbot.addWidget(card)
    focus.open_ticket(ID)
    assert card.ticket is not None
    relay.waiting.take_back([relay.waiting.queued[0].key])
    hand.qtbot.waitUntil(lambda: card.ticket is None)


def test_that_the_number_takes_the_place_of_its_stand_in_when_it_is_there(hand: Hand) -> None:
    numbers: list[str | None] = []
    board = hand.seat.board
    hand.seat.relay.tickets_changed.connect(lambda _: numbers.append(board.tickets[ID].number))
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.qtbot.waitUntil(lambda: not hand.seat.relay.waiting.kept)
    assert set(numbers) <= {"new 12:00:00", hand.seat.store.rows.tickets[ID].number}
    assert board.tickets[ID].number.isdecimal()
