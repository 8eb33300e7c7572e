"""The part of a picture that is shown."""

from __future__ import annotations

import pytest

from console.domain.picture_part import CLOSEST, STEP, WHOLE, Part


def test_that_what_is_under_the_pointer_stays_there() -> None:
    part = WHOLE.zoomed(2, 0.25, 0.75)
    assert (part.left + 0.25 * part.side, part.top + 0.75 * part.side) == (0.25, 0.75)


def test_that_zooming_out_again_shows_the_whole() -> None:
    assert WHOLE.zoomed(STEP, 0.9, 0.1).zoomed(1 / STEP) == WHOLE


def test_that_nothing_beyond_the_picture_is_shown() -> None:
    part = Part(0.4, 0.4, 0.5).moved(5, -5)
    assert (part.left, part.top) == (0.5, 0)


def test_that_a_picture_is_not_zoomed_for_ever() -> None:
    assert WHOLE.zoomed(1000).side == pytest.approx(1 / CLOSEST)


def test_that_zooming_out_at_the_edge_stays_inside() -> None:
    part = Part(0.75, 0.75, 0.25).zoomed(0.5, 0, 0)
    assert part.left + part.side <= 1
