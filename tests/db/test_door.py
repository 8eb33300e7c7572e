"""What comes through the door of a server: all that the rules let pass, to the letter, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text

from console import handlers
from console.domain.errors import Refused, Stale
from console.domain.records import Answer, Records
from console.domain.shift import SEAT_ROLES, Operator
from console.domain.ticket import Caller, Holder, State, TargetKind, Ticket, TicketId
from console.journal import Entry, Kind, News
from console.order import Order
from console.ports import Store
from console.replay import changes, replay
from db import administration
from db.engine import SqlStore, open_store
from db.local_server import OWNER
from tests.builders import (
    DISTRICT,
    NEXT_GRID,
    TOWNSHIP,
    VILLAGE,
    a_crew,
    a_department,
    a_region_tree,
    a_ticket,
    an_entry,
    an_operator,
)
from tests.db.conftest import DOOR_AT_NOON
from tests.db.lives import a_take_in, an_order
from tests.fakes import FakeClock, FakeStore

pytestmark = pytest.mark.postgres
SEATS = (
    ("李四", VILLAGE),
    ("赵六", VILLAGE),
    ("孙七", VILLAGE),
    ("郑十", VILLAGE),
    ("周一", TOWNSHIP),
    ("吴二", DISTRICT),
)
ORDERS, TICKETS = 300, 5
DESKS, RACED = 32, 400
HOLDERS = (None, Holder(TargetKind.CREW, "C1", "王五"), Holder(TargetKind.DEPARTMENT, "D1", "城管局"))


@pytest.fixture
def hall(server_url: str) -> Iterator[dict[str, Store]]:
    """Return the stores of six operators at three centres, each under a role of their own, and of the owner as ""."""
    owner = open_store(server_url)
    assert isinstance(owner, SqlStore)
    furnish(owner)
    server = administration.Server(server_url)
    server.upgrade()
    for name, centre in SEATS:
        server.grant(name, centre, SEAT_ROLES, None)
    server.close()
    with owner.engine.begin() as connection:
        connection.execute(text(DOOR_AT_NOON))
        connection.execute(text("UPDATE door_limit SET amount = 1000 WHERE name LIKE 'full %'"))
    with ExitStack() as opened:
        opened.callback(owner.close)
        stores: dict[str, Store] = {"": owner}
        for name, _ in SEATS:
            stores[name] = open_store(server_url.replace(f"{OWNER}@", f"{quote(name)}@"))
            opened.callback(stores[name].close)
        yield stores


def furnish(store: Store) -> None:
    registry = store.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews((a_crew("C1"), a_crew("C2", name="钱八", region=NEXT_GRID)))
    registry.add_departments((a_department("D1"),))


def done(store: Store, order: Order, clock: FakeClock) -> News | Refused:
    try:
        with store.unit_of_work() as uow:
            return handlers.handle(order, uow, clock)  # type: ignore[arg-type]
    except Refused as refused:
        return refused


def told(ticket: Ticket | None) -> Any:
    return ticket and replace(ticket, caller=Caller(), number="")


@pytest.mark.parametrize("seed", [2, 3])
def test_that_what_the_rules_let_pass_comes_through_and_ends_alike(hall: dict[str, Store], seed: int) -> None:
    plain, chance, clock = FakeStore(), Random(seed), FakeClock()
    furnish(plain)
    operators = [an_operator(name, centre=centre) for name, centre in SEATS]
    passed: Counter[Kind] = Counter()
    for number in range(1, ORDERS):
        clock.advance(timedelta(milliseconds=200))
        name, order = _drawn(plain, number, chance.choice(operators), chance, clock)
        one, other = done(plain, order, clock), done(hall[name], order, clock)
        assert isinstance(one, Refused) == isinstance(other, Refused), (order, one, other)
        if isinstance(one, News) and isinstance(other, News):
            passed.update(entry.kind for entry in one.entries)
            assert [told(ticket) for ticket in one.tickets] == [told(ticket) for ticket in other.tickets]
    _check_ended_alike(plain, hall[""])
    assert len(passed) > 15


def _drawn(plain: FakeStore, number: int, by: Operator, chance: Random, clock: FakeClock) -> tuple[str, Order]:
    """Return an order, and who gives it, be it in the console's own name; mostly somebody whose turn it is."""
    there = sorted(plain.rows.tickets)
    if number <= TICKETS or chance.random() < 0.02:
        return by.name, a_take_in(number, by, chance, clock.now())
    ticket, other = (plain.rows.tickets[chance.choice(there)] for _ in range(2))
    if chance.random() < 0.7:
        here = [one for one in SEATS if one[1] == ticket.centre]
        if here:
            by = an_operator(chance.choice(here)[0], centre=ticket.centre)
    return by.name, an_order(ticket, other, by, chance, clock.now())


def _check_ended_alike(plain: FakeStore, owner: Store) -> None:
    archive = owner.archive()
    for id_, ticket in plain.rows.tickets.items():
        stored, lines = archive.timeline(TicketId(id_))
        assert told(stored) == told(ticket)
        assert told(replay(lines)) == told(ticket)
    assert owner.auditor().verify().findings == ()


def test_that_of_32_desks_exactly_one_dispatches_each_of_400_tickets(hall: dict[str, Store]) -> None:
    won = _race(hall, _through_the_door)
    assert (len(won), won.total()) == (RACED, RACED)


def test_that_the_race_is_one_that_looking_first_would_lose(hall: dict[str, Store]) -> None:
    assert _race(hall, _by_looking_first).total() > RACED


def _race(hall: dict[str, Store], assign: Callable[[dict[str, Store], str, Ticket], bool]) -> Counter[TicketId]:
    """Let every desk send every ticket as it saw them at the start; return how often each was sent."""
    tickets = [a_ticket(state=State.FILED, holder=None) for _ in range(RACED)]
    hall[""].registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    names = [name for name, centre in SEATS if centre == VILLAGE]
    won: Counter[TicketId] = Counter()

    def desk(number: int) -> list[TicketId]:
        turned = tickets[number:] + tickets[:number]
        return [ticket.id for ticket in turned if assign(hall, names[number % len(names)], ticket)]

    with ThreadPoolExecutor(DESKS) as desks:
        for mine in desks.map(desk, range(DESKS)):
            won.update(mine)
    return won


def _through_the_door(hall: dict[str, Store], name: str, ticket: Ticket) -> bool:
    sent = replace(
        ticket, version=2, state=State.DISPATCHED, holder=Holder(TargetKind.CREW, "C1", "王五"), dispatched_by=name
    )
    line = an_entry(sent, kind=Kind.DISPATCHED, by=name, changes=changes(ticket, sent))
    try:
        with hall[name].unit_of_work() as uow:
            uow.record(sent, (line,))
            uow.commit()
    except Stale:
        return False
    return True


def _by_looking_first(hall: dict[str, Store], name: str, ticket: Ticket) -> bool:
    owner = hall[""]
    assert isinstance(owner, SqlStore)
    with owner.engine.begin() as connection:
        look = text("SELECT state FROM ticket WHERE id = :id")
        if connection.execute(look, {"id": ticket.id}).scalar_one() != State.FILED:
            return False
        send = text("UPDATE ticket SET state = 'dispatched', dispatched_by = :name WHERE id = :id")
        connection.execute(send, {"id": ticket.id, "name": name})
    return True


FOLLOWED = text("""
CREATE FUNCTION followed(one bigint) RETURNS course LANGUAGE plpgsql AS $$
DECLARE
  c course;
  line journal;
  t ticket;
BEGIN
  SELECT * INTO t FROM ticket WHERE id = one;
  FOR line IN SELECT * FROM journal WHERE ticket = one ORDER BY version LOOP
    c := door_followed(c, line, t);
  END LOOP;
  RETURN c;
END $$
""")


@pytest.mark.parametrize("seed", range(3))
def test_that_the_server_follows_a_course_as_the_program_does(server_url: str, seed: int) -> None:
    store = open_store(server_url)
    assert isinstance(store, SqlStore)
    chance = Random(seed)
    store.registry().add_past([a_chance_history(chance) for _ in range(150)])
    with store.engine.begin() as connection:
        connection.execute(FOLLOWED)
        told_ = connection.execute(
            text("SELECT course::text, followed(ticket)::text FROM course ORDER BY ticket")
        ).all()
    store.close()
    assert len(told_) == 150
    assert [row[0] for row in told_] == [row[1] for row in told_]


def a_chance_history(chance: Random) -> tuple[Ticket, tuple[Entry, ...]]:
    """Return a ticket to which anything may have happened in any order, at hours that may even go back."""
    ticket = a_ticket()
    entries = [an_entry(ticket)]
    for version in range(2, chance.randrange(2, 12)):
        at = ticket.changed_at + timedelta(seconds=chance.choice((-90.5, 0, 7.25, 86_400, 400_000)))
        kind, state = chance.choice(tuple(Kind)), chance.choice(tuple(State))
        due_at = chance.choice((None, at + timedelta(hours=chance.choice((-2, 0.1, 30)))))
        holder = chance.choice(HOLDERS)
        answer = chance.choice(
            (None, Answer(satisfied=True, by="李四", at=at), Answer(satisfied=False, by="李四", at=at))
        )
        ticket = replace(
            ticket,
            version=version,
            state=state,
            changed_at=at,
            holder=holder,
            noted=Records(answer=answer),
            due_at=due_at,
        )
        entries.append(an_entry(ticket, kind=kind))
    return ticket, tuple(entries)
