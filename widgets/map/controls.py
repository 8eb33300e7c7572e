"""The map's own buttons, which float over the picture, and the line below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from widgets.kit.icon import wear


class ToolBar(QFrame):
    """What is done with the map: box, grid cursor, whole city, nearer, farther, legend."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        row = bar_row(self)
        self.box = bar_button(self, self.tr("Select tickets by a box (Shift and drag)"), "select_box", checkable=True)
        self.grid_cursor = bar_button(self, self.tr("Choose a grid by keys (Space)"), "target", checkable=True)
        self.home = bar_button(self, self.tr("Whole jurisdiction (Home)"), "home")
        self.nearer = bar_button(self, self.tr("Zoom in (+)"), "zoom_in")
        self.farther = bar_button(self, self.tr("Zoom out (-)"), "zoom_out")
        self.legend = bar_button(self, self.tr("Legend"), "info", checkable=True)
        for button in (self.box, self.grid_cursor, self.home, self.nearer, self.farther, self.legend):
            row.addWidget(button)


class Footer(QFrame):
    """What lies under the pointer and how far the map is zoomed, in one quiet line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        self._path = QLabel(self)
        self._place = QLabel(self)
        self._zoom = QLabel(self)
        for label in (self._path, self._place, self._zoom):
            label.setProperty("type", "small")
            label.setProperty("tone", "second")
        row.addWidget(self._path, 1)
        row.addWidget(self._place)
        row.addSpacing(16)
        row.addWidget(self._zoom)

    def say(self, path: str, place: str) -> None:
        self._path.setText(path)
        self._place.setText(place)

    def say_zoom(self, zoom: float) -> None:
        self._zoom.setText(self.tr("Level {zoom}").format(zoom=f"{zoom:g}"))


def bar_row(frame: QFrame) -> QHBoxLayout:
    """Return the row of a bar of buttons."""
    row = QHBoxLayout(frame)
    row.setContentsMargins(3, 3, 3, 3)
    row.setSpacing(1)
    return row


def bar_button(parent: QWidget, text: str, drawing: str, *, checkable: bool = False) -> QToolButton:
    """Return a button of a bar, named for those who do not see its picture."""
    button = QToolButton(parent)
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    wear(button, drawing)
    return button
