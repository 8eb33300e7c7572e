"""Orders given upon others that wait: each is done on what the one before it left, or waits to be looked at with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.desk import Desk
from console.domain.errors import Refused
from console.domain.ticket import State, TicketId
from console.kept import Stand
from console.orders import AnyTicketOrder, File, Merge, Reclassify, Sign
from console.outbox import BEHIND, renewed, upon
from tests.console.sending_desk import BY, OTHER, Seat, Step, a_store, accept, dispatch, take_in
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock

ONE, TWO = TicketId(1), TicketId(2)


@pytest.fixture
def seat(caplog: pytest.LogCaptureFixture) -> Iterator[Seat]:
    """A desk with two tickets, whose link is down."""
    made = Seat(a_store(), FakeOutbox(BY.name), FakeClock())
    for id_ in (1, 2):
        made.give(take_in(id_))
    made.store.cut()
    yield made
    made.go()


def sign(**more: Any) -> Sign:
    return Sign(by=BY, ticket=ONE, seen=1, **more)


def give_upon(seat: Seat, *orders: AnyTicketOrder) -> list[AnyTicketOrder]:
    """Give orders about ticket 1, each upon all that waits there."""
    given = []
    for order in orders:
        given.append(upon(order, [order.ticket], seat.told))
        seat.give(given[-1])
    return given


def beaten(seat: Seat) -> None:
    """Let the link come back when somebody else was first with ticket 1."""
    seat.store.mend()
    other = Desk(seat.store, seat.clock, writer := Step(), Step(), keeper=Step())
    other.submit(accept(1, by=OTHER))
    writer.run()
    seat.try_again()


def test_that_a_second_order_is_sent_on_the_version_that_the_first_left(seat: Seat) -> None:
    give_upon(seat, dispatch(), sign())
    seat.store.mend()
    seat.try_again()
    ticket = seat.store.rows.tickets[ONE]
    # The first alone wrote three lines: accepted and filed on the way.
    assert (ticket.state, ticket.version, seat.stands()) == (State.IN_PROGRESS, 5, [])


def test_that_orders_upon_one_that_was_refused_wait_with_it_and_touch_nothing(seat: Seat) -> None:
    first, second, third = give_upon(seat, dispatch(), sign(), dispatch())
    beaten(seat)
    assert seat.stands() == [(first, Stand.REVIEW), (second, Stand.REVIEW), (third, Stand.REVIEW)]
    assert seat.store.rows.tickets[ONE].state is State.ACCEPTED


def test_that_a_version_that_another_reached_meanwhile_is_not_taken_for_the_expected_one(seat: Seat) -> None:
    """The first leaves version 2, as another's order does: the second was not given upon that."""
    first, second = give_upon(seat, accept(), File(by=BY, ticket=ONE, seen=1))
    seat.sending.take_back([first.key])
    seat.go()
    beaten(seat)
    assert seat.stands() == [(second, Stand.REVIEW)]
    assert seat.store.rows.tickets[ONE].state is State.ACCEPTED


def test_that_what_was_given_upon_an_order_that_is_taken_back_waits_to_be_looked_at(seat: Seat) -> None:
    first, second = give_upon(seat, accept(), File(by=BY, ticket=ONE, seen=1))
    seat.sending.take_back([first.key])
    seat.go()
    assert [(one.order, one.stand, one.why and one.why.code) for one in seat.told] == [(second, Stand.REVIEW, BEHIND)]


def test_that_what_another_did_between_the_two_keeps_the_second_from_being_sent(seat: Seat) -> None:
    _, second = give_upon(seat, accept(), File(by=BY, ticket=ONE, seen=1))
    seat.store.mend()
    between = Desk(seat.store, seat.clock, writer := Step(), Step(), keeper=Step())
    carry_out = seat.sending._carry_out

    def then_another(order: Any) -> Any:
        news = carry_out(order)
        if order is not second:
            between.submit(
                Reclassify(by=OTHER, ticket=ONE, seen=2, reason="另类", category="2102", priority=None),
            )
            writer.run()
        return news

    seat.sending._carry_out = then_another  # type: ignore[method-assign]
    seat.try_again()
    ((order, stand),) = seat.stands()
    assert (order, stand, seat.store.rows.tickets[ONE].state) == (second, Stand.REVIEW, State.ACCEPTED)


def test_that_an_order_whose_answer_was_lost_still_carries_those_upon_it(seat: Seat) -> None:
    first, _ = give_upon(seat, accept(), File(by=BY, ticket=ONE, seen=1))
    seat.store.mend()
    elsewhere = Desk(seat.store, seat.clock, writer := Step(), Step(), keeper=Step())
    elsewhere.submit(first)
    writer.run()
    seat.try_again()
    assert (seat.store.rows.tickets[ONE].state, seat.applied(first), seat.stands()) == (State.FILED, 1, [])


def test_that_an_order_given_upon_one_that_was_done_by_then_is_done(seat: Seat) -> None:
    first = dispatch()
    seat.give(first)
    second = upon(sign(), [ONE], seat.told)
    seat.store.mend()
    seat.try_again()
    assert seat.give(second).result().tickets[0].state is State.IN_PROGRESS


def test_that_an_order_upon_one_that_never_was_done_is_refused(seat: Seat) -> None:
    second = sign(after=(dispatch().key,))
    seat.store.mend()
    seat.try_again()
    with pytest.raises(Refused, match=r"outbox\.behind"):
        seat.give(second).result()


def test_that_the_next_console_sends_both_after_a_crash(seat: Seat) -> None:
    give_upon(seat, accept(), File(by=BY, ticket=ONE, seen=1))
    seat.store.mend()
    after = Seat(seat.store, seat.outbox, seat.clock)
    after.try_again()
    assert (seat.store.rows.tickets[ONE].state, after.stands()) == (State.FILED, [])


def test_that_a_server_that_took_over_gets_what_it_lacks_before_what_was_given_upon_it(seat: Seat) -> None:
    seat.store.mend()
    seat.try_again()
    first = accept()
    seat.give(first)
    ((_, lost),) = [(one, one.order) for one in seat.outbox.ended(seat.clock.now()) if one.order == first]
    second = File(by=BY, ticket=ONE, seen=2, after=(lost.key,))
    seat.store.cut()
    seat.give(second)
    took_over = Seat(a_store(), seat.outbox, seat.clock)
    took_over.sending.send_again()
    took_over.go()
    assert (took_over.store.rows.tickets[ONE].state, took_over.stands()) == (State.FILED, [])


def test_that_a_merge_is_given_upon_what_waits_about_either_ticket(seat: Seat) -> None:
    (first,) = give_upon(seat, accept())
    (other,) = give_upon(seat, accept(2))
    merge = Merge(by=BY, ticket=ONE, seen=1, into=TWO, into_seen=1, reason="同一件")
    seat.give(given := upon(merge, [ONE, TWO], seat.told))
    assert isinstance(given, Merge)
    assert given.after == (first.key, other.key)
    seat.store.mend()
    seat.try_again()
    assert (seat.store.rows.tickets[ONE].state, seat.stands()) == (State.MERGED, [])


def test_that_an_order_sent_anew_is_upon_nothing_but_what_is_seen() -> None:
    again = renewed(sign(after=(dispatch().key,)), {ONE: 4})
    assert isinstance(again, Sign)
    assert (again.seen, again.after) == (4, ())
