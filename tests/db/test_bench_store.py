"""The bench of a city's tickets asks what it says it does: pages that go on, and searches that find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import TicketId
from console.finding import Spot
from db import bench_pages, bench_store, bench_year
from db.engine import SqlStore, open_store
from tests.builders import CITY, a_ticket, an_entry

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
        counted = [row[1] for row in connection.execute(bench_pages.counts(bench_year.CITY))]
    assert (made.archive().counts()["ticket"], sum(counted)) == (TICKETS, TICKETS // 10)


def test_that_pages_go_on_without_a_gap(made: SqlStore) -> None:
    with made.engine.connect() as connection:
        first = connection.execute(bench_pages.page(bench_year.CITY)).all()
        spot = [getattr(first[9], name) for name in ("priority", "due_at", "id")]
        second = connection.execute(bench_pages.page(bench_year.CITY, spot)).all()
    assert second[:90] == first[10:]


@pytest.mark.parametrize("word", ["垃圾", "人民"])
def test_that_a_search_finds_what_like_finds(made: SqlStore, word: str) -> None:
    centre = RegionCode(bench_year.grounds()[0][:6])
    with made.engine.connect() as connection:
        plainly = [row.id for row in connection.execute(bench_store.like(word, centre))]
    found = made.archive().search(word, centre, None, bench_store.FOUND)
    assert [ticket.id for ticket in found] == plainly != []


def test_that_the_scan_counts_what_the_pages_of_a_search_hold_together(made: SqlStore) -> None:
    with made.engine.connect() as connection:
        counted = connection.execute(bench_store.like_scan("道路", bench_year.CITY)).scalar_one()
    first = made.archive().search("道路", bench_year.CITY, None, bench_store.FOUND)
    rest = made.archive().search("道路", bench_year.CITY, Spot.of(first[-1]), 500)
    assert len(first) + len(rest) == counted > bench_store.FOUND


def test_that_words_are_of_streets_matters_and_landmarks_and_some_of_nowhere() -> None:
    words = list(bench_store.words(60))
    written = "".join((*bench_year.STREETS, *bench_year.MATTERS, *bench_year.LANDMARKS))
    assert {len(word) for word in words} == {2}
    assert sum(word not in written for word in words) == 6


@pytest.mark.postgres
def test_that_a_server_with_tickets_is_left_alone(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ROUNDS", "LIKES", "SCANS"):
        monkeypatch.setattr(bench_store, name, 2)
    assert set(bench_store.measure(300, server_url)) == {"rows", "sqlite", "postgresql"}
    with pytest.raises(Refused, match="not_a_database"):
        bench_store.measure(300, server_url)


@pytest.mark.postgres
def test_that_pages_without_texts_are_compared_with_those_of_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_year, "A_YEAR", 300)
    monkeypatch.setattr(bench_pages, "ROUNDS", 2)
    figures: Any = bench_pages.measure(600)
    assert set(figures["city"]) == {
        f"{kind} of {size}{who}" for kind in bench_pages.KINDS for size in (300, 600) for who in ("", ", as operator")
    }
    assert len(figures["ratios"]["600 / 300"]) == len(bench_pages.KINDS) * len(bench_pages.TIERS) * 2


@pytest.mark.postgres
def test_that_a_server_without_texts_has_its_triggers_and_index_again(server_url: str) -> None:
    store = open_store(server_url)
    assert isinstance(store, SqlStore)
    bench_year.fill(store.engine, 300, with_texts=False)
    store.registry().add_past([(past := a_ticket(id=TicketId(1_000)), (an_entry(past),))])
    found = store.archive().search("人民", CITY, None, 9)
    store.close()
    assert [ticket.id for ticket in found] == [past.id]
