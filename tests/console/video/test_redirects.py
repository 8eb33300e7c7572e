"""Redirects: followed where a source may lead, one after another, and no further."""

from __future__ import annotations

from urllib.parse import urlsplit

import av.error
import pytest

from console.video.address import opening
from console.video.recovery import StreamLost
from console.video.redirects import REDIRECTS_MAX, followed
from console.video.source import opened
from console.video.states import Reason
from console.video.whereabouts import RTSP, WEB, may_lead_to
from tests.console.video import hostile

OWN = urlsplit("http://192.0.2.8:8080/live")


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.9/live", "https://192.0.2.8:8443/live", "http://192.0.2.8:8080/other", "http://[2001:db8::1]/"],
)
def test_that_a_source_may_lead_to_another_machine(url: str) -> None:
    assert may_lead_to(url, OWN, WEB)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.9.9.9:5432/", "http://2130706433/", "http://0x7f.1/", "http://0/",
        "http://localhost/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/",
        "http://[fe80::1]/", "file:///etc/passwd", "tcp://192.0.2.9:80", "rtsp://192.0.2.9/1", "http:///live", "http://[",
        "http://192.0.2.9:99999/", "", "ftp://192.0.2.9/", "concat:http://192.0.2.9/", "http://user@127.0.0.1@127.0.0.1/",
    ],
)  # fmt: skip
def test_that_no_source_may_lead_to_this_machine_or_by_another_way(url: str) -> None:
    assert not may_lead_to(url, OWN, WEB)


def test_that_a_source_on_this_machine_may_lead_to_its_own_place() -> None:
    own = urlsplit("rtsp://127.0.0.1:8554/gate/1")
    assert may_lead_to("rtsp://127.0.0.1:8554/gate/2", own, RTSP)
    assert not may_lead_to("rtsp://127.0.0.1:8555/gate/2", own, RTSP)


def test_that_a_source_that_answers_at_once_is_where_it_is() -> None:
    with hostile.Server(hostile.body("video/h264", lambda: [b"film"])) as server:
        url = f"http://127.0.0.1:{server.port}/film"
        assert followed(url) == url


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_that_redirects_are_followed_to_their_end(scheme: str) -> None:
    with hostile.Server(hostile.moved_twice) as server:
        place = f"{scheme}://127.0.0.1:{server.port}"
        assert followed(f"{place}/first") == f"{place}/third?at=end"


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_that_endless_redirects_are_left_after_a_few(scheme: str) -> None:
    with hostile.Server(hostile.redirect_to_itself) as server:
        with pytest.raises(StreamLost) as lost:
            followed(f"{scheme}://127.0.0.1:{server.port}/film")
        assert (lost.value.reason, server.knocks) == (Reason.BAD_ADDRESS, REDIRECTS_MAX + 1)


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_that_an_endless_header_is_left_at_its_bound(scheme: str) -> None:
    with hostile.Server(hostile.endless_header) as server:
        with pytest.raises(StreamLost) as lost:
            followed(f"{scheme}://127.0.0.1:{server.port}/film")
        assert lost.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_that_a_camera_is_opened_where_it_has_moved_to(scheme: str) -> None:
    asked: list[bytes] = []

    def answer(client: hostile.Client, request: bytes) -> None:
        asked.append(request)
        hostile.moved_twice(client, request)

    # What lies there is no film: it is enough that FFmpeg asks for it.
    with hostile.Server(answer) as server, pytest.raises((StreamLost, av.error.FFmpegError)):
        opened(opening(f"{scheme}://127.0.0.1:{server.port}/first"))
    assert any(b"/third?at=end" in request and b"Lavf" in request for request in asked)


def test_that_a_password_is_not_told_to_whoever_redirects_nor_in_the_reason() -> None:
    told: list[bytes] = []

    def answer(client: hostile.Client, request: bytes) -> None:
        told.append(request)
        hostile.redirect_to("http://admin:secret@127.0.0.1:1/")(client, request)

    with hostile.Server(answer) as server, pytest.raises(StreamLost) as lost:
        followed(f"http://admin:secret@127.0.0.1:{server.port}/film")
    assert "secret" not in str(lost.value) + b"".join(told).decode()
