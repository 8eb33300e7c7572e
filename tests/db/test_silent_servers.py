"""Of several servers at one address one says nothing: nobody waits for it longer than they must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Event, Lock
from time import monotonic
from typing import cast
from urllib.parse import urlsplit

import psycopg
import pytest

from db.connecting import server_engine
from db.deadlines import CONNECT_S
from db.server_address import server_address
from db.several_servers import HEAD_START_S, SILENT_AFTER_S, Place, Servers
from db.watchdog import WatchedConnection
from tests.db.black_hole import BlackHole, black_hole

SLACK_S = 0.4
A, B = {"host": "a"}, {"host": "b"}


class Link:
    """A connection that a server gave."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.closed = Event()

    def close(self) -> None:
        self.closed.set()


class Switchboard:
    """Two servers, ``a`` and ``b``: each says at once what it is told to say, or nothing for libpq's seconds."""

    def __init__(self, a: str, b: str) -> None:
        self.says = {"a": a, "b": b}
        self.given: list[Link] = []
        self.asked: list[str] = []
        self.over = Event()
        self._lock = Lock()
        self.servers = Servers([A, B])

    def __call__(self, place: Place) -> WatchedConnection:
        host = place["host"]
        with self._lock:
            self.asked.append(host)
        if self.says[host] == "nothing":
            self.over.wait(CONNECT_S)
            raise psycopg.errors.ConnectionTimeout("connection timeout expired")
        if self.says[host] == "late":
            self.over.wait(2 * SILENT_AFTER_S)
        elif self.says[host] != "in":
            raise psycopg.OperationalError(self.says[host])
        link = Link(host)
        with self._lock:
            self.given.append(link)
        return cast("WatchedConnection", link)

    def connect(self, within_s: float = CONNECT_S) -> tuple[str, float]:
        """Return who gave the connection, or what was said instead, and after which time."""
        began_s = monotonic()
        try:
            answer = cast("Link", self.servers.connect(self, within_s)).host
        except psycopg.Error as error:
            answer = str(error)
        return answer, monotonic() - began_s


@pytest.fixture
def board() -> Iterator[Switchboard]:
    board = Switchboard(a="nothing", b="in")
    yield board
    board.over.set()


def test_that_a_silent_server_holds_up_the_way_to_the_next_for_a_head_start_only(board: Switchboard) -> None:
    host, took_s = board.connect()
    assert (host, took_s < HEAD_START_S + SLACK_S) == ("b", True)


def test_that_who_let_somebody_in_is_asked_first(board: Switchboard) -> None:
    board.connect()
    host, took_s = board.connect()
    assert (host, took_s < SLACK_S) == ("b", True)


def test_that_a_server_that_answers_is_not_left_for_another(board: Switchboard) -> None:
    board.says["a"] = "in"
    board.connect()
    assert board.asked == ["a"]


def test_that_nobody_waits_for_a_known_silent_server_once_the_other_has_said_no(board: Switchboard) -> None:
    board.says["b"] = "session is read-only"
    board.connect()
    answer, took_s = board.connect()
    assert ("session is read-only" in answer, took_s < SLACK_S) == (True, True)


def test_that_a_promoted_server_is_found_at_once_while_the_old_leader_is_silent(board: Switchboard) -> None:
    board.says["b"] = "session is read-only"
    board.connect()
    board.says["b"] = "in"
    host, took_s = board.connect()
    assert (host, took_s < SLACK_S) == ("b", True)


def test_that_a_silent_server_that_is_back_is_found_though_the_other_says_no(board: Switchboard) -> None:
    board.says["b"] = "session is read-only"
    board.connect()
    board.says["a"] = "in"
    # The first may hear of the other's no before.
    assert "a" in {board.connect()[0], board.connect()[0]}


def test_that_of_servers_that_are_all_silent_all_are_waited_for_together(board: Switchboard) -> None:
    board.says["b"] = "nothing"
    board.connect()
    answer, took_s = board.connect()
    assert ("timeout expired" in answer, CONNECT_S - SLACK_S < took_s < CONNECT_S + HEAD_START_S + SLACK_S) == (
        True,
        True,
    )


def test_that_a_server_that_is_slow_but_the_only_one_to_take_us_is_waited_for(board: Switchboard) -> None:
    board.says.update(a="late", b="connection refused")
    assert board.connect()[0] == "a"


def test_that_a_name_service_that_hangs_is_given_up(board: Switchboard) -> None:
    board.says["b"] = "nothing"
    answer, took_s = board.connect(within_s=0.1)
    assert ("timeout expired" in answer, took_s < CONNECT_S / 2) == (True, True)


def test_that_a_connection_that_comes_too_late_is_closed(board: Switchboard) -> None:
    board.says["a"] = "late"
    board.connect()
    board.over.set()
    late = _wait_for(board, "a")
    assert late.closed.wait(CONNECT_S)


def test_that_a_bug_in_dialling_is_not_taken_for_a_silent_server() -> None:
    def dial(_place: Place) -> WatchedConnection:
        raise UnicodeError("label too long")

    with pytest.raises(UnicodeError):
        Servers([A, B]).connect(dial, CONNECT_S)


def _wait_for(board: Switchboard, host: str) -> Link:
    until_s, pause = monotonic() + CONNECT_S, Event()
    while not (found := [link for link in board.given if link.host == host]) and monotonic() < until_s:
        pause.wait(0.01)
    return found[0]


@pytest.mark.parametrize(
    ("url", "places"),
    [
        ("postgresql://db1,db2/griddesk", [{"host": "db1", "port": ""}, {"host": "db2", "port": ""}]),
        ("postgresql://db1:5433,db2/griddesk", [{"host": "db1", "port": "5433"}, {"host": "db2", "port": ""}]),
        ("postgresql://db1/griddesk", [{}]),
        ("postgresql://db1,db2/griddesk?target_session_attrs=prefer-standby", [{}]),
        ("postgresql:///griddesk?service=city", [{}]),
    ],
)
def test_that_servers_are_told_apart_where_the_primary_among_several_is_wanted(
    url: str, places: list[Mapping[str, str]]
) -> None:
    assert list(server_address(url).places()) == places


@pytest.mark.postgres
def test_that_each_new_connection_finds_its_way_past_a_silent_server(server_url: str) -> None:
    parts = urlsplit(server_url)
    with black_hole(parts.port or 0) as hole:
        hole.swallow()
        engine = server_engine(_both(server_url, hole))
        began_s = monotonic()
        links = [engine.connect() for _ in range(3)]
        took_s = monotonic() - began_s
        for link in links:
            link.close()
        engine.dispose()
    assert took_s < CONNECT_S


def _both(url: str, hole: BlackHole) -> str:
    parts = urlsplit(url)
    return f"postgresql://{parts.username}@127.0.0.1:{hole.port},127.0.0.1:{parts.port}{parts.path}"
