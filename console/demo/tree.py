"""Grids gathered into villages, townships and districts: each in one piece, of believable sizes."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 10
OVER_WATER = 5.0


@dataclass(frozen=True, slots=True)
class Country:
    """The grids as a net: where their middles are, and what it costs to go from each to its neighbours."""

    middles: Floats
    ways: tuple[tuple[tuple[int, float], ...], ...]


def country(middles: Floats, pairs: Ints, wet: NDArray[np.bool_], rng: np.random.Generator) -> Country:
    """Return the net of neighbouring grids; ways are uneven, and crossing water is dear."""
    span = middles[pairs[:, 0]] - middles[pairs[:, 1]]
    cost = np.hypot(span[:, 0], span[:, 1]) * rng.uniform(0.75, 1.5, len(pairs))
    cost *= np.where(wet[pairs].any(axis=1), OVER_WATER, 1.0)
    ways: list[list[tuple[int, float]]] = [[] for _ in middles]
    for (one, other), far in zip(pairs.tolist(), cost.tolist(), strict=True):
        ways[one].append((other, far))
        ways[other].append((one, far))
    return Country(middles, tuple(tuple(way) for way in ways))


def parted(land: Country, grids: Ints, count: int, rng: np.random.Generator) -> list[Ints]:
    """Return the grids in ``count`` parts, each in one piece if the grids are.

    Every part grows from a seed along the cheapest ways; slow ones are given more speed, round by round, until
    the sizes are near the uneven ones wished for.
    """
    if count == 1:
        return [grids]
    seeds = _seeds(land.middles[grids], count, rng)
    wished = rng.uniform(0.7, 1.35, count)
    wished *= len(grids) / wished.sum()
    speed = np.ones(count)
    best: tuple[float, Ints] | None = None
    for _ in range(ROUNDS):
        part_of = _grown(land, grids, grids[seeds], speed)
        sizes = np.bincount(part_of, minlength=count)
        off = float(np.abs(np.log(sizes / wished)).max())
        if best is None or off < best[0]:
            best = off, part_of
        speed *= (wished / sizes) ** 0.45
    assert best is not None
    return [grids[best[1] == part] for part in range(count)]


def shares(total: int, sizes: Sequence[int]) -> list[int]:
    """Return ``total`` shared out by size, at least 1 each, by largest remainders."""
    exact = np.asarray(sizes, dtype=float) / sum(sizes) * total
    given = np.maximum(1, np.floor(exact)).astype(int)
    while given.sum() < total:
        given[np.argmax(exact - given)] += 1
    while given.sum() > total:
        given[np.argmax(np.where(given > 1, given - exact, -np.inf))] -= 1
    return [int(share) for share in given]


def _seeds(middles: Floats, count: int, rng: np.random.Generator) -> Ints:
    """Return the grids nearest to the middles of ``count`` clusters, all different."""
    chosen = middles[rng.choice(len(middles), count, replace=False)]
    for _ in range(12):
        gap = np.hypot(*(middles[:, None, :] - chosen[None, :, :]).transpose(2, 0, 1))
        nearest = gap.argmin(axis=1)
        for cluster in np.unique(nearest):
            chosen[cluster] = middles[nearest == cluster].mean(axis=0)
    gap = np.hypot(*(middles[:, None, :] - chosen[None, :, :]).transpose(2, 0, 1))
    seeds: list[int] = []
    for cluster in range(count):
        order = np.argsort(gap[:, cluster], kind="stable")
        seeds.append(next(int(grid) for grid in order if int(grid) not in seeds))
    return np.array(seeds)


def _grown(land: Country, grids: Ints, seeds: Ints, speed: Floats) -> Ints:
    """Return the part of each grid: the one whose seed reaches it first (E. W. Dijkstra, Numer. Math. 1, 1959)."""
    place = {int(grid): index for index, grid in enumerate(grids)}
    part_of = np.full(len(grids), -1, dtype=np.int64)
    slow = (1 / speed).tolist()
    edge: list[tuple[float, int, int]] = [(0.0, int(seed), part) for part, seed in enumerate(seeds)]
    heapq.heapify(edge)
    while edge:
        gone, grid, part = heapq.heappop(edge)
        if part_of[place[grid]] >= 0:
            continue
        part_of[place[grid]] = part
        for other, far in land.ways[grid]:
            index = place.get(other)
            if index is not None and part_of[index] < 0:
                heapq.heappush(edge, (gone + far * slow[part], other, part))
    return part_of
