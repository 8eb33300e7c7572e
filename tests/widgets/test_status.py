"""The strip above the panels: counts that keep up with news and with time, the link, and whose desk it is."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from console.domain.records import Card, Records, Request, Step
from console.domain.ticket import Priority, State, Ticket
from console.following import Link
from console.journal import News
from console.orders import Accept
from console.ports import Snapshot
from tests.builders import CITY, DISTRICT, NOON, a_region_tree, a_ticket
from tests.widgets.conftest import Seat
from widgets.kit.chip import Chip
from widgets.status import StatusStrip


@pytest.fixture
def strip(seat: Seat, qtbot: QtBot) -> StatusStrip:
    load(seat, a_ticket(priority=Priority.P1), a_ticket(state=State.DISPATCHED, due_at=NOON + timedelta(minutes=1)))
    made = StatusStrip(seat.relay, UTC)
    qtbot.addWidget(made)
    return made


def load(seat: Seat, *tickets: Ticket) -> None:
    seat.board.load(Snapshot(tickets=tickets, crews=(), departments=(), cameras=(), regions=a_region_tree()))


def said(strip: StatusStrip) -> str:
    labels = [label.text() for label in strip.findChildren(QLabel) if not label.isHidden()]
    return " | ".join([*labels, *(button.text() for button in strip.findChildren(QToolButton))])


def chips(strip: StatusStrip) -> list[str]:
    return [chip.accessibleName() for chip in strip.findChildren(Chip)]


def test_that_the_desk_and_the_operator_are_named(strip: StatusStrip) -> None:
    assert f"区域{CITY} | 李四" in said(strip)


def test_that_open_tickets_are_counted_by_priority(strip: StatusStrip) -> None:
    assert chips(strip) == ["Critical: 1 open", "Urgent: 0 open", "Pressing: 1 open", "Normal: 0 open"]


def test_that_a_ticket_that_comes_is_counted(strip: StatusStrip, seat: Seat, qtbot: QtBot) -> None:
    seat.relay.hear(News(tickets=(a_ticket(priority=Priority.P1),)))
    qtbot.waitUntil(lambda: chips(strip)[0] == "Critical: 2 open")


def test_that_a_ticket_that_ends_is_counted_no_more(strip: StatusStrip, seat: Seat, qtbot: QtBot) -> None:
    ticket = next(ticket for ticket in seat.board.tickets.values() if ticket.state is State.DISPATCHED)
    ended = a_ticket(id=ticket.id, version=2, state=State.CLOSED)
    seat.relay.hear(News(tickets=(ended,)))
    qtbot.waitUntil(lambda: "Unsigned 0" in said(strip))


def test_that_a_ticket_is_overdue_by_the_clock_alone(strip: StatusStrip, seat: Seat) -> None:
    before = said(strip)
    seat.clock.advance(timedelta(minutes=2))
    strip._on_tick()
    assert ("Overdue 0" in before, "Overdue 1" in said(strip)) == (True, True)


def test_that_the_time_is_the_centres(strip: StatusStrip) -> None:
    assert "12:00:00" in said(strip)


def test_that_a_lost_link_is_marked(strip: StatusStrip, seat: Seat, qtbot: QtBot) -> None:
    marks = []
    for link in (Link.LOST, Link.UP):
        with qtbot.waitSignal(seat.relay.link_changed):
            seat.relay.tell_link(link)
        marks.append(strip._link_mark.accessibleName())
    assert marks == ["The database is out of reach. Press to load again.", "Linked"]


def test_that_what_waits_is_counted_and_can_be_asked_for(
    strip: StatusStrip, seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = next(iter(seat.board.tickets.values()))
    seat.store.cut()
    seat.relay.submit(Accept(by=seat.operator, ticket=ticket.id, seen=ticket.version))
    qtbot.waitUntil(lambda: "Queued 1" in said(strip))
    with qtbot.waitSignal(strip.waiting_asked):
        strip._waiting.click()


def test_that_pressing_the_mark_of_the_link_loads_again(strip: StatusStrip, seat: Seat, qtbot: QtBot) -> None:
    mark = next(button for button in strip.findChildren(QToolButton) if button.accessibleName() == "Linked")
    with qtbot.waitSignal(seat.relay.reloaded):
        mark.click()


def test_that_the_strip_fits_a_small_screen(strip: StatusStrip) -> None:
    assert strip.minimumSizeHint().width() < 900


def test_that_what_is_nearly_due_is_counted_by_the_clock_alone(strip: StatusStrip, seat: Seat) -> None:
    before = said(strip)
    seat.clock.advance(timedelta(seconds=59))
    strip._on_tick()
    assert ("Nearly due 0" in before, "Nearly due 1" in said(strip)) == (True, True)


def test_that_a_supervised_ticket_is_counted(strip: StatusStrip, seat: Seat, qtbot: QtBot) -> None:
    card = Card(step=Step.YELLOW, at=NOON, stage=NOON, responsible="李队")
    ticket = a_ticket(state=State.IN_PROGRESS, noted=Records(cards=(card,)))
    seat.relay.hear(News(tickets=(ticket,)))
    qtbot.waitUntil(lambda: "Supervised 1" in said(strip))


def test_that_what_waits_for_an_approval_is_counted_only_where_something_does(
    strip: StatusStrip, seat: Seat, qtbot: QtBot
) -> None:
    request = Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.0)
    asked = a_ticket(state=State.IN_PROGRESS, centre=CITY, noted=Records(request=request))
    assert not any(b.objectName() == "to_approve" for b in strip.findChildren(QToolButton) if not b.isHidden())
    seat.relay.hear(News(tickets=(asked, a_ticket(centre=DISTRICT, noted=Records(request=request)))))
    qtbot.waitUntil(lambda: "To approve 1" in said(strip))


@pytest.mark.parametrize("name", ["unsigned", "nearly_due", "overdue", "supervised", "to_approve"])
def test_that_a_click_on_a_count_asks_for_its_list(strip: StatusStrip, qtbot: QtBot, name: str) -> None:
    button = next(button for button in strip.findChildren(QToolButton) if button.objectName() == name)
    with qtbot.waitSignal(strip.list_asked, check_params_cb=lambda asked: asked == name):
        button.click()
