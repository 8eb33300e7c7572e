"""Giving orders: what is held can be undone, what was sent recalled, what an outage kept is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console import rulebook
from console.domain.crew import CrewKind
from console.domain.records import Request
from console.domain.ticket import Priority, State, Target, TargetKind, Ticket, TicketId
from console.journal import Kind, News
from console.orders import Accept, Sign
from tests.builders import DISTRICT, GRID, NOON
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_CREW, TO_GRID, Hand, a_hand
from widgets.giving import CONFIRM_FROM
from widgets.verbs import Said

NOBODY = Target(TargetKind.CREW, "nobody")


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot) -> Hand:
    return a_hand(seat, qtbot)


def test_that_a_dispatch_is_held_for_eight_seconds(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.seat.clock.advance(timedelta(seconds=7.9))
    hand.seat.relay._send_due()
    assert hand.state() is State.REPORTED


def test_that_a_dispatch_is_sent_after_its_window(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    assert hand.state() is State.DISPATCHED


def test_that_a_held_dispatch_says_whom_and_where(hand: Hand) -> None:
    number = hand.ticket().number
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    assert hand.toast_texts() == [f"Dispatch {number} to 区域{GRID}"]


def test_that_a_held_dispatch_says_what_speaks_against_it(hand: Hand) -> None:
    ticket = hand.ticket()
    hand.seat.board.hear(News(tickets=(replace(ticket, version=ticket.version + 1, category="0402"),)))
    hand.giving.dispatch([ticket.id], TO_GRID)
    assert hand.toast_texts()[0].startswith(f"Dispatch {ticket.number} to 区域{GRID}. Mind: ")


def test_that_a_second_gesture_to_one_crew_counts_the_first_that_is_held(hand: Hand) -> None:
    busy = rulebook.shipped().gate.loads[CrewKind.GRID_WORKER].busy
    warned = []
    for id_ in hand.tickets(busy + 1):
        hand.giving.dispatch([id_], TO_CREW)
        warned.append("Mind: " in hand.toast_texts()[-1])
    assert warned == [False] * busy + [True]


def test_that_a_gesture_taken_back_counts_no_more(hand: Hand) -> None:
    hand.tickets(1)
    hand.giving.dispatch([TicketId(1)], TO_CREW)
    promised = hand.seat.board.promised_to(TargetKind.CREW, TO_CREW.code)
    hand.giving.undo()
    assert (promised, hand.seat.board.promised_to(TargetKind.CREW, TO_CREW.code)) == (1, 0)


def test_that_what_was_sent_is_in_hand_and_promised_no_more(hand: Hand) -> None:
    hand.tickets(1)
    hand.giving.dispatch([TicketId(1)], TO_CREW)
    hand.let_the_window_pass()
    hand.wait_for(State.DISPATCHED, 1)
    board = hand.seat.board
    hand.qtbot.waitUntil(lambda: not hand.seat.relay.is_underway(TicketId(1)))
    assert [count(TargetKind.CREW, TO_CREW.code) for count in (board.load_of, board.promised_to)] == [1, 0]


def test_that_a_critical_ticket_is_sent_at_once(hand: Hand) -> None:
    hand.ticket(priority=Priority.P1)
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.wait_for(State.DISPATCHED)


def test_that_undo_takes_back_what_is_held(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.undo()
    hand.let_the_window_pass()
    assert (hand.state(), hand.toasts.ids(), hand.seat.relay.is_underway(TicketId(1))) == (State.REPORTED, (), False)


def test_that_the_toast_takes_back_its_own_gesture_only(hand: Hand) -> None:
    hand.tickets(2)
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.dispatch([TicketId(2)], TO_GRID)
    hand.toasts.undone.emit(hand.toasts.ids()[0])
    hand.let_the_window_pass()
    hand.wait_for(State.DISPATCHED, 2)
    assert hand.state(1) is State.REPORTED


def test_that_undo_recalls_what_was_sent(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    hand.giving.undo()
    hand.wait_for(State.FILED)


def test_that_undo_takes_back_the_last_gesture_first(hand: Hand) -> None:
    hand.ticket(1)
    hand.ticket(2, Priority.P1)
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.dispatch([TicketId(2)], TO_GRID)
    hand.wait_for(State.DISPATCHED, 2)
    hand.giving.undo()
    hand.wait_for(State.FILED, 2)
    assert hand.seat.relay.holding.holds(TicketId(1))


def test_that_undo_takes_back_a_whole_gesture_of_several(hand: Hand) -> None:
    ids = hand.tickets(3)
    hand.sent(*ids)
    hand.giving.undo()
    hand.wait_for(State.FILED, *ids)


def test_that_undo_takes_back_the_held_and_the_sent_part_of_a_gesture(hand: Hand) -> None:
    hand.ticket(1)
    hand.ticket(2, Priority.P1)
    hand.giving.dispatch([TicketId(1), TicketId(2)], TO_GRID)
    hand.wait_for(State.DISPATCHED, 2)
    hand.giving.undo()
    hand.wait_for(State.FILED, 2)
    assert not hand.seat.relay.holding.holds(TicketId(1))


def test_that_undo_while_the_order_is_on_its_way_recalls_it_when_it_has_arrived(hand: Hand) -> None:
    hand.ticket(priority=Priority.P1)
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.undo()
    hand.wait_for(State.FILED)


def test_that_what_was_signed_already_is_not_recalled_and_nothing_older_either(hand: Hand) -> None:
    hand.tickets(2)
    hand.sent(1)
    hand.sent(2)
    signed = hand.seat.board.tickets[TicketId(2)]
    hand.seat.relay.submit(Sign(by=hand.seat.operator, ticket=signed.id, seen=signed.version))
    hand.wait_for(State.IN_PROGRESS, 2)
    hand.giving.undo()
    assert "In progress" in hand.told[-1][0]
    assert hand.state(1) is State.DISPATCHED


def test_that_undo_with_nothing_to_undo_says_so(hand: Hand) -> None:
    hand.giving.undo()
    assert hand.toast_texts() == ["Nothing to undo"]


def test_that_ten_tickets_are_dispatched_only_when_their_number_is_typed(hand: Hand) -> None:
    ids = hand.tickets(CONFIRM_FROM)
    hand.giving.dispatch(ids, TO_GRID)
    assert hand.asked == [("dispatch", ids, "10", f"区域{GRID}")]
    assert not hand.seat.relay.holding.waiting()
    hand.giving.give_words("dispatch", ids, Said(text="10"))
    assert len(hand.seat.relay.holding.waiting()[0].orders) == CONFIRM_FROM


def test_that_a_confirmation_counts_for_the_tickets_it_was_asked_for_only(hand: Hand) -> None:
    ids = hand.tickets(CONFIRM_FROM)
    hand.giving.dispatch(ids, TO_GRID)
    hand.giving.give_words("dispatch", ids[:3], Said(text="10"))
    assert not hand.seat.relay.holding.waiting()


def test_that_ten_tickets_are_accepted_only_when_their_number_is_typed(hand: Hand) -> None:
    ids = hand.tickets(CONFIRM_FROM)
    hand.giving.give("accept", ids)
    assert hand.asked == [("accept", ids, "10", "")]
    hand.giving.give_words("accept", ids, Said(text="10"))
    hand.wait_for(State.ACCEPTED, *ids)


def test_that_a_verb_that_needs_a_reason_asks_for_it_first(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    hand.giving.give("ask:return", [TicketId(1)])
    assert hand.asked == [("ask:return", [TicketId(1)], "", "")]


def test_that_the_reason_given_is_in_the_journal(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    with hand.qtbot.waitSignal(hand.seat.relay.done):
        hand.giving.give_words("ask:return", [TicketId(1)], Said(text="地址不对"))
    assert hand.seat.store.rows.lines[-1].entry.reason == "地址不对"


def asked(hand: Hand, *numbers: int) -> None:
    """Let crews ask for more time for these tickets: as many hours each as its number."""
    for number in numbers:
        ticket = hand.seat.board.tickets[TicketId(number)]
        request = Request(verb="extend", by="王五", at=NOON, reason=f"缺料{number}", hours=float(number))
        noted = replace(ticket.noted, request=request)
        waiting = replace(ticket, version=ticket.version + 1, state=State.IN_PROGRESS, noted=noted)
        hand.seat.store.rows.tickets[ticket.id] = waiting
        hand.seat.board.hear(News(tickets=(waiting,)))


def test_that_an_approval_says_what_was_asked_and_asks_for_no_words(hand: Hand) -> None:
    hand.tickets(2)
    asked(hand, 1, 2)
    hand.giving.give("extend", [TicketId(1), TicketId(2)])
    hand.qtbot.waitUntil(lambda: not any(hand.seat.board.tickets[TicketId(n)].noted.request for n in (1, 2)))
    lines = [line.entry for line in hand.seat.store.rows.lines if line.entry.kind is Kind.EXTENDED]
    assert hand.asked == []
    assert [(line.reason, line.detail["hours"]) for line in lines] == [("缺料1", "1"), ("缺料2", "2")]


def test_that_a_mixed_selection_goes_as_far_as_it_can_and_says_why_not_further(hand: Hand) -> None:
    hand.tickets(3)
    hand.sent(2)
    hand.giving.give("accept", [TicketId(1), TicketId(2), TicketId(3)])
    hand.wait_for(State.ACCEPTED, 1, 3)
    assert hand.told[-1][0].startswith("1 of 3 left out. ")
    assert "To be signed" in hand.told[-1][0]


def test_that_an_impossible_verb_says_why_about_its_ticket(hand: Hand) -> None:
    hand.ticket()
    hand.giving.give("close", [TicketId(1)])
    assert (hand.told[-1][1:], "To be accepted" in hand.told[-1][0]) == (("warn", TicketId(1)), True)


def test_that_a_target_that_cannot_take_it_says_why(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], NOBODY)
    assert hand.told == [("There is no crew nobody.", "error", TicketId(1))]


def test_that_a_ticket_named_twice_is_dispatched_once(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1), TicketId(1)], TO_GRID)
    assert len(hand.seat.relay.holding.waiting()[0].orders) == 1


def test_that_a_ticket_under_way_takes_no_second_order(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    hand.giving.give("accept", [TicketId(1)])
    assert len(hand.seat.relay.holding.waiting()) == 1
    assert len(hand.told) == 2


def test_that_nothing_chosen_is_said(hand: Hand) -> None:
    hand.giving.give("accept", [])
    assert hand.toast_texts() == ["Choose an open ticket first"]


def test_that_whoever_was_second_is_told_who_was_first(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID)
    other = Seat(hand.seat.store, name="王五")
    ticket = other.board.tickets[TicketId(1)]
    other.desk.submit(order_of(other, ticket)).result()
    with hand.qtbot.waitSignal(hand.seat.relay.refused):
        hand.let_the_window_pass()
    text, tone, about = hand.told[-1]
    assert ("王五" in text, "accepted" in text, "12:00:00" in text, tone, about) == (True, True, True, "error", 1)


def test_that_many_refusals_of_one_gesture_are_one_sentence_with_their_number(hand: Hand) -> None:
    ids = hand.tickets(3)
    hand.giving.dispatch(ids, TO_GRID)
    other = Seat(hand.seat.store, name="王五")
    for id_ in ids:
        other.desk.submit(order_of(other, other.board.tickets[id_])).result()
    with hand.qtbot.waitSignals([hand.seat.relay.refused] * 3):
        hand.let_the_window_pass()
    assert hand.told[-1][0].startswith("3 orders were refused. ")


def test_that_a_gesture_of_several_is_told_as_sent_once(hand: Hand) -> None:
    ids = hand.tickets(3)
    hand.sent(*ids)
    assert [text for text in hand.toast_texts() if "sent" in text] == [f"3 tickets → 区域{GRID}: sent. Ctrl+Z recalls."]


def test_that_a_refusal_calls_the_centre_by_its_name(hand: Hand) -> None:
    hand.ticket()
    hand.seat.board.hear(News(tickets=(replace(hand.seat.board.tickets[TicketId(1)], centre=DISTRICT, version=9),)))
    hand.giving.give("accept", [TicketId(1)])
    assert hand.told == [(f"It is the turn of 区域{DISTRICT}, not of this centre.", "warn", TicketId(1))]


def order_of(seat: Seat, ticket: Ticket) -> Accept:
    return Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version)


def test_that_helpers_go_with_the_lead_and_one_undo_keeps_all_back(hand: Hand) -> None:
    number = hand.ticket().number
    hand.giving.dispatch([TicketId(1)], TO_GRID, [TO_CREW])
    told = hand.toast_texts()
    hand.giving.undo()
    hand.let_the_window_pass()
    assert (told, hand.state()) == ([f"Dispatch {number} to 区域{GRID}, 赵六"], State.REPORTED)


def test_that_helpers_are_sent_with_what_was_noted(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID, [TO_CREW], "预案：火情")
    hand.let_the_window_pass()
    hand.wait_for(State.DISPATCHED)
    ticket = hand.seat.board.tickets[TicketId(1)]
    with hand.seat.store.unit_of_work() as uow:
        last = uow.lines_of(ticket.id)[-1]
    assert ([helper.id for helper in ticket.noted.co_handlers], last.detail["note"]) == (["C2"], "预案：火情")


def test_that_a_helper_who_may_not_go_keeps_all_back_and_says_why(hand: Hand) -> None:
    hand.ticket()
    hand.giving.dispatch([TicketId(1)], TO_GRID, [NOBODY])
    assert (hand.told[0][1], hand.seat.relay.holding.waiting()) == ("error", ())


def test_that_a_critical_ticket_that_goes_at_once_says_what_speaks_against_it(hand: Hand) -> None:
    ticket = hand.ticket(priority=Priority.P1)
    lacking = replace(ticket, version=ticket.version + 1, category="0402")
    hand.seat.store.rows.tickets[ticket.id] = lacking
    hand.seat.board.hear(News(tickets=(lacking,)))
    hand.giving.dispatch([ticket.id], TO_GRID)
    hand.wait_for(State.DISPATCHED)
    assert hand.toast_texts()[-1].endswith("Ctrl+Z recalls. Mind: skill missing")


def test_that_a_transfer_to_whom_it_may_not_go_is_refused_before_a_reason_is_asked(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    hand.giving.dispatch([TicketId(1)], NOBODY)
    assert (hand.asked, [tone for _, tone, _ in hand.told]) == ([], ["error"])


def test_that_a_transfer_says_what_speaks_against_it(hand: Hand) -> None:
    hand.ticket()
    hand.sent()
    ticket = hand.seat.board.tickets[TicketId(1)]
    lacking = replace(ticket, version=ticket.version + 1, category="0402")
    hand.seat.store.rows.tickets[ticket.id] = lacking
    hand.seat.board.hear(News(tickets=(lacking,)))
    hand.giving.give_words("transfer", [ticket.id], Said(target=TO_CREW, text="跨片"))
    hand.qtbot.waitUntil(lambda: hand.holder() == "赵六")
    assert hand.toast_texts()[-1].endswith("Mind: skill missing")
