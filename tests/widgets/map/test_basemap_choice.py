"""Which base maps are shown: several of one datum at once, never two datums, and as they were at the last time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.gateways.basemap_list import read_base_maps
from tests.widgets.map.test_basemap import an_mbtiles
from widgets.map import datum
from widgets.map.basemaps import BaseMaps, open_base_maps, sentence_of
from widgets.map.datum import Datum


@pytest.fixture
def maps(qapp: object, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[BaseMaps]:
    files = {name: an_mbtiles(tmp_path / f"{name}.mbtiles") for name in ("photo", "names", "china")}
    named = [f"{tmp_path / 'gone.mbtiles'}", str(files["photo"]), f"{files['names']};crs=CGCS2000"]
    made = BaseMaps(read_base_maps([*named, f"{files['china']};crs=GCJ-02"]), tmp_path / "kept")
    yield made
    made.close()
    datum.current.take(Datum.WGS84)


def test_that_the_first_that_can_be_used_is_shown_at_first(maps: BaseMaps) -> None:
    assert maps.names_on() == ["photo"]


def test_that_maps_whose_datums_are_drawn_alike_lie_upon_one_another(maps: BaseMaps) -> None:
    maps.turn(2, True)
    assert maps.names_on() == ["photo", "names"]


def test_that_a_map_of_another_datum_takes_the_place_of_the_others(maps: BaseMaps) -> None:
    maps.turn(2, True)
    maps.turn(3, True)
    assert (maps.names_on(), datum.current.datum) == (["china"], Datum.GCJ02)
    maps.turn(1, True)
    assert (maps.names_on(), datum.current.datum) == (["photo"], Datum.WGS84)


def test_that_what_was_shown_at_the_last_time_comes_back(maps: BaseMaps) -> None:
    maps.take_names(["china", "a map that is no more"])
    assert maps.names_on() == ["china"]


def test_that_where_all_that_was_shown_is_no_more_the_first_is(maps: BaseMaps) -> None:
    maps.take_names(["a map that is no more"])
    assert maps.names_on() == ["photo"]


def test_that_none_may_be_shown_at_all(maps: BaseMaps) -> None:
    maps.take_names([])
    assert maps.names_on() == []


def test_that_a_file_that_is_not_there_is_named_with_what_to_do(maps: BaseMaps) -> None:
    assert "gone" in sentence_of(maps.maps[0])
    assert [number for number, _one in maps.usable] == [1, 2, 3]


def test_that_where_no_base_map_is_named_there_is_none() -> None:
    assert open_base_maps(()) is None


@pytest.mark.parametrize("rest", ["1/1/0", "1/1/0/x", "9/1/0/0", "1/99/0/0", "0/1/0/0", ""])
def test_that_a_path_that_names_no_tile_is_answered_with_none(maps: BaseMaps, rest: str) -> None:
    told: list[object] = []
    maps.serve(rest, told.append)
    assert told == [None]
