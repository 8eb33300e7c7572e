"""The answer to the source: whoever reported from outside is told how the matter ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from console.answer_orders import TakeAnswers
from console.domain.aftercare import CARRIES
from console.domain.errors import Refused
from console.domain.shift import Role
from console.domain.ticket import State, Ticket
from console.handlers import handle
from console.orders import Ask, Close, Decline, Merge, Reject, Reopen, Void
from tests.builders import CITY, an_operator
from tests.console.conftest import City

OTHER = an_operator("赵六")


def about(city: City, ticket: Ticket, **said: Any) -> dict[str, Any]:
    return {"by": city.by, "ticket": ticket.id, "seen": city.stored(ticket).version} | said


def close(city: City, ticket: Ticket) -> None:
    city.give(Close(**about(city, ticket)))


def told(city: City) -> list[tuple[str, State, str]]:
    waiting = city.store.archive().ledgers.waiting_answers(CITY)
    return [(ticket.number, answer.outcome, answer.text) for ticket, answer in waiting]


def test_that_a_closed_ticket_from_outside_is_answered_with_its_result(city: City) -> None:
    ticket = city.at(State.CHECKED, outside_number="12345-9")
    close(city, ticket)
    ((of, answer),) = city.store.archive().ledgers.waiting_answers(CITY)
    assert (of.id, answer.outcome, answer.text) == (ticket.id, State.CLOSED, "已更换")
    assert (answer.source, answer.outside_number, answer.taken_at) == ("hotline_12345", "12345-9", None)


def test_that_the_line_of_the_end_tells_that_the_answer_is_queued(city: City) -> None:
    ticket = city.at(State.CHECKED)
    close(city, ticket)
    last = city.store.archive().timeline(ticket.id)[1][-1]
    assert last.detail == {"answer": "queued"}


@pytest.mark.parametrize(
    ("said", "is_answered"),
    [({"source": "patrol"}, False), ({"source": "public"}, True), ({"source": "iot", "outside_number": "X1"}, True)],
)
def test_that_only_sources_outside_are_answered(city: City, said: dict[str, Any], is_answered: bool) -> None:
    close(city, city.at(State.CHECKED, **said))
    assert bool(told(city)) is is_answered


def test_that_what_was_not_taken_up_is_answered_with_the_reason(city: City) -> None:
    ticket = city.take_in()
    city.give(Ask(wants="reject", reason="不属实", **about(city, ticket)))
    city.give(Reject(reason="不属于本辖区", **about(city, ticket, by=OTHER)))
    assert told(city) == [(ticket.number, State.REJECTED, "不属于本辖区")]


def test_that_a_void_ticket_is_answered(city: City) -> None:
    ticket = city.take_in()
    city.give(Ask(wants="void", reason="误报", **about(city, ticket)))
    city.give(Void(reason="误报", **about(city, ticket, by=OTHER)))
    assert told(city) == [(ticket.number, State.VOID, "误报")]


def test_that_what_is_given_back_to_be_taken_in_better_is_not_answered(city: City) -> None:
    city.give(Decline(reason="地点不清", **about(city, city.at(State.ACCEPTED))))
    assert told(city) == []


def test_that_each_duplicate_is_answered_with_the_ticket_it_was_merged_into(city: City) -> None:
    first, second = city.take_in(1, source="public"), city.take_in(2, source="patrol")
    kept = city.at(State.CHECKED)
    for one in (first, second):
        into = city.stored(kept)
        city.give(Merge(into=into.id, into_seen=into.version, reason="同一事项", **about(city, one)))
    assert told(city) == []
    close(city, kept)
    assert told(city) == [(kept.number, State.CLOSED, "已更换"), (first.number, State.CLOSED, "已更换")]


def test_that_a_ticket_that_closes_again_is_answered_again(city: City) -> None:
    ticket = city.at(State.CHECKED)
    close(city, ticket)
    city.give(Reopen(reason="又坏了", **about(city, ticket)))
    city.bring(city.stored(ticket), State.CLOSED)
    assert [number for number, _, _ in told(city)] == [ticket.number, ticket.number]


def test_that_a_close_that_is_sent_twice_is_answered_once(city: City) -> None:
    order = Close(**about(city, city.at(State.CHECKED)))
    city.give(order)
    city.give(order)
    assert len(told(city)) == 1


def take(city: City, *ids: int, **who: Any) -> TakeAnswers:
    order = TakeAnswers(
        by=an_operator("12345平台", **who), answers=ids, what="answers json", reason="", at=city.clock.now()
    )
    with city.store.unit_of_work() as uow:
        handle(order, uow, city.clock)
    return order


def test_that_what_is_sent_twice_is_taken_once(city: City) -> None:
    close(city, city.at(State.CHECKED))
    order = take(city, 1)
    city.clock.advance(timedelta(minutes=5))
    with city.store.unit_of_work() as uow:
        handle(order, uow, city.clock)
    assert [answer.taken_at for answer in city.store.rows.ledgers.answers] == [order.at]


@pytest.mark.parametrize("role", sorted(set(Role) - CARRIES))
def test_that_who_does_not_carry_answers_takes_none(city: City, role: Role) -> None:
    close(city, city.at(State.CHECKED))
    with pytest.raises(Refused, match=r"answers\.role_missing"):
        take(city, 1, roles=frozenset({role}))
