"""What a wall only looks at: the database itself refuses every change but what the wall tells of itself.

On a file that is SQLite, which asks before each statement. On a server it is the group of walls, whose members read what a
wall shows and write one row of one table: whoever signed in, the wall's sessions run as that group.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry

from console.domain.errors import Refused
from db.wall_tables import WALLS, wall

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

_WHO = text(
    "SELECT desk_is_owner(), coalesce(pg_has_role(session_user, CAST(to_regrole(:walls) AS oid), 'MEMBER'), false)"
)


def let_look(engine: Engine) -> None:
    """Take the right to write from every connection to come, but for the row in which a wall says that it is there."""

    @event.listens_for(engine, "connect")
    def bind(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.set_authorizer(_answer)


def let_look_at_server(engine: Engine) -> None:
    """Let every connection to come have the rights of a wall and no others, whoever signed in.

    Raises:
        Refused: ``wall.as_owner``: who owns the tables cannot be kept from writing them; ``wall.no_rights``: the server
            knows nothing of walls.
    """
    with engine.connect() as connection:
        is_owner, may_look = connection.execute(_WHO, {"walls": WALLS}).one()
    if is_owner:
        raise Refused("wall.as_owner")
    if not may_look:
        raise Refused("wall.no_rights", database=engine.url.database)
    # What was opened until now has the rights of whoever signed in.
    engine.dispose()

    @event.listens_for(engine, "connect")
    def bind(link: Any, _record: ConnectionPoolEntry) -> None:
        link.execute(f"SET ROLE {WALLS}")
        link.commit()


def _answer(action: int, table: str | None, _column: str | None, database: str | None, _within: str | None) -> int:
    if action in LOOKS or database == "temp" or (action in CHANGES and table == wall.name):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
