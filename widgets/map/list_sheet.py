"""A sheet that is one list: what lies upon one another under a pixel, or what is nearest to a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from widgets.map.rows import Row, RowList
from widgets.map.side_sheet import SideSheet


class ListSheet(SideSheet):
    """Rows to choose from by digit, arrows and Enter, or pointer; ``stays``: it stays open when one is chosen.

    Signals (GUI thread):
        chosen(key): a row was chosen.
        looked_at(key): the keyboard went to a row; None when it is closed.
    """

    chosen = Signal(object)
    looked_at = Signal(object)

    def __init__(self, over: QWidget, keys_to: QWidget, *, stays: bool = False) -> None:
        super().__init__(over, keys_to)
        self._stays = stays
        self.list = RowList(self)
        self.list.chosen.connect(self._on_chosen)
        self.list.looked_at.connect(self.looked_at)
        self.closed.connect(lambda: self.looked_at.emit(None))
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def show_rows(self, heading: str, rows: Sequence[Row], note: str = "", at: QPoint | None = None) -> None:
        """List these at the side, or beside a pixel of the map."""
        self.head(heading, note)
        # The first row is only where the keyboard begins: nobody looks at it yet.
        with QSignalBlocker(self.list):
            self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.updateGeometry()
        self.unfold(at)

    def _on_chosen(self, key: object) -> None:
        if not self._stays:
            self.shut()
        self.chosen.emit(key)
