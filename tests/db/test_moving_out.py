"""Months moved out of a database: nothing is lost, nothing is counted anew, and nothing comes in a second time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from console.domain.period import Period
from console.settings import Database, parse
from db import archiving, tables
from db.engine import SqlStore, open_store
from db.moved.tables import moved_ticket
from db.moving.files import manifest_of, read
from tests.builders import a_region_tree
from tests.db.archives import CALLER, Past, archive, lived

SPRING = Period(date(2024, 3, 1), date(2024, 5, 31), ZoneInfo("UTC"))
MARCH_FILE, APRIL_FILE = "2024-03.jsonl.gz", "2024-04.jsonl.gz"
A_DAY = timedelta(days=1)


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_store(url)
    assert isinstance(opened, SqlStore)
    opened.registry().add_regions(a_region_tree())
    yield opened
    opened.close()


@pytest.fixture
def past(store: SqlStore) -> Past:
    return lived(store)


def gone(past: Past) -> set[int]:
    return {int(one.id) for one in (*past.march, *past.april, past.duplicate, past.master)}


def dry_run() -> Database:
    told = parse(["db", "archive", "--before", "2024-05", "--dry-run", "--zone", "UTC"], environment={})
    assert isinstance(told, Database)
    return told


def rows(store: SqlStore, column: object) -> set[int]:
    with store.engine.connect() as connection:
        return set(connection.execute(select(column)).scalars())  # type: ignore[call-overload]


def test_that_what_ended_leaves_with_its_lines_and_all_else_stays(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    assert rows(store, tables.ticket.c.id) == {
        int(one.id) for one in (past.of_open, past.patrolled, past.owed, past.open)
    }
    assert rows(store, tables.journal.c.ticket) - {None} == rows(store, tables.ticket.c.id)
    assert rows(store, moved_ticket.c.ticket) == gone(past)


def test_that_each_month_has_a_file_with_every_line_and_nobody_s_name(
    store: SqlStore, past: Past, tmp_path: Path
) -> None:
    archive(store, tmp_path)
    march = list(read(tmp_path / MARCH_FILE))
    assert [one.ticket["id"] for one in march] == [one.id for one in past.march]
    assert [len(one.lines) for one in march] == [one.version for one in past.march]
    assert {one.ticket["caller_name"] for one in march} == {"张**"}
    assert CALLER.name not in gzip.open(tmp_path / MARCH_FILE, "rt", encoding="utf-8").read()
    # A duplicate goes with the ticket that it was merged into.
    assert past.duplicate.id in {one.ticket["id"] for one in read(tmp_path / APRIL_FILE)}


def test_that_a_manifest_tells_what_lies_in_the_file(store: SqlStore, past: Past, tmp_path: Path) -> None:
    answer = archive(store, tmp_path)
    told = json.loads((tmp_path / manifest_of(MARCH_FILE)).read_text("utf-8"))
    lines = sum(one.version for one in past.march)
    assert (told["tickets"], told["lines"], told["callers"]) == (5, lines, "masked")
    assert (told["first_number"], told["last_number"]) == (past.march[0].number, past.march[-1].number)
    assert (told["seal"], told["sha256"]) == (1, answer["files"][0]["sha256"])  # type: ignore[index]


def test_that_what_stays_is_told_by_why(store: SqlStore, past: Past, tmp_path: Path) -> None:
    assert archive(store, tmp_path)["held_back"] == {"awaited": 2, "merged": 1}


def test_that_a_dry_run_changes_nothing(store: SqlStore, past: Past) -> None:
    before = store.archive().counts()
    told = archiving.run(dry_run(), store)
    assert told["months"] == {"2024-03": {"tickets": 5, "lines": 40}, "2024-04": {"tickets": 5, "lines": 40}}
    assert (store.archive().counts(), rows(store, moved_ticket.c.ticket)) == (before, set())


def test_that_a_whole_database_is_whole_before_and_after(store: SqlStore, past: Past, tmp_path: Path) -> None:
    assert store.auditor().verify().findings == ()
    archive(store, tmp_path)
    verdict = store.auditor().verify((), lambda _: None, tmp_path)
    moved = sum(one.version for one in (*past.march, *past.april, past.duplicate, past.master))
    assert verdict.findings == ()
    assert (verdict.moved, verdict.in_files) == (moved, moved)
    assert store.auditor().verify().findings == ()
