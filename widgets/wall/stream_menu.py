"""The menu that holds a tile's stream by hand, or lets size and load choose again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from console.domain.wall import Stream
from widgets.kit.icon import icon
from widgets.wall.hanging import Hanging

translate = QCoreApplication.translate


def add_streams(menu: QMenu, hanging: Hanging, place: int) -> None:
    """Add the choices for the camera of a tile to its menu."""
    camera = hanging.camera(place)
    below = menu.addMenu(icon("lock"), translate("WallStreams", "Stream"))
    below.setEnabled(camera is not None and bool(camera.main_url))
    group = QActionGroup(below)
    held = None if camera is None else hanging.streams.held(camera.id)
    choices: tuple[tuple[Stream | None, str], ...] = (
        (None, translate("WallStreams", "Choose by size and load")),
        ("main", translate("WallStreams", "Hold the main stream")),
        ("sub", translate("WallStreams", "Hold the sub-stream")),
    )
    for stream, text in choices:
        action = below.addAction(text)
        action.setCheckable(True)
        action.setChecked(stream == held)
        action.setActionGroup(group)
        action.triggered.connect(lambda _=False, chosen=stream: hanging.hold(place, chosen))
        following: Stream | None = "main" if held is None else "sub" if held == "main" else None
        if stream == following:
            action.setShortcut(QKeySequence("Q"))
