"""The sweep: any desk issues what is due, each step once, and none waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from threading import Event

import pytest

from console import rulebook
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.records import Records, Step
from console.domain.shift import system_at
from console.domain.ticket import State
from console.journal import Kind, News
from console.orders import Supervise
from console.ports import Outage
from console.sweep import AT_ONCE, OTHERS_WAIT, Sweeper, overdue
from tests.builders import NOON, OTHER_DISTRICT, TOWNSHIP, VILLAGE, a_ticket
from tests.console.conftest import City
from tests.fakes import FakeClock

HERE = system_at(VILLAGE, "desk-1")
RULES = rulebook.shipped()
LIMIT = timedelta(minutes=10)
LATE = NOON + LIMIT + timedelta(seconds=1)
TIMEOUT_S = 10


def sweeper_of(submit: Callable[[Supervise], Future[News]], heard: Callable[[News], None]) -> Sweeper:
    return Sweeper(submit, HERE, FakeClock(LATE), heard)


def test_that_the_gravest_comes_first_with_the_one_who_answers() -> None:
    late, later = a_ticket(due_at=NOON + LIMIT), a_ticket(state=State.FILED, due_at=NOON + timedelta(minutes=2))

    orders = overdue([late, later], LATE, RULES, HERE)

    assert [(order.ticket, order.step, order.responsible) for order in orders] == [
        (later.id, Step.BLACK, "dispatcher"),
        (late.id, Step.YELLOW, "call_taker"),
    ]


def test_that_one_sweep_issues_no_more_than_a_desk_does_meanwhile() -> None:
    yellow = [a_ticket() for _ in range(AT_ONCE)]
    black = a_ticket(due_at=NOON + timedelta(minutes=2))

    orders = overdue([*yellow, black], LATE, RULES, HERE)

    assert (len(orders), orders[0].ticket) == (AT_ONCE, black.id)


def test_that_a_ticket_in_time_is_looked_at_for_what_happened_too_often() -> None:
    in_time = a_ticket(warn_at=NOON + timedelta(days=1), due_at=NOON + timedelta(days=2), noted=Records(returns=3))

    assert [order.step for order in overdue([in_time], NOON, RULES, HERE)] == [Step.BLACK]


def test_that_the_desks_above_wait_for_those_whose_turn_it_is() -> None:
    below, above = a_ticket(), system_at(TOWNSHIP, "desk-9")

    assert [order.step for order in overdue([below], LATE, RULES, HERE)] == [Step.YELLOW]
    assert [order.step for order in overdue([below], LATE, RULES, above)] == [Step.REMINDER]
    assert [order.step for order in overdue([below], LATE + OTHERS_WAIT, RULES, above)] == [Step.YELLOW]


def test_that_a_ticket_whose_turn_is_elsewhere_is_left_alone() -> None:
    passed_on = a_ticket(centre=OTHER_DISTRICT)

    assert overdue([passed_on], NOON + timedelta(days=1), RULES, HERE) == []


def test_that_two_desks_that_sweep_at_once_make_one_line_a_step(city: City) -> None:
    ticket = city.at(State.DISPATCHED)
    city.clock.advance(timedelta(minutes=31))
    seen = (city.stored(ticket),)
    orders = [overdue(seen, city.clock.now(), RULES, system_at(VILLAGE, desk))[0] for desk in ("desk-1", "desk-2")]

    city.give(orders[0])
    with pytest.raises(Refused):
        city.give(orders[1])

    assert overdue((city.stored(ticket),), city.clock.now(), RULES, HERE) == []
    assert [line.step for line in city.stored(ticket).noted.cards] == [Step.URGE]


def test_that_the_desk_issues_what_is_due_and_tells_it(city: City) -> None:
    ticket = city.at(State.DISPATCHED)
    city.clock.advance(timedelta(minutes=31))
    told: Future[News] = Future()
    desk = Desk(city.store, city.clock)
    sweeper = Sweeper(desk.submit, HERE, city.clock, told.set_result)

    sweeper.sweep((city.stored(ticket),), RULES)

    entry = told.result(TIMEOUT_S).entries[0]
    sweeper.stop()
    desk.close()
    assert (entry.kind, entry.by, entry.detail["responsible"]) == (Kind.SUPERVISED, "system", "王五")


def test_that_what_another_desk_was_quicker_with_is_passed_over() -> None:
    heard: Future[News] = Future()
    quicker, ours = a_ticket(due_at=NOON), a_ticket()

    def submit(order: Supervise) -> Future[News]:
        ended: Future[News] = Future()
        if order.ticket == quicker.id:
            ended.set_exception(Refused("supervise.twice", number=quicker.number))
        else:
            ended.set_result(News(entries=(), tickets=(ours,), desk="desk-1"))
        return ended

    sweeper = sweeper_of(submit, heard.set_result)
    sweeper.sweep((quicker, ours), RULES)

    assert heard.result(TIMEOUT_S).tickets == (ours,)
    sweeper.stop()


def test_that_a_sweep_that_comes_during_another_is_left_out() -> None:
    begun, goes_on = Event(), Event()
    asked: list[Supervise] = []

    def submit(order: Supervise) -> Future[News]:
        asked.append(order)
        begun.set()
        goes_on.wait(TIMEOUT_S)
        ended: Future[News] = Future()
        ended.set_result(News(entries=(), tickets=(), desk="desk-1"))
        return ended

    sweeper = sweeper_of(submit, lambda _news: None)
    sweeper.sweep((a_ticket(),), RULES)
    assert begun.wait(TIMEOUT_S)
    sweeper.sweep((a_ticket(),), RULES)
    goes_on.set()
    sweeper.stop()

    assert len(asked) == 1


def test_that_a_lost_link_breaks_a_sweep_off_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    asked: list[Supervise] = []

    def submit(order: Supervise) -> Future[News]:
        asked.append(order)
        ended: Future[News] = Future()
        ended.set_exception(Outage("no link"))
        return ended

    sweeper = sweeper_of(submit, lambda _news: None)
    sweeper.sweep((a_ticket(), a_ticket()), RULES)
    sweeper.stop()

    assert len(asked) <= 1
    assert caplog.records == []
