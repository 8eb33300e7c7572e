"""How large the letters of a hall's band are: by distance and pitch, and never so large that no picture is left."""

from __future__ import annotations

import pytest

from console.domain.viewing import HAN_ARCMIN, HEAD_ARCMIN, LATIN_ARCMIN, Face, band_sizes, height_px

FACE = Face(capital=0.7, han=0.9)
FULL_HD, FOUR_K = 1080, 2160


def test_that_sixteen_minutes_at_six_metres_are_28_millimetres() -> None:
    assert height_px(LATIN_ARCMIN, 6.0, 1.0) == pytest.approx(27.9, abs=0.1)


@pytest.mark.parametrize("distance_m", [0.7, 2.0, 4.0, 6.0])
@pytest.mark.parametrize(("wall_px", "pitch_mm"), [(FULL_HD, 0.63), (FOUR_K, 0.315)])
def test_that_every_letter_is_as_large_as_the_distance_asks_for(
    distance_m: float, wall_px: int, pitch_mm: float
) -> None:
    sizes = band_sizes(wall_px, distance_m, pitch_mm, FACE)
    assert sizes.is_legible
    assert sizes.head_px * FACE.capital >= height_px(HEAD_ARCMIN, distance_m, pitch_mm) - 0.5
    assert sizes.words_px * FACE.capital >= height_px(LATIN_ARCMIN, distance_m, pitch_mm) - 0.5
    assert sizes.words_px * FACE.han >= height_px(HAN_ARCMIN, distance_m, pitch_mm) - 0.5


def test_that_finer_pixels_make_no_smaller_letters() -> None:
    coarse, fine = band_sizes(FULL_HD, 4.0, 0.63, FACE), band_sizes(FOUR_K, 4.0, 0.315, FACE)
    assert fine.head_px == pytest.approx(2 * coarse.head_px, abs=1)


def test_that_a_farther_reader_gets_fewer_lines_and_not_smaller_ones() -> None:
    near, far = band_sizes(FULL_HD, 3.0, 0.63, FACE), band_sizes(FULL_HD, 6.0, 0.63, FACE)
    assert (near.lines, far.lines) == (3, 1)


def test_that_the_band_leaves_two_thirds_of_the_wall_to_the_pictures() -> None:
    sizes = band_sizes(FULL_HD, 60.0, 0.3, FACE)
    assert sizes.height_px <= FULL_HD / 3 + 1
    assert not sizes.is_legible
