"""A city in which much is ordered at random, and what the centres' desks had on their boards after each moment of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import NOBODY, Caller, Ticket
from console.journal import News
from console.orders import AnyOrder
from console.ports import Store
from tests.builders import CITY, DISTRICT, OTHER_DISTRICT, TOWNSHIP, VILLAGE, an_operator
from tests.console.handlers.test_table import VERBS, WAY, TwoTickets

CENTRES = (CITY, DISTRICT, TOWNSHIP, VILLAGE, OTHER_DISTRICT)
EVERYBODY = ("李四", "赵六", "孙七")

Seen = dict[tuple[datetime, RegionCode], frozenset[Ticket]]


class Chronicle(TwoTickets):
    """``news`` is what happened; ``seen`` the open tickets by moment and centre, without their callers."""

    def __init__(self, seed: int, orders: int = 60) -> None:
        self.news: list[News] = []
        self.seen: Seen = {}
        super().__init__()
        self.take_in(3, caller=Caller("王小明", "13800000000"))
        chance = Random(seed)
        for _ in range(orders):
            # Two desks may do something in one moment.
            self.clock.advance(timedelta(minutes=chance.choice([0, 1, 20, 200])))
            self._order_something(chance)

    @property
    def moments(self) -> list[datetime]:
        return sorted({at for at, _ in self.seen})

    def give(self, order: AnyOrder) -> News:
        told = super().give(order)
        self.news.append(told)
        for centre in CENTRES:
            tickets = self.store.archive().situation(centre).tickets
            self.seen[self.clock.now(), centre] = frozenset(replace(ticket, caller=NOBODY) for ticket in tickets)
        return told

    def write_into(self, store: Store) -> None:
        """Write down elsewhere all that happened here, in the same transactions."""
        for told in self.news:
            with store.unit_of_work() as uow:
                for ticket in told.tickets:
                    uow.record(ticket, [entry for entry in told.entries if entry.ticket == ticket.id])
                uow.commit()

    def _order_something(self, chance: Random) -> None:
        ticket = self.stored(chance.choice([self.one, self.other]))
        by = replace(
            an_operator(chance.choice(EVERYBODY)),
            centre=chance.choice([ticket.centre, ticket.centre, CITY, VILLAGE]),
            roles=SEAT_ROLES | {Role.CREW, Role.GRID_WORKER},
        )
        verb = chance.choice(WAY * 2 + ["delegate", "escalate", "reopen", "dispatch"] + sorted(VERBS))
        try:
            self.give(VERBS[verb](self, {"by": by, "ticket": ticket.id, "seen": ticket.version}))
        except Refused:
            return
