"""One indicator as a chart: a bar for each row of the table, or for each day or month of the period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.reports.indicators import Row
from console.reports.labels import Labels, word
from widgets import theme
from widgets.charts.figures import value_text

BAR = 0.62
"""How much of its place a bar takes; a few bars in a wide chart are no wider than ``BAR_MOST_PX``."""
BAR_MOST_PX = 72
ROOM_PX = 64
"""How wide a place must be for a name below it; where they are narrower, names are left out evenly."""
LETTERS_MOST = 8


class Graph(QWidget):
    """Draws what it is shown, in the colours in force; over nothing there is no bar, and a dash stands in its place."""

    def __init__(self, labels: Labels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._rows: tuple[Row, ...] = ()
        self._place = 0
        self._plot = pyqtgraph.PlotWidget(self)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        for part in (self._plot, self._plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)
        theme.current.changed.connect(self._draw)

    def show_rows(self, rows: Sequence[Row], place: int) -> None:
        """Draw the indicator at ``place`` of these rows, in their order: nobody is ranked."""
        self._rows, self._place = tuple(rows), place
        self._draw()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        plot = self._plot
        plot.clear()
        plot.setBackground(theme.color("panel"))
        plot.showGrid(y=True, alpha=0.25)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(theme.color("outline"))
            axis.setTextPen(theme.color("text_2"))
            axis.setStyle(tickFont=theme.font("small"))
        figures = [row.figures[self._place] for row in self._rows]
        values = [0.0 if figure.value is None else float(figure.value) for figure in figures]
        drawn = [at for at, value in enumerate(values) if value]
        bars = pyqtgraph.BarGraphItem(
            x=drawn,
            height=[values[at] for at in drawn],
            width=self._bar_width(),
            brush=theme.color("accent_edge"),
            pen=theme.color("accent_edge"),
        )
        plot.addItem(bars)
        for at, figure in enumerate(figures if len(figures) <= LETTERS_MOST * 4 else ()):
            mark = pyqtgraph.TextItem(
                value_text(figure, self._labels).split(" ")[0], color=theme.color("text_1"), anchor=(0.5, 1.0)
            )
            mark.setFont(theme.font("small"))
            mark.setPos(at, values[at])
            plot.addItem(mark)
        most = max(values, default=0.0)
        plot.setXRange(-0.5, max(len(values), 1) - 0.5, padding=0.01)
        plot.setYRange(0.0, most * 1.15 if most else 1.0, padding=0)
        self._name_places()
        self._describe()

    def _bar_width(self) -> float:
        return min(BAR, BAR_MOST_PX * len(self._rows) / max(self.width(), 1))

    def _name_places(self) -> None:
        rows = self._rows
        every = max(1, -(-len(rows) * ROOM_PX // max(self.width() - ROOM_PX, ROOM_PX)))
        names = [(at, _short(row.label)) for at, row in enumerate(rows) if at % every == 0]
        self._plot.getAxis("bottom").setTicks([names])

    def _describe(self) -> None:
        """Let a screen reader read the chart as what it is: names and values."""
        told = [f"{row.label} {value_text(row.figures[self._place], self._labels)}" for row in self._rows]
        name = ""
        if self._rows:
            name = word(self._labels, "indicator", self._rows[0].figures[self._place].indicator.name)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(told))


def _short(name: str) -> str:
    return name if len(name) <= LETTERS_MOST else f"{name[: LETTERS_MOST - 1]}…"
