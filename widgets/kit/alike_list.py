"""Tickets that are likely the same matter: each opens at a press, and may be merged into where that is offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console.domain.ticket import Ticket
from console.duplicates import Duplicate
from widgets import theme, words
from widgets.kit import target_words
from widgets.kit.clock_text import span
from widgets.kit.elided import ElidedButton


class AlikeList(QWidget):
    """The nearest few; hidden where there are none.

    Signals (GUI thread):
        open_asked: TicketId; this one is to be looked at.
        merge_asked: Ticket, as it was seen; the other is to be merged into it.
    """

    open_asked = Signal(object)
    merge_asked = Signal(object)

    def __init__(self, shown_max: int, *, merges: bool = False, parent: QWidget | None = None) -> None:
        """``merges``: there is a ticket that could be merged into one of these."""
        super().__init__(parent)
        self.setProperty("surface", "clear")
        self._shown: list[Ticket] = []
        self._heading = QLabel(self.tr("Likely the same matter"), self)
        self._heading.setProperty("tone", "warn")
        rows = QGridLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.metric("space_1"))
        rows.setColumnStretch(0, 1)
        self._rows: list[tuple[ElidedButton, QPushButton]] = []
        for row in range(shown_max):
            look, merge = self._look_button(row), self._merge_button(row)
            rows.addWidget(look, row, 0)
            if merges:
                rows.addWidget(merge, row, 1)
            merge.setVisible(merges)
            self._rows.append((look, merge))
        self._merges = merges
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        column.addWidget(self._heading)
        column.addLayout(rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_alike(self, found: Sequence[Duplicate], *, why_not_merged: str = "") -> None:
        """Show the first few of ``found``; with ``why_not_merged`` none can be merged into, for that reason."""
        self._shown = [each.ticket for each in found[: len(self._rows)]]
        for (look, merge), each in zip(self._rows, found, strict=False):
            ticket = each.ticket
            apart = self.tr("{far} away, {time} apart").format(
                far=target_words.distance(each.distance_m), time=span(each.apart.total_seconds())
            )
            look.tell(f"{ticket.number}  {ticket.title}", f"{words.state(ticket.state)} · {apart}")
            merge.setEnabled(not why_not_merged)
            merge.setToolTip(why_not_merged)
            merge.setAccessibleName(self.tr("Merge into {number}").format(number=ticket.number))
        for row, (look, merge) in enumerate(self._rows):
            look.setVisible(row < len(self._shown))
            merge.setVisible(self._merges and row < len(self._shown))
        self.setVisible(bool(self._shown))

    def _look_button(self, row: int) -> ElidedButton:
        button = ElidedButton(self)
        button.setProperty("role", "listed")
        button.clicked.connect(lambda: self.open_asked.emit(self._shown[row].id))
        return button

    def _merge_button(self, row: int) -> QPushButton:
        button = QPushButton(self.tr("Merge into it"), self)
        button.clicked.connect(lambda: self.merge_asked.emit(self._shown[row]))
        return button
