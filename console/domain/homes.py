"""Who is at home where in the tree of codes: finds those of a grid, then of the regions around it, step by step."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from console.domain.grid import RegionCode

Key = TypeVar("Key", bound=Hashable)

AFTER_ANY = chr(0x10FFFF)


class Homes(Generic[Key]):
    """Keys by the code of the region they are at home in. Belongs to one thread."""

    def __init__(self) -> None:
        self._home: dict[Key, RegionCode] = {}
        self._keys: dict[RegionCode, dict[Key, None]] = {}
        self._codes: list[RegionCode] = []

    def put(self, key: Key, home: RegionCode) -> None:
        """Give a key its home, new or moved."""
        if self._home.get(key) == home:
            return
        self.drop(key)
        self._home[key] = home
        if home not in self._keys:
            self._keys[home] = {}
            insort(self._codes, home)
        self._keys[home][key] = None

    def drop(self, key: Key) -> None:
        """Forget a key; one that is not here is no matter."""
        home = self._home.pop(key, None)
        if home is None:
            return
        del self._keys[home][key]
        if not self._keys[home]:
            del self._keys[home]
            del self._codes[bisect_left(self._codes, home)]

    def clear(self) -> None:
        self._home.clear()
        self._keys.clear()
        self._codes.clear()

    def at(self, home: str) -> list[Key]:
        """Return the keys at home in exactly this region."""
        return list(self._keys.get(RegionCode(home), ()))

    def outward(self, code: str) -> Iterator[tuple[int, list[Key]]]:
        """Yield everything: how many characters of ``code`` the homes do not share, and the keys; the closest first."""
        low = high = 0
        for shared in range(len(code), -1, -1):
            prefix = code[:shared]
            first, last = bisect_left(self._codes, prefix), bisect_left(self._codes, prefix + AFTER_ANY)
            nearer = (low, high) if high > low else (first, first)
            codes = self._codes[first : nearer[0]] + self._codes[nearer[1] : last]
            yield len(code) - shared, [key for home in codes for key in self._keys[RegionCode(home)]]
            low, high = first, last
