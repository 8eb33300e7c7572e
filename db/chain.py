"""The journal's hashes: what a row tells, as one text, the same in Python and on both engines; and the heads of chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, null, select, update

from console.chain import BETWEEN, NO_HASH, NOTHING, hashed
from db import tables
from db.columns import EPOCH, MICROSECOND
from db.door import tables as door
from db.door.told import COLUMNS
from db.writing import insert_lines, insert_new

AT_ONCE = 5_000
Row = Mapping[str, Any]

_TOLD = tuple(tables.journal.c[name] for name in COLUMNS)
_SET_HASHES = (
    update(tables.journal)
    .where(tables.journal.c.seq == bindparam("the_seq"))
    .values(prev_hash=bindparam("the_prev"), hash=bindparam("the_hash"))
)
_SET_TICKET_HEAD = (
    update(tables.ticket).where(tables.ticket.c.id == bindparam("the_id")).values(last_hash=bindparam("head"))
)

_HEADS = (
    select(door.centre_chain.c.centre, door.centre_chain.c.lines, door.centre_chain.c.last_hash)
    .where(door.centre_chain.c.centre.in_(bindparam("centres", expanding=True)))
    .order_by(door.centre_chain.c.centre)
    .with_for_update()
)
_SET_HEAD = (
    update(door.centre_chain)
    .where(door.centre_chain.c.centre == bindparam("of_centre"))
    .values(lines=bindparam("count"), last_hash=bindparam("head"))
)


def row_text(row: Row) -> str:
    """Return what a row of the journal tells, as its hash covers it."""
    return BETWEEN.join([_word(row.get(name)) for name in COLUMNS])


def chained(rows: Iterable[Row], head: bytes | None) -> list[dict[str, Any]]:
    """Return the rows with their hashes, the first on top of ``head``; all are of one chain, oldest first."""
    last = head or NO_HASH
    linked = []
    for row in rows:
        prev, last = last, hashed(last, row_text(row))
        linked.append({**row, "prev_hash": prev, "hash": last})
    return linked


def chained_at_centres(connection: Connection, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows that concern no ticket with their hashes, and move the heads of their centres on.

    Nobody else moves them before the transaction ends; centres are locked in one order, so that nobody waits in a circle.
    """
    centres = sorted({row["centre"] for row in rows})
    new = [{"centre": centre, "lines": 0, "last_hash": NO_HASH} for centre in centres]
    insert_new(connection, door.centre_chain, new)
    heads = {centre: [lines, head] for centre, lines, head in connection.execute(_HEADS, {"centres": centres})}
    linked = []
    for row in rows:
        head = heads[row["centre"]]
        linked += chained((row,), head[1])
        head[0], head[1] = head[0] + 1, linked[-1]["hash"]
    connection.execute(
        _SET_HEAD, [{"of_centre": centre, "count": count, "head": last} for centre, (count, last) in heads.items()]
    )
    return linked


def note_lines(connection: Connection, rows: Sequence[Row]) -> None:
    """Write lines that concern no ticket."""
    if rows:
        insert_lines(connection, chained_at_centres(connection, rows))


def chain_again(connection: Connection) -> None:
    """Hash every line anew, and set the heads: for a database from before there were chains."""
    connection.execute(delete(door.centre_chain))
    connection.execute(update(tables.ticket).values(last_hash=null()))
    line = tables.journal.c
    _chain_tickets(connection)
    last = 0
    while True:
        some = select(line.seq, *_TOLD).where(line.ticket.is_(None), line.seq > last).order_by(line.seq).limit(AT_ONCE)
        rows = list(map(dict, connection.execute(some).mappings()))
        if not rows:
            return
        _store(connection, chained_at_centres(connection, rows))
        last = rows[-1]["seq"]


def _chain_tickets(connection: Connection) -> None:
    line, last = tables.journal.c, None
    while True:
        ids = select(tables.ticket.c.id).order_by(tables.ticket.c.id).limit(AT_ONCE)
        found = connection.execute(ids if last is None else ids.where(tables.ticket.c.id > last)).scalars().all()
        if not found:
            return
        within = line.ticket.between(found[0], found[-1])
        lines = connection.execute(select(line.seq, *_TOLD).where(within).order_by(line.ticket, line.version))
        rows = map(dict, lines.mappings())
        linked, heads = [], []
        for ticket, of_one in groupby(rows, itemgetter("ticket")):
            some = chained(of_one, None)
            linked += some
            heads.append({"the_id": ticket, "head": some[-1]["hash"]})
        _store(connection, linked)
        if heads:
            connection.execute(_SET_TICKET_HEAD, heads)
        last = found[-1]


def _store(connection: Connection, linked: Sequence[Row]) -> None:
    if linked:
        rows = [{"the_seq": row["seq"], "the_prev": row["prev_hash"], "the_hash": row["hash"]} for row in linked]
        connection.execute(_SET_HASHES, rows)


def _word(value: Any) -> str:
    match value:
        case None:
            return NOTHING
        case bool():
            return "true" if value else "false"
        case datetime():
            return str((value - EPOCH) // MICROSECOND)
        case UUID():
            return value.hex
        case _:
            return str(value)
