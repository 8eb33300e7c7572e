"""The line that asks for the words an order needs: a reason, a result, or a count typed to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console.domain.ticket import TicketId
from widgets import theme
from widgets.kit.drafts import Drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, about which tickets; with ``wanted`` only this exact text will do."""

    verb: str
    tickets: tuple[TicketId, ...]
    text: str
    give: str
    wanted: str = ""


class AskBar(QFrame):
    """Asks beside the ticket, never in a window of its own; what is typed is kept until its order went through.

    Signals (GUI thread):
        given: (verb, list of TicketId, text).
        opened: bool; it is shown, or hidden again.
        left: the keyboard was here when it was hidden.
    """

    given = Signal(str, object, str)
    opened = Signal(bool)
    left = Signal()

    def __init__(self, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askBar")
        self.setProperty("surface", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._drafts = drafts
        self._asked: Question | None = None
        self._open: dict[TicketId, Question] = {}
        self._question = QLabel(self)
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._field = QLineEdit(self)
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._give = QPushButton(self)
        self._give.setProperty("role", "primary")
        self._give.clicked.connect(self._on_given)
        self._leave = QPushButton(self.tr("Not now"), self)
        self._leave.setProperty("role", "flat")
        self._leave.clicked.connect(self._end)
        row = QHBoxLayout()
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._field, 1)
        row.addWidget(self._give)
        row.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.metric("space_2"),) * 4)
        column.setSpacing(theme.metric("space_1"))
        column.addWidget(self._question)
        column.addLayout(row)
        self.hide()

    def ask(self, verb: str, tickets: Sequence[TicketId], question: str, give: str, *, wanted: str = "") -> None:
        """Ask for words about ``tickets``; with ``wanted`` only this exact text will do."""
        asked = Question(verb=verb, tickets=tuple(tickets), text=question, give=give, wanted=wanted)
        if not wanted:
            # A count that confirms is for this moment; a reason may wait while something else is looked at.
            self._open.update(dict.fromkeys(asked.tickets, asked))
        self._show(asked)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, ticket: TicketId | None) -> None:
        """Another ticket is looked at: show what is asked about it, or nothing."""
        if self._asked is not None and ticket in self._asked.tickets:
            return
        asked = self._open.get(ticket) if ticket is not None else None
        if asked is None:
            self._close()
        else:
            self._show(asked)

    def asks_about(self) -> tuple[str, list[TicketId]]:
        """Return the verb and tickets asked about; an empty verb while hidden."""
        return ("", []) if self._asked is None else (self._asked.verb, list(self._asked.tickets))

    def done(self, verb: str, ticket: TicketId) -> None:
        """An order went through: the words kept for it are not needed any more."""
        self._drafts.keep(_name(verb, ticket), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._give.isEnabled():
                    self._on_given()
                return True
        return super().eventFilter(watched, event)

    def _show(self, asked: Question) -> None:
        self._asked = asked
        self._question.setText(asked.text)
        self._field.setAccessibleName(asked.text)
        self._give.setText(asked.give)
        self._field.setText("" if asked.wanted else self._drafts.text(_name(asked.verb, asked.tickets[0])))
        self._on_typed(self._field.text())
        self.show()
        self.opened.emit(True)

    def _on_typed(self, text: str) -> None:
        asked = self._asked
        if asked is None:
            return
        said = text.strip()
        self._give.setEnabled(said == asked.wanted if asked.wanted else bool(said))
        if not asked.wanted:
            for ticket in asked.tickets:
                self._drafts.keep(_name(asked.verb, ticket), text)

    def _on_given(self) -> None:
        asked, text = self._asked, self._field.text().strip()
        if asked is not None:
            self._end()
            self.given.emit(asked.verb, list(asked.tickets), text)

    def _end(self) -> None:
        if self._asked is not None:
            self._open = {ticket: asked for ticket, asked in self._open.items() if asked is not self._asked}
        self._close()

    def _close(self) -> None:
        had_keyboard = any(part.hasFocus() for part in (self._field, self._give, self._leave))
        self._asked = None
        self.hide()
        self.opened.emit(False)
        if had_keyboard:
            self.left.emit()


def _name(verb: str, ticket: TicketId) -> str:
    """Return the name that the words of an order are kept under."""
    return f"{verb}/{ticket}"
