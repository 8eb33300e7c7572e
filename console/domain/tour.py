"""A tour: cameras page by page, or layouts one after another, as a function of the seconds that have passed.

However many cameras there are, a page costs what a page holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Protocol

from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode, within
from console.domain.place import LatLng

DWELL_MIN_S = 5.0
DWELL_MAX_S = 600.0
DWELL_FIRST_S = 15.0
RESUMES_AFTER_S = 60.0
"""A tour that was touched goes on by itself after so many seconds without another touch."""
WARM_BEFORE_S = 3.0
"""So long before a page comes, its streams are opened: a camera's first picture takes up to 1.8 s."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One page of a tour: its number, its cameras in order, how long it stays in all and how long still, seconds.

    ``layout`` names the saved layout where the tour is one of layouts; its cameras are then the layout's to tell.
    """

    number: int
    cameras: tuple[CameraId, ...]
    left_s: float
    lasts_s: float
    layout: str = ""

    @property
    def warms(self) -> bool:
        """Whether the next page comes so soon that its streams are to be opened."""
        return self.left_s <= WARM_BEFORE_S


class Round(Protocol):
    """What goes round and round: a tour of cameras or one of layouts."""

    @property
    def stops(self) -> int:
        """How many pages there are."""

    def stop_at(self, elapsed_s: float) -> Stop:
        """Return the page that shows ``elapsed_s`` seconds after the start."""

    def stop(self, number: int) -> Stop:
        """Return a page at its beginning; numbers go round."""

    def start_of(self, number: int) -> float:
        """Return the elapsed seconds at which a page begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tour:
    """Cameras shown ``page`` at a time, each page for ``dwell_s`` (kept within 5 to 600 s), round and round."""

    cameras: tuple[CameraId, ...]
    dwell_s: float = DWELL_FIRST_S
    page: int = 1

    @property
    def period_s(self) -> float:
        """How long a page stays, seconds."""
        return kept_dwell_s(self.dwell_s)

    @property
    def stops(self) -> int:
        return max(1, ceil(len(self.cameras) / max(1, self.page)))

    def stop_at(self, elapsed_s: float) -> Stop:
        turns, into_s = divmod(max(0.0, elapsed_s), self.period_s)
        number = int(turns) % self.stops
        left_s = self.period_s - into_s
        return Stop(number=number, cameras=self._cameras(number), left_s=left_s, lasts_s=self.period_s)

    def stop(self, number: int) -> Stop:
        number %= self.stops
        return Stop(number=number, cameras=self._cameras(number), left_s=self.period_s, lasts_s=self.period_s)

    def start_of(self, number: int) -> float:
        return (number % self.stops) * self.period_s

    def _cameras(self, number: int) -> tuple[CameraId, ...]:
        """Return the cameras of a page; the last page is filled from the front."""
        shown = min(max(1, self.page), len(self.cameras))
        first = number * max(1, self.page)
        return tuple(self.cameras[(first + step) % len(self.cameras)] for step in range(shown))


@dataclass(frozen=True, kw_only=True, slots=True)
class LayoutTour:
    """Saved layouts, named by their keys, each with its own dwell in seconds (kept within 5 to 600), round and round."""

    layouts: tuple[tuple[str, float], ...]

    @property
    def stops(self) -> int:
        return len(self.layouts)

    def stop_at(self, elapsed_s: float) -> Stop:
        starts = self._starts()
        into_s = max(0.0, elapsed_s) % starts[-1]
        number = bisect_right(starts, into_s) - 1
        name, _ = self.layouts[number]
        lasts_s = starts[number + 1] - starts[number]
        return Stop(number=number, cameras=(), left_s=starts[number + 1] - into_s, lasts_s=lasts_s, layout=name)

    def stop(self, number: int) -> Stop:
        name, dwell_s = self.layouts[number % self.stops]
        lasts_s = kept_dwell_s(dwell_s)
        return Stop(number=number % self.stops, cameras=(), left_s=lasts_s, lasts_s=lasts_s, layout=name)

    def start_of(self, number: int) -> float:
        return self._starts()[number % self.stops]

    def _starts(self) -> list[float]:
        """Return when each layout begins, and behind the last how long a round takes, seconds."""
        return list(accumulate((kept_dwell_s(dwell_s) for _, dwell_s in self.layouts), initial=0.0))


def kept_dwell_s(dwell_s: float) -> float:
    """Return a dwell within its limits, seconds."""
    return min(DWELL_MAX_S, max(DWELL_MIN_S, dwell_s))


def group(cameras: Iterable[Camera], region: RegionCode) -> tuple[CameraId, ...]:
    """Return the cameras of a region or grid and all below it, by number: what a group tour shows."""
    return _by_number(camera for camera in cameras if within(camera.region, region))


def tagged(cameras: Iterable[Camera], tag: str) -> tuple[CameraId, ...]:
    """Return the cameras that bear a tag, by number."""
    return _by_number(camera for camera in cameras if tag in camera.tags)


def boxed(cameras: Iterable[Camera], corner: LatLng, other: LatLng) -> tuple[CameraId, ...]:
    """Return the cameras whose place lies in the box between two opposite corners, by number."""
    south, north = sorted((corner.lat_deg, other.lat_deg))
    west, east = sorted((corner.lng_deg, other.lng_deg))
    return _by_number(
        camera
        for camera in cameras
        if (at := camera.place) is not None and south <= at.lat_deg <= north and west <= at.lng_deg <= east
    )


def inside(cameras: Iterable[Camera], rings: Iterable[Sequence[LatLng]]) -> tuple[CameraId, ...]:
    """Return the cameras whose place lies inside an odd number of closed rings, by number: areas, and holes in them.

    Source: the crossings of a ray to the east, M. Shimrat, Algorithm 112, Comm. ACM 5 (1962).
    """
    sides = [side for ring in rings for side in zip(ring, (*ring[1:], *ring[:1]), strict=True)]
    return _by_number(camera for camera in cameras if camera.place is not None and _crosses(camera.place, sides))


def _crosses(at: LatLng, sides: Iterable[tuple[LatLng, LatLng]]) -> bool:
    is_odd = False
    for one, other in sides:
        if (one.lat_deg > at.lat_deg) == (other.lat_deg > at.lat_deg):
            continue
        share = (at.lat_deg - one.lat_deg) / (other.lat_deg - one.lat_deg)
        if at.lng_deg < one.lng_deg + share * (other.lng_deg - one.lng_deg):
            is_odd = not is_odd
    return is_odd


def _by_number(cameras: Iterable[Camera]) -> tuple[CameraId, ...]:
    return tuple(id_ for _, id_ in sorted((camera.number, camera.id) for camera in cameras))
