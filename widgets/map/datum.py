"""In which datum the base map in view is drawn; what is known is WGS-84, and is converted exactly where it meets pixels.

Base maps are never moved: a picture that is shifted as a whole is up to several pixels wrong. So every way from a place
to pixels and back, of symbols, borders, drops, clicks and read-outs, goes through ``shown`` and ``earthly``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from console.domain.gcj02 import EAST, NORTH, SOUTH, WEST, from_gcj02, shift, to_gcj02
from console.domain.place import LatLng


class Datum(StrEnum):
    """The datums of base maps. CGCS2000 and WGS-84 differ by centimetres, far below a pixel, and are drawn alike."""

    WGS84 = "WGS-84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ-02"


class _Current(QObject):
    """The datum in use. GUI thread.

    Signals:
        changed(): every pixel of every place is another now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.datum = Datum.WGS84

    def take(self, datum: Datum) -> None:
        is_other = (datum is Datum.GCJ02) != (self.datum is Datum.GCJ02)
        self.datum = datum
        if is_other:
            self.changed.emit()


current: Final = _Current()
"""One for the whole process, as the theme is: maps beside one another show the same base maps."""


def shown(place: LatLng) -> LatLng:
    """Return where the base map shows a place on earth."""
    return to_gcj02(place) if current.datum is Datum.GCJ02 else place


def earthly(place: LatLng) -> LatLng:
    """Return the place on earth that the base map shows there: exactly what ``shown`` takes back."""
    return from_gcj02(place) if current.datum is Datum.GCJ02 else place


def all_shown(lng: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return ``shown`` of columns of degrees: (lngs, lats)."""
    if current.datum is not Datum.GCJ02:
        return lng, lat
    north, east = shift(lat, lng, np)
    inside = (lng >= WEST) & (lng <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    return lng + np.where(inside, east, 0.0), lat + np.where(inside, north, 0.0)
