"""Reading the lines of moved months out of their files, as a log needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from console.domain.grid import RegionCode, within
from console.journal import Entry
from console.ports import LogLine
from db import records, tables
from db.moved.known import files_of
from db.moved.tables import Stage, moved_file, moved_ticket
from db.moving.files import Moved, check_digest, read

_file, _gone = moved_file.c, moved_ticket.c

When = Callable[[Entry], datetime | None]
"""By which moment of a line it is looked for: when it was written, or when its stage fell due."""


def moved_lines(
    engine: Engine, folder: Path, begin: datetime, end: datetime, centre: RegionCode, when: When
) -> list[LogLine]:
    """Return the lines with begin <= moment < end of moved tickets of the centre's subtree, oldest first.

    Raises:
        Refused: ``archive.missing``, ``archive.differs``; a file that is needed is not there, or not as it was written.
    """
    found: list[tuple[datetime, int, LogLine]] = []
    with engine.connect() as connection:
        files = connection.execute(files_of(begin, end, centre, _file.file, _file.sha256, _file.stage)).all()
        staying = {
            file: set(
                connection.execute(
                    select(_gone.ticket)
                    .join(tables.ticket, tables.ticket.c.id == _gone.ticket)
                    .where(_gone.file == file)
                ).scalars()
            )
            for file, _, stage in files
            if stage != Stage.MOVED.value
        }
    for file, known, _ in files:
        for one in read(check_digest(folder, file, known)):
            if within(one.ticket["area"], centre) and one.ticket["id"] not in staying.get(file, ()):
                found += _among(one, begin, end, when)
    return [line for *_, line in sorted(found, key=lambda told: told[:2])]


def _among(one: Moved, begin: datetime, end: datetime, when: When) -> Iterator[tuple[datetime, int, LogLine]]:
    ticket = records.ticket_of([one.ticket[column.name] for column in records.TICKET])
    entries = [records.entry_of([line[column.name] for column in records.ENTRY]) for line in one.lines]
    for at, (line, entry) in enumerate(zip(one.lines, entries, strict=True)):
        moment = when(entry)
        if moment is None or not begin <= moment < end:
            continue
        # Lines that only note something neither begin a stage nor end one.
        ends = (later.at for later in entries[at + 1 :] if later.due_at or later.from_state != later.to_state)
        told = LogLine(
            entry=entry,
            number=ticket.number,
            category=ticket.category,
            priority=int(ticket.priority),
            title=ticket.title,
            address=ticket.address,
            source=ticket.source,
            grid=ticket.grid or "",
            area=ticket.area,
            state=ticket.state,
            holder=ticket.holder.name if ticket.holder else "",
            ended_at=next(ends, None),
        )
        yield moment, line["seq"], told
