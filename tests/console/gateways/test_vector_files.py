"""Grids from Shapefile, KML and GeoPackage: in degrees whatever they were in, and what is missing is told in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
import shapely
from pyogrio import raw

from console.domain.gcj02 import to_gcj02
from console.domain.grid import Region, Tier
from console.domain.place import LatLng
from console.gateways.files.datum import on_earth
from console.gateways.files.regions import read_regions
from console.gateways.files.unusable import Tally, Unusable
from tests.builders import VILLAGE, a_region_tree

KNOWN = [region for region in a_region_tree() if region.tier is not Tier.GRID]
WEST = f"{VILLAGE}001"
SQUARE = shapely.box(120.60, 31.30, 120.61, 31.31)
GAUSS_KRUEGER = "EPSG:4549"
"""CGCS2000, three degrees around 120° E: what a city's surveyors write."""


def write(path: Path, shapes: Sequence[shapely.Geometry], *, crs: str | None = "EPSG:4490", **said: Any) -> Path:
    """Write grids of the village with one name, one code each."""
    codes = [f"{VILLAGE}{number:03d}" for number in range(1, len(shapes) + 1)]
    columns = {
        "code": codes,
        "name": ["第一网格"] * len(codes),
        "level": ["grid"] * len(codes),
        "parent": [VILLAGE] * len(codes),
    }
    fields = [np.array(column, dtype=object) for column in columns.values()]
    wkb = shapely.to_wkb(np.array(shapes, dtype=object))
    raw.write(path, wkb, fields, list(columns), geometry_type="Polygon", crs=crs, **said)
    return path


def read(path: Path, **said: str) -> tuple[list[Region], Tally]:
    return read_regions(path, KNOWN, **said)


def shape_of(region: Region) -> shapely.Geometry:
    return shapely.from_wkb(region.shape_wkb)


@pytest.mark.parametrize(
    ("name", "driver"),
    [("a.shp", "ESRI Shapefile"), ("a.gpkg", "GPKG"), ("a.kml", "LIBKML")],
    ids=["shp", "gpkg", "kml"],
)
def test_that_grids_come_from_each_kind_of_file(tmp_path: Path, name: str, driver: str) -> None:
    said = {"encoding": "UTF-8"} if name == "a.shp" else {}
    regions, tally = read(write(tmp_path / name, [SQUARE], crs="EPSG:4326", driver=driver, **said))
    assert [(one.code, one.name, one.parent, one.tier) for one in regions] == [(WEST, "第一网格", VILLAGE, Tier.GRID)]
    assert shapely.equals_exact(shape_of(regions[0]), SQUARE, 1e-9, normalize=True)
    assert (tally.read, tally.refused) == (1, [])


def test_that_a_packed_shapefile_is_read_where_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "a.shp", [SQUARE], encoding="UTF-8", driver="ESRI Shapefile")
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        for part in sorted(tmp_path.glob("a.*")):
            if part.suffix != ".zip":
                packed.write(part, part.name)
    assert [one.code for one in read(tmp_path / "a.zip")[0]] == [WEST]


def test_that_another_system_is_converted(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.shp", [shapely.box(500000, 3464000, 501000, 3465000)], crs=GAUSS_KRUEGER, driver="ESRI Shapefile"
    )
    regions, _ = read(path)
    west, south, east, _north = shapely.bounds(shape_of(regions[0])).tolist()
    assert (round(west, 6), round(south, 3)) == (120.0, 31.298)
    assert (east - west) * 111_320 * math.cos(math.radians(31.3)) == pytest.approx(1000, rel=2e-3)
    assert regions[0].name == "第一网格"


def test_that_a_table_that_names_no_encoding_is_read_as_chinese_and_that_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", [SQUARE], encoding="GBK", driver="ESRI Shapefile")
    path.with_suffix(".cpg").unlink()
    regions, tally = read(path)
    assert regions[0].name == "第一网格"
    assert "does not say how its words are written; they were read as gb18030" in str(tally.notes[0])
    assert read(path, encoding="gbk")[1].notes == []


def test_that_a_file_without_its_system_is_taken_in_degrees_or_refused(tmp_path: Path) -> None:
    degrees = write(tmp_path / "a.shp", [SQUARE], encoding="UTF-8", driver="ESRI Shapefile")
    metres = write(
        tmp_path / "b.shp", [shapely.box(500000, 3464000, 501000, 3465000)], encoding="UTF-8", driver="ESRI Shapefile"
    )
    for path in (degrees, metres):
        path.with_suffix(".prj").unlink()
    assert "taken as degrees of WGS-84" in read(degrees)[1].notes[0].template
    with pytest.raises(Unusable, match=r"put its \.prj file beside it"):
        read(metres)


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_that_a_part_that_is_missing_is_told(tmp_path: Path, part: str) -> None:
    path = write(tmp_path / "a.shp", [SQUARE], encoding="UTF-8", driver="ESRI Shapefile")
    path.with_suffix(part).unlink()
    if part == ".dbf":
        assert "properties.code is empty" in read(path)[1].refused[0].why
    else:
        with pytest.raises(Unusable, match=r"a\.shx"):
            read(path)


def test_that_a_layer_is_named_where_there_are_several(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", [SQUARE], layer="grids", driver="GPKG")
    write(path, [SQUARE], layer="rivers", driver="GPKG", append=True)
    with pytest.raises(Unusable, match="name one with --layer: grids, rivers"):
        read(path)
    assert len(read(path, layer="grids")[0]) == 1
    with pytest.raises(Unusable, match='did you mean "grids"'):
        read(path, layer="grid")


def test_that_what_is_no_map_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"no database at all")
    with pytest.raises(Unusable, match=r"a\.gpkg cannot be read"):
        read(path)


def test_that_a_line_among_areas_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>grids</name><Placemark><name>A</name>'
        "<LineString><coordinates>120,31 121,31</coordinates></LineString><ExtendedData><Data name='code'><value>"
        f"{WEST}</value></Data><Data name='level'><value>grid</value></Data></ExtendedData></Placemark></Document></kml>",
        "utf-8",
    )
    assert [one.why for one in read(path)[1].refused] == [
        "grids[0].geometry is a LineString where a Polygon or MultiPolygon is needed"
    ]


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_that_a_boundary_of_chinas_maps_is_put_where_it_is_on_earth(datum: str) -> None:
    corners = [to_gcj02(LatLng(lat, lng)) for lng, lat in shapely.get_coordinates(SQUARE).tolist()]
    shown = [(corner.lng_deg, corner.lat_deg) for corner in corners]
    if datum == "bd09":
        shown = [_to_bd09(*corner) for corner in shown]
    found = shapely.from_wkb(on_earth(shapely.to_wkb(shapely.Polygon(shown)), datum))
    assert shapely.equals_exact(found, SQUARE, 1e-9)


def _to_bd09(lng: float, lat: float) -> tuple[float, float]:
    """The formula as it is published, apart from the one that is tested."""
    far = math.hypot(lng, lat) + 0.00002 * math.sin(lat * math.pi * 3000 / 180)
    turn = math.atan2(lat, lng) + 0.000003 * math.cos(lng * math.pi * 3000 / 180)
    return far * math.cos(turn) + 0.0065, far * math.sin(turn) + 0.006


def test_that_outside_china_nothing_is_shifted() -> None:
    far = shapely.to_wkb(shapely.box(2.0, 48.0, 2.1, 48.1))
    assert shapely.from_wkb(on_earth(far, "gcj02")).equals(shapely.from_wkb(far))


def test_that_a_packed_kml_keeps_what_its_schema_names(tmp_path: Path) -> None:
    write(tmp_path / "doc.kml", [SQUARE], crs="EPSG:4326", driver="LIBKML")
    with ZipFile(tmp_path / "a.kmz", "w") as packed:
        packed.write(tmp_path / "doc.kml", "doc.kml")
    assert [(one.code, one.name) for one in read(tmp_path / "a.kmz")[0]] == [(WEST, "第一网格")]


def test_that_a_kmz_that_holds_none_is_told(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.kmz", "w") as packed:
        packed.writestr("readme.txt", "nothing")
    with pytest.raises(Unusable, match=r"holds no \.kml"):
        read(tmp_path / "a.kmz")


@pytest.mark.parametrize(
    ("encoding", "told"), [("nonsense", 'no encoding "nonsense"'), ("utf-8", "are not written as utf-8")]
)
def test_that_a_wrong_encoding_is_told(tmp_path: Path, encoding: str, told: str) -> None:
    path = write(tmp_path / "a.shp", [SQUARE], encoding="GBK", driver="ESRI Shapefile")
    with pytest.raises(Unusable, match=told):
        read(path, encoding=encoding)
