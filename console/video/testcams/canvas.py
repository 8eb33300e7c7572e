"""A small canvas for drawn scenes: soft-edged polygons and ellipses on an RGB array."""

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

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill an upright rectangle with whole-pixel edges: the cheap one."""
        x0, x1 = max(0, round(left)), min(self._width, round(right))
        y0, y1 = max(0, round(top)), min(self._height, round(bottom))
        if x0 < x1 and y0 < y1:
            self.pixels[y0:y1, x0:x1] = np.clip(colour, 0, 255)

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
