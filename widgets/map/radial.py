"""The menu around a point of the map: up to six entries in a ring, by pointer, digits or arrows; Escape leaves."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from widgets import theme
from widgets.kit.icon import paint_icon

ENTRIES: Final = 6
_PETAL: Final = QSize(142, 44)
_HUB: Final = QSize(142, 52)
_PLACES: Final = ((0, -62), (150, -29), (150, 29), (0, 62), (-150, 29), (-150, -29))
"""Where the middles of the entries lie around that of the ring, px: clockwise from the top."""
_SIZE: Final = QSize(2 * 150 + _PETAL.width() + 4, 2 * 62 + _PETAL.height() + 4)
_NARROWER_PX: Final = 4
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be done here; ``why`` says why not, empty where it can."""

    text: str
    sign: str
    do: Callable[[], None]
    why: str = ""


class Radial(QWidget):
    """A ring of entries over the map, the first at the top, clockwise; in its middle what they are about. GUI thread.

    ``keys_to`` gets the keyboard back.
    """

    def __init__(self, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._keys_to = keys_to
        self._about = ""
        self.petals: list[_Petal] = []
        self.here: _Petal | None = None
        """The entry that the keyboard is on."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(_SIZE)
        running = QApplication.instance()
        if isinstance(running, QApplication):
            running.focusChanged.connect(self._on_focus_changed)
        theme.current.changed.connect(self.update)
        self.hide()

    def unfold(self, about: str, entries: Sequence[Entry], at: QPoint) -> None:
        """Show the entries around a pixel of the map; the keyboard goes to the first that can be chosen."""
        for petal in self.petals:
            petal.hide()
            petal.deleteLater()
        self._about = about
        self.setAccessibleName(about)
        self.petals = [_Petal(number, entry, self) for number, entry in enumerate(entries[:ENTRIES], 1)]
        middle = self.rect().center()
        for place, petal in zip(_PLACES, self.petals, strict=False):
            petal.move(middle + QPoint(*place) - QPoint(_PETAL.width() // 2, _PETAL.height() // 2))
            petal.clicked.connect(lambda _=False, number=petal.number: self.choose(number))
            petal.show()
        room = self._over.rect()
        corner = at - middle
        self.move(
            max(0, min(corner.x(), room.width() - self.width())), max(0, min(corner.y(), room.height() - self.height()))
        )
        self.show()
        self.raise_()
        self.here = next((petal for petal in self.petals if not petal.entry.why), None)
        (self.here or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Leave without choosing; the keyboard goes back to the map."""
        if not self.isHidden():
            self.hide()
            self._keys_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def choose(self, number: int) -> bool:
        """Do what an entry says, by its number from 1; False where there is none, or it may not be done."""
        if not 1 <= number <= len(self.petals):
            return False
        petal = self.petals[number - 1]
        if petal.entry.why:
            self._be_on(petal)
            return False
        self.shut()
        petal.entry.do()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        digit = event.key() - Qt.Key.Key_0
        if key is Qt.Key.Key_Escape:
            self.shut()
        elif 1 <= digit <= ENTRIES:
            self.choose(digit)
        elif key in _WAYS:
            self._go(*_WAYS[key])
        elif key in _ENTER and self.here is not None:
            self.choose(self.here.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.rect().center())
        painter.setPen(QPen(theme.color("outline"), 1))
        for petal in self.petals:
            painter.drawLine(middle, QPointF(petal.geometry().center()))
        hub = QRectF(0, 0, _HUB.width(), _HUB.height())
        hub.moveCenter(middle)
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.setBrush(theme.color("panel"))
        painter.drawRoundedRect(hub, 8, 8)
        why = self.here.entry.why if self.here is not None else ""
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("p2_text" if why else "text_1"))
        _write(painter, hub.adjusted(8, 2, -8, -2).toRect(), why or self._about, Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def _go(self, dx: int, dy: int) -> None:
        """Go to the nearest entry that way from the one with the keyboard, from the middle where none has it."""
        here = self.here
        start = here.geometry().center() if here is not None else self.rect().center()

        def cost(petal: _Petal) -> float:
            off = petal.geometry().center() - start
            ahead, aside = off.x() * dx + off.y() * dy, abs(off.x() * dy) + abs(off.y() * dx)
            return ahead + 2 * aside if ahead > 0 else math.inf

        best = min((petal for petal in self.petals if petal is not here), key=cost, default=None)
        if best is not None and math.isfinite(cost(best)):
            self._be_on(best)

    def _be_on(self, petal: _Petal) -> None:
        self.here = petal
        petal.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now) and not self.isHidden():
            self.hide()


class _Petal(QAbstractButton):
    """An entry of the ring: its number, its sign, its words; dimmed where it may not be chosen, and then it says why."""

    def __init__(self, number: int, entry: Entry, parent: Radial) -> None:
        super().__init__(parent)
        self._ring = parent
        self.number = number
        self.entry = entry
        self.setText(entry.text)
        self.setAccessibleName(f"{number}. {entry.text}")
        self.setAccessibleDescription(entry.why)
        self.setToolTip("\n".join(filter(None, (entry.text, entry.why))))
        self.setStatusTip(entry.why)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.resize(_PETAL)

    def sizeHint(self) -> QSize:
        return _PETAL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # All keys are the ring's.

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.here = self
        self._ring.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_dim, has_keys = bool(self.entry.why), self._ring.here is self
        ground = "hover" if (self.underMouse() or has_keys) and not is_dim else "raised"
        painter.setPen(
            QPen(theme.color("focus" if has_keys else "divider" if is_dim else "outline"), 2 if has_keys else 1)
        )
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ink = theme.color("text_3" if is_dim else "text_1")
        side = theme.metric("icon")
        small = theme.font("small")
        painter.setFont(small)
        painter.setPen(theme.color("text_3" if is_dim else "text_2"))
        digit = QRect(8, 0, QFontMetrics(small).horizontalAdvance("0"), self.height())
        painter.drawText(digit, Qt.AlignmentFlag.AlignCenter, str(self.number))
        paint_icon(painter, QRectF(digit.right() + 7, (self.height() - side) / 2, side, side), self.entry.sign, ink)
        painter.setPen(ink)
        left = digit.right() + 7 + side + 7
        _write(painter, QRect(left, 2, self.width() - left - 8, self.height() - 4), self.entry.text)
        painter.end()


def _write(painter: QPainter, room: QRect, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """Write a text into a room in at most as many lines as it has place for; what is too long ends in …."""
    metrics = painter.fontMetrics()
    flags = align.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
    high = max(1, room.height() // metrics.height()) * (metrics.height() + 1)
    cut = text
    while cut and metrics.boundingRect(room, flags, cut).height() > high:
        cut = cut[:-2].rstrip() + "…" if len(cut) > 2 else ""
    painter.drawText(evened(metrics, room, flags, cut), flags, cut)


def evened(metrics: QFontMetrics, room: QRect, flags: int, text: str) -> QRect:
    """Return the room as narrow as it may be without one line more: the lines of a text are then of about one length.

    Han words have no gaps to break at, and a last line of one letter reads as a mistake.
    """
    tall = metrics.boundingRect(room, flags, text).height()
    narrow = QRect(room)
    while narrow.width() > _NARROWER_PX:
        less = narrow.adjusted(0, 0, -_NARROWER_PX, 0)
        taken = metrics.boundingRect(less, flags, text)
        if taken.height() > tall or taken.width() > less.width():
            break
        narrow = less
    if flags & Qt.AlignmentFlag.AlignHCenter.value:
        narrow.moveCenter(room.center())
    return narrow
