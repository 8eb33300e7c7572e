"""Whose turn it is, as far as a desk has heard."""

from __future__ import annotations

from datetime import timedelta

from console.board import Board
from console.domain.ticket import Holder, State, TargetKind
from console.journal import News
from console.turns import Turns
from tests.builders import CITY, NOON, a_ticket

HELD = Holder(TargetKind.CREW, "C1", "王五")


def test_that_a_ticket_is_one_turn_however_often_it_is_heard_of() -> None:
    turns = Turns()
    ticket = a_ticket(state=State.DISPATCHED, holder=HELD)
    turns.note(ticket)
    turns.note(ticket)
    assert turns.lately("C1", NOON) == 1


def test_that_what_was_given_before_does_not_count() -> None:
    turns = Turns()
    turns.note(a_ticket(holder=HELD, stage_since=NOON - timedelta(hours=1)))
    assert turns.lately("C1", NOON) == 0


def test_that_a_closed_ticket_was_a_turn_all_the_same() -> None:
    board = Board(CITY)
    board.hear(News(tickets=(a_ticket(state=State.CLOSED, holder=HELD),)))
    assert (board.turns.lately("C1", NOON), board.turns.last_at("C1")) == (1, NOON)


def test_that_a_department_takes_no_turns() -> None:
    turns = Turns()
    turns.note(a_ticket(holder=Holder(TargetKind.DEPARTMENT, "C1", "局")))
    assert turns.last_at("C1") is None
