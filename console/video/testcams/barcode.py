"""A bar code of the picture's number in the picture: who reads it from the screen knows how late the screen is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from console.video.testcams.loop import HEIGHT_PX, WIDTH_PX

# Who reads a wall brings in no numpy by it: the memory that a bench counts is the wall's.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BITS = 12
_CELLS = BITS + 4
_CELL_PX = WIDTH_PX // _CELLS
_BAR_PX = 24
_GREY = 126


def draw_number(pixels: npt.NDArray[np.uint8], number: int) -> None:
    """Draw ``number`` (below 4096) along the lower edge: white, black, twelve bits, parity, white."""
    for cell, on in enumerate(_cells(number)):
        pixels[HEIGHT_PX - _BAR_PX :, cell * _CELL_PX : (cell + 1) * _CELL_PX] = 235 if on else 16


def read_number(picture: npt.NDArray[np.uint8] | memoryview, width_px: int | None = None) -> int | None:
    """Return the number in a picture of any size, shape (height, width, channels); None when it cannot be read.

    ``width_px``: how far the picture goes, where its lines are longer.
    """
    height, width, _ = picture.shape or (0, 0, 0)
    row, places = int(height * (1 - _BAR_PX / HEIGHT_PX / 2)), centres(width_px or width)
    return number_of([sum(int(picture[row, at, colour]) for colour in range(3)) / 3 for at in places], _GREY)


def centres(width_px: int) -> list[int]:
    """Return where to look at the cells of a bar code of this width, px from its left."""
    return [int((cell + 0.5) * width_px / _CELLS) for cell in range(_CELLS)]


def number_of(greys: Sequence[float], middle: float) -> int | None:
    """Return the number whose cells are as light as this, dark below ``middle``; None where it is none."""
    cells = [grey > middle for grey in greys]
    number = sum(1 << bit for bit, on in enumerate(cells[2 : 2 + BITS]) if on)
    return number if cells == list(_cells(number)) else None


def _cells(number: int) -> Iterable[bool]:
    bits = [bool(number >> bit & 1) for bit in range(BITS)]
    return [True, False, *bits, sum(bits) % 2 == 1, True]
