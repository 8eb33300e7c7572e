"""The signs on the plates of key sites and sensors: one letter or character for each kind, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.domain.sensor import SensorKind
from console.domain.site import SiteKind

SITE_SIGNS: Final[Mapping[SiteKind, object]] = {
    SiteKind.SCHOOL: QT_TRANSLATE_NOOP("SiteSign", "S"),
    SiteKind.HOSPITAL: QT_TRANSLATE_NOOP("SiteSign", "H"),
    SiteKind.CARE_HOME: QT_TRANSLATE_NOOP("SiteSign", "C"),
    SiteKind.MALL: QT_TRANSLATE_NOOP("SiteSign", "M"),
    SiteKind.MARKET: QT_TRANSLATE_NOOP("SiteSign", "K"),
    SiteKind.PARK: QT_TRANSLATE_NOOP("SiteSign", "P"),
    SiteKind.STATION: QT_TRANSLATE_NOOP("SiteSign", "T"),
    SiteKind.VENUE: QT_TRANSLATE_NOOP("SiteSign", "V"),
    SiteKind.ENTERPRISE: QT_TRANSLATE_NOOP("SiteSign", "E"),
    SiteKind.HAZARDOUS: QT_TRANSLATE_NOOP("SiteSign", "!"),
    SiteKind.OTHER: QT_TRANSLATE_NOOP("SiteSign", "•"),
}
SENSOR_SIGNS: Final[Mapping[SensorKind, object]] = {
    SensorKind.SMOKE: QT_TRANSLATE_NOOP("SensorSign", "S"),
    SensorKind.GAS: QT_TRANSLATE_NOOP("SensorSign", "G"),
    SensorKind.ELECTRICAL: QT_TRANSLATE_NOOP("SensorSign", "E"),
    SensorKind.WATER_LEVEL: QT_TRANSLATE_NOOP("SensorSign", "W"),
    SensorKind.TILT: QT_TRANSLATE_NOOP("SensorSign", "T"),
    SensorKind.MANHOLE: QT_TRANSLATE_NOOP("SensorSign", "M"),
    SensorKind.OTHER: QT_TRANSLATE_NOOP("SensorSign", "•"),
}


def said(signs: Mapping[SiteKind, object] | Mapping[SensorKind, object]) -> list[str]:
    """Return the signs in the order of their kinds, as the page counts them."""
    context = "SiteSign" if signs is SITE_SIGNS else "SensorSign"
    return [QCoreApplication.translate(context, str(sign)) for sign in signs.values()]
