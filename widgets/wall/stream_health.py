"""Keeps how the streams of this workstation do, and opens their window from the wall's bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from console.gateways.health_file import HealthFile
from console.questions import VideoSeen
from widgets.kit.icon import wear
from widgets.relay import Relay
from widgets.wall.hanging import Hanging
from widgets.wall.health import HealthWindow
from widgets.wall.health_book import HealthBook
from widgets.wall.health_watch import HealthWatch
from widgets.wall.panel import WallPanel

KEY = "Alt+H"


class StreamHealth(QObject):
    """Watches the wall and its windows on other screens; the window is made when it is first wanted."""

    def __init__(self, relay: Relay, panel: WallPanel, file: Path, zone: ZoneInfo, lang: str) -> None:
        super().__init__(panel)
        self._relay, self._panel, self._zone, self._lang = relay, panel, zone, lang
        self._kept = HealthFile(file)
        self.window: HealthWindow | None = None
        self.watch = HealthWatch(relay.clock.now, self._walls, HealthBook(file), zone, self)
        self.opens = QAction(self.tr("Video health"), panel)
        self.opens.setShortcut(KEY)
        self.opens.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.opens.triggered.connect(lambda _=False: self.show())
        panel.addAction(self.opens)
        self.button = QToolButton(panel.bar)
        name = self.tr("Video health: online rate, outages ({key})").format(key=KEY)
        self.button.setToolTip(name)
        self.button.setAccessibleName(name)
        wear(self.button, "chart")
        self.button.clicked.connect(lambda _=False: self.show())
        panel.bar.add_tool(self.button)

    def show(self) -> None:
        """Bring the window to the front, with what is known by now."""
        if self.window is None:
            self.window = HealthWindow(
                self._relay, self._kept, self.watch.keep_up_to_now, self._zone, self._lang, self._panel
            )
            self.window.hang_asked.connect(self._panel.hang)
        else:
            self.window.read()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.table.setFocus()

    def seen(self) -> VideoSeen:
        """Return what a log of the day tells of the streams, up to now."""
        self.watch.keep_up_to_now()
        board = self._relay.board
        return VideoSeen(kept=self._kept, cameras=board.cameras, regions=board.regions)

    def end(self) -> None:
        """Keep what there is: the console closes."""
        self.watch.end()
        if self.window is not None:
            self.window.close()

    def _walls(self) -> Iterator[Hanging]:
        yield self._panel.hanging
        for wall in self._panel.screens.walls.values():
            yield wall.hanging
