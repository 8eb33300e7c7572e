"""Pictures as large as their tile: all of them is there, whatever the width."""

from __future__ import annotations

import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from console.video.scaling import Scaling
from console.video.slots import line_bytes

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


@pytest.mark.parametrize("width_px", [240, 238, 236, 234, 316, 478])
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
    for width_px, height_px in ((238, 134), (238, 134), (236, 132), (478, 268)):
        assert scaled(white, width_px, height_px, scaling).min() > 240
        black = VideoFrame.from_ndarray(np.zeros((360, 640, 3), np.uint8), "rgb24").reformat(format="yuv420p")
        seen = scaled(black, width_px, height_px, scaling)[..., :3]
        assert seen.max() < 16


def test_that_a_picture_of_an_odd_multiple_is_shown_as_it_came():
    pixels = scaled(picture(636, 358), 636, 358)
    assert (pixels[:, 1, RED].min() > 200, pixels[:, -2, BLUE].min() > 200) == (True, True)


def test_that_the_range_of_the_colours_is_kept():
    grey = VideoFrame.from_ndarray(np.full((360, 640, 3), 200, np.uint8), "rgb24")
    full = grey.reformat(format="yuvj420p")
    for frame in (grey.reformat(format="yuv420p"), full):
        narrow, even = (scaled(frame, width_px, 134)[:, :200] for width_px in (238, 240))
        assert abs(int(narrow.mean()) - int(even.mean())) <= 1
