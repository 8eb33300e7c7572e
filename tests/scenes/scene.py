"""A drawn scene of a test camera: what stands still, what moves, and how the camera sees it.

Nothing here is random between two runs: a scene is a function of its name and the number of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.video.testcams.loop import HEIGHT_PX, LOOP_PICTURES, STRIP_PX, WIDTH_PX
from tests.scenes.canvas import Canvas, Colour, Picture, cloudy
from tests.scenes.world import Light, Painter, View

# The strip for the caption is overwritten; it only has to be so unlike the sky that no motion is sought in it.
STRIP_BY_DAY, STRIP_BY_NIGHT = 16, 235
# Drawn at twice the size and brought together: the fine things stay fine and nothing crawls.
_FINE = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """One camera's view: what stands still, and what moves at ``turn`` (0 to 1 through the loop)."""

    view: View
    light: Light
    sky: tuple[Colour, Colour]
    still: Callable[[Painter, np.random.Generator], None]
    moving: Callable[[Painter, float], None]
    seed: int

    def pictures(self, times: int = 1) -> Iterator[Picture]:
        """Yield the pictures of one loop, shape (360, 640, 3) times ``times``, RGB."""
        backdrop = self.backdrop(times)
        for number in range(LOOP_PICTURES):
            yield self.picture(backdrop, number)

    def backdrop(self, times: int = 1) -> Picture:
        """Return what stands still, at twice the size of the picture to come."""
        times *= _FINE
        height_px = HEIGHT_PX * times
        pixels = np.zeros((height_px, WIDTH_PX * times, 3), dtype=np.uint8)
        canvas = Canvas(pixels)
        view = self.view.enlarged(times)
        horizon = round(view.horizon_px)
        chance = np.random.default_rng(self.seed)
        canvas.gradient(0, horizon, *self.sky)
        veil = cloudy(chance, horizon, WIDTH_PX * times, (6, 3))[:, :, None]
        paler = pixels[:horizon] + (np.array(self.light.haze) - pixels[:horizon]) * np.clip(veil, 0, 1) * 0.6
        pixels[:horizon] = paler.astype(np.uint8)
        canvas.gradient(horizon - 2 * times, height_px, self.light.haze, self.light.on((158, 154, 148), 10))
        self.still(Painter(canvas, view, self.light), chance)
        worn = 1.0 + 0.014 * cloudy(chance, height_px, WIDTH_PX * times, (60, 100))[:, :, None]
        pixels[:] = np.clip(pixels * worn, 0, 255).astype(np.uint8)
        return pixels

    def picture(self, backdrop: Picture, number: int) -> Picture:
        """Return picture ``number`` of the loop over the backdrop, with the strip for the caption on top."""
        times = backdrop.shape[0] // HEIGHT_PX
        drawn = backdrop.copy()
        view = self.view.enlarged(times)
        self.moving(Painter(Canvas(drawn), view, self.light), (number % LOOP_PICTURES) / LOOP_PICTURES)
        height, width = drawn.shape[0] // _FINE, drawn.shape[1] // _FINE
        seen = drawn.reshape(height, _FINE, width, _FINE, 3).mean(axis=(1, 3), dtype=np.float32)
        pixels: Picture = np.clip(seen * _lens(height, width), 0, 255).astype(np.uint8)
        pixels[:STRIP_PX] = STRIP_BY_NIGHT if self.light.night else STRIP_BY_DAY
        return pixels


def _lens(height: int, width: int) -> npt.NDArray[np.float32]:
    """Return how much light the lens lets through, shape (height, width, 1): less towards the corners."""
    ys = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    xs = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    return (1.0 - 0.13 * (xs * xs + ys * ys) ** 1.4)[:, :, None].astype(np.float32)
