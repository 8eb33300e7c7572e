"""Who could be sent: the candidates of a ticket, side by side, so that all of them are in sight at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console import lifecycle
from console.domain.ticket import Target, Ticket
from console.targets import TargetCheck, candidates
from widgets import theme
from widgets.kit import target_words
from widgets.kit.elided import ElidedButton
from widgets.kit.icon import icon
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

CANDIDATES = 3
REFRESH_MS = 2000


class Candidates(QWidget):
    """One row of three buttons, the best first; hidden for a ticket that is not to be dispatched now.

    Recounted while crews move. Nobody can be chosen while an order about the ticket is under way.

    Signals (GUI thread):
        dispatch_asked: Target.
    """

    dispatch_asked = Signal(object)

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ticket: Ticket | None = None
        self._checks: list[TargetCheck] = []
        self._underway = False
        self._gives_way = False
        self._mark = QLabel(self)
        self._mark.setToolTip(self.tr("Candidates"))
        self._mark.setAccessibleName(self.tr("Candidates"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.metric("space_2"), 0)
        row.setSpacing(theme.metric("space_1"))
        row.addWidget(self._mark)
        self._buttons = [self._button(place) for place in range(CANDIDATES)]
        for button in self._buttons:
            row.addWidget(button, 1)
        self._again = Throttle(REFRESH_MS, self._refresh, self)
        relay.crews_changed.connect(lambda _ids: self._again.ask())
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_ticket(self, ticket: Ticket | None, *, underway: bool = False) -> None:
        """Show who could be sent to ``ticket``; nobody for None, and for one that may not be dispatched now."""
        self._ticket, self._underway = ticket, underway
        self._refresh()

    def give_way(self, asked: bool) -> None:
        """Leave the room to what is asked above, or come back."""
        self._gives_way = asked
        self._show()

    def first(self) -> Target | None:
        """Return the best candidate shown; None where there is none, or where they leave their room to something else."""
        return self._checks[0].target if self._checks and not self._gives_way else None

    def choose(self, place: int) -> bool:
        """Ask for the dispatch to the candidate at ``place``, from 0; False where none can be chosen there."""
        if self._gives_way or self._underway or place >= len(self._checks) or not self._checks[place].allowed:
            return False
        self.dispatch_asked.emit(self._checks[place].target)
        return True

    def _refresh(self) -> None:
        ticket = self._ticket
        board, now = self._relay.board, self._relay.clock.now()
        table = board.rulebook.lifecycle
        wanted = ticket is not None and lifecycle.why_not("dispatch", ticket, self._relay.operator, table=table) is None
        self._checks = candidates(board, ticket, CANDIDATES, now) if ticket is not None and wanted else []
        for place, button in enumerate(self._buttons):
            check = self._checks[place] if place < len(self._checks) else None
            button.setVisible(check is not None)
            if check is not None:
                who, how_far = target_words.two_lines(check)
                button.tell(f"{place + 1}  {who}", how_far)
                button.explain(target_words.why(check))
                button.setEnabled(check.allowed and not self._underway)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._checks) and not self._gives_way)

    def _button(self, place: int) -> ElidedButton:
        button = ElidedButton(self)
        button.setProperty("role", "listed")
        button.clicked.connect(lambda: self.choose(place))
        return button

    def _on_theme_changed(self) -> None:
        side = theme.metric("icon")
        self._mark.setPixmap(icon("crew", "text_2").pixmap(side, side))
