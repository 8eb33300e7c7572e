"""One process of the hall: its desks, and the orders that they give at an even pace."""

from __future__ import annotations

import gc
import logging
import sys
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from random import Random
from threading import Event, Lock
from time import monotonic, process_time
from typing import cast

from console.clocks import SystemClock
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.ticket import Ticket, TicketId
from console.journal import News, is_urgent
from console.numbering import TicketIds
from console.orders import AnyOrder
from console.ports import Outage, Store
from db.engine import SqlStore, open_store
from db.hall.plan import Acknowledged, Commit, Place, Plan, Told
from db.hall.reckoning import since
from db.hall.script import TITLE, grids_of, next_order, taken_in
from db.hall.seat import Seat
from db.hall.timed import TimedStore

READERS = 2
SWITCH_S = 0.0005
NEVER = 1_000_000_000
MOST_UNDERWAY = 64
"""Orders that wait longer than this many others are not given: the rate is then not reached."""
WARM_ORDERS, WARM_AT_ONCE = 8, 8
"""So many orders a desk are given before the time begins, so many at once: in a city a desk's link is some hours old, and the
server has read for it long ago what it reads for a new one, each kind of order at its first.
"""
AGAIN_S = 1.0
STARTED_WITHIN_S = 300.0
AGREE_WITHIN_S = 60.0
ANSWERED_WITHIN_S = 120.0
"""So long after the end orders that an outage took are given again."""
LOOK_EVERY_S, LOOK_OFTEN_S = 0.25, 0.005


@dataclass(frozen=True, slots=True)
class Ways:
    """How to reach the database: ``owner`` sees all of it, and is asked only at the end, for the reckoning.

    Desks take ``urls`` in turn, and sign in with their names; ``passwords`` are by name, none for a file.
    """

    owner: str
    urls: Sequence[str]
    passwords: Mapping[str, str] = field(repr=False)

    def open(self, place: Place, way: int) -> TimedStore:
        return TimedStore(open_store(self.urls[way], name=place.name, password=self.passwords.get(place.name, "")))


def work(plan: Plan, ways: Ways, mine: Sequence[Place], told: Connection) -> None:
    """Sit down, say "ready", work from the word "go" for the plan's time, say "done", and tell how it compares.

    The word to compare is the number of the journal's last line before.
    """
    # During an outage each try of each desk would say so.
    logging.getLogger("console").setLevel(logging.ERROR)
    # A desk that hears must not wait for one that works on: at workstations they do not share an interpreter.
    sys.setswitchinterval(SWITCH_S)
    process = Process(plan, ways, mine)
    try:
        process.sit_down()
        process.warm_up()
        _spare_what_stands()
        told.send("ready")
        told.recv()
        cpu_s = process_time()
        process.give_orders()
        cpu_s = process_time() - cpu_s
        told.send("done")
        told.send(process.told(cpu_s, after=told.recv()))
    finally:
        process.close()


def _spare_what_stands() -> None:
    """Look for rubbish among what is new only: a look at all that many desks hold stops them all for a tenth of a second.

    At workstations each stops for its own.
    """
    gc.collect()
    gc.freeze()
    often, seldom, _ = gc.get_threshold()
    gc.set_threshold(often, seldom, NEVER)


class Process:
    """The desks of one process; their orders are given by its main thread, and each carries out its own."""

    def __init__(self, plan: Plan, ways: Ways, mine: Sequence[Place]) -> None:
        self._plan = plan
        self._ways = ways
        self._share = len(mine) / plan.desks
        self._clock = SystemClock()
        self._ids = TicketIds(mine[0].name, self._clock)
        self._draw = Random(plan.seed * 1_000 + mine[0].number)
        # Shared, since all want their boards at once; but while one way is cut, others' questions must not wait behind its own.
        self._readers = [ThreadPoolExecutor(READERS, "desk-reader") for _ in ways.urls]
        self._seats = [self._seat(place, number % len(ways.urls)) for number, place in enumerate(mine)]
        self._todo: deque[tuple[Seat, TicketId, int]] = deque()
        self._again: deque[tuple[float, Seat, AnyOrder]] = deque()
        self._lock = Lock()
        self._underway = 0
        self._commits: list[Commit] = []
        self._done: list[Acknowledged] = []
        self._refused: Counter[str] = Counter()
        self._failed = 0
        self._pause = Event()

    def sit_down(self) -> None:
        """Start all followers and wait until every board is loaded."""
        for seat in self._seats:
            seat.start()
        waits_until_s = monotonic() + STARTED_WITHIN_S
        while not all(seat.board.regions for seat in self._seats):
            if monotonic() > waits_until_s:
                raise Outage("the desks of the hall could not load their boards")
            self._pause.wait(LOOK_EVERY_S)

    def warm_up(self) -> None:
        """Give orders as quickly as they are carried out, and forget them; nobody's time is taken, and what comes of them stays."""
        taking_in, until_s = self._taking_in(), monotonic() + STARTED_WITHIN_S
        for _ in range(WARM_ORDERS * len(self._seats)):
            while self._underway >= WARM_AT_ONCE and monotonic() < until_s:
                self._pause.wait(LOOK_OFTEN_S)
            self._give_next(taking_in)
        self._wait_for_answers()
        self._commits.clear()
        self._done.clear()
        self._refused.clear()
        self._failed = 0
        for seat in self._seats:
            seat.seen.clear()

    def give_orders(self) -> None:
        """Give orders at the plan's pace for the plan's time, then wait for the last of them."""
        taking_in = self._taking_in()
        gap_s = 1.0 / (self._plan.rate * self._share)
        began_s = next_s = monotonic()
        while next_s < began_s + self._plan.seconds:
            self._pause.wait(max(0.0, next_s - monotonic()))
            next_s += gap_s
            if self._underway < MOST_UNDERWAY:
                self._give_next(taking_in)
        self._wait_for_answers()

    def told(self, cpu_s: float, after: int) -> Told:
        """Wait until every board is the database and all news came, as long as that may take, and tell what happened."""
        # After a promotion all desks load their boards at once, and here they share an interpreter.
        until_s = monotonic() + STARTED_WITHIN_S
        while any(seat.is_loading for seat in self._seats) and monotonic() < until_s:
            self._pause.wait(LOOK_EVERY_S)
        with closing(open_store(self._ways.owner)) as owner:
            until_s = monotonic() + AGREE_WITHIN_S
            while (differ := self._differing(owner)) and monotonic() < until_s:
                self._pause.wait(LOOK_EVERY_S)
            while (missed := self._missed(owner, after)) and monotonic() < until_s:
                self._pause.wait(LOOK_EVERY_S)
        return Told(
            commits=tuple(self._commits),
            seen={seat.place.name: tuple(seat.seen) for seat in self._seats},
            refused=dict(self._refused),
            failed=self._failed,
            unanswered=self._underway + len(self._again),
            done=tuple(self._done),
            differ=tuple(differ),
            missed=missed,
            repeated=sum(seat.diary.repeated for seat in self._seats),
            reloads=sum(seat.reloads - 1 for seat in self._seats),
            cpu_s=cpu_s,
        )

    def close(self) -> None:
        for seat in self._seats:
            seat.stop()
        for seat in self._seats:
            seat.desk.close()
            seat.store.close()

    def _seat(self, place: Place, way: int) -> Seat:
        store = self._ways.open(place, way)
        return Seat(place, store, Desk(cast("Store", store), self._clock, readers=self._readers[way]), self._turn)

    def _differing(self, owner: Store) -> list[str]:
        """Return the desks whose boards are another situation than the database's; each centre is asked for once."""
        archive, found = owner.archive(), []
        for centre, seats in self._by_centre().items():
            situation = archive.situation(centre)
            found += [seat.place.name for seat in seats if not seat.is_like(situation)]
        return found

    def _missed(self, owner: Store, after: int) -> int:
        """Return how much of what was written after a line the desks' feeds did not bring."""
        written = since(cast("SqlStore", owner), after)
        return sum(
            written.missed(centre, [seat.diary for seat in seats]) for centre, seats in self._by_centre().items()
        )

    def _by_centre(self) -> Mapping[RegionCode, Sequence[Seat]]:
        found: dict[RegionCode, list[Seat]] = {}
        for seat in self._seats:
            found.setdefault(seat.place.centre, []).append(seat)
        return found

    def _turn(self, seat: Seat, ticket: Ticket) -> None:
        if ticket.title == TITLE:
            self._todo.append((seat, ticket.id, ticket.version))

    def _give_next(self, taking_in: Sequence[tuple[Seat, list[Region]]]) -> None:
        if self._give_again():
            return
        while self._todo:
            seat, id_, version = self._todo.popleft()
            ticket = seat.ticket(id_)
            if ticket is not None and ticket.version == version:
                with seat.lock:
                    order = next_order(ticket, seat.board, seat.by, self._draw)
                if order is not None:
                    self._give(seat, order)
                    return
        seat, grids = self._draw.choice(taking_in)
        self._give(seat, taken_in(seat.by, self._ids.next(), self._draw.choice(grids), self._clock, self._draw))

    def _taking_in(self) -> Sequence[tuple[Seat, list[Region]]]:
        """Return the desks that have grids of their own to take matters in on, with those."""
        return [(seat, grids) for seat in self._seats if (grids := grids_of(seat.board))]

    def _wait_for_answers(self) -> None:
        until_s = monotonic() + ANSWERED_WITHIN_S
        while (self._underway or self._again) and monotonic() < until_s:
            self._give_again()
            self._pause.wait(LOOK_EVERY_S)

    def _give_again(self) -> bool:
        """Give an order again that an outage took, once a while has passed: its key makes that harmless."""
        if not self._again or self._again[0][0] > monotonic():
            return False
        _, seat, order = self._again.popleft()
        self._give(seat, order)
        return True

    def _give(self, seat: Seat, order: AnyOrder) -> None:
        with self._lock:
            self._underway += 1
        seat.desk.submit(order).add_done_callback(lambda ended: self._on_ended(seat, order, ended))

    def _on_ended(self, seat: Seat, order: AnyOrder, ended: Future[News]) -> None:
        begun_s = seat.store.begun_s()
        try:
            news = ended.result()
        except Refused as refused:
            self._refused[refused.code] += 1
        except Outage:
            self._failed += 1
            self._again.append((monotonic() + AGAIN_S, seat, order))
        else:
            self._done.append(Acknowledged(order.key, len(news.entries), monotonic()))
            self._commits += [
                Commit(ticket.id, ticket.version, begun_s, is_urgent(ticket, news.entries)) for ticket in news.tickets
            ]
            seat.reply(news)
        finally:
            with self._lock:
                self._underway -= 1
