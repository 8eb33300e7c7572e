"""What became visible since a desk's mark: the journal's sequence on SQLite, a snapshot difference on PostgreSQL.

Every mark names the version of the rules as well: with new ones a desk loads its situation again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from threading import Event
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    text,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode, within
from console.domain.ticket import Ticket, TicketId
from console.journal import TOLD_BELOW, Entry, News, is_told_at
from console.ports import Mark
from db import records, tables
from db.columns import below

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


class SqlFeed:
    """What both feeds make of the rows that they read."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        self._engine = engine
        self._centre = centre

    def _told(self, rows: Sequence[Sequence[Any]]) -> tuple[News, ...]:
        if len(rows) > MOST_LINES:
            raise Refused("feed.mark_too_old")
        return _by_order([line for line in map(_told, rows) if line.concerns(self._centre)])

    def _moved(self, moved: Sequence[Sequence[Any]]) -> tuple[News, ...]:
        fixes = tuple(records.fix_of(fix) for home, *fix in moved if within(home, self._centre))
        return (News(fixes=fixes),) if fixes else ()


class FileFeed(SqlFeed):
    """SQLite has one writer at a time, so numbers become visible in their order: ``seq > mark`` is exact."""

    def __init__(self, engine: Engine, centre: RegionCode) -> None:
        super().__init__(engine, centre)
        self._open: Connection | None = None
        self._quiet: tuple[Mark, int] | None = None
        self._woken = Event()
        # Up to the new mark: what comes into the file between the two questions is told after that.
        seq, fix = tables.journal.c.seq, tables.fix.c.written
        new = seq > bindparam("line"), seq <= bindparam("last_line")
        moved = fix > bindparam("fix"), fix <= bindparam("last_fix")
        self._lines = lines_asked(tables.journal, *told_at(centre, tables.journal)).where(*new)
        self._fixes = fixes_asked(tables.fix).where(*moved)

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
        now, (now_file, now_rules, now_s, now_line, now_fix) = self._mark()
        file, rules, at_s, line, fix = parts_of(mark, "file", 5)
        if (now_file, str(now_rules)) != (file, rules) or now_line < int(line) or is_over(at_s, now_s):
            raise Refused("feed.mark_too_old")
        news = self._told(self._ask(self._lines, line=int(line), last_line=now_line))
        news += self._moved(self._ask(self._fixes, fix=int(fix), last_fix=now_fix))
        self._quiet = (now, version)
        return now, news

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _ask(self, question: Executable, **facts: object) -> Sequence[Sequence[Any]]:
        """Ask on the feed's own connection, on which nothing stays begun between two questions."""
        try:
            if self._open is None:
                self._open = self._engine.connect()
            rows = self._open.execute(question, facts).all()
            self._open.rollback()
        except BaseException:
            self.close()
            raise
        return rows

    def _mark(self) -> tuple[Mark, Sequence[Any]]:
        facts = self._ask(_FILE_NOW)[0]
        return Mark(" ".join(map(str, ("file", *facts)))), facts


_DATA_VERSION = text("PRAGMA data_version")
_FILE_NOW = text(
    "SELECT (SELECT value FROM meta WHERE name = 'file'), (SELECT coalesce(max(version), 0) FROM rulebook),"
    " CAST(strftime('%s', 'now') AS INTEGER),"
    " (SELECT coalesce(max(seq), 0) FROM journal), (SELECT coalesce(max(written), 0) FROM fix)"
)


def told_at(centre: RegionCode, lines: FromClause) -> tuple[FromClause, ColumnElement[bool]]:
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
            or_(
                line.ticket.is_not(None),
                below(line.centre, centre),
                *(line.kind == kind.value for kind in sorted(TOLD_BELOW)),
            ),
        ),
    )
    past = func.coalesce(and_(line.imported, not_(tables.OPEN)), False)
    return lines.outerjoin(tables.ticket, ticket.id == line.ticket), and_(not_(past), concerning)


def lines_asked(lines: FromClause, joined: FromClause, concerning: ColumnElement[bool]) -> Select[Any]:
    line = lines.c
    return (
        select(*(line[column.name] for column in records.ENTRY), line.left_sight_of, *records.TICKET)
        .select_from(joined)
        .where(concerning)
        .order_by(line.seq)
        .limit(MOST_LINES + 1)
    )


def fixes_asked(fixes: FromClause) -> Select[Any]:
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


def is_over(then_s: str, now_s: int) -> bool:
    return now_s - int(then_s) > MARK_LIFE.total_seconds()


def parts_of(mark: Mark, kind: str, count: int) -> list[str]:
    """Return the mark's parts; a mark of another kind of database cannot be followed on from."""
    found, *parts = mark.text.split(" ")
    if found != kind or len(parts) != count:
        raise Refused("feed.mark_too_old")
    return parts
