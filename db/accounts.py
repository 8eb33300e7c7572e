"""Who may sit at a desk, with which roles, by which password; and who is on shift there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, exists, func, select, text
from sqlalchemy.exc import ProgrammingError

from console.account_lines import Hand, password_given, seat_given, seats_taken
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import OnShift, Operator
from console.journal import Entry, Kind
from console.ports import Account
from db import records, tables
from db.chain import note_lines
from db.connecting import is_forbidden
from db.passwords import IS_GUARDED, fits, hashed
from db.writing import insert_or_replace

_IS_OWNER = text("SELECT desk_is_owner()")
_WHO_AM_I = text("SELECT desk_is_owner(), desk_operator()")
_seat, _password, _line = tables.operator.c, tables.password.c, tables.journal.c


class SqlAccounts:
    """Answers on any thread; each call is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def is_guarded(self) -> bool:
        with self._engine.connect() as connection:
            return not _is_owner(connection) or bool(connection.execute(IS_GUARDED).scalar_one())

    def listed(self) -> tuple[Account, ...]:
        with self._engine.connect() as connection:
            seats = list(
                map(records.operator_of, connection.execute(select(*_seat).order_by(_seat.name, _seat.centre)))
            )
            if _is_owner(connection):
                rows = connection.execute(select(_password.name, _password.must_change))
                must_change = {name: bool(must) for name, must in rows}
            else:
                # Whoever sits at a desk of a server signed in there; their passwords are the server's.
                must_change = dict.fromkeys((seat.name for seat in seats), False)
        return tuple(
            Account(
                name=name,
                seats=tuple(of_one),
                has_password=name in must_change,
                must_change=must_change.get(name, False),
            )
            for name, of_one in groupby(seats, attrgetter("name"))
        )

    def mine(self) -> Account | None:
        if self._engine.dialect.name != "postgresql":
            return None
        with self._engine.connect() as connection:
            try:
                is_owner, name = connection.execute(_WHO_AM_I).one()
            except ProgrammingError as error:
                if not is_forbidden(error):
                    raise
                raise Refused("sign_in.no_account") from error
            if is_owner:
                return None
            if name is None:
                raise Refused("sign_in.no_account")
            return Account(name=name, seats=_seats_of(connection, name))

    def check(self, name: str, password: str) -> Account | None:
        with self._engine.connect() as connection:
            kept = connection.execute(
                select(_password.hash, _password.must_change).where(_password.name == name)
            ).first()
            seats = _seats_of(connection, name)
        # Without a connection in hand: this takes its time.
        if not fits(kept[0] if kept else None, password) or kept is None or not seats:
            return None
        return Account(name=name, seats=seats, has_password=True, must_change=kept[1])

    def put(self, operator: Operator, hand: Hand, password: str | None = None, *, must_change: bool = False) -> bool:
        given = None if password is None else _password_row(operator.name, password, must_change=must_change)
        with self._writing() as connection:
            before = {seat.centre: seat for seat in _seats_of(connection, operator.name)}
            insert_or_replace(connection, tables.operator, [records.operator_row(operator)])
            lines = seat_given(before.get(operator.centre), operator, hand)
            if given is not None:
                insert_or_replace(connection, tables.password, [given])
                centres = sorted({*before, operator.centre})
                lines += password_given(operator.name, centres, hand, part=len(lines))
            _note(connection, lines)
        return operator.centre not in before

    def set_password(self, name: str, password: str, hand: Hand, *, must_change: bool) -> None:
        row = _password_row(name, password, must_change=must_change)
        with self._writing() as connection:
            insert_or_replace(connection, tables.password, [row])
            _note(connection, password_given(name, [seat.centre for seat in _seats_of(connection, name)], hand))

    def remove(self, name: str, hand: Hand, centre: RegionCode | None = None) -> int:
        with self._writing() as connection:
            gone = [seat.centre for seat in _seats_of(connection, name) if centre in {None, seat.centre}]
            connection.execute(delete(tables.operator).where(_seat.name == name, _seat.centre.in_(gone)))
            left = exists().where(_seat.name == name)
            connection.execute(delete(tables.password).where(_password.name == name, ~left))
            _note(connection, seats_taken(name, gone, hand))
        return len(gone)

    def on_shift(self, centre: RegionCode) -> tuple[OnShift, ...]:
        with self._engine.connect() as connection:
            rows: Sequence[Any] = connection.execute(_newest_of_shift(centre)).all()
        began = (OnShift(name=by, since=at, desk=desk) for by, kind, at, desk in rows if kind == Kind.SHIFT_BEGAN)
        return tuple(sorted(began, key=attrgetter("since", "name")))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.execution_options(begin="IMMEDIATE").begin() as connection:
            if not _is_owner(connection):
                raise Refused("operator.of_the_server")
            yield connection


def _is_owner(connection: Connection) -> bool:
    """Tell whether the connection is trusted: a file's is, and on a server the owner's."""
    return connection.dialect.name != "postgresql" or bool(connection.execute(_IS_OWNER).scalar_one())


def _seats_of(connection: Connection, name: str) -> tuple[Operator, ...]:
    question = select(*_seat).where(_seat.name == name).order_by(_seat.centre)
    return tuple(map(records.operator_of, connection.execute(question)))


def _password_row(name: str, password: str, *, must_change: bool) -> dict[str, object]:
    """Return the row with its hash; outside a transaction, because it takes its time."""
    return {"name": name, "hash": hashed(password), "must_change": must_change}


def _note(connection: Connection, lines: Sequence[Entry]) -> None:
    note_lines(connection, [records.entry_row(line) for line in lines])


def _newest_of_shift(centre: RegionCode) -> Select[Any]:
    """Return the newest line of each operator: whose tells that it began, is on shift."""
    newest = select(func.max(_line.seq)).where(tables.OF_SHIFT, _line.centre == centre).group_by(_line.by)
    return select(_line.by, _line.kind, _line.at, _line.desk).where(_line.seq.in_(newest))
