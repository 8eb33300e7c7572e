"""Sending several at once: the first leads, the others help; all of them go, or nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.errors import Refused
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.orders import CoHandle, Dispatch, Recall, Sign, Transfer
from console.replay import replay
from tests.console.conftest import City

LEAD = Target(TargetKind.CREW, "C1")
HELPER = Target(TargetKind.CREW, "C2")
BUREAU = Target(TargetKind.DEPARTMENT, "D1")
OFF_DUTY = Target(TargetKind.CREW, "C3")


def about(city: City, ticket: Ticket) -> dict[str, Any]:
    return {"by": city.by, "ticket": ticket.id, "seen": city.stored(ticket).version}


def helpers_of(city: City, ticket: Ticket) -> list[tuple[str, bool]]:
    return [(helper.id, helper.must) for helper in city.stored(ticket).noted.co_handlers]


def sent(city: City, *helpers: Target, state: State = State.FILED) -> Ticket:
    ticket = city.at(state)
    return city.give(Dispatch(target=LEAD, helpers=helpers, **about(city, ticket))).tickets[0]


def test_that_the_first_leads_and_nobody_waits_for_the_others(city: City) -> None:
    ticket = sent(city, HELPER, BUREAU)
    assert ticket.holder is not None
    assert (ticket.state, ticket.holder.id) == (State.DISPATCHED, "C1")
    assert helpers_of(city, ticket) == [("C2", False), ("D1", False)]


def test_that_a_reported_ticket_is_filed_before_several_are_sent(city: City) -> None:
    assert sent(city, HELPER, state=State.REPORTED).state is State.DISPATCHED


def test_that_a_helper_who_may_not_be_sent_keeps_everybody_back(city: City) -> None:
    ticket = city.at(State.FILED)
    with pytest.raises(Refused) as refused:
        city.give(Dispatch(target=LEAD, helpers=(HELPER, OFF_DUTY), **about(city, ticket)))
    assert refused.value.code == "crew.off_duty"
    assert city.stored(ticket) == ticket


def test_that_whoever_leads_or_helps_already_is_not_added_again(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=HELPER, **about(city, ticket)))
    city.give(Dispatch(target=LEAD, helpers=(LEAD, HELPER), **about(city, ticket)))
    assert helpers_of(city, ticket) == [("C2", True)]


def test_that_a_recall_takes_back_everybody_who_was_sent_with_it(city: City) -> None:
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=BUREAU, **about(city, ticket)))
    city.give(Dispatch(target=LEAD, helpers=(HELPER,), **about(city, ticket)))
    city.give(Recall(**about(city, ticket)))
    assert helpers_of(city, ticket) == [("D1", True)]


def test_that_what_several_were_sent_to_can_be_told_from_the_journal_alone(city: City) -> None:
    ticket = sent(city, HELPER)
    with city.store.unit_of_work() as uow:
        replayed = replay(uow.lines_of(ticket.id))
    assert replayed is not None
    assert replayed.noted == ticket.noted


@pytest.mark.parametrize("verb", [Dispatch, Transfer])
def test_that_whoever_leads_has_not_to_wait_for_itself_as_a_helper(city: City, verb: type) -> None:
    ticket = city.at(State.FILED)
    city.give(CoHandle(target=HELPER, **about(city, ticket)))
    if verb is Transfer:
        city.give(Dispatch(target=LEAD, **about(city, ticket)))
        city.give(Sign(**about(city, ticket)))
    said = {"reason": "更近"} if verb is Transfer else {}
    city.give(verb(target=HELPER, **said, **about(city, ticket)))
    assert helpers_of(city, ticket) == []
