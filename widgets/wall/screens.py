"""Walls on the other screens of this workstation: each its own surface over the same pool, following what is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from console.domain.salvo import LONGEST_WALL_NAME
from console.domain.saved_layout import Hung
from console.domain.texts import one_line
from console.domain.wall import Wall
from console.video.pool import TileView
from widgets.kit import kept
from widgets.kit.focus import Focus
from widgets.relay import Relay
from widgets.wall.alarm_frames import AlarmFrames
from widgets.wall.alarms import AlarmChoices, Alarms
from widgets.wall.following import FollowingWall
from widgets.wall.full_screen import WallWindow
from widgets.wall.hanging import Hanging, Pool
from widgets.wall.view import WallView

TILES_A_WALL = 1000
"""So far apart lie the numbers of the tiles of two walls that share a pool."""

Kind = Literal["sub", "main"]


class SharedPool:
    """A pool as one of several walls sees it: its tiles begin at 0, whatever they are called in the pool."""

    def __init__(self, pool: Pool, wall: int) -> None:
        self._pool = pool
        self._first = TILES_A_WALL * wall
        self.budget = pool.budget

    def show(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        self._pool.show(self._first + tile, url, width_px, height_px, kind)

    def show_next(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        self._pool.show_next(self._first + tile, url, width_px, height_px, kind)

    def prepare(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        self._pool.prepare(self._first + tile, url, width_px, height_px, kind)

    def forgo(self, tile: int) -> None:
        self._pool.forgo(self._first + tile)

    def resize(self, tile: int, width_px: int, height_px: int) -> None:
        self._pool.resize(self._first + tile, width_px, height_px)

    def clear(self, tile: int) -> None:
        self._pool.clear(self._first + tile)

    def hide(self, tile: int) -> None:
        self._pool.hide(self._first + tile)

    def reveal(self, tile: int) -> None:
        self._pool.reveal(self._first + tile)

    def retry_now(self, tile: int) -> None:
        self._pool.retry_now(self._first + tile)

    def mark(self, tile: int) -> tuple[int, int]:
        return self._pool.mark(self._first + tile)

    def latest(self, tile: int) -> TileView:
        return self._pool.latest(self._first + tile)


class ScreenWall(QObject):
    """A wall over one screen until its window is closed.

    Signals (GUI thread):
        closed(): the operator closed the window; nothing of it runs any more.
    """

    closed = Signal()

    def __init__(
        self,
        relay: Relay,
        pool: Pool,
        resolve: Callable[[str], str],
        zone: tzinfo | None,
        screen: QScreen,
        name: str,
        alarms: Alarms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # What is selected there is not what the operator looks at here.
        self.hanging = Hanging(relay, Focus(), pool, resolve, zone, self)
        self.alarms = alarms.beside(self.hanging, self)
        self.view = WallView(self.hanging)
        AlarmFrames(self.view, self.hanging, self.alarms)
        self.following = FollowingWall(relay, self.hanging, name, self)
        self.window = WallWindow(self.view, screen)
        self.window.left.connect(self.close)
        self.view.left_asked.connect(self.close)
        self.window.showFullScreen()
        self.following.start()

    def show(self, hung: Hung) -> None:
        """Show a layout instead of what hangs."""
        self.hanging.take(hung.on(Wall()))

    def close(self) -> None:
        """End the wall: nothing of it is decoded any more, and it is not there for others."""
        self.window.left.disconnect(self.close)
        self.following.stop()
        self.alarms.choose(AlarmChoices())
        self.hanging.take(Wall())
        self.window.close()
        self.window.deleteLater()
        self.closed.emit()


class Screens(QObject):
    """The walls on other screens than the console's, by the number of the screen from 1.

    Signals (GUI thread):
        refused: Refused; another wall of the centre bears the name that one of these was given.
        changed: nothing; a wall was opened, closed, or shows another layout.
    """

    refused = Signal(object)
    changed = Signal()

    def __init__(
        self,
        relay: Relay,
        pool: Pool,
        resolve: Callable[[str], str],
        zone: tzinfo | None,
        alarms: Alarms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._pool = pool
        self._resolve = resolve
        self._zone = zone
        self._alarms = alarms
        self.walls: dict[int, ScreenWall] = {}
        self._names: dict[int, str] = {}

    def others(self, than: QScreen) -> list[int]:
        """Return the numbers of the screens beside this one."""
        return [number for number, screen in enumerate(QGuiApplication.screens(), 1) if screen is not than]

    def name_of(self, number: int) -> str:
        """Return what the wall on a screen is called at the centre: as it was named here, else by desk and screen."""
        return self._names.get(number) or self.tr("{desk} · screen {n}").format(
            desk=self._relay.operator.desk, n=number
        )

    def layout_on(self, number: int) -> str:
        """Return the name of the layout on a screen; empty where there is no wall."""
        wall = self.walls.get(number)
        return "" if wall is None else wall.hanging.wall.layout_name

    def rename(self, number: int, name: str) -> None:
        """Let the wall on a screen bear another name; none gives it back the one by desk and screen."""
        self._names[number] = one_line(name)[:LONGEST_WALL_NAME]
        if (wall := self.walls.get(number)) is not None:
            wall.following.rename(self.name_of(number))

    def saved(self) -> dict[str, str]:
        """Return the names that were given here as plain data."""
        return {str(number): name for number, name in self._names.items() if name}

    def restore(self, saved: object) -> None:
        """Take the names back; what cannot be read is left out."""
        told = kept.table(saved).items()
        self._names = {int(number): str(name) for number, name in told if str(number).isdecimal()}

    def show(self, number: int, hung: Hung) -> None:
        """Show a layout on a screen of this workstation; its wall is opened where there is none."""
        wall = self.walls.get(number)
        if wall is None:
            pool = SharedPool(self._pool, number)
            screen = QGuiApplication.screens()[number - 1]
            name = self.name_of(number)
            wall = ScreenWall(self._relay, pool, self._resolve, self._zone, screen, name, self._alarms, self)
            wall.closed.connect(lambda: self._forget(number))
            wall.following.refused.connect(self.refused)
            wall.hanging.laid_out.connect(self.changed)
            self.walls[number] = wall
        wall.show(hung)
        self.changed.emit()

    def close(self) -> None:
        """End all of them."""
        for wall in list(self.walls.values()):
            wall.close()

    def _forget(self, number: int) -> None:
        wall = self.walls.pop(number, None)
        if wall is not None:
            wall.deleteLater()
            self.changed.emit()
