"""Tickets that are likely the same matter: each opens at a press, and may be merged into where that is offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console.domain.place import distance_m
from console.domain.ticket import Ticket
from console.duplicates import Duplicate
from widgets import theme, words
from widgets.kit import target_words
from widgets.kit.clock_text import span
from widgets.kit.elided import ElidedButton
from widgets.kit.inside import inside

translate = QCoreApplication.translate


class AlikeList(QWidget):
    """The nearest few; hidden where there are none.

    Signals (GUI thread):
        open_asked: TicketId; this one is to be looked at.
        merge_asked: Ticket, as it was seen; the other is to be merged into it.
    """

    open_asked = Signal(object)
    merge_asked = Signal(object)

    def __init__(self, shown_max: int, *, merges: str, parent: QWidget | None = None) -> None:
        """``merges``: what a press that merges into one of these is called."""
        super().__init__(parent)
        self.setProperty("surface", "clear")
        self._shown: list[Ticket] = []
        self._heading = QLabel(self.tr("Likely the same matter"), self)
        self._heading.setProperty("tone", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        column.addWidget(self._heading)
        rows = inside(column, QGridLayout())
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.metric("space_1"))
        rows.setColumnStretch(0, 1)
        self._rows: list[tuple[ElidedButton, QPushButton]] = []
        for row in range(shown_max):
            look, merge = self._look_button(row), self._merge_button(row, merges)
            rows.addWidget(look, row, 0)
            rows.addWidget(merge, row, 1)
            self._rows.append((look, merge))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_alike(
        self, found: Sequence[Duplicate], *, why_not_merged: Callable[[Ticket], str] = lambda _ticket: ""
    ) -> None:
        """Show the first few of ``found``; what ``why_not_merged`` has a reason for cannot be merged into."""
        self._shown = [each.ticket for each in found[: len(self._rows)]]
        for (look, merge), each in zip(self._rows, found, strict=False):
            ticket = each.ticket
            apart = _apart(each.distance_m, each.apart)
            look.tell(f"{ticket.number}  {ticket.title}", f"{words.state(ticket.state)} · {apart}")
            why = why_not_merged(ticket)
            merge.setEnabled(not why)
            merge.setToolTip(why)
            merge.setAccessibleDescription(why)
            merge.setAccessibleName(self.tr("Merge into {number}").format(number=ticket.number))
        for row, (look, merge) in enumerate(self._rows):
            look.setVisible(row < len(self._shown))
            merge.setVisible(row < len(self._shown))
        self.setVisible(bool(self._shown))

    def merge_first(self) -> bool:
        """Ask for the merging into the first that can be merged into; False where there is none."""
        for ticket, (_, merge) in zip(self._shown, self._rows, strict=False):
            if merge.isEnabled():
                self.merge_asked.emit(ticket)
                return True
        return False

    def _look_button(self, row: int) -> ElidedButton:
        button = ElidedButton(self)
        button.setProperty("role", "listed")
        button.clicked.connect(lambda: self.open_asked.emit(self._shown[row].id))
        return button

    def _merge_button(self, row: int, name: str) -> QPushButton:
        button = QPushButton(name, self)
        button.clicked.connect(lambda: self.merge_asked.emit(self._shown[row]))
        return button


def why_merged(one: Ticket, other: Ticket) -> str:
    """Return the reason that two likely the same are merged for, as the journal keeps it."""
    far_m = distance_m(one.place, other.place) if one.place is not None and other.place is not None else 0.0
    apart = _apart(far_m, abs(one.reported_at - other.reported_at))
    return translate("AlikeList", "Likely the same matter: {apart}").format(apart=apart)


def _apart(far_m: float, time: timedelta) -> str:
    return translate("AlikeList", "{far} away, {time} apart").format(
        far=target_words.distance(far_m), time=span(time.total_seconds())
    )
