"""The map's ground drawn anew when grids have changed: made on a thread of its own, so that the window never waits for it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from console.atlas import Atlas
from widgets.map.features import Ground
from widgets.map.live import LiveMap
from widgets.relay import Crossing, Relay


class DrawingAnew(QObject):
    """Listens to the relay and gives a LiveMap the new ground. GUI thread; ``atlas`` goes along with the board by itself.

    Signals:
        drawn(): the map has the new ground, and its page is told to fetch it.
    """

    drawn = Signal()

    def __init__(self, relay: Relay, atlas: Atlas, live: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = relay.board
        self._atlas = atlas
        self._live = live
        self._drawing: Future[Ground] | None = None
        self._is_due = False
        self._crossing = Crossing(self)
        self._crossing.ended.connect(self._on_ended)
        relay.ground_changed.connect(self._on_changed)
        relay.reloaded.connect(self._on_changed)

    def stop(self) -> None:
        """Wait for what is being drawn, and draw nothing any more."""
        self._is_due = False
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            drawing.result()

    def _on_changed(self) -> None:
        if self._live.ground.is_of(self._atlas):
            return
        if self._drawing is not None:
            self._is_due = True
            return
        hand = ThreadPoolExecutor(1, "map-ground")
        self._drawing = hand.submit(_drawn, self._atlas.still())
        hand.shutdown(wait=False)
        self._crossing.wait_for(self._drawing)

    def _on_ended(self, drawing: Future[Ground]) -> None:
        if drawing is not self._drawing:
            return
        self._drawing = None
        self._live.take_ground(drawing.result(), {code: one.rating for code, one in self._board.regions.items()})
        self.drawn.emit()
        if self._is_due:
            self._is_due = False
            self._on_changed()


def _drawn(atlas: Atlas) -> Ground:
    """Return the ground with all that takes long made already."""
    ground = Ground(atlas)
    _ = ground.packed, ground.middles
    return ground
