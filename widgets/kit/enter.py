"""Enter presses the button that has the keyboard, as the space bar does: outside dialogs Qt lets it do nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def presses(event: QKeyEvent) -> bool:
    """Press the button at an Enter that nobody else took; tell whether there was one. A key held down presses once."""
    keyboard: QWidget | None = QApplication.focusWidget()
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    is_plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    if not (is_enter and is_plain and isinstance(keyboard, QAbstractButton)):
        return False
    if not event.isAutoRepeat():
        keyboard.click()
    return True
