"""What is asked of tickets that were moved out: where one lies, and whether an id, a number or a key was there once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import State, Ticket, TicketId
from db import tables
from db.columns import below
from db.moved.tables import moved_file, moved_line, moved_ticket

_gone, _file, _line, _course = moved_ticket.c, moved_file.c, moved_line.c, tables.course.c
_LIES = select(_gone.number, _gone.outside_number, _file.month).join_from(
    moved_ticket, moved_file, _file.file == _gone.file
)
_BY_ID = _LIES.where(_gone.ticket == bindparam("id"))
_KEY = select(_line.seq).where(_line.key == bindparam("key")).limit(1)
# Literal, because the planner must see that a partial index serves the question.
MOVED_FROM_OUTSIDE: ColumnElement[Any] = literal_column("(moved_ticket.outside_number <> '')")


def gone(connection: Connection, ticket: TicketId) -> Refused | None:
    """Return the refusal that names the archive in which a ticket lies; None where it was not moved out."""
    row = connection.execute(_BY_ID, {"id": ticket}).first()
    return None if row is None else Refused("ticket.moved_out", number=row.number, month=row.month)


def refuse_key(connection: Connection, keys: Iterable[UUID]) -> None:
    """Refuse orders whose lines were moved out.

    Raises:
        Refused: ``order.already_carried_out``.
    """
    for key in keys:
        if connection.execute(_KEY, {"key": key}).first() is not None:
            raise Refused("order.already_carried_out")


def refuse_new(connection: Connection, ticket: Ticket) -> None:
    """Refuse a new ticket whose id, number or outside number is that of one that was moved out.

    Raises:
        Refused: ``ticket.moved_out``, or ``ticket.already_taken_in``.
    """
    same = [_gone.ticket == ticket.id, _gone.number == ticket.number]
    if ticket.outside_number:
        same.append(and_(MOVED_FROM_OUTSIDE, _gone.outside_number == ticket.outside_number))
    for one in same:
        row = connection.execute(_LIES.where(one)).first()
        if row is not None and ticket.outside_number and row.outside_number == ticket.outside_number:
            raise Refused("ticket.already_taken_in", number=row.number, outside_number=row.outside_number)
        if row is not None:
            raise Refused("ticket.moved_out", number=row.number, month=row.month)


def refuse_before(connection: Connection, at: datetime) -> None:
    """Refuse to tell how things stood at a moment of which tickets were moved out.

    Raises:
        Refused: ``past.moved_out``, with the last month that lies in an archive.
    """
    newest = select(_file.month).where(_file.ended_at > at).order_by(_file.month.desc()).limit(1)
    month = connection.execute(newest).scalar()
    if month is not None:
        raise Refused("past.moved_out", month=month)


class SqlMovedOut:
    """Answers on any thread; ``is_at_hand`` tells that lines are read out of the files, so that none are missing."""

    def __init__(self, engine: Engine, *, is_at_hand: bool = False) -> None:
        self._engine = engine
        self._is_at_hand = is_at_hand

    def month_of(self, number: str, centre: RegionCode) -> str | None:
        if not number:
            return None
        seen = or_(below(_gone.area, centre), _gone.centre == centre)
        for one in (_gone.number == number, and_(MOVED_FROM_OUTSIDE, _gone.outside_number == number)):
            found = self._scalars(select(_file.month).join(moved_ticket, _gone.file == _file.file).where(one, seen))
            if found:
                return str(found[0])
        return None

    def months(self, begin: datetime, end: datetime, centre: RegionCode) -> tuple[str, ...]:
        if self._is_at_hand:
            return ()
        return tuple(dict.fromkeys(self._scalars(files_of(begin, end, centre, _file.month))))

    def tickets(
        self, centre: RegionCode, states: Sequence[State], since: datetime | None, until: datetime | None
    ) -> int:
        question = (
            select(func.count())
            .select_from(moved_ticket)
            .join(tables.course, _course.ticket == _gone.ticket)
            .where(below(_gone.area, centre), ~exists().where(tables.ticket.c.id == _gone.ticket))
        )
        if states:
            question = question.where(_gone.state.in_([state.value for state in states]))
        if since is not None:
            question = question.where(_course.reported_at >= since)
        if until is not None:
            question = question.where(_course.reported_at < until)
        return int(self._scalars(question)[0])

    def _scalars(self, question: Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(question).scalars().all()


def files_of(begin: datetime, end: datetime, centre: RegionCode, *told: ColumnElement[Any]) -> Select[Any]:
    """Ask which files hold tickets of the centre's subtree that had lines, or were due, around begin <= at < end."""
    lived = exists().where(
        _gone.file == _file.file, _gone.first_at < end, _gone.last_at >= begin, below(_gone.area, centre)
    )
    return select(*told).where(_file.first_at < end, _file.last_at >= begin, lived).order_by(_file.file)
