"""Keeps a stream at now: decides for each packet whether it is decoded and whether its picture is shown."""

from __future__ import annotations

from typing import NamedTuple

from console.video.states import LAG_CAUGHT_UP_S, LAG_SKIP_ABOVE_S, LAG_THIN_ABOVE_S, LAG_TRUST_S

# Two clocks drift apart by some 50 parts in a million; the smallest lag ever seen is forgotten a little faster.
_DRIFT = 200e-6
_CLOCK_JUMP_S = 60.0


class Verdict(NamedTuple):
    """What to do with one packet."""

    decode: bool
    show: bool
    lag_s: float


class Governor:
    """Lag is arrival minus time stamp, against the smallest ever seen of this connection.

    Beyond 1 s only key frames are decoded until the lag is below 0.2 s; beyond 0.15 s one of three pictures between
    key frames is shown. A source that stays late for 5 s has changed its clock and is believed.
    """

    def __init__(self) -> None:
        self._smallest_s: float | None = None
        self._judged_at_s = 0.0
        self._skipping_since_s: float | None = None
        self._await_key = False
        self._count = 0

    def await_key(self) -> None:
        """Decode nothing before the next key frame (pictures were left out on purpose)."""
        self._await_key = True

    def judge(self, arrival_s: float, stamp_s: float | None, is_key: bool) -> Verdict:
        """Return the verdict on a packet that arrived at ``arrival_s`` and is stamped ``stamp_s``."""
        lag_s = 0.0 if stamp_s is None else self._lag_s(arrival_s, arrival_s - stamp_s)
        if self._await_key:
            if not is_key:
                return Verdict(decode=False, show=False, lag_s=lag_s)
            self._await_key = False
        if self._skipping_since_s is None and lag_s > LAG_SKIP_ABOVE_S:
            self._skipping_since_s = arrival_s
        if self._skipping_since_s is not None:
            if not is_key:
                return Verdict(decode=False, show=False, lag_s=lag_s)
            if arrival_s - self._skipping_since_s > LAG_TRUST_S and stamp_s is not None:
                self._smallest_s = arrival_s - stamp_s
                lag_s = 0.0
            if lag_s < LAG_CAUGHT_UP_S:
                self._skipping_since_s = None
            return Verdict(decode=True, show=True, lag_s=lag_s)
        self._count += 1
        show = is_key or lag_s <= LAG_THIN_ABOVE_S or self._count % 3 == 0
        return Verdict(decode=True, show=show, lag_s=lag_s)

    def _lag_s(self, arrival_s: float, offset_s: float) -> float:
        if self._smallest_s is None or abs(offset_s - self._smallest_s) > _CLOCK_JUMP_S:
            self._smallest_s = offset_s
        else:
            crept_s = self._smallest_s + (arrival_s - self._judged_at_s) * _DRIFT
            self._smallest_s = min(crept_s, offset_s)
        self._judged_at_s = arrival_s
        return offset_s - self._smallest_s
