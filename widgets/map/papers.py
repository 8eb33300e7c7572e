"""What lies on the map like papers on a table: the pen and its bar, the drawings and their list, the small map."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from console.domain.drawing import Drawing, Kind
from console.ports import Clock
from widgets.kit.icon import wear
from widgets.map import datum, drawing_words
from widgets.map.bars import Bars
from widgets.map.bridge import Bridge
from widgets.map.controls import bar_button
from widgets.map.drawing_list import DrawingList
from widgets.map.drawn import middle_of, things_of
from widgets.map.features import world_px_of
from widgets.map.live import LiveMap
from widgets.map.pen import Pen
from widgets.map.pen_bar import PenBar
from widgets.map.pen_keys import PenKeys
from widgets.map.sheet import Sheet

MINI_FROM_PX: Final = (1000, 440)
"""A map at least so large has the small one beside it until that is put away."""
_GAP_PX: Final = 6


class Papers(QObject):
    """Joins pen, drawings and small map to a map. GUI thread.

    ``view`` has the page's keys, ``over`` is what bars and list float on.
    """

    def __init__(
        self, live: LiveMap, bridge: Bridge, bars: Bars, clock: Clock, sheet: Sheet | None, view: QWidget, over: QWidget
    ) -> None:
        super().__init__(over)
        self.sheet = sheet or Sheet(None, self)
        self.pen = Pen(live, self.sheet, clock, self)
        self._live = live
        self._bridge = bridge
        self._bars = bars
        self._view = view
        self._over = over
        self._said: tuple[object, ...] = ()
        self._tool: tuple[Kind | None, bool] = (None, False)
        self._wants_mini: bool | None = None
        self._keys = PenKeys(self.pen, view)
        self.bar = PenBar(self.pen, over)
        self.list = DrawingList(self.sheet, over, view)
        self.menu = QMenu(over)
        self.actions_of: dict[str, QAction] = {}
        self._fill_menu()
        self._button = self._tool_button()
        self._listen()

    def place(self) -> None:
        """Lay the bar below the map's tools, and show the small map where there is room for it."""
        tools, layers = self._bars.tools.geometry(), self._bars.layers.geometry()
        top = max(tools.bottom(), layers.bottom()) + _GAP_PX
        self.bar.fit(self._over.width() - 2 * _GAP_PX)
        self.bar.move(max(0, (self._over.width() - self.bar.width()) // 2), top)
        self._show_mini()

    def add_action(self, name: str, text: str, key: str, drawing: str) -> QAction:
        """Put another tool into the menu; its key works while the map has the keyboard."""
        action = QAction(text, self._over)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        wear(action, drawing)
        self._view.addAction(action)
        self.menu.addAction(action)
        self.actions_of[name] = action
        return action

    def _fill_menu(self) -> None:
        for kind in (Kind.DISTANCE, Kind.SURFACE, None, Kind.LINE, Kind.AREA, Kind.ARROW, Kind.CIRCLE, Kind.NOTE):
            if kind is None:
                self.menu.addSeparator()
                continue
            action = self.add_action(
                kind.value, drawing_words.tool(kind), drawing_words.KEYS[kind], drawing_words.ICONS[kind]
            )
            action.triggered.connect(lambda _=False, kind=kind: self._take(kind))
        self.menu.addSeparator()
        self.add_action("list", self.tr("All drawings"), "L", "list").triggered.connect(self._toggle_list)
        clear = self.add_action("clear", self.tr("Clear what was measured"), "C", "trash")
        clear.triggered.connect(self.pen.clear_measured)
        mini = self.add_action("mini", self.tr("Small map"), "Shift+N", "minimap")
        mini.setCheckable(True)
        mini.toggled.connect(self._on_mini)

    def _tool_button(self) -> QToolButton:
        """Put the button of the menu among the map's tools; T opens it."""
        tools = self._bars.tools
        button = bar_button(tools, self.tr("Measure, draw, note, export (T)"), "pencil")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        row = tools.layout()
        if row is not None:
            row.addWidget(button)
        opens = QAction(self._over)
        opens.setShortcut(QKeySequence("T"))
        opens.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        opens.triggered.connect(button.showMenu)
        self._view.addAction(opens)
        return button

    def _listen(self) -> None:
        self._bridge.is_ready.connect(self._say_all)
        datum.current.changed.connect(self._say_all)
        self._bridge.was_pointed.connect(self.pen.hover)
        self.pen.changed.connect(self._on_pen_changed)
        self.pen.finished.connect(self._on_finished)
        self.sheet.changed.connect(self._say_sheet)
        self.bar.left.connect(self._view.setFocus)
        self.bar.list_asked.connect(self._toggle_list)
        self.list.chosen.connect(self.pen.choose)
        self.list.go_asked.connect(self._go)
        self.list.move_asked.connect(self._move)
        self.list.name_asked.connect(self._name)

    def _take(self, kind: Kind) -> None:
        self.pen.take(kind)
        self._view.setFocus()

    def _on_finished(self, drawing: Drawing) -> None:
        self.list.choose(drawing.key)
        if drawing.kind is Kind.NOTE:
            self.bar.write()

    def _go(self, key: UUID) -> None:
        drawing = self.sheet.drawings.get(key)
        if drawing is not None:
            self.pen.choose(key)
            self._live.go_to(middle_of(drawing))

    def _move(self, key: UUID) -> None:
        self._go(key)
        self.pen.begin_move(key)
        self._view.setFocus()

    def _name(self, key: UUID) -> None:
        """Take the tool of a drawing in hand with the drawing chosen, so that its words can be typed."""
        drawing = self.sheet.drawings.get(key)
        if drawing is None or drawing.kind.is_measured:
            return
        self._go(key)
        self.pen.take(drawing.kind)
        self.pen.choose(key)
        self.bar.write()

    def _toggle_list(self) -> None:
        if self.list.isHidden():
            self.list.unfold()
        else:
            self.list.shut()

    def _on_mini(self, on: bool) -> None:
        self._wants_mini = on
        self._show_mini()

    def _show_mini(self) -> None:
        """Show the small map, or not: as it was asked for, else by how much room there is."""
        wide, high = MINI_FROM_PX
        on = self._wants_mini
        if on is None:
            on = self._over.width() >= wide and self._over.height() >= high
            action = self.actions_of["mini"]
            action.blockSignals(True)
            action.setChecked(on)
            action.blockSignals(False)
        if self._live.is_up:
            self._bridge.tell("mini", on)

    def _on_pen_changed(self) -> None:
        self._say_sheet()
        self._say_pen()
        tool = (self.pen.kind, self.pen.moved is not None)
        if tool != self._tool:
            # Each tool has other fields in its bar.
            self._tool = tool
            self.place()

    def _say_all(self) -> None:
        self._said = ()
        self._say_sheet()
        self._say_pen()
        self._show_mini()

    def _say_sheet(self) -> None:
        """Tell the page what lies on the map, if that is not what it knows; what is carried hangs on the pen instead."""
        carried = self.pen.moved.key if self.pen.moved is not None else None
        news = (self.sheet.drawings, self.pen.chosen, carried)
        if not self._live.is_up or (self._said and all(a is b for a, b in zip(news, self._said, strict=True))):
            return
        self._said = news
        things = [
            thing
            for drawing in self.sheet.drawings.values()
            if drawing.key != carried
            for thing in things_of(drawing, chosen=drawing.key == self.pen.chosen)
        ]
        self._bridge.tell("sheet", things)

    def _say_pen(self) -> None:
        if not self._live.is_up:
            return
        pen, shown = self.pen, self.pen.shown
        things = things_of(shown, is_open=True, chosen=pen.moved is not None) if shown is not None else []
        cross = world_px_of(pen.cross) if pen.is_on and pen.by_keys and pen.cross is not None else None
        self._bridge.tell("pen", {"things": things, "cross": cross, "is_on": pen.is_on})
