"""The send path: what an operator orders is on this machine's disk before it goes to the database, and goes there once.

An order is kept first, then sent, then struck off. A crash between any two of these leaves it in the outbox; sent again,
the database knows it by its key. What an outage keeps from being sent stays queued and is tried again; nothing
overtakes it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from datetime import timedelta
from functools import partial
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

from console import outbox as rules
from console.domain.errors import Refused
from console.domain.ticket import TicketId
from console.handlers import handle
from console.journal import News
from console.kept import End, Kept, Stand
from console.orders import AnyOrder
from console.ports import Clock, Outage, Outbox, Store

log = logging.getLogger(__name__)

SENT_AGAIN = timedelta(hours=1)
"""A server that takes over may lack what another acknowledged shortly before it fell."""

Result = TypeVar("Result")
Told = Callable[[tuple[Kept, ...]], None]
EndedLate = Callable[[AnyOrder, News], None]


class Waits(Exception):
    """The order is on this machine's disk and has not reached the database: it is sent when that answers."""


class Sending:
    """Keeps orders, sends them in the order they were given, and tells what waits; any thread may call.

    ``keeper`` and ``writer`` run one thing after another, each on a thread of its own: keeping must not wait for a
    database that does not answer. Until ``listen`` was called nobody is told. ``trouble`` is why the database last took
    no order, None since it took one.
    """

    def __init__(self, store: Store, clock: Clock, outbox: Outbox, keeper: Executor, writer: Executor) -> None:
        self._store = store
        self._clock = clock
        self._outbox = outbox
        self._keeper = keeper
        self._writer = writer
        self._lock = RLock()
        self._asked: dict[UUID, Future[News]] = {}
        self._on_its_way: UUID | None = None
        self._is_down = False
        self._is_wanted_again = False
        self.trouble: Outage | None = None
        self._told: Told = lambda _kept: None
        self._ended_late: EndedLate = lambda _order, _news: None
        outbox.park({one.key: one.why for one in rules.after_restart(outbox.all()) if one.why is not None})

    def listen(self, told: Told, ended_late: EndedLate) -> None:
        """Tell from now on what waits here, at once and at every change, and which orders were done after waiting.

        Both are called on any of the threads: ``told`` with all that is queued or in review, ``ended_late`` with what
        the database answered.
        """
        self._told, self._ended_late = told, ended_late
        self._tell()

    def give(self, order: AnyOrder) -> Future[News]:
        """Keep an order and send it; the future brings its news, or raises.

        Raises (from the future):
            Refused: a rule said no.
            Waits: it is kept, the database does not answer; who listens was told of it before, and is of its end.
            Outage: neither the database nor this machine's disk took it.
        """
        asked: Future[News] = Future()
        _run(self._keeper, self._keep_and_send, order, asked)
        return asked

    def let_pass(self, does: Callable[[], News]) -> Future[News]:
        """Do what is not kept on the writer's thread, after all that was given before it."""
        asked: Future[News] = Future()
        _run(self._keeper, lambda: _run(self._writer, _answer, asked, does))
        return asked

    def hold(self, orders: Sequence[AnyOrder]) -> Future[None]:
        """Keep orders that may still be undone; after a crash they are shown, not sent."""
        return _run(self._keeper, self._hold, orders)

    def take_back(self, keys: Iterable[UUID]) -> Future[frozenset[UUID]]:
        """Strike off what is held or waits, and is not on its way; the future brings what was."""
        return _run(self._keeper, self._end, frozenset(keys), End.TAKEN_BACK)

    def give_up(self, keys: Iterable[UUID]) -> Future[frozenset[UUID]]:
        """Strike off what is in review, or queued, for good; the local record has a line of each."""
        return _run(self._keeper, self._end, frozenset(keys), End.GIVEN_UP)

    def retry(self, keys: Iterable[UUID], versions: Mapping[TicketId, int]) -> None:
        """Send what is in review once more, as given by somebody who sees the tickets at these versions."""
        _run(self._keeper, self._retry, frozenset(keys), dict(versions))

    def try_again(self) -> None:
        """Send what is queued, if the database answers; while an order is on its way, once more should that fail."""
        _run(self._keeper, self._try_again)

    def send_again(self) -> None:
        """Send once more what was sent within the last hour: another server may not have got all of it."""
        _run(self._keeper, self._send_again)

    def tell_down(self) -> None:
        """Take in that the database is out of reach: whoever waits for an answer hears that the order is kept."""
        _run(self._keeper, self._go_down)

    def close(self) -> None:
        """Take nothing more; both threads have come to their end."""
        self._outbox.close()

    # On the keeper's thread.

    def _keep_and_send(self, order: AnyOrder, asked: Future[News]) -> None:
        now = self._clock.now()
        order = rules.as_kept(order, now)
        try:
            with self._lock:
                self._asked[order.key] = asked
                self._outbox.put([order], Stand.QUEUED, now)
                is_down = self._is_down
                if is_down:
                    del self._asked[order.key]
        except Outage as outage:
            log.error("%s %s could not be kept here: %s", type(order).__name__, order.key, outage)
            self._asked.pop(order.key, None)
            _run(self._writer, _answer, asked, partial(self._carry_out, order))
            return
        if is_down:
            self._tell()
            asked.set_exception(Waits())
        else:
            _run(self._writer, self._send_queued)

    def _hold(self, orders: Sequence[AnyOrder]) -> None:
        try:
            self._outbox.put(orders, Stand.HELD, self._clock.now())
        except Outage as outage:
            log.error("What is held could not be kept here: %s", outage)

    def _end(self, keys: frozenset[UUID], how: End) -> frozenset[UUID]:
        with self._lock:
            all_kept = self._outbox.all()
            there = frozenset(one.key for one in all_kept if one.key in keys)
            ended = there - self._asked.keys() - {self._on_its_way}
            # First what was given upon them: a crash in between must not let that go by itself.
            gone = [one for one in all_kept if one.key in ended and one.stand is Stand.QUEUED]
            later = {other.key for one in gone for other in rules.behind(all_kept, one)}
            later -= ended | {self._on_its_way}
            self._outbox.park({key: Refused(rules.BEHIND) for key in later})
            self._outbox.end(ended, how, self._clock.now())
            left = self._take_asked(later)
        for key in sorted(ended):
            log.info("%s %s", key, how.value)
        self._tell()
        for waiting in left:
            waiting.set_exception(Waits())
        return ended

    def _retry(self, keys: frozenset[UUID], versions: Mapping[TicketId, int]) -> None:
        again = [
            rules.renewed(one.order, versions)
            for one in self._outbox.all()
            if one.key in keys and one.stand is Stand.REVIEW
        ]
        self._outbox.put(again, Stand.QUEUED, self._clock.now())
        self._tell()
        self._try_again()

    def _try_again(self) -> None:
        with self._lock:
            self._is_wanted_again = self._on_its_way is not None
            is_needed = not self._is_wanted_again and rules.next_of(self._outbox.all()) is not None
        if is_needed:
            _run(self._writer, self._send_queued, is_trial=True)

    def _send_again(self) -> None:
        now = self._clock.now()
        sent = [line.order for line in self._outbox.ended(now - SENT_AGAIN) if line.how is End.SENT]
        there = {one.key for one in self._outbox.all()}
        lacking = list({order.key: order for order in sent if order.key not in there}.values())
        if lacking:
            with self._lock:
                # What was sent before goes before what waits by now, which may have been given upon it.
                later = [one.order for one in self._outbox.all() if one.stand is Stand.QUEUED]
                self._outbox.put([*lacking, *later], Stand.QUEUED, now)
            _run(self._writer, self._strike_off_known, frozenset(order.key for order in lacking))
        self._try_again()

    # On the writer's thread.

    def _strike_off_known(self, keys: frozenset[UUID]) -> None:
        """Strike off what the database has done already: asked for all at once, an hour's orders delay no new one."""
        try:
            with self._store.unit_of_work() as uow:
                known = [key for key in keys if uow.news_of(key) is not None]
        except Outage:
            # The trial that follows finds out too, and tells.
            return
        self._outbox.end(known, End.SENT, self._clock.now())

    def _send_queued(self, *, is_trial: bool = False) -> None:
        """Send what is queued, one after another, until nothing is left or the database does not answer.

        Where it is known not to answer, only a trial finds out whether it does by now.
        """
        if self._is_down and not is_trial:
            return
        try:
            while (one := self._begin()) is not None:
                self._send(one)
        except Outage as outage:
            log.warning("Orders are kept, the database is out of reach: %s", outage)
            with self._lock:
                self._on_its_way, self.trouble = None, outage
                once_more, self._is_wanted_again = self._is_wanted_again, False
            self._go_down()
            if once_more:
                self._send_queued(is_trial=True)

    def _begin(self) -> Kept | None:
        with self._lock:
            one = rules.next_of(self._outbox.all())
            if one is None:
                self._is_down = False
            self._on_its_way = one.key if one is not None else None
            return one

    def _send(self, one: Kept) -> None:
        """Send one and tell how that ended; an Outage, of the database or of the outbox, leaves it queued."""
        try:
            news = self._carry_out(one.order)
        except Outage:
            raise
        except Exception as why:  # noqa: BLE001 - an order that we cannot handle must not hold up all others
            self._turn_away(one, why)
        else:
            self._done(one, news)

    def _carry_out(self, order: AnyOrder) -> News:
        """Do the order; one that the database has done already, though nobody heard of it, brings its first news."""
        try:
            with self._store.unit_of_work() as uow:
                return handle(rules.on_what_came(order, uow), uow, self._clock)
        except Refused:
            with self._store.unit_of_work() as uow:
                before = uow.news_of(order.key)
            if before is None:
                raise
            return before

    def _done(self, one: Kept, news: News) -> None:
        log.info("%s %s done", type(one.order).__name__, one.key)
        asked = self._end_way(one)
        try:
            self._outbox.end([one.key], End.SENT, self._clock.now())
        finally:
            if asked is not None:
                asked.set_result(news)
        if asked is None:
            # First what came of it: nothing may be known of neither the order nor the ticket in between.
            self._ended_late(one.order, news)
            self._tell()

    def _turn_away(self, one: Kept, why: Exception) -> None:
        """Tell whoever waits for the answer; where nobody does, the order and those behind it wait to be looked at."""
        name = type(one.order).__name__
        if isinstance(why, Refused):
            log.info("%s %s refused: %s", name, one.key, why)
        else:
            log.error("%s %s cannot be handled", name, one.key, exc_info=why)
        asked = self._end_way(one)
        if asked is None:
            self._park(one, why if isinstance(why, Refused) else Refused(rules.NOT_UNDERSTOOD))
            return
        try:
            self._outbox.end([one.key], End.REFUSED, self._clock.now())
        finally:
            asked.set_exception(why)

    def _end_way(self, one: Kept) -> Future[News] | None:
        """The database answered: take in that it does, and return who waits for this answer."""
        with self._lock:
            self._is_down, self.trouble = False, None
            return self._asked.pop(one.key, None)

    def _park(self, one: Kept, why: Refused) -> None:
        """Put the order and those behind it into review; who waits for one of those hears that it is kept."""
        with self._lock:
            others = rules.behind(self._outbox.all(), one)
            self._outbox.park({one.key: why, **{other.key: Refused(rules.BEHIND) for other in others}})
            left = self._take_asked({other.key for other in others})
        self._tell()
        for waiting in left:
            waiting.set_exception(Waits())

    # On either.

    def _go_down(self) -> None:
        with self._lock:
            self._is_down = True
            left = self._take_asked({one.key for one in self._outbox.all()})
        self._tell()
        for asked in left:
            asked.set_exception(Waits())

    def _take_asked(self, keys: Iterable[UUID]) -> list[Future[News]]:
        return [asked for asked in (self._asked.pop(key, None) for key in keys) if asked is not None]

    def _tell(self) -> None:
        with self._lock:
            waiting = tuple(
                one for one in self._outbox.all() if one.stand is not Stand.HELD and one.key not in self._asked
            )
        self._told(waiting)


def _run(thread: Executor, does: Callable[..., Result], *facts: Any, **more: Any) -> Future[Result]:
    """Let a thread do something; what goes wrong there must not vanish with a future that nobody asks."""
    future = thread.submit(does, *facts, **more)
    future.add_done_callback(_tell_of_failure)
    return future


def _answer(asked: Future[News], does: Callable[[], News]) -> None:
    try:
        asked.set_result(does())
    except Exception as trouble:  # noqa: BLE001 - handed on to whoever asked
        asked.set_exception(trouble)


def _tell_of_failure(ended: Future[Any]) -> None:
    trouble = None if ended.cancelled() else ended.exception()
    if trouble is not None:
        log.error("The outbox failed at something", exc_info=trouble)
