"""Who a picture is of, read from the picture: right at each size of a tile, and nobody where no caption is."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
import pytest

from console.video.testcams.glyphs import GLYPH_PX, glyph
from console.video.testcams.loop import HEIGHT_PX, WIDTH_PX
from console.video.testcams.reading import read_camera


def _captioned(text: str, width: int, height: int) -> npt.NDArray[np.uint8]:
    pixels = np.full((HEIGHT_PX, WIDTH_PX, 3), 90, dtype=np.uint8)
    for place, letter in enumerate(text):
        pixels[:GLYPH_PX, place * GLYPH_PX : (place + 1) * GLYPH_PX] = glyph(letter)[:, :, None]
    frame = av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(width, height)
    return frame.to_ndarray(format="rgb24").astype(np.uint8)


@pytest.mark.parametrize("size", [(320, 180), (458, 258), (474, 266), (480, 270), (640, 360), (1280, 720)])
@pytest.mark.parametrize("number", [0, 63, 1289, 4756])
def test_that_a_camera_is_known_by_its_picture(size: tuple[int, int], number: int) -> None:
    assert read_camera(_captioned(f" CAM {number:04d}  2031-12-05", *size)) == number


def test_that_a_picture_without_a_caption_is_of_nobody() -> None:
    assert read_camera(_captioned("", 480, 270)) is None


def test_that_nobody_is_guessed_from_a_picture_that_is_too_small() -> None:
    assert read_camera(_captioned(" CAM 1289", 240, 135)) is None
