"""Measures how quickly months are moved out and verified again, beside a plain dump of the same lines in the same run.

One ticket goes through its life by orders, as at a desk; the others are its likes, a few an hour for three months.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from console.domain.ticket import Ticket, TicketId
from console.journal import Entry
from console.ports import Store
from console.settings import Database, parse
from db import archiving, engine, tables
from db.bench_past import BEGIN, a_life

TICKETS = 10_000
GAP = timedelta(minutes=10)
AT_ONCE = 1_000
ZONE = ZoneInfo("UTC")


def measure() -> Mapping[str, object]:
    """Return the lines a second of the processor of moving out, of verifying before and after, and of a plain dump."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        return measured(f"sqlite:///{(Path(folder) / 'moving.db').as_posix()}", Path(folder) / "archive")


def measured(url: str, folder: Path) -> Mapping[str, object]:
    """Measure on an empty database of any kind."""
    store = engine.open_store(url)
    assert isinstance(store, engine.SqlStore)
    try:
        _fill(store)
        store.auditor().anchor(BEGIN, timedelta())
        figures: dict[str, object] = {"lines": store.archive().counts()["journal"]}
        began_s = process_time()
        with store.engine.connect() as connection:
            dumped = _dump(connection, folder.parent / "plain.jsonl.gz")
        figures["dump_lines_per_cpu_s"] = round(dumped / (process_time() - began_s))
        began_s = process_time()
        figures["whole"] = not (before := store.auditor().verify()).findings
        figures["verify_lines_per_cpu_s"] = round(before.lines / (process_time() - began_s))
        began_s = process_time()
        archiving.run(_command(folder, url), store)
        moved_s = process_time() - began_s
        began_s = process_time()
        after = store.auditor().verify((), lambda _: None, folder)
        figures["verify_archive_lines_per_cpu_s"] = round((after.lines + after.in_files) / (process_time() - began_s))
        figures |= {"moved_lines": after.moved, "moved_lines_per_cpu_s": round(after.moved / moved_s)}
        figures["whole_after"] = not after.findings
        figures["bytes_a_line_in_files"] = round(
            sum(file.stat().st_size for file in folder.glob("*.gz")) / max(after.in_files, 1)
        )
    finally:
        store.close()
    return figures


def _command(folder: Path, url: str) -> Database:
    command = parse(["db", "archive", "--before", "2025-06", "--to", str(folder), "--db", url, "--zone", ZONE.key], {})
    assert isinstance(command, Database)
    return command


def _fill(store: Store) -> None:
    a_life(store, TicketId(1))
    pattern, entries = store.archive().timeline(TicketId(1))
    assert pattern is not None
    for begin in range(2, TICKETS + 1, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, TICKETS + 1))
        store.registry().add_past([_like(pattern, entries, number) for number in numbers])


def _like(pattern: Ticket, entries: Sequence[Entry], number: int) -> tuple[Ticket, list[Entry]]:
    later, id_ = number * GAP, TicketId(number)
    moved = replace(
        pattern,
        id=id_,
        number=f"B{number:08}",
        reported_at=pattern.reported_at + later,
        changed_at=entries[-1].at + later,
    )
    return moved, [
        replace(one, key=uuid4(), ticket=id_, at=one.at + later, due_at=_later(one.due_at, later)) for one in entries
    ]


def _later(at: datetime | None, later: timedelta) -> datetime | None:
    return None if at is None else at + later


def _dump(connection: Connection, path: Path) -> int:
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(select(tables.journal)):
            file.write(f"{json.dumps(list(row), default=str)}\n")
            count += 1
    return count
