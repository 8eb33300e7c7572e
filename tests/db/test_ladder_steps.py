"""A step in the console's own name: issued when its time has come, and refused alike on every database before that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.errors import Refused
from console.domain.records import Step
from console.domain.shift import Operator, system_at
from console.domain.ticket import Priority, Ticket, TicketId
from console.handlers import handle
from console.journal import News
from console.orders import AnyOrder, Supervise, TakeIn
from console.ports import Store
from tests.builders import IN_GRID, NOON, VILLAGE, an_operator
from tests.fakes import FakeClock

BY: Operator = an_operator()
LATE = timedelta(days=30)


def give(store: Store, order: AnyOrder, after: timedelta = timedelta()) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, FakeClock(NOON + after))


def a_ticket_of_now(store: Store) -> Ticket:
    order = TakeIn(
        by=BY, id=TicketId(11), category="2101", title="窨井盖损坏", source="public", reported_at=NOON, place=IN_GRID,
        priority=Priority.P2,
    )  # fmt: skip
    return give(store, order).tickets[0]


def a_card(ticket: Ticket, step: Step, why: str) -> Supervise:
    by = system_at(VILLAGE, "desk-1")
    return Supervise(by=by, ticket=ticket.id, seen=ticket.version, step=step, responsible="王五", reason=why)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step.REMINDER, "nearly_due"),
        (Step.YELLOW, "overdue"),
        (Step.RED, "overdue_again"),
        (Step.BLACK, "transferred"),
        (Step.YELLOW, "because"),
    ],
)
def test_that_a_step_is_not_issued_before_its_time(any_store: Store, step: Step, why: str) -> None:
    ticket = a_ticket_of_now(any_store)
    with pytest.raises(Refused, match=r"supervise\.not_due"):
        give(any_store, a_card(ticket, step, why))
    assert any_store.archive().timeline(ticket.id)[0] == ticket


def test_that_the_step_whose_time_has_come_is_issued(store: Store) -> None:
    ticket = a_ticket_of_now(store)
    (after,) = give(store, a_card(ticket, Step.YELLOW, "overdue"), LATE).tickets
    assert [card.step for card in after.noted.cards] == [Step.YELLOW]


def test_that_a_step_that_was_issued_is_refused_as_such_and_not_as_too_early(store: Store) -> None:
    ticket = a_ticket_of_now(store)
    give(store, a_card(ticket, Step.RED, "overdue"), LATE)
    with pytest.raises(Refused, match=r"supervise\.twice"):
        give(store, a_card(replace(ticket, version=2), Step.YELLOW, "transferred"), LATE)
