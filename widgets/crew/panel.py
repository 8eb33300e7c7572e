"""The crew panel: who is on duty and near, whom a ticket can be dropped on, and the departments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.crew import CrewId
from console.domain.ticket import Target, TargetKind, Ticket, TicketId
from console.targets import TargetCheck, describe
from widgets import theme
from widgets.crew.model import CrewModel
from widgets.crew.roster import Page, Rolls
from widgets.crew.view import CrewView
from widgets.kit import target_words
from widgets.kit.elided import ElidedLabel
from widgets.kit.focus import Focus
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.kit.throttle import Throttle
from widgets.kit.ticket_mime import tickets_of
from widgets.relay import Relay

REFRESH_MS = 500
"""Positions come often; the roster is read again this often at most."""
AGES_MS = 5_000


class CrewPanel(QWidget):
    """Crews on duty and departments; a drop on a row dispatches there.

    Signals (GUI thread):
        dispatch_asked(list[TicketId], Target): these tickets are to go there.
    """

    dispatch_asked = Signal(object, object)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crewPanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._relay = relay
        self._focus = focus
        self._rolls = Rolls(relay.board)
        self._pointed = False
        self.model = CrewModel(relay.clock)
        self.view = CrewView(self.model, self._judge, self)
        self.text = SearchField(self)
        self.text.setPlaceholderText(self.tr("Name, region, or pinyin initials"))
        self.text.setAccessibleName(self.tr("Search crews and departments"))
        self.text.setClearButtonEnabled(True)
        self.tabs = {page: _Tab(self) for page in Page}
        self.tabs[Page.CREWS].setChecked(True)
        self._empty = QLabel(self)
        self._empty.setObjectName("emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.offer = ElidedLabel(parent=self)
        self.offer.setProperty("tone", "second")
        self.give = QPushButton(self.tr("Dispatch"), self)
        self.give.setProperty("role", "primary")
        wear(self.give, "dispatch", "accent_text")
        self._refreshing = Throttle(REFRESH_MS, self.refresh, self)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def page(self) -> Page:
        return next(page for page, tab in self.tabs.items() if tab.isChecked())

    def current_target(self) -> Target | None:
        """Return the target of the row the operator is on."""
        index = self.view.currentIndex()
        return self.view.target_at(index.row()) if index.isValid() else None

    def choose(self, id_: CrewId) -> None:
        """Put the operator on a crew's row, whatever words or page hide it; a crew that cannot be sent has none."""
        self.tabs[Page.CREWS].setChecked(True)
        # The list ends long before the crews of a city do: one that is far is found by what it is called.
        for words in (self.text.text(), "", str(id_), ""):
            self.text.setText(words)
            row = self._row_of(Target(TargetKind.CREW, id_))
            if row is not None:
                self.view.selectRow(row)
                self.view.scrollTo(self.model.index(row, 0))
                return

    def _row_of(self, target: Target) -> int | None:
        return next((row for row, line in enumerate(self.model.lines) if line.target == target), None)

    def refresh(self) -> None:
        """Read the board anew; under the pointer and under a drag the rows keep their order."""
        if self.view.is_under_drag:
            return
        ticket = self._ticket()
        if self._pointed and self.model.lines:
            self.model.show(self._rolls.again(self.model.lines, ticket))
        else:
            self._read(ticket)
        self._offer()

    def _read(self, ticket: Ticket | None) -> None:
        chosen = self.current_target()
        scrolled = self.view.verticalScrollBar().value()
        roster = self._rolls.roster(self.page, self.text.text(), ticket)
        self.tabs[Page.CREWS].setText(self.tr("Crews {n}").format(n=roster.crews))
        self.tabs[Page.DEPARTMENTS].setText(self.tr("Departments {n}").format(n=roster.departments))
        self.model.show(roster.lines)
        targets = [line.target for line in roster.lines]
        if chosen in targets:
            self.view.selectRow(targets.index(chosen))
        self.view.verticalScrollBar().setValue(scrolled)
        self._empty.setText(
            self.tr("Nobody matches.\nPress Esc to clear the words.")
            if self.text.text()
            else self.tr("Nobody is on duty here.\nPress F5 to load again.")
        )
        self._pages.setCurrentIndex(0 if roster.lines else 1)

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        first = inside(column, QHBoxLayout())
        first.setContentsMargins(gap, theme.metric("space_1"), gap, theme.metric("space_1"))
        first.setSpacing(theme.metric("space_1"))
        first.addWidget(self.text, 1)
        group = QButtonGroup(self)
        for tab in self.tabs.values():
            group.addButton(tab)
            first.addWidget(tab)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column.addWidget(self._pages, 1)
        last = inside(column, QHBoxLayout())
        last.setContentsMargins(gap, theme.metric("space_1"), gap, theme.metric("space_1"))
        last.addWidget(self.offer, 1)
        last.addWidget(self.give)
        self.setFocusProxy(self.text)
        self.setTabOrder(self.text, self.view)
        self.setTabOrder(self.view, self.give)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_asked_anew)
        for goes_on in (self.text.returnPressed, self.text.left_downwards):
            goes_on.connect(self._on_text_entered)
        for tab in self.tabs.values():
            tab.toggled.connect(self._on_asked_anew)
        self.view.hovered_changed.connect(self._on_pointed)
        self.view.chosen.connect(self._dispatch_focused)
        self.view.fly_asked.connect(self._on_fly_asked)
        self.view.dropped.connect(self.dispatch_asked)
        self.view.selectionModel().currentRowChanged.connect(self._offer)
        self.give.clicked.connect(self._on_give)
        self._focus.ticket_changed.connect(self._on_asked_anew)
        self._relay.crews_changed.connect(self._on_board_changed)
        self._relay.tickets_changed.connect(self._on_board_changed)
        self._relay.reloaded.connect(self._on_board_changed)
        ages = QTimer(self, interval=AGES_MS)
        ages.timeout.connect(self._on_board_changed)
        ages.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _ticket(self) -> Ticket | None:
        return self._relay.board.tickets.get(self._focus.ticket) if self._focus.ticket is not None else None

    def _judge(self, target: Target, ids: Sequence[TicketId]) -> TargetCheck:
        board = self._relay.board
        tickets = [self._relay.ahead(board.tickets[id_]) for id_ in ids if id_ in board.tickets]
        return describe(board, target, tickets, self._relay.operator, self._relay.clock.now())

    def _offer(self) -> None:
        """Say what Enter would do now."""
        target, ticket = self.current_target(), self._ticket()
        if target is None or ticket is None:
            self.offer.setText(self.tr("Drop tickets on a row, or choose a ticket and a row and press Enter."))
            self.give.setEnabled(False)
            return
        check = self._judge(target, [ticket.id])
        said = target_words.sentence(check)
        self.give.setText(self.tr("Transfer") if check.verb == "transfer" else self.tr("Dispatch"))
        self.offer.setText(f"{ticket.number}: {said}" if check.allowed else said)
        self.give.setEnabled(check.allowed)

    def _dispatch_focused(self, target: Target) -> None:
        ticket = self._ticket()
        if ticket is not None and self._judge(target, [ticket.id]).allowed:
            self.dispatch_asked.emit([ticket.id], target)

    def _on_give(self) -> None:
        target = self.current_target()
        if target is not None:
            self._dispatch_focused(target)

    def _on_asked_anew(self) -> None:
        """The operator asked for another list: that may move rows."""
        self._pointed = False
        self.refresh()

    def _on_text_entered(self) -> None:
        if self.model.lines:
            self.view.selectRow(0)
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_pointed(self, pointed: bool) -> None:
        self._pointed = pointed
        if not pointed:
            self._refreshing.ask()

    def _on_board_changed(self) -> None:
        if self.isVisible():
            self._refreshing.ask()

    def _on_fly_asked(self, target: Target) -> None:
        line = next((line for line in self.model.lines if line.target == target), None)
        if line is not None and line.place is not None and target.kind is TargetKind.CREW:
            self._focus.fly(line.place)


class _Tab(QToolButton):
    """Chooses a page; a drag of tickets that comes over it turns the page too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if tickets_of(event.mimeData()):
            self.setChecked(True)
        event.ignore()
