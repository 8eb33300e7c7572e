"""``import``: what each kind of file comes to in the database, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.commands import import_
from console.commands.answering import BrokenOff
from console.domain.errors import Refused
from console.gateways.files.unusable import Unusable
from console.ports import Outage
from console.settings import Import
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID
from tests.console.commands.given import given
from tests.console.gateways.city_files import MAP, a_row, a_store, csv_text
from tests.fakes import FakeStore

NONE = {"read": 0, "taken_in": 0, "already_there": 0, "no_place": 0, "no_grid": 0, "refused": []}


def _import(store: FakeStore, line: str, *rest: Path) -> dict[str, Any]:
    command = given(f"import {line}", *rest)
    assert isinstance(command, Import)
    return dict(import_.run(command, store))


@pytest.fixture
def store() -> FakeStore:
    return a_store()


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    _file(tmp_path, "map.toml", MAP)
    return _file(tmp_path, "tickets.csv", csv_text(a_row("A-1"), a_row("A-2", lat="31.305", lng="120.705")))


@pytest.fixture
def grids(tmp_path: Path) -> Path:
    ring = [[120.6, 31.3], [120.7, 31.3], [120.7, 31.4], [120.6, 31.3]]
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": code, "level": level, "parent": parent},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, level, parent in (("99", "city", None), ("9901", "grid", "99"))
    ]
    return _file(tmp_path, "g.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


def test_that_grids_are_taken_in_once(grids: Path) -> None:
    store = FakeStore()
    first, again = _import(store, "grids", grids), _import(store, "grids", grids)
    assert (first, again) == (NONE | {"read": 2, "taken_in": 2}, NONE | {"read": 2, "already_there": 2})


def test_that_grids_take_no_map(tmp_path: Path, grids: Path, store: FakeStore) -> None:
    with pytest.raises(Unusable, match="need no map"):
        _import(store, "grids", grids, Path("--map"), tmp_path / "map.toml")


@pytest.mark.parametrize(
    ("what", "text", "table"),
    [
        ("cameras", "number,name\n1,Gate\n", "camera"),
        ("crew", f"id,name,region\nW1,Wang,{GRID}\n", "crew"),
        ("departments", "id,name\nD1,Water\n", "department"),
        ("sites", "id,name,kind,latitude,longitude\nS1,School,school,31.305,120.605\n", "site"),
        ("sensors", "id,name,kind,latitude,longitude\nSM-1,Smoke,smoke,31.305,120.605\n", "sensor"),
    ],
)
def test_that_reference_data_is_taken_in_once(
    tmp_path: Path, store: FakeStore, what: str, text: str, table: str
) -> None:
    file = _file(tmp_path, "file.csv", text)
    answers = [_import(store, what, file) for _ in range(2)]
    assert [(answer["taken_in"], answer["already_there"]) for answer in answers] == [(1, 0), (0, 1)]
    assert store.archive().counts()[table] == 1


def test_that_cells_are_taken_in_once_and_before_any_region(tmp_path: Path) -> None:
    ring = [[120.6, 31.3], [120.7, 31.3], [120.7, 31.4], [120.6, 31.3]]
    feature = {
        "type": "Feature",
        "properties": {"layer": "警格", "code": "J1", "name": "人民路警格"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = _file(tmp_path, "c.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    store = FakeStore()
    first, again = _import(store, "cells", file), _import(store, "cells", file)
    assert (first, again) == (NONE | {"read": 1, "taken_in": 1}, NONE | {"read": 1, "already_there": 1})


def test_that_whoever_says_how_cameras_are_shifted_is_told_where_to_say_it(tmp_path: Path, store: FakeStore) -> None:
    file = _file(tmp_path, "cameras.csv", "number,name\n1,Gate\n")
    with pytest.raises(Unusable, match=r"not of cameras; the map of cameras says \[file\] places"):
        _import(store, "cameras --crs gcj02", file)


def test_that_tickets_go_to_the_top_centre(tmp_path: Path, tickets: Path, store: FakeStore) -> None:
    _import(store, "tickets", tickets, Path("--map"), tmp_path / "map.toml")
    found = store.archive().find("A-2")
    assert found is not None
    assert (found.centre, found.area) == (CITY, FAR_GRID)


def test_that_a_centre_of_its_own_takes_in_for_its_own_grids(tmp_path: Path, tickets: Path, store: FakeStore) -> None:
    answer = _import(store, f"tickets --centre {DISTRICT}", tickets, Path("--map"), tmp_path / "map.toml")
    found = store.archive().find("A-2")
    assert found is not None
    assert (answer["no_grid"], found.centre, found.area) == (1, DISTRICT, DISTRICT)


def test_that_tickets_need_a_map(tickets: Path, store: FakeStore) -> None:
    with pytest.raises(Unusable, match="need --map"):
        _import(store, "tickets", tickets)


def test_that_an_unknown_centre_is_refused(tmp_path: Path, tickets: Path, store: FakeStore) -> None:
    with pytest.raises(Refused, match=r"centre\.unknown"):
        _import(store, "tickets --centre 9999", tickets, Path("--map"), tmp_path / "map.toml")


def test_that_tickets_without_any_region_are_refused(tmp_path: Path, tickets: Path) -> None:
    with pytest.raises(Refused, match=r"regions\.none"):
        _import(FakeStore(), "tickets", tickets, Path("--map"), tmp_path / "map.toml")


def test_that_a_missing_file_is_told_before_missing_regions(tmp_path: Path, tickets: Path) -> None:
    with pytest.raises(Unusable, match="There is no file"):
        _import(FakeStore(), "tickets", tmp_path / "nowhere.csv", Path("--map"), tmp_path / "map.toml")


def test_that_a_folder_of_a_catalogue_is_taken_in_once(tmp_path: Path, store: FakeStore) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for n in (1, 2):
        (folder / f"{n}.xml").write_bytes(
            '<?xml version="1.0" encoding="GB2312"?><Response><CmdType>Catalog</CmdType><SN>1</SN><SumNum>2</SumNum>'
            f"<DeviceList><Item><DeviceID>3205010000132000000{n}</DeviceID><Name>北门{n}</Name><Status>ON</Status></Item>"
            "</DeviceList></Response>".encode("gb18030")
        )
    first, again = _import(store, "cameras", folder), _import(store, "cameras", folder)
    told = NONE | {"read": 2, "no_place": 2}
    assert (first, again) == (told | {"taken_in": 2}, told | {"already_there": 2})
    assert sorted(camera.number for camera in store.rows.cameras.values()) == [1, 2]


def test_that_cameras_found_by_onvif_need_no_map(tmp_path: Path, store: FakeStore) -> None:
    with pytest.raises(Unusable, match="need no map"):
        _import(store, "cameras", _file(tmp_path, "onvif.toml", "[onvif]\n"), Path("--map"), tmp_path / "map.toml")


def test_that_cameras_may_come_before_the_regions(tmp_path: Path) -> None:
    file = _file(tmp_path, "cameras.csv", "number,name,latitude,longitude\n1,Gate,31.3,120.6\n")
    assert _import(FakeStore(), "cameras", file) == NONE | {"read": 1, "taken_in": 1, "no_grid": 1}


def test_that_a_file_cut_off_tells_what_was_taken_in(tmp_path: Path, tickets: Path, store: FakeStore) -> None:
    tickets.write_text(tickets.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(BrokenOff) as broken:
        _import(store, "tickets", tickets, Path("--map"), tmp_path / "map.toml")
    assert broken.value.done["taken_in"] == 1


def test_that_an_outage_on_the_way_tells_what_was_taken_in(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_, "BATCH", 1)
    text = "".join(f"{number},Gate {number}\n" for number in (1, 2))
    registry = store.registry()
    add_cameras = registry.add_cameras

    def once(cameras: list[Any]) -> int:
        new = add_cameras(cameras)
        store.cut()
        return new

    monkeypatch.setattr(registry, "add_cameras", once)
    monkeypatch.setattr(store, "registry", lambda: registry)

    with pytest.raises(BrokenOff) as broken:
        _import(store, "cameras", _file(tmp_path, "cameras.csv", "number,name\n" + text))
    assert isinstance(broken.value.why, Outage)
    assert broken.value.done["taken_in"] == 1
