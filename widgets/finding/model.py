"""The tickets that were found, page by page as the list is gone down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console.domain.category import Category
from console.domain.ticket import Ticket
from widgets import words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
COLUMNS = ("number", "title", "address", "category", "state", "reported_at")


class FoundModel(QAbstractTableModel):
    """A row a ticket, those reported last first; times in the centre's zone.

    Signals (GUI thread):
        more_wanted(): the end of the list is in sight, and it is not the end of what there is.
    """

    more_wanted = Signal()

    def __init__(self, zone: ZoneInfo, categories: Mapping[str, Category], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._categories = categories
        self._tickets: list[Ticket] = []
        self._has_more = False

    def show(self, tickets: tuple[Ticket, ...], *, has_more: bool) -> None:
        """Show a first page instead of what is there."""
        self.beginResetModel()
        self._tickets, self._has_more = list(tickets), has_more
        self.endResetModel()

    def add(self, tickets: tuple[Ticket, ...], *, has_more: bool) -> None:
        """Show another page below what is there."""
        self._has_more = has_more
        if tickets:
            self.beginInsertRows(ROOT, len(self._tickets), len(self._tickets) + len(tickets) - 1)
            self._tickets += tickets
            self.endInsertRows()

    def at(self, row: int) -> Ticket:
        return self._tickets[row]

    @property
    def has_more(self) -> bool:
        return self._has_more

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index = ROOT) -> None:
        self.more_wanted.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._tickets)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            "number": self.tr("Number"),
            "title": self.tr("Matter"),
            "address": self.tr("Place"),
            "category": self.tr("Class"),
            "state": self.tr("State"),
            "reported_at": self.tr("Reported"),
        }[COLUMNS[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        ticket = self._tickets[index.row()]
        match COLUMNS[index.column()]:
            case "state":
                return words.state(ticket.state)
            case "category":
                return words.category(ticket.category, self._categories)
            case "reported_at":
                return f"{ticket.reported_at.astimezone(self._zone):%Y-%m-%d %H:%M}"
            case column:
                return str(getattr(ticket, column))
