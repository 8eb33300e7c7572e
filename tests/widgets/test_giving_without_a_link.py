"""Giving orders while the database is out of reach: what is kept is told, built upon, taken back and sent as it was."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from console.following import Link
from console.orders import Sign
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_CREW, TO_GRID, Hand, a_hand
from widgets.verbs import Said


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot) -> Hand:
    return a_hand(seat, qtbot)


@pytest.fixture
def kept(hand: Hand, caplog: pytest.LogCaptureFixture) -> Hand:
    """A dispatch that waits for the database."""
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.seat.store.cut()
    hand.let_the_window_pass()
    hand.qtbot.waitUntil(lambda: hand.seat.relay.is_queued(TicketId(1)))
    return hand


def test_that_an_order_that_waits_is_said_to_be_queued_not_done(kept: Hand) -> None:
    number = kept.seat.board.tickets[TicketId(1)].number
    assert f"{number}: queued, not done. Ctrl+Z takes it back." in kept.toast_texts()


def test_that_an_order_that_waited_is_sent_as_it_was(kept: Hand) -> None:
    (one,) = kept.seat.outbox.all()
    kept.seat.store.mend()
    kept.seat.relay.tell_link(Link.UP)
    kept.wait_for(State.DISPATCHED)
    assert kept.seat.store.rows.lines[-1].entry.key == one.key


def test_that_an_order_that_waited_can_still_be_recalled(kept: Hand) -> None:
    kept.seat.store.mend()
    kept.seat.relay.tell_link(Link.UP)
    kept.wait_for(State.DISPATCHED)
    kept.giving.undo()
    kept.wait_for(State.FILED)


def test_that_undo_takes_back_what_is_queued(kept: Hand) -> None:
    kept.giving.undo()
    kept.qtbot.waitUntil(lambda: not kept.seat.relay.is_underway(TicketId(1)))
    assert kept.seat.outbox.all() == ()


def test_that_undo_takes_back_a_queued_order_of_any_verb(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    hand.ticket()
    hand.seat.store.cut()
    hand.giving.give("accept", [TicketId(1)])
    hand.qtbot.waitUntil(lambda: hand.seat.relay.is_queued(TicketId(1)))
    hand.giving.undo()
    assert hand.seat.outbox.all() == ()


def test_that_a_queued_ticket_takes_what_is_lawful_once_the_first_is_done(kept: Hand) -> None:
    kept.giving.give("sign", [TicketId(1)])
    kept.qtbot.waitUntil(lambda: len(kept.seat.relay.waiting.queued) == 2)
    dispatch, sign = (one.order for one in kept.seat.relay.waiting.queued)
    assert isinstance(sign, Sign)
    # What was seen is the ticket as it stands: the dispatch is not done.
    assert (sign.seen, sign.after, kept.told) == (1, (dispatch.key,), [])


def test_that_a_queued_ticket_takes_nothing_that_is_not_lawful_by_then(kept: Hand) -> None:
    number = kept.seat.board.tickets[TicketId(1)].number
    kept.giving.give("accept", [TicketId(1)])
    assert kept.told == [(f"{number} is “To be signed”: “Accept” is not possible now.", "warn", TicketId(1))]


def test_that_both_orders_are_done_when_the_link_is_back(kept: Hand) -> None:
    kept.giving.give("sign", [TicketId(1)])
    kept.qtbot.waitUntil(lambda: len(kept.seat.relay.waiting.queued) == 2)
    kept.seat.store.mend()
    kept.seat.relay.tell_link(Link.UP)
    kept.wait_for(State.IN_PROGRESS)
    assert kept.seat.outbox.all() == ()


def test_that_undo_takes_back_the_last_of_two_queued_orders(kept: Hand) -> None:
    kept.giving.give("sign", [TicketId(1)])
    kept.qtbot.waitUntil(lambda: len(kept.seat.relay.waiting.queued) == 2)
    kept.giving.undo()
    kept.qtbot.waitUntil(lambda: len(kept.seat.relay.waiting.queued) == 1)
    assert [type(one.order).__name__ for one in kept.seat.relay.waiting.kept] == ["Dispatch"]


def test_that_what_is_queued_and_dispatched_again_is_asked_as_a_transfer(kept: Hand) -> None:
    kept.giving.dispatch([TicketId(1)], TO_CREW)
    assert [(verb, ids) for verb, ids, *_ in kept.asked] == [("transfer", [TicketId(1)])]


def test_that_a_ticket_of_which_nobody_knows_what_comes_takes_no_second_order(
    hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    number = hand.ticket().number
    hand.seat.store.cut()
    hand.seat.relay.submit(Sign(by=hand.seat.operator, ticket=TicketId(1), seen=1))
    hand.qtbot.waitUntil(lambda: hand.seat.relay.is_queued(TicketId(1)))
    hand.giving.give("accept", [TicketId(1)])
    text = f"An order about {number} is queued, and what comes of it is not known here: take it back first."
    assert hand.told == [(text, "warn", TicketId(1))]


def test_that_two_tickets_are_merged_upon_what_is_queued_about_the_one_that_stays(
    hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    hand.tickets(2)
    hand.seat.store.cut()
    hand.giving.give("accept", [TicketId(2)])
    hand.qtbot.waitUntil(lambda: hand.seat.relay.is_queued(TicketId(2)))
    into = hand.seat.board.tickets[TicketId(2)]
    hand.giving.give_words("merge", [TicketId(1)], Said(text="同一件", into=into))
    hand.qtbot.waitUntil(lambda: hand.seat.relay.is_queued(TicketId(1)))
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.qtbot.waitUntil(lambda: not hand.seat.relay.waiting.kept)
    assert hand.state(1) is State.MERGED


def test_that_an_order_that_neither_disk_took_is_told(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    hand.ticket()
    hand.seat.outbox.fill_the_disk()
    hand.seat.store.cut()
    hand.giving.give("accept", [TicketId(1)])
    hand.qtbot.waitUntil(lambda: bool(hand.told))
    assert (hand.told[0][0].endswith("it is not done. Give it again."), hand.told[0][1]) == (True, "error")
