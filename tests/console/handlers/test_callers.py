"""Who may look at the caller, for which reason, and what the journal keeps of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from console.caller_orders import ShowCaller
from console.domain.errors import Refused, Stale
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.domain.ticket import Caller, Holder, State, TargetKind, Ticket
from console.journal import Kind
from console.orders import Accept
from console.outbox import is_kept
from tests.builders import CITY, an_operator
from tests.console.conftest import City

CALLED = Caller("孙女士", "13800001234")
TAKER = an_operator("周八", roles=frozenset({Role.CALL_TAKER}))
CREW = an_operator("王五", roles=frozenset({Role.CREW}))


def show(ticket: Ticket, by: Operator = TAKER, reason: str = "回拨") -> ShowCaller:
    return ShowCaller(by=by, ticket=ticket.id, seen=ticket.version, reason=reason)


def code_of(city: City, order: ShowCaller) -> str:
    with pytest.raises(Refused) as refused:
        city.give(order)
    return refused.value.code


def handled_by(city: City, holder: Holder, **changes: Any) -> Ticket:
    """Return a ticket that this holder has."""
    ticket = replace(city.take_in(caller=CALLED), state=State.IN_PROGRESS, holder=holder, **changes)
    city.store.rows.tickets[ticket.id] = ticket
    return ticket


def test_that_a_line_says_who_looked_when_and_why(city: City) -> None:
    (line,) = city.give(show(city.take_in(caller=CALLED))).entries
    told = (line.kind, line.by, line.at, line.reason)
    assert told == (Kind.CALLER_SHOWN, "周八", city.clock.now(), "回拨")


def test_that_the_line_holds_nothing_of_the_caller(city: City) -> None:
    (line,) = city.give(show(city.take_in(caller=CALLED))).entries
    assert CALLED.name not in repr(line)
    assert CALLED.phone not in repr(line)


def test_that_the_lines_key_opens_the_answer(city: City) -> None:
    order = show(city.take_in(caller=CALLED))
    city.give(order)
    assert city.store.archive().ledgers.caller_shown(order.key) == CALLED


def test_that_nothing_but_the_version_changes_on_the_ticket(city: City) -> None:
    before = city.take_in(caller=CALLED)
    (after,) = city.give(show(before)).tickets
    assert replace(after, version=before.version, changed_at=before.changed_at) == before


def test_that_an_order_given_twice_writes_one_line(city: City) -> None:
    order = show(city.take_in(caller=CALLED))
    assert city.give(order) == city.give(order)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_that_there_is_no_looking_without_a_reason(city: City, reason: str) -> None:
    assert code_of(city, show(city.take_in(caller=CALLED), reason=reason)) == "order.no_reason"


OPENED = """version = 1
[[verbs]]
name = "show_caller"
roles = ["call_taker", "dispatcher", "shift_lead"]
reason = false
"""


def open_up(city: City) -> None:
    """Let the city's own table name more roles, and want no reason."""
    city.store.rows.put_rules({"lifecycle.toml": OPENED}, city.clock.now(), "周八")


def test_that_a_citys_own_table_takes_no_reason_away(city: City) -> None:
    open_up(city)
    assert code_of(city, show(city.take_in(caller=CALLED), reason=" ")) == "order.no_reason"


def test_that_a_citys_own_table_lets_no_others_look(city: City) -> None:
    open_up(city)
    by = an_operator("周八", roles=frozenset({Role.DISPATCHER, Role.SHIFT_LEAD}))
    assert code_of(city, show(city.take_in(caller=CALLED), by)) == "ticket.not_the_handler"


@pytest.mark.parametrize("role", sorted(SEAT_ROLES - {Role.CALL_TAKER}))
def test_that_no_other_seat_of_the_centre_looks_at_the_caller(city: City, role: Role) -> None:
    by = an_operator("周八", roles=frozenset({role}))
    assert code_of(city, show(city.take_in(caller=CALLED), by)) == "operator.role_missing"


def test_that_a_call_taker_above_does_not_look_at_it(city: City) -> None:
    assert code_of(city, show(city.take_in(caller=CALLED), replace(TAKER, centre=CITY))) == "ticket.held_elsewhere"


@pytest.mark.parametrize("holder", [(TargetKind.CREW, "C1", "王五"), (TargetKind.CREW, "王五", "一组")])
def test_that_the_crew_that_has_it_looks_at_it(city: City, holder: tuple[TargetKind, str, str]) -> None:
    assert city.give(show(handled_by(city, Holder(*holder)), CREW)).entries[0].by == "王五"


def test_that_a_department_that_has_it_looks_at_it(city: City) -> None:
    ticket = handled_by(city, Holder(TargetKind.DEPARTMENT, "D1", "城管局"))
    assert city.give(show(ticket, replace(CREW, name="城管局"))).entries[0].by == "城管局"


def test_that_the_worker_of_a_grid_that_has_it_looks_at_it(city: City) -> None:
    ticket = handled_by(city, Holder(TargetKind.GRID, "G1", "一号网格"))
    worker = an_operator("一号网格", roles=frozenset({Role.GRID_WORKER}))
    assert city.give(show(ticket, worker)).entries[0].by == "一号网格"


def test_that_the_crew_of_another_ticket_does_not_look_at_it(city: City) -> None:
    ticket = handled_by(city, Holder(TargetKind.CREW, "C2", "赵六"))
    assert code_of(city, show(ticket, CREW)) == "ticket.not_the_handler"


@pytest.mark.parametrize("state", [State.FEEDBACK, State.CHECKED, State.CLOSED])
def test_that_a_crew_looks_no_more_once_it_has_fed_back(city: City, state: State) -> None:
    ticket = replace(handled_by(city, Holder(TargetKind.CREW, "C1", "王五")), state=state)
    city.store.rows.tickets[ticket.id] = ticket
    assert code_of(city, show(ticket, CREW)) == "ticket.not_the_handler"


def test_that_a_dispatcher_by_the_crews_name_is_no_handler(city: City) -> None:
    by = replace(CREW, roles=frozenset({Role.DISPATCHER}))
    assert code_of(city, show(handled_by(city, Holder(TargetKind.CREW, "C1", "王五")), by)) == "operator.role_missing"


def test_that_where_nobody_called_there_is_nobody_to_show(city: City) -> None:
    assert code_of(city, show(city.take_in())) == "ticket.no_caller"


def test_that_whoever_looks_does_so_at_the_ticket_as_it_is(city: City) -> None:
    ticket = city.take_in(caller=CALLED)
    city.give(Accept(by=city.by, ticket=ticket.id, seen=ticket.version))
    with pytest.raises(Stale):
        city.give(show(ticket))


def test_that_it_is_never_kept_for_later(city: City) -> None:
    assert not is_kept(show(city.take_in(caller=CALLED)), TAKER.name)
