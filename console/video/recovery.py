"""How a stream comes back: how long it waits, what an error means, and how many may open at once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import av.error

from console.video.states import (
    BACK_OFF_FIRST_S,
    BACK_OFF_JITTER,
    BACK_OFF_LAST_S,
    OPEN_HOLDS_GATE_S,
    OPENS_IN_FLIGHT,
    Reason,
)


class StreamLost(Exception):
    """The source opened but does not do what a camera does; carries the reason."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class BackOff:
    """The waits between tries: doubling from 0.5 s to 15 s, spread by a quarter, for ever; reset by a picture."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.tries = 0

    def reset(self) -> None:
        """Begin again: a picture has come."""
        self.tries = 0

    def next_s(self) -> float:
        """Return how long to wait before the next try."""
        # The exponent is bounded: a camera that is away for a month must not overflow.
        whole_s: float = min(BACK_OFF_LAST_S, BACK_OFF_FIRST_S * 2 ** min(self.tries, 10))
        self.tries += 1
        return whole_s * self._chance.uniform(1 - BACK_OFF_JITTER, 1 + BACK_OFF_JITTER)


class OpenGate:
    """Lets a few streams open at once. A slow one stops counting after a second, so a hanging camera blocks nobody."""

    def __init__(self, in_flight: int = OPENS_IN_FLIGHT, hold_s: float = OPEN_HOLDS_GATE_S) -> None:
        self._in_flight = in_flight
        self._hold_s = hold_s
        self._changed = threading.Condition()
        self._entered_at_s: dict[object, float] = {}

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for a place and hold it while opening."""
        ticket = object()
        with self._changed:
            while (wait_s := self._wait_s()) > 0:
                self._changed.wait(wait_s)
            self._entered_at_s[ticket] = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._entered_at_s.pop(ticket, None)
                self._changed.notify()

    def _wait_s(self) -> float:
        now_s = time.monotonic()
        held = [at_s for at_s in self._entered_at_s.values() if now_s - at_s < self._hold_s]
        return 0.0 if len(held) < self._in_flight else self._hold_s - (now_s - min(held))


def reason_of(error: Exception) -> Reason:
    """Return what an error of FFmpeg or of the system means to an operator."""
    match error:
        case StreamLost():
            return error.reason
        case av.error.HTTPUnauthorizedError():
            return Reason.AUTH
        case av.error.HTTPForbiddenError() | PermissionError():
            return Reason.FORBIDDEN
        case av.error.HTTPNotFoundError() | FileNotFoundError():
            return Reason.NOT_FOUND
        case av.error.ExitError() | TimeoutError():
            return Reason.TIMEOUT
        case ConnectionRefusedError():
            return Reason.REFUSED
        case EOFError() | ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return Reason.CLOSED_BY_CAMERA
        case av.error.ProtocolNotFoundError() | av.error.ArgumentError():
            return Reason.BAD_ADDRESS
        case MemoryError():
            return Reason.TOO_LARGE
        case av.error.InvalidDataError() | av.error.DecoderNotFoundError() | av.error.PatchWelcomeError():
            return Reason.CODEC
        case _:
            return Reason.DEVICE_OFFLINE
