"""The card of keys: every command with its key, to read and to print."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from widgets import theme

COLUMNS = 2
WIDTH_PX, HEIGHT_PX = 880, 640


class KeyCard(QDialog):
    """A window that stops nobody: it stays beside the console until it is closed."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        body = QWidget(self)
        body.setProperty("surface", "clear")
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(theme.metric("space_4"))
        grid.setVerticalSpacing(theme.metric("space_2"))
        rows = [(self._key(action), action.text()) for action in actions.values()] + self._in_the_panels()
        half = -(-len(rows) // COLUMNS)
        for place, (key, text) in enumerate(rows):
            column, row = divmod(place, half)
            name = QLabel(key, body)
            name.setProperty("tone", "second")
            grid.addWidget(name, row, 2 * column)
            does = QLabel(text, body)
            does.setWordWrap(True)
            grid.addWidget(does, row, 2 * column + 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        grid.setRowStretch(half, 1)
        scroll = QScrollArea(self)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        column_of_all = QVBoxLayout(self)
        column_of_all.addWidget(scroll)

    @staticmethod
    def _key(action: QAction) -> str:
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _in_the_panels(self) -> list[tuple[str, str]]:
        """Return the keys that work inside a panel only."""
        return [
            (self.tr("Enter"), self.tr("Queue: open the ticket, the map flies there")),
            (self.tr("Enter"), self.tr("Anywhere: press the button with the keyboard")),
            (self.tr("Letters"), self.tr("Lists of verbs: find one by its first letters")),
            ("1, 2, 3", self.tr("Ticket: dispatch to the candidate of that number")),
            (self.tr("Ctrl+Return"), self.tr("New ticket: take it in")),
            (self.tr("Ctrl+Shift+Return"), self.tr("New ticket: take it in, merge it into the likely same")),
            (self.tr("Enter"), self.tr("Crews: dispatch the tickets in focus there")),
            (self.tr("Insert"), self.tr("Campaigns: begin a new one")),
            (self.tr("Arrows"), self.tr("Wall: choose a tile")),
            (self.tr("Number, Enter"), self.tr("Wall: hang the camera of that number")),
            (self.tr("Delete"), self.tr("Wall: clear the tile")),
            ("R", self.tr("Wall: try the camera again now")),
            ("Q", self.tr("Wall: hold the main stream, then the sub-stream, then neither")),
            ("P", self.tr("Wall: move the camera, then arrows, Page Up, Page Down, 1 to 9")),
            ("T", self.tr("Wall: tour the cameras of the list; while moving one, take it over from another desk")),
            ("Ctrl++, Ctrl+-, Ctrl+0", self.tr("Wall: zoom into the picture, Ctrl+Shift+arrows move it")),
            ("A", self.tr("Wall: acknowledge the alarm of the tile, or the first")),
            ("Shift+A", self.tr("Wall: acknowledge all alarms")),
            ("Alt+1 … Alt+9, Alt+0", self.tr("Wall: lay it out")),
            (self.tr("Shift+arrows"), self.tr("Wall: draw the tile over more cells, or fewer")),
            ("Ctrl+Shift+S", self.tr("Wall: a picture of the tile to the ticket")),
            ("Ctrl+Shift+C", self.tr("Wall: a clip of the tile to the ticket, last and next 30 s")),
            ("B", self.tr("Wall: play back a recording of the camera, then space, arrows, 1, 2, 4; B: live again")),
            ("Alt+L", self.tr("Wall: saved layouts, then a number")),
            ("Ctrl+S", self.tr("Wall: save the layout")),
            ("Alt+H", self.tr("Wall: how its streams do")),
            (self.tr("Arrows, + and -"), self.tr("Map: move and zoom")),
            (self.tr("Space"), self.tr("Map: choose a grid, Enter sends the ticket there")),
            (self.tr("Shift+arrows, Insert"), self.tr("Map: draw a box, take what lies in it")),
            (self.tr("Shift+Space, Insert"), self.tr("Map: mark grids, take what lies in them")),
            (self.tr("Menu, Shift+F10"), self.tr("Map: what can be done here, then a number or arrows")),
            ("I", self.tr("Map: what holds this point")),
            ("1 … 9", self.tr("Map: choose from a list, also of the nearest")),
            ("T", self.tr("Map: measure, draw, note, write as a file")),
            ("M, Shift+M", self.tr("Map: measure a distance, an area; then arrows, Enter, Backspace, Esc")),
            ("D, Shift+D, W, O, N", self.tr("Map: draw a line, an area, an arrow, a circle, a note")),
            ("L", self.tr("Map: all drawings, then Enter, Shift+Enter, Insert, Delete")),
            ("C", self.tr("Map: clear what was measured")),
            ("Shift+N", self.tr("Map: the small map of the whole")),
            ("Ctrl+Shift+P", self.tr("Map: write it as a picture, a page or GeoJSON")),
            (self.tr("Tab, arrows"), self.tr("Boundary on the map: choose a corner, move it; Shift far, Ctrl finely")),
            (self.tr("Insert, Delete, Space"), self.tr("Boundary on the map: new corner, remove it, snap it")),
            ("Ctrl+1 … Ctrl+3", self.tr("Grid workshop: grid, check, import")),
            (self.tr("Alt+Left, Alt+Right"), self.tr("The past: from event to event")),
            (self.tr("Ctrl+Space"), self.tr("The past: play and pause")),
        ]
