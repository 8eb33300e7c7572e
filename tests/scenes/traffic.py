"""What moves in the drawn scenes: cars in lanes and people on their ways, and the paints and coats they wear."""

from __future__ import annotations

from collections.abc import Callable

from tests.scenes.canvas import Colour
from tests.scenes.world import Painter

Thing = tuple[float, Callable[[], None]]
"""Something to paint and its distance, metres."""

COATS: list[Colour] = [(178, 52, 46), (52, 84, 140), (222, 218, 208), (60, 64, 72), (198, 156, 62), (84, 124, 96)]
PAINTS: list[Colour] = [
    (226, 228, 230),
    (38, 42, 48),
    (168, 172, 178),
    (150, 34, 36),
    (44, 78, 128),
    (206, 190, 150),
    (240, 240, 238),
    (58, 104, 82),
]
GRASS: Colour = (96, 128, 74)
LEAF: Colour = (74, 112, 62)
ASPHALT: Colour = (84, 87, 92)
PAVING: Colour = (158, 154, 148)
LINE: Colour = (226, 226, 220)
GLASS: Colour = (98, 124, 146)


def lane(
    painter: Painter, turn: float, x_m: float, paints: list[int], *, towards: bool, reach_m: float, bus: int = -1
) -> list[Thing]:
    """Return the cars of one lane, each with its distance, evenly spread so that the loop closes."""
    cars: list[Thing] = []
    for place, paint in enumerate(paints):
        share = (turn + place / len(paints) + x_m * 0.137) % 1.0
        z_m = 2.0 + reach_m * ((1.0 - share) if towards else share)
        tall = place == bus
        colour: Colour = (52, 132, 96) if tall else PAINTS[paint % len(PAINTS)]
        length_m = 9.0 if tall else 4.4

        def paint_car(z_m: float = z_m, length_m: float = length_m, colour: Colour = colour, tall: bool = tall) -> None:
            painter.car(x_m, z_m, length_m, colour, towards=towards, tall=tall)

        cars.append((z_m, paint_car))
    return cars


def walkers(painter: Painter, turn: float, lines: list[tuple[float, float, float, int]]) -> list[Thing]:
    """Return people who walk along z: (x, start, length walked there and back, coat)."""
    people: list[Thing] = []
    for x_m, start_m, way_m, coat in lines:
        there = 1 - abs(2 * ((turn + coat * 0.17) % 1.0) - 1)
        z_m = start_m + way_m * there

        def paint(x_m: float = x_m, z_m: float = z_m, phase: float = turn * 14 + coat, coat: int = coat) -> None:
            painter.person(x_m, z_m, phase, COATS[coat % len(COATS)])

        people.append((z_m, paint))
    return people


def far_first(things: list[Thing]) -> None:
    for _, paint in sorted(things, key=lambda thing: -thing[0]):
        paint()
