"""What is wrong with the map itself, in one line above it: the gravest first, with a way on where there is one."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from widgets.kit.banner import Banner, Tone

WIDTH_PX: Final = 620
BELOW_PX: Final = 52


class Trouble(IntEnum):
    """What can be wrong, the gravest first."""

    PAGE = 1
    BASE_MAP = 2


class Troubles(Banner):
    """The line above a map. GUI thread. What was closed by hand comes again once something else is said of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        parent.installEventFilter(self)
        self._said: dict[Trouble, tuple[str, str, Callable[[], None] | None]] = {}
        self.acted.connect(self._act)

    def say(self, of: Trouble, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Tell what is wrong; nothing is wrong any more with an empty text. ``action`` names the button for ``act``."""
        if (text, action) == self._said.get(of, ("", ""))[:2]:
            return
        if text:
            self._said[of] = text, action, act
        else:
            self._said.pop(of, None)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        """Lie below the bars in the corners, in the middle and no wider than a line is easily read."""
        width = min(WIDTH_PX, self._over.width() - 2 * BELOW_PX)
        self.setGeometry((self._over.width() - width) // 2, BELOW_PX, width, self.heightForWidth(width))

    def _show(self) -> None:
        if not self._said:
            self.clear()
            return
        gravest = min(self._said)
        text, action, _act = self._said[gravest]
        tone: Tone = "error" if gravest is Trouble.PAGE else "warn"
        self.tell(text, tone, action=action, closable=gravest is not Trouble.PAGE)
        self._place()
        self.raise_()

    def _act(self) -> None:
        act = self._said[min(self._said)][2] if self._said else None
        if act is not None:
            act()
