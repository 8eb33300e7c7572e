"""What a city's lines need when they were put back from a dump on another server."""

from __future__ import annotations

from sqlalchemy import Connection, text

from db.door.tables import metadata

NUMBERED = tuple(sorted(name for name, table in metadata.tables.items() if "written" in table.c))
"""Tables whose rows tell by which transaction they were written."""

_IS_AHEAD = "SELECT EXISTS (SELECT FROM {table} WHERE written >= pg_snapshot_xmax(pg_current_snapshot()))"
_LONG_AGO = "UPDATE {table} SET written = '3' WHERE written >= pg_snapshot_xmax(pg_current_snapshot())"
"""Three is the first number of any server: before all that can be in progress."""


def count_as_old(connection: Connection) -> tuple[str, ...]:
    """Let nothing be newer than this server's newest transaction, and return the tables where something was.

    Numbers of transactions come along in a dump. On a server that has counted less far every old line would be news at
    every poll, until it has caught up. Seals and hashes are on other things. Only the owner of the tables may.
    """
    ahead = tuple(name for name in NUMBERED if connection.execute(text(_IS_AHEAD.format(table=name))).scalar_one())
    for name in ahead:
        # A city's journal takes its time.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text(_LONG_AGO.format(table=name)))
    return ahead
