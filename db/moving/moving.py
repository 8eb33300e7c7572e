"""Moving months out: chosen, written, read again and compared, and only then taken out of the database.

Each stage of a file is reached in a transaction of its own (``db.moved.tables.Stage``), and all of them may be done
again: a run that was killed anywhere is gone on with by the next one, with nothing lost and nothing twice.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Engine, Table, bindparam, delete, func, insert, select, update

from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import ENDED
from console.journal import Entry, Kind
from db import records, tables
from db.chain import note_lines
from db.deadlines import Call
from db.door.tables import caller
from db.moved.tables import Stage, moved_file, moved_line, moved_ticket
from db.moving.choosing import Family
from db.moving.files import (
    BROKEN,
    PACKED,
    Manifest,
    Moved,
    Row,
    check_digest,
    digest,
    manifest_of,
    put,
    read,
    write,
)
from db.writing import insert_new

AT_ONCE = 500
FRESH = ".new"
"""So many tickets are chosen, or leave, in one transaction."""

_ticket, _line = tables.ticket.c, tables.journal.c
_gone, _file = moved_ticket.c, moved_file.c
_STAGE = select(_file.stage).where(_file.file == bindparam("the_file"))
_CHOSEN = (
    select(_gone.ticket, _gone.version, _gone.last_hash)
    .where(_gone.file == bindparam("the_file"))
    .order_by(_gone.ticket)
)
_STILL_THERE = (
    select(_gone.ticket)
    .join(tables.ticket, _ticket.id == _gone.ticket)
    .where(_gone.file == bindparam("the_file"), _gone.ticket > bindparam("last"))
    .order_by(_gone.ticket)
    .limit(AT_ONCE)
)
_LINES_LEAVE = insert(moved_line).from_select(
    [column.name for column in moved_line.c],
    select(*(_line[column.name] for column in moved_line.c)).where(_line.ticket.in_(bindparam("ids", expanding=True))),
)
_OF_TICKET = (
    tables.answer.c.ticket, tables.patrol.c.ticket, caller.c.ticket, tables.ticket_reader.c.ticket,
    tables.ticket_text.c.ticket, tables.journal.c.ticket, tables.ticket.c.id,
)  # fmt: skip
"""By what each row of a leaving ticket is found, in the order in which they may go."""
_LEAVE = tuple(delete(column.table).where(column.in_(bindparam("ids", expanding=True))) for column in _OF_TICKET)
_SPANS = (
    select(_line.ticket, func.min(_line.at), func.max(_line.at), func.max(_line.due_at), func.count())
    .where(_line.ticket.in_(bindparam("ids", expanding=True)))
    .group_by(_line.ticket)
)


TOLD = ("number", "outside_number", "area", "centre", "state", "version", "last_hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A file that is wholly moved."""

    file: str
    month: str
    tickets: int
    lines: int
    sha256: str


class Mover:
    """Moves months of one database into one folder, in the hands of its owner."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        zone: ZoneInfo,
        by: Operator,
        *,
        schema: str = "",
        heard: Callable[[str, int], None] = lambda _file, _left: None,
    ) -> None:
        """Take the database, the folder, the zone in which months begin, and whose hand it is.

        ``schema`` is the revision of the tables, which manifests tell; ``heard`` is told, now and then, at which file it is and how many of its tickets have left.
        """
        self._engine = engine.execution_options(begin="IMMEDIATE", call=Call.SCHEMA)
        self._reading = engine.execution_options(call=Call.SCHEMA)
        self._folder = folder
        self._zone = zone
        self._by = by
        self._schema = schema
        self._heard = heard

    def unfinished(self) -> list[str]:
        """Return the files of runs that were broken off, in the order of their names."""
        with self._reading.connect() as connection:
            begun = select(_file.file).where(_file.stage != Stage.MOVED.value).order_by(_file.file)
            return list(connection.execute(begun).scalars())

    def begin(self, month: str) -> str:
        """Give a file of this month a name that neither the database nor the folder knows, and return it."""
        with self._engine.begin() as connection:
            for number in count(1):
                name = f"{month}{f'-{number}' if number > 1 else ''}{PACKED}"
                row = {"file": name, "month": month, "stage": Stage.CHOOSING.value, "tickets": 0, "lines": 0}
                if not (self._folder / name).exists() and insert_new(connection, moved_file, [row]):
                    return name
        raise AssertionError("numbers do not end")

    def choose(self, file: str, families: Sequence[Family], before: datetime) -> int:
        """Choose tickets for a file, whole families at a time, and return how many; those touched meanwhile stay.

        Raises:
            Refused: ``archive.another_runs``.
        """
        chosen, coming = 0, iter(families)
        while some := _batch(coming):
            with self._engine.begin() as connection:
                if connection.execute(_STAGE.with_for_update(), {"the_file": file}).scalar() != Stage.CHOOSING.value:
                    raise Refused("archive.another_runs", file=file)
                chosen += _choose(connection, file, some, before)
        return chosen

    def finish(self, file: str, seal: int, at: datetime) -> Done | None:
        """Bring a file from wherever it stands to its end; None where nothing was chosen for it.

        Raises:
            Refused: ``file.…`` or ``archive.occupied``, it cannot be written, and nothing has left; ``archive.misread``,
                what was written is not what the database holds; ``archive.another_runs``; ``archive.missing`` or
                ``archive.differs``, a file that was written before.
        """
        with self._engine.begin() as connection:
            _reach(connection, file, Stage.CHOOSING, Stage.CHOSEN)
            stage = connection.execute(_STAGE, {"the_file": file}).scalar()
        if stage == Stage.CHOSEN.value and not self._write(file, seal, at):
            return None
        self._leave(file)
        with self._engine.begin() as connection:
            _reach(connection, file, Stage.WRITTEN, Stage.MOVED)
            row = connection.execute(select(*_file).where(_file.file == file)).one()
        return Done(file=file, month=row.month, tickets=row.tickets, lines=row.lines, sha256=row.sha256.hex())

    def release(self, file: str) -> None:
        """Let the tickets of a file be changed again that was not written; of one that was, nothing."""
        with self._engine.begin() as connection:
            if connection.execute(_STAGE.with_for_update(), {"the_file": file}).scalar() in _UNWRITTEN:
                connection.execute(delete(moved_ticket).where(_gone.file == file))
                connection.execute(delete(moved_file).where(_file.file == file))

    def _write(self, file: str, seal: int, at: datetime) -> bool:
        """Write the file and its manifest, read it again, and tell the journal of it; without tickets, forget it."""
        with self._reading.connect() as connection:
            chosen = connection.execute(_CHOSEN, {"the_file": file}).all()
            spans = connection.execute(
                select(func.min(_gone.first_at), func.max(_gone.last_at)).where(_gone.file == file)
            ).one()
            if not chosen:
                connection.close()
                self.release(file)
                return False
            month = connection.execute(select(_file.month).where(_file.file == file)).scalar_one()
            _sweep(self._folder, file)
            fresh = self._folder / f".{file}.{os.getpid()}{FRESH}"
            write(fresh, _tickets(connection, [row.ticket for row in chosen]))
        manifest, ended_at = self._read_again(fresh, file, month, chosen, seal)
        told = {
            "tickets": manifest.tickets,
            "lines": manifest.lines,
            "first_at": spans[0],
            "ended_at": ended_at,
            "last_at": spans[1],
            "sha256": bytes.fromhex(manifest.sha256),
            "head": bytes.fromhex(manifest.head),
        }
        with self._engine.begin() as connection:
            # Nobody else is at the file from here on: another run that has begun to take tickets out would be past this.
            if not _reach(connection, file, Stage.CHOSEN, Stage.WRITTEN, **told):
                fresh.unlink(missing_ok=True)
                raise Refused("archive.another_runs", file=file)
            put(fresh, self._folder / file, manifest)
            note_lines(connection, [records.entry_row(_line_of(manifest, self._by, at))])
        return True

    def _read_again(
        self, path: Path, file: str, month: str, chosen: Sequence[Any], seal: int
    ) -> tuple[Manifest, datetime]:
        """Compare what lies on the disk with what was chosen, and return what is told of it, and its last change."""
        lines, heads, ended, numbers = 0, sha256(), [], []
        try:
            for one, row in zip(read(path), chosen, strict=True):
                if one.ticket["id"] != row.ticket or one.faults(row.last_hash, row.version):
                    raise Refused("archive.misread", path=str(path))
                lines += len(one.lines)
                heads.update(row.last_hash)
                ended.append(one.ticket["changed_at"])
                numbers.append(one.ticket["number"])
        except BROKEN as wrong:
            raise Refused("archive.misread", path=str(path)) from wrong
        manifest = Manifest(
            file=file,
            month=month,
            zone=self._zone.key,
            tickets=len(chosen),
            lines=lines,
            first_number=numbers[0],
            last_number=numbers[-1],
            sha256=digest(path).hex(),
            head=heads.hexdigest(),
            seal=seal,
            schema=self._schema,
        )
        return manifest, max(ended)

    def _leave(self, file: str) -> None:
        """Take the tickets of a written file out of the database, as long as that file is as it was written."""
        with self._reading.connect() as connection:
            known = connection.execute(select(_file.sha256).where(_file.file == file)).scalar_one()
        check_digest(self._folder, file, known)
        last = left = 0
        while True:
            with self._engine.begin() as connection:
                found = connection.execute(_STILL_THERE, {"the_file": file, "last": last}).scalars().all()
                if not found:
                    return
                locked = select(_ticket.id).where(_ticket.id.in_(found)).order_by(_ticket.id).with_for_update()
                ids = connection.execute(locked).scalars().all()
                connection.execute(_LINES_LEAVE, {"ids": ids})
                for each in _LEAVE:
                    connection.execute(each, {"ids": ids})
            last, left = found[-1], left + len(ids)
            self._heard(file, left)


_UNWRITTEN = {Stage.CHOOSING.value, Stage.CHOSEN.value}


def _batch(coming: Iterator[Family]) -> list[Family]:
    """Return the next families, of about as many tickets as are chosen at once."""
    some: list[Family] = []
    size = 0
    for family in coming:
        some.append(family)
        size += len(family)
        if size >= AT_ONCE:
            break
    return some


def _choose(connection: Connection, file: str, families: Sequence[Family], before: datetime) -> int:
    ids = [one for family in families for one in family]
    still = select(tables.ticket).where(
        _ticket.id.in_(ids), _ticket.state.in_(sorted(ENDED)), _ticket.changed_at < before
    )
    locked = still.order_by(_ticket.id).with_for_update()
    there = {row["id"]: row for row in connection.execute(locked).mappings()}
    spans = {row[0]: row[1:] for row in connection.execute(_SPANS, {"ids": ids})}
    # One without lines, or with fewer than it should have, has no chain that anybody could follow out there.
    whole = {
        one for one, row in there.items() if one in spans and row["last_hash"] and spans[one][-1] == row["version"]
    }
    rows = []
    for one in (one for family in families if whole.issuperset(family) for one in family):
        row, (first_at, last_at, due_at, _) = there[one], spans[one]
        told = {name: row[name] for name in TOLD}
        rows.append(
            {"ticket": one, **told, "first_at": first_at, "last_at": max(last_at, due_at or last_at), "file": file}
        )
    insert_new(connection, moved_ticket, rows)
    return len(rows)


def _reach(connection: Connection, file: str, from_: Stage, to: Stage, **told: object) -> bool:
    """Let a file go from one stage to the next, and tell whether it was at the first."""
    at_first = update(moved_file).where(_file.file == file, _file.stage == from_.value)
    return connection.execute(at_first.values(stage=to.value, **told)).rowcount == 1


def _tickets(connection: Connection, ids: Sequence[int]) -> Iterator[Moved]:
    """Yield tickets, by their ids, with all that belongs to them."""
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        lines = _rows(connection, tables.journal, _line.ticket, some, _line.version)
        answers = _rows(connection, tables.answer, tables.answer.c.ticket, some, tables.answer.c.id)
        patrols = _rows(connection, tables.patrol, tables.patrol.c.ticket, some, tables.patrol.c.ticket)
        whole = select(tables.ticket).where(_ticket.id.in_(some)).order_by(_ticket.id)
        for row in connection.execute(whole).mappings():
            one = row["id"]
            yield Moved(
                ticket=dict(row),
                lines=tuple(lines.get(one, ())),
                answers=tuple(answers.get(one, ())),
                patrols=tuple(patrols.get(one, ())),
            )


def _rows(
    connection: Connection, table: Table, column: Column[Any], ids: Sequence[int], order: Column[Any]
) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(select(table).where(column.in_(ids)).order_by(column, order)).mappings():
        found[row["ticket"]].append(dict(row))
    return found


def _line_of(manifest: Manifest, by: Operator, at: datetime) -> Entry:
    """Return the journal line that a file is sealed with."""
    told = {
        "what": manifest.file,
        "month": manifest.month,
        "tickets": str(manifest.tickets),
        "lines": str(manifest.lines),
        "sha256": manifest.sha256,
        "head": manifest.head,
    }
    return Entry(
        key=uuid5(NAMESPACE_OID, f"moved out {manifest.file} {manifest.sha256}"),
        kind=Kind.MOVED_OUT,
        ticket=None,
        version=0,
        at=at,
        by=by.name,
        desk=by.desk,
        centre=by.centre,
        detail=MappingProxyType(told),
    )


def _sweep(folder: Path, file: str) -> None:
    """Take away what a run that was killed left beside the file while it was writing it, or its manifest."""
    for name in (file, manifest_of(file), f".{file}"):
        for left in folder.glob(f".{name}.*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
