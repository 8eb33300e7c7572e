"""The window that finds any ticket: what is typed, what is listed, and what Enter opens."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.ticket import State, TicketId
from tests.builders import NOON, a_ticket
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.finding.window import FindWindow

ZONE = ZoneInfo("Asia/Shanghai")
MANY = 120


class Finding:
    """The window as an operator uses it."""

    def __init__(self, store: FakeStore, qtbot: QtBot) -> None:
        self.seat, self.qtbot = Seat(store), qtbot
        self.window = FindWindow(self.seat.relay, self.seat.focus, ZONE)
        qtbot.addWidget(self.window)
        self.window.show()
        self.opened: list[TicketId] = []
        self.seat.focus.ticket_opened.connect(self.opened.append)

    def type(self, text: str) -> None:
        self.window.field.setText(text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.window.field, key)

    def listed(self, wanted: str) -> list[str]:
        """Look for the words, and return the numbers that are listed then."""
        self.window.look_for(wanted)
        self.qtbot.waitUntil(lambda: "Looking" not in self.window.told.text())
        return [self.window.found.at(row).number for row in range(self.window.found.rowCount())]

    def note(self) -> str:
        return self.window.list.accessibleDescription()


@pytest.fixture
def finding(store: FakeStore, qtbot: QtBot) -> Finding:
    tickets = [
        a_ticket(number="N1", title="窨井盖破损", reported_at=NOON - timedelta(days=400), state=State.CLOSED),
        a_ticket(number="N2", title="窨井盖缺失", reported_at=NOON),
        a_ticket(number="N3", title="路灯不亮"),
        a_ticket(number="N4", title="窨井盖破损", area="320600", centre="320600"),
    ]
    tickets += [
        a_ticket(number=f"M{n:03}", title="暴露垃圾", reported_at=NOON - n * timedelta(hours=1)) for n in range(MANY)
    ]
    store.rows.tickets.update({ticket.id: ticket for ticket in tickets})
    return Finding(store, qtbot)


def test_that_tickets_are_found_open_or_ended_those_reported_last_first(finding: Finding) -> None:
    assert finding.listed("窨井") == ["N2", "N1"]


def test_that_what_is_typed_is_looked_for_without_a_key(finding: Finding) -> None:
    finding.type("窨井")
    finding.qtbot.waitUntil(lambda: finding.window.found.rowCount() == 2)


def test_that_enter_in_the_field_opens_the_first(finding: Finding) -> None:
    finding.listed("窨井盖破损")
    with finding.qtbot.waitSignal(finding.window.ticket_opened):
        finding.press(Qt.Key.Key_Return)
    assert finding.opened == [finding.window.found.at(0).id]


def test_that_enter_before_the_answer_opens_the_first_once_it_is_there(finding: Finding) -> None:
    finding.type("路灯")
    finding.press(Qt.Key.Key_Return)
    finding.qtbot.waitUntil(lambda: len(finding.opened) == 1)
    assert finding.window.found.at(0).number == "N3"


def test_that_the_list_is_gone_down_from_the_field(finding: Finding) -> None:
    finding.listed("窨井")
    finding.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert finding.opened == [finding.window.found.at(1).id]


def test_that_another_page_comes_when_the_end_is_in_sight(finding: Finding) -> None:
    assert len(finding.listed("垃圾")) < MANY
    assert "more below" in finding.window.told.text()
    for _ in range(MANY):
        finding.press(Qt.Key.Key_PageDown)
        finding.qtbot.waitUntil(lambda: "Looking" not in finding.window.told.text())
    numbers = [finding.window.found.at(row).number for row in range(finding.window.found.rowCount())]
    assert (numbers, finding.window.told.text()) == ([f"M{n:03}" for n in range(MANY)], "120 tickets")


def test_that_words_that_nobody_wrote_are_told(finding: Finding) -> None:
    assert finding.listed("龘龘") == []
    assert finding.note().startswith("No ticket that this centre sees holds all these words.")


@pytest.mark.parametrize(("typed", "told"), [("", "Type a number"), ("井", "One character")])
def test_that_what_is_too_little_asks_nothing(finding: Finding, typed: str, told: str) -> None:
    finding.listed("窨井")
    with finding.qtbot.assertNotEmitted(finding.seat.relay.answered):
        finding.window.look_for(typed)
    assert (finding.window.found.rowCount(), finding.note()[: len(told)]) == (0, told)


def test_that_an_older_answer_is_nothing_to_a_newer_question(finding: Finding) -> None:
    finding.window.look_for("窨井")
    assert finding.listed("路灯") == ["N3"]
    with finding.qtbot.waitSignal(finding.seat.relay.answered):
        finding.window.look()
    assert finding.window.found.rowCount() == 1


def test_that_a_lost_link_is_told_and_tried_again(finding: Finding) -> None:
    finding.seat.store.cut()
    finding.listed("窨井")
    assert "out of reach" in finding.window.banner.text()
    finding.seat.store.mend()
    finding.window.banner.acted.emit()
    finding.qtbot.waitUntil(lambda: finding.window.found.rowCount() == 2)
    assert not finding.window.banner.isVisible()


def test_that_escape_empties_the_field_then_leaves(finding: Finding) -> None:
    finding.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    finding.type("窨井")
    finding.press(Qt.Key.Key_Escape)
    assert (finding.window.field.text(), finding.window.isVisible()) == ("", True)
    finding.press(Qt.Key.Key_Escape)
    assert not finding.window.isVisible()
