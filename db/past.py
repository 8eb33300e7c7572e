"""The board of a past moment, and what happened after it, folded from journal lines.

What is open now, and what ended after the moment, only tells which tickets to look at: a ticket that was open then is
one or the other. So yesterday's board costs the same however long the history is. What stood in them is told by lines
up to the moment alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, and_, bindparam, exists, not_, or_, select, tuple_, union

from console.domain.grid import RegionCode
from console.domain.point import Point
from console.domain.ticket import State, Ticket, TicketId
from console.journal import Entry
from console.past import Folding
from console.stretches import Happened, Stretch
from db import records, tables
from db.columns import below

KEYS_AT_ONCE = 500

_line, _ticket, _reader = tables.journal.c, tables.ticket.c, tables.ticket_reader.c
_newest = tables.journal.alias("newest")
_told = (_line.ticket, _line.version, _line.at, _line.to_state, _line.due_at, _line.changes)
_changed_sight = tables.journal.alias("changed_sight")


def as_of(connection: Connection, centre: RegionCode, at: datetime) -> tuple[Ticket, ...]:
    """Return the open tickets that the centre saw at the moment, by id."""
    candidate = _candidates(centre)
    newest_version = (
        select(_newest.c.version)
        .where(_newest.c.ticket == candidate.c.ticket, _newest.c.at <= bindparam("at"))
        .order_by(_newest.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    last = (
        select(_line.ticket.label("id"), _line.version.label("last"))
        .join_from(candidate, tables.journal, _line.ticket == candidate.c.ticket)
        .where(_line.version == newest_version, not_(tables.ENDS))
        .cte("last")
    )
    lines = (
        select(*_told)
        .join_from(last, tables.journal, and_(_line.ticket == last.c.id, _line.version <= last.c.last))
        .order_by(_line.ticket, _line.version)
    )
    found = connection.execute(lines, {"at": at, "centre": centre}).all()
    folded = (_folded(id_, of_ticket) for id_, of_ticket in groupby(found, itemgetter(0)))
    return tuple(ticket for ticket in folded if ticket is not None and ticket.seen_by(centre))


def passed(connection: Connection, centre: RegionCode, after: Point, until: datetime, count: int) -> Stretch:
    """Return what happened next on the centre's ground; see ``console.ports.Archive``."""
    at = bindparam("at", after.at, _line.at.type)
    lines = (
        select(*records.ENTRY, _line.seq)
        .where(_line.ticket.is_not(None), _line.at >= at, tuple_(_line.at, _line.seq) > tuple_(at, after.seq))
        .where(_line.at <= until)
        .order_by(_line.at, _line.seq)
        .limit(count)
    )
    rows = connection.execute(lines).all()
    entries = [records.entry_of(row) for row in rows]
    stood = _standing(connection, entries)
    happened = []
    for entry in entries:
        before, now = stood.get((entry.ticket, entry.version - 1)), stood.get((entry.ticket, entry.version))
        if now is not None and any(one.seen_by(centre) for one in (before, now) if one is not None):
            happened.append(Happened(entry, now))
    ends = Point(entries[-1].at, rows[-1].seq) if len(rows) == count else Point.after(until)
    return Stretch(begins=after, ends=ends, happened=tuple(happened))


def last_before(connection: Connection, centre: RegionCode, at: datetime) -> datetime | None:
    """Return the moment of the newest line before ``at`` on what is the centre's ground now."""
    newest = (
        select(_line.at)
        .join_from(tables.journal, tables.ticket, _ticket.id == _line.ticket)
        .where(_line.at < at, _seen(centre))
        .order_by(_line.at.desc(), _line.seq.desc())
        .limit(1)
    )
    found: datetime | None = connection.execute(newest).scalar()
    return found


def _candidates(centre: RegionCode) -> CTE:
    """Return the tickets that may have been open at ``:at``, as far as the centre sees or may have seen them."""
    may_be = union(
        select(_ticket.id.label("ticket")).where(tables.OPEN),
        select(_line.ticket).where(_line.at > bindparam("at"), tables.ENDS),
    ).subquery()
    moved = exists().where(_changed_sight.c.ticket == _ticket.id, _changed_sight.c.left_sight_of.is_not(None))
    return (
        select(_ticket.id.label("ticket"))
        .join_from(may_be, tables.ticket, _ticket.id == may_be.c.ticket)
        .where(or_(_seen(centre), moved))
        .cte("candidate")
    )


def _seen(centre: RegionCode) -> ColumnElement[bool]:
    reads = exists().where(_reader.ticket == _ticket.id, _reader.centre == centre)
    return or_(below(_ticket.area, centre), _ticket.centre == centre, reads)


def _standing(connection: Connection, entries: Sequence[Entry]) -> dict[tuple[TicketId | None, int], Ticket]:
    """Return the tickets of these lines as they stood before and after each."""
    wanted = {(entry.ticket, entry.version - back) for entry in entries for back in (0, 1)}
    ids = list({entry.ticket for entry in entries})
    stood: dict[tuple[TicketId | None, int], Ticket] = {}
    for begin in range(0, len(ids), KEYS_AT_ONCE):
        lines = select(*_told).where(_line.ticket.in_(ids[begin : begin + KEYS_AT_ONCE]))
        found = connection.execute(lines.order_by(_line.ticket, _line.version)).all()
        for id_, of_ticket in groupby(found, itemgetter(0)):
            folding = Folding(id_)
            for row in of_ticket:
                _add(folding, row)
                ticket = folding.ticket() if (id_, folding.version) in wanted else None
                if ticket is not None:
                    stood[id_, folding.version] = ticket
    return stood


def _folded(id_: int, rows: Iterable[Sequence[Any]]) -> Ticket | None:
    folding = Folding(TicketId(id_))
    for row in rows:
        _add(folding, row)
    return folding.ticket()


def _add(folding: Folding, row: Sequence[Any]) -> None:
    _, version, at, to_state, due_at, changes = row
    state = State(to_state) if to_state else None
    folding.add(version, at, state, due_at, json.loads(changes) if changes else {})
