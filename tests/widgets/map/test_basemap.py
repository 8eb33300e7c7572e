"""Base maps that lie on this machine: their tiles, by zoom, x and y from the north."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from widgets.map.basemap import VECTOR_TYPE, MbTiles, NoBaseMap, PmTiles, TileFolder, open_tiles

NORTH_WEST, SOUTH_WEST = b"north west", b"south west"
VECTOR = b"\x1a\x05roads"


def an_mbtiles(file: Path, form: str = "png", tiles: tuple[bytes, bytes] = (NORTH_WEST, SOUTH_WEST)) -> Path:
    """A file of zoom 1 with two tiles; its rows count from the south."""
    store = sqlite3.connect(file)
    store.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    store.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
    told = [("format", form), ("attribution", "who drew it"), ("json", '{"vector_layers": [{"id": "roads"}]}')]
    store.executemany("INSERT INTO metadata VALUES (?, ?)", told)
    store.executemany("INSERT INTO tiles VALUES (1, 0, ?, ?)", [(1, tiles[0]), (0, tiles[1])])
    store.commit()
    store.close()
    return file


def a_pmtiles(file: Path, kind: TileType = TileType.PNG, tile: bytes = NORTH_WEST) -> Path:
    with write(str(file)) as writer:
        writer.write_tile(zxy_to_tileid(3, 5, 2), tile)
        compression = Compression.GZIP if kind is TileType.MVT else Compression.NONE
        about = {"tile_type": kind, "tile_compression": compression, "min_zoom": 3, "max_zoom": 3}
        about |= {"min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 0, "max_lat_e7": 0}
        about |= {"center_zoom": 3, "center_lon_e7": 0, "center_lat_e7": 0}
        writer.finalize(about, {"attribution": "<b>who drew it</b>", "vector_layers": [{"id": "roads"}]})
    return file


@pytest.fixture
def mbtiles(tmp_path: Path) -> Path:
    return an_mbtiles(tmp_path / "city.mbtiles")


def test_that_rows_that_count_from_the_south_are_turned(mbtiles: Path) -> None:
    tiles = open_tiles(mbtiles)
    assert isinstance(tiles, MbTiles)
    assert tiles.tile(1, 0, 0) == (NORTH_WEST, "image/png")
    assert tiles.tile(1, 0, 1) == (SOUTH_WEST, "image/png")
    tiles.close()


def test_that_the_file_tells_its_scales_and_whom_to_credit(mbtiles: Path) -> None:
    tiles = MbTiles(mbtiles)
    assert (tiles.min_zoom, tiles.max_zoom, tiles.credit, tiles.layers) == (1, 1, "who drew it", None)
    tiles.close()


def test_that_a_tile_that_is_not_there_is_none(mbtiles: Path) -> None:
    tiles = MbTiles(mbtiles)
    assert tiles.tile(1, 1, 1) is None
    tiles.close()


def test_that_vectors_come_unzipped_and_name_their_layers(tmp_path: Path) -> None:
    zipped = gzip.compress(VECTOR)
    tiles = MbTiles(an_mbtiles(tmp_path / "city.mbtiles", "pbf", (zipped, zipped)))
    assert tiles.tile(1, 0, 0) == (VECTOR, VECTOR_TYPE)
    assert tiles.layers == ("roads",)
    tiles.close()


def test_that_pictures_come_out_of_a_pmtiles_file(tmp_path: Path) -> None:
    tiles = open_tiles(a_pmtiles(tmp_path / "city.pmtiles"))
    assert isinstance(tiles, PmTiles)
    assert tiles.tile(3, 5, 2) == (NORTH_WEST, "image/png")
    assert tiles.tile(3, 0, 0) is None
    assert (tiles.min_zoom, tiles.max_zoom, tiles.layers) == (3, 3, None)


def test_that_vectors_come_out_of_a_pmtiles_file(tmp_path: Path) -> None:
    tiles = open_tiles(a_pmtiles(tmp_path / "city.pmtiles", TileType.MVT, gzip.compress(VECTOR)))
    assert tiles.tile(3, 5, 2) == (VECTOR, VECTOR_TYPE)
    assert tiles.layers == ("roads",)


def test_that_a_folder_of_tiles_counts_from_the_north(tmp_path: Path) -> None:
    tile = tmp_path / "3" / "1" / "2.png"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(NORTH_WEST)
    tiles = open_tiles(tmp_path)
    assert isinstance(tiles, TileFolder)
    assert tiles.tile(3, 1, 2) == (NORTH_WEST, "image/png")


def _empty(folder: Path) -> Path:
    (folder / "tiles").mkdir()
    return folder / "tiles"


def _a_text(folder: Path) -> Path:
    file = folder / "notes.mbtiles"
    file.write_text("this is no database, but long enough to look like something that could be one")
    return file


def _cut_off(folder: Path) -> Path:
    file = a_pmtiles(folder / "city.pmtiles")
    file.write_bytes(file.read_bytes()[:60])
    return file


def _of_sounds(folder: Path) -> Path:
    return an_mbtiles(folder / "city.mbtiles", "ogg")


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda folder: folder / "none.mbtiles", "missing"),
        (_empty, "no_tiles"),
        (_of_sounds, "no_tiles"),
        (_a_text, "unreadable"),
        (_cut_off, "unreadable"),
    ],
)
def test_that_what_is_no_base_map_says_why(tmp_path: Path, made: Callable[[Path], Path], code: str) -> None:
    with pytest.raises(NoBaseMap) as why:
        open_tiles(made(tmp_path))
    assert why.value.code == code


def test_that_a_file_that_breaks_later_says_so_too(mbtiles: Path) -> None:
    tiles = MbTiles(mbtiles)
    tiles._store.close()
    with pytest.raises(NoBaseMap) as why:
        tiles.tile(1, 0, 0)
    assert why.value.code == "unreadable"
