"""Two desks that sweep one database at once: each step is one record, whoever was first."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import wait
from datetime import timedelta

from console import rulebook
from console.desk import Desk
from console.domain.shift import system_at
from console.journal import Kind, News
from console.sweep import Sweeper
from db.engine import open_store
from tests.builders import NOON, VILLAGE, a_region_tree, a_ticket, an_entry
from tests.fakes import FakeClock

TICKETS = 40
LATE = NOON + timedelta(minutes=11)


def test_that_two_desks_that_sweep_at_once_make_one_record_a_step(url: str) -> None:
    first = open_store(url)
    first.registry().add_regions(a_region_tree())
    tickets = tuple(a_ticket() for _ in range(TICKETS))
    first.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    stores = (first, open_store(url))
    desks = [Desk(store, FakeClock(LATE)) for store in stores]
    heard: list[News] = []
    sweepers = [
        Sweeper(desk.submit, system_at(VILLAGE, name), FakeClock(LATE), heard.append)
        for desk, name in zip(desks, ("desk-1", "desk-2"), strict=True)
    ]

    swept = [sweeper.sweep(tickets, rulebook.shipped()) for sweeper in sweepers]
    wait([one for one in swept if one is not None])
    for sweeper in sweepers:
        sweeper.stop()

    lines = [line for ticket in tickets for line in first.archive().timeline(ticket.id)[1]]
    for desk, store in zip(desks, stores, strict=True):
        desk.close()
        store.close()
    issued = Counter(line.ticket for line in lines if line.kind is Kind.SUPERVISED)
    assert issued == dict.fromkeys((ticket.id for ticket in tickets), 1)
    assert len(heard) == TICKETS
