"""The clips that are shipped: small, complete, looping, told apart, and what the scenes draw."""

from __future__ import annotations

from itertools import combinations, islice
from pathlib import Path

import av
import numpy as np
import pytest

from console.video.testcams.barcode import read_number
from console.video.testcams.clips import (
    NIGHT,
    Clip,
    clip_names,
    clip_path,
    read_clip,
)
from console.video.testcams.loop import BARS, FPS, LOOP_PICTURES, STRIP_PX
from console.video.testcams.strip import with_caption
from resources import path
from tests.scenes.scenes import SCENES

SHIPPED = path("clips")
BYTES_MAX = 12_000_000


def _pictures(file: Path, step: int = 1, count: int = LOOP_PICTURES) -> list[np.ndarray]:
    with av.open(str(file)) as source:
        chosen = islice(source.decode(video=0), 0, step * count, step)
        return [picture.to_ndarray(format="rgb24") for picture in chosen]


def _luma(clip: Clip, first: list[bytes]) -> list[np.ndarray]:
    """Decode the first second with another key frame; return its luma, shape (height, width) each."""
    decoder = av.CodecContext.create("h264", "r")
    second = [first, *(picture.units for picture in clip.pictures[1:FPS])]
    packets = [av.Packet(b"".join(b"\0\0\0\1" + unit for unit in units)) for units in second]
    frames = [frame for packet in [*packets, None] for frame in decoder.decode(packet)]
    return [frame.to_ndarray(format="gray") for frame in frames]


def test_that_all_clips_together_are_small():
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < BYTES_MAX


def test_that_every_scene_is_shipped_by_day_and_by_night():
    assert clip_names(SHIPPED) == sorted(name for name in SCENES if not name.endswith(NIGHT))
    assert all(clip_path(SHIPPED, name).exists() for name in SCENES)


@pytest.mark.parametrize("name", sorted(file.stem for file in SHIPPED.glob("*.mp4")))
def test_that_a_clip_is_a_loop_with_a_key_frame_each_second(name):
    clip = read_clip(clip_path(SHIPPED, name))
    assert clip.fps == FPS
    assert len(clip.pictures) == LOOP_PICTURES
    assert [number for number, picture in enumerate(clip.pictures) if picture.is_key] == list(range(0, 250, FPS))
    assert 3600 * FPS % len(clip.pictures) == 0


@pytest.mark.parametrize("name", sorted(SCENES))
def test_that_the_caption_does_not_bleed_into_the_picture(name):
    clip = read_clip(clip_path(SHIPPED, name))
    assert clip.strip is not None
    dark = _luma(clip, with_caption(clip.pictures[0].units, clip.strip, ""))
    written = _luma(clip, with_caption(clip.pictures[0].units, clip.strip, "8" * 40))
    assert (dark[0][:STRIP_PX] != written[0][:STRIP_PX]).any()
    assert all((one[STRIP_PX:] == other[STRIP_PX:]).all() for one, other in zip(dark, written, strict=True))


@pytest.mark.parametrize("name", sorted(SCENES))
def test_that_a_clip_moves_and_its_loop_closes(name):
    pictures = _pictures(clip_path(SHIPPED, name))
    assert _changed(pictures[0], pictures[60]) > 0.0015
    # From the last picture to the first not more changes than from any other to the key frame that follows it.
    usual = max(_changed(pictures[key - 1], pictures[key]) for key in range(FPS, LOOP_PICTURES, FPS))
    assert _changed(pictures[-1], pictures[0]) < usual + 0.004


def _changed(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of pixels that are plainly another colour."""
    return float((_apart(one, other)[STRIP_PX:].max(axis=2) > 30).mean())


def _apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    apart: np.ndarray = np.abs(one.astype(np.int16) - other)
    return apart


def test_that_the_clips_are_told_apart():
    pictures = [_pictures(clip_path(SHIPPED, name), count=1)[0] for name in SCENES]
    assert all(_apart(one, other).mean() > 10 for one, other in combinations(pictures, 2))


@pytest.mark.parametrize("name", ["gate", "market-night"])
def test_that_a_clip_shows_what_its_scene_draws(name):
    scene = SCENES[name]
    drawn = scene.picture(scene.backdrop(), 0)
    assert _apart(drawn, _pictures(clip_path(SHIPPED, name), count=1)[0]).mean() < 6


def test_that_the_bar_codes_count_the_pictures():
    numbers = [read_number(picture) for picture in _pictures(clip_path(SHIPPED, BARS), step=25)]
    assert numbers == list(range(0, LOOP_PICTURES, 25))
