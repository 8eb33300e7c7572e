"""Two fields of the form in one row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from widgets import theme


def pair(wide: QWidget, beside: QWidget, parent: QWidget) -> QWidget:
    """Return both side by side, as wide as each other but for a button, which takes what it needs."""
    both = QWidget(parent)
    both.setProperty("surface", "clear")
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.metric("space_2"))
    row.addWidget(wide, 1)
    row.addWidget(beside, 0 if isinstance(beside, QToolButton) else 1)
    return both
