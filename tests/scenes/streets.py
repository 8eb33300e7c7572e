"""Drawn scenes with a road: avenue and crossroad."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.scenes.canvas import Colour
from tests.scenes.traffic import (
    ASPHALT,
    COATS,
    GLASS,
    LEAF,
    LINE,
    PAINTS,
    PAVING,
    Thing,
    far_first,
    lane,
    walkers,
)
from tests.scenes.world import WARM, Painter


def _houses(painter: Painter, chance: np.random.Generator, near_m: float, far_m: float, edge_m: float) -> None:
    """Paint the houses on both sides of a street, from far to near."""
    tones: list[Colour] = [(196, 180, 158), (172, 164, 160), (206, 196, 180), (160, 142, 128), (186, 190, 194)]
    z_m = far_m
    while z_m > near_m:
        depth = float(chance.uniform(14, 24))
        for side in (-1, 1):
            height = float(chance.uniform(11, 34))
            tone = tones[int(chance.integers(len(tones)))]
            x0, x1 = (edge_m, edge_m + 22.0) if side > 0 else (-edge_m - 22.0, -edge_m)
            painter.box(x0, x1, z_m - depth + 1.5, z_m, height, tone)
            painter.wall_panes(side * edge_m, z_m - depth + 1.5, z_m, height, chance, GLASS)
            shop: Colour = [(152, 48, 40), (44, 92, 120), (204, 160, 60), (70, 112, 84)][int(chance.integers(4))]
            painter.box(side * edge_m - 0.2, side * edge_m + 0.2, z_m - depth + 2.5, z_m - 1, 0.9, shop, foot_m=3.0)
            if z_m - depth <= near_m:
                painter.front_panes(x0, x1, z_m - depth + 1.5, height, chance, GLASS)
                _shops(painter, chance, x0, x1, z_m - depth + 1.45)
        z_m -= depth


def _shops(painter: Painter, chance: np.random.Generator, x0: float, x1: float, z_m: float) -> None:
    """Paint shops along the foot of a front that faces the camera."""
    for x_m in np.arange(x0 + 0.5, x1 - 4.0, 4.4):
        sign: Colour = [(168, 44, 38), (40, 88, 128), (206, 158, 54), (58, 112, 84)][int(chance.integers(4))]
        lit = painter.light.night and chance.random() < 0.8
        inside = (255.0, 222.0, 160.0) if lit else painter.light.on((66, 74, 82), z_m)
        for low_m, high_m, ink in ((0.1, 2.7, inside), (2.8, 3.7, painter.light.on(sign, z_m, 2.0 if lit else 1.0))):
            left, low = painter.view.seen(float(x_m), low_m, z_m)
            right, high = painter.view.seen(float(x_m) + 3.9, high_m, z_m)
            painter.canvas.polygon([(left, high), (right, high), (right, low), (left, low)], ink)
        if lit:
            painter.lit_ground(float(x_m) + 2.0, z_m - 1.0, 4.0, WARM, 0.4)


def _road(painter: Painter, half_m: float, lanes: int) -> None:
    """Paint a road along z with its kerbs and lane marks, lanes counted over both directions."""
    painter.ground(-half_m - 6, 3, half_m + 6, 400, PAVING)
    painter.ground(-half_m - 0.3, 3, half_m + 0.3, 400, (186, 184, 178))
    painter.ground(-half_m, 3, half_m, 400, ASPHALT)
    painter.ground(-0.28, 3, -0.12, 400, (226, 184, 62))
    painter.ground(0.12, 3, 0.28, 400, (226, 184, 62))
    for mark in range(1, lanes):
        x_m = -half_m + 2 * half_m * mark / lanes
        if abs(x_m) < 0.5:
            continue
        for z_m in np.arange(4, 130, 8.0):
            painter.ground(x_m - 0.08, float(z_m), x_m + 0.08, float(z_m) + 3.6, LINE)


def _worn(painter: Painter, half_m: float, lanes: int, chance: np.random.Generator) -> None:
    """Make the ground uneven, with the darker tracks that tyres leave in each lane."""
    wide = 2 * half_m / lanes
    for number in range(lanes):
        middle_m = -half_m + wide * (number + 0.5)
        for side in (-0.75, 0.75):
            for part in range(3):
                reach_m = 0.42 - 0.12 * part
                painter.stain(middle_m + side - reach_m, 3, middle_m + side + reach_m, 200, 0.06)
    painter.rough(chance)


def _zebra(painter: Painter, half_m: float, z_m: float) -> None:
    for x_m in np.arange(-half_m + 0.4, half_m - 0.4, 1.1):
        painter.ground(float(x_m), z_m, float(x_m) + 0.55, z_m + 3.2, LINE)


def avenue_still(painter: Painter, chance: np.random.Generator) -> None:
    _road(painter, 10.5, 6)
    _worn(painter, 10.5, 6, chance)
    _houses(painter, chance, 8, 170, 19)
    for z_m in np.arange(120, 9, -9.0):
        for side in (-1, 1):
            painter.tree(side * 13.4, float(z_m), float(chance.uniform(6.0, 7.6)), chance, LEAF)
            if int(z_m) % 2:
                painter.lamp(side * 11.6, float(z_m) + 4, -side * 3.0)


def avenue_moving(painter: Painter, turn: float) -> None:
    things = lane(painter, turn, 1.8, [0, 3, 4], towards=False, reach_m=128)
    things += lane(painter, turn, 5.3, [1, 6], towards=False, reach_m=120)
    things += lane(painter, turn, 8.7, [2, 5], towards=False, reach_m=100, bus=0)
    things += lane(painter, turn, -1.8, [6, 1, 2], towards=True, reach_m=132)
    things += lane(painter, turn, -5.3, [5, 0], towards=True, reach_m=118)
    things += lane(painter, turn, -8.7, [7, 3], towards=True, reach_m=96)
    things += walkers(painter, turn, [(12.4, 14, 12, 0), (-12.2, 18, 14, 1), (-14.6, 12, 9, 4), (14.8, 22, 12, 2)])
    far_first(things)


def crossroad_still(painter: Painter, chance: np.random.Generator) -> None:
    _road(painter, 9.0, 4)
    painter.ground(-90, 26, 90, 44, PAVING)
    painter.ground(-90, 27, 90, 43, ASPHALT)
    for x_m in np.arange(-60, 60, 7.0):
        painter.ground(float(x_m), 34.9, float(x_m) + 3.2, 35.1, LINE)
    _zebra(painter, 9.0, 22.0)
    _zebra(painter, 9.0, 45.5)
    painter.ground(-9, 20.4, 0, 20.9, LINE)
    painter.rough(chance, 0.06)
    _houses(painter, chance, 52, 180, 18)
    for z_m in (62.0, 74.0, 88.0, 17.0, 12.0):
        for side in (-1, 1):
            painter.tree(side * 12.4, z_m, float(chance.uniform(5.6, 7.2)), chance, LEAF)
    for side in (-1, 1):
        painter.lamp(side * 10.4, 48, -side * 5.0)


def _signal(painter: Painter, x_m: float, z_m: float, green: bool) -> None:
    x, y = painter.view.seen(x_m, 5.8, z_m)
    size = painter.view.size_px(0.5, z_m)
    painter.canvas.rectangle(x - size * 0.7, y - size * 2.0, x + size * 0.7, y + size * 2.0, (26, 28, 30))
    for place, ink in ((-1.2, (232, 52, 44)), (1.2, (70, 214, 130))):
        on = (place > 0) == green
        colour: Colour = ink if on else (52, 54, 56)
        painter.canvas.ellipse((x, y + place * size), size * 0.55, size * 0.55, colour)


def crossroad_moving(painter: Painter, turn: float) -> None:
    ahead = turn < 0.5
    things: list[Thing] = []
    for place, (z_m, right) in enumerate([(30.2, True), (33.0, True), (37.2, False), (40.4, False)]):
        for car in range(2):
            share = ((turn - 0.5) * 2 + place * 0.11 - car * 0.3) * 1.5
            if ahead or not -0.2 < share < 1.3:
                continue
            x_m = (-60 + 120 * share) if right else (60 - 120 * share)
            colour = PAINTS[(place * 2 + car) % len(PAINTS)]

            def paint(x_m: float = x_m, z_m: float = z_m, colour: Colour = colour, right: bool = right) -> None:
                painter.crossing_car(x_m, z_m, 4.5, colour, right=right)

            things.append((z_m, paint))
    drive = min(1.0, turn * 2)
    for row, x_m in enumerate((-2.2, -6.6)):
        z_m = 48.0 + (130 - row * 14) * (1 - drive) if ahead else 140.0
        things.append((z_m, partial(painter.car, x_m, z_m, 4.4, PAINTS[row + 3], towards=True, tall=False)))
    for row, x_m in enumerate((2.2, 6.6)):
        start = 15.0 + row
        z_m = start + (120 * drive**2 if ahead else 0.0)
        things.append((z_m, partial(painter.car, x_m, z_m, 4.4, PAINTS[row * 4], towards=False, tall=False)))
    for walker in range(4):
        share = ((turn - 0.5) * 2.1 - walker * 0.08) if not ahead else -1
        if -0.05 < share < 1.05:
            x_m = -9.5 + 19 * share if walker % 2 else 9.5 - 19 * share
            things.append((23.4, partial(painter.person, x_m, 22.8 + walker * 0.5, turn * 20 + walker, COATS[walker])))
    things += walkers(painter, turn, [(-11.4, 12, 8, 2), (11.6, 10, 9, 5)])
    far_first(things)
    _signal(painter, 5.4, 48, ahead)
    _signal(painter, -5.4, 48, ahead)
