"""A call that is likely the same matter: taken in as a ticket of its own and merged at one key; what is shown is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.domain.category import shipped
from console.domain.shift import Operator, Role
from console.domain.ticket import Ticket, TicketId
from console.journal import News
from console.orders import Sign
from tests.builders import DISTRICT
from tests.widgets.conftest import Seat
from tests.widgets.intake.conftest import Form
from widgets import words
from widgets.verbs import Said


@pytest.fixture
def known(form: Form) -> Ticket:
    """Return the ticket that the call in the form likely repeats."""
    form.type_all()
    form.take_in()
    (ticket,) = form.stored()
    form.type_matter()
    return ticket


def merge_button(form: Form) -> QPushButton:
    return form.widget.alike._rows[0][1]


def merges_of(form: Form) -> list[tuple[list[TicketId], Said]]:
    asked: list[tuple[list[TicketId], Said]] = []
    form.widget.merge_asked.connect(lambda ids, said: asked.append((ids, said)))
    return asked


def test_that_the_call_becomes_a_ticket_of_its_own_before_it_is_merged(form: Form, known: Ticket) -> None:
    asked = merges_of(form)
    merge_button(form).click()
    form.qtbot.waitUntil(lambda: bool(asked))
    own = next(ticket for ticket in form.stored() if ticket.id != known.id)
    assert [(ids, said.into) for ids, said in asked] == [([own.id], known)]


def test_that_the_merge_says_how_alike_they_are(form: Form, known: Ticket) -> None:
    asked = merges_of(form)
    merge_button(form).click()
    form.qtbot.waitUntil(lambda: bool(asked))
    assert asked[0][1].text.startswith("Likely the same matter: 0 m away")


def test_that_one_key_takes_in_and_merges_into_the_first(form: Form, known: Ticket, qtbot: QtBot) -> None:
    asked = merges_of(form)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(form.line("place"), Qt.Key.Key_Return, held)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[0][1].into == known


def test_that_the_ticket_that_stays_is_looked_at(form: Form, known: Ticket, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.widget.taken_in) as told:
        merge_button(form).click()
    assert told.args == [known.id]


def test_that_a_ticket_that_moved_on_meanwhile_is_merged_into_as_it_stands(
    form: Form, seat: Seat, known: Ticket
) -> None:
    asked = merges_of(form)
    later = replace(known, version=known.version + 1)
    merge_button(form).click()
    seat.board.hear(News(tickets=(later,)))
    form.qtbot.waitUntil(lambda: bool(asked))
    assert asked[0][1].into == later


def test_that_a_plain_press_merges_nothing(form: Form, known: Ticket) -> None:
    asked = merges_of(form)
    form.take_in()
    assert not asked


def test_that_what_another_centre_holds_is_no_target_and_says_so(form: Form, seat: Seat, known: Ticket) -> None:
    elsewhere = replace(known, version=known.version + 1, centre=DISTRICT)
    seat.relay.hear(News(tickets=(elsewhere,)))
    form.qtbot.waitUntil(lambda: not merge_button(form).isEnabled())
    assert merge_button(form).toolTip() == f"It is the turn of 区域{DISTRICT}, not of this centre."


def test_that_a_ticket_of_whose_queued_order_nobody_knows_the_end_is_no_target_and_says_so(
    form: Form, seat: Seat, known: Ticket, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    seat.relay.submit(Sign(ticket=known.id, seen=known.version, by=seat.operator))
    form.qtbot.waitUntil(lambda: seat.relay.is_queued(known.id))
    form.category.type("2102")
    form.category.type("2101")
    assert merge_button(form).toolTip() == (
        f"An order about {known.number} is queued, and what comes of it is not known here: take it back first."
    )


def test_that_the_key_does_nothing_where_there_is_nothing_to_merge_into(form: Form) -> None:
    form.type_matter()
    assert not form.widget.alike.merge_first()


def test_that_whoever_may_not_merge_is_told(form: Form, seat: Seat, known: Ticket) -> None:
    seat.relay.operator = Operator(
        name="孙一", centre=seat.operator.centre, desk="desk-2", roles=frozenset({Role.GRID_WORKER})
    )
    form.category.type("2102")
    form.category.type("2101")
    assert not merge_button(form).isEnabled()


@pytest.mark.parametrize("category", shipped())
def test_that_the_urgency_shown_is_the_urgency_kept(form: Form, category: str) -> None:
    """TicketsCAD 87: the form showed the severity of a type, the server read it otherwise and saved another."""
    form.type_all()
    form.category.type(category)
    form.box("Priority").setCurrentIndex(0)
    shown = form.box("Priority").currentText()
    form.take_in()
    (ticket,) = form.stored()
    assert shown == f"By category: {words.priority(ticket.priority)}"


def test_that_the_urgency_shown_is_sent_and_not_left_to_be_read_again(form: Form) -> None:
    form.type_matter()
    form.take_in()
    assert form.orders[0].priority is shipped()["2101"].priority
