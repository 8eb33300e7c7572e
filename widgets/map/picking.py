"""Picking a place: the next click on the map is the answer, Escape takes the question back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from widgets.map.drag import DropHint
from widgets.map.live import LiveMap


class Picker(QObject):
    """Waits for one click.

    Signals:
        picked(LatLng): the place that was clicked.
    """

    picked = Signal(object)

    def __init__(self, keys_of: QWidget, live: LiveMap, hint: DropHint) -> None:
        super().__init__(keys_of)
        self.is_on = False
        self._live = live
        self._hint = hint
        self._escape = QShortcut(QKeySequence("Escape"), keys_of)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._escape.activated.connect(self.end)
        self._escape.setEnabled(False)

    def begin(self) -> None:
        """Ask for a place."""
        self._turn(True)
        middle = self._live.view.width / 2
        self._hint.say(self.tr("Click where it is; Esc to leave"), "", middle, 0)

    def end(self) -> None:
        """Ask no more."""
        self._turn(False)
        self._hint.hide()

    def take(self, x: float, y: float) -> bool:
        """Take a click as the answer, if one is waited for."""
        if not self.is_on:
            return False
        self.end()
        self.picked.emit(self._live.view.place_at(x, y))
        return True

    def _turn(self, on: bool) -> None:
        self.is_on = on
        self._live.let_pick(on=on)
        self._escape.setEnabled(on)
