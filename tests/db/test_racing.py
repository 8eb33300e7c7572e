"""Many desks at once: nobody overwrites anybody, no number is given twice, no line is lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from console.domain.errors import Stale
from console.domain.ticket import Holder, State, TargetKind, Ticket, TicketId
from console.outages import FileOutage
from console.ports import Store
from db.connecting import file_engine, server_engine
from db.engine import open_store
from tests.builders import CITY, a_ticket, an_entry

DESKS = 32
TICKETS = 50
WRITERS = 8
LINES_EACH = 25
HOUSE = Path(__file__).resolve().parents[2]

WRITER = """
import sys
from db.engine import open_store
from tests.builders import an_entry

store = open_store(sys.argv[1])
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    with store.unit_of_work() as uow:
        uow.note(an_entry())
        uow.commit()
store.close()
"""


def dispatched(ticket: Ticket, crew: str) -> Ticket:
    return replace(
        ticket, version=ticket.version + 1, state=State.DISPATCHED, holder=Holder(TargetKind.CREW, crew, crew)
    )


def taken_in(store: Store, count: int = TICKETS) -> list[Ticket]:
    tickets = [a_ticket(state=State.FILED) for _ in range(count)]
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    return tickets


def race(assign: Callable[[Ticket, str], None], tickets: list[Ticket]) -> Counter[TicketId]:
    """Let every desk assign every ticket, as it saw them at the start; return how often each was won."""
    won: Counter[TicketId] = Counter()

    def desk(number: int) -> list[TicketId]:
        mine = []
        waiting = deque(tickets[number:] + tickets[:number])
        while waiting:
            try:
                assign(waiting[0], f"C{number}")
                mine.append(waiting[0].id)
            except FileOutage:  # The others had the file all the time: a desk keeps its order and sends it again.
                continue
            except Stale:
                pass
            waiting.popleft()
        return mine

    with ThreadPoolExecutor(DESKS) as desks:
        for mine in desks.map(desk, range(DESKS)):
            won.update(mine)
    return won


def test_that_of_many_desks_exactly_one_assigns_a_ticket(store: Store) -> None:
    tickets = taken_in(store)

    def assign(ticket: Ticket, crew: str) -> None:
        sent = dispatched(ticket, crew)
        with store.unit_of_work() as uow:
            uow.record(sent, (an_entry(sent, by=crew),))
            uow.commit()

    assert race(assign, tickets) == dict.fromkeys((ticket.id for ticket in tickets), 1)


@pytest.mark.postgres
def test_that_the_race_is_one_that_reading_first_would_lose(server_url: str) -> None:
    store = open_store(server_url)
    tickets = taken_in(store)
    engine = server_engine(server_url)

    def assign_what_looks_free(ticket: Ticket, crew: str) -> None:
        with engine.begin() as connection:
            state = connection.execute(text("SELECT state FROM ticket WHERE id = :id"), {"id": ticket.id}).scalar_one()
            if state != State.FILED:
                raise Stale(ticket=ticket.id, version=2, by="", kind="", at=ticket.changed_at)
            connection.execute(
                text("UPDATE ticket SET state = 'dispatched', holder_id = :crew WHERE id = :id"),
                {"id": ticket.id, "crew": crew},
            )

    won = race(assign_what_looks_free, tickets)
    engine.dispose()
    store.close()
    assert won.total() > TICKETS


def test_that_an_order_sent_twice_at_once_is_carried_out_once(store: Store) -> None:
    ticket = a_ticket()
    entry = an_entry(ticket)

    def send(_: int) -> bool:
        with store.unit_of_work() as uow:
            if uow.news_of(entry.key) is not None:
                return False
            try:
                uow.record(ticket, (entry,))
            except Stale:
                return False
            uow.commit()
            return True

    with ThreadPoolExecutor(8) as desks:
        assert sum(desks.map(send, range(16))) == 1
    assert store.archive().timeline(ticket.id) == (ticket, (entry,))


def test_that_numbers_drawn_at_once_are_all_different(store: Store) -> None:
    def draw(_: int) -> str:
        with store.unit_of_work() as uow:
            number = uow.next_number()
            uow.commit()
        return number

    with ThreadPoolExecutor(8) as desks:
        drawn = list(desks.map(draw, range(40)))
    assert len(set(drawn)) == len(drawn)


def test_that_a_feed_loses_no_line_of_many_writers(store: Store) -> None:
    feed = store.feed(CITY)
    mark = feed.mark()
    keys = [uuid4() for _ in range(200)]
    heard: set[object] = set()

    def write(key: object) -> None:
        with store.unit_of_work() as uow:
            uow.note(an_entry(key=key))
            uow.commit()

    with ThreadPoolExecutor(8) as desks:
        written = [desks.submit(write, key) for key in keys]
        while not all(one.done() for one in written):
            mark, news = feed.since(mark)
            heard.update(entry.key for one in news for entry in one.entries)
        for one in written:
            one.result()
    mark, news = feed.since(mark)
    heard.update(entry.key for one in news for entry in one.entries)
    feed.close()
    assert heard == set(keys)


def test_that_many_processes_write_one_file_without_a_gap(tmp_path: Path) -> None:
    url = str(tmp_path / "griddesk.db")
    command = [sys.executable, "-c", WRITER, url, str(LINES_EACH)]
    writers = [subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    for writer in writers:
        writer.communicate("\n")
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    engine = file_engine(Path(url))
    with engine.connect() as connection:
        numbers = list(connection.execute(text("SELECT seq FROM journal ORDER BY seq")).scalars())
    engine.dispose()
    assert numbers == list(range(1, WRITERS * LINES_EACH + 1))
