"""What comes through the door of a server: all that the rules let pass, to the letter, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text

from console import handlers
from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator
from console.domain.ticket import Caller, Ticket, TicketId
from console.journal import Kind, News
from console.order import Order
from console.ports import Store
from console.replay import replay
from db import administration
from db.engine import SqlStore, open_store
from db.local_server import OWNER
from tests.builders import DISTRICT, NEXT_GRID, TOWNSHIP, VILLAGE, a_crew, a_department, a_region_tree, an_operator
from tests.db.conftest import DOOR_AT_NOON
from tests.db.lives import a_take_in, an_order
from tests.fakes import FakeClock, FakeStore

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]
SEATS = (("李四", VILLAGE), ("赵六", VILLAGE), ("孙七", VILLAGE), ("周一", TOWNSHIP), ("吴二", DISTRICT))
ORDERS, TICKETS = 300, 5


@pytest.fixture
def hall(server_url: str) -> Iterator[dict[str, Store]]:
    """Return the stores of five operators at three centres, each under a role of their own, and of the owner as ""."""
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
