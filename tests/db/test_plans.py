"""How SQLite goes about the questions asked all day long: by an index, and never through the whole history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Select, event, text

from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.point import Point
from console.finding import Spot
from console.ports import Store
from db.bench_pages import counts, page
from db.engine import SqlStore, open_store
from tests.builders import CITY, DISTRICT, GRID, IN_GRID, NOON, TOWNSHIP, VILLAGE, a_fix, a_ticket, an_entry

GROWING = re.compile(r"^SCAN (?!.*\bUSING (COVERING )?INDEX ix_ticket_open)(ticket|ticket_text|journal|fix|crew)\b")
"""A step that goes through a table which grows, but for an index that holds the open tickets only."""


@pytest.fixture
def asked() -> Iterator[list[tuple[str, object]]]:
    """Return the statements that any engine runs while the test does."""
    heard: list[tuple[str, object]] = []

    def hear(_connection, _cursor, statement, parameters, _context, executemany):
        if not executemany and statement.startswith(("SELECT", "UPDATE", "WITH")):
            heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    yield heard
    event.remove(Engine, "before_cursor_execute", hear)


@pytest.fixture
def on_file(file_url: str) -> Iterator[SqlStore]:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    yield store
    store.close()


@pytest.fixture
def on_server(server_url: str) -> Iterator[Connection]:
    """Return a connection that goes through a whole table only where no index serves."""
    store = open_store(server_url)
    assert isinstance(store, SqlStore)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("SET enable_seqscan = off")
        connection.exec_driver_sql("SET plan_cache_mode = force_generic_plan")
        yield connection
    store.close()


def _follow(store: Store) -> None:
    feed = store.feed(DISTRICT)
    mark = feed.mark()
    with store.unit_of_work() as uow:
        uow.place_crews((a_fix(),))
        uow.commit()
    feed.since(mark)
    feed.close()


def _dispatch(store: Store) -> None:
    with store.unit_of_work() as uow:
        entry = an_entry()
        uow.news_of(entry.key)
        uow.crews_of(GRID)
        uow.in_hand([CrewId("C1")])
        ticket = a_ticket()
        uow.record(ticket, (an_entry(ticket),))
        uow.last_entry(ticket.id)


def _begin_shift(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.shift_of("李四", VILLAGE)


def _search(store: Store, centre: RegionCode) -> None:
    past = a_ticket()
    store.registry().add_past([(past, (an_entry(past),))])
    (first,) = store.archive().search("人民 垃圾", centre, None, 1)
    store.archive().search("人民", centre, Spot.of(first), 9)


QUESTIONS: dict[str, Callable[[Store], object]] = {
    "the situation": lambda store: store.archive().situation(VILLAGE),
    "a timeline": lambda store: store.archive().timeline(a_ticket().id),
    "a number": lambda store: store.archive().find("100"),
    "words": lambda store: _search(store, VILLAGE),
    "words of the city": lambda store: _search(store, CITY),
    "a day": lambda store: list(store.archive().lines(NOON, NOON, VILLAGE)),
    "a past moment": lambda store: store.archive().as_of(VILLAGE, NOON),
    "what passed": lambda store: store.archive().passed(VILLAGE, Point.after(NOON), NOON, 9),
    "the line before": lambda store: store.archive().last_before(VILLAGE, NOON),
    "what fell due": lambda store: list(store.archive().due_between(NOON, NOON, VILLAGE)),
    "what was reported": lambda store: list(store.archive().tickets(VILLAGE, since=NOON, until=NOON)),
    "who is on shift": lambda store: store.accounts().on_shift(VILLAGE),
    "one's own shift": _begin_shift,
    "the feed": _follow,
    "an order": _dispatch,
    "an import": lambda store: store.registry().add_past([(past := a_ticket(outside_number="1"), (an_entry(past),))]),
    "what an import knows": lambda store: store.registry().known_outside_numbers(["1"]),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_that_no_question_goes_through_a_table_that_grows(
    on_file: SqlStore, asked: list[tuple[str, object]], question: Callable[[Store], object]
) -> None:
    question(on_file)
    steps = [
        (step, statement) for statement, parameters in list(asked) for step in _plan(on_file, statement, parameters)
    ]
    assert steps
    assert not [(step, statement) for step, statement in steps if GROWING.search(step)]


@pytest.mark.parametrize("centre", [CITY, DISTRICT, TOWNSHIP, VILLAGE, GRID])
def test_that_pages_of_every_tier_go_through_open_tickets_only(on_file: SqlStore, centre: RegionCode) -> None:
    deep = (3, NOON, a_ticket().id)
    for question in (page(centre, in_file=True), page(centre, deep, in_file=True), counts(centre)):
        with on_file.engine.connect() as connection:
            told = connection.execute(text(f"EXPLAIN QUERY PLAN {_literally(question, connection)}"))
            assert "INDEX ix_ticket_open" in " ".join(row[3] for row in told)


@pytest.mark.postgres
@pytest.mark.parametrize("centre", [CITY, DISTRICT, TOWNSHIP, VILLAGE, GRID])
def test_that_a_server_needs_no_values_to_see_that_pages_are_of_open_tickets(
    on_server: Connection, centre: RegionCode
) -> None:
    """A plan made once for all values must not lose the partial indexes: nothing of what they hold is a value."""
    for question in (page(centre), page(centre, (3, NOON, a_ticket().id)), counts(centre)):
        assert "ix_ticket_open" in _plan_for_all_values(on_server, question)


@pytest.mark.postgres
def test_that_a_server_finds_words_by_their_index(on_server: Connection) -> None:
    held = "search_tokens(reported_at, area, also, text) @> search_pairs(2800, '垃圾')"
    told = on_server.exec_driver_sql(f"EXPLAIN SELECT ticket FROM ticket_text WHERE {held}")
    assert "ix_ticket_text_tokens" in " ".join(row[0] for row in told)


def test_that_a_place_is_looked_up_by_the_boxes_of_the_grids(
    on_file: SqlStore, asked: list[tuple[str, object]]
) -> None:
    with on_file.unit_of_work() as uow:
        uow.grid_at(IN_GRID)
    ((statement, parameters),) = list(asked)
    assert ["ix_region_box" in step for step in _plan(on_file, statement, parameters)] == [True]


def _literally(question: Select[Any], connection: Connection) -> str:
    return str(question.compile(connection, compile_kwargs={"literal_binds": True}))


def _plan_for_all_values(connection: Connection, question: Select[Any]) -> str:
    places = count(1)
    asked = re.sub(r"%\(\w+\)s", lambda _: f"${next(places)}", str(question.compile(connection)))
    nothing = ", ".join(["NULL"] * (next(places) - 1))
    connection.exec_driver_sql(f"PREPARE asked AS {asked}")
    told = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN EXECUTE asked ({nothing})")]
    connection.exec_driver_sql("DEALLOCATE asked")
    return " ".join(told)


def _plan(store: SqlStore, statement: str, parameters: object) -> list[str]:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        return [row[3] for row in rows]
