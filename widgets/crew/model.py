"""The roster as Qt's item model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from console.domain.crew import CrewKind
from console.ports import Clock
from widgets import words
from widgets.crew.roster import Line
from widgets.kit import clock_text, target_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns of the roster, left to right."""

    NAME = 0
    REGION = 1
    IN_HAND = 2
    AWAY = 3
    FIX = 4


HEADINGS = {
    Column.NAME: QT_TRANSLATE_NOOP("CrewColumns", "Name"),
    Column.REGION: QT_TRANSLATE_NOOP("CrewColumns", "At home in"),
    Column.IN_HAND: QT_TRANSLATE_NOOP("CrewColumns", "In hand"),
    Column.AWAY: QT_TRANSLATE_NOOP("CrewColumns", "Away"),
    Column.FIX: QT_TRANSLATE_NOOP("CrewColumns", "Seen"),
}
_RIGHT = frozenset({Column.IN_HAND, Column.AWAY, Column.FIX})


class CrewModel(QAbstractTableModel):
    """Rows are those who can be sent."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._lines: tuple[Line, ...] = ()

    @property
    def now(self) -> datetime:
        return self._clock.now()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    @property
    def is_of_departments(self) -> bool:
        """Tell whether nobody here has a position: these are departments."""
        return bool(self._lines) and all(line.kind is None for line in self._lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; where they are the same ones in the same order, only what changed is redrawn."""
        fresh = tuple(lines)
        if [line.target for line in fresh] == [line.target for line in self._lines]:
            self._lines = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()

    def says(self, column: Column, line: Line) -> str:
        match column:
            case Column.NAME:
                return line.name
            case Column.REGION:
                return line.region
            case Column.IN_HAND:
                return str(line.in_hand)
            case Column.AWAY:
                return "" if line.distance_m is None else target_words.distance(line.distance_m)
            case Column.FIX:
                return "" if line.fixed_at is None else clock_text.span((self.now - line.fixed_at).total_seconds())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, line = Column(index.column()), self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.says(column, line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{heading(column)}: {self.says(column, line)}"
            case Qt.ItemDataRole.ToolTipRole:
                return words.listed(part for part in (line.name, kind_word(line.kind), line.region) if part)
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def heading(column: Column) -> str:
    return QCoreApplication.translate("CrewColumns", str(HEADINGS[column]))


def kind_word(kind: CrewKind | None) -> str:
    """Return what kind of crew it is; nothing for a department, whose name says it."""
    return "" if kind is None else words.crew_kind(kind)
