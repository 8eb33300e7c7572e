"""The world in front of a drawn camera: ground, boxes, trees, cars and people in metres, seen through a pin-hole.

Coordinates: x to the right, y up, z ahead, metres; the camera stands above the origin and looks along z.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.scenes.canvas import Canvas, Colour, Point, cloudy, smooth

NEAR_M = 3.0
WARM: Colour = (255, 206, 136)
_SUN = (-0.35, 0.75)


@dataclass(frozen=True, slots=True)
class View:
    """A pin-hole camera: where its horizon and middle lie in the picture, its height and focal length."""

    horizon_px: float
    middle_px: float
    height_m: float
    focal_px: float

    def seen(self, x_m: float, y_m: float, z_m: float) -> Point:
        """Return the pixel of a place; places nearer than 3 m are pushed out to it."""
        scale = self.focal_px / max(NEAR_M, z_m)
        return self.middle_px + x_m * scale, self.horizon_px + (self.height_m - y_m) * scale

    def enlarged(self, times: int) -> View:
        """Return the same view in a picture that is larger."""
        return View(self.horizon_px * times, self.middle_px * times, self.height_m, self.focal_px * times)

    def size_px(self, metres: float, z_m: float) -> float:
        """Return how many pixels a length at a distance takes."""
        return metres * self.focal_px / max(NEAR_M, z_m)


@dataclass(frozen=True, slots=True)
class Light:
    """The light of the day: everything is multiplied by it and fades into the haze with distance."""

    tint: Colour
    haze: Colour
    haze_m: float
    night: bool = False

    def on(self, colour: Colour, z_m: float, shade: float = 1.0) -> Colour:
        """Return how a colour looks at a distance."""
        far = 1.0 - float(np.exp(-max(0.0, z_m) / self.haze_m))
        red, green, blue = (
            channel * shade * tint * (1 - far) + haze * far
            for channel, tint, haze in zip(colour, self.tint, self.haze, strict=True)
        )
        return red, green, blue


class Painter:
    """Paints things of the world onto a canvas."""

    def __init__(self, canvas: Canvas, view: View, light: Light) -> None:
        self.canvas = canvas
        self.view = view
        self.light = light

    def ground(self, x0: float, z0: float, x1: float, z1: float, colour: Colour, lift_m: float = 0.0) -> None:
        """Paint a rectangle on the ground, metres."""
        corners = [
            self.view.seen(x0, lift_m, z0),
            self.view.seen(x1, lift_m, z0),
            self.view.seen(x1, lift_m, z1),
            self.view.seen(x0, lift_m, z1),
        ]
        self.canvas.polygon(corners, self.light.on(colour, (max(z0, NEAR_M) + min(z1, 4 * max(z0, NEAR_M))) / 2))

    def stain(self, x0: float, z0: float, x1: float, z1: float, strength: float) -> None:
        """Darken a rectangle on the ground, metres."""
        seen = self.view.seen
        self.canvas.polygon(
            [seen(x0, 0, z0), seen(x1, 0, z0), seen(x1, 0, z1), seen(x0, 0, z1)], (14, 15, 18), strength
        )

    def box(
        self, x0: float, x1: float, z0: float, z1: float, height_m: float, colour: Colour, *, foot_m: float = 0.0
    ) -> None:
        """Paint an upright box: its top if it is seen, the side towards the middle, and its front."""
        seen, light = self.view.seen, self.light
        top_m = foot_m + height_m
        if top_m < self.view.height_m:
            top = [seen(x0, top_m, z0), seen(x1, top_m, z0), seen(x1, top_m, z1), seen(x0, top_m, z1)]
            self.canvas.polygon(top, light.on(colour, z0, 1.12))
        side = x1 if x1 < 0 else x0 if x0 > 0 else None
        if side is not None:
            wall = [
                seen(side, foot_m, z0),
                seen(side, foot_m, z1),
                seen(side, top_m, z1),
                seen(side, top_m, z0),
            ]
            self.canvas.polygon(wall, light.on(colour, (z0 + z1) / 2, 0.72 if side > 0 else 0.86))
        front = [seen(x0, foot_m, z0), seen(x1, foot_m, z0), seen(x1, top_m, z0), seen(x0, top_m, z0)]
        self.canvas.polygon(front, light.on(colour, z0))

    def wall_panes(
        self, side_m: float, z0: float, z1: float, height_m: float, chance: np.random.Generator, glass: Colour
    ) -> None:
        """Paint rows of windows on a wall that runs along the street."""
        seen = self.view.seen
        step_m = 3.4
        for z_m in np.arange(z0 + 1.0, z1 - 1.4, step_m):
            for y_m in np.arange(4.6, height_m - 1.6, 3.1):
                lit = self.light.night and chance.random() < 0.45
                colour = (255.0, 214.0, 140.0) if lit else glass
                shade = 0.75 + 0.4 * float(chance.random())
                pane = [
                    seen(side_m, y_m, z_m),
                    seen(side_m, y_m, z_m + 1.9),
                    seen(side_m, y_m + 1.6, z_m + 1.9),
                    seen(side_m, y_m + 1.6, z_m),
                ]
                ink = colour if lit else self.light.on(colour, z_m, shade)
                self.canvas.polygon(pane, ink)

    def front_panes(
        self, x0: float, x1: float, z_m: float, height_m: float, chance: np.random.Generator, glass: Colour
    ) -> None:
        """Paint rows of windows on a front that faces the camera."""
        for x_m in np.arange(x0 + 0.8, x1 - 1.6, 2.8):
            for y_m in np.arange(4.2, height_m - 1.4, 3.0):
                lit = self.light.night and chance.random() < 0.4
                ink = (255.0, 214.0, 140.0) if lit else self.light.on(glass, z_m, 0.75 + 0.4 * float(chance.random()))
                left, low = self.view.seen(x_m, y_m, z_m)
                right, high = self.view.seen(x_m + 1.7, y_m + 1.7, z_m)
                self.canvas.polygon([(left, high), (right, high), (right, low), (left, low)], ink)

    def shadow(self, x_m: float, z_m: float, width_m: float, depth_m: float) -> None:
        """Paint the soft shadow under a thing."""
        x, y = self.view.seen(x_m, 0.0, z_m)
        flat = self.view.size_px(depth_m, z_m) * self.view.height_m / max(NEAR_M, z_m)
        strength = 0.4 if self.light.night else 0.72
        self.canvas.soft((x, y), 1.25 * self.view.size_px(width_m, z_m), max(1.2, 1.25 * flat), (10, 12, 16), strength)

    def rough(self, chance: np.random.Generator, strength: float = 0.05) -> None:
        """Make all ground that is painted so far uneven: stains of metres and grains of a hand's breadth."""
        height, width = self.canvas.pixels.shape[:2]
        first = int(self.view.horizon_px) + 2
        rows = np.arange(first, height)[:, None] + 0.5
        z_m = self.view.height_m * self.view.focal_px / (rows - self.view.horizon_px)
        x_m = (np.arange(width)[None, :] + 0.5 - self.view.middle_px) * z_m / self.view.focal_px
        far = np.exp(-z_m / 60.0)
        uneven = np.zeros_like(x_m)
        for cell_m, share in ((5.0, 0.8), (1.4, 0.7), (0.3, 0.8)):
            humps = chance.normal(0, 1, (64, 64)).astype(np.float32)
            # Finer than a pixel it would only glitter.
            seen = np.clip(cell_m * self.view.focal_px / z_m / 3.0 - 0.4, 0, 1)
            uneven += share * smooth(humps, z_m / cell_m, x_m / cell_m) * seen
        ground = self.canvas.pixels[first:]
        ground[:] = np.clip(ground * (1.0 + strength * far * uneven)[:, :, None], 0, 255).astype(np.uint8)

    def mirror(self, near_m: float, far_m: float, chance: np.random.Generator, strength: float = 0.6) -> None:
        """Let the water between two distances show what stands beyond it, broken by ripples."""
        pixels = self.canvas.pixels
        shore, end = round(self.view.seen(0, 0, far_m)[1]), min(len(pixels), round(self.view.seen(0, 0, near_m)[1]))
        width = pixels.shape[1]
        away = np.arange(end - shore)
        # What is far above the shore is seen near the camera; the sky beyond the picture's edge goes on.
        source = np.clip(shore - 1 - (away * 0.9).astype(int), 0, len(pixels) - 1)
        grain = cloudy(chance, end - shore, width, (40, 8))
        sway = (grain * away[:, None] * 0.05).astype(int)
        rows = np.clip(source[:, None] + sway, 0, shore - 1)
        columns = np.clip(np.arange(width)[None, :] + (grain * 2).astype(int), 0, width - 1)
        deep = (strength * (1 - 0.35 * away / max(1, len(away))))[:, None, None]
        seen = pixels[rows, columns] * (0.86 + 0.06 * grain)[:, :, None]
        pixels[shore:end] = np.clip(pixels[shore:end] * (1 - deep) + seen * deep, 0, 255).astype(np.uint8)

    def tree(self, x_m: float, z_m: float, height_m: float, chance: np.random.Generator, leaf: Colour) -> None:
        """Paint a tree: trunk and a crown of a dozen soft balls, lighter towards the sun."""
        self.shadow(x_m, z_m, height_m * 0.3, height_m * 0.22)
        foot_x, foot_y = self.view.seen(x_m, 0.0, z_m)
        _, crown_y = self.view.seen(x_m, height_m * 0.5, z_m)
        half = max(0.6, self.view.size_px(0.16, z_m))
        trunk = [(foot_x - half, foot_y), (foot_x + half, foot_y), (foot_x + half, crown_y), (foot_x - half, crown_y)]
        self.canvas.polygon(trunk, self.light.on((92, 74, 58), z_m))
        twigs = [(26, 0.15, (0.1, 0.16), 0.72), (80, 0.18, (0.05, 0.09), 0.88), (120, 0.2, (0.02, 0.05), 1.02)]
        for count, spread, sizes, bright in twigs:
            for _ in range(count):
                dx, dy = float(np.clip(chance.normal(0, spread), -0.27, 0.27)), float(chance.uniform(0.42, 0.96))
                # The crown is round: what would stick out at its shoulders is drawn in.
                dx *= max(0.25, 1.0 - (2.0 * abs(dy - 0.66)) ** 2)
                x, y = self.view.seen(x_m + dx * height_m, dy * height_m, z_m)
                sun = bright + 0.5 * (dx * _SUN[0] * 2 + (dy - 0.62) * _SUN[1]) + float(chance.normal(0, 0.06))
                radius = self.view.size_px(float(chance.uniform(*sizes)) * height_m, z_m)
                self.canvas.ellipse((x, y), radius, radius * 0.8, self.light.on(leaf, z_m, sun))

    def gleam(self, x_m: float, y_m: float, z_m: float, reach_m: float, ink: Colour, strength: float) -> None:
        """Add the light around a lamp; by day it is lost in the sun."""
        if self.light.night:
            reach = self.view.size_px(reach_m, z_m)
            self.canvas.glow(self.view.seen(x_m, y_m, z_m), reach, reach, ink, strength)

    def lit_ground(self, x_m: float, z_m: float, reach_m: float, ink: Colour, strength: float) -> None:
        """Add the light that a lamp throws on the ground; by day it is lost in the sun."""
        if self.light.night:
            reach = self.view.size_px(reach_m, z_m)
            flat = reach * self.view.height_m / max(NEAR_M, z_m)
            self.canvas.glow(self.view.seen(x_m, 0.0, z_m), reach, flat, ink, strength)

    def lantern_post(self, x_m: float, z_m: float) -> None:
        """Paint a low post with a lamp on top, as along a path."""
        x, foot = self.view.seen(x_m, 0.0, z_m)
        _, tip = self.view.seen(x_m, 3.4, z_m)
        half = max(0.6, self.view.size_px(0.06, z_m))
        self.canvas.polygon(
            [(x - half, foot), (x + half, foot), (x + half, tip), (x - half, tip)], self.light.on((66, 70, 74), z_m)
        )
        size = self.view.size_px(0.22, z_m)
        shine: Colour = (255, 238, 200) if self.light.night else self.light.on((226, 228, 226), z_m)
        self.canvas.ellipse((x, tip), size, size, shine)
        self.gleam(x_m, 3.4, z_m, 3.2, WARM, 0.7)
        self.lit_ground(x_m, z_m, 7.0, WARM, 0.42)

    def lamp(self, x_m: float, z_m: float, reach_m: float) -> None:
        """Paint a street lamp whose arm reaches over the road."""
        x, foot = self.view.seen(x_m, 0.0, z_m)
        tip_x, tip = self.view.seen(x_m + reach_m, 7.5, z_m)
        half = max(0.5, self.view.size_px(0.08, z_m))
        metal = self.light.on((112, 118, 124), z_m)
        self.canvas.polygon([(x - half, foot), (x + half, foot), (x + half, tip), (x - half, tip)], metal)
        self.canvas.polygon([(x, tip - half), (tip_x, tip - half), (tip_x, tip + half), (x, tip + half)], metal)
        if self.light.night:
            glow = self.view.size_px(1.0, z_m)
            self.lit_ground(x_m + reach_m, z_m, 8.0, WARM, 0.5)
            self.gleam(x_m + reach_m, 7.5, z_m, 4.0, WARM, 0.6)
            self.canvas.ellipse((tip_x, tip + half), glow * 0.5, glow * 0.22, (255, 244, 214))

    def car(self, x_m: float, z_m: float, length_m: float, colour: Colour, *, towards: bool, tall: bool) -> None:
        """Paint a car, or a bus when ``tall``, that drives along z."""
        width, body = (2.5, 2.9) if tall else (1.8, 0.82)
        half = width / 2
        self.shadow(x_m, z_m + length_m * 0.3, half * 1.35, length_m * 0.75)
        for side in (-0.8, 0.8):
            self._front(x_m + half * side - 0.11, x_m + half * side + 0.11, 0.0, 0.4, z_m + 0.2, (20, 21, 24))
        self.box(x_m - half, x_m + half, z_m, z_m + length_m, body, colour, foot_m=0.22)
        self._front(x_m - half, x_m + half, 0.22, 0.42, z_m, (40, 42, 46))
        self._front(x_m - 0.22, x_m + 0.22, 0.42, 0.56, z_m, (44, 92, 180))
        glass: Colour = (46, 58, 70)
        if tall:
            self._front(x_m - half * 0.86, x_m + half * 0.86, 1.4, 2.7, z_m, glass)
            self._flank(x_m, half, z_m, length_m, glass)
        else:
            self.box(x_m - half * 0.84, x_m + half * 0.84, z_m + 0.9, z_m + length_m * 0.8, 0.52, glass, foot_m=1.0)
            if self.view.size_px(1.8, z_m) > 9:
                self.box(
                    x_m - half * 0.78, x_m + half * 0.78, z_m + 1.2, z_m + length_m * 0.72, 0.08, colour, foot_m=1.5
                )
        self._lights(x_m, half, z_m, towards)

    def crossing_car(self, x_m: float, z_m: float, length_m: float, colour: Colour, *, right: bool) -> None:
        """Paint a car that drives across the picture: body, cabin, wheels, lamps."""
        self.shadow(x_m + length_m / 2, z_m + 0.6, length_m * 0.55, 1.3)
        self.box(x_m, x_m + length_m, z_m, z_m + 1.8, 0.78, colour, foot_m=0.28)
        self.box(x_m + length_m * 0.22, x_m + length_m * 0.82, z_m + 0.15, z_m + 1.6, 0.55, (48, 60, 72), foot_m=1.02)
        self.box(x_m + length_m * 0.3, x_m + length_m * 0.74, z_m + 0.3, z_m + 1.5, 0.07, colour, foot_m=1.55)
        for share in (0.2, 0.8):
            x, y = self.view.seen(x_m + length_m * share, 0.3, z_m)
            radius = self.view.size_px(0.34, z_m)
            self.canvas.ellipse((x, y), radius, radius, (24, 25, 28))
        for share, ink in ((0.98, (255.0, 244.0, 206.0)), (0.02, (206.0, 38.0, 34.0))):
            x, y = self.view.seen(x_m + length_m * (share if right else 1 - share), 0.75, z_m)
            size = self.view.size_px(0.16, z_m)
            self.canvas.ellipse((x, y), size, size * 0.7, ink)
            lamp_m = x_m + length_m * (share if right else 1 - share)
            self.gleam(lamp_m, 0.75, z_m, 1.0, ink, 0.7)
            if share > 0.5:
                self.lit_ground(lamp_m + (3.0 if right else -3.0), z_m + 0.9, 4.0, ink, 0.4)

    def person(self, x_m: float, z_m: float, phase: float, coat: Colour, *, height_m: float = 1.68) -> None:
        """Paint someone on foot; ``phase`` (turns) swings the legs."""
        self.shadow(x_m, z_m, 0.32, 0.22)
        unit = self.view.size_px(height_m, z_m)
        x, foot = self.view.seen(x_m, 0.0, z_m)
        swing = float(np.sin(phase * 2 * np.pi)) * unit * 0.1
        dark = self.light.on((44, 48, 60), z_m)
        leg = max(0.5, unit * 0.05)
        hip = foot - unit * 0.46
        for side in (swing, -swing):
            legs = [(x - leg, hip), (x + leg, hip), (x + side + leg, foot), (x + side - leg, foot)]
            self.canvas.polygon(legs, dark)
        self.canvas.ellipse((x, foot - unit * 0.62), unit * 0.125, unit * 0.22, self.light.on(coat, z_m))
        self.canvas.ellipse((x, foot - unit * 0.91), unit * 0.07, unit * 0.085, self.light.on((196, 158, 132), z_m))
        self.canvas.ellipse((x, foot - unit * 0.95), unit * 0.07, unit * 0.055, self.light.on((34, 30, 30), z_m))

    def rider(self, x_m: float, z_m: float, coat: Colour, *, towards: bool) -> None:
        """Paint someone on an electric bike."""
        unit = self.view.size_px(1.0, z_m)
        x, foot = self.view.seen(x_m, 0.0, z_m)
        self.shadow(x_m, z_m + 0.4, 0.35, 0.9)
        self.canvas.ellipse((x, foot - unit * 0.3), unit * 0.09, unit * 0.3, (22, 23, 26))
        self.canvas.ellipse((x, foot - unit * 0.62), unit * 0.2, unit * 0.26, self.light.on((168, 44, 40), z_m))
        self.canvas.ellipse((x, foot - unit * 1.05), unit * 0.24, unit * 0.36, self.light.on(coat, z_m))
        self.canvas.ellipse((x, foot - unit * 1.5), unit * 0.13, unit * 0.15, self.light.on((232, 210, 70), z_m))
        lamp: Colour = (255, 244, 206) if towards else (200, 36, 32)
        self.canvas.ellipse((x, foot - unit * 0.78), unit * 0.07, unit * 0.06, lamp)
        self.gleam(x_m, 0.78, z_m, 0.8, lamp, 0.8)

    def _front(self, x0: float, x1: float, low_m: float, high_m: float, z_m: float, colour: Colour) -> None:
        left, low = self.view.seen(x0, low_m, z_m)
        right, high = self.view.seen(x1, high_m, z_m)
        self.canvas.polygon([(left, high), (right, high), (right, low), (left, low)], self.light.on(colour, z_m))

    def _flank(self, x_m: float, half: float, z_m: float, length_m: float, glass: Colour) -> None:
        side = x_m - half if x_m > half else x_m + half if x_m < -half else None
        if side is not None:
            seen = self.view.seen
            near, far = z_m + 0.5, z_m + length_m - 0.5
            band = [seen(side, 1.6, near), seen(side, 1.6, far), seen(side, 2.6, far), seen(side, 2.6, near)]
            self.canvas.polygon(band, self.light.on(glass, z_m))

    def _lights(self, x_m: float, half: float, z_m: float, towards: bool) -> None:
        size = self.view.size_px(0.17, z_m)
        if size < 0.6:
            return
        ink: Colour = (255, 246, 214) if towards else (206, 36, 32)
        for side in (-0.72, 0.72):
            x, y = self.view.seen(x_m + half * side, 0.72, z_m)
            if self.light.night:
                self.canvas.glow((x, y), size * 6, size * 5, ink, 0.7)
                if towards:
                    flat = 9 * size * self.view.height_m / max(NEAR_M, z_m)
                    self.canvas.glow((x, y + self.view.size_px(0.7, z_m) + flat), size * 12, flat * 2, ink, 0.22)
            self.canvas.ellipse((x, y), size * 1.1, size * 0.75, ink)
