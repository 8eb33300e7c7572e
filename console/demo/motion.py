"""How the crews of a demo city move: on foot about their grids, by car about their districts, to what they hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import shapely
from numpy.typing import NDArray

from console.domain.crew import Crew, CrewId, CrewKind, Duty, Fix
from console.domain.grid import Region, Tier
from console.domain.place import EARTH_RADIUS_M, LatLng

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WALK_MPS = (1.0, 1.5)
DRIVE_MPS = (6.0, 8.0)
WALK_REST_S = (15.0, 90.0)
DRIVE_REST_S = (40.0, 200.0)
STILL_REPORT_S = 60.0
LONGEST_STEP_S = 10.0
REACH = 0.62
M_PER_DEGREE = math.radians(EARTH_RADIUS_M)


class Motion:
    """Every crew on duty with a place, moved together; metres east and north of the first crew's place.

    Belongs to one thread. Crews off duty or without a place are not here.
    """

    def __init__(self, crews: Sequence[Crew], regions: Sequence[Region], seed: int, now: datetime) -> None:
        self._rng = np.random.default_rng([seed, 8])
        grids = sorted((r for r in regions if r.tier is Tier.GRID and r.shape_wkb), key=lambda region: region.code)
        on_duty = [crew for crew in crews if grids and crew.duty is Duty.ON_DUTY and crew.place is not None]
        self._ids = [crew.id for crew in on_duty]
        self._row = {crew: row for row, crew in enumerate(self._ids)}
        places = np.array([(c.place.lng_deg, c.place.lat_deg) for c in on_duty if c.place]).reshape(-1, 2)
        self._origin = places[0] if len(places) else np.zeros(2)
        self._scale = np.array([M_PER_DEGREE * math.cos(math.radians(float(self._origin[1]))), M_PER_DEGREE])
        self._at = (places - self._origin) * self._scale
        self._drives = np.array([crew.kind is CrewKind.UNIT for crew in on_duty], dtype=bool)
        slow, fast = np.where(self._drives[:, None], DRIVE_MPS, WALK_MPS).T
        self._mps = self._rng.uniform(slow, fast)
        self._rings(grids)
        codes = np.array([grid.code for grid in grids], dtype=str)
        homes = np.array([crew.region for crew in on_duty], dtype=str)
        self._home = np.column_stack([np.searchsorted(codes, homes), np.searchsorted(codes, np.char.add(homes, "~"))])
        self._now_s = now.timestamp()
        self._target = self._at.copy()
        self._rest_until_s = self._now_s + self._rng.uniform(0, 60, len(on_duty))
        self._sent = np.zeros(len(on_duty), dtype=bool)
        self._reported = self._at.copy()
        self._reported_s = np.full(len(on_duty), self._now_s)
        self._next_row = 0

    def __len__(self) -> int:
        return len(self._ids)

    def send(self, crew: str, place: LatLng) -> None:
        """Let a crew go to a place and stay there until it is released; unknown crews are not here to go."""
        row = self._row.get(CrewId(crew))
        if row is not None:
            self._target[row] = (np.array([place.lng_deg, place.lat_deg]) - self._origin) * self._scale
            self._rest_until_s[row] = 0.0
            self._sent[row] = True

    def release(self, crew: str) -> None:
        row = self._row.get(CrewId(crew))
        if row is not None:
            self._sent[row] = False

    def advance(self, now: datetime) -> None:
        """Move every crew to where it is at ``now``; after a long gap, only by ``LONGEST_STEP_S``."""
        now_s = now.timestamp()
        step_s = min(max(now_s - self._now_s, 0.0), LONGEST_STEP_S)
        self._now_s = now_s
        arrived = (self._at == self._target).all(axis=1)
        setting_out = np.flatnonzero(arrived & ~self._sent & (self._rest_until_s <= now_s))
        self._target[setting_out] = self._waypoints(setting_out)
        under_way = np.flatnonzero((self._at != self._target).any(axis=1) & (self._rest_until_s <= now_s))
        way = self._target[under_way] - self._at[under_way]
        far = np.hypot(way[:, 0], way[:, 1])
        share = np.minimum(1.0, self._mps[under_way] * step_s / np.maximum(far, 1e-9))
        self._at[under_way] += way * share[:, None]
        there = under_way[share >= 1.0]
        self._at[there] = self._target[there]
        shortest, longest = np.where(self._drives[there, None], DRIVE_REST_S, WALK_REST_S).T
        self._rest_until_s[there] = now_s + self._rng.uniform(shortest, longest)

    def fixes(self, now: datetime, most: int) -> tuple[Fix, ...]:
        """Return up to ``most`` fixes, in turn: of those that moved since their last, and of long silent ones."""
        if not self._ids:
            return ()
        silent = self._reported_s <= now.timestamp() - STILL_REPORT_S
        worth = (self._at != self._reported).any(axis=1) | silent
        turn = (np.arange(len(self._ids)) + self._next_row) % len(self._ids)
        rows = turn[worth[turn]][:most]
        if len(rows) == 0:
            return ()
        self._next_row = int(rows[-1]) + 1
        self._reported[rows] = self._at[rows]
        self._reported_s[rows] = now.timestamp()
        places = np.round(self._origin + self._at[rows] / self._scale, 7).tolist()
        return tuple(
            Fix(self._ids[row], LatLng(lat, lng), now) for row, (lng, lat) in zip(rows.tolist(), places, strict=True)
        )

    def _rings(self, grids: Sequence[Region]) -> None:
        """Keep each grid's middle, its border points, and how far towards them every straight way stays inside."""
        shapes = shapely.from_wkb([grid.shape_wkb for grid in grids])
        middles = shapely.get_coordinates(shapely.centroid(shapes))
        hull, of = shapely.get_coordinates(shapely.convex_hull(shapes), return_index=True)
        reach = np.full(len(grids), REACH)
        for _ in range(6):
            inner = shapely.polygons(
                shapely.linearrings(middles[of] + reach[of, None] * (hull - middles[of]), indices=of)
            )
            reach[~shapely.covers(shapes, inner)] *= 0.6
        coords, owner = shapely.get_coordinates(shapes, return_index=True)
        self._middles = (middles - self._origin) * self._scale
        self._border = (coords - self._origin) * self._scale
        self._first = np.searchsorted(owner, np.arange(len(grids) + 1))
        self._reach = reach

    def _waypoints(self, rows: Ints) -> Floats:
        """Return where each of the crews goes next: about its grid; a unit, to a grid of its region not far off."""
        if len(rows) == 0:
            return np.zeros((0, 2))
        low, high = self._home[rows, 0], np.maximum(self._home[rows, 1], self._home[rows, 0] + 1)
        tries = self._rng.integers(low, high, (4, len(rows)))
        tries = np.minimum(tries, len(self._middles) - 1)
        away = np.hypot(*(self._middles[tries] - self._at[rows]).transpose(2, 0, 1))
        grid = tries[away.argmin(axis=0), np.arange(len(rows))]
        corner = self._rng.integers(self._first[grid], self._first[grid + 1])
        pull = (self._reach[grid] * np.sqrt(self._rng.random(len(rows))))[:, None]
        waypoints: Floats = self._middles[grid] + pull * (self._border[corner] - self._middles[grid])
        return waypoints
