"""The map that goes with a file of cameras: what columns are called, which places these are, where streams are found.

``[columns]`` names columns as in every map. ``[file] places`` is "wgs84" (as where nothing is said), "gcj02" or "bd09".
``[streams] sub`` and ``main`` are addresses for cameras whose file has none, with ``{id}`` where the camera's id belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.gateways.files.datum import WGS84, place_on_earth
from console.gateways.files.headed import Names, names_of, read_parts
from console.gateways.files.place_map import datum_of
from console.gateways.files.unusable import Unusable

WORDS: Final = {"file": ("places",), "streams": ("sub", "main")}
ID: Final = "{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraMap:
    """What a map says; without one, places are WGS-84 and streams stand in the file."""

    names: Names
    datum: str = WGS84
    sub: str = ""
    main: str = ""

    def place(self, told: LatLng | None) -> LatLng | None:
        """Return a place of the file on earth."""
        return place_on_earth(told, self.datum) if told is not None else None

    def sub_url(self, camera: CameraId) -> str:
        return self.sub.replace(ID, camera)

    def main_url(self, camera: CameraId) -> str:
        return self.main.replace(ID, camera)


def read_camera_map(path: Path | None, names: Names) -> CameraMap:
    """Return what a map says beside the names of columns that are known anyway.

    Raises:
        Unusable: the map cannot be read, or says what there is not.
    """
    if path is None:
        return CameraMap(names=names)
    parts = read_parts(path, {"columns": tuple(names), **WORDS})
    datum = datum_of(path, parts["file"])
    streams = {name: str(parts["streams"].get(name, "")) for name in WORDS["streams"]}
    for name, address in streams.items():
        if address and ID not in address:
            raise Unusable(f"The map {path.name} cannot be used: [streams] {name} must hold {ID} for the camera's id.")
    return CameraMap(names=names_of(parts["columns"], names), datum=datum, **streams)
