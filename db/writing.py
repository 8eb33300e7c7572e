"""What both a unit of work and the registry write: new rows, journal lines, positions, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import md5
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Executable,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from console.domain.grid import RegionCode
from console.domain.ticket import Ticket
from db import tables

SQLITE = sqlite.dialect()

RING = text("SELECT ring_doorbell(:area, :others)").bindparams(bindparam("others", type_=ARRAY(Text)))
"""Feeds on a server listen to it. It carries nothing, and nothing depends on it: whoever hears it asks at once."""


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that break no unique rule, leave what is there alone, and return how many were new."""
    if not rows:
        return 0
    # Only with this option is the count of an INSERT kept until it is asked for.
    options = {"preserve_rowcount": True}
    if connection.dialect.name == "sqlite":
        put = _plainly(table, rows, leaves_alone=True)
        return connection.exec_driver_sql(*put, execution_options=options).rowcount
    statement = postgresql.insert(table).on_conflict_do_nothing()
    return connection.execute(statement, rows, execution_options=options).rowcount


def _plainly(
    table: Table, rows: Sequence[Mapping[str, Any]], *, leaves_alone: bool = False
) -> tuple[str, list[tuple[Any, ...]]]:
    """Return an INSERT of rows that all name the same columns, and their values, as SQLite's driver takes them.

    A column at a time: a past of many tickets has a million lines, and each would be looked at value by value.
    """
    statement, order = _for_sqlite(table, tuple(rows[0]), leaves_alone=leaves_alone)
    values = dict(zip(rows[0], zip(*(row.values() for row in rows), strict=True), strict=True))
    columns = [values[name] if process is None else map(process, values[name]) for name, process in order]
    return statement, list(zip(*columns, strict=True))


@cache
def _for_sqlite(
    table: Table, names: tuple[str, ...], *, leaves_alone: bool
) -> tuple[str, tuple[tuple[str, Callable[[Any], Any] | None], ...]]:
    """Return the text of an INSERT, and by place the column and what makes its values those that are stored."""
    statement = sqlite.insert(table).on_conflict_do_nothing() if leaves_alone else sqlite.insert(table)
    compiled = statement.compile(dialect=SQLITE, column_keys=names)
    order = compiled.positiontup or []
    kinds = {name: table.c[name].type.dialect_impl(SQLITE) for name in order}
    return str(compiled), tuple((name, kinds[name].bind_processor(SQLITE)) for name in order)


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert whole rows; one that is there under the same key is replaced."""
    if rows:
        connection.execute(_onto(connection.dialect.name, table, adding=False), rows)


def add_up(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows' numbers to those that are there under the same keys."""
    if rows:
        connection.execute(_onto(connection.dialect.name, table, adding=True), rows)


@cache
def _onto(dialect: str, table: Table, *, adding: bool) -> Executable:
    """Return the statement that puts rows onto those of the same keys; kept, because every order needs it anew."""
    statement: sqlite.Insert | postgresql.Insert = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    new = {
        column.name: column + statement.excluded[column.name] if adding else statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=table.primary_key, set_=new)


def insert_lines(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert journal lines; on PostgreSQL with the transaction's number, which the feed looks for."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(*_plainly(tables.journal, rows))
    else:
        connection.execute(insert(tables.journal).values(written=func.pg_current_xact_id()), rows)


def ring(connection: Connection, ticket: Ticket) -> None:
    """Ring the doorbells of a ticket's centres on a server when the transaction is committed; a file has none."""
    if connection.dialect.name == "postgresql":
        connection.execute(RING, {"area": ticket.area, "others": [ticket.centre, *ticket.readers]})


def doorbell(centre: RegionCode) -> str:
    """Return the channel on which a server rings for a centre; what a code may hold, the name of a channel may not."""
    return f"griddesk_{md5(centre.encode(), usedforsecurity=False).hexdigest()}"


def insert_readers(connection: Connection, tickets: Iterable[Ticket]) -> None:
    rows = [{"centre": centre, "ticket": ticket.id} for ticket in tickets for centre in ticket.readers]
    insert_new(connection, tables.ticket_reader, rows)


def replace_readers(connection: Connection, ticket: Ticket) -> None:
    connection.execute(
        delete(tables.ticket_reader).where(tables.ticket_reader.c.ticket == bindparam("the_id")), {"the_id": ticket.id}
    )
    insert_readers(connection, (ticket,))


def upsert_fixes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep each crew's latest fix; one that is older than what is stored changes nothing."""
    if not rows:
        return
    table = tables.fix
    if connection.dialect.name == "postgresql":
        change: Any = func.pg_current_xact_id()
    else:
        change = connection.execute(select(func.coalesce(func.max(table.c.written), 0) + 1)).scalar_one()
    statement = _insert(connection, table).values(written=change)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[table.c.crew],
        set_={name: new[name] for name in ("lat_deg", "lng_deg", "at", "written")},
        where=or_(table.c.at.is_(None), table.c.at <= new["at"]),
    )
    connection.execute(statement, rows)


def tell_states(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let devices that are there, by ``id``, have the ``state`` of their rows where that was told later than theirs."""
    told = [{"told_id": row["id"], "told": row["state"], "told_at": row["state_at"]} for row in rows if row["state_at"]]
    if told:
        connection.execute(_told_later(table), told)


@cache
def _told_later(table: Table) -> Executable:
    device = table.c
    told_at = bindparam("told_at", type_=device.state_at.type)
    return (
        update(table)
        .where(device.id == bindparam("told_id"), or_(device.state_at.is_(None), device.state_at < told_at))
        .values(state=bindparam("told"), state_at=told_at)
    )


def next_numbers(connection: Connection, count: int) -> list[str]:
    """Return ticket numbers that nobody else gets; those of an undone transaction may be lost."""
    if connection.dialect.name == "postgresql":
        drawn = connection.execute(
            text("SELECT nextval('ticket_number') FROM generate_series(1, :count)"), {"count": count}
        ).scalars()
        return [str(number) for number in drawn]
    last = connection.execute(
        update(tables.meta)
        .where(tables.meta.c.name == "ticket_number")
        .values(value=cast(tables.meta.c.value, BigInteger) + count)
        .returning(cast(tables.meta.c.value, BigInteger))
    ).scalar_one()
    return [str(number) for number in range(last - count + 1, last + 1)]
