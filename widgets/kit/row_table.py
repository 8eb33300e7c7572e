"""A table that paints its rows whole, all of one height, instead of letting Qt ask for each cell."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QTableView

Cells = tuple[tuple[int, int, int], ...]
"""The columns that are shown, each with its left edge and its width in px."""


class RowTable(QTableView):
    """What whoever paints rows asks of a table: Qt asks some twenty questions of Python for each cell that it paints."""

    def row_rect(self, row: int) -> QRect:
        """Return where a row stands in the viewport, px."""
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def seen_rows(self) -> range:
        """Return the rows of which anything is to be seen."""
        height = self.verticalHeader().defaultSectionSize()
        top = max(0, self.verticalScrollBar().value() // height)
        bottom = (self.verticalScrollBar().value() + self.viewport().height()) // height
        return range(top, min(self.model().rowCount(), bottom + 1))

    def rows_in(self, rect: QRect) -> list[tuple[int, QRect]]:
        """Return the rows that lie in a part of the viewport, each with its place."""
        rows = ((row, self.row_rect(row)) for row in self.seen_rows())
        return [(row, place) for row, place in rows if place.intersects(rect)]

    def chosen_spans(self) -> list[range]:
        """Return the selected rows, as spans of neighbours."""
        chosen = self.selectionModel().selection()
        return [range((span := chosen.at(place)).top(), span.bottom() + 1) for place in range(chosen.count())]

    def chosen_in_sight(self) -> set[int]:
        """Return which of the rows that are to be seen are selected."""
        spans = self.chosen_spans()
        return {row for row in self.seen_rows() if any(row in span for span in spans)}

    def cells(self) -> Cells:
        shown = (column for column in range(self.model().columnCount()) if not self.isColumnHidden(column))
        return tuple((column, self.columnViewportPosition(column), self.columnWidth(column)) for column in shown)
