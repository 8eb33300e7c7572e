"""A plain list with headings, and the view of it: a row a thing, known by its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from widgets import theme
from widgets.kit.empty_note import EmptyNote

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class RowsModel(QAbstractTableModel):
    """Rows of texts under headings."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.keys: list[Any] = []
        self._rows: list[tuple[str, ...]] = []

    def show(self, rows: Sequence[tuple[Any, tuple[str, ...]]]) -> None:
        """Show these instead of what is there: keys, and a text for each heading."""
        self.beginResetModel()
        self.keys = [key for key, _ in rows]
        self._rows = [texts for _, texts in rows]
        self.endResetModel()

    def texts(self, row: int) -> tuple[str, ...]:
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_asked = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if is_asked else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        return self._rows[index.row()][index.column()]


class RowsView(QTableView):
    """The list; Enter or a double click opens a row.

    Signals (GUI thread):
        chosen(key): the row with this key is looked at; None where there is none.
        opened(key): Enter or a double click on it.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        parent: QWidget,
        *,
        stretched: int = 0,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self.rows = RowsModel(headings, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.note = EmptyNote(self)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        modes = QTableView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.metric("row_desk"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.chosen.emit(self.here()))
        self.doubleClicked.connect(lambda _index: self._open())

    def here(self) -> Any:
        """Return the key of the row that is looked at, None for none."""
        index = self.currentIndex()
        return self.rows.keys[index.row()] if index.isValid() else None

    def marked(self) -> list[Any]:
        """Return the keys of the rows that are selected, in their order."""
        return [self.rows.keys[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def show_rows(self, rows: Sequence[tuple[Any, tuple[str, ...]]]) -> None:
        """Show these, and stay on the row that was looked at, if it is still there; else on the first."""
        before = self.here()
        self.rows.show(rows)
        keys = self.rows.keys
        if keys:
            self.go_to(before if before in keys else keys[0])
        else:
            self.chosen.emit(None)

    def go_to(self, key: Any) -> bool:
        """Look at the row with this key; tell whether there is one."""
        if key not in self.rows.keys:
            return False
        index = self.rows.index(self.rows.keys.index(key), 0)
        self.selectionModel().setCurrentIndex(index, SELECT)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.here() is not None:
            self._open()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        if self.here() is not None:
            self.opened.emit(self.here())
