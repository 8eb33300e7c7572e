"""The command that changes the look: it shows and says the look that it leads to, not the one in force."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from widgets import theme
from widgets.kit.icon import wear

LEADS_TO: Final = {
    "night": ("day", QT_TRANSLATE_NOOP("ThemeCommand", "Day theme")),
    "day": ("night", QT_TRANSLATE_NOOP("ThemeCommand", "Night theme")),
}
"""By the look in force: the picture and the words of the other."""


class ThemeCommand(QObject):
    """Keeps words and picture of ``action`` right for as long as it lives."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        picture, words = LEADS_TO[theme.current.theme.name]
        text = QCoreApplication.translate("ThemeCommand", str(words))
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._action.setText(text)
        self._action.setToolTip(f"{text} ({keys})")
        wear(self._action, picture)
