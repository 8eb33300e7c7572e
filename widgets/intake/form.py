"""The intake form: a call becomes a ticket; it clears only when the ticket is really there."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError
from functools import partial
from typing import TypeGuard

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.errors import Refused
from console.domain.place import LatLng
from console.domain.ticket import Caller, Source, Ticket
from console.journal import News
from console.numbering import TicketIds
from console.orders import TakeIn
from console.ports import Outage
from widgets import theme, verbs, words
from widgets.intake.call import Call, Calls, says
from widgets.intake.keys import Press, press_of
from widgets.intake.pair import pair
from widgets.intake.place_text import place_in, text_of
from widgets.intake.priority_box import PriorityBox, choice_text
from widgets.kit import order_words
from widgets.kit.alike_list import AlikeList, why_merged
from widgets.kit.banner import Banner
from widgets.kit.category_box import CategoryBox
from widgets.kit.choice import Choice
from widgets.kit.drafts import Drafts
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.verbs import Said

PREFIX = "intake/"
ONE_LINE_PX = 64
ALIKE = 3
SOURCES = (Source.HOTLINE_12345, Source.PUBLIC, Source.PATROL, Source.VIDEO, Source.IOT, Source.LEADER)


class IntakeForm(QWidget):
    """Checks the form, not the rules; what is typed stays until the ticket is committed, over a crash too.

    An order that is sent again, after a refusal, an outage or a crash, has the id and the key of the first time: it
    cannot open a second ticket.

    Signals (GUI thread):
        taken_in: TicketId to be looked at: of the new ticket, or of the one that it is merged into.
        merge_asked: (list of the new TicketId, Said with the ticket that it is to be merged into).
        pick_asked: nothing; the next click on the map is the place.
    """

    taken_in = Signal(object)
    merge_asked = Signal(object, object)
    pick_asked = Signal()

    def __init__(self, relay: Relay, ids: TicketIds, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intakeForm")
        self.setProperty("surface", "panel")
        self._relay = relay
        self._drafts = drafts
        self._sent: TakeIn | None = None
        self._into: Ticket | None = None
        self._cleared: dict[str, str] = {}
        self._calls = Calls(ids, relay.clock, drafts, f"{PREFIX}call")

        self._title = self._line("title", self.tr("What happened, in a few words"))
        self._category = CategoryBox(self)
        self._category.setAccessibleName(self.tr("Category"))
        self._priority = PriorityBox(self)
        self._source = Choice(self)
        self._source.setAccessibleName(self.tr("Source"))
        for source in SOURCES:
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
        self._caller = self._line("caller", self.tr("Name"))
        self._phone = self._line("phone", self.tr("Phone"))
        self.alike = AlikeList(ALIKE, merges=self.tr("Take in and merge"), parent=self)
        self.alike.setToolTip(self.tr("Ctrl+Shift+Return takes the call in and merges it into the first"))
        self.alike.merge_asked.connect(self.merge_in)
        self._banner = Banner(self)
        self._banner.acted.connect(self._on_banner_acted)
        self._give = QPushButton(self.tr("Take in"), self)
        self._give.setProperty("role", "primary")
        self._give.setToolTip(self.tr("Take in (Ctrl+Return)"))
        self._give.clicked.connect(self.take_in)
        self._clear = QPushButton(self.tr("Clear"), self)
        self._clear.setProperty("role", "flat")
        self._clear.clicked.connect(self.clear)
        self._number = QLabel(self)
        self._number.setProperty("tone", "second")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._fill(drafts.under(PREFIX))
        self._keep_what_is_typed()
        relay.tickets_changed.connect(self._show_alike)
        for show in (self._category.learn, self._show_alike, self._show_priority):
            relay.reloaded.connect(show)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        relay.waits.connect(self._on_waits)

    def begin(self) -> None:
        """Bring the cursor to the first field."""
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_place(self, place: LatLng) -> None:
        """Fill in a place picked on the map; the keyboard comes back from there."""
        self._place.setText(text_of(place))
        self.activateWindow()
        self._go_to(self._place)

    def take_in(self) -> None:
        """Give the order; the form stays as it is until the ticket is committed."""
        self._give_order(None)

    def merge_in(self, into: Ticket) -> None:
        """Take the call in as a ticket of its own, so that its reporter is kept, and have that merged into another."""
        self._give_order(into)

    def _give_order(self, into: Ticket | None) -> None:
        if self._sent is not None:
            return
        self._into = into
        wrong = self._what_is_wrong()
        if wrong is not None:
            field, why = wrong
            self._banner.tell(why, "warn")
            self._go_to(field)
            return
        self._banner.clear()
        self._sent = self._order()
        # Before its button is disabled: Qt would hand the keyboard to whatever comes next, outside of the form.
        self.begin()
        self._give.setEnabled(False)
        self._clear.setEnabled(False)
        # A crash from here on must find the key on the disk, or the same call would become two tickets.
        self._drafts.save()
        self._relay.submit(self._sent)

    def clear(self) -> None:
        """Empty the form for the next call; until then it can be put back."""
        typed = dict(self._drafts.under(PREFIX))
        self._empty()
        if typed.keys() - {f"{PREFIX}source"}:
            self._cleared = typed
            self._banner.tell(self.tr("The form was cleared."), "info", action=self.tr("Put it back"))

    def event(self, event: QEvent) -> bool:
        # The window has the same keys for the queue; in here they take the call in.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and press_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match press_of(event):
            case Press.TAKE_IN:
                self.take_in()
            case Press.MERGE_IN:
                self.alike.merge_first()
            case None:
                super().keyPressEvent(event)

    def _line(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        return field

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setProperty("surface", "clear")
        form = QFormLayout(body)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        form.addRow(self.tr("Title"), self._title)
        form.addRow(self.tr("Category"), self._category)
        form.addRow(self.tr("Priority"), pair(self._priority, self._source, self))
        form.addRow(self.tr("Address"), self._address)
        form.addRow(self.tr("Place"), pair(self._place, self._pick, self))
        form.addRow(self.alike)
        form.addRow(self.tr("Description"), self._description)
        form.addRow(self.tr("Caller"), pair(self._caller, self._phone, self))
        self._scroll = QScrollArea(self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.metric("space_3"),) * 4)
        column.setSpacing(theme.metric("space_2"))
        column.addWidget(self._banner)
        column.addWidget(self._scroll, 1)
        buttons = inside(column, QHBoxLayout())
        buttons.addWidget(self._give)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        buttons.addWidget(self._number)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self._title, self._address, self._place, self._caller, self._phone

    def _keep_what_is_typed(self) -> None:
        for line in self._lines():
            line.textChanged.connect(partial(self._on_typed, line.objectName()))
        self._category.typed.connect(lambda text: self._on_typed("category", text))
        self._description.textChanged.connect(lambda: self._on_typed("description", self._description.toPlainText()))
        chosen, source = self._priority, self._source
        chosen.currentIndexChanged.connect(lambda _: self._on_typed("priority", choice_text(chosen.currentData())))
        source.currentIndexChanged.connect(lambda _: self._drafts.keep(f"{PREFIX}source", str(source.currentData())))

    def _fill(self, kept: Mapping[str, str]) -> None:
        texts = {name.removeprefix(PREFIX): text for name, text in kept.items()}
        for line in self._lines():
            line.setText(texts.get(line.objectName(), ""))
        self._category.type(texts.get("category", ""))
        self._description.setPlainText(texts.get("description", ""))
        for box, name in ((self._priority, "priority"), (self._source, "source")):
            rows = (row for row in range(box.count()) if choice_text(box.itemData(row)) == texts.get(name))
            box.setCurrentIndex(next(rows, 0))

    def _empty(self) -> None:
        """Make room for the next call; the source stays, since a seat takes many calls from one."""
        for line in self._lines():
            line.clear()
        self._description.clear()
        self._category.clear_choice()
        self._priority.setCurrentIndex(0)
        self._calls.end()
        self._banner.clear()

    def _begin_call(self) -> Call:
        if self._calls.now is None:
            self._number.clear()
            if self._cleared:
                self._cleared = {}
                self._banner.clear()
        return self._calls.begin()

    def _order(self) -> TakeIn:
        call = self._begin_call()
        return TakeIn(
            by=self._relay.operator,
            key=call.key,
            id=call.id,
            category=self._category.code(),
            title=self._title.text().strip(),
            source=str(self._source.currentData()),
            reported_at=call.at,
            priority=self._priority.chosen(),
            description=self._description.toPlainText().strip(),
            address=self._address.text().strip(),
            place=place_in(self._place.text()),
            caller=Caller(self._caller.text().strip(), self._phone.text().strip()),
        )

    def _what_is_wrong(self) -> tuple[QWidget, str] | None:
        """Return the first field that the order cannot be made from, and why; None where it can."""
        if not self._title.text().strip():
            return self._title, self.tr("Say in a few words what happened.")
        if not self._category.code():
            return self._category, self.tr("Choose a category from the list.")
        if self._place.text().strip() and place_in(self._place.text()) is None:
            return self._place, self.tr("The place is not a latitude and a longitude, as in 34.2610, 117.1842.")
        return None

    def _go_to(self, field: QWidget) -> None:
        """Put the cursor into the field, and the field into sight below the banner that was just shown."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        column = self.layout()
        if column is not None:
            column.activate()
        self._scroll.ensureWidgetVisible(field)

    def _on_typed(self, name: str, text: str) -> None:
        if text:
            self._begin_call()
        self._drafts.keep(f"{PREFIX}{name}", text)
        if name in {"category", "place"}:
            self._show_alike()
            self._show_priority()

    def _show_alike(self) -> None:
        """Offer the open tickets that this call likely repeats, as soon as its class and place are known."""
        board, place = self._relay.board, place_in(self._place.text())
        at = self._calls.now.at if self._calls.now is not None else self._relay.clock.now()
        found = board.alike.like(self._category.code(), place, at, board.rulebook.likeness)
        self.alike.show_alike(found, why_not_merged=self._why_not_merged)

    def _why_not_merged(self, into: Ticket) -> str:
        """Return why this call cannot be merged into an open ticket once it is taken in; "" if it can."""
        if awaited := order_words.awaited(self._relay, into):
            return awaited
        against = verbs.why_not("merge", self._relay.ahead(into), self._relay.operator, self._relay.clock.now())
        return words.refusal(against, region_name=self._relay.board.region_name) if against is not None else ""

    def _show_priority(self) -> None:
        known = self._relay.board.rulebook.categories.get(self._category.code())
        self._priority.give(known.priority if known is not None else None)

    def _on_banner_acted(self) -> None:
        if not self._cleared:
            self._give_order(self._into)
            return
        typed, self._cleared = self._cleared, {}
        self._banner.clear()
        for name, text in typed.items():
            self._drafts.keep(name, text)
        self._calls.recall()
        self._fill(typed)

    def _on_done(self, order: object, news: News) -> None:
        if self._is_mine(order):
            self._go_on(
                next(ticket for ticket in news.tickets if ticket.id == order.id), self.tr("Taken in as {number}")
            )

    def _on_waits(self, order: object) -> None:
        """What is kept here stands on the board already, unless it will be refused."""
        if self._is_mine(order):
            here = self._relay.board.tickets.get(order.id)
            if here is not None:
                self._go_on(here, self.tr("Queued as {number}: kept here until the link is back"))
            else:
                self._into = None
                self._leave(self.tr("Queued: taken in when the database answers"), is_whole=self._order() == order)

    def _go_on(self, taken_in: Ticket, told: str) -> None:
        self._leave(told.format(number=taken_in.number), is_whole=says(taken_in, self._order()))
        into, self._into = self._into, None
        if into is not None:
            into = self._relay.board.tickets.get(into.id, into)
            self.merge_asked.emit([taken_in.id], Said(into=into, text=why_merged(taken_in, into)))
        self.taken_in.emit(into.id if into is not None else taken_in.id)

    def _leave(self, told: str, *, is_whole: bool) -> None:
        """Empty the form; what was typed after the order was given is not in it, and stays as another call."""
        self._end_sending()
        if is_whole:
            self._empty()
            self._number.setText(told)
        else:
            self._calls.end()
            more = self.tr("{told}. What was typed after that is not in it, and still stands here.")
            self._banner.tell(more.format(told=told), "warn")
        self._drafts.save()

    def _on_refused(self, order: object, refused: Refused) -> None:
        if self._is_mine(order):
            self._end_sending()
            self._banner.tell(words.refusal(refused), "error")

    def _on_failed(self, order: object, why: object) -> None:
        if self._is_mine(order):
            self._end_sending()
            told = (
                self.tr("The database is out of reach. Nothing is lost: the form stays as it is.")
                if isinstance(why, (Outage, CancelledError))
                else self.tr("Something went wrong inside the console. Nothing is lost: the form stays as it is.")
            )
            self._banner.tell(told, "error", action=self.tr("Try again"))

    def _is_mine(self, order: object) -> TypeGuard[TakeIn]:
        return self._sent is not None and isinstance(order, TakeIn) and order.key == self._sent.key

    def _end_sending(self) -> None:
        self._sent = None
        self._give.setEnabled(True)
        self._clear.setEnabled(True)
