"""Coordinates as they are read and copied: on earth, and as China's published maps give them."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from console.domain.gcj02 import to_gcj02
from console.domain.place import LatLng
from widgets.map.datum import Datum, current

SHOWN_DIGITS: Final = 5
"""One metre; nobody points more exactly."""
COPIED_DIGITS: Final = 6
_COPY: Final = QT_TRANSLATE_NOOP("ReadOut", "Copy {place} ({system})")
_SAME: Final = QT_TRANSLATE_NOOP(
    "ReadOut",
    "Longitude and latitude. WGS-84 and CGCS2000 have the same figures (within 10 cm); GCJ-02 is what published maps show.",
)


def systems(place: LatLng) -> tuple[tuple[str, LatLng], ...]:
    """Return a place by the names of both systems; on earth it goes by that of the base map, if that is CGCS2000."""
    earth = Datum.CGCS2000 if current.datum is Datum.CGCS2000 else Datum.WGS84
    return (earth.value, place), (Datum.GCJ02.value, to_gcj02(place))


def said(place: LatLng) -> str:
    """Return a place in both systems, longitude first."""
    return "   ".join(f"{system} {figures(here, SHOWN_DIGITS)}" for system, here in systems(place))


def figures(place: LatLng, digits: int = COPIED_DIGITS) -> str:
    """Return longitude and latitude, as addresses of places are copied and typed here."""
    return f"{place.lng_deg:.{digits}f}, {place.lat_deg:.{digits}f}"


def explained() -> str:
    """Return what the systems are."""
    return QCoreApplication.translate("ReadOut", str(_SAME))


def offer_copies(menu: QMenu, place: LatLng) -> None:
    """Offer to copy the place, once for each system."""
    for system, here in systems(place):
        text = figures(here)
        words = QCoreApplication.translate("ReadOut", str(_COPY)).format(place=text, system=system)
        menu.addAction(words, partial(QGuiApplication.clipboard().setText, text))
