"""Where the map goes when it is asked to: the whole jurisdiction, a region, a place as near as its grid is seen whole."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.domain.ticket import TicketId
from widgets.kit.focus import Focus
from widgets.map.hit import zoom_holding
from widgets.map.live import LiveMap
from widgets.relay import Relay

CLOSE_ZOOM: Final = 16
CLOSE_ZOOM_MIN: Final = 13
"""Grids too wide for CLOSE_ZOOM are shown from farther away, but never from farther than this."""


class Going(QObject):
    """Moves the map to what was opened; what is only looked at moves nothing. GUI thread."""

    def __init__(self, relay: Relay, focus: Focus, atlas: Atlas, live: LiveMap, seen: QWidget) -> None:
        super().__init__(seen)
        self._relay = relay
        self._focus = focus
        self._atlas = atlas
        self._live = live
        self._seen = seen
        focus.ticket_opened.connect(self.ticket)
        focus.camera_opened.connect(self.camera)
        focus.fly_to.connect(self.place)

    def home(self) -> None:
        """Show the whole jurisdiction."""
        box = self._atlas.bounds(self._relay.board.centre) or self._atlas.bounds()
        if box is not None:
            self._live.go_to_box(box)

    def place(self, place: LatLng) -> None:
        """Show a place as near as its grid can be seen whole; a map that is nearer already keeps its scale."""
        self._live.go_to(place, max(math.floor(self._live.view.zoom), self._close_zoom(place)))

    def region(self, code: str) -> None:
        """Show a region whole."""
        box = self._atlas.bounds(code)
        if box is not None:
            self._live.go_to_box(box)

    def looked_at(self) -> None:
        """Show the ticket that is looked at, or its grid where it has no place."""
        if self._focus.ticket is not None:
            self.ticket(self._focus.ticket)

    def ticket(self, id_: TicketId) -> None:
        ticket = self._relay.board.tickets.get(id_)
        if ticket is not None and ticket.place is not None:
            self.place(ticket.place)
        elif ticket is not None and ticket.grid is not None:
            self.region(ticket.grid)

    def camera(self, id_: CameraId) -> None:
        camera = self._relay.board.cameras.get(id_)
        if camera is not None and camera.place is not None:
            self.place(camera.place)

    def _close_zoom(self, place: LatLng) -> int:
        grid = self._atlas.grid_at(place)
        box = self._atlas.bounds(grid) if grid is not None else None
        if box is None:
            return CLOSE_ZOOM
        whole = math.floor(zoom_holding(box, place, self._seen.width(), self._seen.height()))
        return min(max(whole, CLOSE_ZOOM_MIN), CLOSE_ZOOM)
