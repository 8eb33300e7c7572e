"""Sealing the journal now and then, and keeping what others sealed; every open desk of a server does both."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Event, Thread

from console.auditing import Auditor
from console.ports import Clock, Outage
from console.witness import Witness

log = logging.getLogger(__name__)

PERIOD_S = 60.0


class Sealer:
    """Looks once a period on a thread of its own; of many desks the first seals, and all keep the seal."""

    def __init__(self, auditor: Auditor, witness: Witness, clock: Clock, period_s: float = PERIOD_S) -> None:
        self._auditor = auditor
        self._witness = witness
        self._clock = clock
        self._period_s = period_s
        self._seen = max((seal.n for seal in witness.seen()), default=0)
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="sealing")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for the thread."""
        self._stopping.set()
        self._thread.join()

    def look(self) -> None:
        """Seal what is due, and keep what was sealed since the last look.

        Raises:
            Outage: the database is out of reach.
        """
        self._auditor.anchor(self._clock.now())
        seals = self._auditor.anchors(self._seen)
        if not seals:
            return
        try:
            self._witness.keep(seals)
        except OSError as trouble:
            log.warning("The seals of the journal could not be kept: %s", trouble)
            return
        self._seen = seals[-1].n

    def _run(self) -> None:
        while not self._stopping.wait(self._period_s):
            # The link tells by itself that it is broken; the next look comes anyway.
            with suppress(Outage):
                self.look()
