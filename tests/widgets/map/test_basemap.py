"""Base maps that lie on this machine."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from console.gateways.files.unusable import Unusable
from widgets.map.basemap import MbTiles, TileFolder, open_tiles, tile_at

NORTH_WEST, SOUTH_WEST = b"north west", b"south west"


@pytest.fixture
def mbtiles(tmp_path: Path) -> Path:
    """A file of zoom 1 with two tiles; its rows count from the south."""
    file = tmp_path / "city.mbtiles"
    store = sqlite3.connect(file)
    store.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    store.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
    store.executemany("INSERT INTO metadata VALUES (?, ?)", [("format", "png"), ("attribution", "who drew it")])
    store.executemany("INSERT INTO tiles VALUES (1, 0, ?, ?)", [(1, NORTH_WEST), (0, SOUTH_WEST)])
    store.commit()
    store.close()
    return file


def test_that_rows_that_count_from_the_south_are_turned(mbtiles):
    tiles = open_tiles(mbtiles)
    assert isinstance(tiles, MbTiles)
    assert tiles.tile(1, 0, 0) == (NORTH_WEST, "image/png")
    assert tiles.tile(1, 0, 1) == (SOUTH_WEST, "image/png")
    tiles.close()


def test_that_the_file_tells_its_scales_and_whom_to_credit(mbtiles):
    tiles = MbTiles(mbtiles)
    assert (tiles.min_zoom, tiles.max_zoom, tiles.credit) == (1, 1, "who drew it")
    tiles.close()


def test_that_a_tile_that_is_not_there_is_none(mbtiles):
    tiles = MbTiles(mbtiles)
    assert tile_at(tiles, "1/1/1") is None
    tiles.close()


@pytest.mark.parametrize("rest", ["1/0", "1/0/x", "1/0/-1", "99/0/0", ""])
def test_that_a_path_that_names_no_tile_is_none(mbtiles, rest):
    tiles = MbTiles(mbtiles)
    assert tile_at(tiles, rest) is None
    tiles.close()


def test_that_what_is_no_base_map_says_so(tmp_path):
    file = tmp_path / "notes.mbtiles"
    file.write_text("this is no database, but long enough to look like something that could be one")
    with pytest.raises(Unusable, match=r"notes\.mbtiles"):
        open_tiles(file)


def test_that_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(Unusable, match="no such file"):
        open_tiles(tmp_path / "none.mbtiles")


def test_that_a_folder_of_tiles_counts_from_the_north(tmp_path):
    tile = tmp_path / "3" / "1" / "2.png"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(NORTH_WEST)
    tiles = open_tiles(tmp_path)
    assert isinstance(tiles, TileFolder)
    assert tile_at(tiles, "3/1/2") == (NORTH_WEST, "image/png")


def test_that_an_empty_folder_says_so(tmp_path):
    with pytest.raises(Unusable):
        open_tiles(tmp_path)
