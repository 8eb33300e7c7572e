"""The demo city's cameras are stored without a port and shown through whichever there is."""

from __future__ import annotations

import pytest

from console.demo.cameras import TURNED, address, moved_at, resolve
from console.domain.ptz import ptz_address
from console.video.testcams.clips import clip_names
from resources import path
from tests.console.demo.conftest import Made

BASE = "rtsp://127.0.0.1:40123"


@pytest.mark.parametrize(
    ("name", "scene"),
    [
        ("人民路与澄湖路交叉口", "crossroad"),
        ("望泉公园北门", "park"),
        ("望泉小学门口", "gate"),
        ("沧江桥", "river"),
        ("人民路12号", "avenue"),
    ],
)
def test_that_a_camera_shows_what_its_name_says(name: str, scene: str) -> None:
    assert address(3, name) == f"demo:{scene}/3"


def test_that_a_demo_address_is_resolved_to_the_port_of_today() -> None:
    assert resolve("demo:river/12", BASE) == f"{BASE}/river/12"


def test_that_what_a_demo_camera_showed_before_comes_from_the_same_port() -> None:
    said = resolve("demo-recorder:river/12?start=20261121T080000Z", BASE)
    assert said == "http://127.0.0.1:40123/river/12?start=20261121T080000Z"


def test_that_a_real_cameras_address_stays_as_it_is() -> None:
    assert resolve("rtsp://10.0.0.7/stream1", BASE) == "rtsp://10.0.0.7/stream1"


def test_that_the_first_camera_of_the_city_can_be_moved_and_its_neighbour_not(small: Made) -> None:
    by_number = {camera.number: camera for camera in small.store.rows.cameras.values()}
    moves = [ptz_address(by_number[number].ptz_url) is not None for number in (1, 2)]
    assert moves == [True, False]


def test_that_what_moves_a_camera_names_it() -> None:
    told = ptz_address(moved_at(address(9, "人民路12号")))
    assert told is not None
    assert (told.host, told.user) == ("127.0.0.1", "cam9")


def test_that_every_camera_of_the_city_has_a_scene_that_is_shipped(small: Made) -> None:
    urls = [camera.sub_url.removeprefix("demo:") for camera in small.store.rows.cameras.values()]
    scenes = {url.removeprefix(TURNED).split("/")[0] for url in urls}

    assert len(scenes) > 3
    assert scenes <= set(clip_names(path("clips")))
