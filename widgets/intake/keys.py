"""The keys that take a call in: Ctrl+Return; with Shift it is merged into what is likely the same."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Press(Enum):
    """What a press of these keys asks for."""

    TAKE_IN = auto()
    MERGE_IN = auto()


_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_HELD = {_CTRL: Press.TAKE_IN, _CTRL | _SHIFT: Press.MERGE_IN}


def press_of(event: QKeyEvent) -> Press | None:
    """Return what the keys ask for; None for any others."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _HELD.get(held) if event.key() in _RETURN else None
