"""The bar above the queue: whatever the counts, all of its questions stand in the width that it has."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.records import Records, Request
from console.domain.ticket import State, Ticket, TicketId
from tests.builders import CITY, NOON, a_ticket
from widgets.kit.tally import Tally
from widgets.queue.filter_bar import FilterBar

WISH = Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.0)
ASKED = a_ticket(id=TicketId(9000), centre=CITY, state=State.IN_PROGRESS, noted=Records(request=WISH))


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar()
    qtbot.addWidget(made)
    made.show()
    return made


def a_busy_tally(*more: Ticket) -> Tally:
    tally = Tally(CITY)
    tally.load([*(a_ticket(id=TicketId(n), centre=CITY, state=State.DISPATCHED) for n in range(1, 2000)), *more])
    return tally


def questions(bar: QWidget) -> dict[str, QToolButton]:
    shown = [button for button in bar.findChildren(QToolButton) if button.isVisible() and button.text()]
    return {button.text().rsplit(" ", 1)[0]: button for button in shown}


@pytest.mark.parametrize("width", [520, 544, 700, 1000, 1600])
def test_that_every_question_stands_wholly_in_the_bar(bar: FilterBar, width: int) -> None:
    bar.tally(a_busy_tally(ASKED), NOON)
    bar.resize(width, bar.sizeHint().height())
    assert len(questions(bar)) == 8
    for button in questions(bar).values():
        assert bar.rect().contains(button.rect().translated(button.mapTo(bar, button.rect().topLeft()))), button.text()
        assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_that_the_bar_can_become_as_narrow_as_a_small_screen_needs(bar: FilterBar) -> None:
    bar.resize(1600, 60)
    bar.tally(a_busy_tally(ASKED), NOON)
    assert bar.minimumSizeHint().width() <= 520


def test_that_what_waits_for_an_approval_is_asked_for_only_where_something_does(bar: FilterBar) -> None:
    bar.tally(a_busy_tally(), NOON)
    assert "To approve" not in questions(bar)
    bar.tally(a_busy_tally(ASKED), NOON)
    assert "To approve" in questions(bar)
