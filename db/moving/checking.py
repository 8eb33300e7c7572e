"""Verifying what was moved out: that what stayed of it is of one piece, and, where the files are at hand, every line of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

from console.chain import Fault, Finding
from console.domain.errors import Refused
from console.journal import Kind
from db import tables
from db.moved.tables import Stage, moved_file, moved_line, moved_ticket
from db.moving.files import BROKEN, Moved, digest, read

Streamed = Callable[[Select[Any]], Iterable[Sequence[Any]]]
"""Asks a question and yields its rows, few at a time."""

_ticket, _gone, _line, _file = tables.ticket.c, moved_ticket.c, moved_line.c, moved_file.c
_HERE = select(_ticket.id).where(_ticket.id == _gone.ticket).exists()
_TOLD = select(tables.journal.c.detail).where(tables.journal.c.kind == Kind.MOVED_OUT.value)
_FILES = select(*_file).where(_file.stage.in_([Stage.WRITTEN.value, Stage.MOVED.value])).order_by(_file.file)


def what_stayed(connection: Connection, streamed: Streamed) -> Iterator[Finding]:
    """Yield what is wrong with the slim rows: of a ticket every line by number of version, and its head as the last hash.

    Of a file, its tickets and lines are as many as it says, their heads together have the hash that it says, and all of
    that is what the journal was told of it.
    """
    question = (
        select(_gone.ticket, _gone.last_hash, _gone.version, _line.version, _line.seq, _line.hash)
        .select_from(moved_ticket.outerjoin(moved_line, _line.ticket == _gone.ticket))
        .where(~_HERE)
        .order_by(_gone.ticket, _line.version)
    )
    for id_, rows in groupby(streamed(question), itemgetter(0)):
        some = list(rows)
        yield from _of_ticket(id_, some[0][1], some[0][2], {row[3]: row[5] for row in some if row[3] is not None})
    strays = select(_line.ticket, _line.version, _line.seq).where(
        ~select(_gone.ticket).where(_gone.ticket == _line.ticket).exists()
    )
    for id_, version, seq in streamed(strays):
        yield Finding(fault=Fault.INSERTED, chain=f"ticket {id_}", place=version, seq=seq)
    told = {line["what"]: (line["sha256"], line["head"]) for line in map(json.loads, connection.scalars(_TOLD))}
    for file in connection.execute(_FILES).all():
        if told.pop(file.file, None) != (file.sha256.hex(), file.head.hex()):
            yield Finding(fault=Fault.CHANGED, chain=f"file {file.file}")
        yield from _of_file(streamed, file)
    yield from (Finding(fault=Fault.REMOVED, chain=f"file {name}") for name in told)


def in_files(
    connection: Connection, streamed: Streamed, folder: Path, heard: Callable[[int], None]
) -> Iterator[Finding]:
    """Yield what is wrong with the files themselves; ``heard`` is told of each ticket's number of lines.

    A file that is not as it was written is read all the same, as far as that goes, to name its lines.
    """
    for file in connection.execute(_FILES).all():
        path, chain = folder / file.file, f"file {file.file}"
        try:
            known = digest(path)
        except Refused:
            yield Finding(fault=Fault.REMOVED, chain=chain)
            continue
        found = list(_compared(streamed, file.file, path, heard))
        yield from found
        if known != file.sha256 and not found:
            yield Finding(fault=Fault.CHANGED, chain=chain)


def _of_ticket(id_: int, head: bytes, version: int, hashes: dict[int, bytes]) -> Iterator[Finding]:
    chain = f"ticket {id_}"
    gone = [place for place in range(1, version + 1) if place not in hashes]
    yield from (Finding(fault=Fault.REMOVED, chain=chain, place=place) for place in gone)
    yield from (Finding(fault=Fault.INSERTED, chain=chain, place=place) for place in hashes if place > version)
    if not gone and hashes[version] != head:
        yield Finding(fault=Fault.HEAD, chain=chain, place=version)


def _of_file(streamed: Streamed, file: Any) -> Iterator[Finding]:
    heads, tickets, lines, last = sha256(), 0, 0, None
    question = select(_gone.last_hash, _gone.version, _file.stage, _HERE).join_from(
        moved_ticket, moved_file, _file.file == _gone.file
    )
    for head, version, stage, is_here in streamed(question.where(_gone.file == file.file).order_by(_gone.ticket)):
        heads.update(head)
        tickets, lines = tickets + 1, lines + version
        last = Fault.INSERTED if is_here and stage == Stage.MOVED.value else last
    if last is not None or (tickets, lines, heads.digest()) != (file.tickets, file.lines, file.head):
        yield Finding(fault=last or Fault.HEAD, chain=f"file {file.file}")


def _compared(streamed: Streamed, file: str, path: Path, heard: Callable[[int], None]) -> Iterator[Finding]:
    """Yield what differs between a file and what is known of its tickets, both by their ids."""
    question = select(_gone.ticket, _gone.last_hash, _gone.version).where(_gone.file == file).order_by(_gone.ticket)
    known = {row[0]: (row[1], row[2], at) for at, row in enumerate(streamed(question))}
    at = -1
    place = 0
    seen: set[int] = set()
    try:
        for place, one in enumerate(read(path), 1):
            id_ = one.ticket["id"]
            heard(len(one.lines))
            if id_ not in known or id_ in seen:
                yield Finding(fault=Fault.INSERTED, chain=f"file {file}, ticket {id_}", place=place)
                continue
            seen.add(id_)
            head, version, rank = known[id_]
            if rank < at:
                yield Finding(fault=Fault.REORDERED, chain=f"file {file}, ticket {id_}", place=place)
            at = rank
            yield from _of_chain(file, one, head, version)
    except BROKEN:
        yield Finding(fault=Fault.CHANGED, chain=f"file {file}", place=place + 1)
        return
    for id_ in known.keys() - seen:
        yield Finding(fault=Fault.REMOVED, chain=f"file {file}, ticket {id_}")


def _of_chain(file: str, one: Moved, head: bytes, version: int) -> Iterator[Finding]:
    links = one.links
    versions = [link.place for link in links]
    if versions != sorted(versions):
        for link, wanted in zip(links, sorted(links, key=lambda link: link.place), strict=True):
            if link.seq != wanted.seq:
                yield Finding(
                    fault=Fault.REORDERED,
                    chain=f"file {file}, ticket {one.ticket['id']}",
                    place=link.place,
                    seq=link.seq,
                )
        return
    for finding in one.faults(head, version):
        yield Finding(
            fault=finding.fault, chain=f"file {file}, {finding.chain}", place=finding.place, seq=finding.seq,
            key=finding.key,
        )  # fmt: skip
