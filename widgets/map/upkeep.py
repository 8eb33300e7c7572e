"""Keeps the map's page up: loads it again when its renderer dies or it does not come, ever more patiently, and says so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from widgets.map.bridge import Bridge
from widgets.map.troubles import Trouble, Troubles
from widgets.map.view import MapView

log = logging.getLogger(__name__)

AGAIN_FIRST_MS: Final = 100
AGAIN_MAX_MS: Final = 30_000
SAID_FROM_MS: Final = 800
"""What is put right sooner than this is not worth a word: the map is back before it is read."""
COMES_WITHIN_MS: Final = 20_000


class Upkeep(QObject):
    """Watches one page. GUI thread. ``open`` loads it; from then on it is kept up until the view goes."""

    def __init__(self, view: MapView, bridge: Bridge, troubles: Troubles) -> None:
        super().__init__(view)
        self._view = view
        self._troubles = troubles
        self._patience_ms = AGAIN_FIRST_MS
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.open)
        # A page that lived for a while earns a quick second try when its renderer ends again.
        self._calm = QTimer(self, singleShot=True, interval=AGAIN_MAX_MS)
        self._calm.timeout.connect(self._grow_calm)
        self._coming = QTimer(self, singleShot=True, interval=COMES_WITHIN_MS)
        self._coming.timeout.connect(self.on_not_come)
        view.lost.connect(self._on_lost)
        view.surface.loadFinished.connect(self._on_load_finished)
        bridge.is_ready.connect(self._on_ready)

    @property
    def waits_ms(self) -> int:
        """How long is waited before the page is loaded again; 0 where it is not to be."""
        return self._again.interval() if self._again.isActive() else 0

    def open(self) -> None:
        """Load the page now."""
        self._again.stop()
        self._coming.start()
        self._view.open()

    def on_not_come(self) -> None:
        """Say that the page did not come, and try again after a while."""
        log.warning("The map's page does not come; it is loaded again")
        self._troubles.say(Trouble.PAGE, self.tr("The map does not load. It is tried again."), *self._at_once())
        self._later()

    def _on_lost(self) -> None:
        self._calm.stop()
        self._coming.stop()
        if self._patience_ms >= SAID_FROM_MS:
            text = self.tr("The map ends again and again. It is tried again in {n} s; everything else goes on.")
            self._troubles.say(Trouble.PAGE, text.format(n=round(self._patience_ms / 1000)), *self._at_once())
        self._later()

    def _on_load_finished(self, is_well: bool) -> None:
        if not is_well and self._coming.isActive():
            self._coming.stop()
            self.on_not_come()

    def _on_ready(self) -> None:
        self._coming.stop()
        self._calm.start()
        self._troubles.say(Trouble.PAGE, "")

    def _at_once(self) -> tuple[str, Callable[[], None]]:
        return self.tr("Load now"), self.open

    def _later(self) -> None:
        self._again.start(self._patience_ms)
        self._patience_ms = min(2 * self._patience_ms, AGAIN_MAX_MS)

    def _grow_calm(self) -> None:
        self._patience_ms = AGAIN_FIRST_MS
