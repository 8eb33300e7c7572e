"""What a click on the map means: a place picked, a thing looked at, a list of what lies upon one another, a grid chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from console.domain.ticket import TicketId
from widgets.map.hand import LISTED_MAX, Hand
from widgets.map.hit import box_around
from widgets.map.live import LiveMap
from widgets.map.picking import Picker
from widgets.map.under import Under


class Clicking(QObject):
    """Answers clicks. GUI thread.

    Signals:
        grid_clicked(RegionCode): there was nothing else there.
    """

    grid_clicked = Signal(object)

    def __init__(self, live: LiveMap, under: Under, picker: Picker, hand: Hand, parent: QObject) -> None:
        super().__init__(parent)
        self._live = live
        self._under = under
        self._picker = picker
        self._hand = hand

    def click(self, x: float, y: float, with_ctrl: bool = False) -> None:
        """Answer a click on a pixel of the view."""
        if self._picker.take(x, y):
            return
        self._hand.thing.shut()
        self._hand.marks.pin(None)
        things = self._under.things(x, y)
        if not things:
            counted = self._under.counted(x, y)
            if len(counted) > LISTED_MAX:
                self._come_nearer(counted)
                return
            things = [("ticket", ticket) for ticket in counted]
        things += self._under.places(x, y)
        if len(things) > 1:
            self._hand.list_things(replace(self._hand.spot_at(x, y), things=tuple(things)))
        elif things:
            self._hand.choose(things[0])
        elif (grid := self._under.grid(x, y)) is not None:
            self.grid_clicked.emit(grid)

    def _come_nearer(self, tickets: list[TicketId]) -> None:
        (x0, y0), (x1, y1) = box_around(self._live.tickets, tickets)
        scale = self._live.view.scale
        middle = (x0 + x1) / 2 * scale - self._live.view.left, (y0 + y1) / 2 * scale - self._live.view.top
        self._live.zoom_by(2, self._live.view.place_at(*middle))
