"""The ground of a demo city: its grids on earth, and the villages, townships and districts they make up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import numpy as np
import shapely
from numpy.typing import NDArray

from console.demo import cells, tree
from console.demo.plan import Plan
from console.demo.sites import Sites, scatter
from console.domain.place import EARTH_RADIUS_M, LatLng

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]

MIDDLE = LatLng(33.62, 117.9)
"""Open country in eastern China; the city that is drawn there is made up."""
M_PER_DEGREE = math.radians(EARTH_RADIUS_M)
DIGITS = 7
DRAWS = 40
REACH = 0.95
SURE_REACH = 0.42
"""A border point pulled to its site by this factor lies in the cell: 1 - 0.42 (1 + INTRUSION) > INTRUSION."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Grids by number with their shapes in (lng, lat) degrees; neighbours share borders to the last digit.

    ``village_of`` gives each grid its village's number, ``township_of`` each village its township's,
    ``district_of`` each township its district's. ``area_km2`` is each grid's.
    """

    grids: Shapes
    wet_grids: int
    river_grids: int
    area_km2: Floats
    village_of: Ints
    township_of: Ints
    district_of: Ints
    sites: Floats
    rings: Floats
    ring_starts: Ints
    first_cell: Ints

    def places(self, grids: Ints, rng: np.random.Generator) -> Floats:
        """Return a place within each of the grids, shape (n, 2), (lng, lat)."""
        cell = self.first_cell[grids] + rng.integers(0, self.first_cell[grids + 1] - self.first_cell[grids])
        begin, size = self.ring_starts[cell], self.ring_starts[cell + 1] - self.ring_starts[cell] - 1
        corner = begin + rng.integers(0, size)
        site = self.sites[cell]
        edge = self.rings[corner] + rng.random(len(cell))[:, None] * (self.rings[corner + 1] - self.rings[corner])
        pull = np.sqrt(rng.random(len(cell)))[:, None]
        found: Floats = np.round(site + REACH * pull * (edge - site), DIGITS)
        out = ~shapely.contains_xy(self.grids[grids], found[:, 0], found[:, 1])
        found[out] = np.round(site[out] + SURE_REACH * pull[out] * (self.rings[corner[out]] - site[out]), DIGITS)
        return found


def make(plan: Plan, rng: np.random.Generator) -> Ground:
    """Return a ground in one piece; a draw whose outline leaves islands is drawn again."""
    for _ in range(DRAWS):
        sites = scatter(plan, rng)
        web = cells.mesh(sites.points)
        lines = _on_earth(cells.bent(web, sites.points, sites.roughness, rng))
        inside = sites.grid >= 0
        shapes = cells.polygons(web, lines, inside)
        order = np.argsort(sites.grid[inside], kind="stable")
        shapes = shapes[order]
        first = np.searchsorted(sites.grid[inside][order], np.arange(plan.grids + 1))
        grids = _joined(shapes, first)
        if _is_whole(grids):
            return _ground(plan, sites, web, np.flatnonzero(inside)[order], shapes, first, grids, rng)
    raise ValueError("no ground in one piece was drawn")


def united(shapes: Shapes, part_of: Ints) -> Shapes:
    """Return the shapes joined by part, in the parts' order; borders inside a part vanish."""
    order = np.argsort(part_of, kind="stable")
    first = np.searchsorted(part_of[order], np.arange(int(part_of.max()) + 2))
    return _joined(shapes[order], first)


def _joined(shapes: Shapes, first: Ints) -> Shapes:
    """Return one shape for each run of shapes; run ``i`` begins at ``first[i]``."""
    joined = np.empty(len(first) - 1, dtype=object)
    for index, (begin, end) in enumerate(zip(first[:-1].tolist(), first[1:].tolist(), strict=True)):
        joined[index] = shapes[begin] if end == begin + 1 else shapely.coverage_union_all(shapes[begin:end])
    return joined


def _is_whole(grids: Shapes) -> bool:
    whole = shapely.coverage_union_all(grids)
    return isinstance(whole, shapely.Polygon) and not whole.interiors and all(shapely.get_type_id(grids) == 3)


def _on_earth(metres: Floats) -> Floats:
    """Return places in metres east and north of the middle as (lng, lat) degrees."""
    degrees = np.empty_like(metres)
    degrees[..., 0] = MIDDLE.lng_deg + metres[..., 0] / (M_PER_DEGREE * math.cos(math.radians(MIDDLE.lat_deg)))
    degrees[..., 1] = MIDDLE.lat_deg + metres[..., 1] / M_PER_DEGREE
    return np.round(degrees, DIGITS)


def _ground(
    plan: Plan,
    sites: Sites,
    web: cells.Mesh,
    kept: Ints,
    shapes: Shapes,
    first: Ints,
    grids: Shapes,
    rng: np.random.Generator,
) -> Ground:
    pairs = cells.neighbours(web, sites.grid)
    middles = sites.points[kept[first[:-1]]]
    land = tree.country(middles, pairs, np.arange(plan.grids) < sites.wet_grids, rng)
    districts = tree.parted(land, np.arange(plan.grids), plan.districts, rng)
    townships, district_of = _divided(land, districts, plan.townships, rng)
    villages, township_of = _divided(land, townships, plan.villages, rng)
    village_of = np.empty(plan.grids, dtype=np.int64)
    for number, members in enumerate(villages):
        village_of[members] = number
    rings, ring_of = shapely.get_coordinates(shapes, return_index=True)
    square_km = (M_PER_DEGREE / 1000) ** 2 * math.cos(math.radians(MIDDLE.lat_deg))
    return Ground(
        grids=grids,
        wet_grids=sites.wet_grids,
        river_grids=sites.river_grids,
        area_km2=shapely.area(grids) * square_km,
        village_of=village_of,
        township_of=np.array(township_of),
        district_of=np.array(district_of),
        sites=_on_earth(sites.points[kept]),
        rings=rings,
        ring_starts=np.searchsorted(ring_of, np.arange(len(shapes) + 1)),
        first_cell=first,
    )


def _divided(
    land: tree.Country, parts: list[Ints], total: int, rng: np.random.Generator
) -> tuple[list[Ints], list[int]]:
    """Return the parts divided into ``total`` smaller ones, and the part that each came from."""
    smaller: list[Ints] = []
    came_from: list[int] = []
    for number, (part, count) in enumerate(zip(parts, tree.shares(total, [len(part) for part in parts]), strict=True)):
        smaller += tree.parted(land, part, count, rng)
        came_from += [number] * count
    return smaller, came_from


def inner_place(shape_wkb: bytes, draw: Random) -> LatLng:
    """Return a place within a grid, somewhere between its middle and its border."""
    shape = shapely.from_wkb(shape_wkb)
    middle = shape.representative_point()
    border = shapely.get_coordinates(shape)
    lng, lat = border[draw.randrange(len(border))]
    pull = draw.uniform(0.05, REACH)
    for _ in range(6):
        found = LatLng(
            round(middle.y + pull * (float(lat) - middle.y), DIGITS),
            round(middle.x + pull * (float(lng) - middle.x), DIGITS),
        )
        if shapely.contains_xy(shape, found.lng_deg, found.lat_deg):
            return found
        pull /= 2
    return LatLng(middle.y, middle.x)
