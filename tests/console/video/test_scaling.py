"""Pictures as large as their tile: all of them is there, whatever the width."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from console.video.scaling import Scaling
from console.video.slots import line_bytes
from console.video.stream import fitted

EDGE_PX = 16
BLUE, GREEN, RED = 0, 1, 2


def scaled(frame: VideoFrame, width_px: int, height_px: int, scaling: Scaling | None = None) -> NDArray[np.uint8]:
    """Return a picture in this size, shape (height, width, 4)."""
    data = (scaling or Scaling()).bgra(frame, width_px, height_px)
    return np.frombuffer(data, np.uint8).reshape(height_px, line_bytes(width_px) // 4, 4)[:, :width_px]


def picture(width_px: int = 640, height_px: int = 360) -> VideoFrame:
    """Return a black picture whose left edge is red and whose right one is blue."""
    pixels = np.zeros((height_px, width_px, 3), np.uint8)
    pixels[:, :EDGE_PX, 0] = 255
    pixels[:, -EDGE_PX:, 2] = 255
    return VideoFrame.from_ndarray(pixels, "rgb24").reformat(format="yuv420p")


@pytest.mark.parametrize("width_px", [240, 232, 312, 472, 640, 952])
def test_that_both_edges_of_the_picture_are_there_in_every_width(width_px: int):
    height_px = width_px * 9 // 32 * 2
    pixels = scaled(picture(), width_px, height_px)
    edge_px = EDGE_PX * width_px // 640
    left, middle, right = pixels[:, : edge_px - 1], pixels[:, edge_px + 4 : -edge_px - 4], pixels[:, -edge_px + 1 :]
    assert (left[..., RED].min() > 150, left[..., BLUE].max() < 100) == (True, True)
    assert (right[..., BLUE].min() > 150, right[..., RED].max() < 100) == (True, True)
    assert middle[..., :RED].max() < 100


def test_that_the_next_picture_holds_nothing_of_the_last_in_whatever_size():
    scaling = Scaling()
    white = VideoFrame.from_ndarray(np.full((360, 640, 3), 255, np.uint8), "rgb24").reformat(format="yuv420p")
    for width_px, height_px in ((240, 134), (240, 134), (232, 130), (472, 266)):
        assert scaled(white, width_px, height_px, scaling).min() > 240
        black = VideoFrame.from_ndarray(np.zeros((360, 640, 3), np.uint8), "rgb24").reformat(format="yuv420p")
        seen = scaled(black, width_px, height_px, scaling)[..., :3]
        assert seen.max() < 16


@pytest.mark.parametrize("source_px", [(640, 360), (1920, 1080), (704, 576), (360, 640), (636, 358)])
@pytest.mark.parametrize(
    "tile_px", [(957, 535), (477, 267), (317, 177), (237, 132), (1920, 1080), (300, 100), (60, 33)]
)
def test_that_a_picture_is_made_as_large_as_its_tile_in_its_own_shape(
    source_px: tuple[int, int], tile_px: tuple[int, int]
):
    width_px, height_px = fitted(*source_px, None, *tile_px)
    assert (width_px % 8, height_px % 2) == (0, 0)
    assert width_px <= tile_px[0]
    assert height_px <= tile_px[1]
    # No group of px more would fit.
    assert width_px + 8 > tile_px[0] or (width_px + 8) * source_px[1] / source_px[0] > tile_px[1]
    # To the next even line, and by one part in a hundred.
    assert abs(height_px - width_px * source_px[1] / source_px[0]) <= 2 + 0.01 * height_px


def test_that_a_picture_of_wide_pixels_is_made_as_wide_as_it_was_seen():
    assert fitted(352, 576, Fraction(24, 11), 768, 576) == (768, 576)


def test_that_a_tile_too_small_for_any_picture_gets_the_least_one():
    assert fitted(640, 360, None, 2, 2) == (8, 2)


def test_that_the_range_of_the_colours_is_kept():
    grey = VideoFrame.from_ndarray(np.full((360, 640, 3), 200, np.uint8), "rgb24")
    full = grey.reformat(format="yuvj420p")
    for frame in (grey.reformat(format="yuv420p"), full):
        narrow, even = (scaled(frame, width_px, 134)[:, :200] for width_px in (232, 240))
        assert abs(int(narrow.mean()) - int(even.mean())) <= 1
