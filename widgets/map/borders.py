"""Borders as corners that grids share: moving one moves it for every grid that meets there, so that none parts from another.

Nothing here changes: each step returns another drawing, and going back is taking the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from console.atlas import Shape
from console.domain.grid import RegionCode

Place = tuple[float, float]
"""(lng, lat), degrees."""
Ring = tuple[int, ...]
"""Corners by number, each once; the last leads back to the first."""

SAME_DEG: Final = 1e-9
"""A tenth of a millimetre: so near, two corners are one."""
ON_LINE_DEG: Final = 1e-7
"""A centimetre: so near, a corner of one grid lies on the border of another."""
LEAST_CORNERS: Final = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where corners are, and the rings that grids make of them: by grid its parts, of each the outer ring first."""

    at: Mapping[int, Place]
    rings: Mapping[RegionCode, tuple[tuple[Ring, ...], ...]]

    def rings_of(self, grid: RegionCode) -> Iterator[Ring]:
        for part in self.rings[grid]:
            yield from part

    def corners_of(self, grid: RegionCode) -> list[int]:
        """Return the corners of a grid in the order of its rings."""
        return [corner for ring in self.rings_of(grid) for corner in ring]

    def holders_of(self, corner: int) -> list[RegionCode]:
        """Return the grids that meet at a corner, by code."""
        return sorted(grid for grid in self.rings if any(corner in ring for ring in self.rings_of(grid)))

    def beside(self, corner: int) -> set[int]:
        """Return the corners at the other ends of the borders that meet at this one."""
        ends: set[int] = set()
        for grid in self.rings:
            for ring in self.rings_of(grid):
                if corner in ring:
                    at = ring.index(corner)
                    ends |= {ring[at - 1], ring[(at + 1) % len(ring)]}
        return ends

    def shape_of(self, grid: RegionCode) -> Shape:
        """Return the area of a grid; it may cross itself."""
        parts = [[[self.at[corner] for corner in ring] for ring in part] for part in self.rings[grid]]
        polygons = [Polygon(outer, holes) for outer, *holes in parts]
        return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)

    def changed_from(self, before: Drawing) -> list[RegionCode]:
        """Return the grids that are no longer what they were, by code."""
        if self is before:
            return []
        moved = {corner for corner, place in self.at.items() if before.at.get(corner, place) != place}
        return sorted(
            grid
            for grid, parts in self.rings.items()
            if parts != before.rings[grid] or any(corner in moved for ring in self.rings_of(grid) for corner in ring)
        )


def drawing_of(shapes: Mapping[RegionCode, Shape], chosen: RegionCode) -> Drawing:
    """Return the chosen grid and those around it as one drawing.

    Where a corner of one lies on the border of another, the other gets it too, if the chosen grid is one of the two.
    """
    at: dict[int, Place] = {}
    known: dict[tuple[int, int], int] = {}
    rings: dict[RegionCode, tuple[tuple[Ring, ...], ...]] = {}
    for grid, shape in shapes.items():
        parts = shape.geoms if isinstance(shape, MultiPolygon) else (shape,)
        rings[grid] = tuple(
            tuple(_ring(line.coords, at, known) for line in (part.exterior, *part.interiors)) for part in parts
        )
    drawn = Drawing(at, rings)
    others = [grid for grid in shapes if grid != chosen]
    drawn = _noded(drawn, [chosen], [corner for grid in others for corner in drawn.corners_of(grid)])
    return _noded(drawn, others, drawn.corners_of(chosen))


def moved(drawn: Drawing, corner: int, to: Place) -> Drawing:
    """Put a corner elsewhere, for all grids that meet there."""
    return replace(drawn, at={**drawn.at, corner: to})


def welded(drawn: Drawing, corner: int, onto: int) -> Drawing:
    """Make one corner of two: the grids that met at the first meet at the other from now on."""
    rings = {
        grid: tuple(tuple(_without_doubles(onto if one == corner else one for one in ring) for ring in part) for part in parts)
        for grid, parts in drawn.rings.items()
    }  # fmt: skip
    return Drawing({number: place for number, place in drawn.at.items() if number != corner}, rings)


def hung(drawn: Drawing, corner: int, start: int, end: int, to: Place) -> Drawing:
    """Put a corner on a border of others, which get it too."""
    return _with(moved(drawn, corner, to), corner, start, end)


def inserted(drawn: Drawing, start: int, end: int, to: Place) -> tuple[Drawing, int]:
    """Put a new corner between two that follow one another, for every grid that has this border; return it too."""
    fresh = max(drawn.at) + 1
    return _with(replace(drawn, at={**drawn.at, fresh: to}), fresh, start, end), fresh


def removable(drawn: Drawing, corner: int) -> bool:
    """Tell whether a corner may go: two borders meet there and no more, and each of its rings keeps an area."""
    if len(drawn.beside(corner)) != 2:
        return False
    return all(corner not in ring or len(ring) > LEAST_CORNERS for grid in drawn.rings for ring in drawn.rings_of(grid))


def removed(drawn: Drawing, corner: int) -> Drawing:
    """Take a corner away for all grids that have it; ask ``removable`` first."""
    rings = {
        grid: tuple(tuple(tuple(one for one in ring if one != corner) for ring in part) for part in parts)
        for grid, parts in drawn.rings.items()
    }
    return Drawing({number: place for number, place in drawn.at.items() if number != corner}, rings)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a drawing does to the ground beside what was there; ``crossing`` are grids whose border crosses itself."""

    crossing: tuple[RegionCode, ...]
    overlaps: tuple[tuple[RegionCode, RegionCode, shapely.Geometry], ...]
    lost: shapely.Geometry | None
    won: shapely.Geometry | None

    @property
    def keeps(self) -> bool:
        """Whether it could be kept: every grid is an area, and none lies on another."""
        return not self.crossing and not self.overlaps


def trouble_of(drawn: Drawing, before: Drawing, then: Mapping[RegionCode, shapely.Geometry]) -> Trouble:
    """Compare a drawing with what it began as: where grids cross themselves or one another, what no grid holds any more,

    and what of nobody's ground one holds now. Overlaps that were there already are not told. ``then`` are the areas of
    ``before``, as ``areas_of`` returns them: only what changed is looked at again.
    """
    changed = drawn.changed_from(before)
    now = {grid: drawn.shape_of(grid) for grid in changed}
    crossing = tuple(grid for grid in changed if not now[grid].is_valid)
    if crossing or not changed:
        return Trouble(crossing, (), None, None)
    had, has = (shapely.union_all([areas[grid] for grid in changed]) for areas in (then, now))
    beside = {grid: then[grid] for grid in drawn.rings if grid not in now}
    held = shapely.union_all([area for area in beside.values() if shapely.intersects(area, has)])
    kept = shapely.union_all([area for area in beside.values() if shapely.intersects(area, had)])
    lost = shapely.difference(shapely.difference(had, has), kept)
    won = shapely.difference(shapely.difference(has, had), held)
    return Trouble((), tuple(_overlaps(now, {**beside, **now}, then)), lost, won)


def areas_of(drawn: Drawing) -> dict[RegionCode, shapely.Geometry]:
    """Return the area of each grid, made valid."""
    return {grid: shapely.make_valid(drawn.shape_of(grid)) for grid in drawn.rings}


def _overlaps(
    changed: Iterable[RegionCode], now: Mapping[RegionCode, shapely.Geometry], then: Mapping[RegionCode, shapely.Geometry]
) -> Iterator[tuple[RegionCode, RegionCode, shapely.Geometry]]:  # fmt: skip
    told: set[frozenset[RegionCode]] = set()
    for grid in changed:
        for other, shape in now.items():
            pair = frozenset({grid, other})
            if other == grid or pair in told or not shapely.intersects(now[grid], shape):
                continue
            told.add(pair)
            over = shapely.intersection(now[grid], shape)
            if over.area and over.area > shapely.intersection(then[grid], then[other]).area + ON_LINE_DEG**2:
                yield grid, other, over


def _ring(
    coords: Iterable[tuple[float, ...]], at: dict[int, Place], known: dict[tuple[int, int], int]
) -> Ring:  # fmt: skip
    ring = []
    for lng, lat, *_ in coords:
        key = round(lng / SAME_DEG), round(lat / SAME_DEG)
        corner = known.setdefault(key, len(known))
        at.setdefault(corner, (lng, lat))
        ring.append(corner)
    return _without_doubles(ring)


def _without_doubles(ring: Iterable[int]) -> Ring:
    """Return a ring in which no corner follows itself, the last before the first neither."""
    kept: list[int] = []
    for corner in ring:
        if not kept or kept[-1] != corner:
            kept.append(corner)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept)


def _noded(drawn: Drawing, lines_of: list[RegionCode], corners: Iterable[int]) -> Drawing:
    """Give the borders of some grids those of the corners that lie on them."""
    numbers = np.array(sorted(set(corners)), dtype=np.int64)
    ends = sorted({pair for grid in lines_of for ring in drawn.rings_of(grid) for pair in _sides(ring)})
    if not len(numbers) or not ends:
        return drawn
    sides = shapely.linestrings([[drawn.at[start], drawn.at[end]] for start, end in ends])
    points = shapely.points([drawn.at[int(number)] for number in numbers])
    found_points, found_sides = shapely.STRtree(sides).query(points, predicate="dwithin", distance=ON_LINE_DEG)
    on_side: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for point, side in zip(found_points.tolist(), found_sides.tolist(), strict=True):
        corner, (start, end) = int(numbers[point]), ends[side]
        if corner not in (start, end):
            along = float(shapely.line_locate_point(sides[side], points[point]))
            on_side.setdefault((start, end), []).append((along, corner))
    if not on_side:
        return drawn
    wanted = {side: [corner for _, corner in sorted(there)] for side, there in on_side.items()}
    rings = dict(drawn.rings)
    for grid in lines_of:
        rings[grid] = tuple(tuple(_with_all(ring, wanted) for ring in part) for part in drawn.rings[grid])
    return replace(drawn, rings=rings)


def _with_all(ring: Ring, wanted: Mapping[tuple[int, int], list[int]]) -> Ring:
    there = set(ring)
    whole: list[int] = []
    for start, end in _sides(ring):
        whole.append(start)
        whole += [corner for corner in wanted.get((start, end), ()) if corner not in there]
    return tuple(whole)


def _sides(ring: Ring) -> Iterator[tuple[int, int]]:
    return ((ring[number - 1], ring[number]) for number in range(len(ring)))


def _with(drawn: Drawing, corner: int, start: int, end: int) -> Drawing:
    """Put a corner into every ring that has this border, whichever way it runs."""

    def along(ring: Ring) -> Ring:
        for number in range(len(ring)):
            if {ring[number - 1], ring[number]} == {start, end} and corner not in ring:
                return _without_doubles((*ring[:number], corner, *ring[number:]))
        return ring

    rings = {grid: tuple(tuple(along(ring) for ring in part) for part in parts) for grid, parts in drawn.rings.items()}
    return replace(drawn, rings=rings)
