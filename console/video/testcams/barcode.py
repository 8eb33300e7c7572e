"""A bar code of the picture's number in the picture: who reads it from the screen knows how late the screen is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from console.video.testcams.loop import HEIGHT_PX, WIDTH_PX

BITS = 12
_CELLS = BITS + 4
_CELL_PX = WIDTH_PX // _CELLS
_BAR_PX = 24


def draw_number(pixels: npt.NDArray[np.uint8], number: int) -> None:
    """Draw ``number`` (below 4096) along the lower edge: white, black, twelve bits, parity, white."""
    for cell, on in enumerate(_cells(number)):
        pixels[HEIGHT_PX - _BAR_PX :, cell * _CELL_PX : (cell + 1) * _CELL_PX] = 235 if on else 16


def read_number(pixels: npt.NDArray[np.uint8]) -> int | None:
    """Return the number in a picture of any size, shape (height, width, channels); None when it cannot be read."""
    height, width = pixels.shape[:2]
    row = pixels[int(height * (1 - _BAR_PX / HEIGHT_PX / 2)), :, :3].astype(np.float32).mean(axis=1)
    centres = [int((cell + 0.5) * width / _CELLS) for cell in range(_CELLS)]
    cells = [bool(row[centre] > 126) for centre in centres]
    number = sum(1 << bit for bit, on in enumerate(cells[2 : 2 + BITS]) if on)
    return number if cells == list(_cells(number)) else None


def _cells(number: int) -> Iterable[bool]:
    bits = [bool(number >> bit & 1) for bit in range(BITS)]
    return [True, False, *bits, sum(bits) % 2 == 1, True]
