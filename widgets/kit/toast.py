"""Toasts: what was just done, with the seconds in which it can be undone; alarms never come here.

They have a place of their own, which is empty where there are none: nothing is covered and nothing moves for them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.inside import inside

TICK_MS = 50
SHOWN_MAX = 2
"""Toasts shown at a time; older ones keep their window and stay undoable by key."""
LATE_MS = 400
"""So long after a toast went from under the pointer, a press there still meant that toast."""


class Toast(QFrame):
    """One thing done: text, what is left of its window as a shrinking bar, and the two ways out.

    Signals (GUI thread):
        undone(): the operator takes it back.
        sent_now(): the operator does not want to wait.
        ended(): the window is over.
    """

    undone = Signal()
    sent_now = Signal()
    ended = Signal()

    def __init__(
        self,
        text: str,
        window_s: float,
        *,
        can_undo: bool = True,
        undo: str = "",
        seconds: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """``window_s``: how long it stays, from now; ``seconds``: a clock that only goes forward.

        ``undo`` names the way back of what was done already: then there is nothing to be sent.
        """
        super().__init__(parent)
        self.setObjectName("toast")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(text)
        self._seconds = seconds
        self._window_s = window_s
        self._ends_at = seconds() + window_s
        self._bar = _Remaining(self)
        column = QVBoxLayout(self)
        edge, gap = theme.metric("space_2"), theme.metric("space_1")
        column.setContentsMargins(edge, 0, gap, 0)
        column.setSpacing(0)
        row = inside(column, QHBoxLayout(), 1)
        row.setSpacing(gap)
        label = ElidedLabel(text, self)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(label, 1)
        if can_undo:
            send = QPushButton(self.tr("Send now"), self)
            send.setProperty("role", "flat")
            send.clicked.connect(self.sent_now)
            send.setVisible(not undo)
            back = QPushButton(undo or self.tr("Undo"), self)
            back.clicked.connect(self.undone)
            for button in (send, back):
                # Pressed, they go: the keyboard stays with the list they were pressed from.
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                row.addWidget(button)
        column.addWidget(self._bar)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Shrink the bar to what is left by the clock; tells ``ended`` once nothing is."""
        left_s = self._ends_at - self._seconds()
        self._bar.show_part(max(0.0, left_s / self._window_s))
        if left_s <= 0 and self._timer.isActive():
            self._timer.stop()
            self.ended.emit()


class ToastRow(QWidget):
    """The toasts of a window side by side, newest last, each known by the id of what it can undo.

    As high as a toast even where there is none. After one has gone from under the pointer the row takes no press for
    a moment: the press was meant for the toast that is not there any more, not for the one that moved up.

    Signals (GUI thread):
        undone(int): take this one back.
        sent_now(int): send this one at once.
    """

    undone = Signal(int)
    sent_now = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toasts: dict[int, Toast] = {}
        self._told = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.metric("space_2"))
        self._row.addStretch(1)
        self._guard = QWidget(self)
        self._guard.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._guard.hide()
        self._late = QTimer(self, interval=LATE_MS, singleShot=True)
        self._late.timeout.connect(self._guard.hide)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.current.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def offer(self, id_: int, text: str, window_s: float, *, undo: str = "") -> None:
        """Show what was done under ``id_`` (positive) and let it be undone for ``window_s`` seconds.

        ``undo`` names the way back of what is done already; without it, it is still held and may be sent at once.
        """
        toast = Toast(text, window_s, undo=undo, parent=self)
        toast.undone.connect(lambda: self._take(id_, self.undone))
        toast.sent_now.connect(lambda: self._take(id_, self.sent_now))
        self._add(id_, toast)

    def tell(self, text: str, window_s: float = 4.0) -> None:
        """Show something done that needs no undo."""
        self._told -= 1
        self._add(self._told, Toast(text, window_s, can_undo=False, parent=self))

    def withdraw(self, id_: int) -> None:
        """Take a toast away: it was undone or sent by another way. Unknown ids are none of its business."""
        toast = self._toasts.pop(id_, None)
        if toast is not None:
            if toast.underMouse():
                self._guard_late_presses()
            self._row.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._show_newest()

    def ids(self) -> tuple[int, ...]:
        """Return what can still be undone here, oldest first."""
        return tuple(id_ for id_ in self._toasts if id_ > 0)

    def _add(self, id_: int, toast: Toast) -> None:
        self.withdraw(id_)
        toast.ended.connect(lambda: self.withdraw(id_))
        self._toasts[id_] = toast
        self._row.insertWidget(self._row.count() - 1, toast)
        self._show_newest()

    def _take(self, id_: int, told: SignalInstance) -> None:
        self.withdraw(id_)
        told.emit(id_)

    def _show_newest(self) -> None:
        shown = list(self._toasts)[-SHOWN_MAX:]
        for id_, toast in self._toasts.items():
            toast.setVisible(id_ in shown)

    def _guard_late_presses(self) -> None:
        self._guard.setGeometry(self.rect())
        self._guard.show()
        self._guard.raise_()
        self._late.start()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme.metric("target") + theme.metric("space_3"))


class _Remaining(QWidget):
    """The bar that shrinks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(3)
        self._part = 1.0

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(self.rect()), theme.color("divider"))
        painter.fillRect(QRectF(0, 0, self.width() * self._part, self.height()), theme.color("link"))
        painter.end()
