"""Lengths, areas and directions as they are said on the map."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console import geodesic
from console.domain.drawing import Drawing, Kind
from console.domain.place import LatLng

_TEN_KM_M = 10_000.0
_HECTARE_M2 = 10_000.0
_KM2_M2 = 1_000_000.0
_HECTARES = QT_TRANSLATE_NOOP("Figures", "{n} ha")
_AROUND = QT_TRANSLATE_NOOP("Figures", "{area}, {length} around")
_RADIUS = QT_TRANSLATE_NOOP("Figures", "radius {length}")


def length(length_m: float) -> str:
    """Return a length: metres below a kilometre, then km with as many digits as an operator can use."""
    if round(length_m) < 1000:
        return f"{length_m:.1f} m" if length_m < 10 else f"{length_m:.0f} m"
    return f"{length_m / 1000:.2f} km" if length_m < _TEN_KM_M else f"{length_m / 1000:,.1f} km"


def area(area_m2: float) -> str:
    """Return an area: square metres, hectares from one hectare on, square kilometres from one of these on."""
    if area_m2 < _HECTARE_M2:
        return f"{area_m2:,.0f} m²"
    if area_m2 < _KM2_M2:
        return _tr(_HECTARES).format(n=f"{area_m2 / _HECTARE_M2:.2f}")
    return f"{area_m2 / _KM2_M2:,.2f} km²"


def bearing(bearing_deg: float) -> str:
    """Return a direction clockwise from north, in whole degrees."""
    return f"{round(bearing_deg) % 360:03d}°"


def of(drawing: Drawing) -> str:
    """Return what there is to say of a drawing's size; nothing for a note."""
    points = drawing.points
    match drawing.kind:
        case Kind.NOTE:
            return ""
        case Kind.AREA | Kind.SURFACE:
            return around(points)
        case Kind.CIRCLE:
            radius_m = geodesic.length_m(points)
            return _tr(_RADIUS).format(length=length(radius_m))
        case _:
            return length(geodesic.length_m(points))


def around(points: tuple[LatLng, ...]) -> str:
    """Return the area inside a ring and the length of the way around it."""
    told = {"area": area(geodesic.area_m2(points)), "length": length(geodesic.perimeter_m(points))}
    return _tr(_AROUND).format(**told)


def _tr(text: object) -> str:
    return QCoreApplication.translate("Figures", str(text))
