"""Taking in reference data and past tickets, batch by batch; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from sqlalchemy import Column, ColumnElement, Connection, Engine, Table, bindparam, select, text, update

from console.domain.camera import Camera
from console.domain.crew import Crew, Department, Duty
from console.domain.grid import Region
from console.domain.grid_layer import LayerCell
from console.domain.sensor import Sensor
from console.domain.shift import Operator
from console.domain.site import Site
from console.domain.ticket import Ticket
from console.journal import Entry
from console.replay import past
from db import places, records, tables
from db.chain import chained
from db.counting import Counting, keep_zone
from db.moved.known import MOVED_FROM_OUTSIDE
from db.moved.tables import moved_ticket
from db.wall_tables import camera
from db.writing import insert_lines, insert_new, insert_readers, next_numbers, tell_states, upsert_fixes

KEYS_AT_ONCE = 10_000
NO_BOX = (None, None, None, None)

IMPORT_LOCK = 0x67726965
"""The advisory lock under which imports into one server follow one another; desks are not held up by it."""

_ADDRESS_TOLD = {
    name: update(camera)
    .where(camera.c.id == bindparam("told_id"), camera.c[name] != bindparam("told_url"))
    .values({name: bindparam("told_url")})
    for name in ("sub_url", "main_url", "ptz_url")
}

_AIM_TOLD = (
    update(camera)
    .where(camera.c.id == bindparam("told_id"))
    .values(azimuth_deg=bindparam("told_azimuth"), view_deg=bindparam("told_view"))
)

Past = tuple[Ticket, Sequence[Entry]]


class SqlRegistry:
    """Writes whole batches, one transaction a call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(begin="IMMEDIATE")

    def add_regions(self, regions: Sequence[Region]) -> int:
        boxes = shapely.bounds(shapely.from_wkb([region.shape_wkb or None for region in regions])).tolist()
        rows = [
            records.region_row(region, box if region.shape_wkb else NO_BOX)
            for region, box in zip(regions, boxes, strict=True)
        ]
        return self._add(tables.region, rows)

    def add_crews(self, crews: Sequence[Crew]) -> int:
        with self._transaction() as connection:
            known = _known(connection, tables.crew.c.id, (crew.id for crew in crews))
            new = {crew.id: crew for crew in reversed(crews) if crew.id not in known}.values()
            on_duty = (crew for crew in new if crew.duty is Duty.ON_DUTY)
            fixes = [records.fix_row(crew.id, crew.place, crew.fixed_at) for crew in on_duty if crew.place]
            upsert_fixes(connection, fixes)
            return insert_new(connection, tables.crew, [records.crew_row(crew) for crew in new])

    def add_departments(self, departments: Sequence[Department]) -> int:
        rows = [records.department_row(department) for department in departments]
        with self._transaction() as connection:
            new = insert_new(connection, tables.department, rows)
            if new < len(rows):
                places.place_departments(connection, rows)
            return new

    def add_cameras(self, cameras: Sequence[Camera]) -> int:
        rows = [records.camera_row(one) for one in cameras]
        aimed = [
            {"told_id": row["id"], "told_azimuth": row["azimuth_deg"], "told_view": row["view_deg"]}
            for row in rows
            if row["azimuth_deg"] is not None
        ]
        with self._transaction() as connection:
            new = insert_new(connection, camera, rows)
            if new < len(rows):
                tell_states(connection, camera, rows)
                _tell_addresses(connection, rows)
                if aimed:
                    connection.execute(_AIM_TOLD, aimed)
            return new

    def add_sites(self, sites: Sequence[Site]) -> int:
        with self._transaction() as connection:
            return places.add_sites(connection, sites)

    def add_sensors(self, sensors: Sequence[Sensor]) -> int:
        with self._transaction() as connection:
            return places.add_sensors(connection, sensors)

    def add_cells(self, cells: Sequence[LayerCell]) -> int:
        with self._transaction() as connection:
            return places.add_cells(connection, cells)

    def add_operators(self, operators: Sequence[Operator]) -> int:
        return self._add(tables.operator, [records.operator_row(operator) for operator in operators])

    def add_past(self, tickets: Sequence[Past]) -> int:
        with self._transaction() as connection:
            new = _new_of(connection, tickets)
            numbers = iter(next_numbers(connection, sum(not ticket.number for ticket, _ in new)))
            named = [ticket if ticket.number else replace(ticket, number=next(numbers)) for ticket, _ in new]
            histories = [past(ticket, entries) for ticket, (_, entries) in zip(named, new, strict=True)]
            lines = [chained(map(records.entry_row, entries), None) for entries in histories]
            heads = [of_one[-1]["hash"] if of_one else None for of_one in lines]
            rows = [{**records.ticket_row(one), "last_hash": head} for one, head in zip(named, heads, strict=True)]
            insert_new(connection, tables.ticket, rows)
            insert_readers(connection, named)
            insert_lines(connection, [line for of_one in lines for line in of_one])
            counting = Counting(connection)
            counting.heard(list(zip(named, histories, strict=True)), are_new=True)
            counting.settle()
            return len(new)

    def known_outside_numbers(self, numbers: Sequence[str]) -> frozenset[str]:
        with self._engine.connect() as connection:
            return frozenset(_known_outside(connection, numbers))

    def keep_months_in(self, zone: ZoneInfo) -> None:
        with self._transaction() as connection:
            keep_zone(connection, zone)

    def _add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
        with self._transaction() as connection:
            return insert_new(connection, table, rows)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": IMPORT_LOCK})
            yield connection


def _tell_addresses(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let cameras have the addresses of their rows; one that is not told stays. Of rows of one camera the first counts."""
    for name, statement in _ADDRESS_TOLD.items():
        told = [{"told_id": row["id"], "told_url": row[name]} for row in reversed(rows) if row[name]]
        if told:
            connection.execute(statement, told)


def _new_of(connection: Connection, tickets: Sequence[Past]) -> list[Past]:
    """Return the tickets whose id, number and outside number are neither stored, nor moved out, nor earlier in the batch."""
    column, moved = tables.ticket.c, moved_ticket.c
    ids = _known(connection, column.id, (ticket.id for ticket, _ in tickets))
    ids |= _known(connection, moved.ticket, (ticket.id for ticket, _ in tickets))
    numbers = _known(connection, column.number, (ticket.number for ticket, _ in tickets if ticket.number))
    numbers |= _known(connection, moved.number, (ticket.number for ticket, _ in tickets if ticket.number))
    outside = _known_outside(connection, [ticket.outside_number for ticket, _ in tickets])
    new = []
    for one in tickets:
        ticket = one[0]
        if ticket.id in ids or ticket.number in numbers or ticket.outside_number in outside:
            continue
        ids.add(ticket.id)
        numbers.update(filter(None, (ticket.number,)))
        outside.update(filter(None, (ticket.outside_number,)))
        new.append(one)
    return new


def _known_outside(connection: Connection, numbers: Iterable[str]) -> set[str]:
    asked = list(filter(None, numbers))
    there = _known(connection, tables.ticket.c.outside_number, asked, tables.FROM_OUTSIDE)
    return there | _known(connection, moved_ticket.c.outside_number, asked, MOVED_FROM_OUTSIDE)


def _known(connection: Connection, column: Column[Any], keys: Iterable[Any], *where: ColumnElement[Any]) -> set[Any]:
    asked = list(keys)
    known: set[Any] = set()
    for begin in range(0, len(asked), KEYS_AT_ONCE):
        some = select(column).where(*where, column.in_(asked[begin : begin + KEYS_AT_ONCE]))
        known.update(connection.execute(some).scalars())
    return known
