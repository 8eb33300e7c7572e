"""Drawn scene of a market street: shops, stalls, lanterns, people."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np

from tests.scenes.canvas import Colour
from tests.scenes.traffic import COATS, far_first, walkers
from tests.scenes.world import WARM, Painter

_SIGNS: list[Colour] = [(176, 40, 34), (206, 162, 52), (38, 96, 92), (120, 44, 60), (42, 74, 130)]
_GOODS: list[Colour] = [(214, 74, 40), (232, 176, 46), (112, 158, 62), (196, 52, 60), (226, 206, 150), (88, 122, 58)]
_AWNINGS: list[Colour] = [(186, 54, 44), (48, 106, 156), (52, 128, 92), (208, 140, 48)]


def market_still(painter: Painter, chance: np.random.Generator) -> None:
    painter.ground(-8, 3, 8, 300, (152, 146, 138))
    for z_m in np.arange(4, 70, 1.5):
        painter.ground(-6.2, float(z_m), 6.2, float(z_m) + 0.05, (128, 122, 116))
    painter.rough(chance, 0.07)
    z_m = 100.0
    while z_m > 4:
        depth = float(chance.uniform(6, 9))
        for side in (-1, 1):
            _house(painter, chance, side, z_m - depth, z_m)
        z_m -= depth
    for z_m in np.arange(62, 7, -5.4):
        for side in (-1, 1):
            if chance.random() < 0.8:
                _stall(painter, chance, side, float(z_m), _AWNINGS[int(chance.integers(len(_AWNINGS)))])
    for z_m in (9.0, 16.0, 24.0, 34.0, 48.0):
        painter.lit_ground(0.0, z_m, 6.0, WARM, 0.4)
    for z_m in np.arange(60, 8, -8.5):
        _lanterns(painter, float(z_m))


def _house(painter: Painter, chance: np.random.Generator, side: int, near_m: float, far_m: float) -> None:
    height = float(chance.uniform(6.6, 9.4))
    x0, x1 = (6.2, 22.0) if side > 0 else (-22.0, -6.2)
    tone: Colour = [(196, 182, 160), (164, 146, 130), (204, 196, 184), (150, 120, 104)][int(chance.integers(4))]
    painter.box(x0, x1, near_m, far_m, height, tone)
    painter.wall_panes(side * 6.2, near_m, far_m, height, chance, (92, 100, 108))
    seen = painter.view.seen
    wall_m = side * 6.19
    for z_m in np.arange(near_m + 0.5, far_m - 2.4, 3.0):
        lit = painter.light.night or chance.random() < 0.4
        inside: Colour = (236, 190, 122) if lit else (58, 52, 48)
        ink = inside if painter.light.night else painter.light.on(inside, float(z_m))
        start, end = float(z_m), float(z_m) + 2.4
        opening = [seen(wall_m, 0.1, start), seen(wall_m, 0.1, end), seen(wall_m, 2.7, end), seen(wall_m, 2.7, start)]
        painter.canvas.polygon(opening, ink)
    edge = (5.9, 6.3) if side > 0 else (-6.3, -5.9)
    painter.box(*edge, near_m + 0.4, far_m - 0.4, 0.9, _SIGNS[int(chance.integers(5))], foot_m=3.0)
    roof = (5.5, 22.0) if side > 0 else (-22.0, -5.5)
    painter.box(*roof, near_m - 0.1, far_m + 0.1, 0.35, (86, 84, 84), foot_m=height)
    painter.lit_ground(side * 5.0, (near_m + far_m) / 2, 6.0, WARM, 0.3)


def _stall(painter: Painter, chance: np.random.Generator, side: int, z_m: float, awning: Colour) -> None:
    """Paint a table full of goods under a striped awning."""
    seen, light = painter.view.seen, painter.light
    inner, outer = side * 3.9, side * 5.5
    painter.shadow(side * 4.7, z_m + 1.2, 1.5, 1.6)
    painter.box(min(inner, outer), max(inner, outer), z_m, z_m + 2.6, 0.75, (126, 96, 66))
    for row in range(8):
        goods = _GOODS[int(chance.integers(len(_GOODS)))]
        for column in range(5):
            x, y = seen(inner + side * (0.15 + 0.3 * column), 0.84, z_m + 2.45 - 0.31 * row)
            size = painter.view.size_px(0.15, z_m)
            painter.canvas.ellipse((x, y), size, size * 0.75, light.on(goods, z_m, 0.8 + 0.4 * float(chance.random())))
    for x_m in (inner - side * 0.2, outer):
        for post_m in (z_m + 2.7, z_m - 0.1):
            x, foot = seen(x_m, 0, post_m)
            _, top = seen(x_m, 2.3, post_m)
            half = max(0.7, painter.view.size_px(0.035, post_m))
            painter.canvas.polygon(
                [(x - half, foot), (x + half, foot), (x + half, top), (x - half, top)], light.on((150, 150, 150), z_m)
            )
    for stripe in range(8):
        near, far = z_m + 2.8 - 0.38 * (stripe + 1), z_m + 2.8 - 0.38 * stripe
        ink = awning if stripe % 2 else (232, 228, 218)
        low, high, lip = inner - side * 0.5, outer + side * 0.6, 2.25
        cloth = [seen(low, lip, near), seen(low, lip, far), seen(high, 2.95, far), seen(high, 2.95, near)]
        fringe = [seen(low, lip, near), seen(low, lip, far), seen(low, lip - 0.28, far), seen(low, lip - 0.28, near)]
        painter.canvas.polygon(cloth, light.on(ink, z_m, 1.05))
        painter.canvas.polygon(fringe, light.on(ink, z_m, 0.86))
    painter.gleam(side * 4.6, 1.9, z_m + 1.2, 1.9, WARM, 0.6)


def _lanterns(painter: Painter, z_m: float) -> None:
    seen, size = painter.view.seen, painter.view.size_px(0.34, z_m)
    places = [seen(x_m, 6.1 - 0.24 * (4 - abs(x_m)), z_m) for x_m in (-6.0, -3.6, -1.2, 1.2, 3.6, 6.0)]
    thin = max(0.5, painter.view.size_px(0.02, z_m))
    for (x0, y0), (x1, y1) in pairwise(places):
        y0, y1 = y0 - size, y1 - size
        painter.canvas.polygon(
            [(x0, y0), (x1, y1), (x1, y1 + thin), (x0, y0 + thin)], painter.light.on((40, 36, 34), z_m)
        )
    for x, y in places[1:-1]:
        red: Colour = (228, 54, 36) if painter.light.night else painter.light.on((206, 40, 34), z_m)
        gold: Colour = (226, 178, 72)
        painter.canvas.rectangle(x - size * 0.35, y - size * 1.2, x + size * 0.35, y + size * 1.2, gold)
        painter.canvas.ellipse((x, y), size * 1.15, size, red)
        painter.canvas.ellipse((x, y), size * 0.45, size * 0.9, (255, 96, 60), 0.7 if painter.light.night else 0.25)
        painter.canvas.rectangle(x - size * 0.08, y + size * 1.2, x + size * 0.08, y + size * 1.9, (206, 46, 36))
        if painter.light.night:
            painter.canvas.glow((x, y), size * 3.4, size * 3.4, (255, 84, 48), 0.5)


def market_moving(painter: Painter, turn: float) -> None:
    lines = [(-2.9 + (n * 1.53) % 5.8, 8.0 + (n * 3.1) % 22, 9.0 + (n * 1.7) % 8, n) for n in range(14)]
    things = walkers(painter, turn, lines)
    for place, (x_m, towards) in enumerate([(-0.8, True), (1.6, False), (0.4, True)]):
        share = (turn + place * 0.34) % 1.0
        z_m = 4 + 60 * ((1 - share) if towards else share)
        things.append((z_m, partial(painter.rider, x_m, z_m, COATS[place * 2], towards=towards)))
    far_first(things)
