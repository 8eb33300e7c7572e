"""The rules of drawing grids: what an order makes of the ground, and why it may not; cutting, joining, numbering.

Boundaries are measured on a plane scaled at their own latitude, which for grids is exact to some parts in 100,000.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon
from shapely.ops import split

from console.atlas import Atlas, Box, Shape, ground_of
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier, check_parent, within
from console.domain.place import LatLng
from console.domain.texts import one_line
from console.ground import GroundChange, coordinates_of, wkb_from
from console.ground_orders import AddGrids, MergeGrids, NewGrid, RedrawGrid, Redrawn, ShapeOrder, SplitGrid

TOLERANCE_M2: Final = 10.0
"""What two boundaries may differ by: a drawn line never meets another to the last digit."""
LEAST_M2: Final = 1.0
MOST_POINTS: Final = 12_000
"""Corners in one order: its line has to be read by every desk."""
MOST_GRIDS: Final = 200
LONGEST_CODE: Final = 40
LONGEST_NAME: Final = 80
DEGREE_M: Final = 111_319.49
"""Metres of a degree on the equator of WGS-84."""


class Ground(Protocol):
    """What the rules ask of the ground as it stands."""

    def region(self, code: str) -> Region | None:
        """Return a region with its shape, also when it is retired."""

    def reaching_into(self, box: Box) -> Sequence[Region]:
        """Return the standing grids whose boxes touch, with their shapes."""


class AtlasGround:
    """The ground as an atlas has it."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def region(self, code: str) -> Region | None:
        return self._atlas.region(code)

    def reaching_into(self, box: Box) -> Sequence[Region]:
        return [region for code in self._atlas.grids_in(box) if (region := self._atlas.region(code)) is not None]


def planned(order: ShapeOrder, ground: Ground) -> GroundChange:
    """Return what the order makes of the grids; crews are not looked at.

    Raises:
        Refused: a code, a name or a boundary is none, is taken, was changed meanwhile, overlaps, or lies elsewhere.
    """
    match order:
        case RedrawGrid():
            return _redrawn(order, ground)
        case SplitGrid():
            return _split(order, ground)
        case MergeGrids():
            return _merged(order, ground)
        case AddGrids():
            return _added(order, ground)


def foreseen(order: ShapeOrder, atlas: Atlas) -> Refused | None:
    """Return why the order would be refused now, as far as codes and boundaries tell; None where it would not."""
    try:
        planned(order, AtlasGround(atlas))
    except Refused as refused:
        return refused
    return None


def shape_of(wkb: bytes) -> Shape | None:
    """Return what covers ground of a boundary, made valid; None where nothing does."""
    geometry = shapely.from_wkb(wkb or None, on_invalid="ignore")
    return None if geometry is None else ground_of(shapely.make_valid(shapely.force_2d(geometry)))


def wkb_of(shape: Shape) -> bytes:
    """Return the boundary as it is kept: the great end first, a polygon where there is one part, the same on every engine."""
    return wkb_from(coordinates_of(shapely.to_wkb(shapely.force_2d(shape), byte_order=0)))


def area_m2(shape: shapely.Geometry) -> float:
    return float(areas_m2([shape])[0])


def areas_m2(shapes: Sequence[shapely.Geometry] | NDArray[np.object_]) -> NDArray[np.float64]:
    """Return how much ground each covers, shape (n,)."""
    geometries = np.asarray(shapes, dtype=object)
    bounds = shapely.bounds(geometries)
    middles = np.nan_to_num((bounds[:, 1] + bounds[:, 3]) / 2)
    found: NDArray[np.float64] = shapely.area(geometries) * DEGREE_M**2 * np.cos(np.radians(middles))
    return found


def cut(shape: Shape, line: Sequence[LatLng]) -> list[Shape]:
    """Return the parts that a line makes of an area, the biggest first; none where it does not part it."""
    if len(line) < 2:
        return []
    path = LineString([(place.lng_deg, place.lat_deg) for place in line])
    parts = [part for one in shapely.get_parts(shape) for part in shapely.get_parts(split(one, path))]
    found = [part for part in parts if isinstance(part, Polygon) and area_m2(part) > LEAST_M2]
    if len(found) <= len(shapely.get_parts(shape)):
        return []
    return sorted(found, key=area_m2, reverse=True)


def joined(shapes: Sequence[Shape]) -> Shape | None:
    """Return the areas as one; where neighbours do not quite meet, what lies between them is closed."""
    if not shapes:
        return None
    whole = ground_of(shapely.union_all(shapes))
    if whole is None or isinstance(whole, Polygon):
        return whole
    # A centimetre: no road is so narrow, and no two hands draw a line so alike.
    seam = 0.01 / DEGREE_M
    closed = ground_of(
        shapely.union_all([whole, whole.buffer(seam, join_style="mitre").buffer(-seam, join_style="mitre")])
    )
    return closed if closed is not None and len(shapely.get_parts(closed)) < len(shapely.get_parts(whole)) else whole


def next_codes(parent: str, taken: Collection[str], count: int, width: int = 3) -> list[RegionCode]:
    """Return the next free codes under a parent: its own with a sequence of digits."""
    found: list[RegionCode] = []
    number = 0
    while len(found) < count:
        number += 1
        code = RegionCode(f"{parent}{number:0{width}d}")
        if code not in taken:
            found.append(code)
    return found


def _redrawn(order: RedrawGrid, ground: Ground) -> GroundChange:
    wanted = (Redrawn(grid=order.grid, seen=order.seen, shape_wkb=order.shape_wkb), *order.beside)
    if len(wanted) > MOST_GRIDS:
        raise Refused("grid.too_many", most=MOST_GRIDS)
    drawn: dict[RegionCode, tuple[Region, Shape]] = {}
    for one in wanted:
        before = _standing(one.grid, one.seen, ground)
        if one.grid in drawn:
            raise Refused("grid.code_taken", grid=one.grid, name=before.name)
        drawn[one.grid] = before, _checked_shape(one.grid, one.shape_wkb)
    _ours(drawn, order.by.centre)
    _few_points([shape for _, shape in drawn.values()], order.grid)
    for code, (before, shape) in drawn.items():
        was = shape_of(before.shape_wkb)
        _check_parent_holds(before, shape, was, ground)
        _check_overlaps(code, shape, was, ground, drawn)
    name = _checked_name(order.grid, order.name) if order.name else drawn[order.grid][0].name
    return GroundChange(
        grids=tuple(
            replace(
                before,
                name=name if code == order.grid else before.name,
                shape_wkb=wkb_of(shape),
                version=before.version + 1,
            )
            for code, (before, shape) in drawn.items()
        )
    )


def _split(order: SplitGrid, ground: Ground) -> GroundChange:
    before = _standing(order.grid, order.seen, ground)
    _ours([order.grid], order.by.centre)
    if len(order.parts) < 2:
        raise Refused("grid.too_few", least=2)
    parts = _new_grids([replace(part, parent=part.parent or before.parent) for part in order.parts], ground)
    if any(part.parent != before.parent for part, _ in parts):
        raise Refused("grid.not_one_parent", grids=", ".join(sorted(part.code for part, _ in parts)))
    was = shape_of(before.shape_wkb)
    if was is None:
        raise Refused("grid.no_area", grid=order.grid)
    _check_apart(parts)
    whole = shapely.union_all([shape for _, shape in parts])
    if (left := _m2_of(was.difference(whole))) > TOLERANCE_M2:
        raise Refused("grid.parts_leave", grid=order.grid, m2=round(left))
    if (beyond := _m2_of(whole.difference(was))) > TOLERANCE_M2:
        raise Refused("grid.parts_beyond", grid=order.grid, m2=round(beyond))
    grids = tuple(replace(part, rating=before.rating) for part, _ in parts)
    return GroundChange(grids=grids, retired=((before.code, before.version + 1),))


def _merged(order: MergeGrids, ground: Ground) -> GroundChange:
    seen = {grid.code: grid.seen for grid in order.grids}
    if len(seen) < 2:
        raise Refused("grid.too_few", least=2)
    if len(seen) > MOST_GRIDS:
        raise Refused("grid.too_many", most=MOST_GRIDS)
    before = {code: _standing(code, version, ground) for code, version in sorted(seen.items())}
    _ours(before, order.by.centre)
    parents = {grid.parent for grid in before.values()}
    if len(parents) > 1:
        raise Refused("grid.not_one_parent", grids=", ".join(before))
    whole = joined([shape for grid in before.values() if (shape := shape_of(grid.shape_wkb)) is not None])
    if whole is None:
        raise Refused("grid.no_area", grid=order.code)
    _few_points([whole], order.code)
    first = next(iter(before.values()))
    if order.code in before:
        stays = before[order.code]
        after = replace(stays, version=stays.version + 1)
    else:
        after = Region(code=_free_code(order.code, first.parent, ground), name="", tier=Tier.GRID, parent=first.parent)
        after = replace(after, kind=first.kind, rating=first.rating)
    after = replace(after, name=_checked_name(order.code, order.name), shape_wkb=wkb_of(whole))
    gone = tuple((code, grid.version + 1) for code, grid in before.items() if code != order.code)
    return GroundChange(grids=(after,), retired=gone)


def _added(order: AddGrids, ground: Ground) -> GroundChange:
    if not order.grids:
        raise Refused("grid.too_few", least=1)
    grids = _new_grids(order.grids, ground)
    _ours([grid.code for grid, _ in grids], order.by.centre)
    for grid, shape in grids:
        _check_parent_holds(grid, shape, None, ground)
        _check_overlaps(grid.code, shape, None, ground)
    _check_apart(grids)
    return GroundChange(grids=tuple(grid for grid, _ in grids))


def _new_grids(news: Sequence[NewGrid], ground: Ground) -> list[tuple[Region, Shape]]:
    if len(news) > MOST_GRIDS:
        raise Refused("grid.too_many", most=MOST_GRIDS)
    found: dict[RegionCode, tuple[Region, Shape]] = {}
    for one in news:
        code = _free_code(one.code, one.parent, ground)
        name = _checked_name(code, one.name)
        if code in found:
            raise Refused("grid.code_taken", grid=code, name=found[code][0].name)
        shape = _checked_shape(code, one.shape_wkb)
        region = Region(code=code, name=name, tier=Tier.GRID, parent=one.parent, kind=one.kind)
        found[code] = (replace(region, shape_wkb=wkb_of(shape)), shape)
    _few_points([shape for _, shape in found.values()], news[0].code)
    return list(found.values())


def _standing(code: RegionCode, seen: int, ground: Ground) -> Region:
    """Return the grid as the operator saw it."""
    region = ground.region(code)
    if region is None or region.tier is not Tier.GRID:
        raise Refused("grid.unknown", grid=code)
    if not region.is_standing:
        raise Refused("grid.retired", grid=code, name=region.name)
    if region.version != seen:
        raise Refused("grid.changed", grid=code, name=region.name)
    return region


def _ours(codes: Iterable[RegionCode], centre: RegionCode) -> None:
    for code in codes:
        if not within(code, centre):
            raise Refused("grid.outside", grid=code)


def _free_code(code: RegionCode, parent: RegionCode | None, ground: Ground) -> RegionCode:
    if one_line(code) != code or not 1 <= len(code) <= LONGEST_CODE or " " in code:
        raise Refused("grid.bad_code", grid=code[:LONGEST_CODE])
    taken = ground.region(code)
    if taken is not None:
        raise Refused("grid.code_taken", grid=code, name=taken.name)
    above = ground.region(parent) if parent else None
    if parent is None or above is None or above.tier is Tier.GRID or not above.is_standing:
        raise Refused("grid.bad_parent", grid=code, parent=parent or "")
    check_parent(code, parent)
    return code


def _checked_name(code: str, name: str) -> str:
    line = one_line(name)
    if not 1 <= len(line) <= LONGEST_NAME:
        raise Refused("grid.bad_name", grid=code)
    return line


def _checked_shape(code: str, wkb: bytes) -> Shape:
    geometry = shapely.from_wkb(wkb or None, on_invalid="ignore")
    if geometry is None or not isinstance(geometry, Polygon | MultiPolygon) or geometry.is_empty:
        raise Refused("grid.no_area", grid=code)
    shape = shapely.force_2d(geometry)
    if not shape.is_valid:
        raise Refused("grid.crosses_itself", grid=code)
    west, south, east, north = shape.bounds
    if not (
        west >= -180 and east <= 180 and south >= -90 and north <= 90 and math.isfinite(west + south + east + north)
    ):
        raise Refused("grid.outside_world", grid=code)
    if area_m2(shape) < LEAST_M2:
        raise Refused("grid.no_area", grid=code)
    return shape


def _few_points(shapes: Sequence[Shape], code: str) -> None:
    points = int(shapely.get_num_coordinates(shapes).sum())
    if points > MOST_POINTS:
        raise Refused("grid.too_many_points", grid=code, points=points, most=MOST_POINTS)


def _check_parent_holds(grid: Region, shape: Shape, was: Shape | None, ground: Ground) -> None:
    """Raise Refused where more lies outside the parent than lay there before; of a parent without a shape nothing is known."""
    parent = ground.region(grid.parent) if grid.parent else None
    holds = shape_of(parent.shape_wkb) if parent is not None else None
    if parent is None or holds is None:
        return
    outside = _m2_of(shape.difference(holds))
    before = _m2_of(was.difference(holds)) if was is not None else 0.0
    if outside > before + TOLERANCE_M2:
        raise Refused("grid.outside_parent", grid=grid.code, parent=parent.code, name=parent.name, m2=round(outside))


def _check_overlaps(
    code: RegionCode,
    shape: Shape,
    was: Shape | None,
    ground: Ground,
    drawn: Mapping[RegionCode, tuple[Region, Shape]] = MappingProxyType({}),
) -> None:
    """Raise Refused where a neighbour is overlapped further than it was: what was wrong before keeps nobody from mending.

    Neighbours that are ``drawn`` by the same order count as they are to be.
    """
    near = {other.code: other for other in ground.reaching_into(Box(*shape.bounds))}
    for other in (near | {beside: region for beside, (region, _) in drawn.items()}).values():
        before = shape_of(other.shape_wkb)
        its = drawn[other.code][1] if other.code in drawn else before
        if other.code == code or its is None:
            continue
        over = _m2_of(shape.intersection(its))
        had = _m2_of(was.intersection(before)) if was is not None and before is not None else 0.0
        if over > TOLERANCE_M2 + had:
            raise Refused("grid.overlaps", grid=code, other=other.code, name=other.name, m2=round(over))


def _check_apart(grids: Sequence[tuple[Region, Shape]]) -> None:
    """Raise Refused where two of the new grids lie over each other."""
    shapes = np.array([shape for _, shape in grids], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if one < other and (over := _m2_of(shapes[one].intersection(shapes[other]))) > TOLERANCE_M2:
            (grid, _), (its, _) = grids[one], grids[other]
            raise Refused("grid.overlaps", grid=grid.code, other=its.code, name=its.name, m2=round(over))


def _m2_of(geometry: shapely.Geometry) -> float:
    return 0.0 if shapely.is_empty(geometry) else area_m2(geometry)
