"""Cameras from the catalogue of a GB/T 28181 platform, whatever its files are."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.atlas import Atlas
from console.domain.camera import Camera, CameraId
from console.domain.place import LatLng, distance_m
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.gb28181 import read_catalogue
from console.gateways.files.unusable import Tally, Unusable
from tests.builders import CITY, DISTRICT, GRID, IN_GRID, a_camera, a_region_tree

ONE = "32050100001320000001"
TWO = "32050100001310000002"
WRITTEN = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(a_region_tree())


def an_item(id: str = ONE, name: str = "人民路口", lat: str = "31.305", lng: str = "120.605", **more: str) -> str:
    told = {"DeviceID": id, "Name": name, "Longitude": lng, "Latitude": lat, "Status": "ON", **more}
    return f"<Item>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in told.items())}</Item>"


def a_response(*items: str, sn: int = 17, sum_num: int | None = None, encoding: str = "GB2312") -> str:
    count = len(items) if sum_num is None else sum_num
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<Response><CmdType>Catalog</CmdType><SN>{sn}</SN>'
        f"<DeviceID>32050100002000000001</DeviceID><SumNum>{count}</SumNum>"
        f'<DeviceList Num="{len(items)}">{"".join(items)}</DeviceList></Response>'
    )


def _write(folder: Path, text: str, name: str = "catalog.xml", encoding: str = "gb18030") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return path


def _read(path: Path, atlas: Atlas, columns: Path | None = None, *known: Camera) -> tuple[list[Camera], Tally]:
    return read_catalogue(path, columns, Catalogue(atlas, CITY, known))


def test_that_a_catalogue_that_says_that_a_camera_moves_names_no_address_for_it(tmp_path: Path, atlas: Atlas) -> None:
    cameras, _tally = _read(_write(tmp_path, a_response(an_item(PTZType="1"))), atlas)
    assert [one.ptz_url for one in cameras] == [""]


def test_that_an_item_becomes_a_camera_with_its_state_and_when_that_was_told(tmp_path: Path, atlas: Atlas) -> None:
    cameras, _tally = _read(_write(tmp_path, a_response(an_item(Status="OFF"))), atlas)
    assert cameras == [
        Camera(
            id=CameraId(ONE),
            number=1,
            name="人民路口",
            region=GRID,
            place=IN_GRID,
            sub_url="",
            is_on=False,
            told_at=WRITTEN,
            source="gb28181",
        )
    ]


@pytest.mark.parametrize(
    ("declared", "written", "name"),
    [
        ("GB2312", "gb2312", "北门"),
        ("GB2312", "gb18030", "㐀路口𠀀"),
        ("GBK", "gbk", "喆鑫大厦"),
        ("gb18030", "gb18030", "䶮路"),
        ("UTF-8", "utf-8", "北门"),
        ("UTF-8", "utf-8-sig", "北门"),
    ],
)
def test_that_names_are_read_in_every_encoding_that_platforms_write(
    tmp_path: Path, atlas: Atlas, declared: str, written: str, name: str
) -> None:
    path = _write(tmp_path, a_response(an_item(name=name), encoding=declared), encoding=written)
    assert [camera.name for camera in _read(path, atlas)[0]] == [name]


def test_that_the_responses_of_one_sn_are_read_together(tmp_path: Path, atlas: Atlas) -> None:
    _write(tmp_path, a_response(an_item(ONE), sum_num=2), "1.xml")
    _write(tmp_path, a_response(an_item(TWO), an_item(ONE), sum_num=2), "2.XML")
    cameras, tally = _read(tmp_path, atlas)
    assert ([camera.id for camera in cameras], tally.joined, tally.notes) == ([ONE, TWO], 1, [])


def test_that_responses_that_are_missing_are_told(tmp_path: Path, atlas: Atlas) -> None:
    _cameras, tally = _read(_write(tmp_path, a_response(an_item(), sum_num=300)), atlas)
    assert [str(note)[:65] for note in tally.notes] == [
        "SN 17 of 32050100002000000001 announces 300 items and 1 came: put"
    ]


def test_that_a_broken_file_of_a_folder_holds_no_other_up(tmp_path: Path, atlas: Atlas) -> None:
    _write(tmp_path, a_response(an_item())[:-40], "1.xml")
    _write(tmp_path, a_response(an_item(TWO)), "2.xml")
    cameras, tally = _read(tmp_path, atlas)
    assert ([camera.id for camera in cameras], [one.why[:5] for one in tally.refused]) == ([TWO], ["1.xml"])


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (an_item(id=""), "DeviceID is empty"),
        (an_item(id="3205010000132000000X"), "is not 20 digits"),
        (an_item(name=""), "neither Name nor Address"),
    ],
)
def test_that_an_item_that_cannot_be_taken_is_named_with_the_reason(
    tmp_path: Path, atlas: Atlas, item: str, why: str
) -> None:
    cameras, tally = _read(_write(tmp_path, a_response(an_item(TWO), item)), atlas)
    assert len(cameras) == 1
    assert [(one.row, why in one.why) for one in tally.refused] == [(2, True)]


def test_that_recorders_groups_and_areas_are_passed_over(tmp_path: Path, atlas: Atlas) -> None:
    items = (an_item("32050100001110000001"), an_item("32050100002160000001"), an_item("320501"))
    cameras, tally = _read(_write(tmp_path, a_response(*items)), atlas)
    assert (cameras, tally.not_cameras, tally.refused) == ([], 3, [])


@pytest.mark.parametrize(
    ("civil", "home"), [("320501", DISTRICT), ("32050188", DISTRICT), ("999999", DISTRICT), ("3205", CITY)]
)
def test_that_a_camera_without_a_place_is_at_home_where_its_codes_say(
    tmp_path: Path, atlas: Atlas, civil: str, home: str
) -> None:
    cameras, tally = _read(_write(tmp_path, a_response(an_item(lat="", lng="x", CivilCode=civil))), atlas)
    assert ([camera.region for camera in cameras], tally.no_place) == ([home], 1)


def test_that_places_of_gcj02_are_moved_where_the_map_says_so(tmp_path: Path, atlas: Atlas) -> None:
    columns = tmp_path / "map.toml"
    columns.write_text('[file]\nplaces = "gcj02"\n', "utf-8")
    cameras, _tally = _read(
        _write(tmp_path, a_response(an_item(lat="31.17530398", lng="121.53154186"))), atlas, columns
    )
    assert cameras[0].place is not None
    assert distance_m(cameras[0].place, LatLng(31.1774276, 121.5272106)) < 0.5


def test_that_a_map_tells_where_streams_are(tmp_path: Path, atlas: Atlas) -> None:
    columns = tmp_path / "map.toml"
    columns.write_text('[streams]\nsub = "http://gateway/{id}.flv"\n', "utf-8")
    cameras, _tally = _read(_write(tmp_path, a_response(an_item())), atlas, columns)
    assert cameras[0].sub_url == f"http://gateway/{ONE}.flv"


def test_that_a_camera_keeps_its_number_and_a_new_one_gets_the_next(tmp_path: Path, atlas: Atlas) -> None:
    path = _write(tmp_path, a_response(an_item(ONE), an_item(TWO)))
    cameras, _tally = _read(path, atlas, None, a_camera(TWO, number=7))
    assert [(camera.id, camera.number) for camera in cameras] == [(ONE, 8), (TWO, 7)]


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Response SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_that_a_file_with_entities_is_not_read(tmp_path: Path, atlas: Atlas, hostile: str) -> None:
    text = a_response(an_item()).replace("\n", hostile, 1)
    with pytest.raises(Unusable, match="declares a document type"):
        _read(_write(tmp_path, text), atlas)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (a_response(an_item())[:200], "is no XML, or is cut off"),
        ("<Response><CmdType>RecordInfo</CmdType></Response>", "is no catalogue"),
        ("hello", "is no XML"),
        ("<a>" * 100_000, "is no XML"),
        (a_response(an_item(), encoding="klingon"), "which is not known"),
    ],
)
def test_that_what_is_no_catalogue_is_told_in_a_sentence(tmp_path: Path, atlas: Atlas, text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        _read(_write(tmp_path, text), atlas)


def test_that_a_folder_without_catalogues_is_told(tmp_path: Path, atlas: Atlas) -> None:
    with pytest.raises(Unusable, match="holds no file"):
        _read(tmp_path, atlas)


@given(
    cut=st.integers(0, 600),
    put=st.binary(max_size=12),
    drop=st.integers(0, 40),
    encoding=st.sampled_from(["GB2312", "UTF-8", "utf-16", "hex", "idna", "utf-7"]),
)
def test_that_whatever_the_bytes_are_there_is_an_answer_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, atlas: Atlas, cut: int, put: bytes, drop: int, encoding: str
) -> None:
    raw = a_response(an_item(), an_item(TWO), encoding=encoding).encode("gb18030")
    path = tmp_path_factory.getbasetemp() / "hostile.xml"
    path.write_bytes(raw[:cut] + put + raw[cut + drop :])
    with suppress(Unusable):
        cameras, tally = _read(path, atlas)
        assert len(cameras) + len(tally.refused) + tally.not_cameras + tally.joined == tally.read
