"""The outbox of an operator who has a role of their own at the server: what it sends goes through the door, and once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest

from console.clocks import SystemClock
from console.desk import Desk
from console.domain.grid import RegionCode
from console.domain.shift import SEAT_ROLES, Operator
from console.domain.ticket import State, Target, TargetKind, TicketId
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, File, Sign, TakeIn
from console.ports import Store
from console.sending import Waits
from db import administration
from db.engine import open_store
from db.local_server import OWNER
from tests.builders import GRID, IN_GRID, NOON, VILLAGE, a_crew, a_region_tree
from tests.db.killed_console import Fate, PointedStore

pytestmark = pytest.mark.postgres

BY, OTHER = (Operator(name=name, centre=RegionCode(VILLAGE), desk=f"desk of {name}") for name in ("李四", "赵六"))
TICKET = TicketId(11)


@pytest.fixture
def url(server_url: str) -> str:
    """Return the address of a server with two operators of one village."""
    owner = open_store(server_url)
    owner.registry().add_regions(a_region_tree())
    owner.registry().add_crews([a_crew()])
    owner.close()
    server = administration.Server(server_url)
    server.upgrade()
    for one in (BY, OTHER):
        server.grant(one.name, one.centre, SEAT_ROLES, None)
    server.close()
    return server_url


def as_role(url: str, name: str) -> str:
    return url.replace(f"{OWNER}@", f"{quote(name)}@")


class Seat:
    """An operator at the server, whose answers can be lost, and whose link can be cut."""

    def __init__(self, url: str, folder: Path) -> None:
        self.store = PointedStore(as_role(url, BY.name), Fate())
        self.desk = Desk(self.store, SystemClock(), outbox=self.store.store.outbox(folder, BY.name))
        assert self.desk.sending is not None
        self.sending = self.desk.sending
        self.waiting: tuple[Kept, ...] = ()
        self.sending.listen(self._hear, lambda _order, _news: None)

    def give(self, order: AnyOrder) -> BaseException | None:
        return self.desk.submit(order).exception()

    def try_again(self) -> None:
        self.sending.try_again()
        for thread in (self.desk._keeper, self.desk._writer):
            done: Future[None] = thread.submit(lambda: None)
            done.result()

    def lines(self) -> list[UUID]:
        return [entry.key for entry in self.store.archive().timeline(TICKET)[1]]

    def _hear(self, waiting: tuple[Kept, ...]) -> None:
        self.waiting = waiting


@pytest.fixture
def seat(url: str, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(url, tmp_path)
    yield made
    made.desk.close()
    made.store.close()


@pytest.fixture
def other(url: str) -> Iterator[Store]:
    opened = open_store(as_role(url, OTHER.name))
    yield opened
    opened.close()


def take_in() -> TakeIn:
    return TakeIn(
        by=BY, id=TICKET, category="2101", title="窨井盖损坏", source="public", reported_at=NOON, place=IN_GRID
    )


def test_that_an_order_whose_answer_was_lost_goes_through_the_door_once(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    order = take_in()
    seat.store.loses_answer = True
    assert isinstance(seat.give(order), Waits)
    seat.try_again()
    assert (seat.lines(), seat.waiting) == ([order.key], ())


def test_that_what_the_door_refuses_waits_to_be_looked_at_and_goes_when_it_is_sent_anew(
    seat: Seat, other: Store, caplog: pytest.LogCaptureFixture
) -> None:
    assert seat.give(take_in()) is None
    seat.store.is_cut = True
    order = Dispatch(by=BY, ticket=TICKET, seen=1, target=Target(TargetKind.GRID, GRID))
    seat.give(order)
    first = Desk(other, SystemClock())
    first.submit(Accept(by=OTHER, ticket=TICKET, seen=1)).result()
    first.close()
    seat.store.is_cut = False
    seat.try_again()
    assert [(one.order, one.stand, one.why and one.why.facts["by"]) for one in seat.waiting] == [
        (order, Stand.REVIEW, OTHER.name)
    ]
    seat.sending.retry([order.key], {TICKET: 2})
    seat.try_again()
    ticket, _ = seat.store.archive().timeline(TICKET)
    assert (ticket.state, seat.waiting) == (State.DISPATCHED, ())


def test_that_an_order_given_upon_one_that_waits_goes_through_the_door_behind_it(
    seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    assert seat.give(take_in()) is None
    seat.store.is_cut = True
    order = Dispatch(by=BY, ticket=TICKET, seen=1, target=Target(TargetKind.GRID, GRID))
    seat.give(order)
    seat.give(Sign(by=BY, ticket=TICKET, seen=1, after=(order.key,)))
    seat.store.is_cut = False
    seat.try_again()
    ticket, _ = seat.store.archive().timeline(TICKET)
    assert (ticket.state, ticket.version, seat.waiting) == (State.IN_PROGRESS, 5, ())


def test_that_what_was_given_upon_an_order_that_the_door_refuses_waits_with_it(
    seat: Seat, other: Store, caplog: pytest.LogCaptureFixture
) -> None:
    assert seat.give(take_in()) is None
    seat.store.is_cut = True
    order = Accept(by=BY, ticket=TICKET, seen=1)
    upon = File(by=BY, ticket=TICKET, seen=1, after=(order.key,))
    for one in (order, upon):
        seat.give(one)
    first = Desk(other, SystemClock())
    # Leaves the version that the first would have left.
    first.submit(Accept(by=OTHER, ticket=TICKET, seen=1)).result()
    first.close()
    seat.store.is_cut = False
    seat.try_again()
    ticket, _ = seat.store.archive().timeline(TICKET)
    assert [(one.order, one.stand) for one in seat.waiting] == [(order, Stand.REVIEW), (upon, Stand.REVIEW)]
    assert ticket.state is State.ACCEPTED
