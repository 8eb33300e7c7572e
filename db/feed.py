"""What became visible since a desk's mark: the journal's sequence on SQLite, a snapshot difference on PostgreSQL.

Every mark names the version of the rules as well: with new ones a desk loads its situation again.
"""

from __future__ import annotations

import json
import selectors
import socket
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from threading import Event
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    column,
    exists,
    func,
    not_,
    or_,
    select,
    text,
    union_all,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode, within
from console.domain.ticket import Ticket, TicketId
from console.journal import TOLD_BELOW, Entry, News, is_told_at
from console.outages import ServerOutage
from console.ports import Mark
from db import records, tables
from db.columns import SnapshotText, TransactionNumber, below
from db.deadlines import Call
from db.writing import DOORBELL

MOST_LINES = 20_000
"""A desk that is further behind loads the situation again: that is quicker than hearing each line."""

MARK_LIFE = timedelta(days=7)
"""An older mark is not followed, so that the oldest lines may be moved out of the journal without asking any desk."""


class _Told(NamedTuple):
    """A line, its ticket as it now stands, and who could read the ticket before the line, where that has changed.

    A line about a ticket comes without it where the server lets the desk read the ticket no more.
    """

    entry: Entry
    ticket: Ticket | None
    left: Sequence[str]

    def concerns(self, centre: RegionCode) -> bool:
        """Tell whether the centre reads the ticket, or must hear that it has left its sight."""
        if self.ticket is None:
            return self.is_gone or is_told_at(self.entry, centre)
        if self.ticket.seen_by(centre):
            return True
        return bool(self.left) and (within(self.left[0], centre) or centre in self.left[1:])

    @property
    def is_gone(self) -> bool:
        return self.ticket is None and self.entry.ticket is not None


class _SqlFeed:
    """Keeps one connection of its own, on which nothing stays begun between two questions."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        self._engine = engine
        self._centre = centre
        self._open: Connection | None = None

    def close(self) -> None:
        self._drop()

    @abstractmethod
    def _connect(self) -> Connection: ...

    def _drop(self) -> None:
        """Give up the connection; the next question makes another."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _ask(self, question: Executable, **facts: object) -> Sequence[Sequence[Any]]:
        try:
            if self._open is None:
                self._open = self._connect()
            rows = self._open.execute(question, facts).all()
            self._open.rollback()
        except BaseException:
            self._drop()
            raise
        return rows

    def _told(self, rows: Sequence[Sequence[Any]]) -> tuple[News, ...]:
        if len(rows) > MOST_LINES:
            raise Refused("feed.mark_too_old")
        return _by_order([line for line in map(_told, rows) if line.concerns(self._centre)])

    def _moved(self, moved: Sequence[Sequence[Any]]) -> tuple[News, ...]:
        fixes = tuple(records.fix_of(fix) for home, *fix in moved if within(home, self._centre))
        return (News(fixes=fixes),) if fixes else ()


class FileFeed(_SqlFeed):
    """SQLite has one writer at a time, so numbers become visible in their order: ``seq > mark`` is exact."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        super().__init__(engine, centre)
        self._quiet: tuple[Mark, int] | None = None
        self._woken = Event()
        new = tables.journal.c.seq > bindparam("line")
        self._lines = _lines(tables.journal, *_told_at(centre, tables.journal)).where(new)
        self._fixes = _fixes(tables.fix).where(tables.fix.c.written > bindparam("fix"))

    def wait(self, seconds: float) -> None:
        """Wait; a file has no doorbell."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End a wait, the next one where nobody waits; any thread."""
        self._woken.set()

    def mark(self) -> Mark:
        """Return a mark of now."""
        return self._mark()[0]

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news since the mark; when no other connection has written, that costs one pragma."""
        version = self._ask(_DATA_VERSION)[0][0]
        if self._quiet == (mark, version):
            return mark, ()
        now, (now_file, now_rules, now_s, now_line, _) = self._mark()
        file, rules, at_s, line, fix = _parts(mark, "file", 5)
        if (now_file, str(now_rules)) != (file, rules) or now_line < int(line) or _is_over(at_s, now_s):
            raise Refused("feed.mark_too_old")
        news = self._told(self._ask(self._lines, line=int(line)))
        news += self._moved(self._ask(self._fixes, fix=int(fix)))
        self._quiet = (now, version)
        return now, news

    def _connect(self) -> Connection:
        return self._engine.connect()

    def _mark(self) -> tuple[Mark, Sequence[Any]]:
        facts = self._ask(_FILE_NOW)[0]
        return Mark(" ".join(map(str, ("file", *facts)))), facts


class ServerFeed(_SqlFeed):
    """PostgreSQL's numbers become visible out of order, so the mark is a snapshot, and the feed is a difference.

    The mark also names the server and its timeline: after a change of either, transactions may have been lost.
    A standby cannot be followed, because its snapshots leave out what is in progress; asking it is an Outage.

    A poll first asks for the new mark and whether there is anything; what there is, it reads as that mark saw it. The
    connection never goes back to the pool, since it listens to the doorbell and plans in its own way.
    """

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        super().__init__(engine, centre)
        self._link: Any = None
        self._waiter, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        lines = union_all(*_unseen(tables.journal)).subquery("line")
        joined, concerning = _told_at(centre, lines)
        some_told = exists(select(lines.c.seq).select_from(joined).where(concerning))
        some_moved = or_(*map(exists, _unseen(tables.fix)))
        self._mark = select(*_NOW.c).execution_options(call=Call.PROBE)
        self._poll = self._mark.add_columns(some_told.label("some_told"), some_moved.label("some_moved"))
        self._lines = _lines(lines, joined, concerning).where(func.pg_visible_in_snapshot(lines.c.written, _SEEN))
        fixes = union_all(*_unseen(tables.fix)).subquery("fix")
        self._fixes = _fixes(fixes).where(func.pg_visible_in_snapshot(fixes.c.written, _SEEN))

    def wait(self, seconds: float) -> None:
        """Wait until the time is over, the doorbell rings, the link is seen to be lost, or somebody wakes it."""
        link = self._link
        with selectors.DefaultSelector() as both:
            both.register(self._waiter, selectors.EVENT_READ)
            if link is not None:
                both.register(link, selectors.EVENT_READ)
            ready = {key.fileobj for key, _ in both.select(seconds)}
        if self._waiter in ready:
            self._waiter.recv(4096)
        if link is not None and link in ready:
            # What rang is taken off the line here, where it is known to be older than the question that follows.
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                for _ in link.notifies(timeout=0):
                    pass

    def wake(self) -> None:
        """End a wait, the next one where nobody waits; any thread."""
        with suppress(OSError):
            self._waker.send(b"!")

    def mark(self) -> Mark:
        """Return a mark of now.

        Raises:
            Outage: the server is a standby, or out of reach.
        """
        return _mark_of(self._ask(self._mark)[0])

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news of transactions that the mark's snapshot did not see, and the new mark's does."""
        server, rules, at_s, snapshot = _parts(mark, "server", 4)
        _xmin, first_unseen, in_progress = snapshot.split(":")
        unseen = {"first_unseen": first_unseen, "in_progress": f"{{{in_progress}}}"}
        found = self._ask(self._poll, **unseen)[0]
        now = _mark_of(found)
        now_server, now_rules, now_s, seen, some_told, some_moved = found
        if (now_server, str(now_rules)) != (server, rules) or _is_over(at_s, now_s):
            raise Refused("feed.mark_too_old")
        news = self._told(self._ask(self._lines, **unseen, seen=seen)) if some_told else ()
        return now, news + (self._moved(self._ask(self._fixes, **unseen, seen=seen)) if some_moved else ())

    def close(self) -> None:
        super().close()
        self._waiter.close()
        self._waker.close()

    def _connect(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        self._link = connection.connection.dbapi_connection
        if connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one():
            raise ServerOutage("server.standby", server=self._engine.url.host)
        for setting in OWN_SETTINGS:
            connection.exec_driver_sql(setting)
        return connection

    def _drop(self) -> None:
        super()._drop()
        # What was detached and then found broken is closed by nobody else.
        if self._link is not None:
            self._link.close()
            self._link = None


OWN_SETTINGS = (
    f"LISTEN {DOORBELL}",
    # A poll is planned once: planned anew four times a second at every desk, that would cost more than the answer.
    "SET plan_cache_mode = force_generic_plan",
    # Of a plan that must fit every mark the planner thinks that it brings a third of the journal.
    "SET enable_seqscan = off",
    "SET enable_hashjoin = off",
    "SET enable_mergejoin = off",
    "SET jit = off",
)

_DATA_VERSION = text("PRAGMA data_version")
_FILE_NOW = text(
    "SELECT (SELECT value FROM meta WHERE name = 'file'), (SELECT coalesce(max(version), 0) FROM rulebook),"
    " CAST(strftime('%s', 'now') AS INTEGER),"
    " (SELECT coalesce(max(seq), 0) FROM journal), (SELECT coalesce(max(written), 0) FROM fix)"
)
_NOW = (
    text(
        "SELECT (SELECT system_identifier FROM pg_control_system())"
        " || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS server,"
        " (SELECT coalesce(max(version), 0) FROM rulebook) AS rules,"
        " extract(epoch FROM clock_timestamp())::bigint AS at_s, pg_current_snapshot()::text AS snapshot"
    )
    .columns(column("server", Text), column("rules", Integer), column("at_s", BigInteger), column("snapshot", Text))
    .cte("now")
)


_SEEN = cast(bindparam("seen", type_=Text), SnapshotText())


def _unseen(table: Table) -> tuple[Select[Any], Select[Any]]:
    """Ask for the rows that a snapshot did not see: what began after it, and what was in progress.

    Two questions, each by the index; of one with OR the planner would only know that it is there somewhere.
    """
    number = TransactionNumber()
    first_unseen = cast(bindparam("first_unseen", type_=Text), number)
    in_progress = cast(bindparam("in_progress", type_=Text), ARRAY(number))
    return select(table).where(table.c.written >= first_unseen), select(table).where(
        table.c.written == any_(in_progress)
    )


def _told_at(centre: RegionCode, lines: FromClause) -> tuple[FromClause, ColumnElement[bool]]:
    """Return lines with their tickets, and the condition that keeps nearly all away that do not concern the centre."""
    line, ticket = lines.c, tables.ticket.c
    named = f'"{centre}"'
    concerning = or_(
        below(ticket.area, centre),
        ticket.centre == centre,
        ticket.readers.contains(named, autoescape=True),
        line.left_sight_of.startswith(f'["{centre}', autoescape=True),
        line.left_sight_of.contains(named, autoescape=True),
        and_(
            ticket.id.is_(None),
            or_(line.ticket.is_not(None), below(line.centre, centre), line.kind.in_(sorted(TOLD_BELOW))),
        ),
    )
    past = func.coalesce(and_(line.imported, not_(tables.OPEN)), False)
    return lines.outerjoin(tables.ticket, ticket.id == line.ticket), and_(not_(past), concerning)


def _lines(lines: FromClause, joined: FromClause, concerning: ColumnElement[bool]) -> Select[Any]:
    line = lines.c
    return (
        select(*(line[column.name] for column in records.ENTRY), line.left_sight_of, *records.TICKET)
        .select_from(joined)
        .where(concerning)
        .order_by(line.seq)
        .limit(MOST_LINES + 1)
        .execution_options(call=Call.NEWS)
    )


def _fixes(fixes: FromClause) -> Select[Any]:
    crew = tables.crew.c
    return select(crew.region, *(fixes.c[column.name] for column in records.FIX)).join_from(
        fixes, tables.crew, crew.id == fixes.c.crew
    )


def _told(row: Sequence[Any]) -> _Told:
    left, ticket = row[len(records.ENTRY)], row[len(records.ENTRY) + 1 :]
    return _Told(
        records.entry_of(row),
        None if ticket[0] is None else records.ticket_of(ticket),
        json.loads(left) if left else (),
    )


def _by_order(told: Sequence[_Told]) -> tuple[News, ...]:
    """Return one news an order, with each ticket once."""
    by_key: dict[UUID, list[_Told]] = {}
    for line in told:
        by_key.setdefault(line.entry.key, []).append(line)
    return tuple(_news(lines) for lines in by_key.values())


def _news(lines: Sequence[_Told]) -> News:
    tickets: dict[TicketId, Ticket] = {line.ticket.id: line.ticket for line in lines if line.ticket is not None}
    return News(
        entries=tuple(line.entry for line in lines),
        tickets=tuple(tickets.values()),
        gone=tuple((line.entry.ticket, line.entry.version) for line in lines if line.is_gone and line.entry.ticket),
        desk=lines[0].entry.desk,
    )


def _mark_of(facts: Sequence[Any]) -> Mark:
    """Return the mark of what ``_NOW`` answered."""
    return Mark(" ".join(map(str, ("server", *facts[:4]))))


def _is_over(then_s: str, now_s: int) -> bool:
    return now_s - int(then_s) > MARK_LIFE.total_seconds()


def _parts(mark: Mark, kind: str, count: int) -> list[str]:
    """Return the mark's parts; a mark of another kind of database cannot be followed on from."""
    found, *parts = mark.text.split(" ")
    if found != kind or len(parts) != count:
        raise Refused("feed.mark_too_old")
    return parts
