"""One transaction of one desk: read, let the rule decide, record, commit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import shapely
from sqlalchemy import Connection, Engine, Select, bindparam, func, select, update

from console.domain.crew import Crew, CrewId, Department, DepartmentId, Duty, Fix
from console.domain.errors import Refused, Stale
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.domain.shift import OnShift, Operator
from console.domain.ticket import ENDED, State, TargetKind, Ticket, TicketId
from console.journal import Entry, Kind, News, is_urgent
from console.rulebook import Rulebook, RuleFiles
from db import records, tables
from db.chain import chained, note_lines
from db.counting import Counting
from db.deadlines import Call
from db.ground import REACHING, draw
from db.helping import helping
from db.ledgers import SqlLedgers
from db.moved.known import gone, refuse_key, refuse_new
from db.passwords import IS_GUARDED
from db.rules import RuleShelf, files_of, put_files
from db.writing import insert_lines, insert_new, next_numbers, replace_readers, ring, upsert_fixes

IN_HAND = (State.DISPATCHED.value, State.IN_PROGRESS.value)
GIVEN_ONCE = {"id", "number", "outside_number"}
CREWS_AT_ONCE = 500

_TICKET = select(*records.TICKET).where(tables.ticket.c.id == bindparam("id"))
# Locked where rows can be: SQLite has one writer anyway, and leaves the words out.
_OPEN_TICKETS = (
    select(*records.TICKET)
    .where(tables.OPEN)
    .order_by(tables.ticket.c.id)
    .with_for_update()
    .execution_options(call=Call.BULK)
)
_NUMBER_BY_OUTSIDE = select(tables.ticket.c.number).where(
    tables.FROM_OUTSIDE, tables.ticket.c.outside_number == bindparam("outside_number")
)
_SIGHT = select(tables.ticket.c.area, tables.ticket.c.centre, tables.ticket.c.readers, tables.ticket.c.last_hash).where(
    tables.ticket.c.id == bindparam("id")
)
_REPLACE_AS_SEEN = update(tables.ticket).where(
    tables.ticket.c.id == bindparam("the_id"), tables.ticket.c.version == bindparam("seen")
)
_LAST_ENTRY = (
    select(*records.ENTRY)
    .where(tables.journal.c.ticket == bindparam("id"))
    .order_by(tables.journal.c.version.desc())
    .limit(1)
)
_LINES_OF = select(*records.ENTRY).where(tables.journal.c.ticket == bindparam("id")).order_by(tables.journal.c.version)
_ENTRIES_OF_KEY = select(*records.ENTRY).where(tables.journal.c.key == bindparam("key")).order_by(tables.journal.c.part)
_LAST_OF_SHIFT = (
    select(tables.journal.c.kind, tables.journal.c.at, tables.journal.c.desk)
    .where(tables.OF_SHIFT, tables.journal.c.centre == bindparam("centre"), tables.journal.c.by == bindparam("by"))
    .order_by(tables.journal.c.seq.desc())
    .limit(1)
)
_SEAT = select(*tables.operator.c).where(
    tables.operator.c.name == bindparam("name"), tables.operator.c.centre == bindparam("centre")
)
_REGION = select(*records.REGION).where(tables.region.c.code == bindparam("code"))
_CREW = select(*records.CREW).select_from(records.CREW_WITH_FIX)
_DEPARTMENT = select(*tables.department.c).where(tables.department.c.id == bindparam("id"))


class SqlUnitOfWork:
    """A transaction on a connection of its own; on SQLite it keeps every other writer waiting while it is open."""

    def __init__(self, engine: Engine, rules: RuleShelf) -> None:
        self._engine = engine.execution_options(begin="IMMEDIATE")
        self._rules = rules
        self._open: Connection | None = None
        self._counting: Counting | None = None

    def __enter__(self) -> Self:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        self._open, self._counting = connection, Counting(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._open = self._connection, None
        connection.close()

    def rulebook(self) -> Rulebook:
        return self._rules.in_force(self._connection)

    def rule_files(self) -> RuleFiles:
        return files_of(self._connection)

    def put_rules(self, texts: Mapping[str, str], at: datetime, by: str) -> int:
        return put_files(self._connection, texts, at, by)

    def news_of(self, key: UUID) -> News | None:
        entries = tuple(records.entry_of(row) for row in self._rows(_ENTRIES_OF_KEY, key=key))
        if not entries:
            return None
        touched = dict.fromkeys(entry.ticket for entry in entries if entry.ticket is not None)
        tickets = tuple(ticket for ticket in map(self.ticket, touched) if ticket is not None)
        return News(entries=entries, tickets=tickets, desk=entries[0].desk)

    def ticket(self, ticket: TicketId) -> Ticket | None:
        """Return the ticket.

        Raises:
            Refused: ``ticket.moved_out``; it lies in an archive.
        """
        row = self._row(_TICKET, id=ticket)
        if row is not None:
            return records.ticket_of(row)
        moved = gone(self._connection, ticket)
        if moved is not None:
            raise moved
        return None

    def open_tickets(self) -> Sequence[Ticket]:
        return tuple(map(records.ticket_of, self._rows(_OPEN_TICKETS)))

    def region(self, code: str) -> Region | None:
        row = self._row(_REGION, code=code)
        return None if row is None else records.region_of(row)

    def grid_at(self, place: LatLng) -> Region | None:
        point = shapely.Point(place.lng_deg, place.lat_deg)
        lng, lat = place.lng_deg, place.lat_deg
        around = self._rows(REACHING, west=lng, south=lat, east=lng, north=lat)
        for row in sorted(around, key=lambda row: row[0]):
            if shapely.covers(shapely.from_wkb(row[-1]), point):
                return records.region_of(row)
        return None

    def crew(self, crew: CrewId) -> Crew | None:
        row = self._row(_CREW.where(tables.crew.c.id == bindparam("id")), id=crew)
        return None if row is None else records.crew_of(row)

    def crews_of(self, region: RegionCode) -> Sequence[Crew]:
        at_home = _CREW.where(tables.crew.c.region == bindparam("code")).order_by(tables.crew.c.id)
        return tuple(records.crew_of(row) for row in self._rows(at_home, code=region))

    def department(self, department: DepartmentId) -> Department | None:
        row = self._row(_DEPARTMENT, id=department)
        return None if row is None else records.department_of(row)

    def in_hand(self, crews: Iterable[CrewId]) -> Mapping[CrewId, tuple[int, int]]:
        asked = list(crews)
        counted = dict.fromkeys(asked, 0)
        column = tables.ticket.c
        for begin in range(0, len(asked), CREWS_AT_ONCE):
            some = (
                select(column.holder_id, func.count())
                .where(
                    tables.OPEN,
                    column.holder_id.in_(asked[begin : begin + CREWS_AT_ONCE]),
                    column.holder_kind == TargetKind.CREW.value,
                    column.state.in_(IN_HAND),
                )
                .group_by(column.holder_id)
            )
            counted |= {CrewId(crew): count for crew, count in self._rows(some)}
        helped = helping(self._connection, asked)
        return {crew: (count, helped[crew]) for crew, count in counted.items()}

    def last_entry(self, ticket: TicketId) -> Entry | None:
        row = self._row(_LAST_ENTRY, id=ticket)
        return None if row is None else records.entry_of(row)

    def lines_of(self, ticket: TicketId) -> Sequence[Entry]:
        return tuple(records.entry_of(row) for row in self._rows(_LINES_OF, id=ticket))

    def next_number(self) -> str:
        return next_numbers(self._connection, 1)[0]

    def record(self, ticket: Ticket, entries: Sequence[Entry]) -> None:
        """Write the ticket as it now stands and the lines that led there.

        Raises:
            Stale: the stored ticket is not at the version that the first line goes on from.
            Refused: ``ticket.unknown``; ``ticket.already_taken_in``, its outside number is another ticket's;
                ``order.already_carried_out``, a line with this key and part is there; ``ticket.moved_out``.
        """
        refuse_key(self._connection, {entry.key for entry in entries})
        seen = entries[0].version - 1
        before = self._row(_SIGHT, id=ticket.id) if seen else None
        left = None if before is None else _left_sight(before, ticket)
        whom = {"left_sight_of": left, "concerns": concerned(ticket, left)}
        told = [{**records.entry_row(entry), **whom} for entry in entries]
        lines = chained(told, None if before is None else before[-1])
        row = {**records.ticket_row(ticket), "last_hash": lines[-1]["hash"]}
        if seen:
            changes = {name: value for name, value in row.items() if name not in GIVEN_ONCE}
            changed = self._connection.execute(
                _REPLACE_AS_SEEN, {**changes, "the_id": ticket.id, "seen": seen}
            ).rowcount
        else:
            refuse_new(self._connection, ticket)
            changed = insert_new(self._connection, tables.ticket, (row,))
        if changed != 1:
            raise self._beaten(ticket)
        # Only now that the row is ours does it tell whether somebody has chosen it.
        moved = gone(self._connection, ticket.id) if seen and entries[0].from_state in ENDED else None
        if moved is not None:
            raise moved
        if ticket.readers or left is not None:
            replace_readers(self._connection, ticket)
        insert_lines(self._connection, lines)
        self._counted.heard([(ticket, entries)])
        if is_urgent(ticket, entries):
            ring(self._connection, ticket)

    def note(self, entry: Entry) -> None:
        note_lines(self._connection, [records.entry_row(entry)])
        draw(self._connection, entry)

    def seat_of(self, by: Operator) -> Operator | None:
        if not self._connection.execute(IS_GUARDED).scalar_one():
            return by
        return self._seat_at(by)

    def shift_of(self, operator: str, centre: RegionCode) -> OnShift | None:
        last = self._row(_LAST_OF_SHIFT, by=operator, centre=centre)
        return OnShift(name=operator, since=last[1], desk=last[2]) if last and last[0] == Kind.SHIFT_BEGAN else None

    @property
    def ledgers(self) -> SqlLedgers:
        return SqlLedgers(self._connection)

    def place_crews(self, fixes: Sequence[Fix]) -> Sequence[Fix]:
        on_duty = self._on_duty([fix.crew for fix in fixes])
        # In the order of the crews, so that two desks that report the same ones never wait for each other in a circle.
        kept = sorted((fix for fix in fixes if fix.crew in on_duty), key=lambda fix: fix.crew)
        upsert_fixes(self._connection, [records.fix_row(fix.crew, fix.place, fix.at) for fix in kept])
        return kept

    def commit(self) -> None:
        self._counted.settle()
        self._connection.commit()

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise RuntimeError("a unit of work is used inside its with block")
        return self._open

    @property
    def _counted(self) -> Counting:
        if self._counting is None:
            raise RuntimeError("a unit of work is used inside its with block")
        return self._counting

    def _seat_at(self, by: Operator) -> Operator | None:
        row = self._row(_SEAT, name=by.name, centre=by.centre)
        return None if row is None else replace(by, roles=by.roles & records.operator_of(row).roles)

    def _on_duty(self, crews: Sequence[CrewId]) -> set[CrewId]:
        column = tables.crew.c
        found: set[CrewId] = set()
        for begin in range(0, len(crews), CREWS_AT_ONCE):
            asked = column.id.in_(crews[begin : begin + CREWS_AT_ONCE])
            found.update(
                row[0] for row in self._rows(select(column.id).where(asked, column.duty == Duty.ON_DUTY.value))
            )
        return found

    def _rows(self, question: Select[Any], **facts: object) -> Sequence[Sequence[Any]]:
        return self._connection.execute(question, facts).all()

    def _row(self, question: Select[Any], **facts: object) -> Sequence[Any] | None:
        return self._connection.execute(question, facts).first()

    def _beaten(self, ticket: Ticket) -> Refused:
        """Return why the ticket could not be written: who was first, or that there is none."""
        last = self.last_entry(ticket.id)
        if last is not None:
            return Stale(ticket=ticket.id, version=last.version, by=last.by, kind=last.kind.value, at=last.at)
        number = self._row(_NUMBER_BY_OUTSIDE, outside_number=ticket.outside_number) if ticket.outside_number else None
        if number is not None:
            return Refused("ticket.already_taken_in", number=number[0], outside_number=ticket.outside_number)
        return Refused("ticket.unknown", ticket=ticket.id)


def concerned(ticket: Ticket, left: str | None) -> str:
    """Return whom a line concerns: who reads the ticket now, and who could before; as the door's ``door_concerned``."""
    before = json.loads(left) if left else []
    grounds, centres = (ticket.area, *before[:1]), (ticket.centre, *ticket.readers, *before[1:])
    return " ".join([*(f">{code}" for code in grounds), *(f"={code}" for code in centres)])


def _left_sight(before: Sequence[Any], ticket: Ticket) -> str | None:
    """Return who could read the ticket before, where that has changed: its area, its centre, its readers."""
    area, centre, readers = before[:3]
    codes = (area, centre, *(json.loads(readers) if readers else ()))
    return None if codes == (ticket.area, ticket.centre, *ticket.readers) else json.dumps(codes)
