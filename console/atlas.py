"""The jurisdiction on the ground: which grid holds a place, where a region lies, and where its middle is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import MultiPolygon, Polygon

from console.domain.grid import Region, RegionCode, Tier
from console.domain.place import LatLng

Shape = Polygon | MultiPolygon


@dataclass(frozen=True, slots=True)
class Fault:
    """A boundary that was not sound; ``mended`` is False where nothing of it could be kept."""

    code: RegionCode
    why: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees, WGS-84."""

    west: float
    south: float
    east: float
    north: float


class Atlas:
    """The regions of a jurisdiction and their shapes; built once, never changed, safe to read from any thread.

    Boundaries from the field are dirty: what is not valid is made valid, kept, and told in ``faults``.
    A place on a shared border, or where grids overlap, belongs to the grid with the lowest code.
    """

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = {region.code: region for region in sorted(regions, key=lambda region: region.code)}
        shapes, self.faults = _sound_shapes([region for region in self._regions.values() if region.shape_wkb])
        self._shapes = shapes
        grids = [code for code in shapes if self._regions[code].tier is Tier.GRID]
        self.grid_codes: tuple[RegionCode, ...] = tuple(grids)
        self._grids = np.array([shapes[code] for code in grids], dtype=object)
        shapely.prepare(self._grids)
        self._grid_tree = shapely.STRtree(self._grids)
        self._borrowed: dict[RegionCode, Shape | None] = {}

    def __len__(self) -> int:
        return len(self._regions)

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    def region(self, code: str) -> Region | None:
        return self._regions.get(RegionCode(code))

    def regions(self, tier: Tier | None = None) -> list[Region]:
        """Return the regions of a tier, or all of them, by code."""
        return [region for region in self._regions.values() if tier is None or region.tier is tier]

    def grids_under(self, code: str) -> list[RegionCode]:
        """Return the grids with a shape that are ``code`` or lie below it, by code."""
        first = bisect_left(self.grid_codes, code)
        last = bisect_left(self.grid_codes, code + "\U0010ffff")
        return list(self.grid_codes[first:last])

    def path(self, code: str) -> list[str]:
        """Return the names from the top of the tree down to ``code``; empty for an unknown code."""
        names: list[str] = []
        region = self._regions.get(RegionCode(code))
        while region is not None and len(names) <= len(Tier):
            names.append(region.name)
            region = self._regions.get(region.parent) if region.parent is not None else None
        return names[::-1]

    def grid_at(self, place: LatLng) -> RegionCode | None:
        """Return the grid that holds the place, or None outside all of them."""
        found = int(self.grid_indices_at([place.lng_deg], [place.lat_deg])[0])
        return self.grid_codes[found] if found >= 0 else None

    def grids_at(self, lngs: ArrayLike, lats: ArrayLike) -> list[RegionCode | None]:
        """Return the grid of each of many places; arguments are equally long columns of degrees."""
        codes = np.array([*self.grid_codes, None], dtype=object)
        return cast("list[RegionCode | None]", codes[self.grid_indices_at(lngs, lats)].tolist())

    def grid_indices_at(self, lngs: ArrayLike, lats: ArrayLike) -> NDArray[np.int64]:
        """Return for each place the index into ``grid_codes``, -1 outside: shape (n,)."""
        lng = np.atleast_1d(np.asarray(lngs, dtype=float))
        lat = np.atleast_1d(np.asarray(lats, dtype=float))
        found = np.full(len(lng), len(self.grid_codes), dtype=np.int64)
        known = np.flatnonzero(np.isfinite(lng) & np.isfinite(lat))
        near, grid = self._grid_tree.query(shapely.points(lng[known], lat[known]))
        # Grid by grid, so that each prepared boundary stays in the processor's cache: three times as fast.
        order = np.argsort(grid, kind="stable")
        place, grid = known[near[order]], grid[order]
        held = shapely.intersects_xy(self._grids[grid], lng[place], lat[place])
        np.minimum.at(found, place[held], grid[held])
        found[found == len(self.grid_codes)] = -1
        return found

    def grids_in(self, box: Box) -> list[RegionCode]:
        """Return the grids that reach into a box or touch it, by code."""
        found = self._grid_tree.query(shapely.box(box.west, box.south, box.east, box.north), predicate="intersects")
        return [self.grid_codes[index] for index in sorted(found.tolist())]

    def shape(self, code: str) -> Shape | None:
        """Return the region's shape in (lng, lat) degrees; a region without one has that of its grids together."""
        key = RegionCode(code)
        if key in self._shapes:
            return self._shapes[key]
        if key not in self._borrowed:
            below = [self._shapes[grid] for grid in self.grids_under(code)] if key in self._regions else []
            self._borrowed[key] = _together(below) if below else None
        return self._borrowed[key]

    def bounds(self, code: str | None = None) -> Box | None:
        """Return the box around a region, or around everything for None; None where no shape is known."""
        if code is None:
            shapes: list[Shape] = list(self._shapes.values())
        else:
            shape = self.shape(code)
            shapes = [shape] if shape is not None else []
        if not shapes:
            return None
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        return Box(west, south, east, north)

    def centre_of(self, code: str) -> LatLng | None:
        """Return a place well inside the region, good for a label or a pin; None where no shape is known."""
        lng, lat = self.centres_of([RegionCode(code)])[0].tolist()
        return LatLng(lat, lng) if np.isfinite(lng) else None

    def centres_of(self, codes: Sequence[RegionCode]) -> NDArray[np.float64]:
        """Return ``centre_of`` many regions at once: (lng, lat), shape (n, 2), nan where no shape is known."""
        places = np.full((len(codes), 2), np.nan)
        own = [number for number, code in enumerate(codes) if code in self._shapes]
        shapes = np.array([self._shapes[codes[number]] for number in own], dtype=object)
        middles = shapely.centroid(shapes)
        outside = ~shapely.covers(shapes, middles)
        middles[outside] = shapely.point_on_surface(shapes[outside])
        places[own] = shapely.get_coordinates(middles)
        for number in set(range(len(codes))) - set(own):
            grids = self.grids_under(codes[number])
            if grids:
                places[number] = self._middle_of_grids(grids)
        return places

    def _middle_of_grids(self, grids: Sequence[RegionCode]) -> NDArray[np.float64]:
        """Return the middle of the grid that lies nearest to the middle of all of them, (lng, lat)."""
        shapes = np.array([self._shapes[grid] for grid in grids], dtype=object)
        middles = shapely.get_coordinates(shapely.centroid(shapes))
        middle = np.average(middles, axis=0, weights=shapely.area(shapes))
        nearest = int(np.argmin(((middles - middle) ** 2).sum(axis=1)))
        place: NDArray[np.float64] = self.centres_of([grids[nearest]])[0]
        return place


def _sound_shapes(regions: Sequence[Region]) -> tuple[dict[RegionCode, Shape], tuple[Fault, ...]]:
    """Return the valid areas by code, in the order given, and what was wrong with the others."""
    read = shapely.from_wkb([region.shape_wkb for region in regions], on_invalid="ignore")
    valid = shapely.is_valid(read)
    shapes: dict[RegionCode, Shape] = {}
    faults: list[Fault] = []
    for region, geometry, is_valid in zip(regions, np.atleast_1d(read), np.atleast_1d(valid), strict=True):
        if geometry is None:
            faults.append(Fault(region.code, "unreadable", mended=False))
            continue
        area = _areas(geometry if is_valid else shapely.make_valid(geometry))
        if not is_valid or area is None:
            why = str(shapely.is_valid_reason(geometry)) if not is_valid else f"no area: {geometry.geom_type}"
            faults.append(Fault(region.code, why, mended=area is not None))
        if area is not None:
            shapes[region.code] = area
    return shapes, tuple(faults)


def _areas(geometry: shapely.Geometry) -> Shape | None:
    """Return only what covers ground of a geometry; mending may leave lines and points beside the areas."""
    if isinstance(geometry, Polygon | MultiPolygon):
        return None if geometry.is_empty else geometry
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if isinstance(part, Polygon)]
    united = shapely.union_all(parts) if parts else None  # In a mended shape the parts may overlap.
    return united if isinstance(united, Polygon | MultiPolygon) and not united.is_empty else None


def _together(shapes: Sequence[Shape]) -> Shape | None:
    """Return one area of many; quickly where neighbours share their borders exactly, as they should."""
    try:
        whole = shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        whole = None
    if whole is None or not whole.is_valid:
        whole = shapely.union_all(shapes)
    return _areas(whole)
