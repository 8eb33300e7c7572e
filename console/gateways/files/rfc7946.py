"""Whether a geometry is one of GeoJSON (RFC 7946): lists as deep as its kind asks for, positions of numbers, and enough of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from console.gateways.files.unusable import BadRow

DEPTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
)
"""In how many lists the positions of a geometry lie."""
KINDS: Final = (*DEPTHS, "GeometryCollection")
LINE_LEAST: Final = 2
DEEPEST: Final = 32
"""Collections within collections; RFC 7946 would have none."""


def check(found: object, path: str, depth: int = 0) -> None:
    """Check a geometry that is not null. A ring that is not closed passes: whoever reads areas closes it and says so.

    Raises:
        BadRow: it is none; the text begins with where in the file.
    """
    if not isinstance(found, dict):
        raise BadRow("{path} is no geometry", path=path)
    kind = found.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadRow("{path}.type is no kind of geometry: {kinds}", path=path, kinds=", ".join(KINDS))
    if kind == "GeometryCollection":
        inner = found.get("geometries")
        if not isinstance(inner, list):
            raise BadRow("{path}.geometries is no list", path=path)
        if depth > DEEPEST:
            raise BadRow("{path} lies too deep in collections", path=path)
        for index, one in enumerate(inner):
            check(one, f"{path}.geometries[{index}]", depth + 1)
        return
    if "coordinates" not in found:
        raise BadRow("{path}.coordinates is missing", path=path)
    coordinates = found["coordinates"]
    if coordinates != []:
        _check_list(coordinates, f"{path}.coordinates", DEPTHS[kind], is_line="LineString" in kind)


def is_box(found: object) -> bool:
    """Tell whether this is a bounding box: corners of two or three numbers each."""
    return isinstance(found, list) and len(found) in (4, 6) and all(map(_is_number, found))


def _check_list(found: object, path: str, depth: int, *, is_line: bool) -> None:
    if depth == 0:
        _check_position(found, path)
        return
    if not isinstance(found, list):
        raise BadRow("{path} is no list", path=path)
    if is_line and depth == 1 and len(found) < LINE_LEAST:
        raise BadRow(
            "{path} has {n} positions; a line needs at least {least}", path=path, n=len(found), least=LINE_LEAST
        )
    for index, inner in enumerate(found):
        _check_list(inner, f"{path}[{index}]", depth - 1, is_line=is_line)


def _check_position(found: object, path: str) -> None:
    if not isinstance(found, list) or len(found) < 2 or not all(map(_is_number, found)):
        raise BadRow("{path} is no position: [longitude, latitude]", path=path)
    if not all(abs(degree) < math.inf for degree in found[:2]):
        raise BadRow(
            "{path} is not longitude and latitude in degrees: NaN and infinity are no numbers of JSON", path=path
        )


def _is_number(found: object) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)
