"""The queue as it is painted, with the pictures of rows that it keeps: it looks as one painted without them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from console.domain.ticket import Holder, Priority, State, TargetKind
from tests.builders import CITY
from tests.widgets.conftest import Seat
from tests.widgets.queue.conftest import Hear, OpenQueue, some_tickets, urgent
from widgets import theme
from widgets.queue.panel import QueuePanel
from widgets.queue.wording import Column

Deed = Callable[[QueuePanel, Seat, Hear], None]
ROWS = 6


def as_it_is(panel: QueuePanel) -> QImage:
    return panel.view.viewport().grab().toImage()


def painted_anew(panel: QueuePanel) -> QImage:
    """Return how the list looks once every kept picture is forgotten."""
    theme.current.changed.emit()
    return as_it_is(panel)


def hear_of(**others: Any) -> Deed:
    """Return the deed of another desk that makes the second ticket another."""
    return lambda panel, seat, hear: hear(panel, replace(some_tickets(2)[1], version=2, **others))


def hide(panel: QueuePanel, seat: Seat, hear: Hear) -> None:
    panel.view.columns.want(Column.GRID, shown=False)


DEEDS: dict[str, Deed] = {
    "another title": hear_of(title="井盖破损"),
    "another address": hear_of(address="解放路 12 号"),
    "another state": hear_of(state=State.FILED),
    "another holder": hear_of(holder=Holder(TargetKind.CREW, "C1", "王五")),
    "another priority": hear_of(priority=Priority.P2),
    "another grid": hear_of(grid=CITY),
    "another number": hear_of(number="T9"),
    "another category": hear_of(category="020101"),
    "one that comes above": lambda panel, seat, hear: hear(panel, urgent(901)),
    "one that goes": hear_of(state=State.CLOSED),
    "another selected": lambda panel, seat, hear: panel.select([some_tickets(4)[3].id]),
    "all selected": lambda panel, seat, hear: panel.view.selectAll(),
    "half an hour later": lambda panel, seat, hear: seat.clock.advance(timedelta(minutes=30)),
    "a column less": hide,
    "wider": lambda panel, seat, hear: panel.resize(1300, 420),
    "so narrow that rows have two lines": lambda panel, seat, hear: panel.resize(420, 420),
    "the other way round": lambda panel, seat, hear: panel.model.sort(Column.NUMBER, Qt.SortOrder.DescendingOrder),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_that_a_list_that_was_seen_before_shows_what_a_new_one_would(
    open_queue: OpenQueue, seat: Seat, hear: Hear, deed: Deed
) -> None:
    panel = open_queue(some_tickets(ROWS))
    before = as_it_is(panel)
    deed(panel, seat, hear)
    QApplication.sendPostedEvents()
    after = as_it_is(panel)
    assert after != before
    assert after == painted_anew(panel)


def test_that_no_more_pictures_are_kept_than_rows_can_be_seen(open_queue: OpenQueue) -> None:
    panel = open_queue(some_tickets(300))
    for value in range(0, panel.view.verticalScrollBar().maximum(), 100):
        panel.view.verticalScrollBar().setValue(value)
        as_it_is(panel)
    seen = panel.view.viewport().height() // panel.view.rowHeight(0) + 2
    assert 0 < len(panel.view.painting.pictures) <= seen
