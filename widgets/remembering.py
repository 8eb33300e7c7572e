"""Keeps what the board shows on this machine's disk, so that this desk can be started while the server is away."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer

from console.board import Board
from console.following import Link
from console.known import Known, Memory
from console.ports import Outage, Snapshot, Store
from widgets.relay import Relay

log = logging.getLogger(__name__)

KEEP_EVERY_MS = 60_000
FIRST_MS = 20_000
"""After a start, or a board that was loaded anew: then there is enough to do."""


class Remembering(QObject):
    """Keeps the situation on a thread of its own, as long as it is heard of; without a memory, nothing is kept."""

    def __init__(self, relay: Relay, store: Store, memory: Memory | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._store = store
        self._memory = memory
        self._has_ground = False
        self._worker = ThreadPoolExecutor(1, "remembering")
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._on_time)
        relay.reloaded.connect(self._on_reloaded)
        self._next.start(FIRST_MS)

    def keep(self) -> None:
        """Keep the board as it stands, unless nobody knows whether it stands so."""
        if self._memory is None or self._relay.link is Link.LOST or self._relay.is_loading:
            return
        known = Known(seat=self._relay.operator, at=self._relay.clock.now(), snapshot=_everything_on(self._relay.board))
        self._worker.submit(self._write, self._memory, known)

    def stop(self) -> None:
        """Keep it once more, and wait for that."""
        self._next.stop()
        self.keep()
        self._worker.shutdown(wait=True)
        self._memory = None

    def _on_time(self) -> None:
        self.keep()
        self._next.start(KEEP_EVERY_MS)

    def _on_reloaded(self) -> None:
        self._has_ground = False
        self._next.start(FIRST_MS)

    def _write(self, memory: Memory, known: Known) -> None:
        """Write it; the ground only where it may be another than before."""
        try:
            if self._has_ground and memory.holds_ground:
                memory.keep(known, None)
                return
            with self._store.unit_of_work() as uow:
                rules = uow.rule_files()
            self._has_ground = True
            memory.keep(known, rules)
        except (Outage, OSError) as trouble:
            self._has_ground = False
            log.warning("What this desk knows was not kept: %s", trouble)


def _everything_on(board: Board) -> Snapshot:
    around = board.around(tuple(board.tickets.values()))
    return Snapshot(
        tickets=around.tickets,
        crews=tuple(board.crews.values()),
        departments=around.departments,
        cameras=around.cameras,
        regions=around.regions,
        above=around.above,
        rulebook=around.rulebook,
        sites=around.sites,
        sensors=around.sensors,
        cells=around.cells,
    )
