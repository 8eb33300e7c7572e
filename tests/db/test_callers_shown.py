"""Who called, in full: told where a line of the journal says that it was looked at; the same on every engine, and at the door."""

from __future__ import annotations

from uuid import uuid4

import pytest

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.ticket import NOBODY, Caller, Ticket, TicketId
from console.handlers import handle
from console.journal import Entry, Kind
from console.orders import Accept, TakeIn
from console.ports import Store
from tests.builders import IN_GRID, NOON, an_operator
from tests.fakes import FakeClock

CALLED = Caller("王女士", "13912345678")


def taken_in(store: Store, caller: Caller = CALLED) -> Ticket:
    order = TakeIn(
        by=an_operator(),
        id=TicketId(1),
        category="2101",
        title="窨井盖损坏",
        source="public",
        reported_at=NOON,
        place=IN_GRID,
        caller=caller,
    )
    with store.unit_of_work() as uow:
        return handle(order, uow, FakeClock()).tickets[0]


def given(store: Store, order: ShowCaller | Accept) -> Entry:
    with store.unit_of_work() as uow:
        return handle(order, uow, FakeClock()).entries[0]


def show(ticket: Ticket, reason: str = "回拨") -> ShowCaller:
    return ShowCaller(by=an_operator(), ticket=ticket.id, seen=ticket.version, reason=reason)


def told(store: Store, order: ShowCaller | Accept) -> Caller:
    return store.archive().ledgers.caller_shown(order.key)


def test_that_who_called_is_told_where_a_line_says_so(any_store: Store) -> None:
    order = show(taken_in(any_store))
    given(any_store, order)
    assert told(any_store, order) == CALLED


def test_that_the_timeline_has_the_line_with_its_reason_and_nothing_of_the_caller(any_store: Store) -> None:
    given(any_store, show(taken_in(any_store)))
    _, lines = any_store.archive().timeline(TicketId(1))
    assert [(line.kind, line.by, line.reason) for line in lines[1:]] == [(Kind.CALLER_SHOWN, "李四", "回拨")]
    assert CALLED.phone not in repr(lines)


def test_that_a_line_without_a_reason_is_refused_and_tells_nothing(any_store: Store) -> None:
    order = show(taken_in(any_store), reason=" ")
    with pytest.raises(Refused, match=r"order\.no_reason"):
        given(any_store, order)
    with pytest.raises(Refused, match=r"caller\.no_line"):
        told(any_store, order)


def test_that_without_a_line_nothing_is_told(any_store: Store) -> None:
    taken_in(any_store)
    with pytest.raises(Refused, match=r"caller\.no_line"):
        any_store.archive().ledgers.caller_shown(uuid4())


def test_that_a_line_of_another_kind_tells_nothing(any_store: Store) -> None:
    ticket = taken_in(any_store)
    order = Accept(by=an_operator(), ticket=ticket.id, seen=ticket.version)
    given(any_store, order)
    with pytest.raises(Refused, match=r"caller\.no_line"):
        told(any_store, order)


def test_that_where_nobody_called_no_line_is_written(any_store: Store) -> None:
    ticket = taken_in(any_store, NOBODY)
    with pytest.raises(Refused, match=r"ticket\.no_caller"):
        given(any_store, show(ticket))
    assert len(any_store.archive().timeline(ticket.id)[1]) == 1
