"""The scenes by name, each with its view, light and sky."""

from console.video.testcams.canvas import Colour
from console.video.testcams.places import (
    gate_moving,
    gate_still,
    market_moving,
    market_still,
    park_moving,
    park_still,
    river_moving,
    river_still,
)
from console.video.testcams.scene import Scene
from console.video.testcams.streets import avenue_moving, avenue_still, crossroad_moving, crossroad_still
from console.video.testcams.world import Light, View

DAY = Light((1.0, 1.0, 0.98), (196, 208, 218), 190.0)
HAZY = Light((0.96, 0.95, 0.93), (206, 204, 198), 110.0)
EVENING = Light((0.92, 0.74, 0.6), (214, 164, 128), 150.0)
NIGHT = Light((0.3, 0.33, 0.42), (30, 36, 54), 150.0, night=True)

_BLUE: tuple[Colour, Colour] = ((120, 164, 206), (206, 220, 230))
_DUST: tuple[Colour, Colour] = ((170, 178, 184), (214, 210, 202))
_DUSK: tuple[Colour, Colour] = ((92, 98, 136), (236, 178, 132))
_DARK: tuple[Colour, Colour] = ((10, 12, 24), (38, 44, 66))

SCENES: dict[str, Scene] = {
    "avenue": Scene(View(112, 330, 9.0, 470), DAY, _BLUE, avenue_still, avenue_moving, 11),
    "crossroad": Scene(View(92, 316, 10.5, 520), HAZY, _DUST, crossroad_still, crossroad_moving, 12),
    "park": Scene(View(104, 300, 7.0, 480), DAY, _BLUE, park_still, park_moving, 13),
    "market": Scene(View(118, 324, 5.6, 430), EVENING, _DUSK, market_still, market_moving, 14),
    "gate": Scene(View(110, 330, 6.4, 560), HAZY, _DUST, gate_still, gate_moving, 15),
    "river": Scene(View(116, 310, 6.8, 440), EVENING, _DUSK, river_still, river_moving, 16),
    "avenue-night": Scene(View(118, 300, 8.0, 440), NIGHT, _DARK, avenue_still, avenue_moving, 21),
    "market-night": Scene(View(120, 318, 5.2, 420), NIGHT, _DARK, market_still, market_moving, 24),
}
