"""The scenes by name, each with its view, light and sky, and each by night as well."""

from __future__ import annotations

from dataclasses import replace

from console.video.testcams.clips import NIGHT
from tests.scenes.canvas import Colour
from tests.scenes.market import market_moving, market_still
from tests.scenes.places import (
    gate_moving,
    gate_still,
    park_moving,
    park_still,
    river_moving,
    river_still,
)
from tests.scenes.scene import Scene
from tests.scenes.streets import avenue_moving, avenue_still, crossroad_moving, crossroad_still
from tests.scenes.world import Light, View

DAY = Light((1.0, 1.0, 0.97), (198, 212, 224), 260.0)
HAZY = Light((0.97, 0.96, 0.94), (206, 208, 208), 230.0)
GOLDEN = Light((1.0, 0.88, 0.74), (232, 200, 168), 240.0)
NIGHT_LIGHT = Light((0.42, 0.45, 0.54), (30, 36, 54), 150.0, night=True)

_BLUE: tuple[Colour, Colour] = ((104, 152, 206), (204, 222, 236))
_DUST: tuple[Colour, Colour] = ((148, 172, 196), (216, 220, 220))
_LATE: tuple[Colour, Colour] = ((118, 146, 190), (246, 214, 170))
_DARK: tuple[Colour, Colour] = ((10, 12, 24), (44, 48, 68))

_DAYS: dict[str, Scene] = {
    "avenue": Scene(View(112, 330, 9.0, 470), DAY, _BLUE, avenue_still, avenue_moving, 11),
    "crossroad": Scene(View(92, 316, 10.5, 520), HAZY, _DUST, crossroad_still, crossroad_moving, 12),
    "park": Scene(View(104, 300, 7.0, 480), DAY, _BLUE, park_still, park_moving, 13),
    "market": Scene(View(118, 324, 5.6, 430), GOLDEN, _LATE, market_still, market_moving, 14),
    "gate": Scene(View(110, 330, 6.4, 560), HAZY, _DUST, gate_still, gate_moving, 15),
    "river": Scene(View(116, 310, 6.8, 440), GOLDEN, _LATE, river_still, river_moving, 16),
}
_NIGHTS = {f"{name}{NIGHT}": replace(scene, light=NIGHT_LIGHT, sky=_DARK) for name, scene in _DAYS.items()}

SCENES = _DAYS | _NIGHTS
