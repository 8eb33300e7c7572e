"""The map that goes with a file of places: what columns are called, which places these are, which cell map it draws.

``[columns]`` names columns as in every map. ``[file] places`` is "wgs84" (as where nothing is said), "gcj02" or "bd09",
and ``[file] layer`` names the cell map of a file of cells that does not say so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console.domain.place import LatLng
from console.gateways.files.datum import DATUMS, WGS84, place_on_earth
from console.gateways.files.headed import Names, names_of, read_parts
from console.gateways.files.unusable import Unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """What a map says; ``datum`` is one of ``console.gateways.files.datum``."""

    names: Names
    datum: str = WGS84
    layer: str = ""

    def place(self, told: LatLng | None) -> LatLng | None:
        """Return a place of the file on earth."""
        return place_on_earth(told, self.datum) if told is not None else None


def read_place_map(path: Path | None, names: Names, *more: str, datum: str = WGS84) -> PlaceMap:
    """Return what a map says beside the names of columns that are known anyway.

    ``more`` are further keys of ``[file]``; ``datum`` holds where the map does not say which places these are.

    Raises:
        Unusable: the map cannot be read, or says what there is not.
    """
    if path is None:
        return PlaceMap(names=names, datum=datum)
    parts = read_parts(path, {"columns": tuple(names), "file": ("places", *more)})
    return PlaceMap(
        names=names_of(parts["columns"], names),
        datum=datum_of(path, parts["file"], datum),
        layer=str(parts["file"].get("layer", "")),
    )


def datum_of(path: Path, told: Mapping[str, object], otherwise: str = WGS84) -> str:
    """Return which places the ``[file]`` part of a map says these are.

    Raises:
        Unusable: it says what there is not.
    """
    datum = str(told.get("places", otherwise)).lower().replace("-", "")
    if datum not in DATUMS:
        known = ", ".join(f'"{one}"' for one in DATUMS)
        raise Unusable(f'The map {path.name} cannot be used: places are one of {known}, not "{datum[:20]}".')
    return datum
