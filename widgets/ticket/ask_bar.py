"""The line that asks for what an order needs: a reason, a result, a target, or a count typed to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from console.domain.ticket import Ticket, TicketId
from widgets import theme
from widgets.kit.drafts import Drafts
from widgets.kit.inside import inside
from widgets.ticket.inputs import Input
from widgets.verbs import NOTHING, Need, Said

WORDS = frozenset({Need.REASON, Need.RESULT, Need.NOTE})
"""What is said in the line of words; a note alone may stay empty."""

MakeInput = Callable[[Need, Ticket, Said], Input | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, about which tickets; with ``wanted`` only this exact text will do."""

    verb: str
    tickets: tuple[TicketId, ...]
    first: Ticket
    text: str
    give: str
    wanted: str
    needs: tuple[Need, ...]
    said: Said

    @property
    def in_words(self) -> bool:
        return bool(self.wanted) or bool(WORDS & set(self.needs))

    @property
    def may_be_silent(self) -> bool:
        return not self.wanted and not {Need.REASON, Need.RESULT} & set(self.needs)


class AskBar(QFrame):
    """Asks beside the ticket, never in a window of its own; what is typed is kept until its order went through.

    Signals (GUI thread):
        given: (verb, list of TicketId, Said).
        opened: bool; it is shown, or hidden again.
        left: the keyboard was here when it was hidden, and did not come from outside the card.
    """

    given = Signal(str, object, object)
    opened = Signal(bool)
    left = Signal()

    def __init__(self, drafts: Drafts, make_input: MakeInput, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askBar")
        self.setProperty("surface", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._drafts = drafts
        self._make_input = make_input
        self._asked: Question | None = None
        self._open: dict[TicketId, Question] = {}
        self._inputs: list[Input] = []
        self._came_from: QWidget | None = None
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
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.metric("space_2"),) * 4)
        column.setSpacing(theme.metric("space_1"))
        column.addWidget(self._question)
        self._fields = inside(column, QVBoxLayout())
        self._fields.setSpacing(theme.metric("space_1"))
        row = inside(column, QHBoxLayout())
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._field, 1)
        row.addStretch()
        row.addWidget(self._give)
        row.addWidget(self._leave)
        self.hide()

    def ask(
        self,
        verb: str,
        tickets: Sequence[Ticket],
        question: str,
        give: str,
        *,
        wanted: str = "",
        needs: Sequence[Need] = (Need.REASON,),
        said: Said = NOTHING,
    ) -> None:
        """Ask for what ``needs`` names about ``tickets``, some of it ``said``; with ``wanted`` only this exact text will do."""
        asked = Question(
            verb=verb,
            tickets=tuple(ticket.id for ticket in tickets),
            first=tickets[0],
            text=question,
            give=give,
            wanted=wanted,
            needs=() if wanted else tuple(needs),
            said=said,
        )
        if not wanted:
            # A count that confirms is for this moment; a reason may wait while something else is looked at.
            self._open.update(dict.fromkeys(asked.tickets, asked))
        keyboard: QWidget | None = QApplication.focusWidget()
        if keyboard is None or not self.isAncestorOf(keyboard):
            card = self.parentWidget()
            on_card = keyboard is not None and card is not None and card.isAncestorOf(keyboard)
            self._came_from = None if on_card else keyboard
        self._show(asked)
        first = next(iter(self._inputs), None) if said is NOTHING else None
        (first or (self._field if asked.in_words else self._give)).setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, ticket: TicketId | None) -> None:
        """Another ticket is looked at: show what is asked about it, or nothing."""
        if self._asked is not None and ticket in self._asked.tickets:
            return
        self._keep()
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
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Leave at Escape, and at Enter on the button for it; give at any other Enter; tell whether it was one of them."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape or (is_enter and self._leave.hasFocus()):
            self._end()
            return True
        if is_enter:
            if self._give.isEnabled():
                self._on_given()
            return True
        return False

    def _show(self, asked: Question) -> None:
        self._asked = None
        self._clear_inputs()
        self._question.setText(asked.text)
        self._field.setVisible(asked.in_words)
        self._field.setAccessibleName(asked.text)
        self._give.setText(asked.give)
        made = (self._make_input(need, asked.first, asked.said) for need in asked.needs)
        self._inputs = [each for each in made if each is not None]
        for each in self._inputs:
            self._fields.addWidget(each)
            each.changed.connect(self._judge)
            each.suggested.connect(self._on_suggested)
        self._field.setText("" if asked.wanted else self._drafts.text(_name(asked.verb, asked.tickets[0])))
        self._asked = asked
        self._order_tabs()
        self._judge()
        self.show()
        self.opened.emit(True)

    def _order_tabs(self) -> None:
        """Let Tab go through every part from left to right: one that is left out would be reached by the mouse alone."""
        parts = [part for each in self._inputs for part in each.parts]
        words = [self._field] if self._asked is not None and self._asked.in_words else []
        line: list[QWidget] = [*parts, *words, self._give, self._leave]
        for before, after in pairwise(line):
            QWidget.setTabOrder(before, after)

    def _on_suggested(self, text: str) -> None:
        self._field.setText(text)
        self._give.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        asked = self._asked
        if asked is None:
            return
        self._judge()
        if not asked.wanted:
            for ticket in asked.tickets:
                self._drafts.keep(_name(asked.verb, ticket), text)

    def _judge(self) -> None:
        """Let it be given as soon as nothing is missing."""
        asked, typed = self._asked, self._field.text().strip()
        if asked is None:
            return
        in_words = typed == asked.wanted if asked.wanted else bool(typed) or asked.may_be_silent
        self._give.setEnabled(in_words and all(each.told() is not None for each in self._inputs))

    def _said(self, asked: Question) -> Said:
        said = replace(asked.said, text=self._field.text().strip())
        for each in self._inputs:
            said = replace(said, **(each.told() or {}))
        return said

    def _keep(self) -> None:
        """Keep what was chosen with the tickets that it is about, until they are looked at again."""
        asked = self._asked
        if asked is not None and asked.tickets[0] in self._open:
            kept = replace(asked, said=self._said(asked))
            self._open.update({ticket: kept for ticket in asked.tickets if self._open.get(ticket) is asked})

    def _on_given(self) -> None:
        asked = self._asked
        if asked is not None:
            said = self._said(asked)
            self._end()
            self.given.emit(asked.verb, list(asked.tickets), said)

    def _end(self) -> None:
        if self._asked is not None:
            self._open = {ticket: asked for ticket, asked in self._open.items() if asked is not self._asked}
        self._close()

    def _close(self) -> None:
        keyboard: QWidget | None = QApplication.focusWidget()
        had_keyboard = keyboard is not None and self.isAncestorOf(keyboard)
        self._asked = None
        self.hide()
        self._clear_inputs()
        self.opened.emit(False)
        if had_keyboard:
            self._give_keyboard_back()

    def _give_keyboard_back(self) -> None:
        """Let the hand go on where it was: in the list that it came from, else on the card."""
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    def _clear_inputs(self) -> None:
        for each in self._inputs:
            self._fields.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._inputs = []


def _name(verb: str, ticket: TicketId) -> str:
    """Return the name that the words of an order are kept under."""
    return f"{verb}/{ticket}"
