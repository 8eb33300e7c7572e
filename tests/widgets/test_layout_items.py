"""No Python object stands for a place in a layout: such an object would be handed out for something else later."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFormLayout, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from console.domain.ticket import TicketId
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.whole_window import a_window
from widgets.history.bar import HistoryBar
from widgets.kit.inside import inside
from widgets.main_window import MainWindow
from widgets.map.scheme import register_scheme

# Schemes count only if they are known before the application is made, and that is when the first test asks for it.
register_scheme()


def items() -> list[QWidgetItem | QSpacerItem]:
    return [one for one in gc.get_objects() if type(one) in {QWidgetItem, QSpacerItem}]


def items_made_by(build: Callable[[], object]) -> list[str]:
    """Return which kinds of things stand in the places that Python has objects for since ``build`` ran."""
    before = items()
    built = build()
    made = [type(item.widget()).__name__ for item in items() if not any(item is one for one in before)]
    del built
    return made


@pytest.mark.webengine
def test_that_the_whole_window_makes_none(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    tickets = [a_ticket(id=TicketId(id_), number=str(id_), centre=CITY) for id_ in (1, 2)]
    seat.store.rows.tickets.update({ticket.id: ticket for ticket in tickets})
    seat.board.load(seat.store.archive().situation(CITY))
    opened: list[MainWindow] = []

    def build() -> None:
        opened.append(a_window(seat, tmp_path))
        for ticket in tickets:
            seat.focus.look_at_ticket(ticket.id)

    made = items_made_by(build)
    for window in opened:
        window.map.close()
        window.deleteLater()
        # At once: a page that is still there when the application goes takes the process down.
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert made == []


def test_that_the_bar_of_the_past_makes_none(qtbot: QtBot) -> None:
    assert items_made_by(lambda: HistoryBar(ZoneInfo("Asia/Shanghai"))) == []


@pytest.mark.parametrize("kind", [QHBoxLayout, QFormLayout])
def test_that_a_layout_within_another_makes_none(kind: type[QHBoxLayout | QFormLayout], qtbot: QtBot) -> None:
    def build() -> QWidget:
        whole = QWidget()
        row = inside(QVBoxLayout(whole), kind())
        row.addWidget(QWidget(whole))
        return whole

    assert items_made_by(build) == []


def test_that_a_filled_layout_is_not_taken(qtbot: QtBot) -> None:
    whole, row = QWidget(), QHBoxLayout()
    row.addStretch(1)
    with pytest.raises(ValueError, match="empty"):
        inside(QVBoxLayout(whole), row)
