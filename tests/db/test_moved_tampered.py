"""Whatever is done to an archive behind the program's back, or to what stayed of it, is found and named, on both engines."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from console.chain import Fault, Finding
from console.commands.answering import BrokenOff
from console.domain.errors import Refused
from db.engine import SqlStore, open_store
from db.moving.files import Moved, write
from db.moving.moving import Mover
from tests.builders import NOON, VILLAGE, a_region_tree
from tests.db.archives import MARCH, Past, archive, lived

FILE = "2024-03.jsonl.gz"
Told = list[dict[str, Any]]


@pytest.fixture
def store(sql_store: SqlStore) -> SqlStore:
    return sql_store


@pytest.fixture
def past(store: SqlStore, tmp_path: Path) -> Past:
    """Return what was moved out into ``tmp_path``."""
    told = lived(store)
    archive(store, tmp_path)
    return told


def found(store: SqlStore, folder: Path | None = None) -> tuple[Finding, ...]:
    return store.auditor().verify((), lambda _: None, folder).findings


def repacked(path: Path, change: Callable[[Told], object]) -> None:
    """Change the tickets of a file, that of March where it is a folder, and pack them again."""
    path = path / FILE if path.is_dir() else path
    tickets = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    change(tickets)
    path.write_bytes(gzip.compress("".join(f"{json.dumps(one)}\n" for one in tickets).encode()))


def changed(store: SqlStore, statement: str) -> None:
    with store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(text(statement))


def test_that_any_byte_that_is_another_is_found(file_url: str, tmp_path: Path) -> None:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    store.registry().add_regions(a_region_tree())
    lived(store)
    archive(store, tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    chance = random.Random(7)
    unseen = []
    for place in [*range(12), *chance.sample(range(len(whole)), 30), len(whole) - 1]:
        other = bytearray(whole)
        other[place] ^= 1 << chance.randrange(8)
        (tmp_path / FILE).write_bytes(other)
        if not any(FILE in one.chain for one in found(store, tmp_path)):
            unseen.append(place)
    assert unseen == []
    store.close()


def test_that_a_changed_line_is_named(store: SqlStore, past: Past, tmp_path: Path) -> None:
    repacked(tmp_path, lambda told: told[1]["lines"][3].update(by="somebody"))
    named = [(one.fault, one.chain, one.place, one.seq is not None) for one in found(store, tmp_path)]
    assert named == [(Fault.CHANGED, f"file {FILE}, ticket {past.march[1].id}", 4, True)]


def test_that_a_line_that_is_missing_is_named(store: SqlStore, past: Past, tmp_path: Path) -> None:
    repacked(tmp_path, lambda told: told[1]["lines"].pop(3))
    named = [(one.fault, one.chain, one.place) for one in found(store, tmp_path)]
    assert named == [(Fault.REMOVED, f"file {FILE}, ticket {past.march[1].id}", 4)]


def test_that_lines_that_changed_places_are_named(store: SqlStore, past: Past, tmp_path: Path) -> None:
    def swap(told: Told) -> None:
        lines = told[1]["lines"]
        lines[2], lines[3] = lines[3], lines[2]

    repacked(tmp_path, swap)
    named = [(one.fault, one.chain, one.place) for one in found(store, tmp_path)]
    chain = f"file {FILE}, ticket {past.march[1].id}"
    assert named == [(Fault.REORDERED, chain, 4), (Fault.REORDERED, chain, 3)]


def test_that_a_ticket_that_is_missing_is_named(store: SqlStore, past: Past, tmp_path: Path) -> None:
    repacked(tmp_path, lambda told: told.pop(1))
    named = [(one.fault, one.chain) for one in found(store, tmp_path)]
    assert named == [(Fault.REMOVED, f"file {FILE}, ticket {past.march[1].id}")]


def test_that_words_of_a_ticket_that_no_line_tells_are_covered_by_the_file(
    store: SqlStore, past: Past, tmp_path: Path
) -> None:
    repacked(tmp_path, lambda told: told[1]["ticket"].update(description="x"))
    assert found(store, tmp_path) == (Finding(fault=Fault.CHANGED, chain=f"file {FILE}"),)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told[1]["lines"][3].update(at=17_100_619_058_320_000_000),
        lambda told: told[1]["lines"][3].update(at="noon"),
        lambda told: told[1]["lines"][3].update(key=5),
        lambda told: told[1].pop("lines"),
        lambda told: told.insert(1, 7),
    ],
    ids=["no such day", "no moment", "no key", "no lines", "no ticket"],
)
def test_that_a_file_that_holds_what_nobody_wrote_is_named(
    store: SqlStore, past: Past, tmp_path: Path, change: Callable[[Told], object]
) -> None:
    repacked(tmp_path, change)
    assert (Fault.CHANGED, f"file {FILE}") in {(one.fault, one.chain) for one in found(store, tmp_path)}


def test_that_a_file_that_is_gone_is_named(store: SqlStore, past: Past, tmp_path: Path) -> None:
    (tmp_path / FILE).unlink()
    assert found(store, tmp_path) == (Finding(fault=Fault.REMOVED, chain=f"file {FILE}"),)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (("UPDATE moved_line SET hash = prev.hash FROM moved_line AS prev WHERE moved_line.version = 4"
         " AND prev.ticket = moved_line.ticket AND prev.version = 3"), Fault.ANCHOR),
        ("DELETE FROM moved_line WHERE version = 4", Fault.REMOVED),
        ("UPDATE moved_line SET version = 99 WHERE version = 4", Fault.INSERTED),
        ("UPDATE moved_ticket SET last_hash = prev_hash FROM (SELECT hash AS prev_hash FROM moved_line LIMIT 1) AS one",
         Fault.HEAD),
        ("DELETE FROM moved_ticket", Fault.INSERTED),
        ("UPDATE moved_ticket SET version = 9", Fault.REMOVED),
        ("UPDATE moved_file SET tickets = tickets + 1", Fault.HEAD),
        ("UPDATE moved_file SET sha256 = head", Fault.CHANGED),
        ("DELETE FROM journal WHERE kind = 'moved_out'", Fault.REMOVED),
    ],
)  # fmt: skip
def test_that_what_stayed_is_looked_after_without_the_files(
    store: SqlStore, past: Past, statement: str, fault: Fault
) -> None:
    changed(store, statement)
    assert fault in {one.fault for one in found(store)}


def test_that_a_log_is_not_read_out_of_a_file_that_is_not_as_it_was(
    store: SqlStore, past: Past, tmp_path: Path
) -> None:
    repacked(tmp_path, lambda told: told[1]["ticket"].update(title="x"))
    with pytest.raises(Refused) as refused:
        list(store.archive(tmp_path).lines(MARCH, NOON, VILLAGE))
    assert refused.value.code == "archive.differs"


def test_that_nothing_leaves_when_what_was_written_is_not_what_was_meant(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(store)
    before = store.archive().counts()

    def write_wrongly(target: Path, tickets: Iterable[Moved]) -> None:
        write(target, tickets)
        repacked(target, lambda told: told[1]["lines"][3].update(by="somebody"))

    monkeypatch.setattr("db.moving.moving.write", write_wrongly)
    with pytest.raises(BrokenOff) as broken:
        archive(store, tmp_path)
    assert isinstance(broken.value.why, Refused)
    assert (broken.value.why.code, store.archive().counts()) == ("archive.misread", before)


def test_that_a_killed_run_goes_on_only_with_the_file_that_it_wrote(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(store)
    monkeypatch.setattr(Mover, "_leave", _stopped)
    with pytest.raises(KeyboardInterrupt):
        archive(store, tmp_path)
    monkeypatch.undo()
    before = store.archive().counts()
    repacked(tmp_path, lambda told: told[1]["ticket"].update(title="x"))
    with pytest.raises(BrokenOff) as broken:
        archive(store, tmp_path)
    assert isinstance(broken.value.why, Refused)
    assert (broken.value.why.code, store.archive().counts()) == ("archive.differs", before)


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt
