"""Cameras under the regions they stand in, with how many are in each; a branch is made when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from console.domain.camera import Camera
from console.domain.grid import Region, RegionCode


class CameraTree:
    """City > district > township > village > grid, of those only the regions that hold a camera.

    A camera whose region is not known here stands in the nearest known one above it, or else in none: ``elsewhere``.
    """

    def __init__(self, cameras: Iterable[Camera], regions: Mapping[RegionCode, Region]) -> None:
        self._here: dict[RegionCode | None, list[Camera]] = defaultdict(list)
        self._below: dict[RegionCode | None, list[RegionCode]] = defaultdict(list)
        self._counts: dict[RegionCode, int] = {}
        homes: dict[RegionCode, RegionCode | None] = {}
        for camera in cameras:
            if camera.region not in homes:
                homes[camera.region] = _known(camera.region, regions)
            self._here[homes[camera.region]].append(camera)
        for home, held in list(self._here.items()):
            code: RegionCode | None = home
            while code is not None:
                is_new = code not in self._counts
                self._counts[code] = self._counts.get(code, 0) + len(held)
                parent = regions[code].parent
                above = parent if parent in regions else None
                if is_new:
                    self._below[above].append(code)
                code = above

    def regions(self, parent: RegionCode | None = None) -> Sequence[RegionCode]:
        """Return the regions right under a region, or the topmost ones, by code."""
        return sorted(self._below.get(parent, ()))

    def cameras(self, region: RegionCode | None) -> Sequence[Camera]:
        """Return the cameras right in a region, by number; of None those that are in no region."""
        return sorted(self._here.get(region, ()), key=lambda camera: (camera.number, camera.id))

    def count(self, region: RegionCode) -> int:
        """Return how many cameras are in a region and below it."""
        return self._counts.get(region, 0)


def _known(code: RegionCode, regions: Mapping[RegionCode, Region]) -> RegionCode | None:
    return next((above for end in range(len(code), 0, -1) if (above := RegionCode(code[:end])) in regions), None)
