"""Operators with roles of their own at the server, at desks as they stand in a hall: with an outbox, and a feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise
from math import inf
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from time import monotonic
from typing import cast
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select

from console.clocks import SystemClock
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.grid import Region, Tier, within
from console.domain.shift import SEAT_ROLES, Operator
from console.following import Follower, Link
from console.journal import News
from console.kept import Kept
from console.numbering import TicketIds
from console.ports import Store
from console.sending import Waits
from db import tables
from db.administration import Server
from db.engine import SqlStore, open_store
from db.hall.run import demo_city
from db.hall.script import taken_in
from db.local_server import OWNER

EVERY_S = 0.4
"""As often as an operator gives an order: more often than any could."""
OWN_TITLE = "自有席位演练"
"""Nobody but the operators touches what has this title."""
TRY_EVERY_S = 5.0
"""As often as a window has its outbox try by itself."""
EMPTY_WITHIN_S = 60.0
LOOK_EVERY_S = 0.1
IN_FLIGHT_S = 1.0
"""An answer that came so soon after the leader's fall was on its way before."""


class Workstation:
    """Takes matters in, one after another, from ``start`` until ``stop``; joined as a window's relay joins its parts."""

    def __init__(self, store: Store, by: Operator, folder: Path, grid: Region) -> None:
        self.given: list[UUID] = []
        self.acknowledged: dict[UUID, float] = {}
        self.refused = 0
        self.waiting: tuple[Kept, ...] = ()
        self.links: list[tuple[float, Link]] = []
        self.answered: list[tuple[float, float]] = []
        """When each order was given, and when the operator heard that it is done, or kept here."""
        self._by, self._grid, self._clock = by, grid, SystemClock()
        self._ids = TicketIds(by.desk, self._clock)
        self._lock, self._over = Lock(), Event()
        self._desk = Desk(store, self._clock, outbox=store.outbox(folder, by.name))
        assert self._desk.sending is not None
        self._sending = self._desk.sending
        self._sending.listen(self._on_waiting, lambda order, _news: self._note(order.key))
        self._follower = Follower(
            store.feed(by.centre),
            heard=lambda _news: None,
            link_changed=self._on_link,
            marked=self._sending.send_again,
        )
        self._workers = [Thread(target=self._work), Thread(target=self._try_again)]

    def start(self) -> None:
        self._follower.start()
        for worker in self._workers:
            worker.start()

    def stop(self) -> None:
        """Give no more, and wait until all that was given is done or turned away."""
        self._over.set()
        until_s, pause = monotonic() + EMPTY_WITHIN_S, Event()
        while len(self.acknowledged) + self.refused < len(self.given) and monotonic() < until_s:
            self._sending.try_again()
            pause.wait(LOOK_EVERY_S)

    def close(self) -> None:
        self._over.set()
        for worker in self._workers:
            if worker.is_alive():
                worker.join()
        self._follower.stop()
        self._desk.close()

    def told_s(self, link: Link, after_s: float) -> float:
        """Return when it first said this of its link after a moment."""
        return _first_s((at_s for at_s, what in self.links if what is link), after_s)

    def _work(self) -> None:
        draw = Random(self._by.name)
        while not self._over.wait(EVERY_S):
            order = replace(taken_in(self._by, self._ids.next(), self._grid, self._clock, draw), title=OWN_TITLE)
            self.given.append(order.key)
            self._desk.submit(order).add_done_callback(partial(self._on_answer, monotonic()))

    def _try_again(self) -> None:
        while not self._over.wait(TRY_EVERY_S):
            if self.waiting:
                self._sending.try_again()

    def _on_answer(self, given_s: float, answer: Future[News]) -> None:
        self.answered.append((given_s, monotonic()))
        with suppress(Waits):
            try:
                self._note(answer.result().entries[0].key)
            except Refused:
                self.refused += 1

    def _note(self, key: UUID) -> None:
        with self._lock:
            self.acknowledged.setdefault(key, monotonic())

    def _on_link(self, link: Link) -> None:
        self.links.append((monotonic(), link))
        self._sending.tell_down() if link is Link.LOST else self._sending.try_again()

    def _on_waiting(self, waiting: tuple[Kept, ...]) -> None:
        self.waiting = waiting


class Workstations:
    """All of them, beside the owner's ``store``."""

    def __init__(self, store: SqlStore, each: Sequence[Workstation]) -> None:
        self._store = store
        self._each = each

    def start(self) -> None:
        for one in self._each:
            one.start()

    def stop(self) -> None:
        for one in self._each:
            one.stop()

    def told(self) -> Mapping[str, object]:
        """Return how long an operator waited at most for the next order to be done, and what of the orders is not there."""
        asked = select(tables.journal.c.key).where(tables.journal.c.by.in_([one._by.name for one in self._each]))
        with self._store.engine.connect() as connection:
            kept = Counter(connection.execute(asked).scalars())
        acknowledged = [key for one in self._each for key in one.acknowledged]
        return {
            "operators": len(self._each),
            "given": sum(len(one.given) for one in self._each),
            "outage_s": round(max(map(_silence_s, self._each), default=0.0), 1),
            "lost": sum(key not in kept for key in acknowledged),
            "missing": sum(key not in kept for one in self._each for key in one.given),
            "waiting": sum(len(one.waiting) for one in self._each),
            "refused": sum(one.refused for one in self._each),
        }

    def told_of(self, fall_s: float) -> Mapping[str, float]:
        """Return how long after the leader's fall the last desk said that its link is lost, and that it is back, and had
        an order done again; and how long an operator waited at most to hear that an order is done, or kept here, of those
        given until the link was back.
        """
        back_s = [one.told_s(Link.UP, fall_s) for one in self._each]
        waits_s = [
            heard_s - given_s
            for one, until_s in zip(self._each, back_s, strict=True)
            for given_s, heard_s in one.answered
            if given_s < until_s
        ]
        last_s = {
            "link_lost_after_s": max(one.told_s(Link.LOST, fall_s) for one in self._each),
            "link_back_after_s": max(back_s),
            "order_done_after_s": max(_first_s(one.acknowledged.values(), fall_s + IN_FLIGHT_S) for one in self._each),
        }
        return {
            **{name: round(at_s - fall_s, 2) for name, at_s in last_s.items()},
            "answered_within_s": round(max(waits_s), 2),
        }


@contextmanager
def seated(url: str, count: int) -> Iterator[Workstations]:
    """Let so many operators in, each at a village of its own of the demo city, which is made where there is none."""
    with ExitStack() as stack:
        store = cast("SqlStore", open_store(url))
        stack.callback(store.close)
        regions = [region for region in demo_city(store) if region.tier is Tier.VILLAGE][:count]
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="griddesk-outbox-")))
        server = Server(url)
        stack.callback(server.close)
        each = []
        for number, village in enumerate(regions):
            by = Operator(name=f"operator-{number}", centre=village.code, roles=SEAT_ROLES, desk=f"own-{number}")
            server.grant(by.name, by.centre, SEAT_ROLES, None)
            own = open_store(url.replace(f"{OWNER}@", f"{quote(by.name)}@"))
            stack.callback(own.close)
            grids = own.archive().situation(by.centre).regions
            grid = next(one for one in grids if one.tier is Tier.GRID and one.shape_wkb and within(one.code, by.centre))
            each.append(Workstation(own, by, folder / str(number), grid))
            stack.callback(each[-1].close)
        yield Workstations(store, each)


def _first_s(moments_s: Iterable[float], after_s: float) -> float:
    return min((at_s for at_s in moments_s if at_s > after_s), default=inf)


def _silence_s(one: Workstation) -> float:
    return max((after - before for before, after in pairwise(sorted(one.acknowledged.values()))), default=0.0)
