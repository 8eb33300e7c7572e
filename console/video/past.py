"""The console's side of a recording: played, stopped and begun elsewhere by its address, in a worker of its own.

Belongs to one thread and never blocks. A recording is nothing that is kept alive: what ends or fails stays ended until
somebody plays it again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from console.video.address import opening
from console.video.choices import AS_SHIPPED, Choices
from console.video.commands import PlayPast, SlotAddress, Stop
from console.video.seats import Seats, WorkerSeat
from console.video.slots import Header, Pixels, SlotReader
from console.video.states import LIVE_STATES, STALE_AFTER_S, Reason, TileState


class PastState(StrEnum):
    """What becomes of a recording; none of them is live."""

    NOTHING = "nothing"
    OPENING = "opening"
    PLAYING = "playing"
    STALLED = "stalled"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class PastView:
    """What is shown now. ``pixels`` as of ``TileView``; ``at_s`` is the picture's own place, seconds from the stretch's begin.

    ``sequence`` changes with every picture; ``reason`` is why it failed.
    """

    state: PastState
    at_s: float = 0.0
    pixels: Pixels | None = None
    sequence: tuple[int, int] = (0, 0)
    reason: Reason = Reason.NONE


@dataclass(kw_only=True, slots=True)
class _Reel:
    """One opening of the recorder: from ``from_s`` on, seconds from the stretch's begin."""

    stream: int
    slot: SlotReader
    seat: WorkerSeat
    from_s: float
    url: str = field(repr=False)


def goes_faster(url: str) -> bool:
    """Tell whether more than one second of a recording can pass in one: not where the recorder itself sets the pace."""
    return opening(url).paced is not False


class PastPlayer:
    """One recording at a time. The worker is started by the first, and stays for the next."""

    def __init__(self, choices: Choices = AS_SHIPPED) -> None:
        self._choices = choices
        self._seats: Seats | None = None
        self._numbers = count(1)
        self._shown: _Reel | None = None
        self._next: _Reel | None = None
        self._paused = False
        self._lost = False

    def play(self, url: str, from_s: float, width_px: int, height_px: int, speed: float = 1.0) -> None:
        """Play ``url``, whose first picture lies ``from_s`` behind the stretch's begin; the old picture stays until it comes."""
        if self._seats is None:
            self._seats = Seats(1)
        self._end(self._next)
        if self._shown is not None:
            self._halt(self._shown)
        number, seat = next(self._numbers), self._seats.seat_for_one_more()
        slot = SlotReader(max(2, width_px), max(2, height_px), number)
        reel = _Reel(stream=number, slot=slot, seat=seat, from_s=from_s, url=url)
        address = SlotAddress(name=slot.name, width_px=slot.width_px, height_px=slot.height_px)
        seat.streams.add(number)
        seat.opens += 1
        seat.tell(PlayPast(stream=number, url=url, slot=address, choices=self._choices, speed=speed))
        self._next, self._paused, self._lost = reel, False, False

    def pause(self) -> None:
        """Let the last picture stand; the recorder is asked anew when it goes on."""
        self._end(self._next)
        self._next = None
        if self._shown is not None:
            self._halt(self._shown)
        self._paused = True

    def stop(self) -> None:
        """Show nothing."""
        for reel in (self._shown, self._next):
            self._end(reel)
        self._shown = self._next = None
        self._paused = self._lost = False

    def latest(self) -> PastView:
        """Return what is to be seen now."""
        if self._seats is not None and self._seats.tend():
            # What a lost worker played is not begun again by itself.
            self._lost = True
        if self._next is not None and self._next.slot.sequence() > 0:
            self._end(self._shown)
            self._shown, self._next = self._next, None
        shown = self._shown
        state, reason = self._state()
        if shown is None:
            return PastView(state=state, reason=reason)
        header, pixels = shown.slot.header(), shown.slot.picture()
        return PastView(
            state=state,
            reason=reason,
            at_s=shown.from_s + header.into_s,
            pixels=pixels,
            sequence=(shown.stream, shown.slot.seen),
        )

    def close(self) -> None:
        """End the worker. The player is then of no more use."""
        self.stop()
        if self._seats is not None:
            self._seats.close()
            self._seats = None

    def _state(self) -> tuple[PastState, Reason]:
        reel = self._next or self._shown
        if self._paused:
            return PastState.PAUSED, Reason.NONE
        if reel is None:
            return PastState.NOTHING, Reason.NONE
        if self._lost or not reel.seat.is_up():
            return PastState.FAILED, Reason.WORKER_LOST
        return _of(reel.slot.header(), time.monotonic())

    @staticmethod
    def _halt(reel: _Reel) -> None:
        reel.seat.streams.discard(reel.stream)
        reel.seat.tell(Stop(stream=reel.stream))

    def _end(self, reel: _Reel | None) -> None:
        if reel is not None:
            self._halt(reel)
            reel.slot.close()


def _of(header: Header, now_s: float) -> tuple[PastState, Reason]:
    if header.state in LIVE_STATES:
        is_late = now_s - header.frame_at_s > STALE_AFTER_S
        return (PastState.STALLED if is_late else PastState.PLAYING), Reason.NONE
    if header.state is not TileState.OFFLINE:
        return PastState.OPENING, Reason.NONE
    if header.sequence and header.reason is Reason.CLOSED_BY_CAMERA:
        return PastState.ENDED, Reason.NONE
    return PastState.FAILED, header.reason
