"""The map that goes with a file of places: what columns are called, which places these are, which cell map it draws.

``[columns]`` names columns as in every map. ``[file] places`` is "wgs84" (as where nothing is said) or "gcj02", and
``[file] layer`` names the cell map of a file of cells that does not say so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.domain.gcj02 import from_gcj02
from console.domain.place import LatLng
from console.gateways.files.headed import Names, names_of, read_parts
from console.gateways.files.unusable import Unusable

SYSTEMS: Final = ("wgs84", "gcj02")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """What a map says; without one, places are WGS-84."""

    names: Names
    is_gcj02: bool = False
    layer: str = ""

    def place(self, told: LatLng | None) -> LatLng | None:
        """Return a place of the file on earth."""
        return from_gcj02(told) if told is not None and self.is_gcj02 else told


def read_place_map(path: Path | None, names: Names, *more: str) -> PlaceMap:
    """Return what a map says beside the names of columns that are known anyway; ``more`` are further keys of ``[file]``.

    Raises:
        Unusable: the map cannot be read, or says what there is not.
    """
    if path is None:
        return PlaceMap(names=names)
    parts = read_parts(path, {"columns": tuple(names), "file": ("places", *more)})
    return PlaceMap(
        names=names_of(parts["columns"], names),
        is_gcj02=are_gcj02(path, parts["file"]),
        layer=str(parts["file"].get("layer", "")),
    )


def are_gcj02(path: Path, told: Mapping[str, object]) -> bool:
    """Tell whether the ``[file]`` part of a map says that places are as China's published maps give them.

    Raises:
        Unusable: it says what there is not.
    """
    system = str(told.get("places", SYSTEMS[0])).lower().replace("-", "")
    if system not in SYSTEMS:
        raise Unusable(f'The map {path.name} cannot be used: places are "wgs84" or "gcj02", not "{system[:20]}".')
    return system == "gcj02"
