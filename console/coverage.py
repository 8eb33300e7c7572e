"""Whether the grids cover the ground as they should: gaps, overlaps, strays, slivers, and codes that do not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from console.domain.grid import Region, RegionCode, Tier
from console.domain.place import LatLng
from console.redrawing import DEGREE_M, areas_m2, shape_of

LEAST_M2: Final = 10.0
"""Less than this is how exactly boundaries are drawn, and told only as a sum."""
LARGE_M2: Final = 1_000.0
"""From this size on, what is wrong is no slip of the pen: tickets will fall into it."""
SLIVER_M: Final = 2.0
"""A gap or an overlap that is nowhere wider comes of two drawings of one line."""
SEAM_M: Final = 0.005


class Fault(StrEnum):
    """What may be wrong with a drawing of the ground."""

    INVALID = "invalid"
    NO_SHAPE = "no_shape"
    BAD_CODE = "bad_code"
    WRONG_PARENT = "wrong_parent"
    DUPLICATE = "duplicate"
    OUTSIDE_PARENT = "outside_parent"
    OVERLAP = "overlap"
    GAP = "gap"
    SLIVER = "sliver"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, with whom; ``place`` lies within ``shape_wkb``, the ground that it is about."""

    fault: Fault
    severity: Severity
    codes: tuple[RegionCode, ...]
    area_m2: float = 0.0
    place: LatLng | None = None
    shape_wkb: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was found, the gravest first, in so many grids that stand."""

    findings: tuple[Finding, ...]
    grids: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Regions with an area, and their areas, side by side."""

    regions: Sequence[Region]
    shapes: NDArray[np.object_]


def check(regions: Iterable[Region]) -> Coverage:
    """Return everything that is wrong with the standing regions; takes some seconds for a city, on any thread."""
    standing = sorted((region for region in regions if region.is_standing), key=lambda region: region.code)
    by_code = {region.code: region for region in standing}
    found = [*_of_codes(standing, by_code)]
    drawn, told = _drawn(standing)
    found += told
    grids = _only_grids(drawn)
    first, second = _met(grids.shapes)
    found += _duplicates(grids, first, second)
    found += _overlaps(grids, first, second)
    strays = _strays(drawn)
    found += _outside(drawn, by_code, strays)
    found += _gaps(drawn, by_code, strays)
    order = {fault: number for number, fault in enumerate(Fault)}
    rank = {severity: number for number, severity in enumerate(Severity)}
    found.sort(key=lambda one: (rank[one.severity], order[one.fault], -one.area_m2, one.codes))
    return Coverage(findings=tuple(found), grids=sum(region.tier is Tier.GRID for region in standing))


def _of_codes(standing: Sequence[Region], by_code: dict[RegionCode, Region]) -> Iterator[Finding]:
    for region in standing:
        if region.parent is None:
            if region.tier is Tier.GRID:
                yield _about(Fault.WRONG_PARENT, Severity.ERROR, region.code)
            continue
        parent = by_code.get(region.parent)
        if parent is None or parent.tier >= region.tier:
            yield _about(Fault.WRONG_PARENT, Severity.ERROR, region.code, region.parent)
        if not region.code.startswith(region.parent) or region.code == region.parent:
            yield _about(Fault.BAD_CODE, Severity.ERROR, region.code, region.parent)


def _drawn(standing: Sequence[Region]) -> tuple[_Drawn, list[Finding]]:
    """Return the areas, made valid where they were not, and which were not or are none."""
    read = np.atleast_1d(shapely.from_wkb([region.shape_wkb or None for region in standing], on_invalid="ignore"))
    is_valid = shapely.is_valid(read)
    regions: list[Region] = []
    shapes: list[shapely.Geometry] = []
    found: list[Finding] = []
    for region, geometry, valid in zip(standing, read, is_valid, strict=True):
        shape = geometry if valid and isinstance(geometry, Polygon | MultiPolygon) else shape_of(region.shape_wkb)
        if shape is None or shape.is_empty:
            if region.tier is Tier.GRID:
                found.append(_about(Fault.NO_SHAPE, Severity.ERROR, region.code))
            continue
        if not valid:
            found.append(_on(Fault.INVALID, Severity.WARNING, (region.code,), shape))
        regions.append(region)
        shapes.append(shape)
    return _Drawn(regions, np.array(shapes, dtype=object)), found


def _only_grids(drawn: _Drawn) -> _Drawn:
    wanted = [number for number, region in enumerate(drawn.regions) if region.tier is Tier.GRID]
    return _Drawn([drawn.regions[number] for number in wanted], drawn.shapes[wanted])


def _met(shapes: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of areas whose boxes meet, each once."""
    if not len(shapes):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first, second = shapely.STRtree(shapes).query(shapes)
    once = first < second
    return first[once], second[once]


def _duplicates(grids: _Drawn, first: NDArray[np.int64], second: NDArray[np.int64]) -> Iterator[Finding]:
    """Yield grids that are drawn twice, in whatever order their corners are told."""
    sizes = shapely.get_num_coordinates(grids.shapes)
    alike = sizes[first] == sizes[second]
    alike[alike] = shapely.equals(grids.shapes[first[alike]], grids.shapes[second[alike]])
    for one, other in zip(first[alike].tolist(), second[alike].tolist(), strict=True):
        codes = (grids.regions[one].code, grids.regions[other].code)
        yield _on(Fault.DUPLICATE, Severity.ERROR, codes, grids.shapes[one])


def _overlaps(grids: _Drawn, first: NDArray[np.int64], second: NDArray[np.int64]) -> Iterator[Finding]:
    """Yield what two grids both cover; a special grid may lie on a base one."""
    kinds = np.array([region.kind.value for region in grids.regions])
    same = kinds[first] == kinds[second] if len(first) else np.empty(0, bool)
    first, second = first[same], second[same]
    # Of neighbours that share a clean border, nothing need be cut: that is most of a city.
    first, second = _that_may_overlap(grids.shapes, first, second)
    both = shapely.intersection(grids.shapes[first], grids.shapes[second])
    areas = areas_m2(both)
    for number in np.flatnonzero(areas > LEAST_M2).tolist():
        one, other = grids.regions[first[number]], grids.regions[second[number]]
        if shapely.equals(grids.shapes[first[number]], grids.shapes[second[number]]):
            continue
        yield from _pieces(Fault.OVERLAP, (one.code, other.code), both[number])


def _that_may_overlap(
    shapes: NDArray[np.object_], first: NDArray[np.int64], second: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs whose insides meet: those that a prepared look cannot part."""
    if not len(first):
        return first, second
    shapely.prepare(shapes)
    touch = shapely.touches(shapes[first], shapes[second])
    apart = ~shapely.intersects(shapes[first], shapes[second])
    meet = ~(touch | apart)
    return first[meet], second[meet]


def _strays(drawn: _Drawn) -> dict[int, int]:
    """Return what does not lie in the area of its parent altogether: places in ``drawn``, each with its parent's."""
    at = {region.code: number for number, region in enumerate(drawn.regions)}
    pairs = [(number, at[region.parent]) for number, region in enumerate(drawn.regions) if region.parent in at]
    if not pairs:
        return {}
    ours, parents = np.array(pairs).T
    shapely.prepare(drawn.shapes)
    out = ~shapely.covers(drawn.shapes[parents], drawn.shapes[ours])
    return dict(zip(ours[out].tolist(), parents[out].tolist(), strict=True))


def _outside(drawn: _Drawn, by_code: dict[RegionCode, Region], strays: dict[int, int]) -> Iterator[Finding]:
    """Yield what lies outside the parent that it belongs to."""
    ours, parents = list(strays), list(strays.values())
    outside = shapely.difference(drawn.shapes[ours], drawn.shapes[parents])
    areas, wholes = areas_m2(outside), areas_m2(drawn.shapes[ours])
    for number in np.flatnonzero(areas > LEAST_M2).tolist():
        region = drawn.regions[ours[number]]
        codes = (region.code, by_code[region.parent].code) if region.parent else (region.code,)
        if areas[number] > 0.5 * wholes[number]:
            yield _on(Fault.WRONG_PARENT, Severity.ERROR, codes, drawn.shapes[ours[number]])
        else:
            yield from _pieces(Fault.OUTSIDE_PARENT, codes, outside[number])


def _gaps(drawn: _Drawn, by_code: dict[RegionCode, Region], strays: dict[int, int]) -> Iterator[Finding]:
    """Yield ground of a parent that none of its children covers; of a parent without an area, the holes between them."""
    at = {region.code: number for number, region in enumerate(drawn.regions)}
    children: dict[RegionCode, list[int]] = defaultdict(list)
    for number, region in enumerate(drawn.regions):
        if region.parent is not None:
            children[region.parent].append(number)
    for code, numbers in sorted(children.items()):
        if code not in by_code:
            continue
        whole = _united(drawn.shapes[numbers])
        if code in at:
            own = drawn.shapes[at[code]]
            # What lies in its parent altogether and is as large as it leaves nothing bare; so it is nearly everywhere.
            if strays.keys().isdisjoint(numbers) and np.ptp(areas_m2([own, whole])) <= LEAST_M2:
                continue
            bare = shapely.difference(own, whole)
        else:
            bare = shapely.difference(_filled(whole), whole)
        if float(areas_m2([bare])[0]) > LEAST_M2:
            near = shapely.STRtree(drawn.shapes[numbers])
            yield from _gap_pieces(code, bare, near, [drawn.regions[number].code for number in numbers])


def _gap_pieces(
    code: RegionCode, bare: shapely.Geometry, near: shapely.STRtree, codes: Sequence[RegionCode]
) -> Iterator[Finding]:
    """Yield each piece of bare ground, with the parent and those children that it lies between."""
    for one in _pieces(Fault.GAP, (code,), bare):
        piece = shapely.from_wkb(one.shape_wkb)
        beside = near.query(piece, predicate="dwithin", distance=SEAM_M / DEGREE_M)
        told = (code, *sorted(codes[number] for number in beside.tolist()))
        yield Finding(
            fault=one.fault,
            severity=one.severity,
            codes=told,
            area_m2=one.area_m2,
            place=one.place,
            shape_wkb=one.shape_wkb,
        )


def _united(shapes: NDArray[np.object_]) -> shapely.Geometry:
    """Return all as one: quickly where they share their borders to the last digit."""
    try:
        whole = shapely.coverage_union_all(shapes) if bool(shapely.coverage_is_valid(shapes)) else None
    except shapely.GEOSException:
        whole = None
    return whole if whole is not None and whole.is_valid else shapely.union_all(shapes)


def _filled(whole: shapely.Geometry) -> shapely.Geometry:
    """Return an area without its holes."""
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, Polygon)]
    return shapely.union_all([Polygon(part.exterior) for part in parts])


def _pieces(fault: Fault, codes: tuple[RegionCode, ...], ground: shapely.Geometry) -> Iterator[Finding]:
    """Yield each connected piece that is large enough to be told; pieces that are nowhere wide are one sliver together."""
    parts = np.array([one for one in shapely.get_parts(ground) if isinstance(one, Polygon)], dtype=object)
    if not len(parts):
        return
    slivers: list[Polygon] = []
    for part, area in zip(parts, areas_m2(parts).tolist(), strict=True):
        if area <= LEAST_M2:
            continue
        if _is_sliver(part):
            slivers.append(part)
        else:
            severity = Severity.ERROR if area >= LARGE_M2 else Severity.WARNING
            yield _on(fault, severity, codes, part)
    if slivers:
        yield _on(Fault.SLIVER, Severity.NOTE, codes, MultiPolygon(slivers) if len(slivers) > 1 else slivers[0])


def _is_sliver(part: Polygon) -> bool:
    """Tell whether nothing is left of an area when as much as half a sliver is taken off along its border."""
    middle = (part.bounds[1] + part.bounds[3]) / 2
    narrow = SLIVER_M / 2 / DEGREE_M
    flat = shapely.transform(part, lambda at: at * (np.cos(np.radians(middle)), 1.0))
    return bool(flat.buffer(-narrow).is_empty)


def _about(fault: Fault, severity: Severity, *codes: RegionCode) -> Finding:
    return Finding(fault=fault, severity=severity, codes=codes)


def _on(fault: Fault, severity: Severity, codes: tuple[RegionCode, ...], shape: shapely.Geometry) -> Finding:
    inside = shapely.point_on_surface(shape)
    return Finding(
        fault=fault,
        severity=severity,
        codes=codes,
        area_m2=round(float(areas_m2([shape])[0]), 1),
        place=LatLng(inside.y, inside.x),
        shape_wkb=bytes(shapely.to_wkb(shape)),
    )
