"""The line that asks for the words an order needs: a reason, a result, or a count typed to confirm."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.domain.ticket import TicketId
from widgets import theme
from widgets.kit.drafts import Drafts


class AskBar(QFrame):
    """Asks beside the ticket, never in a window of its own; what is typed is kept until it is given.

    Signals (GUI thread):
        given: (verb, list of TicketId, text).
        put_aside: nothing; the operator left it, the text is kept.
    """

    given = Signal(str, object, str)
    put_aside = Signal()

    def __init__(self, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askBar")
        self.setProperty("surface", "raised")
        self._drafts = drafts
        self._verb = ""
        self._tickets: list[TicketId] = []
        self._wanted = ""
        self._question = QLabel(self)
        self._question.setWordWrap(True)
        self._field = QLineEdit(self)
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._give = QPushButton(self)
        self._give.setProperty("role", "primary")
        self._give.clicked.connect(self._on_given)
        self._leave = QPushButton(self.tr("Not now"), self)
        self._leave.setProperty("role", "flat")
        self._leave.clicked.connect(self._on_left)
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
        self._verb, self._tickets, self._wanted = verb, list(tickets), wanted
        self._question.setText(question)
        self._field.setAccessibleName(question)
        self._give.setText(give)
        self._field.setText("" if wanted else self._drafts.text(self._draft_name()))
        self._on_typed(self._field.text())
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def asks_about(self) -> tuple[str, list[TicketId]]:
        """Return the verb and tickets asked about; an empty verb while hidden."""
        return ("", []) if self.isHidden() else (self._verb, list(self._tickets))

    def done(self) -> None:
        """The order went through: the kept words are not needed any more."""
        self._drafts.keep(self._draft_name(), "")
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._on_left()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._give.isEnabled():
                self._on_given()
                return True
        return super().eventFilter(watched, event)

    def _draft_name(self) -> str:
        return f"{self._verb}/{','.join(str(ticket) for ticket in self._tickets)}"

    def _on_typed(self, text: str) -> None:
        said = text.strip()
        self._give.setEnabled(said == self._wanted if self._wanted else bool(said))
        if not self._wanted and self._verb:
            self._drafts.keep(self._draft_name(), text)

    def _on_given(self) -> None:
        self.given.emit(self._verb, list(self._tickets), self._field.text().strip())

    def _on_left(self) -> None:
        self.hide()
        self.put_aside.emit()
