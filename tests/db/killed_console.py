"""A console without a window that goes through every part of the send path, and dies at a point that is named.

It runs in a process of its own. A point is passed before and after each thing that the console does to its outbox or to
the database, and between the two halves of what it writes to the outbox; the process kills itself there, as the machine
or ``kill -9`` would.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from console.clocks import SystemClock
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Target, TargetKind, TicketId
from console.journal import Entry, News
from console.kept import End, Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, FeedBack, Reclassify, Sign, TakeIn
from console.ports import Outage, Outbox
from console.sending import Waits
from db.engine import open_store
from db.outbox import SqlOutbox
from tests.builders import CITY, GRID, IN_GRID, NOON
from tests.fake_outbox import FakeOutbox

BY = Operator(name="李四", centre=CITY, desk="seat-4")
OTHER = Operator(name="王五", centre=CITY, desk="seat-5")
TO_GRID = Target(TargetKind.GRID, GRID)
FIRST, SECOND, THIRD, BEATEN = (TicketId(n) for n in (11, 12, 13, 14))
"""Tickets: the first is taken in and dispatched, the second taken in, the third during the outage; of the last, somebody
else is first."""


def take_in(key: int, id_: TicketId, by: Operator = BY) -> TakeIn:
    return TakeIn(
        by=by, key=UUID(int=key), id=id_, category="2101", title="窨井盖损坏", source="public", reported_at=NOON,
        place=IN_GRID,
    )  # fmt: skip


def dispatch(key: int, id_: TicketId, seen: int) -> Dispatch:
    return Dispatch(by=BY, key=UUID(int=key), ticket=id_, seen=seen, target=TO_GRID)


TAKEN_IN, SENT = take_in(1, FIRST), dispatch(2, FIRST, 1)
TAKEN_BACK = Accept(by=BY, key=UUID(int=3), ticket=FIRST, seen=1)
REFUSED = Accept(by=BY, key=UUID(int=4), ticket=TicketId(999), seen=1)
SIGNED, TAKEN_IN_LATE = Sign(by=BY, key=UUID(int=5), ticket=FIRST, seen=4), take_in(6, THIRD)
STALE = dispatch(7, BEATEN, 1)
BEHIND = Reclassify(
    by=BY, key=UUID(int=8), ticket=BEATEN, seen=1, reason="另类", category="2102", after=(STALE.key,)
)  # fmt: skip
LOST_ANSWER = take_in(9, SECOND)
# Upon the one that waits: what is done in the end is the ticket signed and fed back.
UPON = FeedBack(by=BY, key=UUID(int=10), ticket=FIRST, seen=4, result="换了新的", after=(SIGNED.key,))
ORDERS: tuple[AnyOrder, ...] = (
    TAKEN_IN, SENT, TAKEN_BACK, REFUSED, SIGNED, UPON, TAKEN_IN_LATE, STALE, BEHIND, LOST_ANSWER,
)  # fmt: skip


class Fate:
    """Which point the console dies at, by what the operator is at and by the point's name; "" for none."""

    def __init__(self, dies_at: str = "") -> None:
        self.part = "start"
        self._dies_at = dies_at

    def at(self, point: str) -> None:
        if f"{self.part}: {point}" == self._dies_at:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


class PointedOutbox:
    """An outbox with a point before, within and after each change."""

    def __init__(self, outbox: Outbox, fate: Fate) -> None:
        self._outbox = outbox
        self._fate = fate
        self._does = ""
        if isinstance(outbox, SqlOutbox):
            outbox._connection.set_trace_callback(self._on_statement)

    @property
    def operator(self) -> str:
        return self._outbox.operator

    def all(self) -> tuple[Kept, ...]:
        return self._outbox.all()

    def put(self, orders: Sequence[AnyOrder], stand: Stand, at: datetime) -> None:
        self._do("keep", lambda: self._outbox.put(orders, stand, at))

    def park(self, why: Mapping[UUID, Refused]) -> None:
        if why:
            self._do("park", lambda: self._outbox.park(why))

    def end(self, keys: Iterable[UUID], how: End, at: datetime) -> None:
        self._do("strike off", lambda: self._outbox.end(keys, how, at))

    def ended(self, since: datetime) -> Any:
        return self._outbox.ended(since)

    def close(self) -> None:
        self._outbox.close()

    def _do(self, what: str, does: Callable[[], None]) -> None:
        self._does = what
        self._fate.at(f"before {what}")
        does()
        self._fate.at(f"after {what}")

    def _on_statement(self, statement: str) -> None:
        if statement == "COMMIT":
            self._fate.at(f"within {self._does}")


class PointedUnitOfWork:
    """A transaction of the database, with a point before and after each thing that the send path does in it."""

    def __init__(self, uow: Any, store: PointedStore) -> None:
        self._uow = uow
        self._store = store
        self._fate = store.fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    def __enter__(self) -> Self:
        if self._store.is_cut:
            self._fate.at("no link")
            raise Outage("no link")
        self._fate.at("before the transaction")
        self._uow.__enter__()
        self._fate.at("within the transaction")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._uow.__exit__(kind, error, trace)
        self._fate.at("after the transaction")

    def news_of(self, key: UUID) -> News | None:
        news: News | None = self._uow.news_of(key)
        self._fate.at("key asked for")
        return news

    def record(self, ticket: Any, entries: Sequence[Entry]) -> None:
        self._fate.at("before the lines are written")
        self._uow.record(ticket, entries)
        self._fate.at("after the lines are written")

    def commit(self) -> None:
        self._fate.at("before the commit")
        self._uow.commit()
        self._fate.at("after the commit")
        if self._store.loses_answer:
            self._store.loses_answer = False
            raise Outage("the answer was lost")


class PointedStore:
    """The database, whose link is cut when the console says so."""

    def __init__(self, url: str, fate: Fate) -> None:
        self.store = open_store(url)
        self.fate = fate
        self.is_cut = False
        self.loses_answer = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def unit_of_work(self) -> Any:
        return PointedUnitOfWork(self.store.unit_of_work(), self)


class Shift:
    """What the operator does, one thing after another; ``told`` is what they were told of each order."""

    def __init__(self, url: str, folder: Path, dies_at: str, *, on_disk: bool) -> None:
        self.fate = Fate(dies_at)
        self.store = PointedStore(url, self.fate)
        outbox: Outbox = self.store.store.outbox(folder, BY.name) if on_disk else FakeOutbox(BY.name)
        self.desk = Desk(self.store, SystemClock(), outbox=PointedOutbox(outbox, self.fate))
        assert self.desk.sending is not None
        self.sending = self.desk.sending
        self._told = (folder / "told").open("a", encoding="utf-8")

    def work(self) -> None:
        self.fate.part = "online"
        self.give(TAKEN_IN)
        self.fate.part = "held"
        self.sending.hold([SENT]).result()
        self.tell("kept", SENT)
        self.give(SENT)
        self.fate.part = "taken back"
        self.sending.hold([TAKEN_BACK]).result()
        self.tell("kept", TAKEN_BACK)
        self.tell("unwanted", TAKEN_BACK)
        self.sending.take_back([TAKEN_BACK.key]).result()
        self.fate.part = "refused"
        self.give(REFUSED)
        self.fate.part = "answer lost"
        self.store.loses_answer = True
        self.give(LOST_ANSWER)
        self.fate.part = "asked again"
        self.try_again()
        self.fate.part = "queued"
        self.store.is_cut = True
        for order in (SIGNED, UPON, TAKEN_IN_LATE, STALE, BEHIND):
            self.give(order)
        self.fate.part = "sent late"
        self.store.is_cut = False
        self.try_again()
        self.fate.part = "sent anew"
        self.sending.retry([STALE.key], {BEATEN: 2})
        self.wait()
        self.fate.part = "given up"
        self.tell("unwanted", BEHIND)
        self.sending.give_up([BEHIND.key]).result()
        self.fate.part = "closed"
        self.desk.close()

    def give(self, order: AnyOrder) -> None:
        given = self.desk.submit(order)
        with suppress(Refused, Waits):
            given.result()
            self.tell("kept", order)
        if isinstance(given.exception(), Waits):
            self.tell("kept", order)
        if isinstance(given.exception(), Refused):
            self.tell("refused", order)

    def try_again(self) -> None:
        self.sending.try_again()
        self.wait()

    def wait(self) -> None:
        """Wait until both threads of the desk have done what they have."""
        for thread in (self.desk._keeper, self.desk._writer, self.desk._writer):
            done: Future[None] = thread.submit(lambda: None)
            done.result()

    def tell(self, what: str, order: AnyOrder) -> None:
        self._told.write(f"{what} {order.key}\n")
        self._told.flush()


def work(url: str, folder: Path, dies_at: str, *, on_disk: bool = True) -> None:
    """Go through the shift, up to the point; ``on_disk``: False for an outbox that is only remembered."""
    Shift(url, folder, dies_at, on_disk=on_disk).work()
