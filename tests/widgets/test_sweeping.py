"""The sweep of a desk: what is due is issued and seen here, and no order of this desk is made stale by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.domain.records import Step
from console.domain.ticket import Ticket
from console.following import Link
from console.orders import Accept
from tests.builders import VILLAGE, a_ticket, an_entry
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.sweeping import Sweeping


@pytest.fixture
def late(store: FakeStore) -> tuple[Ticket, Ticket]:
    tickets = a_ticket(), a_ticket()
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    return tickets


@pytest.fixture
def village(store: FakeStore, late: tuple[Ticket, Ticket], qtbot: QtBot) -> Seat:
    seat = Seat(store, VILLAGE)
    seat.clock.advance(timedelta(minutes=11))
    return seat


@pytest.fixture
def sweeping(village: Seat) -> Iterator[Sweeping]:
    made = Sweeping(village.relay, village.desk)
    made.timer.start()
    yield made
    made.stop()


def cards(seat: Seat, *tickets: Ticket) -> list[Step | None]:
    now = [seat.board.tickets[ticket.id].card for ticket in tickets]
    return [card.step if card else None for card in now]


def test_that_what_is_due_is_issued_and_seen_on_the_board(
    village: Seat, sweeping: Sweeping, late: tuple[Ticket, Ticket], qtbot: QtBot
) -> None:
    sweeping.timer.timeout.emit()

    qtbot.waitUntil(lambda: cards(village, *late) == [Step.YELLOW, Step.YELLOW])


def test_that_a_ticket_with_an_order_held_back_is_left_to_the_next_sweep(
    village: Seat, sweeping: Sweeping, late: tuple[Ticket, Ticket], qtbot: QtBot
) -> None:
    mine, other = late
    village.relay.hold([Accept(by=village.operator, ticket=mine.id, seen=mine.version)])

    sweeping.timer.timeout.emit()

    qtbot.waitUntil(lambda: cards(village, other) == [Step.YELLOW])
    sweeping.stop()
    assert cards(village, mine) == [None]


def test_that_nothing_is_swept_without_a_link(
    village: Seat, sweeping: Sweeping, late: tuple[Ticket, Ticket], store: FakeStore, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(village.relay.link_changed):
        village.relay.tell_link(Link.LOST)

    sweeping.timer.timeout.emit()
    sweeping.stop()

    assert [store.rows.tickets[ticket.id].card for ticket in late] == [None, None]
