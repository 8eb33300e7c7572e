"""Follow-up checks come by themselves on an open desk, each once though two desks are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from console.domain.aftercare import Patrol
from console.domain.ticket import State
from console.following import Link
from console.numbering import TicketIds
from tests.builders import NOON, VILLAGE, a_ticket, an_entry
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.patrolling import Patrolling

DAY = timedelta(days=1)


@pytest.fixture
def planted(store: FakeStore) -> Patrol:
    ticket = a_ticket(state=State.CLOSED)
    store.registry().add_past([(ticket, (an_entry(ticket),))])
    patrol = Patrol(ticket=ticket.id, centre=VILLAGE, every_days=7, left=2, next_at=NOON, text="", by="李四")
    with store.unit_of_work() as uow:
        uow.ledgers.plant(patrol)
        uow.commit()
    return patrol


def desks(store: FakeStore, *names: str) -> list[tuple[Seat, Patrolling]]:
    seats = [Seat(store, VILLAGE, name) for name in names]
    return [(seat, Patrolling(seat.relay, TicketIds(seat.operator.desk, seat.clock))) for seat in seats]


def checks(store: FakeStore) -> int:
    return sum(ticket.source == "system" for ticket in store.rows.tickets.values())


def test_that_a_due_check_is_taken_in_and_seen_on_the_board(store: FakeStore, planted: Patrol, qtbot: QtBot) -> None:
    ((seat, patrolling),) = desks(store, "李四")
    patrolling.timer.timeout.emit()
    qtbot.waitUntil(lambda: [ticket.source for ticket in seat.board.tickets.values()] == ["system"])


def test_that_two_open_desks_take_one_check_in(store: FakeStore, planted: Patrol, qtbot: QtBot) -> None:
    both = desks(store, "李四", "王五")
    for _, patrolling in both:
        patrolling.timer.timeout.emit()
    for seat, _ in both:
        qtbot.waitUntil(partial(bool, seat.board.tickets))
    assert checks(store) == 1


def test_that_without_a_link_nothing_is_asked(store: FakeStore, planted: Patrol, qtbot: QtBot) -> None:
    ((seat, patrolling),) = desks(store, "李四")
    with qtbot.waitSignal(seat.relay.link_changed):
        seat.relay.tell_link(Link.LOST)
    with qtbot.assertNotEmitted(seat.relay.answered):
        patrolling.timer.timeout.emit()
    assert checks(store) == 0


def test_that_what_is_due_later_waits(store: FakeStore, planted: Patrol, qtbot: QtBot) -> None:
    with store.unit_of_work() as uow:
        uow.ledgers.plant(replace(planted, next_at=NOON + DAY))
        uow.commit()
    ((seat, patrolling),) = desks(store, "李四")
    with qtbot.waitSignal(seat.relay.answered):
        patrolling.timer.timeout.emit()
    assert checks(store) == 0
