"""A hand on a camera that can be moved: what to send when, so that no camera is ever left moving.

Everything is a function of what is told and of the clock that is handed in, seconds that never run backwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from console.domain.errors import Coded

DEAD_MAN_S = 2.0
"""A hand that has not been felt for this long is gone."""
RENEW_S = 0.8
"""So often a camera that moves is told to go on; it stops by itself where nobody does."""
_LATE_S = 1.0
_TRIES_S = (0.3, 0.6, 1.2, 2.4, 5.0)


class PtzFault(StrEnum):
    """Why a camera does not do what it was asked to; a code that the views translate."""

    NO_ANSWER = "no_answer"
    WRONG_PASSWORD = "wrong_password"
    NO_PTZ = "no_ptz"
    BUSY = "busy"
    REFUSED = "refused"


class PtzRefused(Coded):
    """The camera does not do it; ``fault`` says why, and ``was_heard`` whether it took the call at all."""

    def __init__(self, fault: PtzFault, *, was_heard: bool) -> None:
        super().__init__(f"ptz.{fault.value}")
        self.fault = fault
        self.was_heard = was_heard


@dataclass(frozen=True, slots=True)
class Motion:
    """How fast a camera turns and zooms, each from -1 to 1: right, up and in are positive."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.pan or self.tilt or self.zoom)

    def at(self, speed: float) -> Motion:
        """Return the motion at a share of its speed."""
        return Motion(self.pan * speed, self.tilt * speed, self.zoom * speed)


STILL = Motion()


@dataclass(frozen=True, slots=True)
class Preset:
    """A view that a camera keeps: ``token`` is the camera's own key for it."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class PtzAddress:
    """Where a camera takes orders to move; the password is neither printed nor logged."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_secure: bool = False


def ptz_address(url: str) -> PtzAddress | None:
    """Return the address in ``http://user:password@host:port/…``; None where there is none."""
    try:
        parts: SplitResult = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    is_secure = parts.scheme == "https"
    return PtzAddress(
        host=host,
        port=port or (443 if is_secure else 80),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_secure=is_secure,
    )


@dataclass(frozen=True, slots=True)
class Call:
    """Something to send now; ``motion`` is still for a stop."""

    number: int
    motion: Motion

    @property
    def is_stop(self) -> bool:
        """Whether the camera is told to stand still."""
        return not self.motion


class Hand:
    """Turns what the hand does into calls, one after the other; a stop overtakes whatever waits or is on its way.

    Of every call that ``next`` returns, ``answered`` or ``lost`` must be told. A stop is sent again until it is answered,
    and once more where a move before it was lost and might still arrive.
    """

    def __init__(self) -> None:
        self._wanted = STILL
        self._felt_s = float("-inf")
        self._number = 0
        self._move: Call | None = None
        self._stop: Call | None = None
        self._told = STILL
        self._told_s = float("-inf")
        self._owes_stop = False
        self._stop_from_s = float("-inf")
        self._late_until_s = float("-inf")
        self._tries = 0

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is on its way, nothing wanted, and the camera known to stand still."""
        return not (self._wanted or self._owes_stop or self._move or self._stop)

    @property
    def moves(self) -> bool:
        """Whether the hand is on the camera."""
        return bool(self._wanted)

    def hold(self, now_s: float, motion: Motion) -> None:
        """Move from now on; said again while the key is down, because silence ends it."""
        if not motion:
            self.release(now_s)
            return
        self._wanted, self._felt_s = motion, now_s

    def release(self, now_s: float) -> None:
        """Stand still."""
        if self._wanted:
            self._wanted = STILL
            self._stop_from_s, self._tries = now_s, 0

    def next(self, now_s: float) -> Call | None:
        """Return what is to be sent now, None where nothing is."""
        if self._wanted and now_s >= self._felt_s + DEAD_MAN_S:
            self.release(now_s)
        return self._next_move(now_s) if self._wanted else self._next_stop(now_s)

    def wakes_at(self, now_s: float) -> float:
        """Return when to ask ``next`` again though nothing was told meanwhile; infinity where it need not be asked."""
        if self._wanted:
            ends_s = self._felt_s + DEAD_MAN_S
            free = self._move is None and self._stop is None
            return max(now_s, min(ends_s, self._told_s + RENEW_S) if free else ends_s)
        return max(now_s, self._stop_from_s) if self._owes_stop and self._stop is None else float("inf")

    def answered(self, now_s: float, call: Call) -> None:
        """Take in that the camera has done it."""
        if not call.is_stop:
            self._move = None
            return
        self._stop = None
        if self._move is not None or now_s < self._late_until_s:
            # A move that was sent before may come after this stop.
            self._stop_from_s, self._tries = max(now_s + _TRIES_S[0], self._late_until_s), 0
        else:
            self._owes_stop = False

    def lost(self, now_s: float, call: Call) -> None:
        """Take in that no answer came: the camera may have done it, or may yet."""
        if not call.is_stop:
            self._move = None
            self._late_until_s = now_s + _LATE_S
            return
        self._stop = None
        self._stop_from_s = now_s + _TRIES_S[min(self._tries, len(_TRIES_S) - 1)]
        self._tries += 1

    def _next_move(self, now_s: float) -> Call | None:
        if self._move is not None or self._stop is not None:
            return None
        if self._wanted == self._told and now_s < self._told_s + RENEW_S:
            return None
        self._move = self._call(self._wanted)
        self._told, self._told_s, self._owes_stop = self._wanted, now_s, True
        return self._move

    def _next_stop(self, now_s: float) -> Call | None:
        if not self._owes_stop or self._stop is not None or now_s < self._stop_from_s:
            return None
        self._stop = self._call(STILL)
        self._told = STILL
        return self._stop

    def _call(self, motion: Motion) -> Call:
        self._number += 1
        return Call(self._number, motion)


@dataclass(frozen=True, slots=True)
class PtzTold:
    """What became of something: the views that a camera keeps, or why it does not do as asked; neither: it is spoken to."""

    address: PtzAddress
    presets: tuple[Preset, ...] | None = None
    fault: PtzFault | None = None
