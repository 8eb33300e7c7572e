"""The window that finds any ticket, open or ended: type, go down the list, Enter opens the card."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from console.domain.errors import Refused
from console.finding import Spot, is_enough
from console.questions import SearchTickets
from widgets import theme, words
from widgets.finding.model import COLUMNS, FoundModel
from widgets.kit import enter
from widgets.kit.banner import Banner
from widgets.kit.elided import ElidedLabel
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.relay import Relay

WIDTH_PX, HEIGHT_PX = 1080, 620
PAUSE_MS = 200
"""So long nothing was typed before what stands there is looked for."""

WIDTHS = {"number": 120, "title": 280, "category": 130, "state": 110, "reported_at": 140}
OF_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class FindWindow(QFrame):
    """Asks for tickets as it is typed; a newer question makes an older one's answer nothing.

    Signals (GUI thread):
        ticket_opened(): a ticket was opened: the console's window should come to the front.
    """

    ticket_opened = Signal()

    def __init__(self, relay: Relay, focus: Focus, zone: ZoneInfo) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("Find any ticket – GridDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay, self._focus = relay, focus
        self._asked: SearchTickets | None = None
        self._shown: SearchTickets | None = None
        self._opens_first = False
        self.field = SearchField(self)
        self.told = ElidedLabel(parent=self)
        self.banner = Banner(self)
        self.found = FoundModel(zone, relay.board.rulebook.categories, self)
        self.list = QTableView(self)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._make()
        self._lay_out()
        self._connect()
        self._say()

    def look_for(self, wanted: str) -> None:
        """Look for these words at once."""
        self.field.setText(wanted)
        self.look()

    def look(self) -> None:
        """Look for what stands in the field, again or anew."""
        self._pause.stop()
        self.banner.clear()
        wanted = self.field.text()
        if is_enough(wanted):
            self._ask(SearchTickets(wanted=wanted, centre=self._relay.board.centre))
            return
        self._asked = self._shown = None
        self.found.show((), has_more=False)
        self._say()

    def open_current(self) -> None:
        """Open the chosen ticket on the card; while a first page is looked for, its first one once it is there."""
        if self._pause.isActive():
            self.look()
        index = self.list.currentIndex()
        if self._asked is not None and self._asked.after is None:
            self._opens_first = True
        elif index.isValid():
            self._focus.open_ticket(self.found.at(index.row()).id)
            self.ticket_opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        if not enter.presses(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list be gone through while the cursor stays in the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in ENTER:
            self.open_current()
            return True
        if watched is self.field and event.key() in OF_THE_LIST:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _make(self) -> None:
        self.field.setPlaceholderText(self.tr("Words of the number, the matter or the place; several narrow it down"))
        self.field.setAccessibleName(self.tr("Find any ticket"))
        self.field.setClearButtonEnabled(True)
        self.told.setProperty("tone", "second")
        self.list.setModel(self.found)
        self.list.setAccessibleName(self.tr("Tickets found"))
        self.list.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.list.setTabKeyNavigation(False)
        self.list.setWordWrap(False)
        rows, header = self.list.verticalHeader(), self.list.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.metric("row_desk"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for place, column in enumerate(COLUMNS):
            if column in WIDTHS:
                self.list.setColumnWidth(place, WIDTHS[column])
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._note = EmptyNote(self.list)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        head = inside(column, QHBoxLayout())
        head.setSpacing(gap)
        head.addWidget(self.field, 3)
        head.addWidget(self.told, 2)
        column.addWidget(self.banner)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(self.look)
        self.found.more_wanted.connect(self._on_more_wanted)
        self.list.doubleClicked.connect(lambda _index: self.open_current())
        self.banner.acted.connect(self.look)
        for watched in (self.field, self.list):
            watched.installEventFilter(self)
        self._relay.answered.connect(self._on_answered)
        self._relay.failed.connect(self._on_failed)

    def _on_typed(self) -> None:
        self._opens_first = False
        self._pause.start()

    def _on_more_wanted(self) -> None:
        if self._shown is not None and self._asked is None and self.found.has_more:
            last = self.found.at(self.found.rowCount() - 1)
            self._ask(replace(self._shown, after=Spot.of(last)))

    def _ask(self, question: SearchTickets) -> None:
        self._asked = question
        self.told.setText(self.tr("Looking …"))
        self._relay.ask(question)

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, tuple):
            return
        asked, self._asked = self._asked, None
        has_more = len(answer) == asked.count
        if asked.after is not None:
            self.found.add(answer, has_more=has_more)
        else:
            self._shown = asked
            self.found.show(answer, has_more=has_more)
            self.list.selectionModel().setCurrentIndex(self.found.index(0, 0), SELECT)
        self._say()
        if self._opens_first:
            self._opens_first = False
            self.open_current()

    def _on_failed(self, question: object, why: object) -> None:
        if self._asked is None or question is not self._asked:
            return
        self._asked, self._opens_first = None, False
        self._say()
        out_of_reach = self.tr("The database is out of reach: only open tickets can be found now, in the queue.")
        text = words.refusal(why) if isinstance(why, Refused) else out_of_reach
        self.banner.tell(text, "warn", action=self.tr("Try again"))

    def _say(self) -> None:
        """Say how many there are, or what to type."""
        count = self.found.rowCount()
        if self._shown is None:
            self.told.setText("")
            if self.field.text().strip():
                self._note.say(self.tr("One character stands in too many tickets: type two or more."))
            else:
                self._note.say(
                    self.tr(
                        "Type a number, words of the matter or of the place.\nEnded tickets are found as well as open ones."
                    )
                )
            return
        self._note.say(self.tr("No ticket that this centre sees holds all these words.\nFewer words find more."))
        if self.found.has_more:
            self.told.setText(self.tr("the %n reported last, more below", "", count))
        else:
            self.told.setText(self.tr("%n tickets", "", count) if count else "")
