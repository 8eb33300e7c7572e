"""Where tickets were reported, as two rows of numbers: enough for a picture of many, and nothing of any of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reported:
    """The places of tickets in no order, degrees; ``placeless`` have none and are only counted."""

    lngs: array[float]
    lats: array[float]
    placeless: int = 0

    @property
    def count(self) -> int:
        return len(self.lngs) + self.placeless


def gathered(places: Iterable[tuple[float | None, float | None]]) -> Reported:
    """Return what was reported at these places, each (lng, lat), none for a ticket without one."""
    lngs, lats, placeless = array("d"), array("d"), 0
    for lng, lat in places:
        if lng is None or lat is None:
            placeless += 1
        else:
            lngs.append(lng)
            lats.append(lat)
    return Reported(lngs, lats, placeless)
