"""The send path: kept before it is sent, sent once and in order, and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from console.desk import Desk
from console.domain.errors import Refused, Stale
from console.domain.shift import Operator
from console.domain.ticket import State, Target, TargetKind, TicketId
from console.journal import News
from console.kept import End, Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, Reclassify, ReportFixes, TakeIn
from console.outbox import BEHIND, NOT_SENT, NOT_UNDERSTOOD
from console.ports import Outage
from console.sending import SENT_AGAIN, Sending, Waits
from tests.builders import CITY, GRID, IN_GRID, NOON, a_crew, a_region_tree, an_operator
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock, FakeStore

BY = an_operator(centre=CITY)
OTHER = an_operator(centre=CITY, name="王五", desk="seat-5")


class Step(Executor):
    """Runs nothing until it is told to: a thread whose pace the test sets."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - an executor hands on whatever was raised
                future.set_exception(error)

        self.waiting.append(run)
        return future

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Seat:
    """A desk whose two threads go when the test lets them, with what it was told."""

    def __init__(self, store: FakeStore, outbox: FakeOutbox, clock: FakeClock) -> None:
        self.store, self.outbox, self.clock = store, outbox, clock
        self.keeper, self.writer = Step(), Step()
        self.desk = Desk(store, clock, self.writer, Step(), outbox=outbox, keeper=self.keeper)
        assert self.desk.sending is not None
        self.sending: Sending = self.desk.sending
        self.told: tuple[Kept, ...] = ()
        self.late: list[tuple[AnyOrder, News]] = []
        self.sending.listen(self._hear, lambda order, news: self.late.append((order, news)))

    def _hear(self, kept: tuple[Kept, ...]) -> None:
        self.told = kept

    def go(self) -> None:
        """Let both threads do all that they have."""
        while self.keeper.waiting or self.writer.waiting:
            self.keeper.run()
            self.writer.run()

    def give(self, order: AnyOrder) -> Future[News]:
        given = self.desk.submit(order)
        self.go()
        return given

    def try_again(self) -> None:
        self.sending.try_again()
        self.go()

    def stands(self) -> list[tuple[AnyOrder, Stand]]:
        return [(one.order, one.stand) for one in self.told]

    def applied(self, order: AnyOrder) -> int:
        """Return how often the order is in the journal."""
        return len([line for line in self.store.rows.lines if line.entry.key == order.key and line.entry.part == 0])


def a_store() -> FakeStore:
    made = FakeStore()
    made.registry().add_regions(a_region_tree())
    made.registry().add_crews([a_crew()])
    return made


@pytest.fixture
def store() -> FakeStore:
    return a_store()


@pytest.fixture
def outbox() -> FakeOutbox:
    return FakeOutbox(BY.name)


@pytest.fixture
def seat(store: FakeStore, outbox: FakeOutbox) -> Iterator[Seat]:
    made = Seat(store, outbox, FakeClock())
    yield made
    made.go()


def take_in(id_: int = 1, by: Operator = BY) -> TakeIn:
    return TakeIn(
        by=by, id=TicketId(id_), category="2101", title="窨井盖", source="public", reported_at=NOON, place=IN_GRID
    )


def accept(id_: int = 1, seen: int = 1, by: Operator = BY) -> Accept:
    return Accept(by=by, ticket=TicketId(id_), seen=seen)


def dispatch(id_: int = 1, seen: int = 1) -> Dispatch:
    return Dispatch(by=BY, ticket=TicketId(id_), seen=seen, target=Target(TargetKind.GRID, GRID))


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
    assert (seat.applied(order), seat.stands()) == (1, [])


def test_that_what_others_order_at_this_desk_goes_past_its_outbox(seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    seat.store.cut()
    with pytest.raises(Outage):
        seat.give(take_in(by=OTHER)).result()
    with pytest.raises(Outage):
        seat.give(ReportFixes(by=BY, fixes=())).result()
    assert seat.outbox.all() == ()
