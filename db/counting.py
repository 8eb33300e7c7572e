"""Keeping the running counts of the indicators in the transaction of the journal lines that change them.

A ticket's course is written with its lines. The cells that it changes are gathered and written last, all in one order:
they are shared by all desks, are locked for the length of a commit only, and never in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, bindparam, delete, exists, or_, select, update

from console.domain.period import Step
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry
from console.tally import COUNTED_BY, DUE_TO_CLOSE, REPORTED, Cell, Course, Dim, contribution, follow
from db import records, tables
from db.moved.tables import moved_ticket
from db.writing import add_up, insert_new, insert_or_replace

ZONE, BY_COUNTY = "tally_zone", "tally_by_county"
AT_ONCE, MANY = 500, 10_000
FIELDS = tuple(one.name for one in fields(Course))
CELLS: Mapping[Table, Sequence[str]] = {
    tables.tally_reported: REPORTED,
    tables.tally_due: DUE_TO_CLOSE,
    tables.ten_days_reported: REPORTED,
    tables.ten_days_due: DUE_TO_CLOSE,
}
"""What each table of running counts holds, in the order in which all desks write them."""
_COURSES = select(tables.course.c.ticket, *(tables.course.c[name] for name in FIELDS)).where(
    tables.course.c.ticket.in_(bindparam("tickets", expanding=True))
)
_ZONE = select(tables.meta.c.value).where(tables.meta.c.name == ZONE)
_BY_COUNTY = select(tables.meta.c.value).where(tables.meta.c.name == BY_COUNTY)


class Counting:
    """The running counts of one open transaction: ``heard`` for what was recorded, ``settle`` before the commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cells: dict[Cell, list[int]] = {}
        self._keeps_cells = are_kept(connection)

    def heard(self, recorded: Sequence[tuple[Ticket, Sequence[Entry]]], *, are_new: bool = False) -> None:
        """Take in the tickets as they now stand, each with its new lines, oldest first; new ones have no course yet."""
        known = {} if are_new else self._courses([ticket.id for ticket, _ in recorded])
        changed: list[Mapping[str, Any]] = []
        for ticket, entries in recorded:
            before = known.get(ticket.id)
            after = follow(before, ticket, entries)
            if after != before:
                if self._keeps_cells:
                    self._gather(after, 1)
                    self._gather(before, -1)
                changed.append({"ticket": ticket.id, **{name: getattr(after, name) for name in FIELDS}})
        if are_new:
            insert_new(self._connection, tables.course, changed)
        else:
            insert_or_replace(self._connection, tables.course, changed)

    def count_kept(self, by: Sequence[Step] = tuple(Step)) -> None:
        """Add up the courses that are there, for cells of these steps of time that count none of them yet."""
        course, last = tables.course.c, None
        while self._keeps_cells:
            some = select(course.ticket, *(course[name] for name in FIELDS)).order_by(course.ticket).limit(MANY)
            rows = self._connection.execute(some if last is None else some.where(course.ticket > last)).all()
            if not rows:
                break
            for row in rows:
                self._gather(Course(**dict(zip(FIELDS, row[1:], strict=True))), 1, by)
            self.settle()
            last = rows[-1].ticket

    def settle(self) -> None:
        """Add what was gathered to the counts."""
        sums: dict[Table, dict[tuple[Any, ...], Sequence[int]]] = {table: {} for table in CELLS}
        for cell, numbers in self._cells.items():
            if any(numbers):
                table, key = _place(cell)
                sums[table][key] = numbers
        self._cells.clear()
        for table, names in CELLS.items():
            self._add(table, names, sums[table])

    def _gather(self, course: Course | None, sign: int, by: Sequence[Step] = tuple(Step)) -> None:
        for cell, numbers in contribution(course, self._zone, by):
            there = self._cells.get(cell)
            if there is None:
                self._cells[cell] = [sign * n for n in numbers]
            else:
                there[:] = [one + sign * n for one, n in zip(there, numbers, strict=True)]

    def _add(self, table: Table, names: Sequence[str], sums: Mapping[tuple[Any, ...], Sequence[int]]) -> None:
        columns = [*(column.name for column in table.primary_key), *names]
        add_up(self._connection, table, [dict(zip(columns, (*key, *sums[key]), strict=True)) for key in sorted(sums)])

    @cached_property
    def _zone(self) -> ZoneInfo:
        return zone_of(self._connection)

    def _courses(self, ids: Sequence[TicketId]) -> dict[TicketId, Course]:
        known: dict[TicketId, Course] = {}
        for begin in range(0, len(ids), AT_ONCE):
            for row in self._connection.execute(_COURSES, {"tickets": ids[begin : begin + AT_ONCE]}):
                known[row[0]] = Course(**dict(zip(FIELDS, row[1:], strict=True)))
        return known


def _place(cell: Cell) -> tuple[Table, tuple[Any, ...]]:
    """Return in which table a cell is kept, and under which key."""
    spans = (cell.span,) if cell.closed is None else (cell.span, cell.closed)
    if cell.step is not COUNTED_BY[cell.dim]:
        table = tables.ten_days_reported if cell.closed is None else tables.ten_days_due
        return table, (cell.dim.value, *spans, cell.code)
    table = tables.tally_reported if cell.closed is None else tables.tally_due
    return table, (cut_of(cell.dim, cell.ground) if cell.ground else cell.dim.value, cell.code, *spans)


def cut_of(dim: Dim, ground: str) -> str:
    """Return under which word of ``dim`` the cells of a county are kept: "category@320801"."""
    return f"{dim.value}@{ground}"


def zone_of(connection: Connection) -> ZoneInfo:
    """Return the zone in which the running counts begin and end a day or month: one setting of the database."""
    return ZoneInfo(connection.execute(_ZONE).scalar_one())


def keep_zone(connection: Connection, zone: ZoneInfo) -> None:
    """Count in the days and months of this zone from now on, unless there are tickets already: they are counted in another."""
    nothing_yet = ~exists().where(tables.course.c.ticket.is_not(None))
    connection.execute(update(tables.meta).where(tables.meta.c.name == ZONE, nothing_yet).values(value=zone.key))


def are_kept(connection: Connection) -> bool:
    """Tell whether there are running counts at all: a server keeps courses only, and adds them up when it is asked."""
    return connection.dialect.name == "sqlite"


def are_by_county(connection: Connection) -> bool:
    """Tell whether the counts are kept by county as well; those of older databases are not, until they are recounted."""
    return connection.execute(_BY_COUNTY).first() is not None


def begin_by_county(connection: Connection) -> None:
    """Note that from the first ticket on the counts are kept by county as well."""
    insert_new(connection, tables.meta, [{"name": BY_COUNTY, "value": "yes"}])


def count_ten_days(connection: Connection) -> None:
    """Count by ten days what an older program has counted by months only."""
    Counting(connection).count_kept((Step.TEN_DAYS,))


def recount(connection: Connection) -> None:
    """Count everything again from the journal alone; what was moved out of it, from the courses that were kept."""
    course, present = tables.course, select(tables.ticket.c.id)
    for table in CELLS:
        connection.execute(delete(table))
    connection.execute(
        delete(course).where(or_(course.c.ticket.in_(present), course.c.ticket.not_in(select(moved_ticket.c.ticket))))
    )
    ticket, line = tables.ticket.c, tables.journal.c
    begin_by_county(connection)
    counting, last = Counting(connection), None
    counting.count_kept()
    while True:
        some = select(*records.TICKET).order_by(ticket.id).limit(AT_ONCE)
        rows = connection.execute(some if last is None else some.where(ticket.id > last)).all()
        if not rows:
            break
        there = [records.ticket_of(row) for row in rows]
        lines: dict[TicketId, list[Entry]] = defaultdict(list)
        told = select(*records.ENTRY).where(line.ticket >= there[0].id, line.ticket <= there[-1].id)
        for entry in map(records.entry_of, connection.execute(told.order_by(line.ticket, line.version))):
            if entry.ticket is not None:
                lines[entry.ticket].append(entry)
        counting.heard([(one, lines[one.id]) for one in there], are_new=True)
        counting.settle()
        last = there[-1].id
