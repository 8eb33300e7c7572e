"""What a feed on a server is particular about: whom it asks, the doorbell, and what a role without rights may know."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from itertools import count
from pathlib import Path
from selectors import DefaultSelector, SelectorKey
from time import perf_counter

import psycopg
import pytest

from console.board import Board
from console.clocks import SystemClock
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.domain.ticket import Priority, Ticket, TicketId
from console.journal import Kind
from console.orders import Reclassify, TakeIn
from console.ports import Feed, Outage, Store
from db import server_feed
from db.connecting import server_engine
from db.engine import open_store
from db.feed_pace import STORM_RESTS
from db.local_server import LocalServer
from db.server_feed import ServerFeed
from db.unit_of_work import concerned
from db.writing import doorbell
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    GRID,
    IN_GRID,
    OTHER_DISTRICT,
    VILLAGE,
    a_region_tree,
    a_ticket,
    an_entry,
)
from tests.db.desks import City, set_up
from tests.db.postgres_server import TEMPLATE, Server

pytestmark = pytest.mark.postgres

LONG_S = 20.0


@pytest.fixture
def on_server(server_url: str) -> Iterator[Store]:
    store = open_store(server_url)
    store.registry().add_regions(a_region_tree())
    yield store
    store.close()


@pytest.fixture
def a_city(server: Server) -> Iterator[City]:
    """Return a city whose operators have roles of their own."""
    with server.database(TEMPLATE) as url:
        yield set_up(server, url.rpartition("/")[2])


def committed(store: Store, ticket: Ticket, kind: Kind = Kind.TAKEN_IN) -> None:
    with store.unit_of_work() as uow:
        uow.record(ticket, (an_entry(ticket, kind=kind),))
        uow.commit()


def waited_s(feed: Feed) -> float:
    began_s = perf_counter()
    feed.wait(LONG_S)
    return perf_counter() - began_s


@pytest.mark.parametrize(
    ("ticket", "kind"),
    [
        (a_ticket(priority=Priority.P1), Kind.TAKEN_IN),
        (a_ticket(priority=Priority.P1), Kind.RECLASSIFIED),
        (a_ticket(priority=Priority.P3), Kind.ESCALATED),
        (a_ticket(priority=Priority.P3), Kind.SKIPPED_LEVEL),
    ],
    ids=["a new P1", "what became a P1", "passed up", "passed up two tiers"],
)
def test_that_what_is_urgent_ends_the_wait_for_news(on_server: Store, ticket: Ticket, kind: Kind) -> None:
    feed = on_server.feed(CITY)
    feed.mark()
    committed(on_server, ticket, kind)
    assert waited_s(feed) < LONG_S / 2
    feed.close()


@pytest.mark.parametrize(
    ("centre", "rings"),
    [(CITY, True), (DISTRICT, True), (OTHER_DISTRICT, False)],
    ids=["above", "on its ground", "beside"],
)
def test_that_only_those_hear_the_doorbell_whom_the_ticket_concerns(
    on_server: Store, server_url: str, centre: RegionCode, rings: bool
) -> None:
    with psycopg.connect(server_url, autocommit=True) as listening:
        listening.execute(f"LISTEN {doorbell(centre)}")
        committed(on_server, a_ticket(priority=Priority.P1, centre=DISTRICT, place=IN_GRID))
        assert bool(list(listening.notifies(timeout=0.2))) is rings


def test_that_who_helps_from_elsewhere_hears_the_doorbell(on_server: Store, server_url: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as listening:
        listening.execute(f"LISTEN {doorbell(OTHER_DISTRICT)}")
        committed(on_server, a_ticket(priority=Priority.P1, centre=DISTRICT, readers=(OTHER_DISTRICT,)))
        assert list(listening.notifies(timeout=0.2))


def test_that_a_doorbell_rung_before_the_question_is_not_answered_twice(on_server: Store) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    committed(on_server, a_ticket(priority=Priority.P1))
    feed.wait(LONG_S)
    feed.since(mark)
    began_s = perf_counter()
    feed.wait(0.1)
    feed.close()
    assert perf_counter() - began_s >= 0.1


def test_that_a_feed_rests_longer_while_the_city_writes_as_in_a_storm(
    on_server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float | None] = []

    class Ears(DefaultSelector):
        def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
            rests.append(timeout)
            return []

    monkeypatch.setattr("db.server_feed.selectors.DefaultSelector", Ears)
    # Every answer comes at the same interval, however long it truly takes.
    monkeypatch.setattr(server_feed, "monotonic", count(step=0.01).__next__)
    feed = on_server.feed(CITY)
    mark = feed.mark()
    for writes in (0, 3, 1):
        for number in range(writes):
            committed(on_server, a_ticket(id=10 * writes + number))
        mark, _ = feed.since(mark)
        feed.wait(1.0)
    feed.close()
    assert rests == [1.0, STORM_RESTS, 1.0]


def test_that_the_usual_does_not_ring(on_server: Store, server_url: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as listening:
        listening.execute(f"LISTEN {doorbell(CITY)}")
        committed(on_server, a_ticket(priority=Priority.P2))
        assert list(listening.notifies(timeout=0.2)) == []


def test_that_a_doorbell_rung_during_a_question_is_not_lost(on_server: Store) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    committed(on_server, a_ticket(priority=Priority.P1))
    # What rang is taken off the line with the answer, as when it comes in the middle of it.
    feed.since(mark)
    assert waited_s(feed) < LONG_S / 2
    feed.close()


@pytest.mark.parametrize(
    "left", [None, "[]", f'["{FAR_GRID}", "{OTHER_DISTRICT}", "{CITY}"]'], ids=["stays", "none", "left"]
)
@pytest.mark.parametrize("readers", [(), (OTHER_DISTRICT,), (OTHER_DISTRICT, CITY)], ids=["nobody", "one", "two"])
def test_that_the_door_tells_whom_a_line_concerns_as_the_desk_does(
    on_server: Store, server_url: str, readers: tuple[RegionCode, ...], left: str | None
) -> None:
    ticket = a_ticket(readers=readers)
    committed(on_server, ticket)
    with psycopg.connect(server_url) as owner:
        [told] = owner.execute("SELECT door_concerned(ticket, %s) FROM ticket", (left,)).fetchone() or [None]
    assert told == concerned(ticket, left)


def planned(feed: ServerFeed, asked: str) -> str:
    """Return how the server goes about what stands in a function, with the facts of a poll put in."""
    facts = (
        {
            "at_centre": "'3205'",
            "first_unseen": "'1'::xid8",
            "in_progress": "'{7}'::xid8[]",
            "numbers": "'{1}'::bigint[]",
            "most": "501",
            "some_moved": "false",
        }
        | dict.fromkeys(("ground", "own", "named", "snapshot"), "'>'")
        | dict.fromkeys(("rules", "at_s"), "1")
    )
    for name, value in facts.items():
        asked = re.sub(rf"(?<![.\w]){name}\b(?! \()", value, asked)
    return "\n".join(
        row[0] for row in feed._link.execute(f"EXPLAIN {asked if asked.startswith('SELECT') else f'SELECT {asked}'}")
    )


@pytest.mark.parametrize(
    ("part", "indexes"),
    [
        (r"BEGIN\s+(SELECT.*?)\s+INTO ", {"ix_journal_written": 1, "ix_fix_written": 1}),
        (r"THEN\s+(SELECT.*?)\s+INTO ", {"ix_journal_written": 1, "ix_fix_written": 1}),
        (r"some_moved := (EXISTS.*?);", {"ix_fix_written": 2, "pk_crew": 2}),
        (r"RETURN QUERY (.*?);", {"pk_journal": 1, "pk_ticket": 1}),
    ],
    ids=["what is new", "what was in progress", "crews", "whole lines"],
)
def test_that_a_poll_goes_through_no_table_that_grows(on_server: Store, part: str, indexes: Mapping[str, int]) -> None:
    feed = on_server.feed(CITY)
    assert isinstance(feed, ServerFeed)
    feed.mark()
    [[body]] = feed._link.execute("SELECT prosrc FROM pg_proc WHERE proname = 'news'").fetchall()
    asked = re.search(part, body, re.DOTALL)
    assert asked is not None
    plan = planned(feed, asked[1])
    feed.close()
    assert {name: len(re.findall(rf"Index (?:Only )?Scan (?:using|on) {name}\b", plan)) for name in indexes} == indexes
    assert not re.search(r"Seq Scan on (journal|ticket|fix|crew)|Gather|Hash|Merge", plan)


def test_that_asking_where_crews_are_goes_through_no_table_that_grows(on_server: Store) -> None:
    feed = on_server.feed(CITY)
    assert isinstance(feed, ServerFeed)
    feed.mark()
    facts = {"first_unseen": "1", "in_progress": "{}", "seen": "1:1:"}
    plan = "\n".join(row[0] for row in feed._link.execute(f"EXPLAIN {feed._questions['fixes']._text}", facts))
    feed.close()
    assert "Index" in plan
    assert not re.search(r"Seq Scan on fix|Gather|Hash|Merge", plan)


def test_that_many_lines_at_once_are_told_like_few(on_server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_feed, "MOST_AT_ONCE", 2)
    feed = on_server.feed(CITY)
    mark = feed.mark()
    for number in range(1, 6):
        committed(on_server, a_ticket(id=number))
    _, news = feed.since(mark)
    feed.close()
    assert [entry.ticket for one in news for entry in one.entries] == [1, 2, 3, 4, 5]


def test_that_moments_come_in_the_hour_of_the_console(on_server: Store) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    committed(on_server, a_ticket())
    _, [news] = feed.since(mark)
    feed.close()
    assert news.tickets[0].reported_at.tzinfo is UTC


def test_that_a_lost_link_ends_the_wait(on_server: Store, server_url: str) -> None:
    feed = on_server.feed(CITY)
    mark = feed.mark()
    with psycopg.connect(server_url, autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s",
            (server_url.rpartition("/")[2],),
        )
    assert waited_s(feed) < LONG_S / 2
    with pytest.raises(Outage):
        feed.since(mark)
    feed.close()


def test_that_an_operators_own_role_can_follow(a_city: City) -> None:
    owner, desk = a_city.store(), a_city.store("boss")
    feed = desk.feed(DISTRICT)
    mark = feed.mark()
    ticket = a_ticket()
    committed(owner, ticket)
    committed(owner, a_ticket(id=2, area=FAR_GRID, centre=OTHER_DISTRICT))
    _, news = feed.since(mark)
    feed.close()
    desk.close()
    owner.close()
    assert [one.tickets for one in news] == [(ticket,)]


def test_that_what_an_operator_makes_a_p1_rings(a_city: City) -> None:
    store, clock = a_city.store("taker"), SystemClock()
    desk, by = Desk(store, clock), Operator(name="taker", centre=VILLAGE, desk="seat-1")
    order = TakeIn(
        by=by,
        id=TicketId(7),
        category="2101",
        title="井盖缺失",
        source="public",
        reported_at=clock.now(),
        place=IN_GRID,
    )
    with a_city.owner() as listening, closing(store), closing(desk):
        desk.submit(order).result()
        listening.execute(f"LISTEN {doorbell(VILLAGE)}")
        desk.submit(Reclassify(by=by, ticket=TicketId(7), seen=1, reason="有人坠落", priority=Priority.P1)).result()
        assert list(listening.notifies(timeout=0.2))


def test_that_a_ticket_that_the_server_hides_from_now_on_leaves_the_board(a_city: City) -> None:
    """A role may read the line that took a ticket out of its centre's sight, but no more the ticket."""
    owner, desk = a_city.store(), a_city.store("boss")
    seen = a_ticket(area=GRID, centre=OTHER_DISTRICT)
    committed(owner, seen)
    feed, board = desk.feed(DISTRICT), Board(DISTRICT)
    mark = feed.mark()
    board.load(board.around((seen,)))
    committed(owner, replace(seen, version=2, area=FAR_GRID))
    _, news = feed.since(mark)
    feed.close()
    desk.close()
    owner.close()
    assert [board.hear(one).tickets for one in news] == [{seen.id}]
    assert not board.tickets


@pytest.fixture
def pair(server_folder: Path) -> Iterator[tuple[LocalServer, LocalServer]]:
    """Return a primary with our tables, and its running standby."""
    primary = LocalServer(server_folder)
    primary.create()
    primary.start()
    open_store(primary.url()).close()
    with tempfile.TemporaryDirectory(prefix="griddesk-postgres-", ignore_cleanup_errors=True) as folder:
        standby = primary.copy(Path(folder))
        standby.start()
        yield primary, standby
        standby.stop()
    primary.stop()


def test_that_a_standby_is_followed_only_once_it_is_the_primary(pair: tuple[LocalServer, LocalServer]) -> None:
    primary, standby = pair
    of_primary = server_engine(primary.url())
    feed = ServerFeed(of_primary, CITY)
    mark = feed.mark()
    feed.close()
    of_primary.dispose()
    engine = server_engine(f"{standby.url()}?target_session_attrs=any")
    feed = ServerFeed(engine, CITY)
    with pytest.raises(Outage, match=r"server\.standby"):
        feed.since(mark)
    standby.promote()
    with pytest.raises(Refused) as refused:
        feed.since(mark)
    feed.since(feed.mark())
    feed.close()
    engine.dispose()
    assert refused.value.code == "feed.mark_too_old"
