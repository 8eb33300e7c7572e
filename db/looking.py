"""A file that is only looked at: SQLite itself refuses every change but what a wall tells of itself."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from db.wall_tables import wall

LOOKS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_PRAGMA,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_RECURSIVE,
    }
)
CHANGES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})


def let_look(engine: Engine) -> None:
    """Take the right to write from every connection to come, but for the row in which a wall says that it is there."""

    @event.listens_for(engine, "connect")
    def bind(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.set_authorizer(_answer)


def _answer(action: int, table: str | None, _column: str | None, database: str | None, _within: str | None) -> int:
    if action in LOOKS or database == "temp" or (action in CHANGES and table == wall.name):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
