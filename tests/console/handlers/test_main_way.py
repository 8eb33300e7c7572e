"""A ticket's main way, from the call to the close, and who may not take which step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.errors import Refused, Stale
from console.domain.place import LatLng
from console.domain.shift import Role
from console.domain.ticket import Priority, State
from console.journal import Kind
from console.orders import Accept, CheckFail, CheckPass, Close, FeedBack, Sign
from tests.builders import GRID, NOON, NOWHERE, VILLAGE, an_operator
from tests.console.conftest import City


def test_that_a_ticket_lies_in_the_grid_that_holds_its_place(city: City) -> None:
    assert city.take_in().grid == GRID


def test_that_a_ticket_outside_every_grid_is_still_taken_in(city: City) -> None:
    ticket = city.take_in(place=NOWHERE)

    assert (ticket.grid, ticket.area, ticket.state) == (None, VILLAGE, State.REPORTED)


@pytest.mark.parametrize("place", [LatLng(0.0, 0.0), LatLng(91.0, 117.0)])
def test_that_a_ticket_at_what_only_looks_like_a_place_has_none(city: City, place: LatLng) -> None:
    assert city.take_in(place=place).place is None


def test_that_priority_comes_from_the_category_unless_the_call_taker_says_otherwise(city: City) -> None:
    assert city.take_in(1).priority is Priority.P2
    assert city.take_in(2, priority=Priority.P1).priority is Priority.P1


def test_that_a_ticket_without_a_title_is_refused_and_nothing_is_written(city: City) -> None:
    with pytest.raises(Refused, match=r"intake\.no_title"):
        city.take_in(title="   ")

    assert not city.store.archive().counts()["journal"]


def test_that_an_order_sent_twice_is_done_once(city: City) -> None:
    ticket = city.at(State.REPORTED)
    order = Accept(by=city.by, ticket=ticket.id, seen=ticket.version)

    first, second = city.give(order), city.give(order)

    assert first.entries == second.entries
    assert city.stored(ticket).version == ticket.version + 1


def test_that_the_main_way_leaves_one_line_a_step(city: City) -> None:
    ticket = city.at(State.CHECKED)
    city.give(Close(by=city.by, ticket=ticket.id, seen=ticket.version))

    _, entries = city.store.archive().timeline(ticket.id)
    assert [entry.kind for entry in entries] == [
        Kind.TAKEN_IN,
        Kind.ACCEPTED,
        Kind.FILED,
        Kind.DISPATCHED,
        Kind.SIGNED,
        Kind.FED_BACK,
        Kind.CHECK_PASSED,
        Kind.CLOSED,
    ]
    assert [entry.version for entry in entries] == list(range(1, 9))


def test_that_feedback_without_words_is_refused(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)

    with pytest.raises(Refused, match=r"order\.no_result"):
        city.give(FeedBack(by=city.by, ticket=ticket.id, seen=ticket.version, result=" "))


def test_that_whoever_handled_it_cannot_check_it(city: City) -> None:
    ticket = city.at(State.FEEDBACK)
    handler = replace(city.by, name=ticket.handled_by)

    with pytest.raises(Refused, match=r"ticket\.checker_handled_it"):
        city.give(CheckPass(by=handler, ticket=ticket.id, seen=ticket.version))


def test_that_a_failed_check_needs_a_reason(city: City) -> None:
    ticket = city.at(State.FEEDBACK)

    with pytest.raises(Refused, match=r"order\.no_reason"):
        city.give(CheckFail(by=city.by, ticket=ticket.id, seen=ticket.version, reason=""))


def test_that_a_failed_check_goes_back_to_the_same_handler(city: City) -> None:
    ticket = city.at(State.FEEDBACK)

    back = city.give(CheckFail(by=city.by, ticket=ticket.id, seen=ticket.version, reason="未恢复原状")).tickets[0]

    assert (back.state, back.holder) == (State.IN_PROGRESS, ticket.holder)


def test_that_a_step_out_of_turn_is_refused(city: City) -> None:
    ticket = city.at(State.FILED)

    with pytest.raises(Refused, match=r"ticket\.wrong_state"):
        city.give(Sign(by=city.by, ticket=ticket.id, seen=ticket.version))


def test_that_a_step_without_its_role_is_refused(city: City) -> None:
    ticket = city.at(State.REPORTED)
    dispatcher = an_operator(roles=frozenset({Role.DISPATCHER}))

    with pytest.raises(Refused, match=r"operator\.role_missing"):
        city.give(Accept(by=dispatcher, ticket=ticket.id, seen=ticket.version))


def test_that_another_centre_cannot_act_on_a_ticket_it_only_reads(city: City) -> None:
    ticket = city.at(State.REPORTED)

    with pytest.raises(Refused, match=r"ticket\.held_elsewhere"):
        city.give(Accept(by=an_operator(centre=VILLAGE[:9]), ticket=ticket.id, seen=ticket.version))


def test_that_the_second_of_two_is_told_who_was_first_and_when(city: City) -> None:
    ticket = city.at(State.REPORTED)
    city.clock.advance(timedelta(minutes=1))
    city.give(Accept(by=replace(city.by, name="张三"), ticket=ticket.id, seen=ticket.version))

    with pytest.raises(Stale) as told:
        city.give(Accept(by=city.by, ticket=ticket.id, seen=ticket.version))

    facts = told.value.facts
    assert (facts["by"], facts["kind"], facts["at"]) == ("张三", "accepted", NOON + timedelta(minutes=1))


def test_that_the_stage_that_begins_has_its_own_limit(city: City) -> None:
    ticket = city.at(State.REPORTED)
    city.clock.advance(timedelta(minutes=7))

    accepted = city.give(Accept(by=city.by, ticket=ticket.id, seen=ticket.version)).tickets[0]

    assert accepted.due_at == NOON + timedelta(minutes=17)
