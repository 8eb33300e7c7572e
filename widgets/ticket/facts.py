"""What is known about a ticket, as pairs of name and value."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from console.board import Board
from console.domain.grid import RegionCode
from console.domain.shift import Operator, Role
from console.domain.ticket import Ticket
from widgets import theme, words


class Facts(QWidget):
    """Two columns of names and values; empty values are not shown."""

    def __init__(self, board: Board, operator: Operator, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._operator = operator
        self._zone = zone
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metric("space_3"))
        self._grid.setVerticalSpacing(theme.metric("space_1"))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._names = (
            self.tr("Place"),
            self.tr("Grid"),
            self.tr("Category"),
            self.tr("Source"),
            self.tr("Held by"),
            self.tr("Handler"),
            self.tr("Reported"),
            self.tr("Caller"),
            self.tr("Description"),
            self.tr("Result"),
        )
        for row, name in enumerate(self._names):
            label, value = QLabel(name, self), QLabel(self)
            label.setProperty("tone", "third")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._rows.append((label, value))

    def show_ticket(self, ticket: Ticket) -> None:
        values = (
            ticket.address or self._no_place(ticket),
            self._path(ticket.grid) if ticket.grid else self.tr("no grid"),
            words.category_path(ticket.category),
            words.source(ticket.source) + (f" · {ticket.outside_number}" if ticket.outside_number else ""),
            f"{self._board.region_name(ticket.centre)} · {words.tier(ticket.tier)}",
            ticket.holder.name if ticket.holder else "",
            ticket.reported_at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S"),
            self._caller(ticket),
            ticket.description,
            ticket.result,
        )
        for (label, value), text in zip(self._rows, values, strict=True):
            value.setText(text)
            label.setVisible(bool(text))
            value.setVisible(bool(text))

    def _no_place(self, ticket: Ticket) -> str:
        if ticket.place is None:
            return self.tr("no place")
        return f"{ticket.place.lat_deg:.5f}, {ticket.place.lng_deg:.5f}"

    def _path(self, code: str) -> str:
        names: list[str] = []
        region = self._board.regions.get(RegionCode(code))
        while region is not None:
            names.append(region.name)
            region = self._board.regions.get(region.parent) if region.parent else None
        return " › ".join(reversed(names[:3])) or code

    def _caller(self, ticket: Ticket) -> str:
        """Only the call-taker of the holding centre reads the caller unmasked."""
        full = Role.CALL_TAKER in self._operator.roles and ticket.centre == self._operator.centre
        caller = ticket.caller if full else ticket.caller.masked()
        return "  ".join(part for part in (caller.name, caller.phone) if part)
