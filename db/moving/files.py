"""The files of an archive: one JSON object a line and ticket, packed with gzip, and a manifest beside each.

A ticket's line holds its row, the rows of its journal lines by version, and what was kept beside it. Moments are whole
microseconds since 1970 in UTC, keys and hashes hexadecimal. Who called stands there masked, whatever the database held.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from sqlalchemy import LargeBinary, Table, Uuid

from console.chain import NO_HASH, Finding, Link, faults
from console.domain.errors import Refused
from console.domain.ticket import Caller
from console.reports.whole import whole
from db import tables
from db.chain import row_text
from db.columns import EPOCH, MICROSECOND, Moment

PACKED, MANIFEST = ".jsonl.gz", ".manifest.json"
LEVEL = 6
FORM = 1
"""The number of this form of file, for programs to come."""

BROKEN = (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What reading a file raises that is not as it was written; ValueError covers letters and JSON.

The last four are of what was read before the sum at the file's end is: a moment in no calendar, a word for a number.
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A ticket as an archive holds it; ``lines`` are by version."""

    ticket: Row
    lines: tuple[Row, ...]
    answers: tuple[Row, ...] = ()
    patrols: tuple[Row, ...] = ()

    @property
    def links(self) -> list[Link]:
        return [
            Link(line["seq"], line["version"], row_text(line), line["prev_hash"] or NO_HASH, line["hash"] or NO_HASH)
            for line in self.lines
        ]

    def faults(self, head: bytes, version: int) -> list[Finding]:
        """Return what is wrong with its chain, which should end at this head and version."""
        return faults(f"ticket {self.ticket['id']}", self.links, head, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is told beside a file; ``seal`` is the last seal on the journal when all of it was verified.

    ``head`` is of the heads of all its tickets' chains; ``schema`` the revision of the tables that it was written out of.
    """

    file: str
    month: str
    zone: str
    tickets: int
    lines: int
    first_number: str
    last_number: str
    sha256: str
    head: str
    seal: int
    schema: str
    form: int = FORM
    callers: str = "masked"


def write(target: Path, tickets: Iterable[Moved]) -> None:
    """Write a file, whole and on the disk or not at all; the same tickets make the same bytes.

    Raises:
        Refused: ``file.…``, it cannot be written.
    """
    with whole(target) as fresh, fresh.open("wb") as raw, _packed(raw) as file:
        for one in tickets:
            told = {
                "ticket": _plain("ticket", _masked(one.ticket)),
                "lines": [_plain("lines", line) for line in one.lines],
                "answers": [_plain("answers", row) for row in one.answers],
                "patrols": [_plain("patrols", row) for row in one.patrols],
            }
            file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def read(path: Path) -> Iterator[Moved]:
    """Yield the tickets of a file; raises one of ``BROKEN`` where it cannot be read on."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield _moved(json.loads(line))


def put(fresh: Path, target: Path, manifest: Manifest) -> None:
    """Let a file that was read again take its place, and a manifest its own beside it; both are on the disk then.

    Raises:
        Refused: ``archive.occupied``, another file lies there; ``file.…``, the folder cannot be written.
    """
    if target.exists() and digest(target).hex() != manifest.sha256:
        raise Refused("archive.occupied", path=str(target))
    try:
        fresh.replace(target)
    except OSError as wrong:
        raise Refused("file.failed", path=str(target), why=wrong.strerror or str(wrong)) from wrong
    # With the manifest the folder is settled, which now holds both.
    with whole(target.parent / manifest_of(manifest.file)) as told:
        told.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n", "utf-8")


def manifest_of(file: str) -> str:
    return file.removesuffix(PACKED) + MANIFEST


def digest(path: Path) -> bytes:
    """Return the SHA-256 of a file.

    Raises:
        Refused: ``archive.missing``.
    """
    try:
        with path.open("rb") as file:
            return file_digest(file, sha256).digest()
    except OSError as wrong:
        raise Refused("archive.missing", path=str(path), why=wrong.strerror or str(wrong)) from wrong


def check_digest(folder: Path, file: str, known: bytes) -> Path:
    """Return where a file lies that is as it was written, to the last bit.

    Raises:
        Refused: ``archive.missing``, ``archive.differs``.
    """
    path = folder / file
    if digest(path) != known:
        raise Refused("archive.differs", path=str(path))
    return path


def _packed(raw: IO[bytes]) -> gzip.GzipFile:
    # Without a name and a moment, so that a file that is written again is the same.
    return gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=LEVEL, mtime=0)


def _masked(ticket: Row) -> Row:
    caller = Caller(ticket["caller_name"], ticket["caller_phone"]).masked()
    return {**ticket, "caller_name": caller.name, "caller_phone": caller.phone}


def _plain(name: str, row: Row) -> dict[str, Any]:
    """Return what a row says; what is left out is nothing, or no words, as the column has it."""
    nothing = _NOTHING[name]
    return {column: _word(value) for column, value in row.items() if value != nothing[column]}


def _word(value: Any) -> Any:
    match value:
        case datetime():
            return (value - EPOCH) // MICROSECOND
        case UUID():
            return value.hex
        case bytes():
            return value.hex()
        case _:
            return value


def _reading(table: Table) -> dict[str, Any]:
    """Return how the value of each column is read that JSON does not hold by itself, and what stands for nothing."""
    read: dict[str, Any] = {}
    for column in table.c:
        if isinstance(column.type, Moment):
            read[column.name] = lambda value: EPOCH + value * MICROSECOND
        elif isinstance(column.type, Uuid):
            read[column.name] = UUID
        elif isinstance(column.type, LargeBinary):
            read[column.name] = bytes.fromhex
    return read


_TABLES = {"ticket": tables.ticket, "lines": tables.journal, "answers": tables.answer, "patrols": tables.patrol}
_READ = {name: _reading(table) for name, table in _TABLES.items()}
_NOTHING = {
    name: {column.name: None if column.nullable else "" for column in table.c} for name, table in _TABLES.items()
}


def _moved(told: Mapping[str, Any]) -> Moved:
    def rows(name: str) -> tuple[Row, ...]:
        return tuple(_row(name, row) for row in told[name])

    if not isinstance(told, dict) or not _TABLES.keys() <= told.keys():
        raise ValueError("no ticket of an archive")
    return Moved(
        ticket=_row("ticket", told["ticket"]), lines=rows("lines"), answers=rows("answers"), patrols=rows("patrols")
    )


def _row(name: str, told: Mapping[str, Any]) -> Row:
    reading = _READ[name]
    read = {key: reading[key](value) if key in reading else value for key, value in told.items()}
    return {**_NOTHING[name], **read}
