"""Labels and buttons that give up their end, never their place: too long a text ends in … and is whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOption, QStyleOptionButton, QWidget


class ElidedLabel(QLabel):
    """One line of plain text, cut at the right where there is no room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def shown(self) -> str:
        """Return the text as it is cut now."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            self.shown(),
            self.foregroundRole(),
        )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        self.setToolTip(self.text() if self.shown() != self.text() else "")


class ElidedButton(QPushButton):
    """A button of several lines, each cut at the right where there is no room; a screen reader hears them whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self._why = ""
        # A long name gives way to the panel, not the panel to the name.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, *lines: str) -> None:
        """Show ``lines``, which are plain text."""
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleName(" · ".join(lines))
            self._tip()
            self._cut()

    def explain(self, why: str) -> None:
        """Add plain text of several lines to the tool tip; a screen reader hears it as the description."""
        if why != self._why:
            self._why = why
            self.setAccessibleDescription(why)
            self._tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _tip(self) -> None:
        self.setToolTip("\n".join(filter(None, (self.accessibleName(), self._why))))

    def _cut(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        cut = (self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room) for line in self._lines)
        # An ampersand of a name is no mark of a key.
        self.setText("\n".join(cut).replace("&", "&&"))
