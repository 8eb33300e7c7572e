"""Other cell maps of a demo city: police cells within each township, water cells along the river and around the lake."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from console.demo import names
from console.demo.ground import DIGITS, M_PER_DEGREE, Ground, united
from console.demo.regions import Realm
from console.domain.grid_layer import POLICE, WATER, CellCode, LayerCell

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

GRIDS_A_POLICE_CELL = 24
"""About so many grids make up a police cell; its borders cross those of villages."""
RIVER_GRIDS_A_CELL = 2
ROUNDS = 6
SMOOTH_M = 25.0
"""Cells of other maps are drawn more coarsely than grids: their corners are about so far apart."""


def cells(realm: Realm, ground: Ground) -> list[LayerCell]:
    """Return the cells of both layers, by layer and code; cells of one layer share their borders exactly."""
    return _police(realm, ground) + _water(ground)


def _police(realm: Realm, ground: Ground) -> list[LayerCell]:
    """Return the police cells: each township's grids by the nearest of its stations."""
    middles = ground.sites[ground.first_cell[:-1]]
    township_of = ground.township_of[ground.village_of]
    township = {grid.code[:9]: number for grid, number in zip(realm.grids, realm.grid_number.tolist(), strict=True)}
    part_of = np.empty(len(ground.grids), dtype=np.int64)
    told: list[tuple[str, str]] = []
    for region in realm.townships:
        members = np.flatnonzero(township_of == township_of[township[region.code]])
        nearest = _gathered(middles[members], max(1, round(len(members) / GRIDS_A_POLICE_CELL)))
        part_of[members] = nearest + len(told)
        stem = names.stem(region.name)
        told += [
            (f"J{region.code}{number:02d}", f"{stem}派出所第{number}警格")
            for number in range(1, int(nearest.max()) + 2)
        ]
    shapes = _smoothed(united(ground.grids, part_of))
    return [
        LayerCell(layer=POLICE, code=CellCode(code), name=name, shape_wkb=shapely.to_wkb(shape))
        for (code, name), shape in zip(told, shapes, strict=True)
    ]


def _water(ground: Ground) -> list[LayerCell]:
    """Return the water cells: a stretch of the river, or a part of the lake, with the grids on its banks."""
    river = np.arange(ground.river_grids) // RIVER_GRIDS_A_CELL
    lake = river[-1] + 1 + np.arange(ground.wet_grids - ground.river_grids)
    part_of = np.full(len(ground.grids), -1, dtype=np.int64)
    part_of[: ground.wet_grids] = np.concatenate([river, lake])
    wet, other = shapely.STRtree(ground.grids).query(ground.grids[: ground.wet_grids], predicate="intersects")
    bank = other >= ground.wet_grids
    # Backwards, so that a bank between two stretches belongs to the first.
    part_of[other[bank][::-1]] = part_of[wet[bank][::-1]]
    members = np.flatnonzero(part_of >= 0)
    shapes = _smoothed(united(ground.grids[members], part_of[members]))
    stretches = int(river[-1]) + 1
    return [
        LayerCell(
            layer=WATER,
            code=CellCode(f"S{number + 1:03d}"),
            name=f"{names.RIVER}第{number + 1}段水格"
            if number < stretches
            else f"{names.LAKE}第{number - stretches + 1}水格",
            shape_wkb=shapely.to_wkb(shape),
        )
        for number, shape in enumerate(shapes)
    ]


def _gathered(middles: Floats, count: int) -> Ints:
    """Return for each place which of ``count`` stations is nearest, numbered without gaps.

    The stations begin evenly from west to east and move to the middles of what is theirs (S. P. Lloyd, 1957).
    """
    order = np.argsort(middles[:, 0], kind="stable")
    stations = middles[order[((np.arange(count) + 0.5) / count * len(order)).astype(int)]]
    nearest = np.zeros(len(middles), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = ((middles[:, None, :] - stations[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        for station in np.unique(nearest).tolist():
            stations[station] = middles[nearest == station].mean(axis=0)
    numbered: Ints = np.unique(nearest, return_inverse=True)[1].reshape(-1)
    return numbered


def _smoothed(shapes: NDArray[np.object_]) -> Sequence[shapely.Geometry]:
    """Return the shapes with fewer corners; neighbours go on sharing their borders."""
    simple = shapely.coverage_simplify(shapes, SMOOTH_M / M_PER_DEGREE)
    return list(shapely.set_precision(simple, 10.0**-DIGITS, mode="pointwise"))
