"""The world in front of a drawn camera: ground, boxes, trees, cars and people in metres, seen through a pin-hole.

Coordinates: x to the right, y up, z ahead, metres; the camera stands above the origin and looks along z.
"""

from dataclasses import dataclass

import numpy as np

from console.video.testcams.canvas import Canvas, Colour, Point

NEAR_M = 3.0
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
        strength = 0.18 if self.light.night else 0.34
        self.canvas.ellipse((x, y), self.view.size_px(width_m, z_m), max(0.8, flat), (10, 12, 16), strength)

    def tree(self, x_m: float, z_m: float, height_m: float, chance: np.random.Generator, leaf: Colour) -> None:
        """Paint a tree: trunk and a crown of a dozen soft balls, lighter towards the sun."""
        self.shadow(x_m, z_m, height_m * 0.3, height_m * 0.22)
        foot_x, foot_y = self.view.seen(x_m, 0.0, z_m)
        _, crown_y = self.view.seen(x_m, height_m * 0.5, z_m)
        half = max(0.6, self.view.size_px(0.16, z_m))
        trunk = [(foot_x - half, foot_y), (foot_x + half, foot_y), (foot_x + half, crown_y), (foot_x - half, crown_y)]
        self.canvas.polygon(trunk, self.light.on((92, 74, 58), z_m))
        balls = sorted(
            (
                (float(chance.normal(0, 0.17)), float(chance.uniform(0.45, 0.92)), float(chance.uniform(0.13, 0.22)))
                for _ in range(13)
            ),
            key=lambda ball: ball[1],
        )
        for dx, dy, size in balls:
            x, y = self.view.seen(x_m + dx * height_m, dy * height_m, z_m)
            bright = 0.74 + 0.5 * (dx * _SUN[0] * 2 + (dy - 0.5) * _SUN[1])
            radius = self.view.size_px(size * height_m, z_m)
            self.canvas.ellipse((x, y), radius, radius * 0.86, self.light.on(leaf, z_m, bright))

    def lamp(self, x_m: float, z_m: float, reach_m: float) -> None:
        """Paint a street lamp whose arm reaches over the road."""
        x, foot = self.view.seen(x_m, 0.0, z_m)
        tip_x, tip = self.view.seen(x_m + reach_m, 7.5, z_m)
        half = max(0.5, self.view.size_px(0.08, z_m))
        metal = self.light.on((112, 118, 124), z_m)
        self.canvas.polygon([(x - half, foot), (x + half, foot), (x + half, tip), (x - half, tip)], metal)
        self.canvas.polygon([(x, tip - half), (tip_x, tip - half), (tip_x, tip + half), (x, tip + half)], metal)
        if self.light.night:
            glow = self.view.size_px(1.1, z_m)
            self.canvas.ellipse((tip_x, tip + half), glow * 2, glow * 1.6, (255, 226, 160), 0.25)
            self.canvas.ellipse((tip_x, tip + half), glow * 0.5, glow * 0.35, (255, 244, 214))

    def car(self, x_m: float, z_m: float, length_m: float, colour: Colour, *, towards: bool, tall: bool) -> None:
        """Paint a car, or a bus when ``tall``, that drives along z."""
        width, body = (2.5, 2.9) if tall else (1.8, 0.82)
        half = width / 2
        self.shadow(x_m, z_m + length_m * 0.3, half * 1.35, length_m * 0.75)
        self.box(x_m - half, x_m + half, z_m, z_m + length_m, body, colour, foot_m=0.22)
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
                self.canvas.ellipse((x, y), size * 3.2, size * 2.6, ink, 0.35)
            self.canvas.ellipse((x, y), size * 1.1, size * 0.75, ink)
