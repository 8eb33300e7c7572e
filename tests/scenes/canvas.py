"""A small canvas for drawn scenes: soft-edged polygons and ellipses on an RGB array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Colour = tuple[float, float, float]
Point = tuple[float, float]
Picture = npt.NDArray[np.uint8]


class Canvas:
    """Draws onto ``pixels``, shape (height, width, 3), RGB. Edges are one pixel soft."""

    def __init__(self, pixels: Picture) -> None:
        self.pixels = pixels
        self._height, self._width = pixels.shape[:2]

    def gradient(self, top: int, bottom: int, upper: Colour, lower: Colour) -> None:
        """Fill the rows from ``top`` to ``bottom`` with a vertical gradient."""
        share = np.linspace(0.0, 1.0, max(1, bottom - top))[:, None, None]
        rows = np.array(upper) * (1 - share) + np.array(lower) * share
        self.pixels[top:bottom] = rows.astype(np.uint8)

    def polygon(self, points: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        """Fill a convex polygon, pixels; points outside the picture are allowed."""
        box = self._box(points)
        if box is None:
            return
        left, top, right, bottom = box
        ys = np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5
        xs = np.arange(left, right, dtype=np.float32)[None, :] + 0.5
        turn = _turn(points)
        inside: npt.NDArray[np.float32] | None = None
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
            if length < 1e-6:
                continue
            a = np.float32(turn * (y0 - y1) / length)
            b = np.float32(turn * (x1 - x0) / length)
            distance = a * (xs - np.float32(x0)) + b * (ys - np.float32(y0))
            inside = distance if inside is None else np.minimum(inside, distance)
        if inside is not None:
            self._blend(box, np.clip(inside + 0.5, 0.0, 1.0) * np.float32(opacity), colour)

    def ellipse(self, centre: Point, radius_x: float, radius_y: float, colour: Colour, opacity: float = 1.0) -> None:
        """Fill an ellipse, pixels."""
        x, y = centre
        box = self._box([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        if box is None:
            return
        left, top, right, bottom = box
        ys = (np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5 - np.float32(y)) / np.float32(max(0.5, radius_y))
        xs = (np.arange(left, right, dtype=np.float32)[None, :] + 0.5 - np.float32(x)) / np.float32(max(0.5, radius_x))
        inside = (1.0 - np.sqrt(xs * xs + ys * ys)) * np.float32(min(radius_x, radius_y)) + 0.5
        self._blend(box, np.clip(inside, 0.0, 1.0) * np.float32(opacity), colour)

    def soft(self, centre: Point, radius_x: float, radius_y: float, colour: Colour, opacity: float) -> None:
        """Fill an ellipse that fades out towards its edge, pixels: a shadow."""
        box, near = self._nearness(centre, radius_x, radius_y)
        if box is not None:
            self._blend(box, near * near * (3 - 2 * near) * np.float32(opacity), colour)

    def glow(self, centre: Point, radius_x: float, radius_y: float, colour: Colour, strength: float) -> None:
        """Add the light of a lamp, brightest in the middle, pixels."""
        box, near = self._nearness(centre, radius_x, radius_y)
        if box is not None:
            left, top, right, bottom = box
            part = self.pixels[top:bottom, left:right]
            light = (near**2.4 * np.float32(strength))[:, :, None] * np.array(colour, dtype=np.float32)
            part[:] = np.minimum(part + light, 255).astype(np.uint8)

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill an upright rectangle with whole-pixel edges: the cheap one."""
        x0, x1 = max(0, round(left)), min(self._width, round(right))
        y0, y1 = max(0, round(top)), min(self._height, round(bottom))
        if x0 < x1 and y0 < y1:
            self.pixels[y0:y1, x0:x1] = np.clip(colour, 0, 255)

    def _nearness(
        self, centre: Point, radius_x: float, radius_y: float
    ) -> tuple[tuple[int, int, int, int] | None, npt.NDArray[np.float32]]:
        """Return the box of an ellipse and how near each of its pixels is to the centre: 1 there, 0 at the edge."""
        x, y = centre
        box = self._box([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        if box is None:
            return None, np.zeros((0, 0), dtype=np.float32)
        left, top, right, bottom = box
        ys = (np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5 - np.float32(y)) / np.float32(max(0.5, radius_y))
        xs = (np.arange(left, right, dtype=np.float32)[None, :] + 0.5 - np.float32(x)) / np.float32(max(0.5, radius_x))
        near = np.clip(1.0 - np.sqrt(xs * xs + ys * ys), 0.0, 1.0).astype(np.float32)
        return box, near

    def _box(self, points: Sequence[Point]) -> tuple[int, int, int, int] | None:
        left = max(0, int(min(x for x, _ in points)) - 1)
        right = min(self._width, int(max(x for x, _ in points)) + 2)
        top = max(0, int(min(y for _, y in points)) - 1)
        bottom = min(self._height, int(max(y for _, y in points)) + 2)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _blend(self, box: tuple[int, int, int, int], share: npt.NDArray[np.float32], colour: Colour) -> None:
        left, top, right, bottom = box
        part = self.pixels[top:bottom, left:right]
        ink = np.clip(np.array(colour, dtype=np.float32), 0, 255)
        part[:] = (part + (ink - part) * share[:, :, None]).astype(np.uint8)


def _turn(points: Sequence[Point]) -> float:
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))
    return 1.0 if area >= 0 else -1.0


def cloudy(chance: np.random.Generator, height: int, width: int, cells: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Return smooth noise around 0, about -2 to 2, shape (height, width); ``cells`` is how many humps it has each way."""
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(4):
        rows, columns = cells[0] * 2**octave, cells[1] * 2**octave
        humps = chance.normal(0, 0.6**octave, (rows + 2, columns + 2)).astype(np.float32)
        total += smooth(humps, np.linspace(0, rows, height)[:, None], np.linspace(0, columns, width)[None, :])
    return total


def smooth(
    humps: npt.NDArray[np.float32], rows: npt.NDArray[np.floating], columns: npt.NDArray[np.floating]
) -> npt.NDArray[np.float32]:
    """Return the table's values between its cells, at places that may lie beyond it: it repeats."""
    high, wide = humps.shape
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    down, right = rows - top, columns - left
    down, right = down * down * (3 - 2 * down), right * right * (3 - 2 * right)
    top, left, below, beside = top % high, left % wide, (top + 1) % high, (left + 1) % wide
    upper = humps[top, left] * (1 - right) + humps[top, beside] * right
    lower = humps[below, left] * (1 - right) + humps[below, beside] * right
    blended: npt.NDArray[np.float32] = (upper * (1 - down) + lower * down).astype(np.float32)
    return blended
