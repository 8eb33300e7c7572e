"""What was not sent at once: looked at where it no longer holds, found again after a crash, and never done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from console.desk import Desk
from console.domain.errors import Stale
from console.domain.ticket import State, TicketId
from console.journal import News
from console.kept import End, Stand
from console.orders import AnyOrder, Reclassify, ReportFixes
from console.outbox import BEHIND, NOT_SENT, NOT_UNDERSTOOD
from console.ports import Outage
from console.sending import SENT_AGAIN
from tests.builders import NOON
from tests.console.sending_desk import BY, OTHER, Seat, Step, a_store, accept, dispatch, take_in
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock, FakeStore


@pytest.fixture
def seat() -> Iterator[Seat]:
    made = Seat(a_store(), FakeOutbox(BY.name), FakeClock())
    yield made
    made.go()


def queued_and_stale(seat: Seat) -> tuple[AnyOrder, ...]:
    """Give three orders about one ticket, and one about another, in an outage in which somebody else was first."""
    for id_ in (1, 2):
        seat.give(take_in(id_))
    seat.store.cut()
    given = (dispatch(1), Reclassify(by=BY, ticket=TicketId(1), seen=1, reason="另类", category="2102"), dispatch(2))
    for order in given:
        seat.give(order)
    seat.store.mend()
    other = Desk(seat.store, seat.clock, writer := Step(), Step(), keeper=Step())
    other.submit(accept(1, by=OTHER))
    writer.run()
    seat.try_again()
    return given


def test_that_what_no_longer_holds_waits_with_all_behind_it_and_the_others_go(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, other = queued_and_stale(seat)
    assert seat.stands() == [(first, Stand.REVIEW), (second, Stand.REVIEW)]
    assert [order for order, _ in seat.late] == [other]


def test_that_what_is_in_review_says_who_was_first(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    queued_and_stale(seat)
    stale, behind = (one.why for one in seat.told)
    assert isinstance(stale, Stale)
    assert (stale.facts["by"], stale.facts["kind"], behind and behind.code) == ("王五", "accepted", BEHIND)


def test_that_what_is_in_review_is_sent_on_the_version_that_the_operator_sees(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, _ = queued_and_stale(seat)
    seat.sending.retry([first.key], {TicketId(1): 2})
    seat.go()
    assert seat.store.rows.tickets[TicketId(1)].state is State.DISPATCHED
    assert (seat.stands(), seat.applied(first)) == ([(second, Stand.REVIEW)], 1)


def test_that_what_is_sent_anew_and_does_not_hold_again_is_in_review_again(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    first, *_ = queued_and_stale(seat)
    seat.sending.retry([first.key], {TicketId(1): 1})
    seat.go()
    assert {one.key: one.stand for one in seat.told}[first.key] is Stand.REVIEW


def test_that_what_is_given_up_is_gone_and_stands_in_the_record(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    first, second, _ = queued_and_stale(seat)
    seat.sending.give_up([first.key])
    seat.go()
    seat.try_again()
    given_up = [line.order for line in seat.outbox.ended(NOON) if line.how is End.GIVEN_UP]
    assert (given_up, [one.order for one in seat.told], seat.applied(first)) == ([first], [second], 0)


def test_that_an_order_whose_answer_was_lost_is_not_done_again(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.give(take_in())
    order = accept()
    desk = Desk(seat.store, seat.clock, writer := Step(), Step(), keeper=Step())
    desk.submit(order)
    writer.run()
    seat.outbox.put([order], Stand.QUEUED, NOON)
    seat.try_again()
    assert (seat.applied(order), seat.stands(), [late for late, _ in seat.late]) == (1, [], [order])


class DoneMeanwhile(FakeStore):
    """A database where an order's first sending is committed only while it is sent once more."""

    def __init__(self, rows: Any) -> None:
        super().__init__()
        self.rows = rows
        self.meanwhile: Callable[[], None] | None = None

    def unit_of_work(self) -> Any:
        uow = super().unit_of_work()
        if self.meanwhile is not None:
            ask, first = uow.news_of, self.meanwhile
            self.meanwhile = None

            def news_of(key: UUID) -> News | None:
                found: News | None = ask(key)
                first()
                raise Stale(ticket=1, version=2, by=BY.name, kind="accepted", at=NOON) if found is None else Outage()

            uow.news_of = news_of  # type: ignore[method-assign]
        return uow


def test_that_an_order_that_was_beaten_by_its_own_first_sending_is_done(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.give(take_in())
    order = accept()
    store = DoneMeanwhile(seat.store.rows)
    again = Seat(store, FakeOutbox(BY.name), seat.clock)
    again.outbox.put([order], Stand.QUEUED, NOON)

    def commit_the_first() -> None:
        store.writing.release()
        Desk(store, seat.clock, writer := Step(), Step(), keeper=Step()).submit(order)
        writer.run()
        store.writing.acquire()

    store.meanwhile = commit_the_first
    again.try_again()
    assert (again.applied(order), again.stands(), [late for late, _ in again.late]) == (1, [], [order])


def test_that_what_is_held_is_on_the_disk_and_not_sent(seat: Seat) -> None:
    order = dispatch()
    seat.sending.hold([order])
    seat.go()
    assert ([one.stand for one in seat.outbox.all()], seat.stands()) == ([Stand.HELD], [])


def test_that_what_is_held_and_then_sent_is_done_once(seat: Seat) -> None:
    seat.give(take_in())
    order = dispatch()
    seat.sending.hold([order])
    seat.give(order).result()
    assert (seat.applied(order), seat.outbox.all()) == (1, ())


def test_that_what_is_taken_back_is_not_kept(seat: Seat) -> None:
    order = dispatch()
    seat.sending.hold([order])
    taken = seat.sending.take_back([order.key])
    seat.go()
    assert taken.result() == {order.key}
    assert seat.outbox.all() == ()


def test_that_what_was_held_at_a_crash_is_shown_and_never_sent_by_itself(seat: Seat) -> None:
    seat.give(take_in())
    order = dispatch()
    seat.sending.hold([order])
    seat.go()
    again = Seat(seat.store, seat.outbox, seat.clock)
    again.try_again()
    assert [(one.order, one.why and one.why.code) for one in again.told] == [(order, NOT_SENT)]


def test_that_what_was_queued_at_a_crash_is_sent_by_the_next_console(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    order = take_in()
    seat.give(order)
    seat.store.mend()
    again = Seat(seat.store, seat.outbox, seat.clock)
    shown = again.stands()
    again.try_again()
    assert (shown, again.stands(), again.applied(order)) == ([(order, Stand.QUEUED)], [], 1)


def test_that_an_order_on_its_way_cannot_be_taken_back(seat: Seat) -> None:
    order = take_in()
    given = seat.desk.submit(order)
    seat.keeper.run()
    taken = seat.sending.take_back([order.key])
    seat.go()
    assert (taken.result(), given.result().tickets[0].id) == (frozenset(), 1)


def test_that_an_order_that_the_console_cannot_handle_does_not_hold_up_the_others(
    seat: Seat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.give(take_in(1))
    seat.store.cut()
    broken, sound = accept(1), take_in(2)
    for order in (broken, sound):
        seat.give(order)
    seat.store.mend()
    monkeypatch.setattr("console.handlers.moves.move", lambda *_: 1 / 0)
    seat.try_again()
    assert [(one.order, one.why and one.why.code) for one in seat.told] == [(broken, NOT_UNDERSTOOD)]
    assert seat.applied(sound) == 1


def test_that_a_full_disk_here_does_not_keep_an_order_from_the_database(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    seat.outbox.fill_the_disk()
    assert seat.give(take_in()).result().tickets[0].id == 1


def test_that_an_order_that_neither_disk_took_is_an_outage(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.outbox.fill_the_disk()
    seat.store.cut()
    with pytest.raises(Outage):
        seat.give(take_in()).result()


def test_that_a_disk_that_is_full_when_an_order_is_done_does_not_do_it_again(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    order = take_in()
    given = seat.desk.submit(order)
    seat.keeper.run()
    seat.outbox.fill_the_disk()
    seat.go()
    seat.outbox.is_full = False
    seat.try_again()
    assert (given.result().tickets[0].id, seat.applied(order), seat.outbox.all()) == (1, 1, ())


def test_that_what_was_sent_within_the_hour_is_sent_to_the_server_that_took_over(seat: Seat) -> None:
    long_ago, lost = take_in(1), take_in(2)
    seat.give(long_ago)
    seat.clock.advance(SENT_AGAIN + timedelta(seconds=1))
    seat.give(lost)
    after = Seat(a_store(), seat.outbox, seat.clock)
    after.sending.send_again()
    after.go()
    assert (after.applied(lost), after.applied(long_ago), after.stands()) == (1, 0, [])


def test_that_sending_again_does_nothing_where_nothing_was_lost(seat: Seat) -> None:
    order = take_in()
    seat.give(order)
    seat.sending.send_again()
    seat.go()
    assert (seat.applied(order), seat.stands(), seat.late) == (1, [], [])


def test_that_where_the_server_that_took_over_does_not_answer_what_it_may_lack_stays_queued(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    order = take_in()
    seat.give(order)
    after = Seat(a_store(), seat.outbox, seat.clock)
    after.store.cut()
    after.sending.send_again()
    after.go()
    assert after.stands() == [(order, Stand.QUEUED)]


def test_that_what_others_order_at_this_desk_goes_past_its_outbox(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.store.cut()
    with pytest.raises(Outage):
        seat.give(take_in(by=OTHER)).result()
    with pytest.raises(Outage):
        seat.give(ReportFixes(by=BY, fixes=())).result()
    assert seat.outbox.all() == ()
