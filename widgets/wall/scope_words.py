"""Whose a saved layout is, in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.domain.saved_layout import SavedLayout, Scope

_SCOPES: Final = {
    Scope.ME: QT_TRANSLATE_NOOP("scope_words", "mine"),
    Scope.SHIFT: QT_TRANSLATE_NOOP("scope_words", "the shift's"),
    Scope.HALL: QT_TRANSLATE_NOOP("scope_words", "the hall's"),
}


def scope(code: Scope) -> str:
    """Return whose a layout is."""
    return QCoreApplication.translate("scope_words", str(_SCOPES[code]))


def title(layout: SavedLayout, *, changed: bool = False) -> str:
    """Return a layout's number and name, with a star where the wall shows something else by now."""
    return f"{layout.number} {layout.name}{' *' if changed else ''}"
