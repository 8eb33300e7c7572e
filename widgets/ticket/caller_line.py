"""Who reported, masked; in full for a minute, once a line in the journal says why somebody looks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.ticket import NOBODY, Caller, Ticket
from console.ports import Outage
from console.questions import CallerShown
from widgets import theme, verbs, words
from widgets.kit.icon import wear
from widgets.relay import Relay

SHOWN_S = 60.0
TICK_MS = 1000


class CallerLine(QWidget):
    """The caller's masked name and number, and beside them the way to see both.

    What is shown in full is masked again after ``SHOWN_S``, with another ticket, when this operator may not see it any
    more, and whenever the line is out of sight: behind another panel, in a window that is small or left.

    Signals (GUI thread):
        asked: nothing; the operator wants to see who called.
        shown: nothing; who called stands here in full.
    """

    asked = Signal()
    shown = Signal()

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ticket: Ticket | None = None
        self._question: CallerShown | None = None
        self._plain: Caller | None = None
        self._until_s = 0.0
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("tone", "third")
        self.note.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        wear(self.button, "eye", "link")
        self.button.clicked.connect(self._on_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self.text)
        row.addWidget(self.button)
        row.addWidget(self.note, 1)
        row.addStretch()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        relay.done.connect(self._on_done)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    def show_ticket(self, ticket: Ticket) -> None:
        """Show who reported this one; nothing where nobody did."""
        if self._ticket is None or self._ticket.id != ticket.id:
            self.cover()
        self._ticket = ticket
        if not self._may_look():
            self.cover()
        self._show()

    def cover(self) -> None:
        """Show no more than the masked form, whatever was asked for."""
        self._plain = self._question = None
        self._tick.stop()
        self.note.clear()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.cover()

    def _may_look(self) -> bool:
        ticket, relay = self._ticket, self._relay
        if ticket is None or relay.against is not None:
            return False
        return verbs.why_not(ShowCaller.verb, ticket, relay.operator, relay.clock.now()) is None

    def _on_pressed(self) -> None:
        if self._plain is None:
            self.asked.emit()
        else:
            self.cover()

    def _on_done(self, order: object, _news: object) -> None:
        """The line stands: ask whom it opens."""
        ticket = self._ticket
        if isinstance(order, ShowCaller) and ticket is not None and order.ticket == ticket.id and self.isVisible():
            self._question = CallerShown(ticket=ticket.id, line=order.key)
            self._relay.ask(self._question)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._question and isinstance(answer, Caller) and self._may_look():
            self._plain = answer
            self._until_s = self._relay.clock.passed_s() + SHOWN_S
            self._tick.start()
            self._show()
            self.shown.emit()

    def _on_failed(self, question: object, why: object) -> None:
        if self._question is None or question is not self._question:
            return
        self.cover()
        refused = Refused("caller.offline") if isinstance(why, Outage) else why
        if isinstance(refused, Refused):
            self.note.setText(words.refusal(refused))

    def _on_tick(self) -> None:
        if self._relay.clock.passed_s() < self._until_s:
            self._show()
        else:
            self.cover()

    def _show(self) -> None:
        caller = self._ticket.caller.masked() if self._ticket is not None else NOBODY
        is_shown = self._plain is not None
        self.text.setText(_said(self._plain or caller))
        if is_shown:
            left_s = max(1, round(self._until_s - self._relay.clock.passed_s()))
            self.note.setText(self.tr("masked again in {seconds} s").format(seconds=left_s))
        self.button.setText(self.tr("Mask") if is_shown else self.tr("Show …"))
        name = self.tr("Mask the caller again") if is_shown else self.tr("Show the caller's name and number …")
        self.button.setAccessibleName(name)
        self.button.setToolTip(
            name if is_shown else self.tr("Asks why; who looked, when and why stands in the journal")
        )
        self.button.setVisible(caller != NOBODY and self._may_look())


def _said(caller: Caller) -> str:
    return "  ".join(part for part in (caller.name, caller.phone) if part)
