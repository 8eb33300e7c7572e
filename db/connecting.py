"""Engines: how each connection is set up, and what a driver's failure means to the console."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from console.domain.errors import Refused
from console.outages import FileOutage
from console.ports import Outage
from db.door.refusals import refusal
from db.search.functions import register
from db.server_address import Key, server_address

BUSY_S = 10.0
"""How long a desk waits for another process that is writing the same file."""

NOT_OURS = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
NOT_WRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

ON_CONNECT = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
)


FORBIDDEN = "42501"
"""What PostgreSQL answers where a role lacks a right."""


class NotOurs(FileOutage):
    """The file is no database, or a damaged one."""


class NotWritable(FileOutage):
    """The file, or its folder, may not be written."""


def file_engine(path: Path) -> Engine:
    """Return an engine on a SQLite file; a transaction begins as the connection's ``begin`` option says.

    A file that is taken away or exchanged under a running program is an Outage: what would be written into the old
    one would be lost, and a new one would be empty. When it is back, or another is in its place, work goes on.
    """
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        hide_parameters=True,  # They hold callers, and a bug's report goes into the log.
        max_overflow=-1,
        connect_args={"timeout": BUSY_S, "isolation_level": None, "check_same_thread": False},
    )
    opened: list[bool] = []

    @event.listens_for(engine, "handle_error")
    def tell(context: ExceptionContext) -> None:
        _tell_of_file(context.original_exception, str(path))

    @event.listens_for(engine, "do_connect")
    def look_first(*_: object) -> None:
        if opened and not path.exists():
            raise _gone(path)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        for pragma in ON_CONNECT:
            connection.execute(pragma)
        register(connection)
        opened.append(True)
        record.info["file"] = _identity(path)

    # The driver would begin a transaction only before the first change, and never before a read or a new table.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        now = _identity(path)
        if now != connection.info["file"]:
            if now is not None:
                connection.invalidate()
            raise FileOutage(f"{path} was exchanged", "file.exchanged", path=str(path)) if now else _gone(path)
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")

    return engine


def _gone(path: Path) -> FileOutage:
    return FileOutage(f"{path} is gone; put it back", "file.gone", path=str(path))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from another of its name, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def server_engine(url: str, name: str = "", password: str = "", *, key: Key | None = None) -> Engine:
    """Return an engine on a PostgreSQL server, whose every call has a deadline: see ``db.deadlines``.

    Args:
        url: where it lies; what it says of roles and passwords goes first.
        name: the server role of whoever signs in.
        password: of that role; it is kept in memory for connections to come, and told to nobody.
        key: both together, for whoever has another password to give later on.

    Raises:
        Refused: ``database.bad_url``, ``database.password_in_url``.
    """
    address = server_address(url)
    key = key or Key(name, password)
    engine = create_engine(
        URL.create(
            "postgresql+psycopg", username=address.user or key.name, host=address.told(), database=address.database
        ),
        hide_parameters=True,
        max_overflow=-1,
        pool_pre_ping=True,
    )
    # The driver takes as long to import as a desk on a file takes to look for what is new.
    from db.server_link import watch

    watch(engine, address, key)
    event.listen(engine, "handle_error", _tell_of_server)
    return engine


def is_forbidden(error: DBAPIError) -> bool:
    """Tell whether a server said that whoever signed in may not do that."""
    return getattr(error.orig, "sqlstate", None) == FORBIDDEN


# What a driver's error means to the console is raised here; anything else is a bug, and stays what it is.


def _tell_of_file(error: BaseException, path: str) -> None:
    if not isinstance(error, sqlite3.DatabaseError):
        return
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_CONSTRAINT and "journal.key" in str(error):
        raise Refused("order.already_carried_out") from error
    if code in NOT_OURS:
        said = f"{path} is damaged, put a good copy in its place ({error})"
        raise NotOurs(said, "file.damaged", path=path) from error
    if code in NOT_WRITABLE:
        raise NotWritable(f"{path} cannot be written ({error})", "file.not_writable", path=path) from error
    if code == sqlite3.SQLITE_FULL:
        raise FileOutage(f"the disk of {path} is full; make room, then try again", "file.full", path=path) from error
    if code in BUSY:
        said = f"another program has kept {path} locked; try again when it is done"
        raise FileOutage(said, "file.locked", path=path) from error
    if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
        raise Outage(str(error)) from error


def _tell_of_server(context: ExceptionContext) -> None:
    if context.is_pre_ping:
        return  # the pool asks whether a connection still lives, and makes another if not
    from db.server_failures import on_the_way

    error = context.original_exception
    if isinstance(context.sqlalchemy_exception, IntegrityError) and "uq_journal_key" in str(error):
        raise Refused("order.already_carried_out") from error
    refused = refusal(error)
    if refused is not None:
        raise refused from error
    outage = on_the_way(error)
    if outage is not None:
        raise outage from error
