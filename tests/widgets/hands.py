"""An operator's hand at the orders: gives what panels would ask for, and sees what would be asked and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.ticket import Priority, State, Target, TargetKind, Ticket, TicketId
from console.holding import HOLD
from console.journal import News
from console.orders import TakeIn
from tests.builders import GRID, IN_GRID, NOON
from tests.widgets.conftest import Seat
from widgets.giving import Giving
from widgets.kit.toast import Toast, ToastRow
from widgets.verbs import Said

TO_GRID = Target(TargetKind.GRID, GRID)
TO_CREW = Target(TargetKind.CREW, "C2")


@dataclass
class Hand:
    """An operator's hand: gives what panels would ask for, and sees what would be asked and told."""

    seat: Seat
    giving: Giving
    toasts: ToastRow
    qtbot: QtBot
    owner: QWidget
    asked: list[tuple[str, list[TicketId], str, str]]
    told: list[tuple[str, str, TicketId | None]]
    preset: list[Said]

    def ticket(self, id_: int = 1, priority: Priority = Priority.P3) -> Ticket:
        order = TakeIn(
            by=self.seat.operator,
            id=TicketId(id_),
            category="2101",
            title="窨井盖损坏",
            source="public",
            reported_at=NOON,
            place=IN_GRID,
            priority=priority,
        )
        with self.qtbot.waitSignal(self.seat.relay.done):
            self.seat.relay.submit(order)
        return self.seat.board.tickets[order.id]

    def tickets(self, count: int) -> list[TicketId]:
        return [self.ticket(n).id for n in range(1, count + 1)]

    def state(self, id_: int = 1) -> State:
        return self.seat.store.rows.tickets[TicketId(id_)].state

    def wait_for(self, state: State, *ids: int) -> None:
        def is_there() -> bool:
            tickets = [self.seat.board.tickets.get(TicketId(id_)) for id_ in ids or (1,)]
            return all(t and t.state is state and not self.seat.relay.is_underway(t.id) for t in tickets)

        self.qtbot.waitUntil(is_there)

    def let_the_window_pass(self) -> None:
        self.seat.clock.advance(HOLD)
        self.seat.relay._send_due()

    def sent(self, *ids: int) -> None:
        """Dispatch and let it be sent."""
        self.giving.dispatch([TicketId(id_) for id_ in ids or (1,)], TO_GRID)
        self.let_the_window_pass()
        self.wait_for(State.DISPATCHED, *ids)

    def checked(self) -> Ticket:
        """Take a ticket in and put it where nothing but closing is left."""
        ticket = replace(self.ticket(), version=2, state=State.CHECKED)
        self.seat.store.rows.tickets[ticket.id] = ticket
        self.seat.board.hear(News(tickets=(ticket,)))
        return ticket

    def holder(self, id_: int = 1) -> str:
        holder = self.seat.board.tickets[TicketId(id_)].holder
        return holder.name if holder is not None else ""

    def toast_texts(self) -> list[str]:
        return [toast.accessibleName() for toast in self.toasts.findChildren(Toast) if not toast.isHidden()]


def a_hand(seat: Seat, qtbot: QtBot) -> Hand:
    owner = QWidget()
    qtbot.addWidget(owner)
    toasts = ToastRow(owner)
    asked: list[tuple[str, list[TicketId], str, str]] = []
    told: list[tuple[str, str, TicketId | None]] = []
    preset: list[Said] = []

    def ask(verb: str, tickets: Sequence[Ticket], wanted: str, to: str, said: Said) -> None:
        asked.append((verb, [ticket.id for ticket in tickets], wanted, to))
        preset.append(said)

    giving = Giving(
        seat.relay, toasts, ask, lambda text, tone, ticket: told.append((text, tone, ticket)), UTC, seat.relay
    )
    return Hand(seat, giving, toasts, qtbot, owner, asked, told, preset)
