"""The relay: what was committed reaches the views, what was refused is told, what is held can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.errors import Stale
from console.domain.ticket import Priority, State, Target, TargetKind, Ticket, TicketId
from console.following import Link
from console.holding import HOLD
from console.journal import News
from console.orders import Accept, Dispatch, TakeIn
from console.questions import Timeline
from tests.builders import GRID, IN_GRID, NOON, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.relay import Relay


def take_in(seat: Seat, qtbot: QtBot, id_: int = 1, priority: Priority = Priority.P3) -> Ticket:
    order = TakeIn(
        by=seat.operator,
        id=TicketId(id_),
        category="2101",
        title="窨井盖损坏",
        source="public",
        reported_at=NOON,
        place=IN_GRID,
        priority=priority,
    )
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(order)
    return seat.board.tickets[order.id]


def dispatch_of(seat: Seat, ticket: Ticket) -> Dispatch:
    return Dispatch(by=seat.operator, ticket=ticket.id, seen=ticket.version, target=Target(TargetKind.GRID, GRID))


def test_that_what_was_committed_stands_on_the_board_before_it_is_called_done(seat: Seat, qtbot: QtBot) -> None:
    order = TakeIn(
        by=seat.operator, id=TicketId(5), category="2101", title="窨井盖损坏", source="public", reported_at=NOON
    )
    seen: list[bool] = []
    seat.relay.done.connect(lambda *_: seen.append(order.id in seat.board.tickets))

    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(order)

    assert seen == [True]


def test_that_the_second_desk_is_told_who_was_first(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    other = Seat(seat.store, name="张三", clock=seat.clock)
    with qtbot.waitSignal(other.relay.done):
        other.relay.submit(Accept(by=other.operator, ticket=ticket.id, seen=ticket.version))

    with qtbot.waitSignal(seat.relay.refused) as told:
        seat.relay.submit(Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version))

    refused = told.args[1]
    assert isinstance(refused, Stale)
    assert refused.facts["by"] == "张三"


def test_that_a_held_order_has_not_happened(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)

    seat.relay.hold([dispatch_of(seat, ticket)])

    assert seat.relay.is_underway(ticket.id)
    assert seat.board.tickets[ticket.id] == ticket


def test_that_a_held_order_is_sent_when_its_window_ends(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    seat.relay.hold([dispatch_of(seat, ticket)])

    with qtbot.waitSignal(seat.relay.done):
        seat.clock.advance(HOLD)

    assert seat.board.tickets[ticket.id].state is State.DISPATCHED


def test_that_what_was_taken_back_is_not_sent(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    seat.relay.hold([dispatch_of(seat, ticket)])

    assert seat.relay.take_back() is not None
    seat.clock.advance(HOLD)

    assert not seat.relay.is_underway(ticket.id)
    assert not seat.relay.holding.waiting()


def test_that_the_most_urgent_goes_at_once(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot, priority=Priority.P1)

    with qtbot.waitSignal(seat.relay.done):
        assert seat.relay.hold([dispatch_of(seat, ticket)]) is None

    assert seat.board.tickets[ticket.id].state is State.DISPATCHED


def test_that_closing_sends_what_is_still_held(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    seat.relay.hold([dispatch_of(seat, ticket)])

    with qtbot.waitSignal(seat.relay.done):
        seat.relay.send_all_held()

    assert seat.store.archive().timeline(ticket.id)[0] == seat.board.tickets[ticket.id]


def test_that_an_order_without_link_waits_and_changes_nothing(
    seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = take_in(seat, qtbot)
    seat.store.cut()
    order = Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version)

    with qtbot.waitSignal(seat.relay.waits) as told:
        seat.relay.submit(order)

    assert told.args == [order]
    assert seat.board.tickets[ticket.id] == ticket
    qtbot.waitUntil(lambda: seat.relay.is_queued(ticket.id))


def test_that_what_waited_is_done_when_the_link_is_back(
    seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = take_in(seat, qtbot)
    seat.store.cut()
    order = Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version)
    with qtbot.waitSignal(seat.relay.waits):
        seat.relay.submit(order)
    seat.store.mend()

    with qtbot.waitSignal(seat.relay.done) as told:
        seat.relay.tell_link(Link.UP)

    assert (told.args[0], seat.board.tickets[ticket.id].version) == (order, 2)
    qtbot.waitUntil(lambda: not seat.relay.is_underway(ticket.id))


def test_that_what_waits_is_tried_again_by_itself(seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    ticket = take_in(seat, qtbot)
    seat.store.cut()
    seat.relay.waiting._tries.setInterval(1)
    with qtbot.waitSignal(seat.relay.waits):
        seat.relay.submit(Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version))
    seat.store.mend()
    with qtbot.waitSignal(seat.relay.done):
        pass


def test_that_a_server_that_took_over_gets_what_it_may_lack(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    took_over = FakeStore()
    took_over.registry().add_regions(a_region_tree())
    assert seat.desk.sending is not None
    seat.desk.sending._store = took_over
    seat.relay.tell_marked()
    qtbot.waitUntil(lambda: ticket.id in took_over.rows.tickets)


def test_that_what_is_held_is_on_the_disk_until_it_is_taken_back(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)
    order = Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version)
    seat.relay.hold([order])
    held = [one.order for one in seat.outbox.all()]
    seat.relay.take_back()
    assert (held, seat.outbox.all()) == ([order], ())


def test_that_news_of_other_desks_changes_the_board_and_names_the_tickets(seat: Seat, qtbot: QtBot) -> None:
    ticket = a_ticket()

    with qtbot.waitSignal(seat.relay.tickets_changed) as told:
        seat.relay.hear(News(tickets=(ticket,), desk="other"))

    assert told.args[0] == frozenset({ticket.id})


def test_that_news_heard_while_the_board_is_loading_is_not_lost(store: FakeStore, qtbot: QtBot) -> None:
    seat = Seat(store)
    stored = take_in(seat, qtbot)
    newer = replace(stored, version=stored.version + 1, state=State.ACCEPTED)

    with qtbot.waitSignal(seat.relay.reloaded):
        seat.relay.load()
        seat.relay.hear(News(tickets=(newer,), desk="other"))

    assert seat.board.tickets[stored.id] == newer


class Readers(Executor):
    """Readers that answer when they are told to, each with what stood there when it was asked."""

    def __init__(self) -> None:
        self._asked: list[tuple[Future[Any], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._asked.append((future, fn(*args, **kwargs)))
        return future

    def answer(self) -> None:
        future, answer = self._asked.pop(0)
        future.set_result(answer)


def test_that_news_heard_between_two_loads_is_not_lost(store: FakeStore, qtbot: QtBot) -> None:
    seat, readers = Seat(store), Readers()
    stored = take_in(seat, qtbot)
    newer = replace(stored, version=stored.version + 1, state=State.ACCEPTED)
    relay = Relay(Desk(store, seat.clock, readers=readers), seat.board, seat.operator, seat.clock)
    relay.load()
    relay.load()
    with qtbot.waitSignal(relay.reloaded):
        readers.answer()

    with qtbot.waitSignal(relay.reloaded):
        relay.hear(News(tickets=(newer,), desk="other"))
        readers.answer()

    assert seat.board.tickets[stored.id] == newer


def test_that_a_question_comes_back_with_its_answer(seat: Seat, qtbot: QtBot) -> None:
    ticket = take_in(seat, qtbot)

    with qtbot.waitSignal(seat.relay.answered) as told:
        seat.relay.ask(Timeline(ticket=ticket.id))

    question, (stored, entries) = told.args
    assert (question, stored, len(entries)) == (Timeline(ticket=ticket.id), ticket, 1)


def test_that_the_link_is_known_to_the_views(seat: Seat, qtbot: QtBot) -> None:
    relay: Relay = seat.relay

    with qtbot.waitSignal(relay.link_changed):
        relay.tell_link(Link.LOST)

    assert relay.link is Link.LOST


def test_that_a_question_lost_to_a_bug_is_told_to_whoever_asked(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(seat.store, "archive", lambda: 1 / 0)
    question = Timeline(ticket=TicketId(1))
    with qtbot.waitSignal(seat.relay.failed) as told:
        seat.relay.ask(question)
    assert told.args is not None
    assert (told.args[0], type(told.args[1])) == (question, ZeroDivisionError)
