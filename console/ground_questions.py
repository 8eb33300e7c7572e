"""Every question about the ground: whether the grids cover it, what a file of grids holds, and writing one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.grid import Region, RegionCode
from console.domain.sentence import Sentence
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
    """The regions of a file; by their rows, why others were refused and what of them was mended.

    ``notes`` tell what had to be guessed, and what is wrong but does no harm.
    """

    regions: tuple[Region, ...]
    refused: tuple[tuple[int, Sentence], ...] = ()
    mended: tuple[tuple[int, Sentence], ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteGrids:
    """Grids as GeoJSON, whole or not at all; answered with their number."""

    by: Operator
    out: Path
    reason: str
    code: RegionCode | None = None
