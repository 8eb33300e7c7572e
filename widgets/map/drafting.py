"""The two tools that draw grids on the map, one at a time: their keys, their bar, and what the hand does to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.grid import RegionCode
from widgets.map.cutting import Cutting
from widgets.map.drafting_bar import DraftingBar
from widgets.map.live import LiveMap
from widgets.map.shaping import Shaping
from widgets.map.shaping_marks import ShapingMarks
from widgets.map.view import MapView

Tool = Shaping | Cutting

_WAYS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_FAR, _FINE = 10.0, 0.1
"""What Shift and Ctrl make of a step of one pixel."""
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_PLAIN: Final[dict[Qt.Key, Callable[[Tool], None]]] = {
    Qt.Key.Key_Tab: lambda tool: tool.step(+1),
    Qt.Key.Key_Backtab: lambda tool: tool.step(-1),
    Qt.Key.Key_Insert: lambda tool: tool.insert(),
    Qt.Key.Key_Space: lambda tool: tool.snap(),
    Qt.Key.Key_Delete: lambda tool: tool.remove(),
    Qt.Key.Key_Backspace: lambda tool: tool.undo(),
    Qt.Key.Key_Return: lambda tool: tool.keep(),
    Qt.Key.Key_Enter: lambda tool: tool.keep(),
    Qt.Key.Key_Escape: lambda tool: tool.end(),
}
_WITH_CTRL: Final[dict[Qt.Key, Callable[[Tool], None]]] = {
    Qt.Key.Key_Z: lambda tool: tool.undo(),
    Qt.Key.Key_Y: lambda tool: tool.redo(),
}


def deed_of(key: Qt.Key, held: Qt.KeyboardModifier) -> Callable[[Tool], None] | None:
    """Return what a key does to the tool in hand; None where it is for somebody else."""
    if key in _WAYS:
        by = _FINE if held & _CTRL else _FAR if held & _SHIFT else 1.0
        right, down = _WAYS[key]
        return lambda tool: tool.nudge(right * by, down * by)
    if held & _CTRL:
        if key == Qt.Key.Key_Z and held & _SHIFT:
            return lambda tool: tool.redo()
        return _WITH_CTRL.get(key)
    return _PLAIN.get(key)


class Drafting(QObject):
    """Lends one tool at a time the map's keys and the hand. GUI thread.

    Signals:
        begun(), ended(): a tool was taken up; it was put down.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, view: MapView, live: LiveMap, atlas: Atlas, over: QWidget, foot: QWidget) -> None:
        super().__init__(over)
        marks = ShapingMarks(live, view.bridge, self)
        self.shaping = Shaping(live, atlas, marks, self)
        self.cutting = Cutting(live, atlas, marks, self)
        self.bar = DraftingBar(self.shaping, self.cutting, atlas, over, foot)
        self._view = view
        for tool in (self.shaping, self.cutting):
            tool.ended.connect(self._on_ended)
        view.bridge.was_shaped.connect(self._on_shaped)

    @property
    def tool(self) -> Tool | None:
        """The tool in hand."""
        return self.shaping if self.shaping.is_on else self.cutting if self.cutting.is_on else None

    def draw_border(self, grid: RegionCode, fixed: Callable[[RegionCode], bool]) -> bool:
        """Take a grid's boundary up; tell whether it has one."""
        self.put_down()
        return self._taken_up(self.shaping.begin(grid, fixed))

    def draw_cut(self, grid: RegionCode) -> bool:
        """Let a line be drawn that splits a grid; tell whether the grid has a boundary."""
        self.put_down()
        return self._taken_up(self.cutting.begin(grid))

    def put_down(self) -> None:
        """Leave what is in hand."""
        if self.tool is not None:
            self.tool.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the tool's keys before the map's own, and before the window's shortcuts."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or self.tool is None:
            return super().eventFilter(watched, event)
        deed = deed_of(Qt.Key(event.key()), event.modifiers())
        if deed is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            deed(self.tool)
        return True

    def _taken_up(self, begun: bool) -> bool:
        if begun:
            # The page has the keyboard in a window of its own, which is another one after every crash of the page.
            for watched in self._ears():
                watched.removeEventFilter(self)
                watched.installEventFilter(self)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.begun.emit()
        return begun

    def _ears(self) -> list[QWidget]:
        proxy = self._view.focusProxy()
        return [self._view] if proxy is None else [self._view, proxy]

    def _on_shaped(self, what: str, x: float, y: float) -> None:
        if self.tool is not None:
            self.tool.hear(what, x, y)

    def _on_ended(self) -> None:
        for watched in self._ears():
            watched.removeEventFilter(self)
        self.ended.emit()
