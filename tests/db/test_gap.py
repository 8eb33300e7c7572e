"""No gap in the news: many writers that commit late, some that give up, and one that stays open while all others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from threading import Event
from typing import Protocol

import psycopg
import pytest

from console.board import Board
from console.domain.ticket import TicketId
from console.ports import Store
from db.engine import open_store
from tests.builders import CITY, a_region_tree, a_ticket, an_entry

WRITERS = 16
EACH = 30
GIVE_UP = 0.05
LATE_S = 0.05
LONG_S = 5.0
ASK_EVERY_S = 0.02
LONG_ONE = TicketId(999_999)
NEVER = Event()
"""Waited for, it is a pause that nobody ends."""


class Reader(Protocol):
    def ask(self) -> list[TicketId]:
        """Return the tickets that are new to it."""

    def close(self) -> None: ...


class DeskReader:
    """A desk's board on the feed; what changes nothing on the board is not new."""

    def __init__(self, store: Store) -> None:
        self._feed, self._board = store.feed(CITY), Board(CITY)
        self._mark = self._feed.mark()

    def ask(self) -> list[TicketId]:
        self._mark, all_news = self._feed.since(self._mark)
        return [ticket for news in all_news for ticket in self._board.hear(news).tickets]

    def close(self) -> None:
        self._feed.close()


class ByNumber:
    """Whoever asks for the lines after the highest number that was heard, as one might think would do."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._last = 0

    def ask(self) -> list[TicketId]:
        asked = "SELECT seq, ticket FROM journal WHERE seq > %s"
        rows = self._connection.execute(asked, (self._last,)).fetchall()
        self._last = max([self._last, *(seq for seq, _ in rows)])
        return [ticket for _, ticket in rows]

    def close(self) -> None:
        self._connection.close()


def write(store: Store, writer: int, each: int, late_s: float) -> list[TicketId]:
    """Take tickets in, each committed a little late; some writers think better of it. Returns what was committed."""
    draw, done = Random(writer), []
    for number in range(each):
        ticket = a_ticket(id=TicketId(1_000 * (writer + 1) + number))
        with store.unit_of_work() as uow:
            uow.record(ticket, (an_entry(ticket),))
            NEVER.wait(draw.uniform(0, late_s))
            if draw.random() >= GIVE_UP:
                uow.commit()
                done.append(ticket.id)
    return done


def write_long(store: Store, long_s: float) -> list[TicketId]:
    ticket = a_ticket(id=LONG_ONE)
    with store.unit_of_work() as uow:
        uow.record(ticket, (an_entry(ticket),))
        NEVER.wait(long_s)
        uow.commit()
    return [ticket.id]


def follow(readers: list[Reader], writing: list[Future[list[TicketId]]]) -> list[Counter[TicketId]]:
    """Return what each reader took for new, and how often, until all is written and one question longer."""
    heard: list[Counter[TicketId]] = [Counter() for _ in readers]
    is_last = False
    while not is_last:
        is_last = all(one.done() for one in writing)
        for reader, told in zip(readers, heard, strict=True):
            told.update(reader.ask())
        NEVER.wait(ASK_EVERY_S)
    return heard


@pytest.fixture
def desk(store: Store) -> Iterator[DeskReader]:
    reader = DeskReader(store)
    yield reader
    reader.close()


def test_that_every_committed_ticket_is_new_to_a_desk_exactly_once(store: Store, desk: DeskReader) -> None:
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, store, writer, 15, LATE_S / 10) for writer in range(4)]
        writing.append(pool.submit(write_long, store, LATE_S))
        (heard,) = follow([desk], writing)
    committed = [ticket for one in writing for ticket in one.result()]
    assert heard == Counter(committed)


@pytest.mark.postgres
def test_that_a_desk_misses_nothing_that_whoever_goes_by_numbers_misses(server_url: str) -> None:
    store = open_store(server_url)
    store.registry().add_regions(a_region_tree())
    readers: list[Reader] = [DeskReader(store), ByNumber(server_url)]
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writing = [pool.submit(write_long, store, LONG_S)]
        writing += [pool.submit(write, store, writer, EACH, LATE_S) for writer in range(WRITERS)]
        of_desk, by_number = follow(readers, writing)
    for reader in readers:
        reader.close()
    store.close()
    committed = Counter(ticket for one in writing for ticket in one.result())
    assert of_desk == committed
    assert committed - by_number, "the race is one that going by numbers would lose"
