"""Camera addresses: opened by their kind, written without their secrets."""

from __future__ import annotations

import pytest

from console.video.address import masked, opening


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://admin:s3cr%40t@10.0.0.8:554/ch1", "rtsp://***@10.0.0.8:554/ch1"),
        (
            "[Errno 111] refused: 'rtsp://a:b@h/x' and http://c:d@e",
            "[Errno 111] refused: 'rtsp://***@h/x' and http://***@e",
        ),
        ("http://h/live.flv?user=1&token=abc&x=2", "http://h/live.flv?user=1&token=***&x=2"),
        ("rtsp://h/a?Password=p", "rtsp://h/a?Password=***"),
        ("rtsp://h/user=admin_password=abc_channel=1", "rtsp://h/user=admin_password=***"),
        ("http://h/live?monkey=1", "http://h/live?monkey=1"),
        ("rtsp://plain/1", "rtsp://plain/1"),
        ("rtsp://admin:p@ss@10.0.0.8/1", "rtsp://***@10.0.0.8/1"),
    ],
)
def test_that_no_text_shows_a_password(text, shown):
    assert masked(text) == shown


def test_that_rtsp_goes_over_tcp_and_keeps_its_first_key_frame():
    options = opening("rtsp://h/1").options
    assert options["rtsp_transport"] == "tcp"
    assert "fflags" not in options


@pytest.mark.parametrize(
    ("url", "paced"),
    [
        ("rtsp://h/1", False),
        ("http://h/a.m3u8", True),
        ("clips/a.mp4", True),
        ("file:///clips/a.mp4", True),
        ("udp://h:1", False),
    ],
)
def test_that_only_sources_faster_than_time_are_held_back(url, paced):
    assert opening(url).paced is paced


def test_that_a_web_source_is_judged_after_opening():
    assert opening("http://h/live.mjpeg").paced is None


def test_that_an_address_that_is_none_is_left_to_be_told_when_it_is_opened():
    assert opening("rtsp://[camera").url == "rtsp://[camera"
