"""A desk whose two threads go when the test lets them: for the tests of the send path."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from console.desk import Desk
from console.domain.shift import Operator
from console.domain.ticket import Target, TargetKind, TicketId
from console.journal import News
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, TakeIn
from console.sending import Sending
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


def take_in(id_: int = 1, by: Operator = BY) -> TakeIn:
    return TakeIn(
        by=by, id=TicketId(id_), category="2101", title="窨井盖", source="public", reported_at=NOON, place=IN_GRID,
        taken_at=NOON,
    )  # fmt: skip


def accept(id_: int = 1, seen: int = 1, by: Operator = BY) -> Accept:
    return Accept(by=by, ticket=TicketId(id_), seen=seen)


def dispatch(id_: int = 1, seen: int = 1) -> Dispatch:
    return Dispatch(by=BY, ticket=TicketId(id_), seen=seen, target=Target(TargetKind.GRID, GRID))
