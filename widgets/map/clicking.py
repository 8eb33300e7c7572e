"""What a click on the map means: a place picked, a thing looked at, a list of what lies upon one another, a grid chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.ticket import TicketId
from widgets.kit.focus import Focus
from widgets.map.hit import box_around
from widgets.map.live import LiveMap
from widgets.map.naming import Naming, Thing
from widgets.map.picking import Picker
from widgets.map.under import Under

LISTED_MAX: Final = 14


class Clicking(QObject):
    """Answers clicks. GUI thread.

    Signals:
        crew_clicked(CrewId): what is no focus; tickets and cameras are looked at by a click.
        grid_clicked(RegionCode): there was nothing else there.
    """

    crew_clicked = Signal(object)
    grid_clicked = Signal(object)

    def __init__(
        self, live: LiveMap, under: Under, naming: Naming, picker: Picker, focus: Focus, over: QWidget
    ) -> None:
        super().__init__(over)
        self._live = live
        self._under = under
        self._naming = naming
        self._picker = picker
        self._focus = focus
        self._over = over

    def click(self, x: float, y: float, with_ctrl: bool = False) -> None:
        """Answer a click on a pixel of the view."""
        if self._picker.take(x, y):
            return
        things = self._under.things(x, y)
        if not things:
            counted = self._under.counted(x, y)
            if len(counted) > LISTED_MAX:
                self._come_nearer(counted)
                return
            things = [("ticket", ticket) for ticket in counted]
        if len(things) > 1:
            self._list(things, x, y)
        elif things:
            self.choose(things[0])
        elif (grid := self._under.grid(x, y)) is not None:
            self.grid_clicked.emit(grid)

    def choose(self, thing: Thing) -> None:
        """Look at a thing."""
        match thing:
            case ("ticket", key):
                self._focus.look_at_ticket(TicketId(int(key)))
            case ("camera", key):
                self._focus.look_at_camera(CameraId(str(key)))
            case (_, key):
                self.crew_clicked.emit(CrewId(str(key)))

    def _come_nearer(self, tickets: list[TicketId]) -> None:
        (x0, y0), (x1, y1) = box_around(self._live.tickets, tickets)
        scale = self._live.view.scale
        middle = (x0 + x1) / 2 * scale - self._live.view.left, (y0 + y1) / 2 * scale - self._live.view.top
        self._live.zoom_by(2, self._live.view.place_at(*middle))

    def _list(self, things: Sequence[Thing], x: float, y: float) -> None:
        """Offer what lies upon one another as a list, to be chosen by pointer or keys."""
        menu = QMenu(self._over)
        for thing in things[:LISTED_MAX]:
            menu.addAction(self._naming.of_thing(thing)).triggered.connect(partial(self.choose, thing))
        if len(things) > LISTED_MAX:
            more = menu.addAction(self.tr("{n} more: zoom in").format(n=len(things) - LISTED_MAX))
            more.setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._over.mapToGlobal(QPoint(round(x), round(y))))
