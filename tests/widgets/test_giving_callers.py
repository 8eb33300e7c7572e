"""Asking who called is given at once or not at all: for a reason, and never kept for later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import Caller, TicketId
from console.following import Link
from console.journal import Kind
from tests.widgets.conftest import Seat
from tests.widgets.hands import Hand, a_hand
from widgets.verbs import Said

HERE = [TicketId(1)]


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot) -> Hand:
    """A hand at a desk with one ticket that somebody called about."""
    made = a_hand(seat, qtbot)
    ticket = replace(made.ticket(), caller=Caller("孙女士", "13800001234"))
    seat.store.rows.tickets[ticket.id] = seat.board.tickets[ticket.id] = ticket
    return made


def is_written(hand: Hand) -> bool:
    return Kind.CALLER_SHOWN in {line.entry.kind for line in hand.seat.store.rows.lines}


def test_that_a_reason_is_asked_for_first(hand: Hand) -> None:
    hand.giving.give("show_caller", HERE)
    assert (hand.asked[-1][0], is_written(hand)) == ("show_caller", False)


def test_that_it_waits_for_no_undo_window(hand: Hand) -> None:
    hand.giving.give_words("show_caller", HERE, Said(text="回拨"))
    hand.qtbot.waitUntil(lambda: is_written(hand))


def test_that_nobody_is_shown_while_the_link_is_lost(hand: Hand) -> None:
    hand.seat.relay.link = Link.LOST
    hand.giving.give("show_caller", HERE)
    assert (hand.asked, "only while the database answers" in hand.told[-1][0]) == ([], True)


def test_that_who_cannot_be_shown_now_is_not_shown_later(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    hand.seat.store.cut()
    hand.giving.give_words("show_caller", HERE, Said(text="回拨"))
    hand.qtbot.waitUntil(lambda: bool(hand.told) and "only while the database answers" in hand.told[-1][0])
    assert (hand.seat.outbox.all(), "out of reach" in caplog.text) == ((), True)
