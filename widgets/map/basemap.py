"""Where the tiles of base maps come from: files and folders of this machine, and a tile server of the hall's own network.

Without one the map draws the ground itself, from the grids' boundaries, so it is never blank.
"""

from __future__ import annotations

import gzip
import json
import mmap
import sqlite3
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from pmtiles.reader import Reader
from pmtiles.tile import Compression, TileType

from console.gateways.tile_fetch import Away
from console.gateways.tile_grid import DEEPEST, TileGrid, degrees, web_mercator
from console.gateways.wmts import NoSuchLayer, TileServer
from widgets.map.resampling import drawn

VECTOR_TYPE: Final = "application/vnd.mapbox-vector-tile"
_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pbf": VECTOR_TYPE,
}
_KINDS: Final = {
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.MVT: VECTOR_TYPE,
}
_GZIPPED: Final = b"\x1f\x8b"

Tile = tuple[bytes, str]
"""A tile and its MIME type."""


class NoBaseMap(Exception):
    """A base map cannot be used: ``missing``, ``unreadable``, ``no_tiles``, ``away``, ``layer``; ``about`` tells more."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code, about)
        self.code = code
        self.about = about


class TileSource(Protocol):
    """Tiles by zoom, x and y of Web Mercator, y from the north; any thread may ask, and may have to wait."""

    @property
    def min_zoom(self) -> int: ...
    @property
    def max_zoom(self) -> int: ...

    @property
    def credit(self) -> str:
        """What the licence of the tiles wants shown."""

    @property
    def layers(self) -> tuple[str, ...] | None:
        """The names of the layers of vector tiles; None for pictures."""

    def tile(self, zoom: int, x: int, y: int) -> Tile | None:
        """Return a tile, None where there is none. Raises NoBaseMap."""


def open_tiles(place: Path, *, in_degrees: bool = False) -> TileSource:
    """Open a file or a folder of tiles; ``in_degrees``: a folder's tiles lie as those of China's national map do.

    Raises:
        NoBaseMap: it is neither MBTiles nor PMTiles nor a folder of tiles.
    """
    if not place.exists():
        raise NoBaseMap("missing")
    if place.is_dir():
        return TileFolder(place, degrees() if in_degrees else web_mercator())
    with place.open("rb") as file:
        begins = file.read(7)
    return PmTiles(place) if begins == b"PMTiles" else MbTiles(place)


class MbTiles:
    """Tiles in one SQLite file. Its rows count from the south, so y is turned.

    Source: MBTiles specification 1.3.
    """

    def __init__(self, file: Path) -> None:
        self._store = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        try:
            told = dict(self._store.execute("SELECT name, value FROM metadata").fetchall())
            low, high = self._store.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        except sqlite3.DatabaseError as wrong:
            self._store.close()
            raise NoBaseMap("unreadable", str(wrong)) from wrong
        kind = str(told.get("format", "png"))
        if kind not in _TYPES or low is None:
            self._store.close()
            raise NoBaseMap("no_tiles", kind)
        self._mime = _TYPES[kind]
        self.min_zoom, self.max_zoom = int(low), min(int(high), DEEPEST)
        self.credit = str(told.get("attribution", ""))
        self.layers = _layers_of(told.get("json")) if kind == "pbf" else None

    def close(self) -> None:
        self._store.close()

    def tile(self, zoom: int, x: int, y: int) -> Tile | None:
        from_south = (1 << zoom) - 1 - y
        try:
            with self._lock:
                row = self._store.execute(
                    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                    (zoom, x, from_south),
                ).fetchone()
        except sqlite3.DatabaseError as wrong:
            raise NoBaseMap("unreadable", str(wrong)) from wrong
        return (_unzipped(bytes(row[0])), self._mime) if row else None


class TileFolder:
    """Tiles as files named zoom/x/y.png (or jpg, webp, pbf), y from the north."""

    credit = ""

    def __init__(self, folder: Path, grid: TileGrid) -> None:
        zooms = sorted(int(part.name) for part in folder.iterdir() if part.name.isdecimal())
        first = next((file for file in folder.glob("*/*/*") if file.suffix.lstrip(".") in _TYPES), None)
        if not zooms or first is None:
            raise NoBaseMap("no_tiles")
        self._folder, self._grid, self._ending = folder, grid, first.suffix
        self._mime = _TYPES[first.suffix.lstrip(".")]
        self.min_zoom, self.max_zoom = zooms[0], min(zooms[-1], DEEPEST)
        if grid.in_degrees:
            self._grid = TileGrid(grid.matrices[zooms[0] : self.max_zoom + 1], in_degrees=True)
            self.max_zoom = DEEPEST
        self.layers: tuple[str, ...] | None = () if self._ending == ".pbf" else None

    def tile(self, zoom: int, x: int, y: int) -> Tile | None:
        if self._grid.in_degrees:
            picture = drawn(self._grid, lambda matrix, column, row: self._file(matrix.name, column, row), zoom, x, y)
            return (picture, "image/png") if picture is not None else None
        body = self._file(str(zoom), x, y)
        return (_unzipped(body), self._mime) if body is not None else None

    def _file(self, level: str, column: int, row: int) -> bytes | None:
        file = self._folder / level / str(column) / f"{row}{self._ending}"
        try:
            return file.read_bytes() if file.is_file() else None
        except OSError as wrong:
            raise NoBaseMap("unreadable", wrong.strerror or str(wrong)) from wrong


class PmTiles:
    """Tiles in one PMTiles file, of pictures or of vectors.

    Source: PMTiles specification 3, read with its own library.
    """

    def __init__(self, file: Path) -> None:
        try:
            with file.open("rb") as opened:
                held = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            self._reader = Reader(lambda offset, length: held[offset : offset + length])
            about, told = self._reader.header(), self._reader.metadata()
        except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error) as wrong:
            raise NoBaseMap("unreadable", str(wrong)) from wrong
        if about["tile_type"] not in _KINDS or about["tile_compression"] not in {Compression.NONE, Compression.GZIP}:
            raise NoBaseMap("no_tiles", f"{about['tile_type'].name}, {about['tile_compression'].name}".lower())
        self._mime = _KINDS[about["tile_type"]]
        self.min_zoom, self.max_zoom = int(about["min_zoom"]), min(int(about["max_zoom"]), DEEPEST)
        self.credit = str(told.get("attribution", ""))
        self.layers = _layers_of(told) if self._mime == VECTOR_TYPE else None

    def tile(self, zoom: int, x: int, y: int) -> Tile | None:
        try:
            body = self._reader.get(zoom, x, y)
            return (_unzipped(body), self._mime) if body is not None else None
        except (OSError, EOFError, ValueError, LookupError, zlib.error) as wrong:
            raise NoBaseMap("unreadable", str(wrong)) from wrong


@dataclass(frozen=True, slots=True)
class ServedTiles:
    """Tiles of a server; they are drawn anew where its levels are not those of the page."""

    server: TileServer
    credit: str = ""
    min_zoom: int = 0
    max_zoom: int = DEEPEST
    layers: tuple[str, ...] | None = None

    def tile(self, zoom: int, x: int, y: int) -> Tile | None:
        try:
            grid = self.server.offer().grid
            alike = grid.alike(zoom)
            if alike is not None:
                return self.server.tile(alike, x, y)
            picture = drawn(grid, lambda matrix, column, row: _body(self.server.tile(matrix, column, row)), zoom, x, y)
        except Away as away:
            raise NoBaseMap("away", str(away)) from away
        except NoSuchLayer as none:
            raise NoBaseMap("layer", str(none)) from none
        return (picture, "image/png") if picture is not None else None


def _body(tile: Tile | None) -> bytes | None:
    return tile[0] if tile is not None else None


def _unzipped(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(_GZIPPED) else body


def _layers_of(told: Any) -> tuple[str, ...]:
    """Return the names of the layers of vector tiles, as their file tells them."""
    try:
        about = json.loads(told) if isinstance(told, str) else told
        return tuple(str(layer["id"]) for layer in about["vector_layers"])
    except (ValueError, LookupError, TypeError):
        return ()
