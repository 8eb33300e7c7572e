"""What a list says while it is empty: what is missing, and the next key to press."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from widgets import theme


class EmptyNote(QLabel):
    """A text in the middle of a list, as long as the list has no rows; the pointer goes through it."""

    def __init__(self, view: QAbstractItemView, text: str = "") -> None:
        super().__init__(text, view.viewport())
        self.setObjectName("emptyState")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view = view
        view.viewport().installEventFilter(self)
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._on_rows)
        self._fit()
        self._on_rows()

    def say(self, text: str) -> None:
        """Say something else from now on."""
        self.setText(text)
        self._on_rows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        gap = theme.metric("space_3")
        self.setGeometry(self._view.viewport().rect().adjusted(gap, 0, -gap, 0))

    def _on_rows(self) -> None:
        is_empty = not self._view.model().rowCount()
        self.setVisible(is_empty and bool(self.text()))
        self._view.setAccessibleDescription(self.text() if is_empty else "")
