"""The table of the figures: Enter or a double click asks for the tickets behind a cell, a heading chooses its indicator."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from widgets import theme
from widgets.charts.figures import FiguresModel

NAME_MOST_PX = 220
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FigureTable(QTableView):
    """Rows stand in the order of their codes; nothing sorts them by how many tickets somebody has.

    Signals (GUI thread):
        drilled(QModelIndex): the tickets behind this cell are wanted.
        indicator_chosen(int): this indicator, by its place among all, is wanted in full.
    """

    drilled = Signal(QModelIndex)
    indicator_chosen = Signal(int)

    def __init__(self, model: FiguresModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Indicators"))
        self.setToolTip(self.tr("Enter shows the tickets behind a number."))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.metric("row_desk"))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_heading)
        self.doubleClicked.connect(self.drilled)

    def fit(self) -> None:
        """Make columns as wide as what stands in them; a long name gives way."""
        self.resizeColumnsToContents()
        if self.columnWidth(0) > NAME_MOST_PX:
            self.setColumnWidth(0, NAME_MOST_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self.drilled.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_heading(self, section: int) -> None:
        if section:
            self.indicator_chosen.emit(self._model.columns[section - 1].place)
