"""An archive whose run is killed anywhere: the next run ends it, with nothing lost, nothing twice, and all of it verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db import tables
from db.engine import SqlStore, open_store
from db.moved.tables import moved_line, moved_ticket
from db.moving.files import PACKED, read
from tests.builders import a_region_tree
from tests.db.archives import archive, lived
from tests.db.conftest import DATABASES
from tests.db.forking import CONTEXT, all_with
from tests.db.killed_archive import STEPS, work
from tests.db.postgres_server import Server

PATIENCE_S = 60.0
EVERY = {"sqlite": 3, "postgresql": 7}
"""At every so-manieth step there is a run that is killed; a server is slower to copy."""


class City:
    """A database with two months that are over, and copies of it."""

    def __init__(self, kind: str, folder: Path, server: Server | None) -> None:
        self.kind, self._folder, self._server = kind, folder, server
        if server is None:
            self._url = str(folder / "city.db")
        else:
            server.run("CREATE DATABASE {}", "killed_archive_city")
            self._url = server.url("killed_archive_city")
        store = _opened(self._url)
        store.registry().add_regions(a_region_tree())
        past = lived(store)
        self.moved = {int(one.id) for one in (*past.march, *past.april, past.duplicate, past.master)}
        self.lines = _count(store, tables.journal)
        store.close()

    @contextmanager
    def copy(self, name: str) -> Iterator[tuple[str, Path]]:
        """Yield the address of a copy, and an empty folder for its archive."""
        folder = self._folder / name
        folder.mkdir()
        if self._server is None:
            shutil.copy(self._url, folder / "city.db")
            yield str(folder / "city.db"), folder
        else:
            with self._server.database("killed_archive_city") as url:
                yield url, folder
        shutil.rmtree(folder)

    def close(self) -> None:
        if self._server is not None:
            self._server.run("DROP DATABASE {} WITH (FORCE)", "killed_archive_city")


@pytest.fixture(scope="module", autouse=True)
def begun_quickly() -> Iterator[None]:
    with all_with("tests.db.killed_archive"):
        yield


@pytest.fixture(scope="module", params=DATABASES)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    server = None if request.param == "sqlite" else request.getfixturevalue("server")
    made = City(request.param, tmp_path_factory.mktemp("city"), server)
    yield made
    made.close()


@pytest.fixture(scope="module")
def steps(city: City) -> int:
    with city.copy("whole") as (url, folder):
        assert _run(url, folder, 0) == 0
        return int((folder / STEPS).read_text())


@pytest.mark.timeout(400)
def test_that_the_next_run_ends_what_a_killed_one_began(city: City, steps: int) -> None:
    wrong = [told for last in range(1, steps + 1, EVERY[city.kind]) for told in _killed_at(city, last)]
    assert wrong == []


def test_that_there_are_more_than_fifty_steps(steps: int) -> None:
    least = 50
    assert steps > least


def _killed_at(city: City, last: int) -> Iterator[str]:
    with city.copy(f"killed-{last}") as (url, folder):
        ended = _run(url, folder, last)
        if ended != -9:
            yield f"step {last}: ended with {ended}"
        store = _opened(url)
        between = store.auditor().verify().findings
        if between:
            yield f"step {last}: before the next run {between}"
        archive(store, folder)
        yield from (f"step {last}: {told}" for told in _wrong(city, store, folder))
        store.close()


def _wrong(city: City, store: SqlStore, folder: Path) -> Iterator[str]:
    verdict = store.auditor().verify((), lambda _: None, folder)
    if verdict.findings:
        yield str(verdict.findings)
    with store.engine.connect() as connection:
        gone = set(connection.execute(select(moved_ticket.c.ticket)).scalars())
        here = set(connection.execute(select(tables.ticket.c.id)).scalars())
    if gone != city.moved or gone & here:
        yield f"moved {gone}, here {here}"
    in_files = [one.ticket["id"] for file in sorted(folder.glob(f"*{PACKED}")) for one in read(file)]
    if sorted(in_files) != sorted(city.moved):
        yield f"in files {in_files}"
    # Beside what there was, the journal tells of each file.
    files = len(list(folder.glob(f"*{PACKED}")))
    if _count(store, tables.journal) + _count(store, moved_line) != city.lines + files:
        yield f"{_count(store, tables.journal)} and {_count(store, moved_line)} lines, {city.lines} before"
    left = [one.name for one in folder.iterdir() if one.name.startswith(".")]
    if left:
        yield f"left behind {left}"


def _run(url: str, folder: Path, last: int) -> int | None:
    run = CONTEXT.Process(target=work, args=(url, folder, last))
    run.start()
    run.join(PATIENCE_S)
    ended: int | None = run.exitcode
    run.kill()
    run.join()
    run.close()
    return ended


def _opened(url: str) -> SqlStore:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    return store


def _count(store: SqlStore, table: Any) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
