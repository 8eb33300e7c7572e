"""Cameras found by ONVIF, against devices on the loopback address."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.atlas import Atlas
from console.domain.camera import Camera
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.unusable import Tally, Unusable
from console.gateways.onvif_finding import find_cameras, read_search
from console.gateways.ws_discovery import probe, told_in
from tests.builders import CITY, a_camera, a_region_tree
from tests.console.gateways.fake_onvif import PASSWORD, USER
from tests.console.gateways.fake_onvif_streams import FakeDevice


@pytest.fixture
def device() -> Iterator[FakeDevice]:
    made = FakeDevice()
    yield made
    made.close()


def _file(folder: Path, **told: object) -> Path:
    path = folder / "onvif.toml"
    said = {"user": USER, "password": PASSWORD, **told}
    path.write_text("[onvif]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items()), "utf-8")
    return path


def _found(path: Path, *known: Camera) -> tuple[list[Camera], Tally]:
    return find_cameras(path, Catalogue(Atlas(a_region_tree()), CITY, known))


def test_that_a_device_becomes_a_camera_with_its_small_and_its_large_stream(tmp_path: Path, device: FakeDevice) -> None:
    cameras, _tally = _found(_file(tmp_path, devices=[device.host]), a_camera(number=9))
    assert [(one.id, one.number, one.name, one.is_on) for one in cameras] == [("onvif-SN7-source0", 10, "北门", True)]
    login = f"rtsp://{USER}:{PASSWORD}@127.0.0.1:554"
    assert (cameras[0].sub_url, cameras[0].main_url) == (f"{login}/0-sub?a=1", f"{login}/0-main?a=1")


def test_that_a_recorder_becomes_a_camera_for_each_of_its_sources(tmp_path: Path, device: FakeDevice) -> None:
    device.sources = 2
    cameras, _tally = _found(_file(tmp_path, devices=[device.host]))
    assert [(one.id, one.name) for one in cameras] == [
        ("onvif-SN7-source0", "北门 1"),
        ("onvif-SN7-source1", "北门 2"),
    ]


@pytest.mark.parametrize(("sources", "moves"), [(1, True), (2, False)], ids=["camera", "recorder"])
def test_that_a_camera_that_moves_is_told_where_to_take_orders(
    tmp_path: Path, device: FakeDevice, sources: int, moves: bool
) -> None:
    device.has_ptz, device.sources = True, sources
    cameras, _tally = _found(_file(tmp_path, devices=[device.host]))
    address = f"http://{USER}:{PASSWORD}@{device.host}/onvif/device_service"
    assert {one.ptz_url for one in cameras} == {address if moves else ""}


def test_that_a_profile_that_speaks_of_moving_is_not_enough(tmp_path: Path, device: FakeDevice) -> None:
    device.has_ptz, device.serves_ptz = True, False
    cameras, _tally = _found(_file(tmp_path, devices=[device.host]))
    assert [one.ptz_url for one in cameras] == [""]


def test_that_a_device_that_is_named_twice_is_one(tmp_path: Path, device: FakeDevice) -> None:
    cameras, tally = _found(_file(tmp_path, devices=[device.host, f"http://{device.host}/onvif/device_service"]))
    assert (len(cameras), tally.read) == (1, 1)


def test_that_a_wrong_password_is_told_without_it_and_holds_no_other_up(
    tmp_path: Path, device: FakeDevice, caplog: pytest.LogCaptureFixture
) -> None:
    other = FakeDevice(serial="SN8")
    other.faults["GetProfiles"] = "NotAuthorized"
    caplog.set_level(logging.DEBUG)
    cameras, tally = _found(_file(tmp_path, devices=[other.host, device.host]))
    other.close()
    assert ([one.id for one in cameras], [one.row for one in tally.refused]) == (["onvif-SN7-source0"], [1])
    assert "user name or password" in tally.refused[0].why
    assert PASSWORD not in caplog.text + json.dumps(tally.answer())


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("127.0.0.1:1", "does not answer"),
        ("ftp://10.0.0.9", "is no address"),
        ("http://a:Hunter2@10.0.0.9", "holds a login"),
        ("http://[", "is no address"),
    ],
)
def test_that_a_device_that_cannot_be_asked_is_told(tmp_path: Path, where: str, why: str) -> None:
    cameras, tally = _found(_file(tmp_path, devices=[where]))
    assert (cameras, [why in one.why for one in tally.refused]) == ([], [True])
    assert "Hunter2" not in tally.refused[0].why


def test_that_a_probe_finds_a_device_once_and_believes_no_address_of_another_host(device: FakeDevice) -> None:
    assert probe(0.3, device.hears_probes_at) == [f"http://{device.host}/onvif/device_service"]


def test_that_a_device_that_answers_a_probe_is_asked(tmp_path: Path, device: FakeDevice) -> None:
    address = f"http://{device.host}/onvif/device_service"
    path = _file(tmp_path, probe=True)
    cameras, _tally = find_cameras(path, Catalogue(Atlas(a_region_tree()), CITY), asks=lambda _seconds: [address])
    assert [one.id for one in cameras] == ["onvif-SN7-source0"]


def test_that_an_answer_with_entities_tells_nothing_that_is_not_in_it() -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><XAddrs>&x;</XAddrs></a>'
    assert told_in(hostile, "10.0.0.9") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[onvif]\n", "names nobody"),
        ("[onvif]\ndevices = 3\n", "must be a list"),
        ("[onvif]\nprobe = 1\n", "true or false"),
        ("[onvif]\nprobe = true\nseconds = 0\n", "a number from"),
        ("[onvif]\npasswort = 'Hunter2'\n", "has no key"),
        ("password = 'Hunter2'\n", "there is no part"),
        ("[onvif]\npassword = Hunter2\n", "is no TOML"),
    ],
)
def test_that_a_file_that_cannot_be_used_is_told_without_the_password(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "onvif.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable, match=why) as raised:
        read_search(path)
    assert "Hunter2" not in str(raised.value)


def test_that_the_password_may_come_from_the_environment_and_stands_in_no_text(tmp_path: Path) -> None:
    path = tmp_path / "onvif.toml"
    path.write_text("[onvif]\nprobe = true\n", "utf-8")
    search = read_search(path, {"GRIDDESK_ONVIF_PASSWORD": "Hunter2"})
    assert (search.password, "Hunter2" in repr(search)) == ("Hunter2", False)
