"""Base maps that lie on this machine: one MBTiles file, or a folder of tiles named z/x/y.

Without one the map draws the ground itself, from the grids' boundaries, so it is never blank.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from console.gateways.files.unusable import Unusable

_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_DEEPEST: Final = 19


class TileSource(Protocol):
    """Where tiles come from; ``credit`` is what their licence wants shown."""

    @property
    def min_zoom(self) -> int: ...
    @property
    def max_zoom(self) -> int: ...
    @property
    def credit(self) -> str: ...

    def tile(self, zoom: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Return a tile and its MIME type; y counts from the north; None where there is none."""


def open_tiles(place: Path) -> TileSource:
    """Open a base map.

    Raises:
        Unusable: it is neither an MBTiles file of pictures nor a folder of tiles.
    """
    return TileFolder.at(place) if place.is_dir() else MbTiles(place)


class MbTiles:
    """Tiles in one SQLite file. Its rows count from the south, so y is turned.

    Source: MBTiles specification 1.3.
    """

    def __init__(self, file: Path) -> None:
        if not file.is_file():
            raise _unusable(file, "no such file")
        self._store = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            told = dict(self._store.execute("SELECT name, value FROM metadata").fetchall())
            low, high = self._store.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        except sqlite3.DatabaseError as wrong:
            self._store.close()
            raise _unusable(file, str(wrong)) from wrong
        kind = str(told.get("format", "png"))
        if kind not in _TYPES or low is None:
            self._store.close()
            raise _unusable(file, f"no pictures in it ({kind})")
        self._mime = _TYPES[kind]
        self.min_zoom, self.max_zoom = int(low), int(high)
        self.credit = str(told.get("attribution", ""))

    def close(self) -> None:
        self._store.close()

    def tile(self, zoom: int, x: int, y: int) -> tuple[bytes, str] | None:
        from_south = (1 << zoom) - 1 - y
        row = self._store.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, x, from_south),
        ).fetchone()
        return (bytes(row[0]), self._mime) if row else None


@dataclass(frozen=True, slots=True)
class TileFolder:
    """Tiles as files named zoom/x/y.png (or jpg, webp), y from the north."""

    folder: Path
    ending: str
    min_zoom: int
    max_zoom: int
    credit: str = ""

    @staticmethod
    def at(folder: Path) -> TileFolder:
        zooms = sorted(int(part.name) for part in folder.iterdir() if part.name.isdecimal())
        endings = {file.suffix.lstrip(".") for file in folder.glob("*/*/*") if file.suffix.lstrip(".") in _TYPES}
        if not zooms or not endings:
            raise _unusable(folder, "no tiles named zoom/x/y in it")
        return TileFolder(folder, min(endings), zooms[0], min(zooms[-1], _DEEPEST))

    def tile(self, zoom: int, x: int, y: int) -> tuple[bytes, str] | None:
        file = self.folder / str(zoom) / str(x) / f"{y}.{self.ending}"
        return (file.read_bytes(), _TYPES[self.ending]) if file.is_file() else None


def tile_at(tiles: TileSource, rest: str) -> tuple[bytes, str] | None:
    """Return the tile that a path z/x/y names, or None."""
    parts = rest.split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    zoom, x, y = map(int, parts)
    return tiles.tile(zoom, x, y) if zoom <= _DEEPEST else None


def _unusable(place: Path, why: str) -> Unusable:
    return Unusable(f"The base map {place.name} cannot be used: {why}.")
