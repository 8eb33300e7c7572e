"""A calm sheet over a side of the map, or beside a pixel of it: one at a time, Escape gives the keyboard back to the map."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside

WIDE_PX: Final = 340
_MARGIN: Final = 10
_BELOW_TOOLS: Final = 60
_ROOMY_PX: Final = 420
"""On a lower map a sheet lies over the tools: its rows need the room."""
_FOOT: Final = 34
_BESIDE: Final = QPoint(14, 10)


class SideSheet(QFrame):
    """A heading, a way to close it, and what others put into ``body``. GUI thread.

    ``over`` is the map's panel; ``keys_to`` gets the keyboard back.

    Signals:
        closed(): it was closed, by hand or because another was opened.
    """

    closed = Signal()

    def __init__(self, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("mapSheet")
        self._over = over
        self._keys_to = keys_to
        self._at: QPoint | None = None
        column = QVBoxLayout(self)
        side = theme.metric("space_3")
        column.setContentsMargins(side, theme.metric("space_2"), theme.metric("space_2"), side)
        column.setSpacing(theme.metric("space_2"))
        head = inside(column, QHBoxLayout())
        self._heading = ElidedLabel(parent=self)
        self._heading.setProperty("type", "heading")
        head.addWidget(self._heading, 1)
        self._shut = QToolButton(self)
        self._shut.setAccessibleName(self.tr("Close (Esc)"))
        self._shut.setToolTip(self._shut.accessibleName())
        wear(self._shut, "close")
        self._shut.clicked.connect(lambda _=False: self.shut())
        head.addWidget(self._shut)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setProperty("tone", "second")
        self._note.setProperty("type", "small")
        column.addWidget(self._note)
        self.body = inside(column, QVBoxLayout(), 1)
        self.body.setSpacing(theme.metric("space_2"))
        over.installEventFilter(self)
        self.hide()

    def head(self, heading: str, note: str = "") -> None:
        """Say what it is about."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def note_below(self, field: QWidget) -> None:
        """Say the note under a field of the body, where the eye is while one types; what is left over stays empty."""
        self.body.insertWidget(self.body.indexOf(field) + 1, self._note)
        self.body.addStretch()

    @property
    def words(self) -> tuple[str, str]:
        """The heading and the note below it."""
        return self._heading.text(), self._note.text() if not self._note.isHidden() else ""

    def unfold(self, at: QPoint | None = None) -> None:
        """Show it at the side, or beside a pixel of the map, instead of any other sheet; the keyboard goes to it."""
        self._at = at
        for other in self._over.findChildren(SideSheet):
            if other is not self and not other.isHidden():
                other.shut()
        self.place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Hide it; the keyboard goes back to the map if it was here."""
        if self.isHidden():
            return
        had_keys = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.hide()
        if had_keys:
            self._keys_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Lie where there is room, never over the edge of the map."""
        room = self._over.size()
        wide = min(WIDE_PX, room.width() - 2 * _MARGIN)
        top = _BELOW_TOOLS if self._at is None and room.height() >= _ROOMY_PX else _MARGIN
        wants = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        self.resize(wide, max(min(wants, room.height() - top - _FOOT), self.minimumSizeHint().height()))
        left, up = room.width() - self.width() - _MARGIN, top
        if self._at is not None:
            beside = self._at + _BESIDE
            left = (
                beside.x() if beside.x() + self.width() <= room.width() else self._at.x() - _BESIDE.x() - self.width()
            )
            up = min(beside.y(), room.height() - _FOOT - self.height())
        self.move(max(_MARGIN, left), max(_MARGIN, up))

    def event(self, event: QEvent) -> bool:
        """Take another height when what is listed asks for it."""
        taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and not self.isHidden():
            self.place()
        return taken

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)
