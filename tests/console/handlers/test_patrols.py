"""Follow-up patrols: a closed ticket plants checks, and each comes once, as a ticket of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from console import lifecycle, sweep_patrols
from console.domain.errors import Refused
from console.domain.shift import system_at
from console.domain.ticket import State, Ticket, TicketId
from console.journal import Kind
from console.numbering import TicketIds
from console.orders import Close, Reopen
from console.patrol_orders import EndPatrol, PlantPatrol, TakeInCheck
from tests.builders import VILLAGE
from tests.console.conftest import City

WEEK = timedelta(days=7)


def closed(city: City) -> Ticket:
    ticket = city.at(State.CHECKED)
    return city.give(Close(by=city.by, ticket=ticket.id, seen=ticket.version)).tickets[0]


def plant(city: City, ticket: Ticket, **said: Any) -> None:
    told: dict[str, Any] = {"every_days": 7, "times": 2, "text": "看是否复发"} | said
    city.give(PlantPatrol(by=city.by, ticket=ticket.id, seen=city.stored(ticket).version, **told))


def due(city: City, desk: str = "desk-1") -> list[TakeInCheck]:
    patrols = city.store.archive().ledgers.due_patrols(VILLAGE, city.clock.now())
    return sweep_patrols.checks(patrols, system_at(VILLAGE, desk), TicketIds(desk, city.clock))


def checks(city: City) -> list[Ticket]:
    return [ticket for ticket in city.store.rows.tickets.values() if ticket.title.startswith("复查")]


def test_that_a_check_is_taken_in_when_it_is_due_and_not_before(city: City) -> None:
    first = closed(city)
    plant(city, first)
    assert due(city) == []
    city.clock.advance(WEEK)
    (order,) = due(city)
    (check,) = city.give(order).tickets
    assert (check.title, check.source, check.state) == (f"复查 {first.title}", "system", State.REPORTED)
    assert (check.grid, check.place, check.category, check.centre) == (first.grid, first.place, first.category, VILLAGE)


def test_that_a_check_names_the_ticket_that_planted_it(city: City) -> None:
    first = closed(city)
    plant(city, first)
    city.clock.advance(WEEK)
    news = city.give(due(city)[0])
    assert news.entries[0].detail == {"source": "system", "patrol_of": first.number}
    assert first.number in news.tickets[0].description


def test_that_two_desks_take_one_check_in(city: City) -> None:
    plant(city, closed(city))
    city.clock.advance(WEEK)
    for order in [*due(city, "desk-1"), *due(city, "desk-2")]:
        city.give(order)
    assert len(checks(city)) == 1


def test_that_an_order_for_a_check_that_has_gone_on_does_nothing(city: City) -> None:
    first = closed(city)
    plant(city, first)
    city.clock.advance(WEEK)
    (order,) = due(city)
    city.give(order)
    late = TakeInCheck(by=order.by, first=first.id, due_at=order.due_at, id=TicketId(77))
    assert city.give(late).entries == ()
    assert len(checks(city)) == 1


def test_that_there_are_as_many_checks_as_were_planted(city: City) -> None:
    plant(city, closed(city), times=2)
    for _ in range(4):
        city.clock.advance(WEEK)
        for order in due(city):
            city.give(order)
    assert len(checks(city)) == 2


def test_that_what_was_slept_through_is_one_check(city: City) -> None:
    first = closed(city)
    plant(city, first, times=9)
    city.clock.advance(5 * WEEK)
    for _ in range(3):
        for order in due(city):
            city.give(order)
    assert len(checks(city)) == 1


def test_that_no_check_comes_while_the_matter_is_open_again(city: City) -> None:
    first = closed(city)
    plant(city, first)
    city.give(Reopen(by=city.by, ticket=first.id, seen=city.stored(first).version, reason="又坏了"))
    city.clock.advance(WEEK)
    (order,) = due(city)
    assert city.give(order).tickets == ()
    assert due(city) == []


def test_that_checks_that_were_ended_come_no_more(city: City) -> None:
    first = closed(city)
    plant(city, first)
    news = city.give(EndPatrol(by=city.by, ticket=first.id, seen=city.stored(first).version))
    assert news.entries[0].kind is Kind.PATROL_ENDED
    city.clock.advance(WEEK)
    assert due(city) == []


@pytest.mark.parametrize("said", [{"every_days": 0}, {"every_days": 400}, {"times": 0}, {"times": 53}])
def test_that_a_plan_that_cannot_be_is_refused(city: City, said: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"patrol\.bad_plan"):
        plant(city, closed(city), **said)


def test_that_checks_are_not_planted_twice(city: City) -> None:
    first = closed(city)
    plant(city, first)
    with pytest.raises(Refused, match=r"patrol\.planted_already"):
        plant(city, first)


def why_not_ended(city: City, ticket: Ticket) -> str | None:
    refused = lifecycle.why_not("end_patrol", city.stored(ticket), city.by)
    return None if refused is None else refused.code


def test_that_ending_checks_is_offered_while_there_are_any_to_come(city: City) -> None:
    first = closed(city)
    told = [why_not_ended(city, first)]
    plant(city, first)
    told.append(why_not_ended(city, first))
    city.give(EndPatrol(by=city.by, ticket=first.id, seen=city.stored(first).version))
    assert [*told, why_not_ended(city, first)] == ["patrol.none", None, "patrol.none"]


def test_that_with_the_last_check_they_have_ended(city: City) -> None:
    first = closed(city)
    plant(city, first, times=2)
    told = []
    for _ in range(2):
        city.clock.advance(WEEK)
        (order,) = due(city)
        news = city.give(order)
        told.append(([entry.kind for entry in news.entries], why_not_ended(city, first)))
    assert told == [([Kind.TAKEN_IN], None), ([Kind.TAKEN_IN, Kind.PATROL_ENDED], "patrol.none")]


def test_that_checks_that_have_ended_can_be_planted_again(city: City) -> None:
    first = closed(city)
    plant(city, first, times=1)
    city.clock.advance(WEEK)
    city.give(due(city)[0])
    plant(city, first)
    assert why_not_ended(city, first) is None


def test_that_what_has_no_check_to_come_cannot_be_ended(city: City) -> None:
    first = closed(city)
    with pytest.raises(Refused, match=r"patrol\.none"):
        city.give(EndPatrol(by=city.by, ticket=first.id, seen=first.version))


def test_that_an_open_ticket_plants_nothing(city: City) -> None:
    with pytest.raises(Refused, match=r"ticket\.wrong_state"):
        plant(city, city.take_in())
