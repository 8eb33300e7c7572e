"""Where else the wall is shown: a menu and thumbnails of other screens and of the centre's walls, and what is sent there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QWidget

from console.domain.errors import Refused
from console.domain.salvo import SeenWall
from console.domain.saved_layout import Hung, SavedLayout
from widgets import words
from widgets.wall.bar import WallBar
from widgets.wall.hanging import Hanging
from widgets.wall.salvo import Salvo
from widgets.wall.saved_window import SavedWindow
from widgets.wall.screens import Screens
from widgets.wall.shelf import Shelf
from widgets.wall.thumbnails import Target


class SendingAway(QObject):
    """Sends what hangs, or a layout of the list, to where the menu of ``bar`` or a thumbnail says. Belongs to the GUI thread.

    Signals:
        said: (text, tone) what became of what was sent.
    """

    said = Signal(str, str)

    def __init__(
        self,
        hanging: Hanging,
        shelf: Shelf,
        salvo: Salvo,
        screens: Screens,
        bar: WallBar,
        saved: SavedWindow,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._hanging = hanging
        self._shelf = shelf
        self._salvo = salvo
        self._screens = screens
        self._bar = bar
        self._saved = saved
        self._chosen: SavedLayout | None = None
        self._walls: Sequence[SeenWall] = ()
        bar.send_menu.aboutToShow.connect(self._on_menu)
        bar.send_menu.aboutToHide.connect(self._on_menu_left)
        bar.send_asked.connect(self._send_to)
        bar.screen_asked.connect(self._show_on)
        bar.name_asked.connect(self._ask_name)
        screens.refused.connect(self._on_refused)
        salvo.said.connect(self.said)
        salvo.walls.connect(self._on_walls)
        saved.targets_asked.connect(self._show_targets)
        saved.targets_asked.connect(salvo.ask)
        saved.show_asked.connect(self._show_at)
        screens.changed.connect(self._show_targets)
        self.said.connect(self._say_there)

    def offer(self, layout: SavedLayout) -> None:
        """Ask where a saved layout is to be sent, rather than what hangs."""
        self._chosen = layout
        self._bar.send_menu.popup(QCursor.pos())

    def _on_menu(self) -> None:
        self._bar.offer_targets(None, self._other_screens())
        self._salvo.ask()

    def _on_menu_left(self) -> None:
        # The entry that was chosen is told of after the menu has gone.
        QTimer.singleShot(0, self, self._forget)

    def _forget(self) -> None:
        self._chosen = None

    def _what(self) -> tuple[Hung, str]:
        """Return what is to be sent, and under which name it was saved."""
        if self._chosen is not None:
            return self._chosen.hung, self._chosen.name
        layout = self._shelf.open
        name = layout.name if layout is not None and not self._shelf.is_changed else ""
        return Hung.of(self._hanging.wall), name

    def _send_to(self, wall: str) -> None:
        self._salvo.send(wall, *self._what())

    def _show_on(self, screen: int) -> None:
        self._screens.show(screen, self._what()[0])

    def _show_at(self, layout: SavedLayout, target: Target) -> None:
        """Show a saved layout on the screen or the wall of a thumbnail."""
        if target.screen:
            self._screens.show(target.screen, layout.hung)
        else:
            self._salvo.send(target.name, layout.hung, layout.name)

    def _on_walls(self, walls: Sequence[SeenWall]) -> None:
        self._walls = walls
        self._bar.offer_targets(walls, self._other_screens())
        self._show_targets()

    def _show_targets(self) -> None:
        """Show the other screens, then the walls of the centre; one that is both is shown once."""
        if not self._saved.isVisible():
            return
        screens = self._other_screens()
        here = {self._screens.name_of(number) for number in self._screens.walls}
        targets = [
            Target(name=name, layout=self._screens.layout_on(number), screen=number) for number, name in screens.items()
        ]
        targets += [Target(name=wall.name, layout=wall.layout) for wall in self._walls if wall.name not in here]
        self._saved.thumbnails.show_targets(targets)

    def _say_there(self, text: str, tone: str) -> None:
        if self._saved.isVisible():
            self._saved.tell(text, tone)

    def _other_screens(self) -> dict[int, str]:
        numbers = self._screens.others(self._parent.screen())
        return {number: self._screens.name_of(number) for number in numbers}

    def _ask_name(self, screen: int) -> None:
        """Ask what the wall on a screen is called at the centre."""
        dialog = QInputDialog(self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Name of the wall"))
        dialog.setLabelText(self.tr("What the wall on screen {n} is called at the centre").format(n=screen))
        dialog.setTextValue(self._screens.name_of(screen))
        dialog.textValueSelected.connect(lambda name: self._screens.rename(screen, name))
        dialog.open()

    def _on_refused(self, why: Refused) -> None:
        self.said.emit(words.refusal(why), "warn")
