"""The rivals that the wall is measured against: measured where they are, and named in a sentence where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from console.video import rivals
from console.video.testcams import TestCameras
from console.video.testcams.loop import BARS
from resources import path

OURS = {"shown_of_sent_worst": 1.0}
TILE = (0, 0, 640, 360)


def _installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in names else None)


def _beside(urls: list[str]) -> dict[str, Any]:
    return rivals.beside_all(OURS, 0.1, urls, 25.0, [TILE] * len(urls), 0.1)


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ((), ["ffmpeg is not installed", "mpv is not installed"]),
        (("Xvfb",), ["ffmpeg is not installed", "mpv is not installed"]),
        (("mpv",), ["ffmpeg is not installed", "Xvfb is not installed"]),
    ],
)
def test_that_a_rival_that_is_not_here_is_named(
    monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], told: list[str]
) -> None:
    _installed(monkeypatch, *there)
    figures = _beside(["rtsp://127.0.0.1:9/bars/0"])
    assert figures["missing"] == told
    assert figures["cpu_ratio_to"] == {"null_decode": None, "mpv": None, "mpv_fast": None}


def test_that_ours_stands_beside_what_could_not_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch)
    figures = _beside(["rtsp://127.0.0.1:9/bars/0"])
    assert (figures["shown_of_sent_worst"], figures["cpu_per_stream"]["ours"]) == (1.0, 0.1)


@pytest.mark.skipif(not (shutil.which("mpv") and shutil.which("Xvfb")), reason="mpv or Xvfb is not installed")
def test_that_the_pictures_of_mpv_are_read_from_its_screen(own_home: Path) -> None:
    cameras = TestCameras(path("clips"))
    cameras.start()
    try:
        figures = rivals.beside_all(OURS, 0.1, [cameras.url(0, BARS)], 25.0, [TILE], 1.0)
    finally:
        cameras.stop()
    for mpv in ("mpv", "mpv_fast"):
        assert figures[mpv]["never_came"] == 0
        assert figures[mpv]["shown_of_sent_worst"] > 0.3
