"""What became visible since a desk's mark: the journal's sequence on SQLite, a snapshot difference on PostgreSQL.

Every mark names the version of the rules as well: with new ones a desk loads its situation again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    func,
    not_,
    or_,
    select,
    text,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode, within
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry, News, is_told_at
from console.ports import Mark
from db import records, tables
from db.columns import TransactionNumber

MOST_LINES = 20_000
"""A desk that is further behind loads the situation again: that is quicker than hearing each line."""

_TOLD = (
    select(*records.ENTRY, tables.journal.c.left_sight_of, *records.TICKET)
    .select_from(tables.journal.outerjoin(tables.ticket, tables.ticket.c.id == tables.journal.c.ticket))
    .where(func.coalesce(not_(and_(tables.journal.c.imported, not_(tables.OPEN))), True))
    .order_by(tables.journal.c.seq)
    .limit(MOST_LINES + 1)
)
_FIXES = select(tables.crew.c.region, *records.FIX).join_from(
    tables.fix, tables.crew, tables.crew.c.id == tables.fix.c.crew
)


class _Told(NamedTuple):
    """A line, its ticket as it now stands, and who could read the ticket before the line, where that has changed."""

    entry: Entry
    ticket: Ticket | None
    left: Sequence[str]

    def concerns(self, centre: RegionCode) -> bool:
        """Tell whether the centre reads the ticket, or must hear that it has left its sight."""
        if self.ticket is None:
            return is_told_at(self.entry, centre)
        if self.ticket.seen_by(centre):
            return True
        return bool(self.left) and (within(self.left[0], centre) or centre in self.left[1:])


class _SqlFeed:
    """Keeps one connection of its own, on which nothing stays begun between two questions."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        self._engine = engine
        self._centre = centre
        self._open: Connection | None = None

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _ask(self, question: Executable, **facts: object) -> Sequence[Sequence[Any]]:
        if self._open is None:
            self._open = self._engine.connect()
        try:
            rows = self._open.execute(question, facts).all()
            self._open.rollback()
        except BaseException:
            self.close()
            raise
        return rows

    def _news(
        self, new_lines: ColumnElement[bool], new_fixes: ColumnElement[bool], **facts: object
    ) -> tuple[News, ...]:
        rows = self._ask(_TOLD.where(new_lines), **facts)
        if len(rows) > MOST_LINES:
            raise Refused("feed.mark_too_old")
        told = [line for line in map(_told, rows) if line.concerns(self._centre)]
        moved = self._ask(_FIXES.where(new_fixes), **facts)
        fixes = tuple(records.fix_of(fix) for home, *fix in moved if within(home, self._centre))
        return (*_by_order(told), News(fixes=fixes)) if fixes else _by_order(told)


class FileFeed(_SqlFeed):
    """SQLite has one writer at a time, so numbers become visible in their order: ``seq > mark`` is exact."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        super().__init__(engine, centre)
        self._quiet: tuple[Mark, int] | None = None

    def mark(self) -> Mark:
        """Return a mark of now."""
        file, line, fix, rules = self._ask(_FILE_NOW)[0]
        return Mark(f"file {file} {line} {fix} {rules}")

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news since the mark; when no other connection has written, that costs one pragma."""
        version = self._ask(_DATA_VERSION)[0][0]
        if self._quiet == (mark, version):
            return mark, ()
        now = self.mark()
        file, line, fix, rules = _parts(mark, "file", 4)
        now_file, now_line, _, now_rules = _parts(now, "file", 4)
        if (now_file, now_rules) != (file, rules) or int(now_line) < int(line):
            raise Refused("feed.mark_too_old")
        news = self._news(
            tables.journal.c.seq > bindparam("line"),
            tables.fix.c.written > bindparam("fix"),
            line=int(line),
            fix=int(fix),
        )
        self._quiet = (now, version)
        return now, news


class ServerFeed(_SqlFeed):
    """PostgreSQL's numbers become visible out of order, so the mark is a snapshot, and the feed is a difference.

    The mark also names the server and its timeline: after a change of either, transactions may have been lost.
    A standby cannot be followed, because its snapshots leave out what is in progress; asking it is an Outage.
    """

    def mark(self) -> Mark:
        """Return a mark of now."""
        server, snapshot, rules = self._ask(_SERVER_NOW)[0]
        return Mark(f"server {server} {snapshot} {rules}")

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news of transactions that the mark's snapshot did not see.

        What commits between the two questions is told now, and told again the next time.
        """
        server, snapshot, rules = _parts(mark, "server", 3)
        now_server, now_snapshot, now_rules = self._ask(_SERVER_NOW)[0]
        if (now_server, str(now_rules)) != (server, rules):
            raise Refused("feed.mark_too_old")
        if now_snapshot == snapshot:
            return mark, ()
        _xmin, first_unseen, in_progress = snapshot.split(":")
        news = self._news(
            _unseen(tables.journal.c.written),
            _unseen(tables.fix.c.written),
            first_unseen=first_unseen,
            in_progress=f"{{{in_progress}}}",
        )
        return Mark(f"server {server} {now_snapshot} {rules}"), news


_DATA_VERSION = text("PRAGMA data_version")
_FILE_NOW = text(
    "SELECT (SELECT value FROM meta WHERE name = 'file'),"
    " (SELECT coalesce(max(seq), 0) FROM journal), (SELECT coalesce(max(written), 0) FROM fix),"
    " (SELECT coalesce(max(version), 0) FROM rulebook)"
)
_SERVER_NOW = text(
    "SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_current_snapshot()::text,"
    " (SELECT coalesce(max(version), 0) FROM rulebook)"
    " FROM pg_control_system()"
)


def _unseen(written: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return what a snapshot did not see: what began after it, and what was in progress."""
    number = TransactionNumber()
    return or_(
        written >= cast(bindparam("first_unseen", type_=Text), number),
        written == any_(cast(bindparam("in_progress", type_=Text), ARRAY(number))),
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
    entries: dict[UUID, list[Entry]] = {}
    tickets: dict[UUID, dict[TicketId, Ticket]] = {}
    for entry, ticket, _ in told:
        entries.setdefault(entry.key, []).append(entry)
        if ticket is not None:
            tickets.setdefault(entry.key, {})[ticket.id] = ticket
    return tuple(
        News(entries=tuple(lines), tickets=tuple(tickets.get(key, {}).values()), desk=lines[0].desk)
        for key, lines in entries.items()
    )


def _parts(mark: Mark, kind: str, count: int) -> list[str]:
    """Return the mark's parts; a mark of another kind of database cannot be followed on from."""
    found, *parts = mark.text.split(" ")
    if found != kind or len(parts) != count:
        raise Refused("feed.mark_too_old")
    return parts
