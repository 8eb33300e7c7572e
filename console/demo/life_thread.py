"""The thread on which a demo city goes on, beside the desk and through its one door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Thread

from console.demo.city_code import CITY_CODE, holds_demo
from console.demo.life import DESK, Life, Pace
from console.demo.seats import SEATS, Seats
from console.domain.errors import Refused
from console.domain.grid import Tier
from console.domain.shift import Operator
from console.journal import News
from console.numbering import TicketIds
from console.orders import AnyOrder, ReportFixes
from console.ports import Clock, Outage, Snapshot, Store

log = logging.getLogger(__name__)

PERIOD_S = 2.0
FIRST_WAIT_S = 3.0
"""Lets the window come up before the city is loaded a second time."""


def colleagues(situation: Snapshot) -> list[Operator]:
    """Return who sits at the other desks; where operators sign in, nobody gives an order there without a seat."""
    centres = [region.code for region in situation.regions if region.tier is not Tier.GRID]
    seats = sorted(set(SEATS.values()))
    return [Operator(name=name, centre=code, roles=frozenset({role})) for code in centres for name, role in seats]


class LifeThread:
    """Lets ``Life`` and the ``Seats`` take a step every two seconds; hears of tickets by a feed of its own.

    Started on a database that holds another city than the demo one, it ends at once.

    ``submit`` is the desk's. A batch of positions is left out while the one before it is still waiting, so that
    operators never queue behind them.
    """

    def __init__(
        self,
        store: Store,
        submit: Callable[[AnyOrder], Future[News]],
        *,
        clock: Clock,
        seed: int = 1,
        pace: Pace | None = None,
        first_wait_s: float = FIRST_WAIT_S,
    ) -> None:
        self._store = store
        self._submit = submit
        self._clock = clock
        self._seed = seed
        self._pace = pace
        self._first_wait_s = first_wait_s
        self._ids = TicketIds(DESK, clock)
        self._positions: Future[News] | None = None
        self._stop = Event()
        self._thread = Thread(target=self._run, name="demo life", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for the thread; call it before the desk is closed."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait_s = self._first_wait_s
        while not self._stop.wait(wait_s):
            wait_s = PERIOD_S
            try:
                if not holds_demo(self._store):
                    return
                self._live()
            except (Outage, Refused) as trouble:
                log.info("The demo city pauses: %s", trouble)

    def _live(self) -> None:
        """Load the city and let it go on until it is stopped.

        Raises:
            Outage: the database is out of reach.
            Refused: the feed cannot go on from its mark.
        """
        archive = self._store.archive()
        feed = self._store.feed(CITY_CODE)
        try:
            mark = feed.mark()
            situation = archive.situation(CITY_CODE)
            now = self._clock.now()
            life = Life(situation, seed=self._seed, now=now, next_id=self._ids.next, pace=self._pace)
            seats = Seats(situation, seed=self._seed, now=now)
            if self._store.accounts().is_guarded():
                self._store.registry().add_operators(colleagues(situation))
            del situation
            while not self._stop.wait(PERIOD_S):
                mark, all_news = feed.since(mark)
                now = self._clock.now()
                for news in all_news:
                    life.hear(news, now)
                    seats.hear(news, now)
                self._give(life.step(now) + seats.step(now))
        finally:
            feed.close()

    def _give(self, orders: list[AnyOrder]) -> None:
        for order in orders:
            if not isinstance(order, ReportFixes):
                self._submit(order)
            elif self._positions is None or self._positions.done():
                self._positions = self._submit(order)
