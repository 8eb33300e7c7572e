"""The send path: kept before it is sent, sent once and in order, and never dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from console.domain.errors import Refused
from console.journal import Kind
from console.kept import End, Stand
from console.orders import AnyOrder, BeginShift
from console.ports import Outage
from console.sending import Waits
from tests.builders import NOON
from tests.console.sending_desk import BY, Seat, a_store, accept, take_in
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock, FakeStore


@pytest.fixture
def seat() -> Iterator[Seat]:
    made = Seat(a_store(), FakeOutbox(BY.name), FakeClock())
    yield made
    made.go()


def test_that_an_order_is_kept_before_it_is_sent(seat: Seat) -> None:
    order = take_in()
    seat.desk.submit(order)
    seat.keeper.run()
    assert ([one.order for one in seat.outbox.all()], seat.applied(order)) == ([order], 0)


def test_that_an_order_that_was_done_is_kept_no_longer(seat: Seat) -> None:
    order = take_in()
    news = seat.give(order).result()
    assert (news.tickets[0].id, seat.outbox.all(), seat.stands()) == (1, (), [])
    assert [line.how for line in seat.outbox.ended(NOON)] == [End.SENT]


def test_that_an_order_on_its_way_is_not_told_as_queued(seat: Seat) -> None:
    seat.desk.submit(take_in())
    seat.keeper.run()
    seat.sending.tell_down()
    seat.writer.run()
    assert seat.stands() == []


def test_that_what_is_not_kept_does_not_overtake_what_was_given_before(seat: Seat) -> None:
    seat.desk.submit(take_in())
    seat.desk.submit(BeginShift(by=BY))
    seat.go()
    assert [line.entry.kind for line in seat.store.rows.lines] == [Kind.TAKEN_IN, Kind.SHIFT_BEGAN]


def test_that_an_order_in_an_outage_is_kept_and_told_so(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.store.cut()
    order = take_in()
    with pytest.raises(Waits):
        seat.give(order).result()
    assert seat.stands() == [(order, Stand.QUEUED)]


def test_that_orders_given_in_an_outage_do_not_wait_for_the_database(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    seat.give(take_in(1))
    later = seat.desk.submit(take_in(2))
    seat.keeper.run()
    with pytest.raises(Waits):
        later.result(timeout=0)


def test_that_a_link_found_lost_ends_the_wait_for_an_answer(seat: Seat) -> None:
    order = take_in()
    given = seat.desk.submit(order)
    seat.keeper.run()
    seat.sending.tell_down()
    seat.keeper.run()
    with pytest.raises(Waits):
        given.result(timeout=0)
    assert seat.stands() == [(order, Stand.QUEUED)]


def test_that_what_is_queued_is_sent_in_its_order_when_the_database_is_back(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    given: list[AnyOrder] = [take_in(1), accept(1), take_in(2)]
    for order in given:
        seat.give(order)
    seat.store.mend()
    seat.try_again()
    assert [order for order, _ in seat.late] == given
    assert (seat.stands(), [seat.applied(order) for order in given]) == ([], [1, 1, 1])


def test_that_a_new_order_does_not_overtake_those_that_wait(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.store.cut()
    seat.give(take_in(1))
    seat.store.mend()
    seat.give(take_in(2))
    assert seat.store.rows.tickets == {}
    seat.try_again()
    assert [ticket.number for ticket in seat.store.rows.tickets.values()] == sorted(
        ticket.number for ticket in seat.store.rows.tickets.values()
    )


def test_that_an_order_given_after_the_outage_is_sent_at_once_again(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    seat.give(take_in(1))
    seat.store.mend()
    seat.try_again()
    assert seat.give(take_in(2)).result().tickets[0].id == 2


def test_that_a_try_into_the_outage_keeps_everything(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.store.cut()
    given = [take_in(1), take_in(2)]
    for order in given:
        seat.give(order)
    seat.try_again()
    assert seat.stands() == [(order, Stand.QUEUED) for order in given]


def test_that_a_link_that_comes_back_while_an_order_hangs_is_tried_once_more(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    order = take_in()
    seat.desk.submit(order)
    seat.keeper.run()
    seat.store.cut()

    def hang_until_the_link_is_back() -> FakeStore:
        del seat.store.unit_of_work
        seat.store.mend()
        seat.sending.try_again()
        seat.keeper.run()
        raise Outage("no answer in time")

    seat.store.unit_of_work = hang_until_the_link_is_back  # type: ignore[method-assign, assignment]
    seat.go()
    assert (seat.applied(order), seat.stands()) == (1, [])


def test_that_many_orders_given_into_a_silent_database_are_tried_once(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    for n in range(1, 5):
        seat.desk.submit(take_in(n))
    seat.go()
    assert len([one for one in caplog.records if "out of reach" in one.message]) == 1


def test_that_what_a_rule_refuses_at_once_is_told_and_not_kept(seat: Seat) -> None:
    with pytest.raises(Refused):
        seat.give(accept(9)).result()
    assert (seat.outbox.all(), [line.how for line in seat.outbox.ended(NOON)]) == ((), [End.REFUSED])


def test_that_an_order_is_told_to_be_queued_before_whoever_gave_it_hears_that_it_waits(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    seat.give(take_in(2))
    heard: list[int] = []
    for count in (1, 2):
        given = seat.desk.submit(accept(2, seen=count))
        given.add_done_callback(lambda _: heard.append(len(seat.told)))
        seat.go()
    assert heard == [2, 3]


def test_that_what_came_of_an_order_is_told_before_it_waits_no_more(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    seat.give(take_in())
    waited: list[int] = []
    seat.sending.listen(seat._hear, lambda _order, _news: waited.append(len(seat.told)))
    seat.store.mend()
    seat.try_again()
    assert (waited, seat.told) == ([1], ())


def test_that_a_call_is_kept_with_the_moment_at_which_it_was_taken_in(seat: Seat) -> None:
    seat.desk.submit(replace(take_in(), taken_at=None))
    seat.keeper.run()
    assert [getattr(one.order, "taken_at", None) for one in seat.outbox.all()] == [NOON]
