"""Reads the number of a test camera back from its picture: who it is that the screen shows, whatever the label says."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.video.testcams.glyphs import GLYPH_PX, glyph
from console.video.testcams.loop import HEIGHT_PX, WIDTH_PX

_DIGITS = "0123456789"
# The caption begins with " CAM ".
_FIRST, _COUNT = 5, 4
_ALIKE_MIN = 0.5
_READABLE_PX = 312


def read_camera(picture: npt.ArrayLike, width_px: int | None = None) -> int | None:
    """Return the number in the caption of a picture of any size, shape (height, width, channels); None without one.

    ``width_px``: how far the picture goes, where its lines are longer.
    In pictures below some 320 px the digits run into each other: nobody is read there.
    """
    pixels = np.asarray(picture, np.uint8)[:, :width_px]
    height, width = pixels.shape[:2]
    if width < _READABLE_PX:
        return None
    # Between the pixels of a smaller picture lie those of the camera's.
    rows = (np.arange(GLYPH_PX) + 0.5) * height / HEIGHT_PX - 0.5
    digits = np.arange(_COUNT * GLYPH_PX) + _FIRST * GLYPH_PX
    columns = (digits + 0.5) * width / WIDTH_PX - 0.5
    strip = pixels[: int(rows[-1]) + 2, :, 1].astype(np.float32)
    caption = _between(_between(strip, rows).T, columns).T
    number = 0
    for cell in np.split(caption, _COUNT, axis=1):
        alike = [_likeness(cell, glyph(digit).astype(np.float32)) for digit in _DIGITS]
        best = int(np.argmax(alike))
        if alike[best] < _ALIKE_MIN:
            return None
        number = number * 10 + best
    return number


def _between(lines: npt.NDArray[np.float32], at: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return lines at fractions of their numbers."""
    at = np.clip(at, 0, len(lines) - 1)
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, len(lines) - 1)
    share = (at - low).astype(np.float32)[:, None]
    between: npt.NDArray[np.float32] = lines[low] * (1 - share) + lines[high] * share
    return between


def _likeness(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    """Return how alike two cells are, from -1 to 1."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / size if size else 0.0
