"""The strip above the panels: whose desk this is, how things stand, the link, and the time."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from console.domain.ticket import Priority, TicketId
from console.following import Link
from widgets import theme, words
from widgets.kit.chip import Chip
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.kit.shift_button import ShiftButton
from widgets.kit.tally import Tally
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

COUNT_EVERY_MS = 1000
LISTS = ("unsigned", "nearly_due", "overdue", "supervised", "to_approve")


class StatusStrip(QWidget):
    """Counts are of the open tickets on the board, shown at most once a second; what is overdue grows by itself.

    Signals (GUI thread):
        list_asked(str): the tickets that were counted are to be seen; the name of the quick question, as in the filter.
        waiting_asked(): the orders that wait here are to be seen.
    """

    list_asked = Signal(str)
    waiting_asked = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._relay = relay
        self._zone = zone
        self._tally = Tally(relay.board.centre)
        self._centre = ElidedLabel(parent=self)
        self._centre.setProperty("type", "heading")
        self._operator = ElidedLabel(relay.operator.name, self)
        self._operator.setProperty("tone", "second")
        self.shift = ShiftButton(relay, zone, self)
        for label in (self._centre, self._operator):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._priorities = {priority: Chip(self) for priority in Priority}
        self._lists = {name: self._list(name) for name in LISTS}
        self._waiting = QToolButton(self)
        self._waiting.setObjectName("waiting")
        self._waiting.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._waiting.setToolTip(self.tr("Show the orders that wait here for the database"))
        self._waiting.clicked.connect(self.waiting_asked)
        self._link_mark = QToolButton(self)
        self._link_mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._link_mark.clicked.connect(relay.load)
        self._clock = QLabel(self)
        self._clock.setProperty("type", "clock")
        self._lay_out()
        self._show_again = Throttle(COUNT_EVERY_MS, self._show_counts, self)
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.reloaded.connect(self._on_reloaded)
        relay.link_changed.connect(lambda _link: self._show_link())
        relay.waiting.changed.connect(self._show_waiting)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._on_reloaded()
        self._on_tick()
        self._show_link()
        self._show_waiting()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.metric("space_3"), theme.metric("space_1"), theme.metric("space_3"), theme.metric("space_1")
        )
        row.setSpacing(theme.metric("space_3"))
        row.addWidget(self._centre)
        row.addWidget(self._operator)
        row.addWidget(self.shift)
        row.addSpacing(theme.metric("space_2"))
        for chip in self._priorities.values():
            row.addWidget(chip)
        row.addWidget(self._lists_in_line())
        row.addStretch(1)
        self.buttons, link = inside(row, QHBoxLayout()), inside(row, QHBoxLayout())
        self.buttons.setSpacing(theme.metric("space_1"))
        link.setSpacing(theme.metric("space_1"))
        link.addWidget(self._waiting)
        link.addWidget(self._link_mark)
        row.addWidget(self._clock)

    def _lists_in_line(self) -> QWidget:
        """Return the counts side by side; in a window too narrow for all of them, the last are cut off."""
        line = QWidget(self)
        line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.setMinimumWidth(1)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_1"))
        for button in self._lists.values():
            row.addWidget(button)
        return line

    def _list(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Show these in the queue"))
        button.clicked.connect(lambda: self.list_asked.emit(name))
        return button

    def _on_reloaded(self) -> None:
        self._centre.setText(self._relay.board.region_name(self._relay.board.centre))
        self._tally.load(self._relay.board.tickets.values())
        self._show_counts()

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        self._tally.change(ids, self._relay.board.tickets)
        self._show_again.ask()

    def _on_tick(self) -> None:
        self._clock.setText(self._relay.clock.now().astimezone(self._zone).strftime("%H:%M:%S"))
        self._show_lists()

    def _show_counts(self) -> None:
        for priority, chip in self._priorities.items():
            number = self._tally.by_priority[priority]
            chip.show_priority(priority, str(number))
            chip.setToolTip(self.tr("{priority}: {n} open").format(priority=words.priority(priority), n=number))
            chip.setAccessibleName(chip.toolTip())
        self._show_lists()

    def _show_lists(self) -> None:
        now, tally = self._relay.clock.now(), self._tally
        for name, said in (
            ("unsigned", self.tr("Unsigned {n}").format(n=tally.unsigned)),
            ("nearly_due", self.tr("Nearly due {n}").format(n=tally.nearly_due(now))),
            ("overdue", self.tr("Overdue {n}").format(n=tally.overdue(now))),
            ("supervised", self.tr("Supervised {n}").format(n=tally.supervised)),
            ("to_approve", self.tr("To approve {n}").format(n=tally.to_approve)),
        ):
            self._lists[name].setText(said)
        self._lists["to_approve"].setVisible(tally.to_approve > 0)

    def _show_link(self) -> None:
        lost = self._relay.link is Link.LOST
        wear(self._link_mark, "link_lost" if lost else "link_ok", "p1_text" if lost else "text_2")
        told = self.tr("The database is out of reach. Press to load again.") if lost else self.tr("Linked")
        self._link_mark.setToolTip(told)
        self._link_mark.setAccessibleName(told)

    def _show_waiting(self) -> None:
        queued, in_review = len(self._relay.waiting.queued), len(self._relay.waiting.in_review)
        told = [self.tr("Queued {n}").format(n=queued)] if queued else []
        if in_review:
            told.append(self.tr("To look at {n}").format(n=in_review))
        self._waiting.setText(" · ".join(told))
        self._waiting.setVisible(bool(told))
