"""Read-only questions: the situation, a ticket's timeline, a day's lines; what may be long is streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import merge
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, bindparam, column, func, or_, select, text, union

from console.behind import Counted, Number
from console.domain.grid import Region, RegionCode, Tier
from console.domain.period import Period
from console.domain.point import Point
from console.domain.shift import Operator
from console.domain.ticket import State, TargetKind, Ticket, TicketId
from console.finding import Spot
from console.journal import Entry, Kind
from console.ports import LogLine, Snapshot
from console.reported import Reported, gathered
from console.rulebook import Rulebook
from console.stretches import Stretch
from console.tally import Counts, Dim
from console.turns import Turn
from db import indicators, past, places, records, tables
from db.behind import behind
from db.columns import below
from db.finding import searched
from db.ledgers import SqlLedgerReader
from db.moved.known import SqlMovedOut, refuse_before
from db.moving.reading import When, moved_lines
from db.place_tables import layer_cell, sensor, site
from db.rules import RuleShelf
from db.wall_tables import camera

ROWS_AT_ONCE = 1000
COUNTED = (
    tables.region, tables.crew, tables.department, camera, site, sensor, layer_cell, tables.operator, tables.ticket,
    tables.journal,
)  # fmt: skip
NAMED = {
    Dim.REGION: (tables.region.c.code, tables.region.c.name),
    Dim.DEPARTMENT: (tables.department.c.id, tables.department.c.name),
    Dim.CREW: (tables.crew.c.id, tables.crew.c.name),
}

_entry, _ticket = tables.journal, tables.ticket
_next = tables.journal.alias("next")
# Lines that only note something neither begin a stage nor end one.
_ENDED_AT = (
    select(_next.c.at)
    .where(
        _next.c.ticket == _entry.c.ticket,
        _next.c.version > _entry.c.version,
        or_(_next.c.due_at.is_not(None), _next.c.from_state.is_distinct_from(_next.c.to_state)),
    )
    .order_by(_next.c.version)
    .limit(1)
    .scalar_subquery()
)
_NEWEST_AT = select(func.max(_entry.c.at))
_SHOWS_CAMERAS = text("SELECT to_regprocedure('wall_cameras()') IS NOT NULL")
_CAMERAS_SHOWN = func.wall_cameras().table_valued(*(column(kept.name, kept.type) for kept in camera.c), name="camera")
_GIVEN = (
    select(_entry.c.ticket, _entry.c.at, _entry.c.changes)
    .where(
        _entry.c.at >= bindparam("since"),
        _entry.c.kind.in_([Kind.DISPATCHED.value, Kind.TRANSFERRED.value]),
        _entry.c.changes != "",
    )
    .order_by(_entry.c.at, _entry.c.seq)
)
_LINES = (
    select(
        *records.ENTRY,
        _ticket.c.number,
        _ticket.c.category,
        _ticket.c.priority,
        _ticket.c.title,
        _ticket.c.address,
        _ticket.c.source,
        _ticket.c.grid,
        _ticket.c.area,
        _ticket.c.state,
        _ticket.c.holder_name,
        _ENDED_AT,
    )
    .select_from(_entry)
    .outerjoin(_ticket, _ticket.c.id == _entry.c.ticket)
)


class SqlArchive:
    """Answers on any thread; each call takes a connection of its own and gives it back at its end."""

    def __init__(self, engine: Engine, rules: RuleShelf, folder: Path | None = None) -> None:
        """Take the database and its rules; with the folder of moved months, lines are read out of its files as well."""
        self._engine = engine
        self._rules = rules
        self._folder = folder

    def situation(self, centre: RegionCode) -> Snapshot:
        with self._engine.connect() as connection:
            ask = connection.execute
            rules = self._rules.in_force(connection)
            return Snapshot(
                tickets=tuple(map(records.ticket_of, ask(_open_tickets(centre)))),
                crews=tuple(map(records.crew_of, ask(_crews(centre)))),
                departments=tuple(map(records.department_of, ask(_departments(centre)))),
                cameras=tuple(map(records.camera_of, ask(_cameras(connection, centre)))),
                regions=tuple(records.region_of(row, row[-1]) for row in ask(_regions(centre))),
                above=tuple(map(records.region_of, ask(_line_above(centre)))),
                rulebook=rules,
                turns=_turns(connection, max(rules.weights.lately_h, rules.weights.idle_h)),
                sites=places.sites_of(connection, centre),
                sensors=places.sensors_of(connection, centre),
                cells=places.cells_of(connection, centre),
            )

    def rulebook(self) -> Rulebook:
        with self._engine.connect() as connection:
            return self._rules.in_force(connection)

    def timeline(self, ticket: TicketId) -> tuple[Ticket | None, tuple[Entry, ...]]:
        entries = select(*records.ENTRY).where(_entry.c.ticket == ticket).order_by(_entry.c.version)
        with self._engine.connect() as connection:
            row = connection.execute(select(*records.TICKET).where(_ticket.c.id == ticket)).first()
            lines = tuple(map(records.entry_of, connection.execute(entries)))
        return records.ticket_of(row) if row else None, lines

    def find(self, number: str) -> Ticket | None:
        """Return the ticket with this number, or else the one that bears it at its source."""
        if not number:
            return None
        column = _ticket.c
        for found in (column.number == number, and_(tables.FROM_OUTSIDE, column.outside_number == number)):
            rows = self._rows(select(*records.TICKET).where(found))
            if rows:
                return records.ticket_of(rows[0])
        return None

    def search(self, wanted: str, centre: RegionCode, after: Spot | None, count: int) -> tuple[Ticket, ...]:
        with self._engine.connect() as connection:
            return searched(connection, wanted, centre, after, count)

    def as_of(self, centre: RegionCode, at: datetime) -> tuple[Ticket, ...]:
        with self._engine.connect() as connection:
            refuse_before(connection, at)
            return past.as_of(connection, centre, at)

    def passed(self, centre: RegionCode, after: Point, until: datetime, count: int) -> Stretch:
        with self._engine.connect() as connection:
            refuse_before(connection, after.at)
            return past.passed(connection, centre, after, until, count)

    def last_before(self, centre: RegionCode, at: datetime) -> datetime | None:
        with self._engine.connect() as connection:
            return past.last_before(connection, centre, at)

    def lines(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        at = _entry.c.at
        there = or_(below(_ticket.c.area, centre), and_(_entry.c.ticket.is_(None), below(_entry.c.centre, centre)))
        here = map(_log_line, self._streamed(_LINES.where(at >= begin, at < end, there).order_by(at, _entry.c.seq)))
        return self._with_moved(here, begin, end, centre, lambda entry: entry.at)

    def due_between(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        due_at = _entry.c.due_at
        fell_due = _LINES.where(due_at >= begin, due_at < end, below(_ticket.c.area, centre))
        here = map(_log_line, self._streamed(fell_due.order_by(due_at, _entry.c.seq)))
        return self._with_moved(here, begin, end, centre, lambda entry: entry.due_at)

    def tickets(
        self,
        centre: RegionCode,
        states: Sequence[State] = (),
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Ticket]:
        question = select(*records.TICKET).where(below(_ticket.c.area, centre))
        if states:
            question = question.where(_ticket.c.state.in_([state.value for state in states]))
        if since is not None:
            question = question.where(_ticket.c.reported_at >= since)
        if until is not None:
            question = question.where(_ticket.c.reported_at < until)
        return map(records.ticket_of, self._streamed(question.order_by(_ticket.c.reported_at, _ticket.c.id)))

    def reported(self, centre: RegionCode, since: datetime, until: datetime) -> Reported:
        question = (
            select(_ticket.c.lng_deg, _ticket.c.lat_deg)
            .where(below(_ticket.c.area, centre), _ticket.c.reported_at >= since, _ticket.c.reported_at < until)
            .where(_ticket.c.state != State.DRAFT.value)
        )
        return gathered((lng, lat) for lng, lat in self._streamed(question))

    def centres(self) -> tuple[Region, ...]:
        column = tables.region.c
        question = select(*records.REGION).where(column.tier < int(Tier.GRID)).order_by(column.tier, column.code)
        return tuple(map(records.region_of, self._rows(question)))

    def operators(self, centre: RegionCode | None = None) -> tuple[Operator, ...]:
        column = tables.operator.c
        question = select(*column).order_by(column.centre, column.name)
        if centre is not None:
            question = question.where(column.centre == centre)
        return tuple(map(records.operator_of, self._rows(question)))

    def counted(self, dim: Dim, period: Period, centre: RegionCode) -> Mapping[str, Counts]:
        with self._engine.connect() as connection:
            return indicators.counted(connection, dim, period, centre)

    def behind(self, number: Number, count: int, *, only_above: bool) -> tuple[Counted, ...]:
        with self._engine.connect() as connection:
            return behind(connection, number, count, only_above=only_above)

    def names(self, dim: Dim) -> Mapping[str, str]:
        named = NAMED.get(dim)
        return {} if named is None else {row[0]: row[1] for row in self._rows(select(*named))}

    @property
    def moved_out(self) -> SqlMovedOut:
        return SqlMovedOut(self._engine, is_at_hand=self._folder is not None)

    @property
    def ledgers(self) -> SqlLedgerReader:
        return SqlLedgerReader(self._engine)

    def counts(self) -> Mapping[str, int]:
        with self._engine.connect() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in COUNTED
            }

    def _with_moved(
        self, here: Iterator[LogLine], begin: datetime, end: datetime, centre: RegionCode, when: When
    ) -> Iterator[LogLine]:
        if self._folder is None:
            return here
        moved = moved_lines(self._engine, self._folder, begin, end, centre, when)
        return merge(here, moved, key=lambda line: when(line.entry) or begin)

    def _rows(self, question: Select[Any]) -> Sequence[Sequence[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(question).all()

    def _streamed(self, question: Select[Any]) -> Iterator[Sequence[Any]]:
        options = {"yield_per": ROWS_AT_ONCE}
        with self._engine.connect() as connection, connection.execute(question, execution_options=options) as rows:
            yield from rows


def _turns(connection: Connection, hours: float) -> tuple[Turn, ...]:
    """Return which crew was given which ticket in the last hours before the newest line, oldest first."""
    newest = connection.execute(_NEWEST_AT).scalar()
    if newest is None:
        return ()
    rows = connection.execute(_GIVEN, {"since": newest - timedelta(hours=hours)})
    held = ((row, json.loads(row.changes).get("holder")) for row in rows)
    return tuple(Turn(told[1], row.ticket, row.at) for row, told in held if told and told[0] == TargetKind.CREW.value)


def _open_tickets(centre: RegionCode) -> Select[Any]:
    """Those of its ground, those passed on to it, those it reads: each by its own index, which OR would not use."""
    column, reader = _ticket.c, tables.ticket_reader.c
    seen = union(
        select(column.id).where(tables.OPEN, below(column.area, centre)),
        select(column.id).where(tables.OPEN, column.centre == centre),
        select(reader.ticket).where(reader.centre == centre),
    )
    return select(*records.TICKET).where(tables.OPEN, column.id.in_(seen))


def _crews(centre: RegionCode) -> Select[Any]:
    column = tables.crew.c
    return (
        select(*records.CREW).select_from(records.CREW_WITH_FIX).where(below(column.region, centre)).order_by(column.id)
    )


def _departments(centre: RegionCode) -> Select[Any]:
    """Those at home in the subtree, and those of the line above, which a centre may dispatch to as well."""
    column = tables.department.c
    above = column.region.in_(_codes_above(centre))
    return select(*column).where(or_(below(column.region, centre), above)).order_by(column.id)


def _cameras(connection: Connection, centre: RegionCode) -> Select[Any]:
    """Ask for the cameras; a server that knows its operators shows the streams to those who run a wall only."""
    is_shared = connection.dialect.name == "postgresql" and connection.execute(_SHOWS_CAMERAS).scalar_one()
    shown = (_CAMERAS_SHOWN if is_shared else camera).c
    return select(*shown).where(below(shown.region, centre)).order_by(shown.number, shown.id)


def _regions(centre: RegionCode) -> Select[Any]:
    column = tables.region.c
    return (
        select(*records.REGION, column.shape_wkb).where(below(column.code, centre)).order_by(column.tier, column.code)
    )


def _line_above(centre: RegionCode) -> Select[Any]:
    column = tables.region.c
    return select(*records.REGION).where(column.code.in_(_codes_above(centre))).order_by(column.tier)


def _codes_above(centre: RegionCode) -> list[str]:
    """Return every beginning of the code: among them are those of the line above, whatever their lengths."""
    return [centre[:length] for length in range(1, len(centre))]


def _log_line(row: Sequence[Any]) -> LogLine:
    number, category, priority, title, address, source, grid, area, state, holder, ended_at = row[len(records.ENTRY) :]
    return LogLine(
        entry=records.entry_of(row),
        number=number or "",
        category=category or "",
        priority=priority or 0,
        title=title or "",
        address=address or "",
        source=source or "",
        grid=grid or "",
        area=area or "",
        state=State(state) if state else None,
        holder=holder or "",
        ended_at=ended_at,
    )
