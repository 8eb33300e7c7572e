"""Reports are asked of a standby while it keeps up, and of the primary otherwise, with a word in the log."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from console.ports import Store
from db import replica
from db.engine import open_store
from db.local_server import LocalServer, running_server
from tests.builders import a_department, a_region_tree
from tests.db.postgres_server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def primary() -> Iterator[LocalServer]:
    with running_server() as primary:
        open_store(primary.url()).close()
        yield primary


@pytest.fixture
def standby(primary: LocalServer) -> Iterator[LocalServer]:
    folder = Path(tempfile.mkdtemp(prefix="griddesk-standby-"))
    standby = primary.copy(folder)
    standby.start()
    with closing(open_store(primary.url())) as writing:
        writing.registry().add_departments([a_department(standby.folder.name)])
    until(standby, "SELECT pg_last_xact_replay_timestamp() IS NOT NULL")
    yield standby
    standby.stop()
    shutil.rmtree(folder)


@pytest.fixture
def store(primary: LocalServer, standby: LocalServer) -> Iterator[Store]:
    store = open_store(primary.url(), reports=standby.url())
    yield store
    store.close()


def until(standby: LocalServer, holds: LiteralString) -> None:
    """Ask the standby until this holds."""
    with psycopg.connect(standby.url(), autocommit=True) as connection:
        while connection.execute(holds).fetchone() != (True,):
            pass


def regions(store: Store) -> int | None:
    """Return how many regions reports see; None where no standby answers them."""
    archive = store.reports()
    return None if archive is None else archive.counts()["region"]


def hold_back(store: Store, standby: LocalServer) -> None:
    """Let the standby take over nothing more, and write something that it has not got."""
    with psycopg.connect(standby.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
    store.registry().add_regions(a_region_tree())
    until(standby, "SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()")


def test_that_a_standby_that_lags_a_little_answers_what_it_has(store: Store, standby: LocalServer) -> None:
    hold_back(store, standby)
    assert (regions(store), store.archive().counts()["region"]) == (0, len(a_region_tree()))


def test_that_a_standby_that_lags_is_not_asked(
    store: Store, standby: LocalServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(replica, "LAG_MOST_S", -1.0)
    assert regions(store) is None
    assert "Reports ask the primary, because the server for reports lags by" in caplog.text


def test_that_a_standby_that_is_away_is_not_asked_and_not_waited_for_twice(
    primary: LocalServer, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(open_store(primary.url(), reports="postgresql://griddesk@127.0.0.1:1/postgres")) as away:
        assert [regions(away), regions(away)] == [None, None]
    assert caplog.text.count("is out of reach") == 1


def test_that_a_standby_that_hears_nothing_of_the_primary_is_not_asked(
    primary: LocalServer, standby: LocalServer, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(standby.url(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET primary_conninfo = ''")
        connection.execute("SELECT pg_reload_conf()")
    until(standby, "SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver)")
    with closing(open_store(primary.url(), reports=standby.url())) as store:
        assert regions(store) is None
    assert "cannot say how far it lags" in caplog.text


def test_that_another_database_is_not_asked(
    primary: LocalServer, server: Server, server_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(open_store(primary.url(), reports=server_url)) as store:
        assert regions(store) is None
    assert "is no standby of this database's server" in caplog.text
