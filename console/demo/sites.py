"""Where the grids of a demo city lie: an outline, a river, a lake, dense streets in the middle, open country around."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.demo.cells import centroids
from console.demo.plan import Plan

Floats = NDArray[np.float64]

OUTSIDE = -1
CORE_SHARE = 0.24
CORE_REACH = 0.21
RIVER_RUN = 4
RELAXATIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Points in metres east and north of the city's middle; each point's cell belongs to one grid.

    ``grid`` is OUTSIDE for the points that only bound the city. Grids are numbered from 0: river first, then
    lake, then banks, then other land, whose grids have one cell each. ``roughness``
    tells how crooked borders are at each point.
    """

    points: Floats
    grid: NDArray[np.int64]
    roughness: Floats
    river_grids: int
    wet_grids: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """The outline, the river's line and the lake's shore of one city, all smooth."""

    reach_m: float
    waves: Floats
    river: Floats
    lake_at: Floats
    lake_m: float
    lake_waves: Floats
    towns: Floats

    def inside(self, points: Floats, scale: float = 1.0) -> NDArray[np.bool_]:
        angle = np.arctan2(points[:, 1], points[:, 0])
        return np.hypot(points[:, 0], points[:, 1]) < scale * self.reach_m * _ripple(angle, self.waves)

    def lake_shore_m(self, points: Floats) -> Floats:
        """Return how far each point lies outside the lake's shore; negative in the lake."""
        offset = points - self.lake_at
        angle = np.arctan2(offset[:, 1], offset[:, 0])
        away: Floats = np.hypot(offset[:, 0], offset[:, 1]) - self.lake_m * _ripple(angle, self.lake_waves)
        return away

    def river_m(self, points: Floats) -> Floats:
        """Return how far each point lies from the river's middle line."""
        nearest = np.empty(len(points))
        for begin in range(0, len(points), 2048):
            gap = points[begin : begin + 2048, None, :] - self.river[None, :, :]
            nearest[begin : begin + 2048] = np.hypot(gap[..., 0], gap[..., 1]).min(axis=1)
        return nearest

    def density(self, points: Floats) -> Floats:
        """Return how close together grids lie, 1 in the middle of the city."""
        away = np.hypot(points[:, 0], points[:, 1]) / self.reach_m
        dense = 0.07 + 0.9 * np.exp(-((away / 0.3) ** 2))
        for town in self.towns:
            near = np.hypot(points[:, 0] - town[0], points[:, 1] - town[1]) / self.reach_m
            dense = dense + 0.55 * np.exp(-((near / 0.055) ** 2))
        return np.minimum(dense, 1.0)


def scatter(plan: Plan, rng: np.random.Generator) -> Sites:
    """Return the sites of exactly ``plan.grids`` grids."""
    shape = _shape(plan, rng)
    river, river_run = _river_rows(shape, plan, rng)
    lake_in, lake_out = _lake_ring(shape, plan)
    fixed_water = np.concatenate([river[:, 1], lake_in])
    runs = np.where(shape.inside(river[:, 1]), river_run, OUTSIDE)
    banks, bank_runs = _banks(river, lake_out, shape, plan)
    core = _core(plan, shape, rng)
    river_grid = _numbered(runs, 0)
    wet = int(river_grid.max()) + 3
    lake_grid = wet - 2 + np.arange(len(lake_in)) * 2 // len(lake_in)
    bank_grid = _numbered(bank_runs, wet)
    wide = int(bank_grid.max()) + 1
    land_n = plan.grids - wide - len(core)
    country = _country(land_n, plan, shape, rng, inside=True)
    rim = _country(round(land_n * 0.42), plan, shape, rng, inside=False)
    fixed = np.concatenate([fixed_water, banks, core])
    country, rim = _relaxed(fixed, country, rim)
    points = np.concatenate([fixed, country, rim])
    land = wide + np.arange(len(core) + len(country))
    grid = np.concatenate([river_grid, lake_grid, bank_grid, land, np.full(len(rim), OUTSIDE)])
    away = np.hypot(points[:, 0], points[:, 1]) / (CORE_REACH * plan.radius_m)
    roughness = np.clip(0.012 + 0.07 * (away - 0.9), 0.012, 0.11)
    roughness[: len(fixed_water)] = 0.03
    return Sites(points=points, grid=grid, roughness=roughness, river_grids=wet - 2, wet_grids=wet)


def _numbered(runs: NDArray[np.int64], first: int) -> NDArray[np.int64]:
    """Return the runs numbered without gaps from ``first``; OUTSIDE stays."""
    known, number = np.unique(runs, return_inverse=True)
    return np.where(runs == OUTSIDE, OUTSIDE, number.reshape(-1) + first - int(known[0] == OUTSIDE))


def _banks(river: Floats, lake_out: Floats, shape: _Shape, plan: Plan) -> tuple[Floats, NDArray[np.int64]]:
    """Return the points along the water and the run each belongs to: one in town, three in open country."""
    points = np.concatenate([river[:, 0], river[:, 2], lake_out])
    share = np.where(np.hypot(points[:, 0], points[:, 1]) < 1.2 * CORE_REACH * plan.radius_m, 1.0, 1 / 3)
    share[[0, len(river), 2 * len(river)]] = 1.0
    runs = np.ceil(np.cumsum(share) - 1e-6).astype(np.int64)
    runs[len(river) : 2 * len(river)] += 1_000_000
    runs[2 * len(river) :] += 2_000_000
    runs[~shape.inside(points)] = OUTSIDE
    dry = (shape.river_m(points) > 0.72 * plan.river_m) & (shape.lake_shore_m(points) > 0.25 * plan.river_m)
    kept = np.flatnonzero(dry)
    gaps = np.cumsum(np.concatenate([[0], np.diff(kept) > 1]))
    return points[kept], np.where(runs[kept] == OUTSIDE, OUTSIDE, runs[kept] * 1_000 + gaps)


def _ripple(angle: Floats, waves: Floats) -> Floats:
    """Return a factor around 1 that goes smoothly round the circle; a wave is (times, size, phase)."""
    factor: Floats = 1 + (waves[:, 1] * np.cos(np.outer(angle, waves[:, 0]) + waves[:, 2])).sum(axis=1)
    return factor


def _waves(count: int, size: float, rng: np.random.Generator) -> Floats:
    times = np.arange(2, 2 + count)
    return np.column_stack([times, size / times * rng.uniform(0.5, 1.2, count), rng.uniform(0, math.tau, count)])


def _shape(plan: Plan, rng: np.random.Generator) -> _Shape:
    reach = plan.radius_m
    along = np.linspace(-1.9 * reach, 1.9 * reach, 900)
    phase = rng.uniform(0, math.tau, 3)
    bend = along / reach
    across = reach * (
        0.16 * np.sin(2.1 * bend + phase[0])
        + 0.065 * np.sin(5.3 * bend + phase[1])
        + 0.02 * np.sin(11 * bend + phase[2])
    )
    across -= across[450] + 0.035 * reach
    turn = rng.uniform(0.2, 0.7)
    river = np.column_stack(
        [along * math.cos(turn) - across * math.sin(turn), along * math.sin(turn) + across * math.cos(turn)]
    )
    lake_angle = turn + math.pi / 2 + rng.uniform(0.1, 0.5)
    lake_at = 0.34 * reach * np.array([math.cos(lake_angle), math.sin(lake_angle)])
    town_n = max(3, plan.townships // 9)
    angles = np.arange(town_n) * math.tau / town_n + rng.uniform(-0.25, 0.25, town_n) + rng.uniform(0, math.tau)
    far = rng.uniform(0.5, 0.78, town_n) * reach
    towns = np.column_stack([far * np.cos(angles), far * np.sin(angles)])
    return _Shape(reach, _waves(17, 0.22, rng), river, lake_at, 0.075 * reach, _waves(4, 0.3, rng), towns)


def _river_rows(shape: _Shape, plan: Plan, rng: np.random.Generator) -> tuple[Floats, NDArray[np.int64]]:
    """Return the river as rows of (left bank, middle, right bank) points, and the run each row belongs to.

    Bank points mirror the middle ones at the water's edge, so that borders between them follow it.
    """
    steps = np.hypot(*np.diff(shape.river, axis=0).T)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    stops = np.arange(0, gone[-1], 0.95 * plan.river_m)
    middle = np.column_stack([np.interp(stops, gone, shape.river[:, axis]) for axis in (0, 1)])
    ahead = np.gradient(middle, axis=0)
    ahead /= np.hypot(ahead[:, 0], ahead[:, 1])[:, None]
    side = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    width = plan.river_m * (1 + 0.18 * np.sin(stops / (6 * plan.river_m) + rng.uniform(0, math.tau)))[:, None]
    rows = np.stack([middle + side * width, middle, middle - side * width], axis=1)
    return rows, np.arange(len(rows)) // RIVER_RUN


def _lake_ring(shape: _Shape, plan: Plan) -> tuple[Floats, Floats]:
    """Return points just inside and, mirrored at the shore, just outside of the lake."""
    step = 0.55 * plan.river_m
    angle = np.linspace(0, math.tau, round(math.tau * shape.lake_m / (1.6 * step)), endpoint=False)
    ray = np.column_stack([np.cos(angle), np.sin(angle)])
    shore = (shape.lake_m * _ripple(angle, shape.lake_waves))[:, None]
    return shape.lake_at + ray * (shore - step), shape.lake_at + ray * (shore + step)


def _clear_of(points: Floats, shape: _Shape, plan: Plan, margin: float) -> NDArray[np.bool_]:
    """Tell which points keep off the water by ``margin`` river widths from its edge."""
    dry_river = shape.river_m(points) > (0.5 + margin * 0.8) * plan.river_m
    dry_lake = shape.lake_shore_m(points) > margin * plan.river_m
    return dry_river & dry_lake


def _core(plan: Plan, shape: _Shape, rng: np.random.Generator) -> Floats:
    """Return the middle of the city: blocks between gently curved streets."""
    reach = CORE_REACH * plan.radius_m
    step = math.sqrt(math.pi * reach**2 / (CORE_SHARE * plan.grids))
    half = math.ceil(1.3 * reach / step)
    column, row = np.meshgrid(np.arange(-half, half + 1), np.arange(-half, half + 1))
    blocks = np.column_stack([column.ravel() + 0.5 * (row.ravel() % 2) * 0.25, row.ravel()]).astype(float)
    blocks += rng.uniform(-0.17, 0.17, blocks.shape)
    turn = rng.uniform(-0.35, 0.35)
    blocks = step * blocks @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    phase = rng.uniform(0, math.tau, 4)
    sway = 0.11 * reach
    blocks[:, 0] += sway * np.sin(blocks[:, 1] / (0.55 * reach) + phase[0])
    blocks[:, 1] += sway * np.sin(blocks[:, 0] / (0.6 * reach) + phase[1])
    angle = np.arctan2(blocks[:, 1], blocks[:, 0])
    rim = reach * (1 + 0.12 * np.cos(3 * angle + phase[2]) + 0.06 * np.cos(5 * angle + phase[3]))
    blocks = blocks[np.hypot(blocks[:, 0], blocks[:, 1]) < rim]
    dry: Floats = blocks[_clear_of(blocks, shape, plan, margin=0.95)]
    return dry


def _country(count: int, plan: Plan, shape: _Shape, rng: np.random.Generator, *, inside: bool) -> Floats:
    """Return points scattered by density outside the core: within the outline, or in the rim around it."""
    found: list[Floats] = []
    have = 0
    while have < count:
        tries = rng.uniform(-1.6 * plan.radius_m, 1.6 * plan.radius_m, (8192, 2))
        away = np.hypot(tries[:, 0], tries[:, 1])
        fits = rng.random(len(tries)) < shape.density(tries)
        within = shape.inside(tries)
        fits &= within if inside else shape.inside(tries, 1.22) & ~within
        fits &= away > 1.02 * CORE_REACH * plan.radius_m
        tries = tries[fits]
        tries = tries[_clear_of(tries, shape, plan, margin=0.95)]
        found.append(tries)
        have += len(tries)
    return np.concatenate(found)[:count]


def _relaxed(fixed: Floats, country: Floats, rim: Floats) -> tuple[Floats, Floats]:
    """Return the free points moved towards the middles of their cells: even, but not regular."""
    for _ in range(RELAXATIONS):
        middles = centroids(np.concatenate([fixed, country, rim]))
        country = middles[len(fixed) : len(fixed) + len(country)]
        rim = rim + np.clip(middles[len(fixed) + len(country) :] - rim, -200.0, 200.0)
    return country, rim
