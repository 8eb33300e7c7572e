"""What the console's own tests stand on: a small city in memory and a hand to give orders with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from console.domain.crew import Duty
from console.domain.shift import Role
from console.domain.ticket import State, Target, TargetKind, Ticket, TicketId
from console.handlers import handle
from console.journal import News
from console.orders import Accept, AnyOrder, Ask, CheckPass, Close, Dispatch, FeedBack, File, Sign, TakeIn
from tests.builders import (
    DISTRICT,
    FAR_GRID,
    GRID,
    IN_GRID,
    NEXT_GRID,
    NOON,
    a_crew,
    a_department,
    a_region_tree,
    an_operator,
)
from tests.fakes import FakeClock, FakeStore


class City:
    """A city in memory with its clock; orders are given through the handlers, as the desk gives them."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.clock = FakeClock()
        self.by = an_operator()
        registry = self.store.registry()
        registry.add_regions(a_region_tree())
        registry.add_crews(
            [
                a_crew("C1"),
                a_crew("C2", region=GRID, name="赵六"),
                a_crew("C3", region=NEXT_GRID, duty=Duty.OFF_DUTY),
                a_crew("C4", region=FAR_GRID),
            ]
        )
        registry.add_departments([a_department(region=DISTRICT)])

    def give(self, order: AnyOrder) -> News:
        with self.store.unit_of_work() as uow:
            return handle(order, uow, self.clock)

    def take_in(self, id_: int = 1, **changes: Any) -> Ticket:
        said: dict[str, Any] = {
            "by": self.by,
            "id": TicketId(id_),
            "category": "2101",
            "title": "窨井盖损坏",
            "source": "hotline_12345",
            "reported_at": NOON,
            "place": IN_GRID,
        } | changes
        return self.give(TakeIn(**said)).tickets[0]

    def at(self, state: State, **changes: Any) -> Ticket:
        """Return a new ticket, brought into ``state`` by its main way."""
        ticket = self.take_in(len(self.store.rows.tickets) + 1, **changes)
        return self.bring(ticket, state)

    def bring(self, ticket: Ticket, state: State) -> Ticket:
        """Bring a ticket on by its main way."""
        steps: dict[State, Callable[[Ticket], AnyOrder]] = {
            State.REPORTED: lambda t: Accept(by=self.by, ticket=t.id, seen=t.version),
            State.ACCEPTED: lambda t: File(by=self.by, ticket=t.id, seen=t.version),
            State.FILED: self.dispatch_of,
            State.DISPATCHED: lambda t: Sign(by=self.by, ticket=t.id, seen=t.version),
            State.IN_PROGRESS: lambda t: FeedBack(by=self.by, ticket=t.id, seen=t.version, result="已更换"),
            State.FEEDBACK: lambda t: CheckPass(by=self.by, ticket=t.id, seen=t.version),
            State.CHECKED: lambda t: Close(by=self.by, ticket=t.id, seen=t.version),
        }
        while ticket.state is not state:
            ticket = self.give(steps[ticket.state](ticket)).tickets[0]
        return ticket

    def dispatch_of(self, ticket: Ticket, kind: TargetKind = TargetKind.GRID, code: str = GRID) -> Dispatch:
        return Dispatch(by=self.by, ticket=ticket.id, seen=ticket.version, target=Target(kind, code))

    def asked(self, ticket: Ticket, wants: str, **said: Any) -> Ticket:
        """Return the ticket once a crew has asked for the verb, so that an operator can approve it."""
        crew = an_operator("钱八", roles=frozenset({Role.CREW}))
        about: dict[str, Any] = {"by": crew, "ticket": ticket.id, "seen": self.stored(ticket).version}
        return self.give(Ask(wants=wants, **about | {"reason": "做不了"} | said)).tickets[0]

    def stored(self, ticket: Ticket) -> Ticket:
        kept, _ = self.store.archive().timeline(ticket.id)
        assert kept is not None
        return kept


@pytest.fixture
def city() -> City:
    return City()
