"""How large letters must be to be read across a hall: by the angle they are seen at, never by a count of pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

LATIN_ARCMIN = 16.0
"""Digits and Latin capitals are read from here on."""
HAN_ARCMIN = 22.0
"""Han characters need this: they have more strokes."""
HEAD_ARCMIN = 30.0
"""What everybody in the hall must see at once: the clock, and the number of a ticket of the highest priority."""
USUAL_DISTANCE_M = 4.0
USUAL_PITCH_MM = 0.3
"""Of a screen that does not tell its size."""
LARGEST_PART = 1 / 3
"""Of a wall's height: the pictures are what it is for."""
P1_LINES = 3
LEADING = 1.35
"""How much higher than its letters' font a row is."""


def height_px(arcmin: float, distance_m: float, pitch_mm: float) -> float:
    """Return how many pixels high a thing is that is seen under this angle from this distance."""
    return 2 * distance_m * 1000 * tan(radians(arcmin / 60) / 2) / pitch_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How high a typeface draws, as parts of its font's size: capitals and digits, and Han characters."""

    capital: float
    han: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSizes:
    """The sizes of a hall's band, px: of its fonts, of a row, and how many rows there are besides the first.

    ``is_legible``: the letters are as large as the distance asks for. Where even one row of those would take too much of
    the wall they are as large as its share allows.
    """

    head_px: int
    words_px: int
    row_px: int
    lines: int
    is_legible: bool

    @property
    def height_px(self) -> int:
        return self.row_px * (1 + self.lines)


def band_sizes(wall_height_px: int, distance_m: float, pitch_mm: float, face: Face) -> BandSizes:
    """Return the sizes of the band on a wall of this height; as many lines as its share of the wall has room for."""
    head = height_px(HEAD_ARCMIN, distance_m, pitch_mm) / face.capital
    latin = height_px(LATIN_ARCMIN, distance_m, pitch_mm) / face.capital
    words = max(latin, height_px(HAN_ARCMIN, distance_m, pitch_mm) / face.han)
    share = wall_height_px * LARGEST_PART
    shrunk = min(1.0, share / (max(head, words) * LEADING))
    head, words = head * shrunk, words * shrunk
    row = max(head, words) * LEADING
    return BandSizes(
        head_px=max(1, round(head)),
        words_px=max(1, round(words)),
        row_px=max(1, round(row)),
        lines=max(0, min(P1_LINES, int(share / row + 1e-6) - 1)),
        is_legible=shrunk == 1.0,
    )
