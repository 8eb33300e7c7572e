"""A list of things of the map: each with its number, its sign, its name, and a second line; a digit chooses one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets import theme
from widgets.kit.chip import paint_priority_chip
from widgets.kit.icon import DIMMED, paint_icon

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
NUMBERED: Final = 9
"""So many rows have a digit that chooses them."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thing in a list. ``sign`` is a drawing, or ``priority`` 1 to 4 a ticket's chip; ``why`` says why it cannot be
    chosen, empty where it can; ``barred``: it cannot be chosen, for a reason told elsewhere.
    """

    key: Hashable
    text: str
    below: str = ""
    sign: str = ""
    priority: int = 0
    why: str = ""
    barred: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen."""
        return not (self.why or self.barred)

    def spoken(self, number: int) -> str:
        """Return the row in one sentence, for a screen reader; without a number for 0."""
        said = f"{self.text} · {self.why or self.below}" if self.why or self.below else self.text
        return f"{number}. {said}" if number else said


class Rows(QAbstractListModel):
    """Rows as a view asks for them."""

    def __init__(self, numbered: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.rows[index.row()].is_open:
            return Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                number = index.row() + 1
                return row.spoken(number if number <= self._numbered else 0)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (row.text, row.why or row.below)))
            case _ if role == _ROW:
                return row
        return None


class RowList(QListView):
    """Shows rows; a digit, Enter or a double click chooses one.

    Signals (GUI thread):
        chosen(key): a row was chosen.
        looked_at(key): the keyboard or a click went to a row, None for no row.
    """

    chosen = Signal(object)
    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, numbered: bool = True) -> None:
        super().__init__(parent)
        self._numbered = NUMBERED if numbered else 0
        self.found = Rows(self._numbered, self)
        self.setModel(self.found)
        self.setItemDelegate(_Delegate(self._numbered, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.looked_at.emit(self._key(now)))
        theme.current.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the first that can be chosen is the current one."""
        self.found.show(rows)
        first = next((number for number, row in enumerate(rows) if row.is_open), None)
        if first is not None:
            self.setCurrentIndex(self.found.index(first, 0))

    def selected(self) -> list[Hashable]:
        """Return the keys of the rows that are selected, in their order."""
        return [self.found.rows[number].key for number in sorted(index.row() for index in self.selectedIndexes())]

    def choose(self, number: int) -> bool:
        """Choose a row by its number from 1; False where there is none, or it cannot be chosen."""
        return self._choose(self.found.index(number - 1, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if bare and 1 <= digit <= self._numbered and self.choose(digit):
            return
        if event.key() in _ENTER and self._choose(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the height of the rows."""
        high = theme.metric("row_folded") * len(self.found.rows) + 2 * self.frameWidth() + 2
        return QSize(super().sizeHint().width(), high)

    def _choose(self, index: QModelIndex) -> bool:
        if not index.isValid() or not self.found.rows[index.row()].is_open:
            return False
        self.setCurrentIndex(index)
        self.chosen.emit(self._key(index))
        return True

    def _key(self, index: QModelIndex) -> Hashable | None:
        return self.found.rows[index.row()].key if index.isValid() else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, numbered: int, parent: QObject) -> None:
        super().__init__(parent)
        self._numbered = numbered

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.metric("row_folded"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        box: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, theme.color("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver and row.is_open:
            painter.fillRect(box, theme.color("hover"))
        painter.save()
        side = theme.metric("space_2")
        self._paint(painter, box.adjusted(side, 4, -side, -4), row, index.row() + 1, is_selected)
        painter.restore()

    def _paint(self, painter: QPainter, box: QRect, row: Row, number: int, is_selected: bool) -> None:
        strong = theme.color("selected_text" if is_selected else "text_1" if row.is_open else "text_3")
        weak = theme.color("selected_text" if is_selected else "p2_text" if row.why else "text_2")
        side, gap = theme.metric("icon"), theme.metric("space_2")
        small, body = theme.font("small"), theme.font("body")
        digit = QRect(box)
        digit.setWidth(QFontMetrics(small).horizontalAdvance("0") if self._numbered else 0)
        if number <= self._numbered:
            painter.setFont(small)
            painter.setPen(weak)
            painter.drawText(digit, Qt.AlignmentFlag.AlignCenter, str(number))
        sign = QRectF(digit.right() + gap, box.center().y() - side / 2, side, side)
        if row.priority:
            paint_priority_chip(painter, sign, row.priority)
        elif row.sign:
            painter.setOpacity(1.0 if row.is_open else DIMMED)
            paint_icon(painter, sign, row.sign, strong)
            painter.setOpacity(1.0)
        room = QRect(round(sign.right()) + gap, box.top(), 0, box.height())
        room.setRight(box.right())
        lines = ((row.text, body, strong), (row.why or row.below, small, weak))
        _write(painter, room, [line for line in lines if line[0]])


def _write(painter: QPainter, room: QRect, lines: Sequence[tuple[str, QFont, QColor]]) -> None:
    high = room.height() // max(1, len(lines))
    for place, (text, face, color) in enumerate(lines):
        painter.setFont(face)
        painter.setPen(color)
        line = QRect(room.left(), room.top() + place * high, room.width(), high)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
