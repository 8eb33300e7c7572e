"""An inline banner: tells at the place where it matters, offers one way on, never stops the operator."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from widgets import theme
from widgets.kit.icon import icon, wear

Tone = Literal["info", "warn", "error"]
_ICONS: Final[dict[str, tuple[str, str]]] = {
    "info": ("info", "link"),
    "warn": ("warning", "p2_text"),
    "error": ("warning", "p1_text"),
}


class Banner(QFrame):
    """One line above a panel's content; hidden until ``tell``.

    Signals (GUI thread):
        acted(): the operator pressed the action.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        # As many lines as the text needs at this width: with "Maximum" it would get those that it likes best.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tone: Tone = "info"
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(self)
        self._action.clicked.connect(self.acted)
        self._close = QToolButton(self)
        self._close.setAccessibleName(self.tr("Close notice"))
        self._close.setToolTip(self.tr("Close notice"))
        self._close.clicked.connect(self.hide)
        wear(self._close, "close", "text_2")
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.metric("space_2"), theme.metric("space_1"), theme.metric("space_1"), theme.metric("space_1")
        )
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        theme.current.changed.connect(self._on_theme_changed)
        self.hide()

    def tell(self, text: str, tone: Tone = "info", *, action: str = "", closable: bool = True) -> None:
        """Show ``text``; with ``action`` a button so named. A later call replaces an earlier one."""
        self._tone = tone
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self.setAccessibleName(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._on_theme_changed()
        self.show()

    def text(self) -> str:
        """Return what is told, empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def clear(self) -> None:
        """Take the banner away."""
        self.hide()

    def _on_theme_changed(self) -> None:
        name, role = _ICONS[self._tone]
        side = theme.metric("icon")
        self._icon.setPixmap(icon(name, role).pixmap(side, side))
