"""Desks that find the same follow-up checks due at once take each in exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from console.domain.aftercare import Patrol
from console.domain.errors import Refused
from console.domain.shift import system_at
from console.domain.ticket import State, TicketId
from console.handlers import handle
from console.numbering import TicketIds
from console.patrol_orders import TakeInCheck
from console.ports import Store
from console.sweep_patrols import checks
from db.engine import open_store
from tests.builders import NOON, VILLAGE, a_region_tree, a_ticket, an_entry
from tests.fakes import FakeClock

DESKS = 8
PATROLS = 12


def planted(store: Store) -> list[TicketId]:
    store.registry().add_regions(a_region_tree())
    tickets = [a_ticket(state=State.CLOSED, source="patrol") for _ in range(PATROLS)]
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    with store.unit_of_work() as uow:
        for ticket in tickets:
            uow.ledgers.plant(
                Patrol(ticket=ticket.id, centre=VILLAGE, every_days=7, left=2, next_at=NOON, text="", by="李四")
            )
        uow.commit()
    return [ticket.id for ticket in tickets]


def taken_in(store: Store) -> int:
    return sum(ticket.source == "system" for ticket in store.archive().tickets(VILLAGE))


def race(url: str, *, with_own_keys: bool) -> None:
    """Let every desk take in what is due, as all of them saw it at the start."""
    store, clock = open_store(url), FakeClock(NOON + timedelta(hours=1))
    due = store.archive().ledgers.due_patrols(VILLAGE, clock.now())

    def desk(number: int) -> None:
        orders = checks(due, system_at(VILLAGE, f"desk-{number}"), TicketIds(f"desk-{number}", clock))
        for order in orders:
            key = uuid4() if with_own_keys else order.key
            mine = TakeInCheck(by=order.by, key=key, first=order.first, due_at=order.due_at, id=order.id)
            # Who comes a moment later is told that it was done already.
            with suppress(Refused), store.unit_of_work() as uow:
                handle(mine, uow, clock)

    with ThreadPoolExecutor(DESKS) as desks:
        list(desks.map(desk, range(DESKS)))
    store.close()


def test_that_each_due_check_is_taken_in_once_by_many_desks(url: str) -> None:
    store = open_store(url)
    planted(store)
    race(url, with_own_keys=False)
    assert taken_in(store) == PATROLS
    store.close()


def test_that_the_moment_itself_is_compared_and_not_only_the_orders_key(url: str) -> None:
    store = open_store(url)
    tickets = planted(store)
    race(url, with_own_keys=True)
    assert taken_in(store) == PATROLS
    with store.unit_of_work() as uow:
        left = {patrol.left for ticket in tickets if (patrol := uow.ledgers.patrol(ticket)) is not None}
    assert left == {1}
    store.close()
