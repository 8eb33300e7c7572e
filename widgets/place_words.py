"""What key sites, sensors and cell maps are called on screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.domain.grid_layer import POLICE, WATER, GridLayer
from console.domain.sensor import SensorKind
from console.domain.site import SiteKind

SITE_KINDS: Final = {
    SiteKind.SCHOOL: QT_TRANSLATE_NOOP("places", "School"),
    SiteKind.HOSPITAL: QT_TRANSLATE_NOOP("places", "Hospital"),
    SiteKind.CARE_HOME: QT_TRANSLATE_NOOP("places", "Care home"),
    SiteKind.MALL: QT_TRANSLATE_NOOP("places", "Shopping mall"),
    SiteKind.MARKET: QT_TRANSLATE_NOOP("places", "Market"),
    SiteKind.PARK: QT_TRANSLATE_NOOP("places", "Park"),
    SiteKind.STATION: QT_TRANSLATE_NOOP("places", "Station"),
    SiteKind.VENUE: QT_TRANSLATE_NOOP("places", "Venue"),
    SiteKind.ENTERPRISE: QT_TRANSLATE_NOOP("places", "Enterprise"),
    SiteKind.HAZARDOUS: QT_TRANSLATE_NOOP("places", "Hazardous goods"),
    SiteKind.OTHER: QT_TRANSLATE_NOOP("places", "Other key site"),
}
SENSOR_KINDS: Final = {
    SensorKind.SMOKE: QT_TRANSLATE_NOOP("places", "Smoke detector"),
    SensorKind.GAS: QT_TRANSLATE_NOOP("places", "Gas detector"),
    SensorKind.ELECTRICAL: QT_TRANSLATE_NOOP("places", "Electrical fire monitor"),
    SensorKind.WATER_LEVEL: QT_TRANSLATE_NOOP("places", "Water level gauge"),
    SensorKind.TILT: QT_TRANSLATE_NOOP("places", "Tilt sensor"),
    SensorKind.MANHOLE: QT_TRANSLATE_NOOP("places", "Manhole sensor"),
    SensorKind.OTHER: QT_TRANSLATE_NOOP("places", "Other sensor"),
}
ANSWERS: Final = {
    True: QT_TRANSLATE_NOOP("places", "answers"),
    False: QT_TRANSLATE_NOOP("places", "does not answer"),
    None: QT_TRANSLATE_NOOP("places", "not known whether it answers"),
}
LAYERS: Final = {
    POLICE: QT_TRANSLATE_NOOP("places", "Police cells"),
    WATER: QT_TRANSLATE_NOOP("places", "Water cells"),
}


def site_kind_name(kind: SiteKind) -> str:
    return _tr(SITE_KINDS[kind])


def sensor_kind_name(kind: SensorKind) -> str:
    return _tr(SENSOR_KINDS[kind])


def answering(is_on: bool | None) -> str:
    """Return whether a sensor answers, None for not known."""
    return _tr(ANSWERS[is_on])


def layer_name(layer: GridLayer) -> str:
    """Return what a cell map is called; one of the city's own by the name that the city gave it."""
    return _tr(LAYERS[layer]) if layer in LAYERS else layer


def _tr(source: object) -> str:
    return QCoreApplication.translate("places", str(source))
