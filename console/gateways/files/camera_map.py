"""The map that goes with a file of cameras: what columns are called, which places these are, where streams are found.

``[columns]`` names columns as in every map. ``[file] places`` is "wgs84" (as where nothing is said) or "gcj02".
``[streams] sub`` and ``main`` are addresses for cameras whose file has none, with ``{id}`` where the camera's id belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.domain.camera import CameraId
from console.domain.gcj02 import from_gcj02
from console.domain.place import LatLng
from console.gateways.files.headed import Names, names_of, read_parts
from console.gateways.files.place_map import are_gcj02
from console.gateways.files.unusable import Unusable

WORDS: Final = {"file": ("places",), "streams": ("sub", "main")}
ID: Final = "{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraMap:
    """What a map says; without one, places are WGS-84 and streams stand in the file."""

    names: Names
    is_gcj02: bool = False
    sub: str = ""
    main: str = ""

    def place(self, told: LatLng | None) -> LatLng | None:
        """Return a place of the file on earth."""
        return from_gcj02(told) if told is not None and self.is_gcj02 else told

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
    is_gcj02 = are_gcj02(path, parts["file"])
    streams = {name: str(parts["streams"].get(name, "")) for name in WORDS["streams"]}
    for name, address in streams.items():
        if address and ID not in address:
            raise Unusable(f"The map {path.name} cannot be used: [streams] {name} must hold {ID} for the camera's id.")
    return CameraMap(names=names_of(parts["columns"], names), is_gcj02=is_gcj02, **streams)
