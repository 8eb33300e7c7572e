"""What was asked for and waits for another's yes or no: who wants what and why, with both answers beside it."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from console.board import Board
from console.domain.records import Request
from console.domain.ticket import Ticket
from widgets import theme, verbs, words
from widgets.relay import Relay


class RequestBar(QFrame):
    """Hidden while nothing is asked for. The answers that are not this operator's say why in their tool tips.

    Signals (GUI thread):
        approved: (verb, Said): what was asked for is to be done as it was asked.
        refused: nothing; it is to be refused, with a reason.
    """

    approved = Signal(str, object)
    refused = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requestBar")
        self.setProperty("surface", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._relay = relay
        self._board: Board = relay.board
        self._zone = zone
        self._ticket: Ticket | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._approve = QPushButton(self.tr("Approve"), self)
        self._approve.setProperty("role", "primary")
        self._approve.clicked.connect(self._on_approve)
        self._refuse = QPushButton(self.tr("Refuse …"), self)
        self._refuse.clicked.connect(self.refused)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.metric("space_2"),) * 4)
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._text, 1)
        row.addWidget(self._approve)
        row.addWidget(self._refuse)
        self.hide()

    def show_ticket(self, ticket: Ticket | None, *, underway: bool = False) -> None:
        """Show what is asked for of ``ticket``; nothing can be answered while an order about it is under way."""
        self._ticket = ticket
        request = ticket.noted.request if ticket is not None else None
        self.setVisible(request is not None)
        if ticket is None or request is None:
            return
        self._text.setText(self._words(request))
        self.setAccessibleName(self._text.text())
        on_its_way = words.underway(ticket.number) if underway else ""
        for button, verb in ((self._approve, request.verb), (self._refuse, "refuse")):
            against = verbs.why_not(verb, ticket, self._relay.operator, self._relay.clock.now())
            why = words.refusal(against, self._zone, region_name=self._board.region_name) if against else on_its_way
            button.setEnabled(not why)
            button.setToolTip(why)
            button.setStatusTip(why)
            button.setAccessibleDescription(why)

    def take_focus(self) -> bool:
        """Put the keyboard on the first answer that this operator may give; False where there is none."""
        for button in (self._approve, self._refuse):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _words(self, request: Request) -> str:
        told = self.tr("{by} asks: {verb}").format(by=request.by, verb=words.verb(request.verb))
        if request.hours is not None:
            told += self.tr(" · {hours} h more").format(hours=f"{request.hours:g}")
        if request.review_at is not None:
            until = request.review_at.astimezone(self._zone)
            told += self.tr(" · until {time}").format(time=f"{until:%Y-%m-%d %H:%M}")
        asked_at = request.at.astimezone(self._zone)
        return f"{told} · {asked_at:%m-%d %H:%M}\n{request.reason}"

    def _on_approve(self) -> None:
        ticket = self._ticket
        if ticket is not None and ticket.noted.request is not None:
            self.approved.emit(ticket.noted.request.verb, verbs.as_asked(ticket))
