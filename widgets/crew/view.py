"""The roster's table: tickets are dropped on its rows, and each row says first what that would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QWidget

from console.domain.ticket import Target, TicketId
from console.targets import TargetCheck
from widgets import theme
from widgets.crew.delegate import CrewDelegate
from widgets.crew.model import Column, CrewModel
from widgets.kit import target_words
from widgets.kit.elided import ElidedLabel
from widgets.kit.row_table import RowTable
from widgets.kit.ticket_mime import tickets_of

GIVEN_UP_FIRST = (Column.FIX, Column.REGION)
"""Where it is narrow, these are left out in turn."""
OF_CREWS = (Column.AWAY, Column.FIX)
"""What a department has not: a position."""
GROWTH_PX = 4
"""The row under a drag grows by this much up and down."""

Judge = Callable[[Target, Sequence[TicketId]], TargetCheck]


class CrewView(RowTable):
    """Rows as drop targets.

    Signals (GUI thread):
        chosen(Target): Enter on a row.
        fly_asked(Target): double click on a row.
        dropped(list[TicketId], Target): tickets were dropped on a row that may take them.
        hovered_changed(bool): the pointer came or went: while it is here, rows keep their order.
    """

    chosen = Signal(object)
    fly_asked = Signal(object)
    dropped = Signal(object, object)
    hovered_changed = Signal(bool)

    def __init__(self, model: CrewModel, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crews = model
        self._judge = judge
        self._carried: list[TicketId] = []
        self._checks: dict[int, TargetCheck] = {}
        self.setModel(model)
        self.painting = CrewDelegate(model, self)
        self.setItemDelegate(self.painting)
        self.setObjectName("crewTable")
        self.setAccessibleName(self.tr("Crews and departments"))
        self.setAccessibleDescription(
            self.tr("Enter dispatches the ticket in focus to the row; drop tickets on a row.")
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self._hint = _Hint(self.viewport())
        self.doubleClicked.connect(self._on_double_clicked)
        model.modelReset.connect(self._fit)
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def is_under_drag(self) -> bool:
        return bool(self._carried)

    def target_at(self, row: int) -> Target:
        return self._crews.lines[row].target

    def hint(self) -> str:
        """Return what the hovering drag is told; empty while there is none."""
        return "" if self._hint.isHidden() else self._hint.label.text()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        carried = [id_ for id_, _seen in tickets_of(event.mimeData())]
        if not carried:
            event.ignore()
            return
        self._carried = carried
        self._checks = {}
        self.painting.dimmed = frozenset(row for row in range(self._crews.rowCount()) if not self._check(row).allowed)
        self.viewport().update()
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # The table's own part: scrolling when the drag comes to an edge.
        super().dragMoveEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        if row < 0 or not self._carried:
            self._hint.hide()
            event.ignore()
            return
        check = self._check(row)
        self._hint.tell(check, self.row_rect(row))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(check.allowed)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        carried = [id_ for id_, _seen in tickets_of(event.mimeData())]
        allowed = row >= 0 and bool(carried) and self._judge(self.target_at(row), carried).allowed
        self._end_drag()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(allowed)
        if allowed:
            self.dropped.emit(carried, self.target_at(row))

    def viewportEvent(self, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseMove:
                self._hover(self.rowAt(cast("QMouseEvent", event).position().toPoint().y()))
            case QEvent.Type.Enter:
                self.hovered_changed.emit(True)
            case QEvent.Type.Leave:
                self._hover(-1)
                self.hovered_changed.emit(False)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid() and not event.modifiers().value:
            self.chosen.emit(self.target_at(index.row()))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        rows, most = self.rows_in(event.rect()), len(self.seen_rows())
        self.painting.paint_rows(painter, rows, self.cells(), self.chosen_in_sight(), most)
        painter.end()

    def _check(self, row: int) -> TargetCheck:
        """Judge a row once a drag: while it runs, the rows do not change."""
        if row not in self._checks:
            self._checks[row] = self._judge(self.target_at(row), self._carried)
        return self._checks[row]

    def _end_drag(self) -> None:
        self._carried = []
        self._checks = {}
        self.painting.dimmed = frozenset()
        self._hint.hide()
        self.viewport().update()

    def _hover(self, row: int) -> None:
        before, self.painting.hovered = self.painting.hovered, row
        for each in {before, row} - {-1} if before != row else ():
            self.viewport().update(self.row_rect(each))

    def _fit(self) -> None:
        shown = [column for column in Column if column not in OF_CREWS or not self._crews.is_of_departments]
        wishes = {column: self.painting.wish(column) for column in Column}
        for column in GIVEN_UP_FIRST:
            if column not in shown or sum(wishes[each] for each in shown) <= self.viewport().width():
                continue
            shown.remove(column)
        wishes[Column.NAME] += max(0, self.viewport().width() - sum(wishes[each] for each in shown)) // 2
        stretched = Column.REGION if Column.REGION in shown else Column.NAME
        header = self.horizontalHeader()
        for column in Column:
            header.setSectionHidden(column, column not in shown)
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, stretch if column is stretched else fixed)
            if column is not stretched and column in shown:
                header.resizeSection(column, wishes[column])

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.fly_asked.emit(self.target_at(index.row()))

    def _on_theme_changed(self) -> None:
        self.verticalHeader().setMinimumSectionSize(theme.metric("row_desk"))
        self.verticalHeader().setDefaultSectionSize(theme.metric("row_desk"))
        self._fit()
        self.viewport().update()


class _Hint(QFrame):
    """The row under a drag, grown a little, with what dropping there would do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = ElidedLabel(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.metric("space_2"), 0, theme.metric("space_2"), 0)
        row.addWidget(self.label)
        self.hide()

    def tell(self, check: TargetCheck, rect: QRect) -> None:
        self.label.setText(target_words.sentence(check))
        self.setProperty("invalid", not check.allowed)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setGeometry(rect.adjusted(2, -GROWTH_PX, -2, GROWTH_PX))
        self.show()
