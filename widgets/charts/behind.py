"""The tickets behind a number: which they are, and how each of them went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.behind import Counted
from console.domain.category import Category
from widgets import words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
COLUMNS = ("number", "state", "category", "title", "address", "reported_at", "closed_at", "in_time", "is_above")
TITLE = COLUMNS.index("title")


class BehindModel(QAbstractTableModel):
    """A row a ticket, those reported last first; times in the centre's zone."""

    def __init__(self, zone: ZoneInfo, categories: Mapping[str, Category], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._categories = categories
        self._tickets: tuple[Counted, ...] = ()

    def show(self, tickets: tuple[Counted, ...]) -> None:
        self.beginResetModel()
        self._tickets = tickets
        self.endResetModel()

    def at(self, row: int) -> Counted:
        return self._tickets[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._tickets)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            "number": self.tr("Number"),
            "state": self.tr("State"),
            "category": self.tr("Class"),
            "title": self.tr("Matter"),
            "address": self.tr("Place"),
            "reported_at": self.tr("Reported"),
            "closed_at": self.tr("Closed"),
            "in_time": self.tr("In time"),
            "is_above": self.tr("Counts"),
        }[COLUMNS[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self._text(self._tickets[index.row()], COLUMNS[index.column()])

    def _text(self, one: Counted, column: str) -> str:
        match column:
            case "state":
                return words.state(one.state)
            case "category":
                return words.category(one.category, self._categories)
            case "reported_at" | "closed_at":
                return self._moment(getattr(one, column))
            case "in_time":
                return {None: "—", True: self.tr("✓ in time"), False: self.tr("✗ late")}[one.is_in_time]
            case "is_above":
                return self.tr("✓ yes") if one.is_above else self.tr("no")
            case _:
                return str(getattr(one, column))

    def _moment(self, at: datetime | None) -> str:
        return "—" if at is None else f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}"
