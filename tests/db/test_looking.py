"""A file that a wall opens: it is read, the wall says that it is there, and nothing else can be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from console.domain.errors import Refused
from console.domain.shift import Operator, Role
from console.handlers import handle
from console.wall_orders import ReportWall
from db.engine import SqlStore, open_store
from tests.builders import CITY, a_camera, a_region_tree
from tests.fakes import FakeClock

WALL = Operator(name="wall", centre=CITY, roles=frozenset({Role.CALL_TAKER}), desk="hall-wall-1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "city.db"
    store = open_store(str(path))
    store.registry().add_regions(a_region_tree())
    store.registry().add_cameras([a_camera("c1", number=1)])
    store.close()
    return path


@pytest.fixture
def looked_at(file: Path) -> Iterator[SqlStore]:
    store = open_store(str(file), create=False, looks=True)
    assert isinstance(store, SqlStore)
    yield store
    store.close()


def test_that_the_situation_can_be_read(looked_at: SqlStore) -> None:
    assert len(looked_at.archive().situation(CITY).cameras) == 1


def test_that_a_wall_says_that_it_is_there(looked_at: SqlStore) -> None:
    with looked_at.unit_of_work() as uow:
        handle(ReportWall(by=WALL, wall="大屏", layout="3x3"), uow, FakeClock())
    assert [wall.name for wall in looked_at.archive().ledgers.walls(CITY)] == ["大屏"]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM camera", "UPDATE region SET name = ''", "DROP TABLE camera", "CREATE TABLE more (a)",
     "INSERT INTO meta VALUES ('a', 'b')"],
)  # fmt: skip
def test_that_nothing_else_can_be_written(looked_at: SqlStore, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"not authorized|prohibited"), looked_at.engine.begin() as connection:
        connection.execute(text(statement))


def test_that_an_older_file_is_not_changed_but_refused(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(Refused, match=r"database\.older_file"):
        open_store(str(file), create=False, looks=True)
