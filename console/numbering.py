"""Ticket ids made at the desk: unique without asking anybody, and in order of time."""

from __future__ import annotations

import zlib
from threading import Lock

from console.domain.ticket import TicketId
from console.ports import Clock

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
DESK_BITS = 12
RUN_BITS = 10


class TicketIds:
    """Makes ids of 63 bits: 41 of milliseconds, 12 of the desk, 10 of a run within the millisecond.

    Safe on any thread. Raises nothing: when a millisecond's run is used up, the next millisecond's begins.
    """

    def __init__(self, desk: str, clock: Clock) -> None:
        self._desk = zlib.crc32(desk.encode()) & ((1 << DESK_BITS) - 1)
        self._clock = clock
        self._last_ms = 0
        self._run = 0
        self._lock = Lock()

    def next(self) -> TicketId:
        with self._lock:
            now_ms = int(self._clock.now().timestamp() * 1000) - EPOCH_MS
            if now_ms > self._last_ms:
                self._last_ms, self._run = now_ms, 0
            elif self._run + 1 < 1 << RUN_BITS:
                self._run += 1
            else:
                self._last_ms, self._run = self._last_ms + 1, 0
            return TicketId((self._last_ms << (DESK_BITS + RUN_BITS)) | (self._desk << RUN_BITS) | self._run)
