"""A link that dies without a word: every call returns within its deadline, whatever the system's timeouts are."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from console.outages import ServerOutage
from console.ports import Outage, Store
from db import watchdog
from db.connecting import server_engine
from db.deadlines import CONNECT_S, Call, deadline_s
from db.engine import open_store
from db.server_feed import ServerFeed
from tests.builders import CITY, a_crew, a_fix, a_region_tree, an_entry
from tests.db.black_hole import BlackHole, black_hole

SLACK_S = 0.5
LONG = text("SELECT pg_sleep(60)")


def on_server(test):
    """Mark a test that needs the server."""
    return pytest.mark.postgres(test)


@pytest.fixture
def hole(server_url: str) -> Iterator[BlackHole]:
    with black_hole(urlsplit(server_url).port or 0) as hole:
        yield hole


@pytest.fixture
def through(server_url: str, hole: BlackHole) -> str:
    """Return an address through the black hole, with keepalives and nothing else, as on Windows."""
    parts = urlsplit(server_url)
    return f"postgresql://{parts.username}@127.0.0.1:{hole.port}{parts.path}?tcp_user_timeout=0"


@pytest.fixture
def engine(through: str) -> Iterator[Engine]:
    made = server_engine(through)
    yield made
    made.dispose()


@pytest.fixture
def store(through: str) -> Iterator[Store]:
    opened = open_store(through)
    yield opened
    opened.close()


def seconds_until_outage(call) -> tuple[float, ServerOutage]:
    began_s = monotonic()
    with pytest.raises(ServerOutage) as outage:
        call()
    return monotonic() - began_s, outage.value


@on_server
def test_that_a_call_in_flight_returns_within_its_deadline(engine: Engine, hole: BlackHole) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        hole.swallow()
        question = text("SELECT 1").execution_options(call=Call.PROBE)
        passed_s, outage = seconds_until_outage(lambda: connection.execute(question))
        connection.invalidate()
    assert (Call.PROBE.value <= passed_s <= Call.PROBE.value + SLACK_S, outage.code) == (True, "server.deadline")


@on_server
def test_that_a_commit_returns_within_the_deadline_of_its_transaction(engine: Engine, hole: BlackHole) -> None:
    with engine.execution_options(call=Call.PROBE).connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE note (line text)"))
        hole.swallow()
        passed_s, outage = seconds_until_outage(connection.commit)
        connection.invalidate()
    assert (passed_s <= Call.PROBE.value + SLACK_S, outage.code) == (True, "server.deadline")


@on_server
def test_that_an_order_in_flight_returns_within_the_deadline_of_changes(store: Store, hole: BlackHole) -> None:
    with store.unit_of_work() as uow:
        uow.rulebook()
        hole.swallow()
        passed_s, outage = seconds_until_outage(lambda: uow.note(an_entry()))
    assert (passed_s <= Call.WRITE.value + SLACK_S, outage.code) == (True, "server.deadline")


@on_server
def test_that_without_the_watchdog_the_same_call_still_hangs(
    engine: Engine, hole: BlackHole, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = watchdog.Watchdog()
    monkeypatch.setattr(blind, "_run", lambda: None)
    monkeypatch.setattr(watchdog, "WATCHDOG", blind)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        hole.swallow()

        def ask() -> None:
            with pytest.raises((Outage, OperationalError)):
                connection.execute(text("SELECT 1").execution_options(call=Call.PROBE))

        caller = Thread(target=ask)
        caller.start()
        caller.join(Call.PROBE.value + 2 * SLACK_S)
        hangs = caller.is_alive()
        hole.close()
        caller.join()
        connection.invalidate()
    assert hangs


@on_server
def test_that_a_feed_tells_of_a_dead_link_within_two_seconds(store: Store, hole: BlackHole) -> None:
    feed = store.feed(CITY)
    mark = feed.mark()
    hole.swallow()
    passed_s, outage = seconds_until_outage(lambda: feed.since(mark))
    feed.close()
    assert (passed_s < 2.0, outage.code) == (True, "server.deadline")


@on_server
def test_that_a_feed_tells_within_two_seconds_of_a_link_that_dies_between_its_questions(
    store: Store, hole: BlackHole, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.registry().add_regions(a_region_tree())
    store.registry().add_crews([a_crew()])
    feed = store.feed(CITY)
    mark = feed.mark()
    with store.unit_of_work() as uow:
        uow.place_crews((a_fix("C1"),))
        uow.commit()
    ask = ServerFeed._ask

    def ask_the_first_only(self: ServerFeed, name: str, call: Call, **facts: Any) -> Any:
        if name == "fixes":
            hole.swallow()
        return ask(self, name, call, **facts)

    monkeypatch.setattr(ServerFeed, "_ask", ask_the_first_only)
    passed_s, outage = seconds_until_outage(lambda: feed.since(mark))
    feed.close()
    assert (passed_s < 2.0, outage.code) == (True, "server.deadline")


@on_server
def test_that_a_desk_works_on_when_the_dead_link_lives_again(store: Store, hole: BlackHole) -> None:
    feed = store.feed(CITY)
    mark = feed.mark()
    hole.swallow()
    with pytest.raises(Outage):
        feed.since(mark)
    hole.mend()
    assert feed.since(mark)[1] == ()
    feed.close()


@on_server
def test_that_a_connection_that_died_in_the_pool_is_not_waited_for_long(engine: Engine, hole: BlackHole) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    hole.swallow()
    passed_s, outage = seconds_until_outage(lambda: engine.connect().close())
    # The pool's question goes unanswered, and so does a new connection.
    assert (passed_s <= Call.PROBE.value + CONNECT_S + SLACK_S, outage.code) == (True, "server.silent")


@on_server
def test_that_a_server_that_never_answers_is_given_up(through: str, hole: BlackHole) -> None:
    hole.swallow()
    passed_s, outage = seconds_until_outage(lambda: open_store(through))
    assert (passed_s <= CONNECT_S + SLACK_S, outage.code) == (True, "server.silent")


@on_server
def test_that_a_server_that_never_answers_holds_up_the_way_to_the_next_for_its_seconds_only(
    server_url: str, hole: BlackHole
) -> None:
    parts = urlsplit(server_url)
    hole.swallow()
    began_s = monotonic()
    hosts = f"127.0.0.1:{hole.port},127.0.0.1:{parts.port}"
    open_store(f"postgresql://{parts.username}@{hosts}{parts.path}").close()
    assert monotonic() - began_s <= CONNECT_S + 2 * SLACK_S


@on_server
def test_that_a_slow_statement_on_a_good_link_is_told_from_a_dead_link(server_url: str) -> None:
    engine = server_engine(f"{server_url}?options=-c%20statement_timeout%3D50")
    with engine.connect() as connection, pytest.raises(ServerOutage) as outage:
        connection.execute(LONG)
    engine.dispose()
    assert outage.value.code == "server.slow"


@on_server
def test_that_closed_connections_leave_no_socket_behind(server_url: str) -> None:
    link = watchdog.WatchedConnection.connect(server_url)
    line = link._line
    link.close()
    assert line.fileno() == -1


@on_server
def test_that_a_thousand_answered_calls_leave_nothing_to_watch(server_url: str) -> None:
    with watchdog.WatchedConnection.connect(server_url, autocommit=True) as link:
        for _ in range(1000):
            link.execute("SELECT 1")
        assert not watchdog.WATCHDOG._calls


def test_that_what_begins_a_change_has_the_deadline_of_changes() -> None:
    assert deadline_s({"begin": "IMMEDIATE"}) == Call.WRITE.value


def test_that_what_says_nothing_is_a_read() -> None:
    assert deadline_s({}) == Call.READ.value


def test_that_what_says_what_it_is_for_has_that_deadline() -> None:
    assert deadline_s({"begin": "IMMEDIATE", "call": Call.BULK}) == Call.BULK.value


def test_that_the_deadline_is_told_as_an_error_of_the_link() -> None:
    assert isinstance(watchdog.DeadlinePassed(1.5), psycopg.OperationalError)
