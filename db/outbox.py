"""The outbox on this machine's disk: one SQLite file for each operator, database and running console.

A file belongs to the console that has it open, as long as its process lives; that of a console that died is taken over
by the next one that starts, with all that is in it.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, Self
from uuid import UUID

from sqlalchemy import URL

from console.domain.errors import Refused
from console.kept import End, Ended, Kept, Stand
from console.order_forms import plain, read
from console.orders import AnyOrder, TakeIn
from console.ports import Outage

log = logging.getLogger(__name__)

CONSOLES_MAX = 16
"""Consoles of one operator on one machine, each with a file of its own."""
REMEMBERED = timedelta(days=1)
GIVEN_UP_REMEMBERED = timedelta(days=90)

VERSION = 1
"""Of the tables below; a change to them brings older files up to it when they are opened."""
TABLES = """
CREATE TABLE kept (
    key TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, stand TEXT NOT NULL, given_at TEXT NOT NULL,
    form TEXT NOT NULL, why TEXT
) WITHOUT ROWID;
CREATE TABLE record (n INTEGER PRIMARY KEY, at TEXT NOT NULL, how TEXT NOT NULL, form TEXT NOT NULL);
"""
SETTINGS = (
    # Nobody else may have the file as long as this process lives, and nobody must be asked when it died.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    # What was kept must outlive the loss of power too.
    "PRAGMA synchronous = FULL",
    # Orders hold who called: what is struck off is overwritten.
    "PRAGMA secure_delete = ON",
)
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def open_outbox(folder: Path, url: URL, operator: str) -> SqlOutbox:
    """Open the operator's outbox for the database at ``url``, and bring in what consoles that died left behind.

    Raises:
        Refused: ``outbox.newer``, ``outbox.damaged``, ``outbox.not_writable``.
    """
    name = sha256(f"{_which(url)}\n{operator}".encode()).hexdigest()[:16]
    places = [folder / f"{name}-{number}.outbox" for number in range(1, CONSOLES_MAX + 1)]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = next(filter(None, (SqlOutbox.claimed(place, operator) for place in places)), None)
    except OSError as error:
        raise Refused("outbox.not_writable", path=str(folder)) from error
    if own is None:
        raise Refused("outbox.not_writable", path=str(places[-1]))
    for place in places[places.index(own.path) + 1 :]:
        left = SqlOutbox.claimed(place, operator) if place.exists() else None
        if left is not None:
            own.take_over(left)
    return own


class SqlOutbox:
    """An open outbox file; any thread. It alone writes there, so what is in it is known without asking the file."""

    def __init__(self, path: Path, operator: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.operator = operator
        self._connection = connection
        self._lock = RLock()
        self._kept: dict[UUID, Kept] = {one.key: one for one in self._read()}

    @classmethod
    def claimed(cls, path: Path, operator: str) -> Self | None:
        """Open a file, made if there is none; None where another console has it.

        Raises:
            Refused: ``outbox.newer``, ``outbox.damaged``, ``outbox.not_writable``.
        """
        connection: sqlite3.Connection | None = None
        try:
            path.touch(mode=0o600)
            connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
            _set_up(connection, path)
            return cls(path, operator, connection)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in BUSY:
                return None
            if isinstance(error, sqlite3.OperationalError | OSError):
                raise Refused("outbox.not_writable", path=str(path)) from error
            if isinstance(error, sqlite3.DatabaseError):
                raise Refused("outbox.damaged", path=str(path)) from error
            raise

    def all(self) -> tuple[Kept, ...]:
        with self._lock:
            return tuple(sorted(self._kept.values(), key=lambda one: one.n))

    def put(self, orders: Sequence[AnyOrder], stand: Stand, at: datetime) -> None:
        with self._lock:
            n = max((one.n for one in self._kept.values()), default=0)
            since = {one.key: self._kept[one.key].given_at for one in orders if one.key in self._kept}
            self._take(
                [
                    Kept(n=n + place, order=one, stand=stand, given_at=since.get(one.key, at))
                    for place, one in enumerate(orders, 1)
                ]
            )

    def park(self, why: Mapping[UUID, Refused]) -> None:
        with self._lock:
            there = (self._kept[key] for key in why if key in self._kept)
            self._take([replace(one, stand=Stand.REVIEW, why=why[one.key]) for one in there])

    def end(self, keys: Iterable[UUID], how: End, at: datetime) -> None:
        with self._lock:
            ended = [self._kept[key] for key in keys if key in self._kept]
            with self._changing() as to:
                to.executemany("DELETE FROM kept WHERE key = ?", [(str(one.key),) for one in ended])
                to.executemany(
                    "INSERT INTO record (at, how, form) VALUES (?, ?, ?)",
                    [(at.isoformat(), how.value, _text_of(_to_remember(one.order, how))) for one in ended],
                )
                _forget(to, at)
            for one in ended:
                del self._kept[one.key]

    def ended(self, since: datetime) -> tuple[Ended, ...]:
        with self._lock:
            rows = self._connection.execute("SELECT form, how, at FROM record ORDER BY n").fetchall()
        lines = (
            Ended(order=read(json.loads(form)), how=End(how), at=datetime.fromisoformat(at)) for form, how, at in rows
        )
        return tuple(line for line in lines if line.at >= since)

    def take_over(self, left: SqlOutbox) -> None:
        """Bring in what another file holds, and throw that away; a crash in between leaves what was in both in both."""
        with self._lock:
            last = max((one.n for one in self._kept.values()), default=0)
            found = [replace(one, n=last + place) for place, one in enumerate(left.all(), 1)]
            if found:
                log.warning("%d orders of a console that died are taken over from %s", len(found), left.path.name)
                self._take(found)
        left.throw_away()

    def throw_away(self) -> None:
        self.close()
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _take(self, kept: Sequence[Kept]) -> None:
        with self._changing() as to:
            to.executemany("DELETE FROM kept WHERE key = ?", [(str(one.key),) for one in kept])
            to.executemany(
                "INSERT INTO kept (key, n, stand, given_at, form, why) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (str(one.key), one.n, one.stand, one.given_at.isoformat(), _text_of(one.order), _why_text(one.why))
                    for one in kept
                ],
            )
        self._kept.update({one.key: one for one in kept})

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk at the end of the block, or nothing."""
        to = self._connection
        try:
            to.execute("BEGIN IMMEDIATE")
            try:
                yield to
                to.execute("COMMIT")
            except BaseException:
                if to.in_transaction:
                    to.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise Outage(f"the outbox cannot be written ({error})") from error

    def _read(self) -> Iterator[Kept]:
        for n, form, stand, at, why in self._connection.execute("SELECT n, form, stand, given_at, why FROM kept"):
            try:
                yield Kept(
                    n=n,
                    order=read(json.loads(form)),
                    stand=Stand(stand),
                    given_at=datetime.fromisoformat(at),
                    why=_why_of(why),
                )
            except ValueError as error:
                raise Refused("outbox.newer", path=str(self.path)) from error


def _which(url: URL) -> str:
    """Return what tells one database from another: not who signs in there, nor how the link is kept."""
    hosts = url.query.get("host", ()), url.query.get("port", ())
    return f"{url.get_backend_name()} {url.host or ''} {url.port or ''} {hosts} {url.database or ''}"


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    for setting in SETTINGS:
        connection.execute(setting)
    connection.execute("BEGIN EXCLUSIVE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise Refused("outbox.newer", path=str(path))
    if version == 0:
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _to_remember(order: AnyOrder, how: End) -> AnyOrder:
    """Return the order as the record keeps it: who called only where it may have to be sent once more."""
    if isinstance(order, TakeIn) and how is not End.SENT:
        return replace(order, caller=order.caller.masked())
    return order


def _forget(to: sqlite3.Connection, now: datetime) -> None:
    given_up = End.GIVEN_UP.value
    for kind, since in (("how <> ?", now - REMEMBERED), ("how = ?", now - GIVEN_UP_REMEMBERED)):
        to.execute(f"DELETE FROM record WHERE {kind} AND at < ?", (given_up, since.isoformat()))  # noqa: S608


def _text_of(order: AnyOrder) -> str:
    return json.dumps(plain(order))


def _why_text(why: Refused | None) -> str | None:
    if why is None:
        return None
    return json.dumps({"code": why.code, "facts": {name: _fact(value) for name, value in why.facts.items()}})


def _why_of(text: str | None) -> Refused | None:
    if text is None:
        return None
    told = json.loads(text)
    return Refused(told["code"], **{name: _fact_of(value) for name, value in told["facts"].items()})


def _fact(value: object) -> object:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case None | bool() | int() | float() | str():
            return value
        case [*many]:
            return [_fact(one) for one in many]
        case _:
            return str(value)


def _fact_of(raw: Any) -> object:
    match raw:
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case _:
            return raw
