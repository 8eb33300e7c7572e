"""A server's database for a desk that was started while the server did not answer: everything waits until it does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock

from console.auditing import Auditor
from console.chain import Anchor, Verdict
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.journal import News
from console.outages import ServerOutage
from console.ports import Accounts, Archive, Feed, Mark, Outbox, Store, UnitOfWork
from console.registry import Registry

log = logging.getLogger(__name__)

ANOTHER_SEAT = "server.another_seat"


class LateStore:
    """Whoever follows its feed signs in as soon as the server answers; until then all else is an Outage. Any thread.

    Who signs in then must have the seat that is shown: ``server.another_seat`` otherwise.
    """

    def __init__(
        self,
        open_with: Callable[[str], Store],
        password: str,
        seat: Operator,
        outbox: Callable[[Path, str], Outbox],
        why: ServerOutage,
    ) -> None:
        self._open_with = open_with
        self._password = password
        self._seat = seat
        self._outbox = outbox
        self._why = why
        self._entering = Lock()
        self._store: Store | None = None

    def take(self, password: str) -> None:
        """Sign in with this password from now on."""
        self._password = password

    def enter(self) -> Store:
        """Sign in, where that was not done yet, and return the server's database.

        Raises:
            ServerOutage, Refused: with the reason.
        """
        with self._entering:
            if self._store is None:
                store = self._open_with(self._password)
                try:
                    self._check(store)
                except BaseException:
                    store.close()
                    raise
                self._store = store
                log.info("%s signed in, the server answers", self._seat.name)
            return self._store

    def _check(self, store: Store) -> None:
        try:
            account = store.accounts().mine()
        except Refused as refused:
            raise ServerOutage(ANOTHER_SEAT, name=self._seat.name) from refused
        seats = account.seats if account is not None else ()
        if not any((one.centre, one.roles) == (self._seat.centre, self._seat.roles) for one in seats):
            raise ServerOutage(ANOTHER_SEAT, name=self._seat.name)

    @property
    def there(self) -> Store:
        """The server's database, once somebody has signed in.

        Raises:
            ServerOutage: nobody has.
        """
        if self._store is None:
            raise ServerOutage(self._why.code, **self._why.facts)
        return self._store

    def unit_of_work(self) -> UnitOfWork:
        return self.there.unit_of_work()

    def archive(self, folder: Path | None = None) -> Archive:
        return self.there.archive(folder)

    def reports(self) -> Archive | None:
        return None if self._store is None else self._store.reports()

    def registry(self) -> Registry:
        return self.there.registry()

    def accounts(self) -> Accounts:
        return self.there.accounts()

    def auditor(self) -> Auditor:
        return _LateAuditor(self)

    def feed(self, centre: RegionCode) -> Feed:
        return _LateFeed(self, centre) if self._store is None else self._store.feed(centre)

    def outbox(self, folder: Path, operator: str) -> Outbox:
        return self._outbox(folder, operator)

    def close(self) -> None:
        with self._entering:
            if self._store is not None:
                self._store.close()


class _LateFeed:
    """Signs in by taking the mark; used by one thread, but for ``wake``."""

    def __init__(self, store: LateStore, centre: RegionCode) -> None:
        self._store = store
        self._centre = centre
        self._feed: Feed | None = None
        self._woken = Event()

    def mark(self) -> Mark:
        return self._there().mark()

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        return self._there().since(mark)

    def wait(self, seconds: float) -> None:
        if self._feed is not None:
            self._feed.wait(seconds)
        elif self._woken.wait(seconds):
            self._woken.clear()

    def wake(self) -> None:
        self._woken.set()
        if self._feed is not None:
            self._feed.wake()

    def close(self) -> None:
        if self._feed is not None:
            self._feed.close()

    def _there(self) -> Feed:
        if self._feed is None:
            self._feed = self._store.enter().feed(self._centre)
        return self._feed


class _LateAuditor:
    def __init__(self, store: LateStore) -> None:
        self._store = store

    def verify(
        self,
        witnessed: Iterable[Anchor] = (),
        heard: Callable[[int], None] = lambda _count: None,
        archive: Path | None = None,
    ) -> Verdict:
        return self._store.there.auditor().verify(witnessed, heard, archive)

    def anchor(self, now: datetime, every: timedelta | None = None) -> Anchor | None:
        auditor = self._store.there.auditor()
        return auditor.anchor(now) if every is None else auditor.anchor(now, every)

    def anchors(self, after: int = 0) -> Sequence[Anchor]:
        return self._store.there.auditor().anchors(after)
