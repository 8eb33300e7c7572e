"""A queue panel on a seat, and news that comes to it as from another desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import Priority, Ticket, TicketId
from console.journal import News
from console.ports import Snapshot
from tests.builders import CITY, NOON, a_ticket
from tests.widgets.conftest import Seat
from widgets.queue.panel import QueuePanel

OpenQueue = Callable[[Iterable[Ticket]], QueuePanel]
Hear = Callable[..., None]


def put(seat: Seat, tickets: Iterable[Ticket]) -> None:
    """Put these tickets on the seat's board, and no others."""
    before = seat.store.archive().situation(CITY)
    seat.board.load(
        Snapshot(
            tickets=tuple(tickets),
            crews=before.crews,
            departments=before.departments,
            cameras=(),
            regions=before.regions,
        )
    )


def some_tickets(count: int) -> list[Ticket]:
    """Return so many tickets, each due a minute after the one before."""
    return [
        a_ticket(id=TicketId(n), number=f"T{n:03}", centre=CITY, due_at=NOON + timedelta(minutes=n))
        for n in range(1, count + 1)
    ]


def urgent(id_: int) -> Ticket:
    """Return a ticket that goes to the top of the list."""
    return a_ticket(id=TicketId(id_), number=f"U{id_}", priority=Priority.P2, centre=CITY)


def y_of(panel: QueuePanel, ticket: Ticket | TicketId) -> int:
    """Return where a shown ticket's row begins, px below the upper edge of the list."""
    row = panel.model.row_of(ticket if isinstance(ticket, int) else ticket.id)
    assert row is not None
    return panel.view.rowViewportPosition(row)


@pytest.fixture
def open_queue(seat: Seat, qtbot: QtBot) -> OpenQueue:
    def opened(tickets: Iterable[Ticket]) -> QueuePanel:
        put(seat, tickets)
        panel = QueuePanel(seat.relay, seat.focus)
        qtbot.addWidget(panel)
        panel.resize(900, 420)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return opened


@pytest.fixture
def hear(seat: Seat, qtbot: QtBot) -> Hear:
    """Let another desk's news come, and be shown at once."""

    def heard(panel: QueuePanel, *tickets: Ticket) -> None:
        with qtbot.waitSignal(seat.relay.tickets_changed):
            seat.relay.hear(News(tickets=tickets, desk="another"))
        panel.model.flush()

    return heard
