"""The shift lead's board: counts that follow every change, the load of the seats, and what was escalated to here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.ticket import State, Ticket, TicketId
from console.orders import BeginShift, Escalate
from tests.builders import CITY, DISTRICT, NOON, a_ticket, an_entry, an_operator
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.charts.lead import LeadWindow, Rungs
from widgets.charts.tiers import TIERS, Ladder

DISTRICTS = TIERS.index(Tier.DISTRICT)


def put(store: FakeStore, *tickets: Ticket) -> None:
    with store.unit_of_work() as uow:
        for ticket in tickets:
            uow.record(ticket, [an_entry(ticket)])
        uow.commit()


def a_district_ticket(**changes: object) -> Ticket:
    return a_ticket(**{"centre": DISTRICT, "tier": Tier.DISTRICT, **changes})


@pytest.fixture
def lead(store: FakeStore, qtbot: QtBot) -> LeadWindow:
    put(
        store,
        a_district_ticket(state=State.DISPATCHED, dispatched_by="李四", due_at=NOON + timedelta(minutes=15)),
        a_district_ticket(state=State.IN_PROGRESS, dispatched_by="李四", due_at=NOON - timedelta(minutes=1)),
        a_district_ticket(reported_at=NOON - timedelta(hours=3), due_at=NOON + timedelta(hours=1)),
    )
    seat = Seat(store, DISTRICT)
    made = LeadWindow(seat.relay, seat.focus)
    seat.relay.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_esc_closes_the_board(lead: LeadWindow, qtbot: QtBot) -> None:
    lead.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.keyClick(lead.ladder, Qt.Key.Key_Escape)
    assert not lead.isVisible()


def told(table: QTableWidget, row: int) -> list[str]:
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def test_that_a_rung_tells_unsigned_in_hand_due_soon_overdue_and_oldest(lead: LeadWindow) -> None:
    assert told(lead.ladder, DISTRICTS) == ["District", "1", "1", "1", "1", "3 h 00"]


def test_that_a_tier_without_tickets_has_no_oldest(lead: LeadWindow) -> None:
    assert told(lead.ladder, TIERS.index(Tier.CITY)) == ["City", "0", "0", "0", "0", "—"]


@pytest.mark.parametrize("seed", range(3))
def test_that_counting_changes_comes_to_the_same_as_counting_anew(seed: int) -> None:
    board: dict[TicketId, Ticket] = {}
    chance, ladder = Random(seed), Ladder(CITY)
    for _ in range(200):
        id_ = TicketId(chance.randrange(20))
        if chance.random() < 0.2:
            board.pop(id_, None)
        else:
            due = chance.choice((None, NOON + timedelta(minutes=chance.randrange(-30, 60))))
            state = chance.choice((State.REPORTED, State.DISPATCHED, State.IN_PROGRESS))
            who = chance.choice(("", "李四", "王五"))
            board[id_] = a_ticket(
                id=id_,
                tier=chance.choice(tuple(Tier)),
                centre=chance.choice((CITY, DISTRICT)),
                state=state,
                due_at=due,
                dispatched_by=who,
            )
        ladder.change([id_], board)
    anew = Ladder(CITY)
    anew.load(board.values())
    assert (ladder.rungs, +ladder.dispatched) == (anew.rungs, anew.dispatched)


@pytest.mark.parametrize(
    ("column", "saved"),
    [
        (Rungs.UNSIGNED, {"tiers": [Tier.DISTRICT], "unsigned": True}),
        (Rungs.IN_HAND, {"tiers": [Tier.DISTRICT], "states": ["in_progress"]}),
        (Rungs.OVERDUE, {"tiers": [Tier.DISTRICT], "overdue": True}),
        (Rungs.TIER, {"tiers": [Tier.DISTRICT]}),
    ],
)
def test_that_a_number_asks_the_queue_for_what_it_counts(
    lead: LeadWindow, qtbot: QtBot, column: Rungs, saved: dict[str, object]
) -> None:
    with qtbot.waitSignal(lead.filter_wanted) as asked:
        lead.ladder.cellActivated.emit(DISTRICTS, column)
    assert asked.args == [saved, []]


def test_that_what_is_due_soon_is_selected_in_the_queue(lead: LeadWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lead.filter_wanted) as asked:
        lead.ladder.cellActivated.emit(DISTRICTS, Rungs.SOON)
    assert asked.args is not None
    assert len(asked.args[1]) == 1


def test_that_the_oldest_opens_on_the_card(lead: LeadWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lead.ticket_opened):
        lead.ladder.cellActivated.emit(DISTRICTS, Rungs.OLDEST)
    opened = lead._relay.board.tickets[lead._focus.ticket]  # type: ignore[index]
    assert opened.reported_at == NOON - timedelta(hours=3)


def test_that_a_seat_tells_orders_open_tickets_and_shift(lead: LeadWindow, qtbot: QtBot) -> None:
    lead._relay.submit(BeginShift(by=an_operator("李四", centre=DISTRICT)))
    lead._ask_seats()
    qtbot.waitUntil(lambda: bool(told(lead.seats, 0)) and told(lead.seats, 0)[3] != "—")
    assert told(lead.seats, 0)[0::2] == ["李四", "2"]


def test_that_an_escalated_ticket_lies_in_the_inbox_with_its_reason(store: FakeStore, qtbot: QtBot) -> None:
    ticket = a_district_ticket(state=State.FILED, noted=replace(a_ticket().noted, filed_by="王五"))
    put(store, ticket)
    below = Seat(store, DISTRICT)
    order = Escalate(by=below.operator, ticket=ticket.id, seen=1, reason="needs two bureaus")
    below.desk.submit(order).result()
    seat = Seat(store)
    lead = LeadWindow(seat.relay, seat.focus)
    seat.relay.setParent(lead)
    qtbot.addWidget(lead)
    qtbot.waitUntil(lambda: lead.inbox.rowCount() == 1)
    assert told(lead.inbox, 0)[:4] == [ticket.number, ticket.title, f"区域{DISTRICT}", "needs two bureaus"]


def test_that_crews_and_departments_have_no_seat(lead: LeadWindow, store: FakeStore, qtbot: QtBot) -> None:
    for name in ("城管局", "王五", "赵敏"):
        ticket = a_district_ticket()
        with store.unit_of_work() as uow:
            uow.record(ticket, [an_entry(ticket, by=name)])
            uow.commit()
    lead._relay.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    lead._ask_seats()
    qtbot.waitUntil(lambda: lead.seats.rowCount() > 1)
    assert [told(lead.seats, row)[0] for row in range(lead.seats.rowCount())] == ["李四", "赵敏"]
