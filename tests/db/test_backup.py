"""What comes back from a backup is the same city: every line follows on the one before it, and every seal is there."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from console.chain import Fault, Verdict
from console.ports import Store
from db.address import file_of
from db.administration import Server
from db.engine import SqlStore, open_store
from db.local_server import LocalServer, binaries
from tests.builders import CITY, NOON, a_region_tree, a_ticket, an_entry

TICKETS, STEPS = 5, 4


@pytest.fixture
def store(server_url: str) -> Iterator[SqlStore]:
    """Return a city on a server, with some tickets and a seal on their lines."""
    with closing(open_store(server_url)) as store:
        assert isinstance(store, SqlStore)
        store.registry().add_regions(a_region_tree())
        work(store)
        yield store


def work(store: Store, since: int = 1) -> None:
    """Let some tickets go some steps, and seal what was done."""
    for number in range(since, since + TICKETS):
        for version in range(1, STEPS + 1):
            ticket = replace(a_ticket(id=number), version=version)
            with store.unit_of_work() as uow:
                uow.record(ticket, (an_entry(ticket, reason="因为"),))
                uow.commit()
    assert store.auditor().anchor(NOON, timedelta()) is not None


def aged(store: SqlStore) -> None:
    """Let a city be as old as one whose server has counted some billions of transactions."""
    with store.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(
            text("UPDATE journal SET written = CAST(CAST(written AS text)::bigint + 5000000000 AS text)::xid8")
        )


def verified(url: str, like: Store) -> Verdict:
    """Return what is found in a database by whoever saw the seals of another."""
    with closing(open_store(url)) as store:
        return store.auditor().verify(witnessed=like.auditor().anchors())


def run(program: str, *arguments: object) -> None:
    subprocess.run([binaries() / program, *map(str, arguments)], check=True)


def dump(url: str, file: Path) -> None:
    run("pg_dump", "-Fc", "-f", file, url)


def put_back(file: Path, url: str) -> None:
    run("pg_restore", "--exit-on-error", "-d", url, file)


@pytest.fixture
def elsewhere(server_folder: Path) -> Iterator[str]:
    """Return an empty database on a server that is younger than the city: its transactions begin at small numbers."""
    other = LocalServer(server_folder)
    other.create()
    other.start()
    yield other.url()
    other.stop()


@pytest.mark.postgres
def test_that_a_dump_that_was_put_back_is_whole(
    store: SqlStore, server_url: str, elsewhere: str, tmp_path: Path
) -> None:
    dump(server_url, tmp_path / "dump")
    put_back(tmp_path / "dump", elsewhere)
    verdict = verified(elsewhere, store)
    assert (verdict.findings, verdict.lines) == ((), TICKETS * STEPS)


@pytest.mark.postgres
def test_that_a_city_goes_on_in_a_dump_that_was_put_back(
    store: SqlStore, server_url: str, elsewhere: str, tmp_path: Path
) -> None:
    dump(server_url, tmp_path / "dump")
    put_back(tmp_path / "dump", elsewhere)
    with closing(open_store(elsewhere)) as again:
        work(again, since=100)
    verdict = verified(elsewhere, store)
    assert (verdict.findings, verdict.lines) == ((), 2 * TICKETS * STEPS)


@pytest.mark.postgres
def test_that_only_what_is_new_is_news_where_an_old_city_was_put_back_on_a_young_server(
    store: SqlStore, server_url: str, elsewhere: str, tmp_path: Path
) -> None:
    aged(store)
    dump(server_url, tmp_path / "dump")
    put_back(tmp_path / "dump", elsewhere)
    with closing(Server(elsewhere)) as server:
        server.upgrade()
    with closing(open_store(elsewhere)) as again:
        feed = again.feed(CITY)
        mark = feed.mark()
        work(again, since=100)
        _, news = feed.since(mark)
        feed.close()
        verdict = again.auditor().verify(witnessed=store.auditor().anchors())
    assert {entry.ticket for one in news for entry in one.entries} == set(range(100, 100 + TICKETS))
    assert verdict.findings == ()


@pytest.mark.postgres
def test_that_a_dump_older_than_a_seal_that_a_desk_saw_is_found(
    store: SqlStore, server_url: str, elsewhere: str, tmp_path: Path
) -> None:
    dump(server_url, tmp_path / "dump")
    work(store, since=100)
    put_back(tmp_path / "dump", elsewhere)
    verdict = verified(elsewhere, store)
    assert {one.fault for one in verdict.findings} == {Fault.WITNESS}


@pytest.mark.postgres
def test_that_a_copy_of_the_whole_server_is_whole(server_folder: Path) -> None:
    primary = LocalServer(server_folder)
    primary.create()
    primary.start()
    with closing(open_store(primary.url())) as store:
        store.registry().add_regions(a_region_tree())
        work(store)
        with tempfile.TemporaryDirectory(prefix="griddesk-postgres-", ignore_cleanup_errors=True) as folder:
            copy = primary.copy(Path(folder))
            copy.start()
            copy.promote()
            verdict = verified(copy.url(), store)
            copy.stop()
    primary.stop()
    assert (verdict.findings, verdict.lines) == ((), TICKETS * STEPS)


def test_that_a_copy_of_a_file_in_use_is_whole(file_url: str, tmp_path: Path) -> None:
    with closing(open_store(file_url)) as store:
        store.registry().add_regions(a_region_tree())
        work(store)
        with closing(sqlite3.connect(file_of(file_url))) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
        verdict = verified(str(tmp_path / "copy.db"), store)
    assert (verdict.findings, verdict.lines) == ((), TICKETS * STEPS)
