"""The intake form as a test looks at it and types into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ticket import Priority, Ticket
from console.numbering import TicketIds
from console.orders import TakeIn
from tests.builders import IN_GRID
from tests.widgets.conftest import Seat
from widgets.intake.form import IntakeForm
from widgets.kit.category_box import CategoryBox
from widgets.kit.drafts import Drafts


class Form:
    """The form as a call-taker sees it: fields by name, buttons by what they say."""

    def __init__(self, seat: Seat, drafts: Drafts, qtbot: QtBot) -> None:
        self.seat, self.qtbot = seat, qtbot
        self.widget = IntakeForm(seat.relay, TicketIds("desk", seat.clock), drafts)
        qtbot.addWidget(self.widget)
        self.orders: list[TakeIn] = []
        for told in (seat.relay.done, seat.relay.refused, seat.relay.failed):
            told.connect(lambda order, _why: self.orders.append(order))
        seat.relay.waits.connect(self.orders.append)

    def line(self, name: str) -> QLineEdit:
        found = self.widget.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    @property
    def description(self) -> QPlainTextEdit:
        found = self.widget.findChild(QPlainTextEdit)
        assert isinstance(found, QPlainTextEdit)
        return found

    @property
    def category(self) -> CategoryBox:
        found = self.widget.findChild(CategoryBox)
        assert isinstance(found, CategoryBox)
        return found

    def box(self, name: str) -> QComboBox:
        return next(box for box in self.widget.findChildren(QComboBox) if box.accessibleName() == name)

    def press(self, text: str) -> None:
        next(b for b in self.widget.findChildren(QPushButton) if b.text() == text and not b.isHidden()).click()

    def banner(self) -> str:
        return self.widget._banner.text()

    def type_matter(self) -> None:
        """Type class and place, by which a duplicate is known, and the title."""
        self.line("title").setText("井盖又翘起来了")
        self.category.type("2101")
        self.line("place").setText(f"{IN_GRID.lat_deg}, {IN_GRID.lng_deg}")

    def type_all(self) -> None:
        self.line("title").setText("窨井盖损坏")
        self.category.type("2101")
        self.line("address").setText("人民路10号")
        self.line("place").setText(f"{IN_GRID.lat_deg}, {IN_GRID.lng_deg}")
        self.description.setPlainText("井盖翘起，电动车摔倒")
        self.line("caller").setText("孙女士")
        self.line("phone").setText("13800001234")
        self.box("Priority").setCurrentIndex(self.box("Priority").findData(Priority.P2))
        self.box("Source").setCurrentIndex(3)

    def typed(self) -> tuple[str, ...]:
        lines = (self.line(name).text() for name in ("title", "address", "place", "caller", "phone"))
        boxes = (self.box(name).currentText() for name in ("Priority", "Source"))
        return (*lines, self.description.toPlainText(), self.category.currentText(), *boxes)

    def take_in(self) -> None:
        before = len(self.orders)
        self.widget.take_in()
        self.qtbot.waitUntil(lambda: len(self.orders) > before)

    def stored(self) -> list[Ticket]:
        return list(self.seat.store.rows.tickets.values())


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts.json")


@pytest.fixture
def form(seat: Seat, drafts: Drafts, qtbot: QtBot) -> Form:
    return Form(seat, drafts, qtbot)
