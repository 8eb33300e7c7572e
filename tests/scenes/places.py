"""Drawn scenes of places: park, gate and river."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.scenes.canvas import Colour
from tests.scenes.traffic import (
    ASPHALT,
    COATS,
    GLASS,
    GRASS,
    LEAF,
    LINE,
    PAINTS,
    PAVING,
    Thing,
    far_first,
    walkers,
)
from tests.scenes.world import WARM, Painter


def park_still(painter: Painter, chance: np.random.Generator) -> None:
    painter.ground(-200, 3, 200, 400, GRASS)
    painter.ground(-200, 34, 200, 78, (104, 142, 158))
    painter.ground(-3.4, 3, 3.4, 33, (190, 180, 160))
    painter.ground(-40, 27, 40, 32, (190, 180, 160))
    painter.rough(chance, 0.08)
    for x_m in np.arange(-80, 80, 7.0):
        painter.tree(float(x_m) + float(chance.normal(0, 2)), 84 + float(chance.uniform(0, 14)), 11, chance, LEAF)
    painter.mirror(34, 78, chance, 0.5)
    painter.ground(-200, 33.2, 200, 34, (150, 146, 136))
    seen = painter.view.seen
    red, roof = (152, 42, 36), (84, 92, 96)
    for x_m in (8.0, 11.0, 14.0, 17.0):
        painter.box(x_m - 0.2, x_m + 0.2, 40, 40.4, 3.4, red)
    painter.box(7, 18, 39, 43, 0.5, (176, 172, 164))
    for low, high, half, rise in ((3.3, 5.2, 7.4, 3.4), (5.2, 6.9, 4.2, 0.6)):
        edge = [seen(12.5 - half, low + 0.5, 40), seen(12.5 - rise, high, 40), seen(12.5 + rise, high, 40)]
        painter.canvas.polygon([*edge, seen(12.5 + half, low + 0.5, 40)], painter.light.on(roof, 40))
        eave = [seen(12.5 - half, low + 0.5, 40), seen(12.5 + half, low + 0.5, 40)]
        painter.canvas.polygon(
            [*eave, seen(12.5 + half * 0.86, low, 40), seen(12.5 - half * 0.86, low, 40)],
            painter.light.on((66, 72, 76), 40),
        )
    for x_m, z_m in [(-16, 29), (20, 26), (-9.0, 24.0), (10.5, 22), (-22, 20), (-7.4, 15), (-14, 14), (9, 13)]:
        painter.tree(x_m, z_m, float(chance.uniform(4.4, 6.4)), chance, (86, 128, 66))
    for x_m, z_m in ((-3.9, 31.5), (3.9, 31.5), (-4.0, 21.0), (4.0, 21.0), (-3.9, 13.0), (3.9, 13.0)):
        painter.lantern_post(x_m, z_m)
    painter.gleam(12.5, 2.6, 40, 9.0, (255, 196, 120), 0.6)
    for z_m in (12.0, 19.0):
        painter.box(4.2, 6.0, z_m, z_m + 0.5, 0.45, (132, 96, 62))


def park_moving(painter: Painter, turn: float) -> None:
    for ripple in range(26):
        x_m = -14 + (ripple * 23.7) % 20
        z_m = 42 + (ripple * 7.3) % 32
        x, y = painter.view.seen(x_m + 1.6 * float(np.sin((turn * 3 + ripple * 0.21) * 2 * np.pi)), 0, z_m)
        painter.canvas.ellipse((x, y), painter.view.size_px(1.8, z_m), 0.7, (214, 228, 234), 0.5)
    things = walkers(
        painter,
        turn,
        [(-1.6, 9, 20, 0), (0.6, 12, 16, 1), (1.9, 8, 14, 2), (-2.4, 14, 12, 4), (2.6, 16, 10, 5), (-0.6, 20, 9, 3)],
    )
    for walker in range(4):
        x_m = -30 + 60 * ((turn + walker / 4) % 1.0)
        things.append(
            (28.0, partial(painter.person, x_m, 28.0 + walker * 0.9, turn * 18 + walker * 0.3, COATS[walker + 1]))
        )
    boat = -34 + 68 * turn
    painter.box(boat, boat + 3.4, 56, 57.4, 0.7, (202, 66, 48))
    painter.box(boat + 0.9, boat + 2.4, 56.1, 57.2, 1.2, (232, 222, 190), foot_m=0.7)
    far_first(things)


def gate_still(painter: Painter, chance: np.random.Generator) -> None:
    painter.ground(-200, 3, 200, 400, PAVING)
    painter.ground(-120, 12, 120, 24, ASPHALT)
    for x_m in np.arange(-60, 60, 7.0):
        painter.ground(float(x_m), 17.9, float(x_m) + 3.0, 18.1, LINE)
    painter.ground(-4.5, 24, 4.5, 60, (132, 134, 136))
    painter.ground(-120, 11.7, 120, 12, (188, 186, 180))
    painter.ground(-120, 24, 120, 24.3, (188, 186, 180))
    painter.rough(chance, 0.06)
    for x0, x1, height in ((-46.0, -14.0, 22.0), (12.0, 44.0, 26.0), (-9.0, 9.0, 15.0)):
        z_m = 62.0 if x0 < -9 or x0 > 0 else 80.0
        painter.box(x0, x1, z_m, z_m + 10, height, (204, 194, 178))
        painter.front_panes(x0, x1, z_m, height, chance, GLASS)
    for x_m in np.arange(-40, 41, 5.0):
        if abs(x_m) > 7:
            painter.tree(float(x_m), 44 + float(chance.uniform(0, 8)), 6.0, chance, LEAF)
    painter.box(-60, -5.4, 30, 30.4, 2.0, (176, 92, 70))
    painter.box(5.4, 60, 30, 30.4, 2.0, (176, 92, 70))
    for x0, x1 in ((-6.4, -5.0), (5.0, 6.4)):
        painter.box(x0, x1, 29.6, 31, 5.2, (188, 178, 164))
    painter.box(-6.8, 6.8, 29.5, 31.2, 1.2, (164, 44, 38), foot_m=5.0)
    for x_m in np.arange(-4.2, 4.3, 1.7):
        x, y = painter.view.seen(float(x_m), 5.6, 29.4)
        _sign_letter(painter, x, y, painter.view.size_px(0.42, 29.4), chance)
    painter.box(6.8, 9.4, 27.6, 30, 2.6, (218, 220, 222))
    painter.box(7.2, 9.0, 27.5, 27.6, 1.0, (255, 222, 158) if painter.light.night else (86, 110, 128), foot_m=1.2)
    painter.gleam(8.0, 1.8, 27.5, 2.4, WARM, 0.6)
    for x_m in (-16.0, -5.7, 5.7, 16.0):
        painter.lantern_post(x_m, 26.4)
    for x_m in (-9.0, 0.0, 9.0):
        painter.lit_ground(x_m, 17.0, 9.0, WARM, 0.5)


def _sign_letter(painter: Painter, x: float, y: float, size: float, chance: np.random.Generator) -> None:
    """Paint strokes that look like a character from afar."""
    gold: Colour = (236, 194, 88)
    thick = size * 0.13
    for share in sorted(float(chance.uniform(-0.9, 0.9)) for _ in range(4)):
        half = size * float(chance.uniform(0.5, 1.0))
        painter.canvas.rectangle(x - half, y + share * size - thick, x + half, y + share * size + thick, gold)
    for share in (float(chance.uniform(-0.7, -0.2)), float(chance.uniform(0.1, 0.7))):
        painter.canvas.rectangle(x + share * size - thick, y - size * 0.9, x + share * size + thick, y + size, gold)


def gate_moving(painter: Painter, turn: float) -> None:
    things: list[Thing] = []
    for place, (z_m, right) in enumerate([(13.4, True), (19.8, False), (20.4, False)]):
        share = (turn + place * 0.31) % 1.0
        x_m = (-46 + 92 * share) if right else (46 - 92 * share)
        colour = PAINTS[place * 2 + 1]

        def paint(x_m: float = x_m, z_m: float = z_m, colour: Colour = colour, right: bool = right) -> None:
            painter.crossing_car(x_m, z_m, 4.5, colour, right=right)

        things.append((z_m, paint))
    for walker in range(5):
        share = (turn + walker * 0.21) % 1.0
        x_m = -26 + 52 * (share if walker % 2 else 1 - share)
        things.append(
            (25.6, partial(painter.person, x_m, 25.4 + walker * 0.4, turn * 18 + walker * 0.4, COATS[walker]))
        )
    things += walkers(painter, turn, [(-2.0, 26, 20, 5), (1.6, 27, 16, 1)])
    lift = min(1.0, max(0.0, float(np.sin(turn * 2 * np.pi)) * 1.6))
    seen = painter.view.seen
    x0, y0 = seen(4.8, 1.0, 29)
    x1, y1 = seen(4.8 - 8.6 * (1 - lift * 0.92), 1.0 + 7.0 * lift, 29)
    thick = painter.view.size_px(0.09, 29)
    for part in range(8):
        near, far = part / 8, (part + 1) / 8
        ink: Colour = (226, 72, 52) if part % 2 else (238, 238, 234)
        ends = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in (near, far)]
        across = (thick * lift, thick * (1 - lift) + 0.4)
        corners = [
            (x + sign * across[0], y + sign * across[1])
            for sign, pair in ((-1, ends), (1, ends[::-1]))
            for x, y in pair
        ]
        painter.canvas.polygon(corners, painter.light.on(ink, 29))
    far_first(things)


def river_still(painter: Painter, chance: np.random.Generator) -> None:
    painter.ground(-300, 3, 300, 400, (86, 122, 138))
    painter.ground(-300, 92, 300, 120, GRASS)
    for x0, x1, height in ((-90, -66, 44), (-60, -40, 30), (-34, -10, 52), (0, 22, 36), (30, 58, 60), (64, 90, 40)):
        painter.box(x0, x1, 126, 140, height, (158, 168, 178) if height > 40 else (186, 178, 166))
        painter.front_panes(x0, x1, 126, height, chance, GLASS)
    for x_m in np.arange(-90, 90, 6.0):
        painter.tree(float(x_m), 102, 7, chance, LEAF)
    for x_m in np.arange(-88, 90, 11.0):
        painter.lantern_post(float(x_m), 95)
    painter.mirror(16, 92, chance, 0.62)
    painter.box(-140, 140, 62, 70, 1.4, (176, 176, 172), foot_m=6.2)
    for x_m in np.arange(-96, 97, 24.0):
        painter.box(float(x_m) - 1.2, float(x_m) + 1.2, 63, 68, 6.4, (150, 150, 148))
    for x_m in np.arange(-92, 97, 16.0):
        painter.gleam(float(x_m), 8.2, 62, 4.0, WARM, 0.9)
    painter.ground(-40, 3, 40, 15.4, (184, 176, 162))
    for z_m in np.arange(4, 15, 1.2):
        painter.ground(-40, float(z_m), 40, float(z_m) + 0.06, (158, 150, 138))
    painter.ground(-40, 15.4, 40, 16.2, (140, 136, 128))
    for x_m in np.arange(-24, 25, 2.0):
        painter.box(float(x_m) - 0.06, float(x_m) + 0.06, 16, 16.1, 1.1, (206, 206, 202))
    painter.box(-40, 40, 16, 16.1, 0.1, (216, 216, 212), foot_m=1.05)
    for x_m in (-7.0, 7.5):
        painter.lantern_post(x_m, 14.8)
    painter.tree(-10.5, 12.6, 6.2, chance, (110, 146, 74))
    painter.tree(11.5, 13.0, 5.8, chance, (110, 146, 74))


def river_moving(painter: Painter, turn: float) -> None:
    for ripple in range(44):
        z_m = 19 + (ripple * 11.3) % 70
        x_m = -0.8 * z_m + (ripple * 37.1) % (1.6 * z_m)
        wave = float(np.sin((turn * 4 + ripple * 0.17) * 2 * np.pi))
        x, y = painter.view.seen(x_m + 1.2 * wave, 0, z_m)
        painter.canvas.ellipse((x, y), painter.view.size_px(1.5, z_m), 0.8, (206, 222, 228), 0.3 + 0.2 * wave)
    for place, right in enumerate((True, False, True)):
        share = (turn + place * 0.37) % 1.0
        x_m = -96 + 192 * (share if right else 1 - share)
        z_m = 63.5 if right else 67.0
        x, y = painter.view.seen(x_m, 7.7, z_m)
        long, high = painter.view.size_px(4.6, z_m), painter.view.size_px(1.5, z_m)
        painter.canvas.rectangle(x, y - high, x + long, y, painter.light.on(PAINTS[place], z_m))
    barge = -70 + 140 * turn
    painter.box(barge, barge + 26, 44, 50, 2.0, (92, 62, 52))
    painter.box(barge + 3, barge + 18, 45, 49, 1.0, (170, 148, 104), foot_m=2.0)
    painter.box(barge + 20, barge + 24, 45, 49, 3.2, (222, 224, 226), foot_m=2.0)
    things: list[Thing] = []
    for walker in range(5):
        x_m = -16 + 32 * ((turn + walker * 0.2) % 1.0 if walker % 2 else 1 - (turn + walker * 0.2) % 1.0)
        z_m = 11.0 + walker * 0.8
        things.append((z_m, partial(painter.person, x_m, z_m, turn * 16 + walker, COATS[walker])))
    far_first(things)
