"""The map's own buttons, which float over the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from widgets.kit.icon import wear


class ToolBar(QFrame):
    """What is done with the map: box, lasso, grid cursor, find, whole city, nearer, farther, legend."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        row = bar_row(self)
        self.box = bar_button(self, self.tr("Take what lies in a box (Shift and drag)"), "select_box", checkable=True)
        line = self.tr("Take what lies inside a line drawn by hand (Ctrl and drag)")
        self.lasso = bar_button(self, line, "lasso", checkable=True)
        self.grid_cursor = bar_button(self, self.tr("Choose a grid by keys (Space)"), "target", checkable=True)
        self.seek = bar_button(self, self.tr("Find a place (Ctrl+G)"), "search")
        self.home = bar_button(self, self.tr("Whole jurisdiction (Home)"), "home")
        self.nearer = bar_button(self, self.tr("Zoom in (+)"), "zoom_in")
        self.farther = bar_button(self, self.tr("Zoom out (-)"), "zoom_out")
        self.legend = bar_button(self, self.tr("Legend"), "info", checkable=True)
        for button in (
            self.box, self.lasso, self.grid_cursor, self.seek, self.home, self.nearer, self.farther, self.legend,
        ):  # fmt: skip
            row.addWidget(button)


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
