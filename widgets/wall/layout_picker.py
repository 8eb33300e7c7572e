"""The layouts of the wall to choose from: a button for each of the usual ones, the large ones in a menu, a key for all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from console.domain.layout import LAYOUTS
from widgets import theme
from widgets.kit.icon import wear

ICONS = {name: f"layout_{name.replace('+', 'p')}" for name in LAYOUTS}
AS_BUTTONS = tuple(LAYOUTS)[:6]
IN_MENU = tuple(LAYOUTS)[6:]


class LayoutPicker(QWidget):
    """Shows which layout is in force; Alt+1 to Alt+9 and Alt+0 choose, as far as ``keys`` are given to a window.

    Signals (GUI thread):
        chosen: the layout's name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layoutPicker")
        self.keys = [self._key(name, place) for place, name in enumerate(LAYOUTS, 1)]
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_1") // 2)
        for place, name in enumerate(AS_BUTTONS, 1):
            row.addWidget(self._button(name, place))
        self.more = QToolButton(self)
        self.more.setObjectName("moreLayouts")
        self.more.setCheckable(True)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self._group = QActionGroup(self._menu)
        for place, name in enumerate(IN_MENU, len(AS_BUTTONS) + 1):
            self._menu.addAction(self._entry(name, place))
        self.more.setMenu(self._menu)
        row.addWidget(self.more)
        self.show_layout("")

    def show_layout(self, name: str) -> None:
        """Mark the layout in force; one that a hand has made stands at the menu."""
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == name)
        for action in self._group.actions():
            action.setChecked(action.objectName() == name)
        is_free = bool(name) and name not in LAYOUTS
        self.more.setChecked(is_free or name in IN_MENU)
        wear(self.more, ICONS.get(name, "layers") if name in IN_MENU or is_free else "more")
        text = self.tr("Free layout") if is_free else self.tr("More layouts")
        self.more.setToolTip(text)
        self.more.setAccessibleName(text)

    def _button(self, name: str, place: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setCheckable(True)
        button.setToolTip(self._words(name, place))
        button.setAccessibleName(self._words(name, place))
        wear(button, ICONS[name])
        self._buttons.addButton(button)
        button.clicked.connect(lambda _=False: self.chosen.emit(name))
        return button

    def _entry(self, name: str, place: int) -> QAction:
        action = QAction(self._words(name, place), self._menu)
        wear(action, ICONS[name])
        action.setObjectName(name)
        action.setCheckable(True)
        self._group.addAction(action)
        action.triggered.connect(lambda _=False: self.chosen.emit(name))
        return action

    def _key(self, name: str, place: int) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(f"Alt+{place % 10}"))
        action.triggered.connect(lambda _=False: self.chosen.emit(name))
        return action

    def _words(self, name: str, place: int) -> str:
        return self.tr("Layout {name} (Alt+{key})").format(name=name.replace("x", " × "), key=place % 10)
