"""The step of supervision that stands on a ticket: which, why, who answers for it, and the way to reply."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from console import lifecycle
from console.domain.records import Card
from console.domain.ticket import Ticket
from widgets import theme, words
from widgets.kit.chip import Chip
from widgets.relay import Relay

REPLY = "reply"


class CardBar(QFrame):
    """Hidden while no step stands. An urge asks for no reply; a card that this operator may not answer says why not.

    Signals (GUI thread):
        reply_asked: nothing; the operator wants to answer the card.
    """

    reply_asked = Signal()

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._relay = relay
        self._zone = zone
        self.chip = Chip(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reply = QPushButton(self.tr("Reply …"), self)
        self.reply.clicked.connect(self.reply_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self.chip)
        row.addWidget(self.text, 1)
        row.addWidget(self.reply)
        self.hide()

    def show_ticket(self, ticket: Ticket | None, *, underway: bool = False) -> None:
        """Show what stands on ``ticket``; nothing can be answered while an order about it is under way."""
        card = ticket.card if ticket is not None else None
        self.setVisible(card is not None)
        if ticket is None or card is None:
            return
        self.chip.show_card(card.step, words.step(card.step))
        self.text.setText(self._said(card, ticket))
        self.text.setToolTip(self._told(card))
        refused = lifecycle.why_not(REPLY, ticket, self._relay.operator)
        why = words.refusal(refused, region_name=self._relay.board.region_name) if refused else ""
        self.reply.setVisible(card.is_open)
        self.reply.setEnabled(refused is None and not underway)
        why = why or (words.underway(ticket.number) if underway else "")
        self.reply.setToolTip(why)
        self.reply.setStatusTip(why)
        self.reply.setAccessibleDescription(why)

    def _said(self, card: Card, ticket: Ticket) -> str:
        """Return who answers, why, and since when."""
        who = words.answers(card.responsible, self._relay.board.region_name(ticket.centre))
        at = card.at.astimezone(self._zone)
        return self.tr("{who} answers · {why} · since {time}").format(
            who=who, why=words.because(card), time=f"{at:%m-%d %H:%M}"
        )

    def _told(self, card: Card) -> str:
        """Return who issued it, and who else got to know."""
        by = self.tr("Issued by {name}").format(name=card.by) if card.by else self.tr("Issued by the ladder")
        if not card.copied_to:
            return by
        above = self._relay.board.region_name(card.copied_to)
        told = self.tr("on the list of {centre}") if card.is_listed else self.tr("copied to {centre}")
        return f"{by} · {told.format(centre=above)}"
