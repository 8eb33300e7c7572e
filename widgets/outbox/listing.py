"""The list of orders that wait at this desk: those to be looked at first, then those that are sent by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from console.board import Board
from console.kept import Kept, Stand
from widgets import theme
from widgets.kit import order_words

_KEY = Qt.ItemDataRole.UserRole


class OutboxList(QTreeWidget):
    """One line an order.

    Signals (GUI thread):
        chosen(): another order is the current one, or none.
    """

    chosen = Signal()

    def __init__(self, board: Board, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._zone = zone
        self.setAccessibleName(self.tr("Orders that wait"))
        self.setHeaderLabels([self.tr("Stands"), self.tr("Order"), self.tr("About"), self.tr("Given")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        for column in (0, 1, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Replace what is shown; who was on an order stays on it, else the first one is chosen."""
        here = self.here()
        self.blockSignals(True)
        self.clear()
        for one in sorted(kept, key=lambda one: (one.stand is not Stand.REVIEW, one.n)):
            stands = self.tr("To look at") if one.stand is Stand.REVIEW else self.tr("Queued")
            given = f"{one.given_at.astimezone(self._zone):%m-%d %H:%M:%S}"
            about = order_words.about(one.order, self._board, kept)
            item = QTreeWidgetItem([stands, order_words.what(one.order, self._board), about, given])
            item.setData(0, _KEY, one.key)
            item.setForeground(0, theme.color("p2_text" if one.stand is Stand.REVIEW else "text_2"))
            item.setToolTip(2, item.text(2))
            self.addTopLevelItem(item)
            if one.key == here:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)
        self.chosen.emit()

    def here(self) -> UUID | None:
        """Return the key of the order that is the current one."""
        item: QTreeWidgetItem | None = self.currentItem()
        key = item.data(0, _KEY) if item is not None else None
        return key if isinstance(key, UUID) else None
