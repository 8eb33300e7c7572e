"""The bench of a city's tickets asks what it says it does: pages that go on, and searches that find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from db import bench_store, bench_year
from db.engine import SqlStore, open_store

TICKETS = 3_000


@pytest.fixture
def made(url: str) -> Iterator[SqlStore]:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    bench_year.fill(store.engine, TICKETS)
    yield store
    store.close()


def test_that_as_many_tickets_are_made_as_wanted_and_every_tenth_is_open(made: SqlStore) -> None:
    with made.engine.connect() as connection:
        counted = [row[1] for row in connection.execute(bench_store.counts(bench_year.CITY))]
    assert (made.archive().counts()["ticket"], sum(counted)) == (TICKETS, TICKETS // 10)


def test_that_pages_go_on_without_a_gap(made: SqlStore) -> None:
    with made.engine.connect() as connection:
        first = connection.execute(bench_store.page(bench_year.CITY)).all()
        spot = [getattr(first[9], name) for name in ("priority", "due_at", "id")]
        second = connection.execute(bench_store.page(bench_year.CITY, spot)).all()
    assert second[:90] == first[10:]


@pytest.mark.parametrize("word", ["垃圾", "人民"])
def test_that_a_search_finds_what_like_finds(made: SqlStore, word: str) -> None:
    centre = RegionCode(bench_year.grounds()[0][:6])
    with made.engine.connect() as connection:
        plainly = [row.id for row in connection.execute(bench_store.like(word, centre))]
    found = made.archive().search(word, centre, None, bench_store.FOUND)
    assert [ticket.id for ticket in found] == plainly != []


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_that_a_server_with_tickets_is_left_alone(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_store, "ROUNDS", 2)
    monkeypatch.setattr(bench_store, "LIKES", 2)
    assert set(bench_store.measure(300, server_url)) == {"rows", "sqlite", "postgresql"}
    with pytest.raises(Refused, match="not_a_database"):
        bench_store.measure(300, server_url)
