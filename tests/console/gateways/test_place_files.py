"""Sites, sensors, seats of departments and cells from a city's own files: what is taken in, and what is said of the rest."""

from __future__ import annotations

import json
import math
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely
from pyogrio import raw

from console.atlas import Atlas
from console.domain import bd09
from console.domain.gcj02 import to_gcj02
from console.domain.grid_layer import POLICE, WATER
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorKind
from console.domain.site import Site, SiteKind
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.cells import read_cells
from console.gateways.files.people import read_departments
from console.gateways.files.places import read_sensors, read_sites
from console.gateways.files.unusable import Tally, Unusable
from tests.builders import CITY, GRID, IN_GRID, NEXT_GRID, NOON, a_region_tree

SITES = "id,name,kind,latitude,longitude,region\n"
SENSORS = "设备编号,设备名称,类型,纬度,经度,状态,上报时间\n"
ZONE = ZoneInfo("Asia/Shanghai")
SQUARE = [[120.6, 31.3], [120.61, 31.3], [120.61, 31.31], [120.6, 31.31], [120.6, 31.3]]
BOW_TIE = [[120.6, 31.3], [120.61, 31.31], [120.61, 31.3], [120.6, 31.31], [120.6, 31.3]]
LINE = [[120.6, 31.3], [120.61, 31.3], [120.6, 31.3], [120.6, 31.3]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Atlas(a_region_tree()), CITY)


def _file(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    return path


def _sites(folder: Path, rows: str, catalogue: Catalogue, columns: str = "") -> tuple[list[Site], Tally]:
    said = _file(folder, columns, "map.toml") if columns else None
    return read_sites(_file(folder, SITES + rows), said, catalogue)


def _sensors(folder: Path, rows: str, catalogue: Catalogue) -> tuple[list[Sensor], Tally]:
    return read_sensors(_file(folder, SENSORS + rows), None, catalogue, ZONE)


def _cells(folder: Path, *features: Any, columns: str = "") -> tuple[list[Any], Tally]:
    path = _file(folder, json.dumps({"type": "FeatureCollection", "features": features}), "cells.geojson")
    return read_cells(path, _file(folder, columns, "map.toml") if columns else None)


def _cell(ring: Any = SQUARE, **properties: object) -> dict[str, Any]:
    geometry = None if ring is None else {"type": "Polygon", "coordinates": [ring]}
    about = {"layer": "police", "code": "J1", "name": "人民路警格"} | properties
    return {"type": "Feature", "properties": about, "geometry": geometry}


def _why(tally: Tally) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in tally.refused]


def test_that_a_site_is_at_home_in_the_grid_that_holds_it(tmp_path: Path, catalogue: Catalogue) -> None:
    (site,), _ = _sites(tmp_path, "S1,人民路小学,school,31.305,120.605,\n", catalogue)
    assert site == Site(id=site.id, name="人民路小学", kind=SiteKind.SCHOOL, region=GRID, place=IN_GRID)


def test_that_a_site_may_name_its_home(tmp_path: Path, catalogue: Catalogue) -> None:
    (site,), _ = _sites(tmp_path, f"S1,人民路小学,school,31.305,120.605,{NEXT_GRID}\n", catalogue)
    assert site.region == NEXT_GRID


def test_that_a_site_in_no_grid_is_at_home_at_the_centre_and_counted(tmp_path: Path, catalogue: Catalogue) -> None:
    (site,), tally = _sites(tmp_path, "S1,Far school,school,10,10,\n", catalogue)
    assert (site.region, tally.no_grid) == (CITY, 1)


@pytest.mark.parametrize(
    ("told", "kind"),
    [("HOSPITAL", SiteKind.HOSPITAL), ("加油站", SiteKind.HAZARDOUS), ("", SiteKind.OTHER)],
)
def test_that_a_kind_is_known_by_code_and_by_its_chinese_name(
    tmp_path: Path, catalogue: Catalogue, told: str, kind: SiteKind
) -> None:
    (site,), _ = _sites(tmp_path, f"S1,Site,{told},31.305,120.605,\n", catalogue)
    assert site.kind is kind


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("S1,Again,school,31,120,", "the id S1 stands in the file already; give this one its own"),
        (",No id,school,31,120,", "id is empty"),
        ("S2,,school,31,120,", "name is empty"),
        ("S2,Nowhere,school,,,", "it has no place: latitude and longitude must be degrees, and not both 0"),
        ("S2,Nowhere,school,north,120,", "it has no place: latitude and longitude must be degrees, and not both 0"),
        ("S2,Castle,castle,31,120,", 'kind "castle" is none of school 学校, hospital 医院'),
        ("S2,Astray,school,31,120,99", "there is no region 99; import the grids first, or leave it empty"),
    ],
)
def test_that_a_site_that_cannot_be_taken_in_is_told_by_its_row(
    tmp_path: Path, catalogue: Catalogue, row: str, why: str
) -> None:
    sites, tally = _sites(tmp_path, f"S1,School,school,31.305,120.605,\n{row}\n", catalogue)
    assert (len(sites), [one.row for one in tally.refused]) == (1, [3])
    assert tally.refused[0].why.startswith(why)


def test_that_places_of_published_maps_are_moved_to_where_they_are(tmp_path: Path, catalogue: Catalogue) -> None:
    there = to_gcj02(IN_GRID)
    row = f"S1,School,school,{there.lat_deg!r},{there.lng_deg!r},\n"
    (site,), _ = _sites(tmp_path, row, catalogue, '[file]\nplaces = "gcj02"\n')
    assert (site.place.lat_deg, site.place.lng_deg) == pytest.approx((IN_GRID.lat_deg, IN_GRID.lng_deg), abs=1e-9)


def test_that_places_of_baidu_are_moved_to_where_they_are_also_without_a_map(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    there = to_gcj02(IN_GRID)
    lat, lng = bd09.from_gcj02(there.lat_deg, there.lng_deg, math)
    path = _file(tmp_path, f"{SITES}S1,School,school,{lat!r},{lng!r},\n")
    (site,), _ = read_sites(path, None, catalogue, datum="bd09")
    assert (site.place.lat_deg, site.place.lng_deg) == pytest.approx((IN_GRID.lat_deg, IN_GRID.lng_deg), abs=1e-9)


def test_that_a_map_may_name_columns(tmp_path: Path, catalogue: Catalogue) -> None:
    path = _file(tmp_path, "CSBH,name,lat,lng\nS7,School,31.305,120.605\n")
    (site,), _ = read_sites(path, _file(tmp_path, '[columns]\nid = "CSBH"\n', "map.toml"), catalogue)
    assert site.id == "S7"


def test_that_a_system_that_there_is_not_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(Unusable, match='places are one of "wgs84", "gcj02", "bd09", not "mars"'):
        _sites(tmp_path, "", catalogue, '[file]\nplaces = "mars"\n')


@pytest.mark.parametrize(
    ("state", "told", "is_on", "told_at"),
    [
        ("在线", "2024-05-06 19:00:00", True, NOON - timedelta(hours=1)),
        ("离线", "2024/05/06 19:30", False, NOON - timedelta(minutes=30)),
        ("离线", "", False, NOON),
        ("1", "2024-05-07T00:00:00+08:00", True, NOON),
        ("", "2024-05-06 19:00:00", None, None),
    ],
    ids=["with an hour", "another form", "when the file was written", "not after it was written", "not known"],
)
def test_that_a_sensor_tells_whether_it_answers_and_since_when_that_is_known(
    tmp_path: Path, catalogue: Catalogue, state: str, told: str, is_on: bool | None, told_at: datetime | None
) -> None:
    (sensor,), _ = _sensors(tmp_path, f"SM-1,东楼烟感,烟感,31.305,120.605,{state},{told}\n", catalogue)
    assert (sensor.kind, sensor.is_on, sensor.told_at) == (SensorKind.SMOKE, is_on, told_at)


def test_that_a_time_that_is_none_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    sensors, tally = _sensors(tmp_path, "SM-1,东楼烟感,烟感,31.305,120.605,在线,yesterday\n", catalogue)
    assert (sensors, _why(tally)) == (
        [],
        [(2, 'told_at "yesterday" is no time; write it as 2024-05-06 12:00:00')],
    )


def test_that_times_are_kept_in_utc(tmp_path: Path, catalogue: Catalogue) -> None:
    (sensor,), _ = _sensors(tmp_path, "SM-1,东楼烟感,烟感,31.305,120.605,在线,2024-05-06 08:00:00\n", catalogue)
    assert sensor.told_at == datetime(2024, 5, 6, 0, 0, tzinfo=UTC)


def test_that_sensors_come_from_geojson_as_well(tmp_path: Path, catalogue: Catalogue) -> None:
    feature = {
        "type": "Feature",
        "properties": {"id": "WL-1", "name": "沧江水位", "kind": "water_level", "state": "ON"},
        "geometry": {"type": "Point", "coordinates": [120.605, 31.305]},
    }
    path = _file(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "s.geojson")
    (sensor,), _ = read_sensors(path, None, catalogue, ZONE)
    assert (sensor.kind, sensor.region, sensor.place, sensor.is_on) == (SensorKind.WATER_LEVEL, GRID, IN_GRID, True)


def test_that_a_department_may_bring_its_place(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,name,latitude,longitude\nD1,城管局,31.305,120.605\nD2,水务局,,\n")
    departments, _ = read_departments(path, None, Atlas(a_region_tree()), CITY)
    assert [one.place for one in departments] == [IN_GRID, None]


@pytest.mark.parametrize(("told", "layer"), [("警格", POLICE), ("Water", WATER), ("消防格", "消防格")])
def test_that_a_layer_is_known_by_its_name_or_is_the_citys_own(tmp_path: Path, told: str, layer: str) -> None:
    (cell,), _ = _cells(tmp_path, _cell(layer=told))
    assert (cell.layer, cell.code, cell.name) == (layer, "J1", "人民路警格")
    assert shapely.from_wkb(cell.shape_wkb).equals(shapely.Polygon(SQUARE))


def test_that_a_map_may_say_which_layer_a_file_holds(tmp_path: Path) -> None:
    columns = '[columns]\ncode = "JWBH"\n[file]\nlayer = "警格"\n'
    (cell,), _ = _cells(tmp_path, _cell(layer=None, JWBH="J7"), columns=columns)
    assert (cell.layer, cell.code) == (POLICE, "J7")


def test_that_layers_have_codes_of_their_own(tmp_path: Path) -> None:
    cells, _ = _cells(tmp_path, _cell(), _cell(layer="water"))
    assert [(cell.layer, cell.code) for cell in cells] == [(POLICE, "J1"), (WATER, "J1")]


@pytest.mark.parametrize(
    ("feature", "why"),
    [
        (_cell(), "the code J1 of police stands in row 1 already"),
        (_cell(code=""), "features[1].properties.code is empty"),
        (_cell(layer=""), "features[1].properties.layer must say which cell map it belongs to"),
        (_cell(layer="x" * 21), "features[1].properties.layer must say which cell map it belongs to"),
        (_cell(None, code="J2"), "features[1].geometry is empty; a cell needs its area"),
        (_cell(LINE, code="J2"), "features[1].geometry covers no ground"),
        (_cell([[31.3, 120.6]], code="J2"), "features[1].geometry.coordinates[0][0] is [31.3, 120.6], not longitude"),
    ],
)
def test_that_a_cell_that_cannot_be_taken_in_is_told_by_its_row_and_path(
    tmp_path: Path, feature: dict[str, Any], why: str
) -> None:
    cells, tally = _cells(tmp_path, _cell(), feature)
    assert (len(cells), [row for row, _ in _why(tally)]) == (1, [2])
    assert tally.refused[0].why.startswith(why)


def test_that_a_cell_that_crosses_itself_is_made_valid_and_told(tmp_path: Path) -> None:
    (cell,), tally = _cells(tmp_path, _cell(BOW_TIE))
    assert shapely.is_valid(shapely.from_wkb(cell.shape_wkb))
    assert [one.why.endswith("its area was made valid") for one in tally.repaired] == [True]


def test_that_cells_of_published_maps_are_moved_to_where_they_are(tmp_path: Path) -> None:
    ring = [[there.lng_deg, there.lat_deg] for there in (to_gcj02(LatLng(lat, lng)) for lng, lat in SQUARE)]
    (cell,), _ = _cells(tmp_path, _cell(ring), columns='[file]\nplaces = "gcj02"\n')
    assert shapely.from_wkb(cell.shape_wkb).equals_exact(shapely.Polygon(SQUARE), 1e-9)


def test_that_cells_come_from_a_geopackage_as_well(tmp_path: Path) -> None:
    path = tmp_path / "police.gpkg"
    raw.write(
        path,
        np.array([shapely.to_wkb(shapely.Polygon(SQUARE))], dtype=object),
        [np.array(["J1"], dtype=object), np.array(["人民路警格"], dtype=object)],
        ["code", "name"],
        layer="jw",
        driver="GPKG",
        geometry_type="Polygon",
        crs="EPSG:4326",
    )
    said = _file(tmp_path, '[file]\nlayer = "警格"\n', "map.toml")
    (cell,), tally = read_cells(path, said, layer="jw")
    assert (cell.layer, cell.code, cell.name, tally.refused) == (POLICE, "J1", "人民路警格", [])
    assert shapely.from_wkb(cell.shape_wkb).equals(shapely.Polygon(SQUARE))
