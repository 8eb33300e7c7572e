"""A drawn scene of a test camera: what stands still, what moves, and the size and length of its loop.

Nothing here is random between two runs: a scene is a function of its name and the number of the picture.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from console.video.testcams.canvas import Canvas, Colour, Picture
from console.video.testcams.world import Light, Painter, View

WIDTH_PX, HEIGHT_PX = 640, 360
# The top row of macroblocks stays dark: the server writes the caption and the running clock into it.
STRIP_PX = 16
STRIP_GREY = 16
FPS = 25
LOOP_FRAMES = 10 * FPS


@dataclass(frozen=True, slots=True)
class Scene:
    """One camera's view: what stands still, and what moves at ``turn`` (0 to 1 through the loop)."""

    view: View
    light: Light
    sky: tuple[Colour, Colour]
    still: Callable[[Painter, np.random.Generator], None]
    moving: Callable[[Painter, float], None]
    seed: int
    times: int = 1

    def enlarged(self, times: int) -> "Scene":
        """Return the same scene for a picture that is larger."""
        view = self.view
        larger = View(view.horizon_px * times, view.middle_px * times, view.height_m, view.focal_px * times)
        return replace(self, view=larger, times=times)

    def backdrop(self) -> Picture:
        """Return the picture without what moves, shape (360, 640, 3) times ``times``, RGB."""
        height_px = HEIGHT_PX * self.times
        pixels = np.zeros((height_px, WIDTH_PX * self.times, 3), dtype=np.uint8)
        canvas = Canvas(pixels)
        horizon = round(self.view.horizon_px)
        canvas.gradient(0, max(STRIP_PX + 1, horizon), *self.sky)
        haze = self.light.haze
        canvas.gradient(max(STRIP_PX, horizon - 2), height_px, haze, self.light.on((158, 154, 148), 10))
        chance = np.random.default_rng(self.seed)
        self.still(Painter(canvas, self.view, self.light), chance)
        grain = chance.normal(0, 2.2, pixels.shape[:2])[:, :, None]
        pixels[:] = np.clip(pixels + grain, 0, 255).astype(np.uint8)
        return pixels

    def picture(self, backdrop: Picture, number: int) -> Picture:
        """Return picture ``number`` of the loop over the backdrop, with the dark strip on top."""
        pixels = backdrop.copy()
        self.moving(Painter(Canvas(pixels), self.view, self.light), (number % LOOP_FRAMES) / LOOP_FRAMES)
        pixels[:STRIP_PX] = STRIP_RGB
        return pixels


STRIP_RGB = 16
