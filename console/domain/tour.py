"""A tour: a list of cameras shown page by page, as a function of the seconds that have passed."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from console.domain.camera import CameraId

DWELL_MIN_S = 5.0
DWELL_MAX_S = 600.0
DWELL_FIRST_S = 15.0
RESUMES_AFTER_S = 60.0
"""A tour that was touched goes on by itself after so many seconds without another touch."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One page of a tour: its number, its cameras in order, and how long it still stays, seconds."""

    number: int
    cameras: tuple[CameraId, ...]
    left_s: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Tour:
    """Cameras shown ``page`` at a time, each page for ``dwell_s`` (kept within 5 to 600 s), round and round."""

    cameras: tuple[CameraId, ...]
    dwell_s: float = DWELL_FIRST_S
    page: int = 1

    @property
    def period_s(self) -> float:
        """How long a page stays, seconds."""
        return min(DWELL_MAX_S, max(DWELL_MIN_S, self.dwell_s))

    @property
    def stops(self) -> int:
        """How many pages there are."""
        return max(1, ceil(len(self.cameras) / max(1, self.page)))

    def stop_at(self, elapsed_s: float) -> Stop:
        """Return the page that shows ``elapsed_s`` seconds after the start; the last page is filled from the front."""
        turns, into_s = divmod(max(0.0, elapsed_s), self.period_s)
        number = int(turns) % self.stops
        shown = min(max(1, self.page), len(self.cameras))
        first = number * max(1, self.page)
        cameras = tuple(self.cameras[(first + step) % len(self.cameras)] for step in range(shown))
        return Stop(number=number, cameras=cameras, left_s=self.period_s - into_s)

    def start_of(self, number: int) -> float:
        """Return the elapsed seconds at which a page begins."""
        return (number % self.stops) * self.period_s
