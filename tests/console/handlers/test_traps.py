"""Mistakes that other dispatch programs made, each with the report that tells of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from console import rulebook
from console.board import Board
from console.domain.crew import CrewId
from console.domain.errors import Refused
from console.domain.records import Step
from console.domain.shift import system_at
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.orders import Close, CoHandle, Dispatch, Reopen, Sign, Supervise, Suspend, Transfer
from console.sweep import overdue
from tests.builders import VILLAGE
from tests.console.conftest import City

C1 = Target(TargetKind.CREW, "C1")
OFF_DUTY = Target(TargetKind.CREW, "C3")


def order_about(city: City, ticket: Ticket) -> dict[str, Any]:
    return {"by": city.by, "ticket": ticket.id, "seen": city.stored(ticket).version}


def closed_late(city: City) -> Ticket:
    """Return a ticket that was closed long after every limit, with a card that nobody answered."""
    ticket = city.at(State.CHECKED)
    city.clock.advance(timedelta(days=30))
    city.give(Supervise(step=Step.RED, responsible="王五", reason="超期", **order_about(city, ticket)))
    return city.give(Close(**order_about(city, ticket))).tickets[0]


def test_that_a_reopened_ticket_is_not_closed_again_by_what_was_left_of_before(city: City) -> None:
    """TicketsCAD 65: a timer armed before the close shut the reopened incident again within seconds."""
    ticket = closed_late(city)
    again = city.give(Reopen(reason="回访不满意", **order_about(city, ticket))).tickets[0]
    city.clock.advance(timedelta(seconds=3))
    steps = overdue([again], city.clock.now(), rulebook.shipped(), system_at(VILLAGE, "desk-1"))
    assert (steps, city.stored(again).state) == ([], State.REPORTED)


def test_that_nothing_escalates_the_moment_a_ticket_is_reopened(city: City) -> None:
    """Zammad: a reopened ticket escalated at once, by the time that it had been closed."""
    ticket = closed_late(city)
    city.clock.advance(timedelta(days=365))
    again = city.give(Reopen(reason="回访不满意", **order_about(city, ticket))).tickets[0]
    assert again.due_at is not None
    assert again.due_at > city.clock.now()
    assert again.noted.card is None


def test_that_a_second_ticket_leaves_the_first_one_of_a_crew_as_it_is(city: City) -> None:
    """TicketsCAD 82: assigning a second call reset the unit's status and hid the call that it was on."""
    first, second = city.at(State.FILED), city.at(State.FILED)
    city.give(Dispatch(target=C1, **order_about(city, first)))
    city.give(Sign(**order_about(city, first)))
    before = city.stored(first)
    city.give(Dispatch(target=C1, **order_about(city, second)))
    board = Board(VILLAGE)
    board.load(city.store.archive().situation(VILLAGE))
    assert city.stored(first) == before
    assert board.load_of(TargetKind.CREW, "C1") == 2


@pytest.mark.parametrize("verb", [Dispatch, Transfer, CoHandle])
def test_that_a_block_that_is_shown_is_also_kept(city: City, verb: type) -> None:
    """TicketsCAD 83: the level that forbids an assignment was displayed, and never enforced."""
    ticket = city.at(State.DISPATCHED if verb is Transfer else State.FILED)
    said = {"reason": "更近"} if verb is Transfer else {}
    with pytest.raises(Refused) as refused:
        city.give(verb(target=OFF_DUTY, **said, **order_about(city, ticket)))
    assert refused.value.code == "crew.off_duty"
    assert city.stored(ticket) == ticket


def test_that_closing_releases_everybody_who_was_sent(city: City) -> None:
    """Resgrid 273: units stayed assigned when their call was closed, twenty of them to one call."""
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=Target(TargetKind.CREW, "C2"), must=False, **order_about(city, ticket)))
    city.give(Dispatch(target=C1, **order_about(city, ticket)))
    city.bring(city.stored(ticket), State.CLOSED)
    board = Board(VILLAGE)
    board.load(city.store.archive().situation(VILLAGE))
    with city.store.unit_of_work() as uow:
        assert dict(uow.in_hand([CrewId("C1"), CrewId("C2")])) == {"C1": (0, 0), "C2": (0, 0)}
    assert (board.load_of(TargetKind.CREW, "C1"), board.load_of(TargetKind.CREW, "C2")) == (0, 0)


def test_that_a_suspended_ticket_is_never_overdue(city: City) -> None:
    """GLPI 24481: a ticket on hold became overdue all the same."""
    ticket = city.at(State.IN_PROGRESS)
    review = city.clock.now() + timedelta(days=5)
    city.asked(ticket, "suspend", review_at=review)
    held = city.give(Suspend(reason="待拆迁", review_at=review, **order_about(city, ticket))).tickets[0]
    city.clock.advance(timedelta(days=400))
    assert not held.overdue(city.clock.now())
    assert overdue([held], city.clock.now(), rulebook.shipped(), system_at(VILLAGE, "desk-1")) == []
