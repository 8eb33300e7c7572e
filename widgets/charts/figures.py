"""The indicators of a report as a table: a row for each region, source …, all of them together first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from console.behind import Number
from console.reports.indicators import INDICATORS, NO_VALUE, Figure, Indicator, Report, Row, told
from console.reports.labels import Labels, word
from console.tally import Dim
from widgets import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Part(Enum):
    """What of a figure a column shows."""

    VALUE = auto()
    ABOVE = auto()
    BELOW = auto()
    YEAR_ON_YEAR = auto()
    ON_PREVIOUS = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: which indicator, by its place among all, and which part of it."""

    place: int
    part: Part

    @property
    def indicator(self) -> Indicator:
        return INDICATORS[self.place]


def change_text(change: Decimal | None) -> str:
    """Return a change in percent: an arrow and a sign, so that no colour is needed to read it."""
    if change is None:
        return NO_VALUE
    if not change:
        return "＝ 0.00 %"
    return f"▲ +{change:.2f} %" if change > 0 else f"▼ −{-change:.2f} %"


def value_text(figure: Figure, labels: Labels) -> str:
    """Return a value with its unit; a dash over nothing."""
    if figure.value is None:
        return NO_VALUE
    return f"{told(figure.value)} {word(labels, 'unit', figure.indicator.unit.value)}"


def _strong() -> QFont:
    """Return the face of the row of all together."""
    face = theme.font("body")
    face.setWeight(QFont.Weight.Medium)
    return face


class FiguresModel(QAbstractTableModel):
    """Every indicator's value; of those ``opened`` both counts and both changes as well."""

    def __init__(self, labels: Labels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._report: Report | None = None
        self._rows: tuple[Row, ...] = ()
        self._opened = frozenset({0})
        self.columns: tuple[Column, ...] = ()
        self._arrange()

    def show(self, report: Report | None) -> None:
        """Show a report instead of the one before; None for an empty table."""
        self.beginResetModel()
        self._report = report
        self._rows = (report.total, *report.rows) if report is not None else ()
        self.endResetModel()

    def open(self, places: frozenset[int]) -> None:
        """Show counts and changes of exactly these indicators."""
        if places != self._opened:
            self.beginResetModel()
            self._opened = places
            self._arrange()
            self.endResetModel()

    def row_at(self, row: int) -> Row:
        return self._rows[row]

    def figure_at(self, index: Index) -> Figure | None:
        """Return the figure under a cell; None under a name."""
        if not index.isValid() or index.column() == 0:
            return None
        return self._rows[index.row()].figures[self.columns[index.column() - 1].place]

    def number_at(self, index: Index) -> Number | None:
        """Return the number behind a cell, for the tickets that it counts."""
        figure, report = self.figure_at(index), self._report
        if figure is None or report is None:
            return None
        code = self._rows[index.row()].code if index.row() else None
        own = code is not None and report.dim is Dim.REGION
        return Number(
            dim=report.dim,
            code=code,
            period=report.period,
            centre=report.centre,
            numerator=figure.indicator.numerator,
            denominator=figure.indicator.denominator,
            besides=tuple(row.code for row in report.rows if row.code != code and row.code.startswith(code or ""))
            if own
            else (),
        )

    def is_above(self, index: Index) -> bool:
        """Tell whether a cell shows a numerator."""
        return index.column() > 0 and self.columns[index.column() - 1].part is Part.ABOVE

    def column_of(self, place: int) -> int:
        """Return where the value of an indicator stands."""
        return 1 + self.columns.index(Column(place, Part.VALUE))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return RIGHT
        if section == 0:
            return word(self._labels, "column", "name") if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section - 1]
        name = word(self._labels, "indicator", column.indicator.name)
        formula = word(self._labels, "formula", column.indicator.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(column)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return f"{name} = {formula}"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        figure = self.figure_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.label if figure is None else self._text(figure, self.columns[index.column() - 1].part)
            case Qt.ItemDataRole.TextAlignmentRole:
                return None if figure is None else RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.label} {row.code}".strip() if figure is None else self._whole(row, figure)
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.label if figure is None else self._whole(row, figure)
            case Qt.ItemDataRole.FontRole if index.row() == 0:
                return _strong()
            case _:
                return None

    def _arrange(self) -> None:
        columns: list[Column] = []
        for place in range(len(INDICATORS)):
            columns += [Column(place, part) for part in (Part if place in self._opened else (Part.VALUE,))]
        self.columns = tuple(columns)

    def _heading(self, column: Column) -> str:
        match column.part:
            case Part.VALUE:
                return word(self._labels, "indicator", column.indicator.name)
            case Part.ABOVE:
                return word(self._labels, "column", "numerator")
            case Part.BELOW:
                return word(self._labels, "column", "denominator")
            case Part.YEAR_ON_YEAR:
                return word(self._labels, "column", "year_on_year")
            case Part.ON_PREVIOUS:
                return word(self._labels, "column", "on_previous")

    def _text(self, figure: Figure, part: Part) -> str:
        match part:
            case Part.VALUE:
                return value_text(figure, self._labels)
            case Part.ABOVE:
                return f"{figure.numerator:,}"
            case Part.BELOW:
                return f"{figure.denominator:,}"
            case Part.YEAR_ON_YEAR:
                return change_text(figure.year_on_year)
            case Part.ON_PREVIOUS:
                return change_text(figure.on_previous)

    def _whole(self, row: Row, figure: Figure) -> str:
        """Return everything about a figure, for the tool tip and the screen reader."""
        labels, name = self._labels, figure.indicator.name
        above, below = (
            word(labels, "count", count) for count in (figure.indicator.numerator, figure.indicator.denominator)
        )
        return "\n".join(
            (
                f"{row.label} · {word(labels, 'indicator', name)}: {value_text(figure, labels)}",
                f"{above} {figure.numerator:,} ÷ {below} {figure.denominator:,}",
                f"{word(labels, 'column', 'year_on_year')}: {change_text(figure.year_on_year)}",
                f"{word(labels, 'column', 'on_previous')}: {change_text(figure.on_previous)}",
                word(labels, "formula", name),
            )
        )
