"""Who a picture is of, read from the picture: right at each size of a tile, and nobody where no caption is."""

from __future__ import annotations

import pytest

from console.video.testcams.reading import read_camera
from tests.video_fakes import captioned


@pytest.mark.parametrize("size", [(320, 180), (458, 258), (474, 266), (480, 270), (640, 360), (1280, 720)])
@pytest.mark.parametrize("number", [0, 63, 1289, 4756])
def test_that_a_camera_is_known_by_its_picture(size: tuple[int, int], number: int) -> None:
    assert read_camera(captioned(f" CAM {number:04d}  2031-12-05", *size)) == number


def test_that_a_picture_without_a_caption_is_of_nobody() -> None:
    assert read_camera(captioned("", 480, 270)) is None


def test_that_nobody_is_guessed_from_a_picture_that_is_too_small() -> None:
    assert read_camera(captioned(" CAM 1289", 240, 135)) is None
