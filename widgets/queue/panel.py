"""The queue panel: the filter bar over the table, what comes anew, and what the operator asks of the selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console.domain.ticket import State, Ticket, TicketId
from widgets import words
from widgets.kit import kept
from widgets.kit.focus import Focus
from widgets.kit.tally import Tally
from widgets.kit.throttle import Throttle
from widgets.queue import menu as queue_menu
from widgets.queue.filter import EVERYTHING, Wanted, wanted_of
from widgets.queue.filter_bar import FilterBar
from widgets.queue.model import QueueModel
from widgets.queue.view import QueueView
from widgets.queue.wording import Column
from widgets.relay import Relay

LISTS: Mapping[str, Wanted] = MappingProxyType(
    {
        "unsigned": Wanted(unsigned=True),
        "nearly_due": Wanted(nearly_due=True),
        "overdue": Wanted(overdue=True),
        "supervised": Wanted(supervised=True),
        "to_approve": Wanted(to_approve=True),
    }
)
COUNT_EVERY_MS = 1000
BEAT_MS = 500
"""Half of the period of a blinking frame; every second beat the times are redrawn."""


class QueuePanel(QWidget):
    """Every open ticket of this desk.

    Signals (GUI thread):
        verb_asked(str, list[TicketId]): a verb of the lifecycle is wanted for these tickets.
        dispatch_asked(list[TicketId], Target): these tickets are to go there.
        gone_to(TicketId): a key brought the operator to this ticket, from wherever the keyboard was.
    """

    verb_asked = Signal(str, object)
    gone_to = Signal(object)
    dispatch_asked = Signal(object, object)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queuePanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._relay = relay
        self._focus = focus
        self._unseen: set[TicketId] = set()
        self._held_back: frozenset[TicketId] = frozenset()
        self._top_before = 0
        self._looking = False
        self._beats = 0
        self.model = QueueModel(relay, self)
        self.filter_bar = FilterBar(self)
        self.view = QueueView(self.model, self)
        # What is dragged out of a board that is only looked at would be ordered where it is dropped.
        self.view.setDragEnabled(relay.against is None)
        self._empty = QLabel(self)
        self._empty.setObjectName("emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.news = QPushButton(self.view)
        self.news.setProperty("role", "primary")
        self.news.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.news.hide()
        self._tally = Tally(relay.board.centre)
        self._count_again = Throttle(COUNT_EVERY_MS, self._count, self)
        self._lay_out()
        self._connect()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()
        self._on_counted()
        self._on_reloaded()

    @property
    def visible_count(self) -> int:
        """How many tickets the filter lets through."""
        return self.model.rowCount()

    def select(self, ids: list[TicketId]) -> None:
        """Select tickets as far as they are shown, and scroll as little as needed to the first."""
        self.view.select(frozenset(ids), ids[0] if ids else None, show=True)

    def selected(self) -> list[Ticket]:
        """Return the selected tickets as shown, in the order of the list."""
        return [self.model.at(row) for row in self.view.selected_rows()]

    def next_unaccepted(self, step: int = 1) -> TicketId | None:
        """Go to the next (or, with -1, the previous) ticket that this centre has not accepted; None if there is none."""
        rows = self.visible_count
        current = self.view.currentIndex()
        start = current.row() if current.isValid() else (-1 if step > 0 else rows)
        centre = self._relay.board.centre
        for away in range(1, rows + 1):
            ticket = self.model.at((start + step * away) % rows)
            if ticket.state is State.REPORTED and ticket.centre == centre:
                self.select([ticket.id])
                self._go_to(ticket.id)
                return ticket.id
        return None

    def take(self, actions: Mapping[str, QAction]) -> None:
        """Let the commands that are the queue's own be given by their keys."""
        actions["next_unaccepted"].triggered.connect(lambda: self.next_unaccepted(+1))
        actions["previous_unaccepted"].triggered.connect(lambda: self.next_unaccepted(-1))
        actions["filter"].triggered.connect(self.focus_filter)
        for name in LISTS:
            actions[f"list_{name}"].triggered.connect(lambda _=False, name=name: self.show_list(name))

    def show_list(self, name: str) -> None:
        """Show one of ``LISTS`` alone and go to its first ticket; asked for again, show everything."""
        wanted = LISTS[name]
        self.filter_bar.want(EVERYTHING if self.model.wanted == wanted else wanted)
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        self._on_left_downwards()
        if self.visible_count:
            self._go_to(self.model.id_at(0))

    def focus_filter(self) -> None:
        """Put the cursor into the filter, its text selected."""
        self.filter_bar.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.text.selectAll()

    def hint(self) -> str:
        """Return what is said in place of an empty list; empty while there is one."""
        return "" if self.visible_count else self._empty.text()

    def state(self) -> dict[str, Any]:
        """Return columns, order and filter as plain data for the workspace file."""
        ranking = self.model.ranking
        return {
            "columns": self.view.columns.state(),
            "sort": None if ranking.column is None else ranking.column.name.lower(),
            "descending": ranking.descending,
            "filter": self.model.wanted.saved(),
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Take a saved state back; what is missing in it stays as it is."""
        self.view.columns.restore(kept.table(saved.get("columns")))
        named = {column.name.lower(): column for column in Column}
        order = Qt.SortOrder.DescendingOrder if saved.get("descending") else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(named.get(str(saved.get("sort")), -1), order)
        self.filter_bar.want(wanted_of(kept.table(saved.get("filter"))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.model.wanted.is_everything:
            self.filter_bar.want_everything()
            return
        super().keyPressEvent(event)

    def menu_for(self, tickets: list[Ticket]) -> QMenu:
        """Return the context menu of these tickets; the list stands still while it is open."""
        ids = [ticket.id for ticket in tickets]
        made = QMenu(self)
        made.aboutToShow.connect(self.model.freeze)
        made.aboutToHide.connect(self.model.thaw)
        queue_menu.fill(
            made,
            self._relay.board,
            self._relay.operator,
            [self._relay.ahead(ticket) for ticket in tickets],
            now=self._relay.clock.now(),
            do=lambda verb: self.verb_asked.emit(verb, ids),
            dispatch=lambda target: self.dispatch_asked.emit(ids, target),
        )
        if self._relay.against is not None:
            queue_menu.forbid(made, words.refusal(self._relay.against))
        return made

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self._pages, 1)
        self.setTabOrder(self.filter_bar.text, self.view)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._relay.reloaded.connect(self._on_reloaded)
        self._relay.tickets_changed.connect(self._on_tickets_changed)
        self.filter_bar.changed.connect(self.model.sift)
        self.filter_bar.left_downwards.connect(self._on_left_downwards)
        self.model.counted.connect(self._on_counted)
        self.model.editing.connect(self._on_editing)
        self.model.changed.connect(self._on_changed)
        self.model.came.connect(self._on_came)
        self.model.held_back.connect(self._on_held_back)
        self.view.looked_at.connect(self._on_looked_at)
        self.view.opened.connect(self._focus.open_ticket)
        self.view.menu_asked.connect(self._on_menu_asked)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.news.clicked.connect(self.view.scrollToTop)
        self._focus.ticket_changed.connect(self._on_focus_changed)

    def _go_to(self, id_: TicketId) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.gone_to.emit(id_)

    def _on_left_downwards(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.view.currentIndex().isValid() and self.visible_count:
            self.select([self.model.id_at(0)])

    def _on_counted(self) -> None:
        shown, total = self.visible_count, self.model.total
        self.filter_bar.tell(shown, total)
        if total:
            self._empty.setText(self.tr("No ticket matches.\nPress Esc to clear the filter."))
        elif self._relay.against is None:
            self._empty.setText(self.tr("The queue is empty.\nPress F2 to take in a ticket."))
        else:
            self._empty.setText(self.tr("The queue was empty."))
        self._pages.setCurrentIndex(0 if shown else 1)

    def _on_reloaded(self) -> None:
        self.filter_bar.learn()
        self._tally.load(self._relay.board.tickets.values())
        self._count()

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        self._tally.change(ids, self._relay.board.tickets)
        self._count_again.ask()

    def _count(self) -> None:
        self.filter_bar.tally(self._tally, self._relay.clock.now())

    def _on_editing(self) -> None:
        self._top_before = self.view.top_row()

    def _on_changed(self, rows: Mapping[TicketId, int]) -> None:
        """Count what was in sight or below it, and became so urgent that it stands above now."""
        self._unseen |= self._above(id_ for id_, before in rows.items() if before >= self._top_before)
        self._tell_news()

    def _on_came(self, ids: frozenset[TicketId]) -> None:
        self._unseen |= self._above(ids)
        self._tell_news()
        self._announce(ids)

    def _on_held_back(self, ids: frozenset[TicketId]) -> None:
        self._held_back = ids
        self._tell_news()

    def _on_scrolled(self) -> None:
        if self._unseen:
            self._unseen = self._above(self._unseen)
            self._tell_news()

    def _above(self, ids: Iterable[TicketId]) -> set[TicketId]:
        """Return those of them that stand above what is to be seen."""
        top = self.view.top_row()
        return {id_ for id_ in ids if (row := self.model.row_of(id_)) is not None and row < top}

    def _tell_news(self) -> None:
        """Say above the rows what came and is not to be seen; in red where an unaccepted P1 is among it."""
        if self._held_back:
            self.news.setText(self.tr("+{n} new").format(n=len(self._held_back)))
        elif self._unseen:
            self.news.setText(self.tr("↑ {n} new").format(n=len(self._unseen)))
        alarming = any(self.model.is_alarming_id(id_) for id_ in self._held_back or self._unseen)
        role = "danger" if alarming else "primary"
        if self.news.property("role") != role:
            self.news.setProperty("role", role)
            self.news.style().unpolish(self.news)
            self.news.style().polish(self.news)
        self.news.setVisible(bool(self._held_back or self._unseen))
        # Over the columns' names: no ticket is hidden by the word that others cannot be seen.
        wide, high = self.news.sizeHint().width(), self.view.horizontalHeader().height()
        self.news.setGeometry((self.view.width() - wide) // 2, 0, wide, high)

    def _announce(self, ids: frozenset[TicketId]) -> None:
        """Let a screen reader say at once that an unaccepted P1 came; on a board that is only looked at, nothing presses."""
        for id_ in ids if self._relay.against is None else ():
            row = self.model.row_of(id_)
            if row is not None and self.model.is_alarming_id(id_):
                ticket = self.model.at(row)
                told = self.tr("New: {priority} {title}").format(
                    priority=words.priority(ticket.priority), title=ticket.title
                )
                event = QAccessibleAnnouncementEvent(self.view, told)
                event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
                QAccessible.updateAccessibility(event)

    def _on_looked_at(self, id_: TicketId) -> None:
        self._looking = True
        self._focus.look_at_ticket(id_)
        self._looking = False

    def _on_focus_changed(self, id_: TicketId | None) -> None:
        if not self._looking and id_ is not None and id_ not in self.view.selected_ids():
            self.select([id_])

    def _on_menu_asked(self, at: QPoint) -> None:
        tickets = self.selected()
        if tickets:
            made = self.menu_for(tickets)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.popup(at)

    def _on_beat(self) -> None:
        self._beats += 1
        ended = self.model.keep_up()
        if self._beats % 4 == 0:
            self.model.sift_by_time()
        if not self.isVisible():
            return
        self.view.touch_rows(ended)
        if self._beats % 2 == 0:
            self._count()
        self.view.beat(blink_on=self._beats % 2 == 0, times=self._beats % 2 == 0)
