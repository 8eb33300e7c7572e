"""What was given can be taken back: an end by what brings the ticket back; what somebody has is sent on, not sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.domain.shift import Role
from console.domain.ticket import State, Ticket, TicketId
from console.journal import News
from console.questions import FindTicket
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_CREW, Hand, a_hand
from widgets.giving import TAKE_BACK_S
from widgets.verbs import Said


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot) -> Hand:
    return a_hand(seat, qtbot)


def test_that_a_drop_on_a_crew_transfers_what_another_has_and_asks_why(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    hand.giving.dispatch([TicketId(1)], TO_CREW)
    assert (hand.asked, hand.preset) == ([("transfer", [TicketId(1)], "", "赵六")], [Said(target=TO_CREW)])


def test_that_a_transfer_goes_to_whom_it_was_dropped_on(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    hand.giving.give_words("transfer", [TicketId(1)], Said(target=TO_CREW, text="跨片"))
    hand.qtbot.waitUntil(lambda: hand.holder() == "赵六")


def closed(hand: Hand) -> Ticket:
    """Close a ticket that waits for it."""
    ticket = hand.checked()
    hand.giving.give("close", [ticket.id])
    hand.qtbot.waitUntil(lambda: ticket.id not in hand.seat.board.tickets)
    return ticket


def test_that_a_close_offers_to_reopen(hand: Hand) -> None:
    ticket = closed(hand)
    hand.toasts.undone.emit(hand.toasts.ids()[-1])
    assert hand.asked == [("reopen", [ticket.id], "", "")]


def test_that_undo_after_a_close_asks_why_it_is_reopened(hand: Hand) -> None:
    ticket = closed(hand)
    hand.giving.undo()
    assert hand.asked == [("reopen", [ticket.id], "", "")]


def test_that_a_reopened_ticket_is_on_the_board_again(hand: Hand) -> None:
    ticket = closed(hand)
    hand.giving.give_words("reopen", [ticket.id], Said(text="群众不满意"))
    hand.wait_for(State.REPORTED, ticket.id)


def test_that_a_close_is_not_undone_after_half_a_minute(hand: Hand) -> None:
    closed(hand)
    hand.seat.clock.advance(timedelta(seconds=TAKE_BACK_S + 1))
    hand.giving.undo()
    assert (hand.asked, "Too late to undo" in hand.toast_texts()[-1]) == ([], True)


def merged(hand: Hand) -> tuple[TicketId, TicketId]:
    """Merge the second of two tickets into the first."""
    kept, gone = hand.tickets(2)
    hand.giving.give_words("merge", [gone], Said(into=hand.seat.board.tickets[kept], text="同一处"))
    hand.qtbot.waitUntil(lambda: gone not in hand.seat.board.tickets)
    return kept, gone


def test_that_undo_after_a_merge_asks_why_it_is_brought_back(hand: Hand) -> None:
    _, gone = merged(hand)
    hand.giving.undo()
    assert hand.asked == [("unmerge", [gone], "", "")]


def test_that_an_unmerged_ticket_is_on_the_board_again(hand: Hand) -> None:
    kept, gone = merged(hand)
    hand.giving.give_words("unmerge", [gone], Said(text="两处"))
    hand.wait_for(State.REPORTED, gone)
    assert hand.seat.board.tickets[kept].noted.merged == ()


def test_that_several_are_merged_into_one_in_one_go(hand: Hand) -> None:
    kept, *gone = hand.tickets(3)
    hand.giving.give_words("merge", gone, Said(into=hand.seat.board.tickets[kept], text="同一处"))
    hand.qtbot.waitUntil(lambda: set(hand.seat.board.tickets) == {kept})
    assert hand.seat.board.tickets[kept].noted.merged == tuple(gone)


def test_that_whoever_may_not_unmerge_is_not_offered_it(hand: Hand) -> None:
    hand.seat.relay.operator = replace(hand.seat.operator, roles=frozenset({Role.CALL_TAKER}))
    merged(hand)
    assert hand.toasts.ids() == ()


def test_that_undo_goes_on_to_the_dispatch_before_the_close(hand: Hand) -> None:
    hand.ticket(2)
    hand.sent(2)
    closed(hand)
    hand.giving.undo()
    hand.giving.undo()
    hand.wait_for(State.FILED, 2)


def test_that_a_ticket_looked_up_among_the_ended_can_be_reopened(hand: Hand) -> None:
    ended = a_ticket(id=TicketId(9), number="1024", state=State.CLOSED, centre=CITY)
    hand.seat.store.rows.tickets[ended.id] = ended
    with hand.qtbot.waitSignal(hand.seat.relay.answered):
        hand.seat.relay.ask(FindTicket(number="1024", centre=CITY))
    hand.giving.give_words("reopen", [ended.id], Said(text="群众不满意"))
    hand.wait_for(State.REPORTED, ended.id)


def test_that_a_crew_asks_for_what_the_dispatcher_may(hand: Hand) -> None:
    ticket = hand.ticket()
    held = replace(ticket, version=2, state=State.IN_PROGRESS, due_at=None)
    hand.seat.store.rows.tickets[ticket.id] = held
    hand.seat.board.hear(News(tickets=(held,)))
    hand.seat.relay.operator = replace(hand.seat.operator, roles=frozenset({Role.CREW}))
    hand.giving.give_words("ask:return", [ticket.id], Said(text="地址不对"))
    hand.qtbot.waitUntil(lambda: hand.seat.board.tickets[ticket.id].noted.request is not None)
