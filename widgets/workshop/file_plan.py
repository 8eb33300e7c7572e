"""What would come of the grids of a file, and the orders that bring it about, one after another.

Every order names the versions of when the file was read: what another desk has changed since then is left as it is, and
with it every neighbour whose border moves together with its own, until the file is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

import numpy as np
import shapely

from console.atlas import Atlas, Shape
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.shift import Operator
from console.ground_orders import AddGrids, NewGrid, RedrawGrid, Redrawn
from console.redrawing import MOST_GRIDS, area_m2, areas_m2, foreseen, shape_of

AT_ONCE: Final = 50
"""New grids in one order; where it is refused, each is tried by itself."""
SAME_M2: Final = 10.0
SAME_DEG: Final = 1e-9
FORESEEN_MOST: Final = 300
"""Of a whole city's grids no more are looked through before they are given: what is wrong with others is told then."""
FIRST_VERSION: Final = 1
"""Of a grid that was added."""


class Fate(StrEnum):
    """What would come of a grid."""

    STALE = "stale"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """An order, made when its turn comes; nothing where there is nothing left to do. ``instead`` follows a refusal."""

    make: Callable[[], RedrawGrid | AddGrids | None]
    instead: tuple[Step, ...] = ()


class FilePlan:
    """Compares the grids of a file with those of the atlas, as it was when the file was read and as it is now."""

    def __init__(self, atlas: Atlas, grids: Iterable[Region]) -> None:
        self._atlas = atlas
        self.grids = list(grids)
        known = {grid.code: atlas.region(grid.code) for grid in self.grids}
        self._seen = {code: region.version if region is not None else 0 for code, region in known.items()}
        self._overtaken: set[RegionCode] = set()
        self._by_code = {grid.code: grid for grid in self.grids}
        self._shapes = {grid.code: shape_of(grid.shape_wkb) for grid in self.grids}
        self._compared: dict[RegionCode, tuple[Shape | None, bool]] = {}
        self._groups = _moving_together(
            {
                grid.code: shapely.symmetric_difference(was, now)
                for grid in self.grids
                if (was := atlas.shape(grid.code)) is not None
                and (now := self._shapes[grid.code]) is not None
                and self._is_moved(grid)
            }
        )

    @property
    def codes(self) -> frozenset[RegionCode]:
        return frozenset(self._seen)

    def fate(self, grid: Region) -> Fate:
        if self._is_same(grid):
            return Fate.SAME
        if self.overtaken(grid):
            return Fate.STALE
        return Fate.NEW if self._atlas.region(grid.code) is None else Fate.CHANGED

    def with_fate(self, fate: Fate) -> list[Region]:
        return [grid for grid in self.grids if self.fate(grid) is fate]

    def overtaken(self, grid: Region) -> RegionCode | None:
        """Return the grid that another desk has changed since the file was read, and for which this one has to wait.

        That is the grid itself, or one whose border moves together with its own.
        """
        beside = self._groups.get(grid.code, ())
        return next((code for code in (grid.code, *beside) if self._is_overtaken(code)), None)

    def overtake(self, code: RegionCode) -> None:
        """Take it that another desk has changed a grid, though nothing of it was heard yet."""
        self._overtaken.add(code)

    def took(self, order: RedrawGrid | AddGrids) -> None:
        """Take it that an order of this plan was done: its grids stand now as this desk has left them."""
        match order:
            case RedrawGrid():
                self._seen[order.grid] = order.seen + 1
                self._seen |= {one.grid: one.seen + 1 for one in order.beside}
            case AddGrids():
                self._seen |= {one.code: FIRST_VERSION for one in order.grids}

    def steps(self, by: Operator, reason: str) -> list[Step]:
        """Return what is to be done: boundaries that move together first, then each grid with its name, then new grids."""
        changed, new = self.with_fate(Fate.CHANGED), self.with_fate(Fate.NEW)
        together = [Step(partial(self._moved, group, by, reason)) for group in self._fitting(changed)]
        alone = [Step(partial(self._changed, grid, by, reason)) for grid in changed]
        added = [self._added(new[at : at + AT_ONCE], by, reason) for at in range(0, len(new), AT_ONCE)]
        return [*together, *alone, *added]

    def against(self, by: Operator) -> dict[RegionCode, Refused]:
        """Return by code why a grid would be refused; boundaries that fit together are not held against one another."""
        changed = self.with_fate(Fate.CHANGED)
        groups = self._fitting(changed[:FORESEEN_MOST])
        fit = {one.code for group in groups if self._refused(self._moved(group, by, "-")) is None for one in group}
        orders: list[tuple[Region, RedrawGrid | AddGrids | None]] = []
        orders += [(grid, self._changed(grid, by, "-")) for grid in changed if grid.code not in fit]
        orders += [(grid, self._adding([grid], by, "-")) for grid in self.with_fate(Fate.NEW)]
        return {grid.code: why for grid, order in orders[:FORESEEN_MOST] if (why := self._refused(order)) is not None}

    def _is_overtaken(self, code: RegionCode) -> bool:
        known = self._atlas.region(code)
        is_newer = code in self._overtaken or (known is not None and known.version > self._seen[code])
        return is_newer and not self._is_same(self._by_code[code])

    def _is_same(self, grid: Region) -> bool:
        known = self._atlas.region(grid.code)
        return known is not None and known.is_standing and known.name == grid.name and not self._is_moved(grid)

    def _is_moved(self, grid: Region) -> bool:
        """Tell whether the boundary is another; what was compared is not compared again while the atlas keeps it."""
        was, now = self._atlas.shape(grid.code), self._shapes[grid.code]
        before = self._compared.get(grid.code)
        if before is None or before[0] is not was:
            before = self._compared[grid.code] = was, now is not None and (was is None or _differ(was, now))
        return before[1]

    def _fitting(self, changed: Sequence[Region]) -> list[list[Region]]:
        """Return those that are moved together and can be ordered together."""
        there = {grid.code: grid for grid in changed}
        groups = {group[0]: group for group in self._groups.values()}.values()
        found = ([there[code] for code in group if code in there] for group in groups)
        return [group for group in found if 1 < len(group) <= MOST_GRIDS]

    def _moved(self, group: Sequence[Region], by: Operator, reason: str) -> RedrawGrid | None:
        """Return the order that gives all of these their boundaries at once."""
        moved = [grid for grid in group if self.fate(grid) is Fate.CHANGED and self._is_moved(grid)]
        if len(moved) < 2:
            return None
        first, *others = (Redrawn(grid=one.code, seen=self._seen[one.code], shape_wkb=one.shape_wkb) for one in moved)
        return RedrawGrid(
            by=by, grid=first.grid, seen=first.seen, shape_wkb=first.shape_wkb, reason=reason, beside=tuple(others)
        )  # fmt: skip

    def _changed(self, grid: Region, by: Operator, reason: str) -> RedrawGrid | None:
        known = self._atlas.region(grid.code)
        if known is None or self.fate(grid) is not Fate.CHANGED:
            return None
        shape = grid.shape_wkb if self._is_moved(grid) else known.shape_wkb
        seen = self._seen[grid.code]
        return RedrawGrid(by=by, grid=grid.code, seen=seen, shape_wkb=shape, reason=reason, name=grid.name)

    def _adding(self, grids: Sequence[Region], by: Operator, reason: str) -> AddGrids | None:
        new = tuple(
            NewGrid(code=one.code, name=one.name, shape_wkb=one.shape_wkb, parent=one.parent, kind=one.kind)
            for one in grids
            if self.fate(one) is Fate.NEW
        )
        return AddGrids(by=by, grids=new, reason=reason) if new else None

    def _added(self, grids: Sequence[Region], by: Operator, reason: str) -> Step:
        one_by_one = tuple(Step(partial(self._adding, [grid], by, reason)) for grid in grids)
        return Step(partial(self._adding, grids, by, reason), instead=one_by_one if len(grids) > 1 else ())

    def _refused(self, order: RedrawGrid | AddGrids | None) -> Refused | None:
        return foreseen(order, self._atlas) if order is not None else None


def _moving_together(passed: Mapping[RegionCode, shapely.Geometry]) -> dict[RegionCode, tuple[RegionCode, ...]]:
    """Return by grid all those, itself too, between which ground passes, from one to the next; ``passed`` is each one's."""
    codes = list(passed)
    ground = np.array(list(passed.values()), dtype=object)
    ones, others = shapely.STRtree(ground).query(ground, predicate="intersects")
    pairs = ones < others
    ones, others = ones[pairs], others[pairs]
    between = areas_m2(shapely.intersection(ground[ones], ground[others])) > SAME_M2
    firsts = list(range(len(codes)))

    def first_of(at: int) -> int:
        while firsts[at] != at:
            firsts[at] = at = firsts[firsts[at]]
        return at

    for one, other in zip(ones[between].tolist(), others[between].tolist(), strict=True):
        low, high = sorted((first_of(one), first_of(other)))
        firsts[high] = low
    groups: dict[int, list[RegionCode]] = {}
    for at, code in enumerate(codes):
        groups.setdefault(first_of(at), []).append(code)
    return {code: tuple(group) for group in groups.values() for code in group}


def _differ(was: Shape, now: Shape) -> bool:
    return not shapely.equals_exact(was, now, SAME_DEG) and area_m2(shapely.symmetric_difference(was, now)) > SAME_M2
