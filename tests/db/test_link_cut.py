"""The link between a desk and the server dies in the middle of the work: nothing is lost, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Condition
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from console.clocks import SystemClock
from console.desk import Desk
from console.domain.ticket import Target, TargetKind, TicketId
from console.following import Follower, Link
from console.journal import News
from console.kept import Kept, Stand
from console.orders import Accept, AnyOrder, Dispatch, TakeIn
from console.ports import Store
from db.engine import open_store
from tests.builders import CITY, GRID, IN_GRID, NOON, a_crew, a_region_tree, an_operator
from tests.db.black_hole import BlackHole, black_hole

pytestmark = pytest.mark.postgres

BY = an_operator(centre=CITY)
OTHER = an_operator(centre=CITY, name="王五", desk="seat-5")
MANY = 25
"""Orders before, during and after the cut, each."""
TOLD_WITHIN_S = 2.0
SLACK_S = 0.5
PATIENCE_S = 60.0
WAYS = ["swallow", "cut"]


def take_in(n: int) -> TakeIn:
    return TakeIn(
        by=BY, key=UUID(int=n), id=TicketId(n), category="2101", title=f"窨井盖 {n}", source="public",
        reported_at=NOON, place=IN_GRID,
    )  # fmt: skip


class Workplace:
    """A desk that follows its feed and hears of its link as a console does, without a window."""

    def __init__(self, store: Store, folder: Path, *, keeps: bool) -> None:
        self.changed = Condition()
        self.link = Link.UP
        self.waiting: tuple[Kept, ...] = ()
        self.given: list[Future[News]] = []
        self.desk = Desk(store, SystemClock(), outbox=store.outbox(folder, BY.name) if keeps else None)
        if self.desk.sending is not None:
            self.desk.sending.listen(self._on_waiting, lambda _order, _news: None)
        self.follower = Follower(
            store.feed(CITY), heard=lambda _news: None, link_changed=self._on_link, marked=lambda: None
        )
        self.follower.start()

    def give(self, *orders: AnyOrder) -> None:
        self.given.extend(self.desk.submit(order) for order in orders)

    def wait_until(self, holds: Callable[[], bool]) -> float:
        """Wait until something holds, and return how long that took, in seconds."""
        began_s = monotonic()
        with self.changed:
            assert self.changed.wait_for(holds, PATIENCE_S)
        return monotonic() - began_s

    def close(self) -> None:
        self.follower.stop()
        self.desk.close()

    def _on_link(self, link: Link) -> None:
        if self.desk.sending is not None:
            self.desk.sending.tell_down() if link is Link.LOST else self.desk.sending.try_again()
        with self.changed:
            self.link = link
            self.changed.notify_all()

    def _on_waiting(self, waiting: tuple[Kept, ...]) -> None:
        with self.changed:
            self.waiting = waiting
            self.changed.notify_all()


@pytest.fixture
def server_store(server_url: str) -> Iterator[Store]:
    """The server, reached past the link that will be cut."""
    opened = open_store(server_url)
    opened.registry().add_regions(a_region_tree())
    opened.registry().add_crews([a_crew()])
    yield opened
    opened.close()


@pytest.fixture
def hole(server_store: Store, server_url: str) -> Iterator[BlackHole]:
    with black_hole(urlsplit(server_url).port or 0) as hole:
        yield hole


@pytest.fixture
def far_store(server_url: str, hole: BlackHole) -> Iterator[Store]:
    """The server, reached through that link."""
    parts = urlsplit(server_url)
    opened = open_store(f"postgresql://{parts.username}@127.0.0.1:{hole.port}{parts.path}")
    yield opened
    opened.close()


def keys_in(store: Store, ids: range) -> list[UUID]:
    return [entry.key for n in ids for entry in store.archive().timeline(TicketId(n))[1]]


def work_through_a_cut(workplace: Workplace, hole: BlackHole, way: str) -> float:
    """Take tickets in before, during and after the cut; return how long it took to be told, in seconds."""
    workplace.give(*map(take_in, range(1, MANY + 1)))
    # In the middle of these: some are done, one is on its way, the others are kept.
    wait(workplace.given[:3], PATIENCE_S)
    getattr(hole, way)()
    told_s = workplace.wait_until(lambda: workplace.link is Link.LOST)
    workplace.give(*map(take_in, range(MANY + 1, 2 * MANY + 1)))
    wait(workplace.given, PATIENCE_S)
    hole.mend()
    workplace.wait_until(lambda: workplace.link is Link.UP)
    workplace.give(*map(take_in, range(2 * MANY + 1, 3 * MANY + 1)))
    wait(workplace.given, PATIENCE_S)
    return told_s


@pytest.mark.parametrize("way", WAYS)
def test_that_nothing_is_lost_and_nothing_done_twice(
    far_store: Store, server_store: Store, hole: BlackHole, tmp_path: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    workplace = Workplace(far_store, tmp_path, keeps=True)
    told_s = work_through_a_cut(workplace, hole, way)
    workplace.wait_until(lambda: not workplace.waiting)
    workplace.close()

    all_of_them = range(1, 3 * MANY + 1)
    assert keys_in(server_store, all_of_them) == [UUID(int=n) for n in all_of_them]
    assert told_s < TOLD_WITHIN_S + SLACK_S


def test_that_a_desk_that_keeps_nothing_loses_orders(
    far_store: Store, server_store: Store, hole: BlackHole, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    workplace = Workplace(far_store, tmp_path, keeps=False)
    work_through_a_cut(workplace, hole, "cut")
    workplace.close()
    assert len(keys_in(server_store, range(1, 3 * MANY + 1))) < 3 * MANY


@pytest.mark.parametrize("way", WAYS)
def test_that_what_somebody_did_meanwhile_is_not_overwritten(
    far_store: Store, server_store: Store, hole: BlackHole, tmp_path: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    workplace = Workplace(far_store, tmp_path, keeps=True)
    workplace.give(take_in(1), take_in(2))
    wait(workplace.given, PATIENCE_S)
    getattr(hole, way)()
    workplace.wait_until(lambda: workplace.link is Link.LOST)
    to_grid = Target(TargetKind.GRID, GRID)
    beaten = Dispatch(by=BY, ticket=TicketId(1), seen=1, target=to_grid)
    behind = Dispatch(by=BY, ticket=TicketId(1), seen=1, target=to_grid, note="再派")
    free = Dispatch(by=BY, ticket=TicketId(2), seen=1, target=to_grid)
    workplace.give(beaten, behind, free)
    wait(workplace.given, PATIENCE_S)
    other = Desk(server_store, SystemClock())
    other.submit(Accept(by=OTHER, ticket=TicketId(1), seen=1)).result()
    other.close()

    hole.mend()
    workplace.wait_until(lambda: [one.stand for one in workplace.waiting] == [Stand.REVIEW, Stand.REVIEW])
    waiting = [one.order for one in workplace.waiting]
    workplace.close()

    assert (waiting, server_store.archive().timeline(TicketId(1))[1][-1].by) == ([beaten, behind], OTHER.name)
    assert free.key in keys_in(server_store, range(2, 3))
