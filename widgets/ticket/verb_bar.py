"""The buttons of a ticket: the next verb of its main way first, the others beside it, why not below, all in a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from console.domain.errors import Refused
from console.domain.ticket import State, Ticket
from widgets import theme, verb_menu, verbs, words
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.kit.typed_menu import find_by_typing
from widgets.relay import Relay

BESIDE = 2


class VerbBar(QWidget):
    """Shows the main way; what is refused cannot be pressed and says why: the next verb in a line below the buttons.

    The keyboard reaches no button that cannot be pressed; the menu has every verb, and stops at the refused as well.

    Signals (GUI thread):
        asked: the name under which the verb is given.
    """

    asked = Signal(str)

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ticket: Ticket | None = None
        self._underway = False
        self._comes_back = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        self._row = inside(column, QHBoxLayout())
        self._row.setSpacing(theme.metric("space_2"))
        self._next = QPushButton(self)
        self._next.setProperty("role", "primary")
        self._others = [QPushButton(self) for _ in range(BESIDE)]
        for button in (self._next, *self._others):
            button.clicked.connect(lambda _=False, pressed=button: self.asked.emit(str(pressed.property("verb"))))
            self._row.addWidget(button)
        self._more = QToolButton(self)
        self._more.setAccessibleName(self.tr("More for this ticket"))
        self._more.setToolTip(self.tr("More for this ticket (Ctrl+J)"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        wear(self._more, "more")
        self._menu = QMenu(self._more)
        # Made when it opens: news must not change it under the pointer.
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._against = QLabel(self)
        self._against.setProperty("tone", "second")
        self._against.setProperty("type", "small")
        self._against.setWordWrap(True)
        self._against.setTextFormat(Qt.TextFormat.PlainText)
        self._against.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column.addWidget(self._against)

    def show_ticket(self, ticket: Ticket, *, underway: bool) -> None:
        """Show the verbs of ``ticket``; none can be pressed while an order about it is under way.

        The keyboard that pressed one is on the next when it can be pressed, unless it went elsewhere meanwhile.
        """
        self._ticket, self._underway = ticket, underway
        self._comes_back = self._comes_back or any(button.hasFocus() for button in (self._next, *self._others))
        offers = [self._offered(verb) for verb in verbs.main_way(ticket)]
        beside = sorted(offers[1:], key=lambda offer: offer[1] is not None)[:BESIDE]
        shown = [*offers[:1], *(offer for offer in offers[1:] if offer in beside), None, None, None]
        for button, offer in zip((self._next, *self._others), shown, strict=False):
            self._show(button, offer)
        against = offers[0][1] if offers else None
        self._against.setText(self._why(against) if against is not None else "")
        self._against.setVisible(against is not None)
        self._more.setVisible(ticket.state is not State.ARCHIVED)
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

    def open_menu(self) -> None:
        """Open the list of all verbs, the keyboard on the first that can be chosen; nothing where there is none any more."""
        if self._more.isVisible():
            self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
            entries = [action for action in self._menu.actions() if not action.isSeparator()]
            self._menu.setActiveAction(next((entry for entry in entries if entry.isEnabled()), entries[0]))

    def _offered(self, verb: str) -> tuple[str, Refused | None]:
        ticket = self._ticket
        assert ticket is not None
        return verbs.offered(verb, [ticket], self._relay.operator, self._relay.clock.now())

    def _why(self, against: Refused | None) -> str:
        if against is not None:
            return words.refusal(against, region_name=self._relay.board.region_name)
        return words.underway(self._ticket.number) if self._underway and self._ticket is not None else ""

    def _show(self, button: QPushButton, offer: tuple[str, Refused | None] | None) -> None:
        name, against = offer or ("", None)
        why_not = self._why(against)
        button.setVisible(bool(name))
        button.setProperty("verb", name)
        button.setText(verb_menu.name_of(name, [self._ticket] if self._ticket is not None else []) if name else "")
        button.setEnabled(bool(name) and not why_not)
        button.setToolTip(why_not)
        button.setStatusTip(why_not)
        button.setAccessibleDescription(why_not)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for before in self._menu.findChildren(QMenu):
            before.deleteLater()
        if self._ticket is not None:
            find_by_typing(self._menu)
            verb_menu.fill(
                self._menu,
                [self._ticket],
                self._relay.operator,
                self._relay.clock.now(),
                why=self._why,
                do=self.asked.emit,
            )
