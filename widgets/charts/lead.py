"""The shift lead's board: the ladder of tiers, the load of the seats, and what was escalated to here and is not taken up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from console.domain.shift import OnShift
from console.domain.ticket import State, Ticket, TicketId
from console.journal import Entry, Kind
from console.questions import GivenSince, HandedOver, WhoIsOnShift
from widgets import theme, words
from widgets.charts.tiers import TIERS, Ladder
from widgets.kit import clock_text
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

WIDTH_PX, HEIGHT_PX = 1000, 640
COUNT_MS = 1000
SEATS_MS = 15_000
LATELY = timedelta(minutes=10)
INBOX_MOST = 50
ESCALATIONS = frozenset({Kind.ESCALATED, Kind.SKIPPED_LEVEL})


class Rungs(IntEnum):
    """The columns of the ladder."""

    TIER = 0
    UNSIGNED = 1
    IN_HAND = 2
    SOON = 3
    OVERDUE = 4
    OLDEST = 5


class LeadWindow(QFrame):
    """Counts by what changes, and shows it once a second at most.

    Signals (GUI thread):
        filter_wanted(dict, list[TicketId]): the queue should show this saved filter, and select these tickets.
        ticket_opened(): a ticket was opened: the console's window should come to the front.
    """

    filter_wanted = Signal(object, object)
    ticket_opened = Signal()

    def __init__(self, relay: Relay, focus: Focus) -> None:
        super().__init__()
        self.setObjectName("lead")
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("Shift lead – GridDesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay, self._focus = relay, focus
        self.counting = Ladder(relay.board.centre)
        self._given: Mapping[str, int] = {}
        self._afield: frozenset[str] = frozenset()
        self._on_shift: tuple[OnShift, ...] = ()
        self._handed: dict[TicketId, Entry] = {}
        self._known: dict[TicketId, int] = {}
        self._asked: set[object] = set()
        self._listed: list[TicketId] = []
        self.ladder = _table(
            self.tr("Ladder of tiers"),
            [
                self.tr("Tier"),
                self.tr("Unsigned"),
                self.tr("In hand"),
                self.tr("Due in 15 min"),
                self.tr("Overdue"),
                self.tr("Oldest"),
            ],
            self,
        )
        self.seats = _table(
            self.tr("Load of the seats"),
            [self.tr("Operator"), self.tr("Orders in 10 min"), self.tr("Open, dispatched by"), self.tr("On shift")],
            self,
        )
        self.inbox = _table(
            self.tr("Escalated to here"),
            [self.tr("Ticket"), self.tr("Matter"), self.tr("From"), self.tr("Reason"), self.tr("Waiting")],
            self,
        )
        EmptyNote(
            self.seats, self.tr("Nobody is on shift here.\nPress Ctrl+Shift+B in the console to begin the shift.")
        )
        EmptyNote(
            self.inbox,
            self.tr("Nothing was escalated to here.\nPress Alt+S in the console for the supervised tickets."),
        )
        self._lay_out()
        self._connect()
        self.counting.load(relay.board.tickets.values())
        self._ask_seats()
        self.show_counts()

    def show_counts(self) -> None:
        """Write down what is counted now."""
        now = self._relay.clock.now()
        self._show_ladder()
        since = {one.name: one.since for one in self._on_shift}
        names = sorted({*self._given.keys() - self._afield, *+self.counting.dispatched, *since})
        rows = []
        for name in names:
            shift = (
                self.tr("● {time}").format(time=clock_text.span((now - since[name]).total_seconds()))
                if name in since
                else "—"
            )
            rows.append((name, str(self._given.get(name, 0)), str(self.counting.dispatched[name]), shift))
        _fill(self.seats, rows)
        self._show_inbox()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _show_ladder(self) -> None:
        now, rows = self._relay.clock.now(), []
        for tier in TIERS:
            rung = self.counting.rungs[tier]
            oldest = "—" if rung.oldest is None else clock_text.span((now - rung.oldest[0]).total_seconds())
            counts = (rung.unsigned, rung.in_hand, len(rung.due_soon(now)), rung.overdue(now))
            rows.append((words.tier(tier), *map(str, counts), oldest))
        _fill(self.ladder, rows)

    def _show_inbox(self) -> None:
        board, now = self._relay.board, self._relay.clock.now()
        arrived = self._arrived()
        unknown = tuple(one.id for one in arrived if self._known.get(one.id) != one.version)
        if unknown:
            self._known |= {one.id: one.version for one in arrived}
            self._ask(HandedOver(tickets=unknown))
        told = [(one, self._handed[one.id]) for one in arrived if self._is_escalated(one.id)]
        self._listed = [one.id for one, _ in told]
        rows = []
        for one, line in told:
            began = one.noted.arrived_at or one.stage_since
            come_from = board.region_name(line.detail.get("from_centre"))
            waiting = clock_text.span((now - began).total_seconds())
            rows.append((one.number, one.title, come_from, line.reason, waiting))
        _fill(self.inbox, rows)

    def _arrived(self) -> list[Ticket]:
        """Return what came here from another centre and is not accepted yet, the longest waiting first."""
        ids = sorted(self._waiting, key=lambda id_: (self._relay.board.tickets[id_].stage_since, id_))
        return [self._relay.board.tickets[id_] for id_ in ids[:INBOX_MOST]]

    def _sort_in(self, ids: Iterable[TicketId]) -> None:
        """Keep which tickets wait here after another centre had them."""
        board = self._relay.board
        for id_ in ids:
            one = board.tickets.get(id_)
            here = one is not None and one.centre == board.centre and one.state is State.REPORTED
            if one is not None and here and one.noted.arrived_at is not None:
                self._waiting.add(id_)
            else:
                self._waiting.discard(id_)

    def _is_escalated(self, id_: TicketId) -> bool:
        return id_ in self._handed and self._handed[id_].kind in ESCALATIONS

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical, self)
        for title, table in (
            (self.tr("Ladder of tiers"), self.ladder),
            (self.tr("Load of the seats"), self.seats),
            (self.tr("Escalated to here, not accepted yet"), self.inbox),
        ):
            part = QWidget(parts)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            heading = QLabel(title, part)
            heading.setProperty("type", "heading")
            column.addWidget(heading)
            column.addWidget(table, 1)
        parts.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        gap = theme.metric("space_2")
        whole.setContentsMargins(gap, gap, gap, gap)
        whole.addWidget(parts)

    def _connect(self) -> None:
        self._waiting: set[TicketId] = set()
        self._sort_in(self._relay.board.tickets)
        self._shown = Throttle(COUNT_MS, self.show_counts, self)
        self._relay.tickets_changed.connect(self._on_changed)
        self._relay.reloaded.connect(self._on_reloaded)
        self._relay.answered.connect(self._on_answered)
        self.ladder.cellActivated.connect(self._on_ladder)
        self.inbox.cellActivated.connect(lambda row, _column: self._open(self._listed[row]))
        time = QTimer(self, interval=SEATS_MS)
        time.timeout.connect(self._ask_seats)
        time.timeout.connect(self._shown.ask)
        time.start()

    def _ask_seats(self) -> None:
        """Ask anew; crews and departments, who tell what they did under their names, sit nowhere."""
        board = self._relay.board
        crews, departments = board.crews.values(), board.departments.values()
        self._afield = frozenset({crew.name for crew in crews} | {department.name for department in departments})
        centre, since = self._relay.board.centre, self._relay.clock.now() - LATELY
        self._ask(GivenSince(centre=centre, since=since))
        self._ask(WhoIsOnShift(centre=centre))

    def _ask(self, question: Any) -> None:
        self._asked.add(question)
        self._relay.ask(question)

    def _on_changed(self, ids: frozenset[TicketId]) -> None:
        self.counting.change(ids, self._relay.board.tickets)
        self._sort_in(ids)
        self._shown.ask()

    def _on_reloaded(self) -> None:
        self.counting.load(self._relay.board.tickets.values())
        self._waiting.clear()
        self._sort_in(self._relay.board.tickets)
        self._shown.ask()

    def _on_answered(self, question: object, answer: Any) -> None:
        if question not in self._asked:
            return
        self._asked.discard(question)
        match question:
            case GivenSince():
                self._given = answer
            case WhoIsOnShift():
                self._on_shift = answer
            case HandedOver():
                self._handed |= answer
        self.show_counts()

    def _on_ladder(self, row: int, column: int) -> None:
        tier = TIERS[row]
        rung = self.counting.rungs[tier]
        if column == Rungs.OLDEST:
            if rung.oldest is not None:
                self._open(rung.oldest[1])
            return
        asked: dict[str, Any] = {"tiers": [int(tier)]}
        match column:
            case Rungs.UNSIGNED:
                asked["unsigned"] = True
            case Rungs.IN_HAND:
                asked["states"] = [State.IN_PROGRESS.value]
            case Rungs.OVERDUE:
                asked["overdue"] = True
        soon = rung.due_soon(self._relay.clock.now()) if column == Rungs.SOON else []
        self.filter_wanted.emit(asked, soon)

    def _open(self, id_: TicketId) -> None:
        self._focus.open_ticket(id_)
        self.ticket_opened.emit()


def _table(name: str, headings: Sequence[str], parent: QWidget) -> QTableWidget:
    made = QTableWidget(0, len(headings), parent)
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(list(headings))
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(theme.metric("row_desk"))
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.horizontalHeader().setStretchLastSection(True)
    made.horizontalHeader().setDefaultSectionSize(150)
    return made


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Write rows into a table; the cell that the operator is on stays where it is."""
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = table.item(row, column)
            if cell is None:
                cell = QTableWidgetItem()
                table.setItem(row, column, cell)
            if cell.text() != text:
                cell.setText(text)
                cell.setToolTip(text)
