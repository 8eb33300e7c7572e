"""What waits at this desk about the ticket: the orders that are queued and not done, and where they lead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from console.domain.ticket import Ticket
from console.outbox import tickets_of
from widgets import theme, words
from widgets.kit import order_words
from widgets.relay import Relay


class QueuedBar(QFrame):
    """Hidden while nothing about the ticket is queued."""

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requestBar")
        self.setProperty("surface", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._relay = relay
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.metric("space_2"),) * 4)
        row.addWidget(self.text, 1)
        self.hide()

    def show_ticket(self, ticket: Ticket | None, ahead: Ticket | None) -> None:
        """Show what is queued about ``ticket``, and how it stands ``ahead``, after all of that; None: nobody can tell."""
        is_queued = ticket is not None and self._relay.is_queued(ticket.id)
        self.setVisible(is_queued)
        if ticket is None or not is_queued:
            return
        board = self._relay.board
        queued = [one.order for one in self._relay.waiting.queued if ticket.id in tickets_of(one.order)]
        orders = words.listed(order_words.what(order, board) for order in queued)
        said = self.tr("Queued, not done: {orders}.").format(orders=orders)
        if ticket.is_here_only:
            said = self.tr("Taken in at this desk, not yet at the city: the number comes with the link.") + "\n" + said
        self.text.setText(f"{said}\n{self._then(ahead)}")
        self.setAccessibleName(self.text.text())

    def _then(self, ahead: Ticket | None) -> str:
        if ahead is None:
            return self.tr("What comes of it is known when the database answers.")
        state = words.state(ahead.state)
        stands = f"{state} · {ahead.holder.name}" if ahead.holder is not None else state
        return self.tr("Once that is done: {state}.").format(state=stands)
