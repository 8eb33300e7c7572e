"""Cameras, crews and departments from files whose columns a city named itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.atlas import Atlas
from console.domain.camera import Camera
from console.domain.crew import CrewKind, Duty
from console.gateways.files.cameras import read_cameras
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.people import read_crews, read_departments
from console.gateways.files.unusable import Tally, Unusable
from tests.builders import CITY, DISTRICT, GRID, VILLAGE, a_camera, a_region_tree

HEADER = "number,name,latitude,longitude,source_url\n"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(a_region_tree())


def _file(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _cameras(folder: Path, text: str, atlas: Atlas) -> tuple[list[Camera], Tally]:
    return read_cameras(_file(folder, text), None, Catalogue(atlas, CITY))


def test_that_a_camera_is_at_home_in_the_grid_that_holds_it(tmp_path: Path, atlas: Atlas) -> None:
    cameras, _tally = _cameras(tmp_path, HEADER + "12,North gate,31.305,120.605,rtsp://127.0.0.1:9/1\n", atlas)
    assert [(camera.number, camera.region, camera.sub_url) for camera in cameras] == [
        (12, GRID, "rtsp://127.0.0.1:9/1")
    ]


def test_that_a_camera_in_no_grid_is_at_home_at_the_centre_and_counted(tmp_path: Path, atlas: Atlas) -> None:
    cameras, tally = _cameras(tmp_path, HEADER + "12,North gate,10,10,\n", atlas)
    assert (cameras[0].region, tally.no_grid) == (CITY, 1)


def test_that_a_camera_at_zero_has_no_place(tmp_path: Path, atlas: Atlas) -> None:
    cameras, tally = _cameras(tmp_path, HEADER + "12,North gate,0,0,\n", atlas)
    assert (cameras[0].place, tally.no_place) == (None, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x,North gate,1,1,", 'number "x" is no whole number'),
        ("²,North gate,1,1,", "is no whole number"),
        ("9999999999,North gate,1,1,", "is no whole number"),
        ("13,,1,1,", "name is empty"),
        (",North gate,1,1,", "number is empty"),
        ("12,Again,1,1,", "the number 12 stands in row 2 already"),
    ],
)
def test_that_a_camera_that_cannot_be_called_is_refused(tmp_path: Path, atlas: Atlas, row: str, why: str) -> None:
    cameras, tally = _cameras(tmp_path, f"{HEADER}12,North gate,1,1,\n{row}\n", atlas)
    assert (len(cameras), [one.row for one in tally.refused]) == (1, [3])
    assert why in tally.refused[0].why


def test_that_a_missing_column_is_told(tmp_path: Path, atlas: Atlas) -> None:
    with pytest.raises(Unusable, match='no column "number"'):
        _cameras(tmp_path, "nummer_x,name\n1,a\n", atlas)


def test_that_tags_are_parted_and_each_is_kept_once(tmp_path: Path, atlas: Atlas) -> None:
    cameras, _tally = _cameras(tmp_path, "编号,名称,标签\n3,East,易涝点；学校 周边、易涝点;\n", atlas)
    assert cameras[0].tags == ("易涝点", "学校 周边")


@pytest.mark.parametrize(("told", "is_on"), [("ON", True), ("离线", False), ("1", True), ("", None), ("what", None)])
def test_that_a_camera_works_as_its_file_says(tmp_path: Path, atlas: Atlas, told: str, is_on: bool | None) -> None:
    cameras, _tally = _cameras(tmp_path, f"number,name,status\n3,East,{told}\n", atlas)
    assert (cameras[0].is_on, cameras[0].told_at is None) == (is_on, is_on is None)


def test_that_a_number_of_another_camera_is_not_given_twice(tmp_path: Path, atlas: Atlas) -> None:
    known = Catalogue(atlas, CITY, [a_camera("X", number=3)])
    cameras, tally = read_cameras(_file(tmp_path, "number,name\n3,East\n"), None, known)
    assert (cameras, [one.why for one in tally.refused]) == (
        [],
        ["the number 3 is that of camera X already; give this one another"],
    )


def test_that_no_login_of_an_address_stands_in_what_is_refused(tmp_path: Path, atlas: Atlas) -> None:
    _none, tally = _cameras(tmp_path, "number,name,url\nrtsp://admin:Secret/1@10.0.0.9/1,East,\n", atlas)
    assert ["Secret" in one.why or "admin" in one.why for one in tally.refused] == [False]


def test_that_cameras_come_from_geojson_too(tmp_path: Path, atlas: Atlas) -> None:
    feature = {
        "type": "Feature",
        "properties": {"number": 7, "name": "South gate", "url": "rtsp://127.0.0.1:9/7"},
        "geometry": {"type": "Point", "coordinates": [120.605, 31.305, 12.0]},
    }
    line = feature | {"geometry": {"type": "LineString", "coordinates": []}}
    text = json.dumps({"type": "FeatureCollection", "features": [feature, line]})

    cameras, tally = read_cameras(_file(tmp_path, text, "cameras.geojson"), None, Catalogue(atlas, CITY))

    assert [(camera.number, camera.region) for camera in cameras] == [(7, GRID)]
    assert tally.refused[0].why == "features[1].geometry is a LineString where a Point is needed"


def test_that_a_map_names_columns_of_a_citys_own(tmp_path: Path, atlas: Atlas) -> None:
    columns = _file(tmp_path, '[columns]\nnumber = "Kamera"\n', "map.toml")
    cameras, _tally = read_cameras(_file(tmp_path, "Kamera,name\n3,East\n"), columns, Catalogue(atlas, CITY))
    assert cameras[0].number == 3


def test_that_a_wrong_key_of_such_a_map_is_told_with_the_likeliest(tmp_path: Path, atlas: Atlas) -> None:
    columns = _file(tmp_path, '[columns]\nnumbr = "Kamera"\n', "map.toml")
    with pytest.raises(Unusable, match=r'no key "numbr".*did you mean "number"'):
        read_cameras(_file(tmp_path, "Kamera,name\n3,East\n"), columns, Catalogue(atlas, CITY))


def test_that_a_camera_is_told_where_it_takes_orders_to_move(tmp_path: Path, atlas: Atlas) -> None:
    text = "number,name,ptz_url\n3,East,http://desk:a@10.0.0.9/onvif/device_service\n"
    cameras, _tally = read_cameras(_file(tmp_path, text), None, Catalogue(atlas, CITY))
    assert [one.ptz_url for one in cameras] == ["http://desk:a@10.0.0.9/onvif/device_service"]


def test_that_a_refused_address_is_not_repeated_with_its_password(tmp_path: Path, atlas: Atlas) -> None:
    text = "number,name,ptz_url\n3,East,rtsp://desk:letmein@10.0.0.9\n"
    _cameras, tally = read_cameras(_file(tmp_path, text), None, Catalogue(atlas, CITY))
    assert ["letmein" in one.why for one in tally.refused] == [False]


@pytest.mark.parametrize(
    ("told", "aim"),
    [("271.5,75", (271.5, 75.0)), ("0°,", (0.0, 60.0)), (",90", (None, None)), (",", (None, None))],
)
def test_that_a_camera_is_told_where_it_looks(tmp_path: Path, atlas: Atlas, told: str, aim: tuple) -> None:
    file = _file(tmp_path, f"number,name,方位角,视场角\n3,East,{told}\n")
    cameras, _tally = read_cameras(file, None, Catalogue(atlas, CITY))
    assert [(one.azimuth_deg, one.view_deg) for one in cameras] == [aim]


@pytest.mark.parametrize("told", ["north,60", "361,60", "-1,60", "90,0", "90,wide", "nan,60"])
def test_that_a_direction_that_is_none_is_refused_by_its_row(tmp_path: Path, atlas: Atlas, told: str) -> None:
    file = _file(tmp_path, f"number,name,azimuth_deg,view_deg\n3,East,{told}\n")
    cameras, tally = read_cameras(file, None, Catalogue(atlas, CITY))
    assert (len(cameras), [one.row for one in tally.refused]) == (0, [2])


def test_that_skills_are_known_by_code_and_by_name(tmp_path: Path, atlas: Atlas) -> None:
    text = f"id,name,region,skills\nW1,王五,{GRID},燃气抢修、electric 潜水\nW2,赵六,{GRID},\n"
    crews, _tally = read_crews(_file(tmp_path, text), None, atlas)
    assert [crew.skills for crew in crews] == [{"gas", "electric", "潜水"}, set()]


def test_that_a_crew_comes_in_off_duty(tmp_path: Path, atlas: Atlas) -> None:
    crews, _tally = read_crews(_file(tmp_path, f"工号,姓名,岗位,所属网格\nW1,王五,网格长,{GRID}\n"), None, atlas)
    assert [(crew.id, crew.kind, crew.region, crew.duty) for crew in crews] == [
        ("W1", CrewKind.GRID_HEAD, GRID, Duty.OFF_DUTY)
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("W2,Wang,pilot,3205", 'kind "pilot" is none of'),
        ("W2,Wang,,9999", "there is no region 9999"),
        ("W2,Wang,,", "region is empty"),
        ("W1,Wang,,3205", "the id W1 stands in the file already"),
    ],
)
def test_that_a_crew_nobody_could_send_is_refused(tmp_path: Path, atlas: Atlas, row: str, why: str) -> None:
    text = f"id,name,kind,region\nW1,Li,unit,{VILLAGE}\n{row}\n"
    crews, tally = read_crews(_file(tmp_path, text), None, atlas)
    assert (len(crews), [one.row for one in tally.refused]) == (1, [3])
    assert why in tally.refused[0].why


def test_that_a_department_without_a_region_is_at_home_at_the_centre(tmp_path: Path, atlas: Atlas) -> None:
    text = f"id,name,region\nD1,Water,\nD2,Parks,{DISTRICT}\n"
    departments, _tally = read_departments(_file(tmp_path, text), None, atlas, CITY)
    assert [department.region for department in departments] == [CITY, DISTRICT]
