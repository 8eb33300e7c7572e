"""The base maps that the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.gateways.basemap_list import read_base_maps
from console.gateways.files.unusable import Unusable

LIST = """
[[map]]
name = "影像"
place = "tiles/city.mbtiles"
crs = "gcj-02"

[[map]]
place = "https://tiles.hall/wmts"
layer = "vec"
hosts = ["t0.hall", "t1.hall"]
"""


def test_that_a_path_alone_is_a_base_map_in_wgs_84() -> None:
    (one,) = read_base_maps(["maps/city.mbtiles"])
    assert (one.name, one.crs, one.is_served, one.in_degrees) == ("city", "WGS-84", False, False)


def test_that_what_must_be_known_stands_beside_the_path() -> None:
    (one,) = read_base_maps(["maps/tiles;crs=GCJ-02;name=街道;tiles=EPSG:4490;credit=市规划局"])
    assert (one.name, one.crs, one.in_degrees, one.credit) == ("街道", "GCJ-02", True, "市规划局")


def test_that_a_list_names_several_from_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "maps.toml").write_text(LIST, "utf-8")
    first, second = read_base_maps([str(tmp_path / "maps.toml")])
    assert (first.name, first.crs, Path(first.place)) == ("影像", "GCJ-02", tmp_path / "tiles" / "city.mbtiles")
    assert (second.name, second.layer, second.is_served) == ("tiles.hall", "vec", True)
    assert second.hosts == {"t0.hall", "t1.hall"}


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("city.mbtiles;crs=BD-09", 'the CRS "BD-09"'),
        ("city.mbtiles;csr=GCJ-02", 'did you mean "crs"'),
        ("city.mbtiles;GCJ-02", "no key=value"),
        ("city.mbtiles;tiles=4547", 'the tiles "4547"'),
        ("none.toml", "none.toml cannot be read"),
    ],
)
def test_that_what_cannot_be_meant_is_refused_with_a_word(named: str, says: str) -> None:
    with pytest.raises(Unusable, match=says):
        read_base_maps([named])


@pytest.mark.parametrize(("text", "says"), [("x = 1", "holds no"), ("[[map]]\nname = 'a'", 'Map 1 .* no "place"')])
def test_that_a_list_without_maps_says_so(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "maps.toml").write_text(text, "utf-8")
    with pytest.raises(Unusable, match=says):
        read_base_maps([str(tmp_path / "maps.toml")])


def test_that_two_of_one_name_are_refused() -> None:
    with pytest.raises(Unusable, match="called"):
        read_base_maps(["a/city.mbtiles", "b/city.pmtiles"])
