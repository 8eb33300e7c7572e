"""The city's own rules as rows, and the rulebook in force, read anew only where there is a newer version."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection, bindparam, func, insert, select, text

from console import gate, ladder, lifecycle, rulebook
from console.calendar import FILE as CALENDAR
from console.domain.errors import Refused
from console.rulebook import Rulebook, RuleFiles
from db import tables
from db.door.limits import lay_limits
from db.door.transitions import lay

RULES_LOCK = 0x67726972
"""The advisory lock under which versions follow one another on a server; SQLite has one writer anyway."""

_column = tables.rulebook.c
_NEWEST = select(_column.version, _column.at, _column.by).order_by(_column.version.desc()).limit(1)
_TEXTS = select(_column.file, _column.text).where(_column.version == bindparam("version")).order_by(_column.file)
_CALENDARS = (
    select(_column.text)
    .where(_column.file == CALENDAR)
    .group_by(_column.text)
    .order_by(func.min(_column.version), _column.text)
)


class RuleShelf:
    """The rulebook of one database, kept until there is a newer one; any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[tuple[int, datetime], Rulebook] | None = None

    def in_force(self, connection: Connection) -> Rulebook:
        """Return the rules as the connection's transaction sees them.

        Raises:
            Refused: ``rulebook.bad``; files that another version of the product took do not do for this one.
        """
        newest = connection.execute(_NEWEST).first()
        if newest is None:
            return rulebook.shipped()
        # The moment as well: a version that was undone may be given once more.
        key = (newest.version, newest.at)
        with self._lock:
            if self._kept is None or self._kept[0] != key:
                self._kept = key, rulebook.read(files_of(connection))
            return self._kept[1]


def files_of(connection: Connection) -> RuleFiles:
    """Return the newest files of the city's own."""
    newest = connection.execute(_NEWEST).first()
    if newest is None:
        return rulebook.SHIPPED
    texts = connection.execute(_TEXTS, {"version": newest.version}).all()
    calendars = connection.execute(_CALENDARS).scalars().all()
    return RuleFiles(
        version=newest.version,
        texts={row.file: row.text for row in texts},
        at=newest.at,
        by=newest.by,
        calendars=tuple(calendars),
    )


def put_files(connection: Connection, texts: Mapping[str, str], at: datetime, by: str) -> int:
    """Keep the files as a new version, and return its number."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": RULES_LOCK})
    newest = connection.execute(_NEWEST).first()
    version: int = newest.version + 1 if newest is not None else 1
    rows = [{"version": version, "file": file, "text": kept, "at": at, "by": by} for file, kept in texts.items()]
    connection.execute(insert(tables.rulebook), rows)
    lay(connection, _lifecycle(texts))
    lay_limits(connection, _lifecycle(texts), *_gate_and_ladder(texts))
    return version


def lay_in_force(connection: Connection) -> None:
    """Let the door go by the verbs as this program and the city's own file have them.

    What the city took of an older program and this one refuses is left out: whoever opens the database is told of it.
    """
    try:
        in_force = _lifecycle(files_of(connection).texts)
    except Refused:
        in_force = lifecycle.shipped()
    lay(connection, in_force)


def lay_limits_in_force(connection: Connection) -> None:
    """Let the door go by the numbers of this program and the city's own files, as far as this program reads them."""
    texts = files_of(connection).texts
    try:
        verbs = _lifecycle(texts)
    except Refused:
        verbs = lifecycle.shipped()
    lay_limits(connection, verbs, *_gate_and_ladder(texts))


def _gate_and_ladder(texts: Mapping[str, str]) -> tuple[gate.Gate, ladder.Ladder]:
    """Return both as the city's own files have them, or as shipped where this program refuses those."""
    limits, rungs = gate.shipped(), ladder.shipped()
    with suppress(Refused):
        limits = gate.parse(texts[gate.FILE]) if gate.FILE in texts else limits
    with suppress(Refused):
        rungs = ladder.parse(texts[ladder.FILE]) if ladder.FILE in texts else rungs
    return limits, rungs


def _lifecycle(texts: Mapping[str, str]) -> lifecycle.Lifecycle:
    own = texts.get(lifecycle.FILE)
    return lifecycle.shipped() if own is None else lifecycle.parse(own, over=lifecycle.shipped())
