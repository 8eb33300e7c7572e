"""The buttons of a ticket: the next verb of its main way first, the others beside it, each with why it is not possible."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from console import lifecycle
from console.board import Board
from console.domain.shift import Operator
from console.domain.ticket import State, Ticket
from widgets import theme, words
from widgets.actions import GIVEN_HERE
from widgets.kit.icon import wear

NEXT = {
    State.REPORTED: "accept",
    State.ACCEPTED: "file",
    State.FILED: "dispatch",
    State.DISPATCHED: "sign",
    State.IN_PROGRESS: "feed_back",
    State.FEEDBACK: "check_pass",
    State.CHECKED: "close",
}
BESIDE = 2


class VerbBar(QWidget):
    """Shows what the table allows now; what it does not stands in the menu, disabled, with the reason.

    Signals (GUI thread):
        asked: the verb's name.
    """

    asked = Signal(str)

    def __init__(self, board: Board, operator: Operator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._operator = operator
        self._why_not: dict[str, str] = {}
        self._comes_back = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.metric("space_2"))
        self._next = QPushButton(self)
        self._next.setProperty("role", "primary")
        self._others = [QPushButton(self) for _ in range(BESIDE)]
        for button in (self._next, *self._others):
            button.clicked.connect(lambda _=False, pressed=button: self.asked.emit(str(pressed.property("verb"))))
            self._row.addWidget(button)
        self._more = QToolButton(self)
        self._more.setAccessibleName(self.tr("More for this ticket"))
        self._more.setToolTip(self.tr("More for this ticket"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        wear(self._more, "more")
        self._menu = QMenu(self._more)
        self._menu.setToolTipsVisible(True)
        # Made when it opens: news must not change it under the pointer.
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._row.addWidget(self._more)
        self._row.addStretch(1)

    def show_ticket(self, ticket: Ticket, *, underway: bool) -> None:
        """Show the verbs of ``ticket``; none can be pressed while an order about it is under way.

        The keyboard that pressed one is on the next when it can be pressed, unless it went elsewhere meanwhile.
        """
        self._comes_back = self._comes_back or any(button.hasFocus() for button in (self._next, *self._others))
        first = NEXT.get(ticket.state, "")
        refusals = {verb: lifecycle.why_not(verb, ticket, self._operator) for verb in GIVEN_HERE}
        rest = [verb for verb, refused in refusals.items() if verb != first and refused is None]
        on_its_way = words.underway(ticket.number) if underway else ""
        self._why_not = {
            verb: words.refusal(no, region_name=self._board.region_name) if no else on_its_way
            for verb, no in refusals.items()
        }
        for button, verb in zip((self._next, *self._others), [first, *rest, "", ""], strict=False):
            self._show(button, verb)
        self._more.setVisible(ticket.is_open)
        if self._comes_back and not underway:
            self._comes_back = False
            if self._more.hasFocus():
                self.take_focus()

    def take_focus(self) -> bool:
        """Put the keyboard on the first verb that can be pressed; False where there is none."""
        for button in (self._next, *self._others, self._more):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _show(self, button: QPushButton, verb: str) -> None:
        why_not = self._why_not.get(verb, "")
        button.setVisible(bool(verb))
        button.setProperty("verb", verb)
        button.setText(words.verb(verb) if verb else "")
        button.setEnabled(bool(verb) and not why_not)
        button.setToolTip(why_not)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for verb, why_not in self._why_not.items():
            action = self._menu.addAction(words.verb(verb))
            action.setEnabled(not why_not)
            action.setToolTip(why_not)
            action.triggered.connect(lambda _=False, wanted=verb: self.asked.emit(wanted))
