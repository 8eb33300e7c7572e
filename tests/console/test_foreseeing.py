"""What a ticket is once the queued orders are done: just as the database has it afterwards, or not told at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from console.board import Board
from console.domain.shift import Role
from console.domain.ticket import State, Ticket, TicketId
from console.foreseeing import foreseen
from console.kept import Kept, Stand
from console.orders import (
    Accept,
    AnyOrder,
    CheckPass,
    Close,
    Escalate,
    FeedBack,
    File,
    Merge,
    Sign,
    Unmerge,
)
from console.patrol_orders import PlantPatrol
from tests.builders import NOON
from tests.console.sending_desk import BY, Seat, a_store, dispatch, take_in
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock

ONE, TWO = TicketId(1), TicketId(2)


def a_seat() -> Seat:
    seat = Seat(a_store(), FakeOutbox(BY.name), FakeClock())
    for id_ in (1, 2):
        seat.give(take_in(id_)).result()
    return seat


def a_board(seat: Seat) -> Board:
    board = Board(BY.centre)
    board.load(seat.store.archive().situation(BY.centre))
    return board


def queue(*orders: AnyOrder) -> tuple[Kept, ...]:
    return tuple(Kept(n=n, order=one, stand=Stand.QUEUED, given_at=NOON) for n, one in enumerate(orders, 1))


def seen(seat: Seat, *orders: AnyOrder, id_: TicketId = ONE) -> Ticket | None:
    board = a_board(seat)
    return foreseen(board.tickets[id_], queue(*orders), board, seat.clock)


def accept(seen_at: int = 1, **more: Any) -> Accept:
    return Accept(by=BY, ticket=ONE, seen=seen_at, **more)


def chain(*orders: Any) -> Sequence[Any]:
    """Return the orders, each given upon the one before."""
    given: list[Any] = []
    for order in orders:
        given.append(replace(order, after=(given[-1].key,)) if given else order)
    return given


CHAINS: dict[str, Sequence[Any]] = {
    "accept": [accept()],
    "accept, file": chain(accept(), File(by=BY, ticket=ONE, seen=1)),
    "dispatch, sign, feed back": chain(
        dispatch(), Sign(by=BY, ticket=ONE, seen=1), FeedBack(by=BY, ticket=ONE, seen=1, result="换好了")
    ),
    "dispatch to close": chain(
        dispatch(),
        Sign(by=BY, ticket=ONE, seen=1),
        FeedBack(by=BY, ticket=ONE, seen=1, result="换好了"),
        CheckPass(by=BY, ticket=ONE, seen=1),
        Close(by=BY, ticket=ONE, seen=1),
    ),
    "merge": [Merge(by=BY, ticket=ONE, seen=1, into=TWO, into_seen=1, reason="同一件")],
}


@pytest.mark.parametrize("name", CHAINS)
def test_that_what_is_foreseen_is_what_the_database_has_when_all_is_sent(name: str) -> None:
    seat = a_seat()
    told = seen(seat, *CHAINS[name])
    for order in CHAINS[name]:
        seat.give(order).result()
    assert told == seat.store.rows.tickets[ONE]


def test_that_the_board_is_not_changed_by_looking_ahead() -> None:
    seat = a_seat()
    board = a_board(seat)
    foreseen(board.tickets[ONE], queue(dispatch()), board, seat.clock)
    assert (board.tickets[ONE].state, board.in_hand.total()) == (State.REPORTED, 0)


def test_that_a_ticket_that_another_was_merged_into_is_foreseen_with_it() -> None:
    told = seen(a_seat(), Merge(by=BY, ticket=ONE, seen=1, into=TWO, into_seen=1, reason="同一件"), id_=TWO)
    assert told is not None
    assert told.noted.merged == (int(ONE),)


def test_that_an_order_about_another_ticket_is_not_looked_at() -> None:
    assert seen(a_seat(), dispatch(), id_=TWO) == a_board(a_seat()).tickets[TWO]


@pytest.mark.parametrize(
    "orders",
    [
        [accept(seen_at=7)],
        [Sign(by=BY, ticket=ONE, seen=1)],
        [PlantPatrol(by=BY, ticket=ONE, seen=1, every_days=7, times=2)],
        [Merge(by=BY, ticket=ONE, seen=1, into=TicketId(9), into_seen=1, reason="同一件")],
        [Escalate(by=replace(BY, roles=frozenset({Role.CREW})), ticket=ONE, seen=1, reason="大事")],
    ],
    ids=["stale", "wrong state", "not known here", "into a ticket not known here", "not this role's"],
)
def test_that_what_cannot_be_told_or_would_be_refused_is_not_foreseen(orders: Sequence[AnyOrder]) -> None:
    assert seen(a_seat(), *orders) is None


def test_that_what_needs_the_past_is_not_foreseen() -> None:
    seat = a_seat()
    merged = replace(a_board(seat).tickets[ONE], state=State.MERGED)
    told = foreseen(merged, queue(Unmerge(by=BY, ticket=ONE, seen=1, reason="不是一件")), Board(BY.centre), seat.clock)
    assert told is None
