"""The keys of the pen: while it is in hand they are its own, whatever else they do on the map or in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from widgets.map.pen import Pen

_BARE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

Do = Callable[[], object]


class PenKeys(QObject):
    """Takes the pen's keys off the map's page before any shortcut sees them. GUI thread."""

    def __init__(self, pen: Pen, view: QWidget) -> None:
        super().__init__(view)
        self._pen = pen
        self._view = view
        self._watched: QWidget | None = None
        self._do: dict[QKeyCombination, Do] = {
            QKeyCombination(_BARE, Qt.Key.Key_Return): pen.enter,
            QKeyCombination(_BARE, Qt.Key.Key_Enter): pen.enter,
            QKeyCombination(_CTRL, Qt.Key.Key_Return): pen.finish,
            QKeyCombination(_BARE, Qt.Key.Key_Backspace): pen.take_back,
            QKeyCombination(_BARE, Qt.Key.Key_Escape): pen.escape,
            QKeyCombination(_BARE, Qt.Key.Key_Delete): pen.delete,
            QKeyCombination(_CTRL, Qt.Key.Key_Z): pen.undo,
            QKeyCombination(_CTRL, Qt.Key.Key_Y): pen.sheet.redo,
        }
        for key, (dx, dy) in _WAYS.items():
            self._do[QKeyCombination(_BARE, key)] = partial(pen.step, dx, dy)
            self._do[QKeyCombination(_SHIFT, key)] = partial(pen.step, dx, dy, fine=True)
        pen.changed.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._pen.is_on:
            return False
        key = cast("QKeyEvent", event)
        modifiers = key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        do = self._do.get(QKeyCombination(modifiers, Qt.Key(key.key())))
        if do is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            do()
        return True

    def _watch(self) -> None:
        """Watch the widget that has the page's keys now: a page that was loaded again has another."""
        keys = self._view.focusProxy() or self._view
        if self._pen.is_on and keys is not self._watched:
            self._watched = keys
            keys.installEventFilter(self)
