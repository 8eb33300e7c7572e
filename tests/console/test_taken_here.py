"""A ticket taken in without a link: what stands here meanwhile is what the database then has, but for its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from console.atlas import Atlas
from console.board import Board
from console.domain.shift import Role
from console.domain.ticket import Caller, Priority, State, Ticket, TicketId
from console.foreseeing import foreseen
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, File, Merge, Reclassify, Sign
from console.outbox import upon
from console.taken_here import taken_here
from tests.builders import IN_FAR_GRID, NOON, NOWHERE
from tests.console.sending_desk import BY, Seat, a_store, dispatch, take_in
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock

ONE, TWO = TicketId(1), TicketId(2)
HOUR = timedelta(hours=1)


@pytest.fixture
def seat(caplog: pytest.LogCaptureFixture) -> Seat:
    return Seat(a_store(), FakeOutbox(BY.name), FakeClock())


def queue(*orders: AnyOrder) -> tuple[Kept, ...]:
    return tuple(Kept(n=n, order=one, stand=Stand.QUEUED, given_at=NOON) for n, one in enumerate(orders, 1))


def a_board(seat: Seat) -> Board:
    board = Board(BY.centre)
    board.load(seat.store.archive().situation(BY.centre))
    return board


def here(board: Board, order: AnyOrder) -> Ticket | None:
    atlas = Atlas(tuple(board.regions.values()))
    return taken_here(queue(order)[0], board, atlas.grid_at, "new")


def without_number(ticket: Ticket | None) -> Ticket:
    assert ticket is not None
    return replace(ticket, number="", version=1)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"place": None},
        {"place": IN_FAR_GRID},
        {"place": NOWHERE},
        {"priority": Priority.P1},
        {"caller": Caller("张晓明", "13912345678"), "description": "第一行\n第二行", "address": "人民路 10 号"},
        {"outside_number": "12345-1"},
    ],
    ids=["as usual", "no place", "another grid", "no grid", "critical", "caller and more", "from elsewhere"],
)
def test_that_it_is_what_the_database_then_makes_of_it(seat: Seat, said: dict[str, Any]) -> None:
    order = replace(take_in(), **said)
    told = here(a_board(seat), order)
    assert told is not None
    assert (told.version, told.number, told.is_here_only) == (0, "new", True)
    (made,) = seat.give(order).result().tickets
    assert without_number(told) == without_number(made)


def test_that_its_clocks_count_from_when_it_was_taken_in(seat: Seat) -> None:
    order = take_in()
    told = here(a_board(seat), order)
    seat.store.cut()
    seat.give(order)
    seat.clock.advance(HOUR)
    seat.store.mend()
    seat.try_again()
    made = seat.store.rows.tickets[ONE]
    assert told is not None
    assert (made.due_at, made.warn_at, made.clocks, made.noted) == (told.due_at, told.warn_at, told.clocks, told.noted)
    assert made.stage_since == NOON + HOUR


def test_that_a_desk_whose_clock_runs_ahead_lets_none_count_from_tomorrow(seat: Seat) -> None:
    (made,) = seat.give(replace(take_in(), taken_at=NOON + HOUR)).result().tickets
    assert made.noted.arrived_at == NOON


def test_that_what_would_be_refused_stands_nowhere(seat: Seat) -> None:
    checker = replace(BY, roles=frozenset({Role.CHECKER}))
    assert here(a_board(seat), take_in(by=checker)) is None


def test_that_only_an_intake_makes_a_ticket(seat: Seat) -> None:
    assert here(a_board(seat), dispatch()) is None


def chain(*orders: Any) -> list[Any]:
    """Return an intake and the orders, each given upon all that waits by then."""
    given: list[Any] = [take_in()]
    for order in orders:
        given.append(upon(order, [ONE], queue(*given)))
    return given


CHAINS: dict[str, Sequence[Any]] = {
    "nothing": [],
    "accepted and filed": [Accept(by=BY, ticket=ONE, seen=1), File(by=BY, ticket=ONE, seen=1)],
    "dispatched": [dispatch()],
    "corrected, dispatched, signed": [
        Reclassify(by=BY, ticket=ONE, seen=1, reason="另类", category="2102"), dispatch(), Sign(by=BY, ticket=ONE, seen=1),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_that_what_is_ordered_upon_it_is_foreseen_as_the_database_has_it_afterwards(seat: Seat, name: str) -> None:
    orders, board = chain(*CHAINS[name]), a_board(seat)
    first = here(board, orders[0])
    assert first is not None
    board.keep_here([first])
    told = foreseen(first, queue(*orders), board, seat.clock)
    seat.store.cut()
    for order in orders:
        seat.give(order)
    seat.store.mend()
    seat.try_again()
    assert (told and replace(told, number="")) == replace(seat.store.rows.tickets[ONE], number="")


def test_that_a_known_ticket_is_merged_into_one_that_is_here_only(seat: Seat) -> None:
    seat.give(take_in(2))
    board = a_board(seat)
    first = here(board, take_in())
    assert first is not None
    board.keep_here([first])
    merged = Merge(by=BY, ticket=TWO, seen=1, into=ONE, into_seen=1, reason="同一件")
    told = foreseen(board.tickets[TWO], queue(take_in(), merged), board, seat.clock)
    assert told is not None
    assert (told.state, told.noted.merged_into) == (State.MERGED, ONE)


def test_that_an_order_about_one_that_stands_nowhere_is_not_foreseen(seat: Seat) -> None:
    board = a_board(seat)
    first = here(board, take_in())
    assert first is not None
    merged = Merge(by=BY, ticket=ONE, seen=1, into=TWO, into_seen=1, reason="同一件")
    board.keep_here([first])
    assert foreseen(first, queue(take_in(), take_in(2), merged), board, seat.clock) is None
