"""The lists of the queue: each by one key, counted as soon as something changes, and left by the same key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from console.domain.records import Card, Records, Request, Step
from console.domain.ticket import State, Ticket, TicketId
from tests.builders import CITY, NOON, a_ticket
from tests.widgets.queue.conftest import Hear, OpenQueue
from widgets import actions
from widgets.queue.panel import LISTS, QueuePanel

MINUTE = timedelta(minutes=1)
CARD = Card(step=Step.YELLOW, at=NOON, stage=NOON, responsible="李队")
WISH = Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.0)
ANSWERS = {
    "unsigned": a_ticket(id=TicketId(1), state=State.DISPATCHED, centre=CITY),
    "nearly_due": a_ticket(id=TicketId(2), centre=CITY, warn_at=NOON - MINUTE, due_at=NOON + MINUTE),
    "overdue": a_ticket(id=TicketId(3), centre=CITY, warn_at=NOON - 2 * MINUTE, due_at=NOON - MINUTE),
    "supervised": a_ticket(id=TicketId(4), state=State.IN_PROGRESS, centre=CITY, noted=Records(cards=(CARD,))),
    "to_approve": a_ticket(id=TicketId(5), state=State.IN_PROGRESS, centre=CITY, noted=Records(request=WISH)),
}


@pytest.fixture
def panel(open_queue: OpenQueue) -> QueuePanel:
    return open_queue([*ANSWERS.values(), a_ticket(id=TicketId(9), centre=CITY)])


@pytest.fixture
def commands(panel: QueuePanel) -> dict[str, QAction]:
    made = actions.make(panel)
    panel.take(made)
    return made


def ids_shown(panel: QueuePanel) -> list[TicketId]:
    return [panel.model.id_at(row) for row in range(panel.visible_count)]


def counts(panel: QueuePanel) -> set[str]:
    return {button.text() for button in panel.filter_bar.findChildren(QToolButton)}


@pytest.mark.parametrize("name", LISTS)
def test_that_one_key_shows_a_list_and_nothing_else(panel: QueuePanel, commands: dict[str, QAction], name: str) -> None:
    commands[f"list_{name}"].trigger()
    assert ids_shown(panel) == [ANSWERS[name].id]


@pytest.mark.parametrize("name", LISTS)
def test_that_the_first_of_a_list_is_at_hand(panel: QueuePanel, commands: dict[str, QAction], name: str) -> None:
    commands[f"list_{name}"].trigger()
    assert [ticket.id for ticket in panel.selected()] == [ANSWERS[name].id]


def test_that_a_key_brings_the_operator_to_the_ticket(
    panel: QueuePanel, commands: dict[str, QAction], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.gone_to, check_params_cb=lambda id_: id_ == ANSWERS["overdue"].id):
        commands["list_overdue"].trigger()


def test_that_the_keyboard_is_on_the_queue_afterwards(
    panel: QueuePanel, commands: dict[str, QAction], qtbot: QtBot
) -> None:
    panel.activateWindow()
    panel.filter_bar.text.setFocus()
    commands["next_unaccepted"].trigger()
    qtbot.waitUntil(panel.view.hasFocus)


def test_that_the_same_key_shows_everything_again(panel: QueuePanel, commands: dict[str, QAction]) -> None:
    for _ in range(2):
        commands["list_overdue"].trigger()
    assert panel.visible_count == panel.model.total


def test_that_another_list_takes_the_place_of_the_first(panel: QueuePanel, commands: dict[str, QAction]) -> None:
    commands["list_overdue"].trigger()
    commands["list_unsigned"].trigger()
    assert ids_shown(panel) == [ANSWERS["unsigned"].id]


def test_that_a_card_is_counted_as_soon_as_it_is_heard_of(panel: QueuePanel, hear: Hear, qtbot: QtBot) -> None:
    carded: Ticket = replace(ANSWERS["overdue"], version=2, noted=Records(cards=(CARD,)))
    panel._beat.stop()
    hear(panel, carded)
    qtbot.waitUntil(lambda: "Supervised 2" in counts(panel))
