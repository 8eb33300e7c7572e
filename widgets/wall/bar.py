"""The wall's bar: its layouts, what is saved, the tour, where else the wall may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from console.domain.salvo import SeenWall
from widgets import theme
from widgets.kit.icon import icon, wear
from widgets.kit.typed_menu import add_heading
from widgets.wall import scope_words
from widgets.wall.layout_picker import LayoutPicker
from widgets.wall.shelf import Shelf

MOST_IN_MENU = 20
"""More layouts than these stand in the list only."""
_TITLE_PX = 132


class WallBar(QWidget):
    """Buttons and their menus; what they ask for is done by the panel.

    Signals (GUI thread):
        saved_asked: str, the key of the layout to open.
        send_asked: str, the name of the wall of the centre that is to show what hangs here.
        screen_asked: int, the number of the screen of this workstation that is to show it.
        name_asked: int, the number of the screen whose wall is to be named.
        own_asked: int, the number of the screen that is to show a wall in a process of its own.
    """

    saved_asked = Signal(str)
    send_asked = Signal(str)
    screen_asked = Signal(int)
    name_asked = Signal(int)
    own_asked = Signal(int)

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallBar")
        self._shelf = shelf
        self.picker = LayoutPicker(self)
        self.save = self._action("save", self.tr("Save the layout …"))
        self.save.setShortcut("Ctrl+S")
        self.list = self._action("folder", self.tr("Saved layouts …"))
        self.list.setShortcut("Alt+L")
        for action in (self.save, self.list):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.tour_list = self._action("tour", self.tr("Tour the listed cameras"))
        self.tour_region = self._action("grid", self.tr("Tour a region, grid or tag …"))
        self.tour_box = self._action("select_box", "")
        self.offer_box(0)
        self.tour_layouts = self._action("layers", self.tr("Tour saved layouts …"))
        self.saved = self._menu_button("save", self.tr("Saved layouts"))
        self.saved.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.saved_menu = QMenu(self.saved)
        self.saved_menu.aboutToShow.connect(self._fill_saved)
        self.saved.setMenu(self.saved_menu)
        self.cameras = self._tool("camera", self.tr("List of cameras"))
        self.cameras.setCheckable(True)
        self.tour = self._tool("tour", self.tr("Tour, or pause it (F10)"))
        self.tour.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        tours = QMenu(self.tour)
        tours.addActions([self.tour_list, self.tour_region, self.tour_box, self.tour_layouts])
        self.tour.setMenu(tours)
        self.send = self._menu_button("send", self.tr("Send to another wall or screen"))
        self.send_menu = QMenu(self.send)
        self.send.setMenu(self.send_menu)
        self.away = self._tool("float", self.tr("Wall on other screen (Ctrl+F11)"))
        self.full = self._tool("full_screen", self.tr("Tile to full screen (F11)"))
        self._lay_out()
        shelf.changed.connect(self._tell_open)
        self._tell_open()

    def offer_targets(self, walls: Sequence[SeenWall] | None, screens: Mapping[int, str]) -> None:
        """Fill the menu of where to send; ``walls`` is None while it is asked which are there.

        ``screens`` are those of this workstation, by number, and what their walls are called.
        """
        self.send_menu.clear()
        if screens:
            add_heading(self.send_menu, self.tr("This workstation"))
        for number, name in screens.items():
            action = self.send_menu.addAction(icon("full_screen"), self.tr("Screen {n}").format(n=number))
            action.triggered.connect(lambda _=False, n=number: self.screen_asked.emit(n))
            text = self.tr("Name the wall “{name}” …").format(name=name)
            naming = self.send_menu.addAction(text.replace("&", "&&"))
            naming.triggered.connect(lambda _=False, n=number: self.name_asked.emit(n))
            own = self.send_menu.addAction(self.tr("Wall on screen {n} as a process of its own").format(n=number))
            own.triggered.connect(lambda _=False, n=number: self.own_asked.emit(n))
        add_heading(self.send_menu, self.tr("Walls of the centre"))
        for wall in walls or ():
            action = self.send_menu.addAction(icon("wall"), wall.name)
            action.triggered.connect(lambda _=False, name=wall.name: self.send_asked.emit(name))
        if not walls:
            text = self.tr("Asking which are there …") if walls is None else self.tr("None is there now")
            self.send_menu.addAction(text).setEnabled(False)

    def offer_box(self, cameras: int) -> None:
        """Tell how many cameras lie in the box that was drawn on the map last."""
        text = (
            self.tr("Tour the {n} cameras in the box on the map") if cameras else self.tr("Tour a box drawn on the map")
        )
        self.tour_box.setText(text.format(n=cameras))
        self.tour_box.setEnabled(cameras > 0)

    def add_tool(self, button: QToolButton) -> None:
        """Put a button that brings its own menu before those that leave this screen."""
        self._row.insertWidget(self._row.indexOf(self.send), button)

    def _fill_saved(self) -> None:
        self.saved_menu.clear()
        scope = None
        for layout in self._shelf.layouts[:MOST_IN_MENU]:
            if layout.scope is not scope:
                scope = layout.scope
                add_heading(self.saved_menu, scope_words.scope(scope))
            is_open = layout is self._shelf.open
            text = scope_words.title(layout, changed=is_open and self._shelf.is_changed)
            action = self.saved_menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(is_open)
            action.triggered.connect(lambda _=False, key=layout.key: self.saved_asked.emit(key))
        if self._shelf.layouts:
            self.saved_menu.addSeparator()
        self.saved_menu.addActions([self.save, self.list])

    def _tell_open(self) -> None:
        layout = self._shelf.open
        text = "" if layout is None else scope_words.title(layout, changed=self._shelf.is_changed)
        metrics = self.saved.fontMetrics()
        self.saved.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, _TITLE_PX).replace("&", "&&"))
        name = self.tr("Saved layouts (Alt+L)") if layout is None else self.tr("Saved layout {name}").format(name=text)
        self.saved.setToolTip(name)
        self.saved.setAccessibleName(name)
        style = Qt.ToolButtonStyle
        self.saved.setToolButtonStyle(style.ToolButtonIconOnly if layout is None else style.ToolButtonTextBesideIcon)

    def _menu_button(self, name: str, text: str) -> QToolButton:
        button = self._tool(name, text)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _action(self, name: str, text: str) -> QAction:
        action = QAction(text, self)
        wear(action, name)
        return action

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        wear(button, name)
        return button

    def _lay_out(self) -> None:
        gap = theme.metric("space_1")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap // 2)
        row.addWidget(self.picker)
        row.addSpacing(gap)
        row.addWidget(self.saved)
        row.addStretch(1)
        for button in (self.cameras, self.tour, self.send, self.away, self.full):
            row.addWidget(button)
