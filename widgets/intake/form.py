"""The intake form: a call becomes a ticket; it clears only when the ticket is really there."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.errors import Refused
from console.domain.place import LatLng, place_or_none
from console.domain.ticket import Caller, Priority, Source, TicketId
from console.journal import News
from console.numbering import TicketIds
from console.orders import TakeIn
from widgets import theme, words
from widgets.intake.category_box import CategoryBox
from widgets.kit.banner import Banner
from widgets.kit.drafts import Drafts
from widgets.kit.icon import wear
from widgets.relay import Relay

FOUND_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
ONE_LINE_PX = 64


class IntakeForm(QWidget):
    """Checks the form, not the rules; what is typed stays until the ticket is committed, over a crash too.

    Signals (GUI thread):
        taken_in: TicketId of the new ticket.
        pick_asked: nothing; the next click on the map is the place.
    """

    taken_in = Signal(object)
    pick_asked = Signal()

    def __init__(self, relay: Relay, ids: TicketIds, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intakeForm")
        self.setProperty("surface", "panel")
        self._relay = relay
        self._ids = ids
        self._drafts = drafts
        self._sent: UUID | None = None
        self._id: TicketId | None = None
        self._key = uuid4()
        # The call came when its first word was typed, not when the form was sent.
        self._begun = False
        self._reported_at = relay.clock.now()

        self._title = self._line("title", self.tr("What happened, in a few words"))
        self._category = CategoryBox(self)
        self._category.setAccessibleName(self.tr("Category"))
        self._priority = QComboBox(self)
        self._priority.setAccessibleName(self.tr("Priority"))
        self._priority.addItem(self.tr("By category"), None)
        for priority in Priority:
            self._priority.addItem(words.priority(priority), priority)
        self._source = QComboBox(self)
        self._source.setAccessibleName(self.tr("Source"))
        for source in (Source.HOTLINE_12345, Source.PUBLIC, Source.PATROL, Source.VIDEO, Source.IOT, Source.LEADER):
            self._source.addItem(words.source(source), source.value)
        self._address = self._line("address", self.tr("Road, number, landmark"))
        self._place = self._line("place", self.tr("Latitude, longitude"))
        self._pick = QToolButton(self)
        self._pick.setAccessibleName(self.tr("Pick the place on the map"))
        self._pick.setToolTip(self._pick.accessibleName())
        self._pick.clicked.connect(self.pick_asked)
        wear(self._pick, "target")
        self._description = QPlainTextEdit(self)
        self._description.setAccessibleName(self.tr("Description"))
        self._description.setTabChangesFocus(True)
        self._description.setMinimumHeight(ONE_LINE_PX)
        self._description.setPlainText(drafts.text("intake/description"))
        self._description.textChanged.connect(lambda: self._on_typed("description", self._description.toPlainText()))
        self._caller = self._line("caller", self.tr("Name"))
        self._phone = self._line("phone", self.tr("Phone"))
        self._banner = Banner(self)
        self._banner.acted.connect(self.take_in)
        self._give = QPushButton(self.tr("Take in"), self)
        self._give.setProperty("role", "primary")
        self._give.setToolTip(self.tr("Take in (Ctrl+Return)"))
        self._give.clicked.connect(self.take_in)
        self._clear = QPushButton(self.tr("Clear"), self)
        self._clear.setProperty("role", "flat")
        self._clear.clicked.connect(self.clear)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.take_in)
        self._lay_out()
        self._category.choose(drafts.text("intake/category"))
        self._category.chosen.connect(lambda code: self._on_typed("category", code))
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Bring the cursor to the first field."""
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_place(self, place: LatLng) -> None:
        """Fill in a place picked on the map."""
        self._place.setText(f"{place.lat_deg:.6f}, {place.lng_deg:.6f}")

    def take_in(self) -> None:
        """Give the order; the form stays as it is until the ticket is committed."""
        if self._sent is not None:
            return
        wrong = self._what_is_wrong()
        if wrong:
            self._banner.tell(wrong, "warn")
            return
        self._banner.clear()
        self._id = self._id or self._ids.next()
        order = TakeIn(
            by=self._relay.operator,
            key=self._key,
            id=self._id,
            category=self._category.code(),
            title=self._title.text().strip(),
            source=str(self._source.currentData()),
            reported_at=self._reported_at,
            priority=self._priority.currentData(),
            description=self._description.toPlainText().strip(),
            address=self._address.text().strip(),
            place=self._place_typed(),
            caller=Caller(self._caller.text().strip(), self._phone.text().strip()),
        )
        self._sent = order.key
        self._give.setEnabled(False)
        self._relay.submit(order)

    def clear(self) -> None:
        """Empty the form for the next call."""
        for field in (self._title, self._address, self._place, self._caller, self._phone):
            field.clear()
        self._description.clear()
        self._priority.setCurrentIndex(0)
        self._category.choose("")
        self._drafts.keep("intake/category", "")
        self._banner.clear()
        self._id, self._key, self._begun = None, uuid4(), False

    def _line(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.setText(self._drafts.text(f"intake/{name}"))
        field.textChanged.connect(lambda text: self._on_typed(name, text))
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        form.addRow(self.tr("Title"), self._title)
        form.addRow(self.tr("Category"), self._category)
        form.addRow(self.tr("Priority"), self._pair(self._priority, self._source))
        form.addRow(self.tr("Address"), self._address)
        form.addRow(self.tr("Place"), self._pair(self._place, self._pick))
        form.addRow(self.tr("Description"), self._description)
        form.addRow(self.tr("Caller"), self._pair(self._caller, self._phone))
        body = QWidget(self)
        body.setProperty("surface", "clear")
        body.setLayout(form)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        buttons = QHBoxLayout()
        buttons.addWidget(self._give)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.metric("space_3"),) * 4)
        column.setSpacing(theme.metric("space_2"))
        column.addWidget(self._banner)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)

    def _pair(self, wide: QWidget, beside: QWidget) -> QWidget:
        both = QWidget(self)
        both.setProperty("surface", "clear")
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(wide, 1)
        row.addWidget(beside, 0 if isinstance(beside, QToolButton) else 1)
        return both

    def _what_is_wrong(self) -> str:
        if not self._title.text().strip():
            self._title.setFocus()
            return self.tr("Say in a few words what happened.")
        if not self._category.code():
            self._category.setFocus()
            return self.tr("Choose a category from the list.")
        if self._place.text().strip() and self._place_typed() is None:
            self._place.setFocus()
            return self.tr("The place is not a latitude and a longitude, as in 34.2610, 117.1842.")
        return ""

    def _place_typed(self) -> LatLng | None:
        numbers = FOUND_NUMBER.findall(self._place.text())
        return place_or_none(float(numbers[0]), float(numbers[1])) if len(numbers) == 2 else None

    def _on_typed(self, name: str, text: str) -> None:
        if not self._begun:
            self._begun, self._reported_at = True, self._relay.clock.now()
        self._drafts.keep(f"intake/{name}", text)

    def _on_done(self, order: object, news: News) -> None:
        if isinstance(order, TakeIn) and order.key == self._sent:
            self._sent = None
            self._give.setEnabled(True)
            self.clear()
            self.taken_in.emit(order.id)

    def _on_refused(self, order: object, refused: Refused) -> None:
        if isinstance(order, TakeIn) and order.key == self._sent:
            self._sent = None
            self._give.setEnabled(True)
            self._banner.tell(words.refusal(refused), "error")

    def _on_failed(self, order: object, _why: object) -> None:
        if isinstance(order, TakeIn) and order.key == self._sent:
            self._sent = None
            self._give.setEnabled(True)
            self._banner.tell(
                self.tr("The database is out of reach. Nothing is lost: the form stays as it is."),
                "error",
                action=self.tr("Try again"),
            )
