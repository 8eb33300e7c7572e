"""Features of a GeoJSON file (RFC 7946): properties and geometry, every complaint with its path in the file."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.domain.place import LatLng, place_or_none
from console.gateways.files.tables import size_of
from console.gateways.files.unusable import BadRow, Unusable

RING_LEAST: Final = 4
DIGITS_TOLD: Final = 12
SIZE_MOST: Final = 256 << 20
"""Bytes of a file that is read as a whole: what the memory of a workstation can bear several times over."""
WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "EPSG::4490")
POLYGON, MULTIPOLYGON = 3, 6
"""Numbers of the geometries in well-known binary, OGC 06-103r4 §8.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature; ``row`` counts from 1, ``path`` names it as the file does, from 0."""

    row: int
    path: str
    properties: Mapping[str, object]
    geometry: object


def features_of(path: Path) -> list[object]:
    """Return what the file lists as features, unread.

    Raises:
        Unusable: no JSON, no collection of features, or not in degrees of WGS-84.
    """
    if size_of(path) > SIZE_MOST:
        raise Unusable(f"{path.name} is larger than {SIZE_MOST >> 20} MB; import it in parts.")
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as wrong:
        raise Unusable(f"{path} cannot be read: {wrong.strerror or wrong}.") from wrong
    except UnicodeDecodeError as wrong:
        raise Unusable(f"{path.name} is not UTF-8, as GeoJSON must be (byte {wrong.start}).") from wrong
    except json.JSONDecodeError as wrong:
        raise Unusable(
            f"{path.name} is no JSON, or is cut off: {wrong.msg} in line {wrong.lineno}, column {wrong.colno}."
        ) from wrong
    except (RecursionError, ValueError) as wrong:
        raise Unusable(f"{path.name} cannot be read as JSON: {wrong}.") from wrong
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise Unusable(f'{path.name} is no GeoJSON FeatureCollection: "type" at its top must say so.')
    features = whole.get("features")
    if not isinstance(features, list):
        raise Unusable(f'{path.name} has no list "features".')
    crs = whole.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in WGS84):
        raise Unusable(f'{path.name} is in another coordinate system ("crs"); convert it to WGS 84 degrees first.')
    return features


def feature_of(found: object, index: int) -> Feature:
    """Return the feature at ``index``.

    Raises:
        BadRow: it is none.
    """
    path = f"features[{index}]"
    if not isinstance(found, dict) or found.get("type") != "Feature":
        raise BadRow(f'{path} is no Feature: its "type" must say so')
    properties = found.get("properties")
    if not isinstance(properties, dict):
        raise BadRow(f"{path}.properties is no object")
    return Feature(row=index + 1, path=path, properties=properties, geometry=found.get("geometry"))


def point_of(feature: Feature) -> LatLng | None:
    """Return the place of a Point; None for a feature without geometry, or at 0,0.

    Raises:
        BadRow: another geometry, or a position that is none.
    """
    if feature.geometry is None:
        return None
    kind, coordinates, path = _geometry(feature)
    if kind != "Point":
        raise BadRow(f"{feature.path}.geometry is a {kind} where a Point is needed")
    lng, lat = _position(coordinates, path)
    return place_or_none(lat, lng)


def area_of(feature: Feature) -> tuple[bytes, list[str]]:
    """Return the area as well-known binary, (lng, lat), and what had to be mended; b"" without geometry.

    Raises:
        BadRow: another geometry, a ring of fewer than four positions, a position outside the world.
    """
    if feature.geometry is None:
        return b"", []
    kind, coordinates, path = _geometry(feature)
    mended: list[str] = []
    if kind == "Polygon":
        return _polygon(coordinates, path, mended), mended
    if kind == "MultiPolygon":
        parts = [_polygon(part, inner, mended) for part, inner in _members(coordinates, path)]
        return struct.pack("<BII", 1, MULTIPOLYGON, len(parts)) + b"".join(parts), mended
    raise BadRow(f"{feature.path}.geometry is a {kind} where a Polygon or MultiPolygon is needed")


def _geometry(feature: Feature) -> tuple[str, object, str]:
    geometry = feature.geometry
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise BadRow(f"{feature.path}.geometry is no geometry")
    return geometry["type"], geometry.get("coordinates"), f"{feature.path}.geometry.coordinates"


def _members(found: object, path: str) -> Iterator[tuple[object, str]]:
    if not isinstance(found, list) or not found:
        raise BadRow(f"{path} is no list, or an empty one")
    return ((member, f"{path}[{index}]") for index, member in enumerate(found))


def _polygon(found: object, path: str, mended: list[str]) -> bytes:
    rings = [_ring(ring, inner, mended) for ring, inner in _members(found, path)]
    return struct.pack("<BII", 1, POLYGON, len(rings)) + b"".join(rings)


def _ring(found: object, path: str, mended: list[str]) -> bytes:
    positions = [_position(position, inner) for position, inner in _members(found, path)]
    if positions[0] != positions[-1]:
        mended.append(f"{path} was not closed; its first position now ends it")
        positions.append(positions[0])
    if len(positions) < RING_LEAST:
        raise BadRow(f"{path} has {len(positions)} positions; a ring needs at least {RING_LEAST}")
    flat = [degree for position in positions for degree in position]
    return struct.pack(f"<I{len(flat)}d", len(positions), *flat)


def _position(found: object, path: str) -> tuple[float, float]:
    """Return (lng, lat) in degrees; a height is left out."""
    match found:
        case [bool(), *_] | [_, bool(), *_]:
            pass
        case [int() | float() as lng, int() | float() as lat, *_] if _in_world(lng, lat):
            return float(lng), float(lat)
        case [int() | float() as lng, int() | float() as lat, *_]:
            told = f"[{str(lng)[:DIGITS_TOLD]}, {str(lat)[:DIGITS_TOLD]}]"
            swapped = "; are longitude and latitude swapped?" if _in_world(lat, lng) else ""
            raise BadRow(f"{path} is {told}, not longitude and latitude in degrees{swapped}")
    raise BadRow(f"{path} is no position: [longitude, latitude]")


def _in_world(lng: float, lat: float) -> bool:
    """Tell whether the degrees lie in the world; NaN compares false with everything."""
    return abs(lng) <= 180 and abs(lat) <= 90


def text_of(properties: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the first property with one of these names, in any case, as text; "" where there is none."""
    lowered = {name.lower(): value for name, value in properties.items()}
    found = next((lowered[name] for name in names if lowered.get(name) not in (None, "")), "")
    return str(found).strip() if isinstance(found, str | int | float) else ""
