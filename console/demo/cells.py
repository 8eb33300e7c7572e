"""Cells around sites whose neighbours share their crooked borders to the last digit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PIECES = 8
INTRUSION = 0.4
"""How far a border may bend towards a site, as a share of what keeps it apart from all other borders."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """The straight cells of sites: every border once, with the sites on both sides.

    ``ends`` (m, 2) are vertex numbers, ``sides`` (m, 2) site numbers, -1 where there is only one; ``half_border``
    and ``half_site`` list the way round each cell in order, ``half_back`` where it runs against the border.
    """

    vertices: Floats
    ends: Ints
    sides: Ints
    half_border: Ints
    half_site: Ints
    half_back: NDArray[np.bool_]


def centroids(points: Floats) -> Floats:
    """Return the middle of each point's cell, shape (n, 2)."""
    return shapely.get_coordinates(shapely.centroid(_straight(points)))


def mesh(points: Floats) -> Mesh:
    """Return the cells of the points, in the same unit; vertices within a centimetre are one."""
    coords, site = shapely.get_coordinates(_straight(points), return_index=True)
    tied = np.round(coords, 2)
    vertices, number = np.unique(tied, axis=0, return_inverse=True)
    number = number.reshape(-1)
    begins, ends, owner = number[:-1], number[1:], site[:-1]
    real = (site[:-1] == site[1:]) & (begins != ends)
    begins, ends, owner = begins[real], ends[real], owner[real]
    low, high = np.minimum(begins, ends), np.maximum(begins, ends)
    keys, border = np.unique(low * np.int64(len(vertices)) + high, return_inverse=True)
    border = border.reshape(-1)
    sides = np.full((len(keys), 2), -1, dtype=np.int64)
    back = begins > ends
    sides[border[~back], 0] = owner[~back]
    sides[border[back], 1] = owner[back]
    return Mesh(
        vertices=vertices,
        ends=np.column_stack([keys // len(vertices), keys % len(vertices)]),
        sides=sides,
        half_border=border,
        half_site=owner,
        half_back=back,
    )


def bent(web: Mesh, points: Floats, roughness: Floats, rng: np.random.Generator) -> Floats:
    """Return every border as PIECES + 1 points, shape (m, PIECES + 1, 2), bent by midpoint displacement.

    A border stays within the kite of its ends and its two sites. Kites do not overlap, so no two borders cross.
    Source: A. Fournier, D. Fussell, L. Carpenter, Computer Rendering of Stochastic Models, CACM 25(6), 1982.
    """
    begin, end = web.vertices[web.ends[:, 0]], web.vertices[web.ends[:, 1]]
    along = end - begin
    long = np.hypot(along[:, 0], along[:, 1])
    ahead = along / long[:, None]
    normal = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    one = np.where(web.sides[:, 0] >= 0, web.sides[:, 0], web.sides[:, 1])
    other = np.where(web.sides[:, 1] >= 0, web.sides[:, 1], one)
    rough = np.minimum(roughness[one], roughness[other])
    to_site = points[one] - begin
    foot = (to_site * ahead).sum(axis=1) / long
    height = np.abs((to_site * normal).sum(axis=1))
    bend = np.zeros((len(long), PIECES + 1))
    step = PIECES // 2
    size = rough * long
    while step:
        middle = np.arange(step, PIECES, 2 * step)
        push = np.clip(rng.standard_normal((len(long), len(middle))), -2, 2) * size[:, None]
        bend[:, middle] = (bend[:, middle - step] + bend[:, middle + step]) / 2 + push
        step //= 2
        size = size * 0.55
    at = np.linspace(0, 1, PIECES + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = np.where(foot[:, None] > 0, at / foot[:, None], np.inf)
        falling = np.where(foot[:, None] < 1, (1 - at) / (1 - foot[:, None]), np.inf)
    room = INTRUSION * height[:, None] * np.minimum(rising, falling)
    bend = np.clip(bend, -room, room)
    bend[:, [0, -1]] = 0
    lines: Floats = begin[:, None, :] + at[None, :, None] * along[:, None, :] + bend[:, :, None] * normal[:, None, :]
    lines[:, -1] = end
    return lines


def polygons(web: Mesh, lines: Floats, wanted: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Return the cells of the wanted sites, in the order of the sites, bounded by ``lines``."""
    halves = wanted[web.half_site]
    border, back, site = web.half_border[halves], web.half_back[halves], web.half_site[halves]
    runs = lines[border]
    runs[back] = runs[back][:, ::-1]
    ring_of = np.cumsum(wanted) - 1
    rings = shapely.linearrings(runs[:, :-1].reshape(-1, 2), indices=np.repeat(ring_of[site], PIECES))
    return np.asarray(shapely.polygons(rings), dtype=object)


def neighbours(web: Mesh, grid: Ints) -> Ints:
    """Return the pairs of grids, each once, low before high, that share a border; shape (n, 2)."""
    both = web.sides[(web.sides >= 0).all(axis=1)]
    pairs = np.sort(grid[both], axis=1)
    return np.unique(pairs[(pairs[:, 0] >= 0) & (pairs[:, 0] != pairs[:, 1])], axis=0)


def _straight(points: Floats) -> NDArray[np.object_]:
    collection = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    parts: NDArray[np.object_] = shapely.get_parts(collection)
    return parts
