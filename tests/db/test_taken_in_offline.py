"""A call taken in without a link, and what is ordered upon it: sent in that order, once, or all of it to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.desk import Desk
from console.domain.grid import RegionCode
from console.domain.shift import SEAT_ROLES, Operator
from console.domain.ticket import State, Target, TargetKind, TicketId
from console.journal import Kind
from console.kept import Kept, Stand
from console.orders import AnyTicketOrder, Dispatch, Reclassify, Sign, TakeIn
from console.outbox import BEHIND, upon
from db import administration
from db.engine import open_store
from db.local_server import OWNER
from tests.builders import GRID, IN_GRID, VILLAGE, a_crew, a_region_tree
from tests.db.conftest import AT_THE_DOOR, DATABASES
from tests.db.killed_console import Fate, PointedStore
from tests.fakes import FakeClock

BY = Operator(name="li", centre=RegionCode(VILLAGE), desk="seat-4")
ID = TicketId(11)
HOUR = timedelta(hours=1)
OUTSIDE = "12345-7"


@pytest.fixture(params=[*DATABASES, AT_THE_DOOR])
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database, on a server also as an operator's own role, who goes through its door."""
    address: str = request.getfixturevalue("file_url" if request.param == "sqlite" else "server_url")
    owner = open_store(address)
    owner.registry().add_regions(a_region_tree())
    owner.registry().add_crews([a_crew()])
    owner.close()
    if request.param != "door":
        return address
    server = administration.Server(address)
    server.upgrade()
    server.grant(BY.name, BY.centre, SEAT_ROLES, None)
    server.close()
    return address.replace(f"{OWNER}@", f"{BY.name}@")


class Seat:
    """A desk whose link can be cut, and its outbox on the disk."""

    def __init__(self, url: str, folder: Path, clock: FakeClock) -> None:
        self.store = PointedStore(url, Fate())
        self.outbox = self.store.store.outbox(folder, BY.name)
        self.desk = Desk(self.store, clock, outbox=self.outbox)
        assert self.desk.sending is not None
        self.sending = self.desk.sending
        self.waiting: tuple[Kept, ...] = ()
        self.sending.listen(self._hear, lambda _order, _news: None)

    def _hear(self, waiting: tuple[Kept, ...]) -> None:
        self.waiting = waiting

    def give(self, *orders: AnyTicketOrder | TakeIn) -> None:
        """Give orders, each upon all that waits by then."""
        for order in orders:
            given = order if isinstance(order, TakeIn) else upon(order, [order.ticket], self.waiting)
            self.desk.submit(given).exception()

    def send(self) -> None:
        self.store.is_cut = False
        self.sending.try_again()
        for thread in (self.desk._keeper, self.desk._writer):
            done: Future[None] = thread.submit(lambda: None)
            done.result()

    def close(self) -> None:
        self.desk.close()
        self.store.close()


@pytest.fixture
def clock() -> FakeClock:
    # A server's door looks at its own clock: what is sent after the hour is sent now.
    return FakeClock(datetime.now(UTC) - HOUR)


@pytest.fixture
def seat(url: str, tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture) -> Iterator[Seat]:
    """A desk whose link is cut."""
    made = Seat(url, tmp_path, clock)
    made.store.is_cut = True
    yield made
    made.close()


def take_in(clock: FakeClock) -> TakeIn:
    return TakeIn(
        by=BY, id=ID, category="2101", title="窨井盖损坏", source="public", reported_at=clock.now(), place=IN_GRID,
        outside_number=OUTSIDE,
    )  # fmt: skip


def orders() -> tuple[AnyTicketOrder, ...]:
    return (
        Reclassify(by=BY, ticket=ID, seen=1, reason="另类", category="2102"),
        Dispatch(by=BY, ticket=ID, seen=1, target=Target(TargetKind.GRID, GRID), note="尽快"),
        Sign(by=BY, ticket=ID, seen=1),
    )


IN_ORDER = [Kind.TAKEN_IN, Kind.RECLASSIFIED, Kind.ACCEPTED, Kind.FILED, Kind.DISPATCHED, Kind.SIGNED]


def test_that_all_of_it_is_sent_in_its_order_and_once(seat: Seat, clock: FakeClock) -> None:
    seat.give(take_in(clock), *orders())
    clock.advance(HOUR)
    seat.send()
    seat.send()
    ticket, lines = seat.store.archive().timeline(ID)
    assert ([line.kind for line in lines], seat.waiting) == (IN_ORDER, ())
    assert (ticket.state, ticket.number.isdecimal()) == (State.IN_PROGRESS, True)


def test_that_its_first_clock_counted_from_when_it_was_taken_in(seat: Seat, clock: FakeClock) -> None:
    began = clock.now()
    seat.give(take_in(clock))
    clock.advance(HOUR)
    seat.send()
    ticket, (line,) = seat.store.archive().timeline(ID)
    assert (ticket.noted.arrived_at, ticket.clocks.running.since) == (began, began)
    assert (line.at, ticket.stage_since) == (began + HOUR, began + HOUR)


def test_that_the_next_console_finds_all_of_it_and_sends_it(
    seat: Seat, url: str, tmp_path: Path, clock: FakeClock
) -> None:
    given = [take_in(clock), *orders()]
    seat.give(*given)
    seat.close()
    again = Seat(url, tmp_path, clock)
    shown = [one.key for one in again.waiting]
    clock.advance(HOUR)
    again.send()
    _, lines = again.store.archive().timeline(ID)
    again.close()
    assert shown == [order.key for order in given]
    assert [line.kind for line in lines] == IN_ORDER


def test_that_all_of_it_waits_to_be_looked_at_where_the_matter_was_taken_in_already(
    seat: Seat, url: str, clock: FakeClock
) -> None:
    given = [take_in(clock), *orders()]
    seat.give(*given)
    clock.advance(HOUR)
    other = open_store(url)
    desk = Desk(other, clock)
    there = TakeIn(
        by=BY, id=TicketId(12), category="2101", title="井盖", source="public", reported_at=clock.now(), outside_number=OUTSIDE
    )  # fmt: skip
    desk.submit(there).result()
    desk.close()
    other.close()
    seat.send()
    assert [(one.key, one.stand, one.why and one.why.code) for one in seat.waiting] == [
        (given[0].key, Stand.REVIEW, "ticket.already_taken_in"),
        *((order.key, Stand.REVIEW, BEHIND) for order in given[1:]),
    ]
    assert seat.store.archive().timeline(ID) == (None, ())
