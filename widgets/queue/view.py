"""The table of the queue: rows stay under the hand while the list lives, and are dragged to where they are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from console.domain.ticket import Ticket, TicketId
from widgets import theme
from widgets.kit.chip import paint_priority_chip
from widgets.kit.row_table import RowTable
from widgets.queue.columns import Columns
from widgets.queue.delegate import QueueDelegate
from widgets.queue.model import QueueModel
from widgets.queue.wording import Column

BLINK_S = 60.0
"""An unaccepted P1 blinks for this long, then its frame stands."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was where before the list changed: the row to hold still, its y in the viewport, the selected, the current.

    ``selected`` has also what was selected before a filter hid it; ``rows`` is how many there were.
    """

    held: TicketId | None
    y_px: int
    rows: int
    selected: frozenset[TicketId]
    current: TicketId | None


class QueueView(RowTable):
    """A table that never moves the row under the pointer, and forgets neither selection nor place.

    Signals (GUI thread):
        looked_at: TicketId the operator moved to.
        opened: TicketId by Enter or double click.
        menu_asked: QPoint on the screen.
    """

    looked_at = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(QPoint)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = model
        self._mark: Mark | None = None
        self._out_of_sight: frozenset[TicketId] = frozenset()
        self._pointer_y: int | None = None
        self._over: tuple[int, int] = (0, 0)
        self._blink_on = True
        self.setModel(model)
        self.painting = QueueDelegate(model, self)
        self.setItemDelegate(self.painting)
        self.setObjectName("queueTable")
        self.setAccessibleName(self.tr("Ticket queue"))
        self.setAccessibleDescription(
            self.tr("Open tickets. Enter opens one; drag it to a grid, a crew or a department to dispatch it.")
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.columns = Columns(self.horizontalHeader(), self.painting)
        self.columns.folded.connect(self._on_folded)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        model.editing.connect(self._on_editing)
        model.edited.connect(self._on_edited)
        model.widened.connect(lambda: self.columns.fit(self.viewport().width()))
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def selected_ids(self) -> list[TicketId]:
        """Return the selected tickets in the order of the list."""
        return [self._queue.id_at(row) for row in self.selected_rows()]

    def selected_rows(self) -> list[int]:
        return sorted({row for span in self.chosen_spans() for row in span})

    def select(self, ids: frozenset[TicketId], current: TicketId | None, *, show: bool) -> None:
        """Select tickets, as far as they are shown; ``show`` scrolls as little as needed to the current one."""
        rows = sorted(row for id_ in ids if (row := self._queue.row_of(id_)) is not None)
        chosen = QItemSelection()
        last = len(Column) - 1
        for first, end in _runs(rows):
            chosen.select(self._queue.index(first, 0), self._queue.index(end, last))
        keep = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, keep.ClearAndSelect | keep.Rows)
        row = self._queue.row_of(current) if current is not None else None
        if row is not None:
            index = self._queue.index(row, Column.TITLE)
            self.selectionModel().setCurrentIndex(index, keep.NoUpdate)
            if show:
                self.scrollTo(index)

    def top_row(self) -> int:
        """Return the first row that is to be seen."""
        return self.seen_rows().start

    def beat(self, *, blink_on: bool, times: bool) -> None:
        """Redraw what time changes: the frames of unaccepted P1 and, with ``times``, ages and times left."""
        self._blink_on = blink_on
        self.touch_rows(self.alarming_rows())
        for column in (Column.AGE, Column.LEFT) if times else ():
            x = self.columnViewportPosition(column)
            self.viewport().update(x, 0, self.columnWidth(column), self.viewport().height())

    def touch_rows(self, rows: list[int]) -> None:
        """Redraw whole rows."""
        for row in rows:
            self.viewport().update(self.row_rect(row))

    def alarming_rows(self) -> list[int]:
        """Return the visible rows of unaccepted P1 tickets."""
        return [row for row in self.seen_rows() if self._queue.is_alarming(self._queue.at(row))]

    def updateGeometries(self) -> None:
        """Let the list reach beyond its ends by what is needed to hold a row still under the pointer."""
        bar = self.verticalScrollBar()
        value = bar.value()
        super().updateGeometries()
        above, below = self._over
        if above or below:
            bar.setRange(min(0, above), bar.maximum() + below)
            bar.setValue(value)

    def viewportEvent(self, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseMove:
                self._pointer_y = cast("QMouseEvent", event).position().toPoint().y()
                self._hover(self.rowAt(self._pointer_y))
            case QEvent.Type.Leave:
                self._forget_pointer()
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row that Qt makes current when the keyboard comes here first: what keys act on must be seen."""
        had_one = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had_one and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
        else:
            self.menu_asked.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit(self.viewport().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        rows, most = self.rows_in(event.rect()), len(self.seen_rows())
        self.painting.paint_rows(painter, rows, self.cells(), self.chosen_in_sight(), most)
        frame = QPen(theme.color("p1"), 2.0)
        for row in self.alarming_rows():
            if self._blink_on or not self._is_young(self._queue.at(row)):
                painter.setPen(frame)
                painter.drawRect(self.row_rect(row).adjusted(1, 1, -1, -1))
        painter.end()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Run a drag of the selected tickets; the list stands still until it ends."""
        indexes = [self._queue.index(row, 0) for row in self.selected_rows()]
        if not indexes:
            return
        self._forget_pointer()
        self._queue.freeze()
        try:
            drag = QDrag(self)
            drag.setMimeData(self._queue.mimeData(indexes))
            drag.setPixmap(self.drag_picture())
            # Beside the pointer, so that the picture does not hide what it points at.
            drag.setHotSpot(QPoint(-theme.metric("space_3"), -theme.metric("space_2")))
            drag.exec(actions, Qt.DropAction.CopyAction)
        finally:
            self._queue.thaw()

    def drag_picture(self) -> QPixmap:
        """Return what hangs on the pointer: the first ticket's chip and number, and how many more."""
        tickets = [self._queue.at(row) for row in self.selected_rows()]
        text = tickets[0].number if len(tickets) == 1 else f"{tickets[0].number}  +{len(tickets) - 1}"
        pad, height = theme.metric("space_2"), theme.metric("row_desk")
        chip = theme.metric("chip")
        face = theme.font("queue")
        ratio = self.devicePixelRatioF()
        width = self.painting.text_width(text) + chip + 3 * pad
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("focus"))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRect(0, 0, width, height).adjusted(1, 1, -2, -2), 4, 4)
        paint_priority_chip(painter, QRect(pad, 0, chip + 2, height).toRectF(), int(tickets[0].priority))
        painter.setFont(face)
        painter.setPen(theme.color("text_1"))
        painter.drawText(QRect(chip + 2 * pad, 0, width, height), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        return picture

    def _on_editing(self) -> None:
        selected = frozenset(self.selected_ids()) | self._out_of_sight
        current = self.currentIndex()
        current_id = self._queue.id_at(current.row()) if current.isValid() else None
        row = self._row_to_hold(current.row() if current.isValid() else -1)
        y_px = self.rowViewportPosition(row) if row >= 0 else 0
        held = self._queue.id_at(row) if row >= 0 else None
        self._mark = Mark(held, y_px, self._queue.rowCount(), selected, current_id)

    def _on_edited(self, anew: bool) -> None:
        mark = self._mark
        if mark is None:
            return
        if anew or mark.selected:
            self.select(mark.selected, mark.current, show=False)
        self._out_of_sight = frozenset(id_ for id_ in mark.selected if self._queue.row_of(id_) is None)
        self._mark = None
        self._hold_still(mark)
        self._hover(self._row_under_pointer())

    def _hold_still(self, mark: Mark) -> None:
        row = self._queue.row_of(mark.held) if mark.held is not None else None
        if self._over != (0, 0) or mark.rows != self._queue.rowCount():
            self._over = (0, 0)
            self.updateGeometries()
        if row is None:
            return
        value = row * self.verticalHeader().defaultSectionSize() - mark.y_px
        bar = self.verticalScrollBar()
        if self._pointer_y is not None:
            self._over = (min(0, value), max(0, value - bar.maximum()))
            self.updateGeometries()
        bar.setValue(value)

    def _row_to_hold(self, current: int) -> int:
        """Return the row that must not move: under the pointer, else, if scrolled, the current, else the topmost.

        A list that stands at its top stays there: the most urgent are never pushed out of sight by what merely is selected.
        """
        pointed = self._row_under_pointer()
        if pointed >= 0:
            return pointed
        visible = self.seen_rows()
        if self.verticalScrollBar().value() == 0 or not len(visible):
            return -1
        return current if current in visible else visible.start

    def _row_under_pointer(self) -> int:
        return -1 if self._pointer_y is None else self.rowAt(self._pointer_y)

    def _is_young(self, ticket: Ticket) -> bool:
        return (self._queue.now - ticket.stage_since).total_seconds() < BLINK_S

    def _hover(self, row: int) -> None:
        before, self.painting.hovered = self.painting.hovered, row
        if before != row:
            self.touch_rows([each for each in (before, row) if each >= 0])

    def _forget_pointer(self) -> None:
        """Let the list settle: nothing is under the pointer that would have to stand still."""
        self._pointer_y = None
        self._hover(-1)
        if self._over != (0, 0):
            self._over = (0, 0)
            self.updateGeometries()

    def _open(self, index: QModelIndex) -> None:
        # After a ticket went, the current row is its neighbour's, which nobody chose.
        if index.isValid() and self.selectionModel().isSelected(index):
            self.opened.emit(self._queue.id_at(index.row()))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index)

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self._mark is None and current.isValid():
            self.looked_at.emit(self._queue.id_at(current.row()))

    def _on_selection_changed(self) -> None:
        if self._mark is None:
            self._out_of_sight = frozenset()

    def _on_folded(self) -> None:
        """Make the rows as high as their lines need; the row that the keys act on stays in sight."""
        rows, height = self.verticalHeader(), self.painting.row_height()
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        if self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _on_theme_changed(self) -> None:
        self.columns.fit(self.viewport().width())
        self._on_folded()
        self.viewport().update()


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return sorted rows as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
