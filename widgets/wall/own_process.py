"""Starting a wall on another screen as a process of its own, which goes on when the console ends or dies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from console.commands.own_wall import KEEP_UP, program
from console.domain.alarm_bank import Reserve
from console.domain.saved_layout import SavedLayout
from widgets.wall.alarms import Alarms
from widgets.wall.screens import Screens
from widgets.wall.shelf import Shelf


def start_detached(command: Sequence[str]) -> bool:
    """Start a program that outlives this one; tells whether it began."""
    started: object = QProcess.startDetached(command[0], list(command[1:]))
    return bool(started[0] if isinstance(started, tuple) else started)


class OwnProcess(QObject):
    """Starts ``main.py wall`` for a screen, kept up, on the database that ``words`` name: an address, never a password.

    Signals (GUI thread):
        said: (text, tone) what came of it.
    """

    said = Signal(str, str)

    def __init__(
        self,
        shelf: Shelf,
        screens: Screens,
        alarms: Alarms,
        words: Sequence[str],
        parent: QObject | None = None,
        start: Callable[[Sequence[str]], bool] = start_detached,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._screens = screens
        self._alarms = alarms
        self._words = tuple(words)
        self._start = start

    def open_on(self, number: int) -> None:
        """Start the wall of a screen; the console's own wall there ends."""
        if (wall := self._screens.walls.get(number)) is not None:
            wall.close()
        if self._start(self.command(number)):
            self.said.emit(self.tr("The wall on screen {n} runs by itself.").format(n=number), "info")
        else:
            self.said.emit(self.tr("The wall on screen {n} could not be started.").format(n=number), "error")

    def command(self, number: int) -> list[str]:
        """Return what is started: with the layout that is open here, where one is, and the tiles kept for alarms here."""
        layout: SavedLayout | None = self._shelf.open
        asked = () if layout is None else ("--layout", str(layout.number))
        reserve = self._alarms.choices.reserve
        kept = () if reserve is Reserve.NONE else ("--alarms", reserve.value)
        return [*program(), "wall", "--screen", str(number), *asked, *kept, KEEP_UP, *self._words]
