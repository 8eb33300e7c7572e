"""The entry of a tile's menu that plays back what a recorder kept of its camera."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from widgets.kit.icon import icon
from widgets.wall.playback import KEY, Playback

translate = QCoreApplication.translate


def add_playback(menu: QMenu, playback: Playback, place: int) -> None:
    """Add the way into the past, or the way back; what cannot be says why."""
    menu.addSeparator()
    if playback.is_at(place):
        action = menu.addAction(icon("undo"), translate("WallPlayback", "Back to live"))
        action.triggered.connect(lambda _=False: playback.leave())
        action.setShortcut(QKeySequence(KEY))
        return
    action = menu.addAction(icon("history"), translate("WallPlayback", "Play back…"))
    action.setShortcut(QKeySequence(KEY))
    action.triggered.connect(lambda _=False: playback.begin(place))
    against = playback.why_not(place)
    action.setEnabled(not against)
    action.setToolTip(against)
    action.setStatusTip(against)
