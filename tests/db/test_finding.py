"""Tickets by words: the same ones on every store, open or ended, and only what the centre sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from console.domain.grid import RegionCode
from console.domain.ticket import State, Ticket
from console.finding import Spot, plain
from console.ports import Store
from db.engine import SqlStore, open_store
from db.search.functions import WEEK_US, also, pair_token
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    GRID,
    NOON,
    OTHER_DISTRICT,
    TOWNSHIP,
    VILLAGE,
    a_ticket,
    an_entry,
)

HOUR, WEEK = timedelta(hours=1), timedelta(microseconds=WEEK_US)


def add(store: Store, *tickets: Ticket) -> None:
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])


def found(
    store: Store, wanted: str, centre: RegionCode = VILLAGE, after: Spot | None = None, count: int = 9
) -> list[int]:
    return [ticket.id for ticket in store.archive().search(wanted, centre, after, count)]


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ("窨井", True),
        ("窨井盖破损", True),
        ("井路", False),
        ("人民路 窨井", True),
        ("人民路 垃圾", False),
        ("cafe Ｂａｒ", True),
        ("CAFE", True),
        ("café", False),
        ("88号 3", True),
        ("88号 9", False),
        ("wx-77", True),
        ("%", False),
        ("盖_损", False),
        ("100%", True),
        ("\\d", True),
        ("破损 人", True),
        ("损人", False),
        ("'; --", False),
    ],
)
def test_that_every_word_must_stand_in_the_ticket(store: Store, wanted: str, is_found: bool) -> None:
    ticket = a_ticket(
        title="窨井盖破损 100%", address="人民路88号3单元 \\d Cafe BAR", number="T2024", outside_number="WX-7788"
    )
    add(store, ticket, a_ticket(title="路灯不亮", address="解放路1号"))
    assert found(store, wanted) == ([ticket.id] if is_found else [])


def test_that_an_ended_ticket_is_found(store: Store) -> None:
    ended = a_ticket(title="窨井盖破损", state=State.CLOSED)
    add(store, ended)
    assert store.archive().search("窨井", VILLAGE, None, 9) == (ended,)


@pytest.mark.parametrize("wanted", ["", " ", "路", "a b"])
def test_that_one_character_finds_nothing(store: Store, wanted: str) -> None:
    add(store, a_ticket(address="路 a b"))
    assert found(store, wanted) == []


@pytest.mark.parametrize(
    ("changes", "centre", "is_found"),
    [
        ({}, VILLAGE, True),
        ({}, TOWNSHIP, True),
        ({}, CITY, True),
        ({}, GRID, True),
        ({}, OTHER_DISTRICT, False),
        ({"area": FAR_GRID, "centre": OTHER_DISTRICT}, VILLAGE, False),
        ({"area": FAR_GRID, "centre": DISTRICT}, DISTRICT, True),
        ({"area": FAR_GRID, "centre": OTHER_DISTRICT, "readers": (VILLAGE,)}, VILLAGE, True),
        ({"area": FAR_GRID, "centre": OTHER_DISTRICT, "readers": (VILLAGE,)}, TOWNSHIP, False),
        ({"area": "3299", "centre": "3299", "readers": (CITY,)}, CITY, True),
    ],
)
def test_that_a_centre_finds_what_it_sees(
    store: Store, changes: dict[str, object], centre: RegionCode, is_found: bool
) -> None:
    ticket = a_ticket(**changes)
    assert ticket.seen_by(centre) is is_found
    add(store, ticket)
    assert found(store, "垃圾", centre) == ([ticket.id] if is_found else [])


def test_that_pages_go_on_where_the_last_one_ended(store: Store) -> None:
    tickets = [
        a_ticket(reported_at=NOON - ago) for ago in (HOUR, HOUR, HOUR, WEEK, 30 * WEEK, 30 * WEEK + HOUR, 900 * WEEK)
    ]
    tickets += [a_ticket(reported_at=NOON, id=2**62 + n) for n in range(3)]
    tickets.append(a_ticket(reported_at=datetime(1969, 12, 30, tzinfo=UTC)))
    add(store, *reversed(tickets))
    newest_first = sorted(tickets, key=lambda one: (one.reported_at, one.id), reverse=True)
    seen: list[int] = []
    after = None
    while page := store.archive().search("垃圾", VILLAGE, after, 2):
        seen += [ticket.id for ticket in page]
        after = Spot.of(page[-1])
    assert seen == [ticket.id for ticket in newest_first]


def test_that_a_ticket_is_found_by_its_new_words_alone(store: Store) -> None:
    ticket = a_ticket()
    add(store, ticket)
    changed = replace(ticket, version=2, title="路灯不亮", area=FAR_GRID, centre=OTHER_DISTRICT)
    with store.unit_of_work() as uow:
        uow.record(changed, (an_entry(changed),))
        uow.commit()
    asked = [("垃圾", VILLAGE), ("垃圾", OTHER_DISTRICT), ("路灯", VILLAGE), ("路灯", OTHER_DISTRICT)]
    assert [found(store, *one) for one in asked] == [[], [], [], [ticket.id]]


def test_that_what_is_undone_is_not_found(store: Store) -> None:
    ticket = a_ticket()
    with store.unit_of_work() as uow:
        uow.record(ticket, (an_entry(ticket),))
    assert found(store, "垃圾") == []


def test_that_a_removed_ticket_leaves_nothing_behind(url: str) -> None:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    ticket = a_ticket()
    add(store, ticket)
    with store.engine.begin() as connection:
        for table in ("journal", "ticket"):
            connection.execute(text(f"DELETE FROM {table}"))
        assert connection.execute(text("SELECT count(*) FROM ticket_text")).scalar() == 0
        if connection.dialect.name == "sqlite":
            held = text("SELECT count(*) FROM ticket_words WHERE ticket_words MATCH :pair")
            week = int(NOON.timestamp() * 1e6) // WEEK_US
            assert connection.execute(held, {"pair": pair_token(week, "垃圾")}).scalar() == 0
    store.close()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@pytest.mark.postgres
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(words=WORDS)
def test_that_both_engines_compare_texts_alike(server_store: SqlStore, words: str) -> None:
    with server_store.engine.connect() as connection:
        assert connection.execute(text("SELECT search_plain(:words)"), {"words": words}).scalar() == plain(words)


@pytest.mark.postgres
@pytest.mark.parametrize("readers", ["", "[]", '["320501", "32", "320502"]'])
def test_that_both_engines_name_the_same_centres(server_store: SqlStore, readers: str) -> None:
    told = {"area": FAR_GRID, "centre": DISTRICT, "readers": readers}
    with server_store.engine.connect() as connection:
        asked = connection.execute(text("SELECT search_also(:area, :centre, :readers)"), told)
        assert asked.scalar() == also(FAR_GRID, DISTRICT, readers)


@pytest.fixture
def server_store(server_url: str):
    store = open_store(server_url)
    yield store
    store.close()
