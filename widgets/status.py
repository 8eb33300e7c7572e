"""The strip above the panels: whose desk this is, how things stand, the link, and the time."""

from __future__ import annotations

from collections import Counter
from datetime import tzinfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from console.domain.ticket import Priority, State
from console.following import Link
from widgets import theme, words
from widgets.kit.chip import Chip
from widgets.kit.clock_text import ago
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

COUNT_EVERY_MS = 1000


class StatusStrip(QWidget):
    """Counts are of the open tickets on the board, recounted at most once a second."""

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._relay = relay
        self._zone = zone
        self._centre = ElidedLabel(parent=self)
        self._centre.setProperty("type", "heading")
        self._operator = ElidedLabel(relay.operator.name, self)
        self._operator.setProperty("tone", "second")
        self._priorities = {priority: Chip(self) for priority in Priority}
        self._unsigned = QLabel(self)
        self._overdue = QLabel(self)
        self._link = QLabel(self)
        self._link_mark = QToolButton(self)
        self._link_mark.setEnabled(False)
        self._clock = QLabel(self)
        self._clock.setProperty("type", "clock")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.metric("space_1"))
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.metric("space_3"), theme.metric("space_1"), theme.metric("space_3"), theme.metric("space_1")
        )
        row.setSpacing(theme.metric("space_4"))
        row.addWidget(self._centre)
        row.addWidget(self._operator)
        row.addSpacing(theme.metric("space_4"))
        for chip in self._priorities.values():
            row.addWidget(chip)
        row.addWidget(self._unsigned)
        row.addWidget(self._overdue)
        row.addStretch(1)
        row.addLayout(self.buttons)
        row.addWidget(self._link_mark)
        row.addWidget(self._link)
        row.addWidget(self._clock)
        self._count_again = Throttle(COUNT_EVERY_MS, self._count, self)
        relay.tickets_changed.connect(lambda _ids: self._count_again.ask())
        relay.reloaded.connect(self._on_reloaded)
        relay.link_changed.connect(lambda _link: self._show_link())
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._on_reloaded()
        self._on_tick()
        self._show_link()

    def _on_reloaded(self) -> None:
        self._centre.setText(self._relay.board.region_name(self._relay.board.centre))
        self._count()

    def _on_tick(self) -> None:
        self._clock.setText(self._relay.clock.now().astimezone(self._zone).strftime("%H:%M:%S"))
        if self._relay.link is Link.LOST:
            self._show_link()

    def _count(self) -> None:
        now = self._relay.clock.now()
        tickets = self._relay.board.tickets.values()
        by_priority = Counter(ticket.priority for ticket in tickets)
        for priority, chip in self._priorities.items():
            chip.show_priority(priority, str(by_priority[priority]))
            chip.setToolTip(words.priority(priority))
        unsigned = sum(ticket.state is State.DISPATCHED for ticket in tickets)
        overdue = sum(ticket.overdue(now) for ticket in tickets)
        self._unsigned.setText(self.tr("Unsigned {n}").format(n=unsigned))
        self._overdue.setText(self.tr("Overdue {n}").format(n=overdue))

    def _show_link(self) -> None:
        lost = self._relay.link is Link.LOST
        wear(self._link_mark, "link_lost" if lost else "link_ok", "p1_text" if lost else "text_2")
        age_s = (self._relay.clock.now() - self._relay.heard_at).total_seconds()
        self._link.setText(self.tr("No link, data of {age}").format(age=ago(age_s)) if lost else "")
        self._link_mark.setToolTip(self.tr("The database is out of reach") if lost else self.tr("Linked"))
        self._link_mark.setAccessibleName(self._link_mark.toolTip())
