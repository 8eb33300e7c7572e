"""What would come of the grids of a file, and the orders that bring it about, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

import shapely

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.shift import Operator
from console.ground_orders import AddGrids, NewGrid, RedrawGrid, Redrawn
from console.redrawing import MOST_GRIDS, area_m2, foreseen, shape_of

AT_ONCE: Final = 50
"""New grids in one order; where it is refused, each is tried by itself."""
SAME_M2: Final = 10.0
SAME_DEG: Final = 1e-9
FORESEEN_MOST: Final = 300
"""Of a whole city's grids no more are looked through before they are given: what is wrong with others is told then."""


class Fate(StrEnum):
    """What would come of a grid."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """An order, made when its turn comes; nothing where there is nothing left to do. ``instead`` follows a refusal."""

    make: Callable[[], RedrawGrid | AddGrids | None]
    instead: tuple[Step, ...] = ()


class FilePlan:
    """Compares the grids of a file with those of the atlas as it is whenever it is asked."""

    def __init__(self, atlas: Atlas, grids: Iterable[Region]) -> None:
        self._atlas = atlas
        self.grids = list(grids)

    def fate(self, grid: Region) -> Fate:
        known = self._atlas.region(grid.code)
        if known is None:
            return Fate.NEW
        return Fate.CHANGED if self._is_moved(grid) or known.name != grid.name else Fate.SAME

    def with_fate(self, fate: Fate) -> list[Region]:
        return [grid for grid in self.grids if self.fate(grid) is fate]

    def steps(self, by: Operator, reason: str) -> list[Step]:
        """Return what is to be done: boundaries together first, since borders are shared, then names, then new grids."""
        changed, new = self.with_fate(Fate.CHANGED), self.with_fate(Fate.NEW)
        moved = [grid for grid in changed if self._is_moved(grid)]
        alone = [Step(partial(self._changed, grid, by, reason)) for grid in changed]
        together = [Step(partial(self._moved, moved, by, reason))] if 1 < len(moved) <= MOST_GRIDS else []
        added = [_added(new[at : at + AT_ONCE], by, reason) for at in range(0, len(new), AT_ONCE)]
        return [*together, *alone, *added]

    def against(self, by: Operator) -> dict[RegionCode, Refused]:
        """Return by code why a grid would be refused; boundaries that fit together are not held against one another."""
        changed = self.with_fate(Fate.CHANGED)
        moved = [grid for grid in changed if self._is_moved(grid)]
        fit = len(moved) > 1 and self._refused(self._moved(moved, by, "-")) is None
        orders: list[tuple[Region, RedrawGrid | AddGrids | None]] = []
        orders += [(grid, self._changed(grid, by, "-")) for grid in changed if not (fit and grid in moved)]
        orders += [(grid, _adding([grid], by, "-")) for grid in self.with_fate(Fate.NEW)]
        return {grid.code: why for grid, order in orders[:FORESEEN_MOST] if (why := self._refused(order)) is not None}

    def _is_moved(self, grid: Region) -> bool:
        was, now = self._atlas.shape(grid.code), shape_of(grid.shape_wkb)
        if now is None or was is None:
            return now is not None
        return (
            not shapely.equals_exact(was, now, SAME_DEG) and area_m2(shapely.symmetric_difference(was, now)) > SAME_M2
        )

    def _moved(self, moved: Sequence[Region], by: Operator, reason: str) -> RedrawGrid | None:
        """Return the order that gives all of these their boundaries at once."""
        first, *others = moved
        redrawn = [Redrawn(grid=one.code, seen=self._seen(one), shape_wkb=one.shape_wkb) for one in others]
        return RedrawGrid(
            by=by, grid=first.code, seen=self._seen(first), shape_wkb=first.shape_wkb, reason=reason, beside=tuple(redrawn)
        )  # fmt: skip

    def _changed(self, grid: Region, by: Operator, reason: str) -> RedrawGrid | None:
        known = self._atlas.region(grid.code)
        if known is None or self.fate(grid) is not Fate.CHANGED:
            return None
        shape = grid.shape_wkb if self._is_moved(grid) else known.shape_wkb
        return RedrawGrid(by=by, grid=grid.code, seen=known.version, shape_wkb=shape, reason=reason, name=grid.name)

    def _seen(self, grid: Region) -> int:
        known = self._atlas.region(grid.code)
        return known.version if known is not None else 0

    def _refused(self, order: RedrawGrid | AddGrids | None) -> Refused | None:
        return foreseen(order, self._atlas) if order is not None else None


def _adding(grids: Sequence[Region], by: Operator, reason: str) -> AddGrids:
    new = (
        NewGrid(code=one.code, name=one.name, shape_wkb=one.shape_wkb, parent=one.parent, kind=one.kind)
        for one in grids
    )
    return AddGrids(by=by, grids=tuple(new), reason=reason)


def _added(grids: Sequence[Region], by: Operator, reason: str) -> Step:
    one_by_one = tuple(Step(partial(_adding, [grid], by, reason)) for grid in grids)
    return Step(partial(_adding, grids, by, reason), instead=one_by_one if len(grids) > 1 else ())
