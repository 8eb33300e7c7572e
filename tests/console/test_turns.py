"""Whose turn it is, by what is stored and what a desk has heard since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from console import ranking
from console.board import Board
from console.domain.ticket import Holder, State, TargetKind, TicketId
from console.journal import News
from console.orders import Recall
from console.ports import Snapshot
from console.ranking import Part
from console.targets import candidates
from console.turns import Turn, Turns
from tests.builders import CITY, NOON, VILLAGE, a_ticket
from tests.console.conftest import City

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


def test_that_what_was_stored_before_the_desk_started_counts() -> None:
    turns = Turns()
    turns.load([Turn("C1", TicketId(1), NOON), Turn("C1", TicketId(2), NOON)], ())
    assert (turns.lately("C1", NOON), turns.last_at("C1")) == (2, NOON)


def test_that_a_ticket_given_before_what_is_stored_is_no_turn_of_today() -> None:
    turns = Turns()
    long_ago = NOON - timedelta(days=3)
    held = a_ticket(state=State.IN_PROGRESS, holder=HELD, reported_at=long_ago)
    turns.load([], [held])
    turns.note(replace(held, version=2, state=State.FEEDBACK))
    assert turns.lately("C1", NOON - timedelta(hours=1)) == 0


def test_that_what_is_heard_after_a_load_counts_on_top() -> None:
    turns = Turns()
    turns.load([Turn("C1", TicketId(1), NOON)], ())
    turns.note(a_ticket(id=TicketId(2), state=State.DISPATCHED, holder=HELD))
    assert turns.lately("C1", NOON) == 2


def test_that_a_load_forgets_what_was_counted_before() -> None:
    board = Board(CITY)
    board.hear(News(tickets=(a_ticket(state=State.CLOSED, holder=HELD),)))
    board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=()))
    assert board.turns.lately("C1", NOON) == 0


def test_that_the_crew_that_had_more_before_the_desk_started_is_offered_later(city: City) -> None:
    for _ in range(3):
        ticket = city.at(State.FILED)
        city.give(city.dispatch_of(ticket, TargetKind.CREW, "C1"))
        city.give(Recall(by=city.by, ticket=ticket.id, seen=city.stored(ticket).version))
    board = Board(VILLAGE)
    board.load(city.store.archive().situation(VILLAGE))
    ranked = candidates(board, city.at(State.FILED), now=city.clock.now())
    parts = {check.target.code: check.parts[Part.TURNS] for check in ranked}
    assert (parts["C1"], [check.target.code for check in ranked][-1]) == (3 * ranking.shipped().turn_m, "C1")
