"""What is where, in coarse cells: finds the near among tens of thousands that move, without looking at all of them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from console.domain.place import EARTH_RADIUS_M, LatLng, distance_m

Key = TypeVar("Key", bound=Hashable)

M_PER_DEG = EARTH_RADIUS_M * math.pi / 180
STEPS_MAX = 6
"""Rings of cells looked up one by one; what lies farther is sorted by cell, so that a lone far thing costs no time."""

FLAT_DEG = 2.7
"""As far as this (300 km) degrees can be taken for a plane; what lies farther is told to be at least so far."""


class Cells(Generic[Key]):
    """Keys by place, in cells of ``cell_m`` from south to north. Belongs to one thread; does not cross 180 degrees."""

    def __init__(self, cell_m: float) -> None:
        self._side_deg = cell_m / M_PER_DEG
        self._places: dict[Key, LatLng] = {}
        self._cells: dict[tuple[int, int], dict[Key, None]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def put(self, key: Key, place: LatLng) -> None:
        """Place a key, new or moved."""
        before = self._places.get(key)
        if before == place:
            return
        if before is not None:
            self.drop(key)
        self._places[key] = place
        self._cells.setdefault(self._cell(place), {})[key] = None

    def drop(self, key: Key) -> None:
        """Forget a key; one that is not here is no matter."""
        place = self._places.pop(key, None)
        if place is None:
            return
        cell = self._cell(place)
        keys = self._cells[cell]
        del keys[key]
        if not keys:
            del self._cells[cell]

    def clear(self) -> None:
        self._places.clear()
        self._cells.clear()

    def near(self, place: LatLng, radius_m: float) -> Iterator[tuple[float, Key]]:
        """Yield metres and key of everything within the radius, in no order."""
        row, column = self._cell(place)
        up = math.ceil(radius_m / M_PER_DEG / self._side_deg)
        sideways = math.ceil(up / self._narrow(place, up))
        for i in range(row - up, row + up + 1):
            for j in range(column - sideways, column + sideways + 1):
                for key in self._cells.get((i, j), ()):
                    away_m = distance_m(place, self._places[key])
                    if away_m <= radius_m:
                        yield away_m, key

    def outward(self, place: LatLng) -> Iterator[tuple[float, list[tuple[float, Key]]]]:
        """Yield everything, ring by ring: a distance that nothing of this ring or a later one is below, and the ring.

        Both in metres. Taken no further than needed, this costs little however much is known.
        """
        row, column = self._cell(place)
        yielded = 0
        for step in range(STEPS_MAX):
            keys = [key for cell in _ring(row, column, step) for key in self._cells.get(cell, ())]
            yielded += len(keys)
            yield self._least_m(place, step), self._measured(place, keys)
            if yielded == len(self._places):
                return
        far: dict[int, list[Key]] = {}
        for (i, j), held in self._cells.items():
            step = max(abs(i - row), abs(j - column))
            if step >= STEPS_MAX:
                far.setdefault(step, []).extend(held)
        for step in sorted(far):
            yield self._least_m(place, step), self._measured(place, far[step])

    def _measured(self, place: LatLng, keys: list[Key]) -> list[tuple[float, Key]]:
        return [(distance_m(place, self._places[key]), key) for key in keys]

    def _least_m(self, place: LatLng, step: int) -> float:
        step = min(step, int(FLAT_DEG / self._side_deg))
        return max(0, step - 1) * self._side_deg * M_PER_DEG * self._narrow(place, step + 1)

    def _narrow(self, place: LatLng, rows: int) -> float:
        """Return how much shorter a degree of longitude is than one of latitude, at the far edge of so many rows."""
        return max(0.01, math.cos(math.radians(min(90.0, abs(place.lat_deg) + rows * self._side_deg))))

    def _cell(self, place: LatLng) -> tuple[int, int]:
        return math.floor(place.lat_deg / self._side_deg), math.floor(place.lng_deg / self._side_deg)


def _ring(row: int, column: int, step: int) -> Iterator[tuple[int, int]]:
    if step == 0:
        yield row, column
        return
    for j in range(column - step, column + step + 1):
        yield row - step, j
        yield row + step, j
    for i in range(row - step + 1, row + step):
        yield i, column - step
        yield i, column + step
