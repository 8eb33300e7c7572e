"""Recorders of a city: which one is asked of a camera, what its template becomes, and that no password is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console import recorders
from console.demo.cameras import address as moving
from console.domain.camera import Camera
from console.domain.errors import Refused
from tests.builders import DISTRICT, GRID, OTHER_DISTRICT, a_camera

BEGINS = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
ENDS = BEGINS + timedelta(minutes=5)
HALL = ZoneInfo("Asia/Shanghai")


def of(url: str, more: str = "") -> recorders.Recorders:
    return recorders.parse(f'version = 1\n[[recorders]]\nid = "r"\nurl = "{url}"\n{more}\n')


def address(url: str, camera: Camera, more: str = "") -> str:
    (recorder,) = of(url, more).recorders
    return recorder.address(camera, BEGINS, ENDS, HALL)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("{start}", "20261121T080000Z"),
        ("{end:utc}", "20261121T080500Z"),
        ("{start:local}", "20261121T160000"),
        ("{start:iso}", "2026-11-21T08:00:00Z"),
        ("{start:unix}", "1795248000"),
        ("{start:unix_ms}", "1795248000000"),
        ("{start:%Y_%m_%d_%H_%M_%S}", "2026_11_21_16_00_00"),
        ("{start:%Y-%m-%d %H:%M}", "2026-11-21%2016:00"),
    ],
)
def test_that_a_moment_is_written_as_the_recorder_wants_it(form: str, said: str) -> None:
    assert address(f"http://r/{form}?{{start}}", a_camera()).split("/")[-1].split("?")[0] == said


def test_that_local_times_are_of_the_recorders_own_zone() -> None:
    assert address("http://r/{start:local}", a_camera(), 'zone = "Asia/Tokyo"').endswith("20261121T170000")


def test_that_what_a_camera_is_called_stands_in_its_place() -> None:
    camera = a_camera("32050100001310000001", number=7)
    assert address("http://r/{id}/{number}/{start}", camera).startswith("http://r/32050100001310000001/7/")


def test_that_the_channel_is_found_in_the_cameras_own_address() -> None:
    camera = a_camera(sub_url="rtsp://h/Streaming/Channels/302")
    said = address("http://r/{channel}?{start}", camera, 'channel = "Channels/([0-9]+)02"')
    assert said.startswith("http://r/3?")


def test_that_the_number_is_the_channel_where_none_is_found() -> None:
    assert address("http://r/{channel}?{start}", a_camera(number=12)).startswith("http://r/12?")


def test_that_one_template_does_for_all_recorders_of_a_kind() -> None:
    camera = a_camera(sub_url="rtsp://desk:p%40ss@10.0.0.9:554/Streaming/Channels/101")
    said = address("rtsp://{login}{host}/tracks/1?starttime={start}", camera)
    assert said == "rtsp://desk:p%40ss@10.0.0.9:554/tracks/1?starttime=20261121T080000Z"


def test_that_a_camera_without_a_login_gives_none() -> None:
    camera = a_camera(sub_url="rtsp://10.0.0.9/1")
    assert address("rtsp://{login}{host}/{path}?{start}", camera).startswith("rtsp://10.0.0.9/1?")


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ("", True),
        ('sources = ["onvif"]', True),
        ('sources = ["csv"]', False),
        (f'regions = ["{DISTRICT}"]', True),
        (f'regions = ["{OTHER_DISTRICT}"]', False),
        ('addresses = ["rtsp://10."]', True),
        ('addresses = ["demo:"]', False),
        ('sources = ["onvif"]\naddresses = ["demo:"]', False),
    ],
)
def test_that_a_recorder_is_asked_of_its_own_cameras_only(more: str, fits: bool) -> None:
    camera = a_camera(region=GRID, source="onvif", sub_url="rtsp://10.0.0.9/1")
    assert (of("http://r/{start}", more).of(camera) is not None) is fits


def test_that_the_first_that_fits_is_asked() -> None:
    rows = "".join(f'[[recorders]]\nid = "{id_}"\nurl = "http://{id_}/{{start}}"\n' for id_ in "ab")
    book = recorders.parse(f"version = 1\n{rows}")
    found = book.of(a_camera())
    assert found is not None
    assert found.id == "a"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://r/{start}", "begins with"),
        ("http://r/{end}", "without {start}"),
        ("http://r/{start}/{whom}", "no {whom}"),
        ("http://r/{start.year}", "no {start.year}"),
        ("http://r/{start!r}", "{start}"),
        ("http://r/{start:>20}", "{start}"),
        ("http://r/{number:03d}/{start}", "{number}"),
        ("http://r/{start", "brace"),
    ],
)
def test_that_what_is_no_template_is_refused_by_its_place(url: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        of(url)
    assert refused.value.facts["place"] == "recorders[1].url"
    assert why in str(refused.value.facts["why"])


@pytest.mark.parametrize("more", ['channel = "("', 'zone = "Nowhere"', 'colour = "red"'])
def test_that_what_cannot_be_understood_is_refused(more: str) -> None:
    with pytest.raises(Refused, match=r"rulebook\.bad"):
        of("http://r/{start}", more)


def test_that_no_password_is_printed_nor_told_with_what_is_wrong() -> None:
    assert "letmein" not in repr(of("http://desk:letmein@r/{start}"))
    with pytest.raises(Refused) as refused:
        of("http://desk:letmein@r/{whom}")
    assert "letmein" not in f"{refused.value!r} {refused.value.facts}"


def test_that_the_demo_citys_cameras_have_a_recorder() -> None:
    camera = a_camera(sub_url="demo:gate/7", main_url="demo:gate/7/main")
    found = recorders.shipped().of(camera)
    assert found is not None
    said = found.address(camera, BEGINS, ENDS, None)
    assert said == "demo-recorder:gate/7/main?start=20261121T080000Z&end=20261121T080500Z"


def test_that_the_demo_citys_cameras_that_move_have_one_too() -> None:
    assert recorders.shipped().of(a_camera(sub_url=moving(9, "人民路12号"))) is not None


def test_that_no_recorder_is_shipped_for_anybody_elses_camera() -> None:
    assert recorders.shipped().of(a_camera()) is None
