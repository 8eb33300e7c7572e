"""Every question about the ground: whether the grids cover it, what a file of grids holds, and writing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console.domain.grid import Region, RegionCode
from console.domain.shift import Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGround:
    """Whether the grids cover the ground as they should; answered with a ``Coverage``."""

    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGrids:
    """What a file of grids holds, with nothing taken in; answered with ``GridsRead``."""

    file: Path
    crs: str = "wgs84"
    encoding: str = ""
    layer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridsRead:
    """The regions of a file, and what became of its other rows: ``told`` is the answer of an import."""

    regions: tuple[Region, ...]
    told: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteGrids:
    """Grids as GeoJSON, whole or not at all; answered with their number."""

    by: Operator
    out: Path
    reason: str
    code: RegionCode | None = None
