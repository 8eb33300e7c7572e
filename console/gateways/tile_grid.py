"""How tiles of pictures lie on the ground: the levels of a tile server or a folder, in Web Mercator or in degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

TILE_PX: Final = 256
HALF_WORLD_M: Final = math.pi * 6_378_137.0
"""From the middle of Web Mercator (EPSG:3857) to its edge."""
DEEPEST: Final = 19
_ALIKE: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """One level: tiles of ``width_px`` by ``height_px`` from a corner in the north-west, ``unit`` metres or degrees a px."""

    name: str
    left: float
    top: float
    unit: float
    across: int
    down: int
    width_px: int = TILE_PX
    height_px: int = TILE_PX

    def holds(self, column: int, row: int) -> bool:
        return 0 <= column < self.across and 0 <= row < self.down


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The levels of a source from coarse to fine; ``in_degrees`` for EPSG:4326 and 4490, Web Mercator otherwise."""

    matrices: tuple[Matrix, ...]
    in_degrees: bool

    def alike(self, zoom: int) -> Matrix | None:
        """Return the level whose tiles are just those that a page asks for at a zoom, or None where they must be drawn."""
        if self.in_degrees:
            return None
        unit = 2 * HALF_WORLD_M / (TILE_PX << zoom)
        return next((matrix for matrix in self.matrices if _is_plain(matrix, unit)), None)

    def nearest(self, unit: float) -> Matrix:
        """Return the level whose px are most like ``unit``; the finer of two that are as near."""
        return min(self.matrices, key=lambda matrix: (round(abs(math.log2(matrix.unit / unit)), 3), matrix.unit))


def web_mercator(deepest: int = DEEPEST) -> TileGrid:
    """Return the levels that nearly everybody uses."""
    return TileGrid(
        tuple(
            Matrix(
                name=str(zoom),
                left=-HALF_WORLD_M,
                top=HALF_WORLD_M,
                unit=2 * HALF_WORLD_M / (TILE_PX << zoom),
                across=1 << zoom,
                down=1 << zoom,
            )
            for zoom in range(deepest + 1)
        ),
        in_degrees=False,
    )


def degrees(deepest: int = DEEPEST) -> TileGrid:
    """Return the levels of tiles in degrees as China's national map lays them: level 1 is two tiles, one beside the other."""
    return TileGrid(
        tuple(
            Matrix(
                name=str(zoom),
                left=-180.0,
                top=90.0,
                unit=360.0 / (TILE_PX << zoom),
                across=1 << zoom,
                down=max(1, 1 << (zoom - 1)) if zoom else 1,
            )
            for zoom in range(deepest + 1)
        ),
        in_degrees=True,
    )


def _is_plain(matrix: Matrix, unit: float) -> bool:
    return (
        abs(matrix.unit / unit - 1) < _ALIKE
        and matrix.width_px == matrix.height_px == TILE_PX
        and abs(matrix.left + HALF_WORLD_M) < unit / 2
        and abs(matrix.top - HALF_WORLD_M) < unit / 2
    )
