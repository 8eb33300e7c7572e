"""Features of a GeoJSON file (RFC 7946): properties and geometry, every complaint with its path in the file."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from console.domain.place import LatLng, place_or_none
from console.domain.sentence import Sentence
from console.gateways.files import antimeridian, rfc7946
from console.gateways.files.on_disk import size_of
from console.gateways.files.rfc7946 import KINDS
from console.gateways.files.unusable import BadRow, Unusable

TOPS: Final = ("FeatureCollection", "Feature")
RING_LEAST: Final = 4
LAT_MOST: Final = 90.0
DIGITS_TOLD: Final = 12
SIZE_MOST: Final = 256 << 20
"""Bytes of a file that is read as a whole: what the memory of a workstation can bear several times over."""
WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "EPSG::4490")
POLYGON, MULTIPOLYGON = 3, 6
"""Numbers of the geometries in well-known binary, OGC 06-103r4 §8.2."""


MISPLACED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
        "Feature": ("coordinates", "geometries", "features"),
    }
)
"""Members that make one thing look like another, RFC 7946 §7.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature; ``row`` counts from 1, ``path`` names it as the file does, from 0: "$" is the whole file."""

    row: int
    path: str
    properties: Mapping[str, object]
    geometry: object
    is_bare: bool = False

    @property
    def geometry_path(self) -> str:
        """Where its geometry stands in the file."""
        return self.path if self.is_bare else f"{self.path}.geometry"


def features_in(path: Path, notes: list[Sentence] | None = None) -> Iterator[Feature | BadRow]:
    """Yield each feature of the file, or what is wrong with it; a lone Feature or geometry is one feature.

    What is wrong and does no harm is told in ``notes``.

    Raises:
        Unusable: no JSON, no GeoJSON, or not in degrees of WGS-84.
    """
    whole = _whole(path)
    told = notes if notes is not None else []
    crs = whole.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in WGS84):
        raise Unusable(
            '{file} is in another coordinate system ("crs"); convert it to WGS 84 degrees first.', file=path.name
        )
    kind = whole.get("type")
    if kind != "FeatureCollection":
        yield _feature(whole if kind == "Feature" else _around(whole), 0, "$", told, is_bare=kind != "Feature")
        return
    features = whole.get("features")
    if not isinstance(features, list):
        raise Unusable('{file} has no list "features".', file=path.name)
    told += _harmless(whole, "FeatureCollection", "$")
    for index, found in enumerate(features):
        yield _feature(found, index, f"features[{index}]", told)


def sound_of(found: Feature | BadRow) -> Feature:
    """Return a feature, or raise what is wrong with it."""
    if isinstance(found, BadRow):
        raise found
    return found


def _whole(path: Path) -> Mapping[str, Any]:
    """Return what stands at the top of the file.

    Raises:
        Unusable: it is no JSON, or no GeoJSON.
    """
    if size_of(path) > SIZE_MOST:
        raise Unusable("{file} is larger than {mb} MB; import it in parts.", file=path.name, mb=SIZE_MOST >> 20)
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as wrong:
        raise Unusable("{file} cannot be read: {why}.", file=str(path), why=wrong.strerror or str(wrong)) from wrong
    except UnicodeDecodeError as wrong:
        raise Unusable(
            "{file} is not UTF-8, as GeoJSON must be (byte {byte}).", file=path.name, byte=wrong.start
        ) from wrong
    except json.JSONDecodeError as wrong:
        raise Unusable(
            "{file} is no JSON, or is cut off: {why} in line {line}, column {column}.",
            file=path.name,
            why=wrong.msg,
            line=wrong.lineno,
            column=wrong.colno,
        ) from wrong
    except (RecursionError, ValueError) as wrong:
        raise Unusable("{file} cannot be read as JSON: {why}.", file=path.name, why=str(wrong)) from wrong
    if not isinstance(whole, dict):
        raise Unusable("{file} is no GeoJSON: at its top stands no object.", file=path.name)
    if whole.get("type") not in (*TOPS, *KINDS):
        raise Unusable(
            '{file} is no GeoJSON: "type" at its top must say FeatureCollection, Feature or the kind of a geometry.',
            file=path.name,
        )
    return whole


def _around(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": None, "geometry": geometry}


def _feature(found: object, index: int, path: str, notes: list[Sentence], *, is_bare: bool = False) -> Feature | BadRow:
    try:
        return _checked(found, index, path, notes, is_bare=is_bare)
    except BadRow as why:
        return why


def _checked(found: object, index: int, path: str, notes: list[Sentence], *, is_bare: bool) -> Feature:
    if not isinstance(found, dict) or found.get("type") != "Feature":
        raise BadRow('{path} is no Feature: its "type" must say so', path=path)
    properties = found.get("properties")
    if not isinstance(properties, dict | None) or "properties" not in found:
        raise BadRow("{path}.properties is no object", path=path)
    if "geometry" not in found:
        raise BadRow("{path}.geometry is missing; null stands for none", path=path)
    feature = Feature(
        row=index + 1, path=path, properties=properties or {}, geometry=found["geometry"], is_bare=is_bare
    )
    if feature.geometry is not None:
        rfc7946.check(feature.geometry, feature.geometry_path)
        notes += _harmless(feature.geometry, "geometry", feature.geometry_path)
    notes += _harmless(found, "Feature", path)
    return feature


def _harmless(found: object, kind: str, path: str) -> Iterator[Sentence]:
    """Yield what is wrong beside the features themselves: boxes, ids, members in the wrong place."""
    if not isinstance(found, dict):
        return
    if "bbox" in found and not rfc7946.is_box(found["bbox"]):
        yield Sentence("{path}.bbox is no box of 4 or 6 numbers; it was left aside.", path=path)
    if kind == "Feature" and isinstance(found.get("id", ""), bool | list | dict | None):
        yield Sentence("{path}.id is neither text nor a number; it was left aside.", path=path)
    for name in MISPLACED.get(kind, ("geometry", "properties", "features")):
        if name in found:
            yield Sentence("{path} does not belong there; it was left aside.", path=f"{path}.{name}")


def point_of(feature: Feature) -> tuple[LatLng | None, list[Sentence]]:
    """Return the place of a Point and what had to be mended; no place for a feature without geometry, or at 0,0.

    Raises:
        BadRow: another geometry, or a position that is none.
    """
    if feature.geometry is None:
        return None, []
    if not isinstance(feature.geometry, dict) or not isinstance(feature.geometry.get("type"), str):
        raise BadRow("{path} is no geometry", path=feature.geometry_path)
    kind, coordinates = feature.geometry["type"], feature.geometry.get("coordinates")
    if kind != "Point":
        raise BadRow("{path} is a {kind} where a Point is needed", path=feature.geometry_path, kind=kind)
    if coordinates == []:
        return None, []
    path = f"{feature.geometry_path}.coordinates"
    lng, lat = _position(coordinates, path)
    mended = [_turned(path, lng, lat)] if antimeridian.is_beyond(lng) else []
    return place_or_none(lat, antimeridian.on_earth(lng)), mended


def area_of(feature: Feature) -> tuple[bytes, list[Sentence]]:
    """Return the area as well-known binary, (lng, lat), and what had to be mended; b"" without geometry.

    Raises:
        BadRow: another geometry, a ring of fewer than four positions, a position outside the world.
    """
    if feature.geometry is None:
        return b"", []
    mended: list[Sentence] = []
    parts = list(_areas(feature.geometry, feature.geometry_path, mended))
    if len(parts) == 1:
        return parts[0], mended
    return (struct.pack("<BII", 1, MULTIPOLYGON, len(parts)) + b"".join(parts) if parts else b""), mended


def _areas(geometry: object, path: str, mended: list[Sentence]) -> Iterator[bytes]:
    """Yield each polygon of a geometry, also of one that is a collection of areas."""
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise BadRow("{path} is no geometry", path=path)
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if kind == "GeometryCollection":
        for index, inner in enumerate(geometry.get("geometries") or ()):
            yield from _areas(inner, f"{path}.geometries[{index}]", mended)
    elif kind not in ("Polygon", "MultiPolygon"):
        raise BadRow("{path} is a {kind} where a Polygon or MultiPolygon is needed", path=path, kind=kind)
    elif coordinates == []:
        return
    elif kind == "Polygon":
        yield from _polygon(coordinates, f"{path}.coordinates", mended)
    else:
        for part, inner_path in _members(coordinates, f"{path}.coordinates"):
            if part == []:
                mended.append(Sentence("{path} is empty; it was read as nothing", path=inner_path))
            else:
                yield from _polygon(part, inner_path, mended)


def _members(found: object, path: str) -> Iterator[tuple[object, str]]:
    if not isinstance(found, list) or not found:
        raise BadRow("{path} is no list, or an empty one", path=path)
    return ((member, f"{path}[{index}]") for index, member in enumerate(found))


def _polygon(found: object, path: str, mended: list[Sentence]) -> list[bytes]:
    """Return the polygon; where it goes on beyond ±180 degrees, what it is on earth."""
    rings = [_ring(ring, inner, mended) for ring, inner in _members(found, path)]
    whole = struct.pack("<BII", 1, POLYGON, len(rings)) + b"".join(map(_packed, rings))
    beyond = [
        (f"{path}[{ring}][{at}]", lng, lat)
        for ring, positions in enumerate(rings)
        for at, (lng, lat) in enumerate(positions)
        if antimeridian.is_beyond(lng)
    ]
    if not beyond:
        return [whole]
    mended.append(_turned(*beyond[0], more=len(beyond) - 1))
    parts = antimeridian.parts_on_earth(whole)
    if len(parts) > 1:
        mended.append(
            Sentence("{path} reaches over 180 degrees and was cut there into {n} parts", path=path, n=len(parts))
        )
    return parts


def _turned(path: str, lng: float, lat: float, more: int = 0) -> Sentence:
    return Sentence(
        "{path} is {position} and was read as {read}, once around the earth{more}",
        path=path,
        position=f"[{lng:.9g}, {lat:.9g}]",
        read=f"[{antimeridian.on_earth(lng):.9g}, {lat:.9g}]",
        more=Sentence(", with {n} more positions", n=more) if more else "",
    )


def _packed(ring: Sequence[tuple[float, float]]) -> bytes:
    flat = [degree for position in ring for degree in position]
    return struct.pack(f"<I{len(flat)}d", len(ring), *flat)


def _ring(found: object, path: str, mended: list[Sentence]) -> list[tuple[float, float]]:
    positions = [_position(position, inner) for position, inner in _members(found, path)]
    if positions[0] != positions[-1]:
        mended.append(Sentence("{path} was not closed; its first position now ends it", path=path))
        positions.append(positions[0])
    if len(positions) < RING_LEAST:
        raise BadRow(
            "{path} has {n} positions; a ring needs at least {least}", path=path, n=len(positions), least=RING_LEAST
        )
    return positions


def _position(found: object, path: str) -> tuple[float, float]:
    """Return (lng, lat) in degrees, the longitude up to once around the earth; a height is left out."""
    match found:
        case [bool(), *_] | [_, bool(), *_]:
            pass
        case [int() | float() as lng, int() | float() as lat, *_] if (
            abs(lng) <= antimeridian.LNG_MOST and abs(lat) <= LAT_MOST
        ):
            return float(lng), float(lat)
        case [int() | float() as lng, int() | float() as lat, *_]:
            told = f"[{str(lng)[:DIGITS_TOLD]}, {str(lat)[:DIGITS_TOLD]}]"
            if _in_world(lat, lng):
                raise BadRow(
                    "{path} is {position}, not longitude and latitude in degrees; are longitude and latitude swapped?",
                    path=path,
                    position=told,
                )
            raise BadRow("{path} is {position}, not longitude and latitude in degrees", path=path, position=told)
    raise BadRow("{path} is no position: [longitude, latitude]", path=path)


def _in_world(lng: float, lat: float) -> bool:
    """Tell whether the degrees lie in the world; NaN compares false with everything."""
    return abs(lng) <= 180 and abs(lat) <= LAT_MOST


def text_of(properties: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the first property with one of these names, in any case, as text; "" where there is none."""
    lowered = {name.lower(): value for name, value in properties.items()}
    found = next((lowered[name] for name in names if lowered.get(name) not in (None, "")), "")
    return str(found).strip() if isinstance(found, str | int | float) else ""
