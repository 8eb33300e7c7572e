"""Orders that change the ground: grids redrawn, split, merged and added, their heads named, crews stationed."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.crew import CrewId
from console.domain.grid import GridKind, RegionCode
from console.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrid:
    """A grid that is not there yet; ``shape_wkb`` as in ``Region``.

    As a part of a split it may leave its parent open: that is the old grid's. ``crews`` are those of the old grid that
    go there.
    """

    code: RegionCode
    name: str
    shape_wkb: bytes
    parent: RegionCode | None = None
    kind: GridKind = GridKind.BASE
    crews: tuple[CrewId, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenGrid:
    """A grid at the version that the operator saw."""

    code: RegionCode
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """Another boundary of a grid at the version that the operator saw."""

    grid: RegionCode
    seen: int
    shape_wkb: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RedrawGrid(Order):
    """Give a grid another boundary, and another name where one is given.

    ``beside`` are neighbours whose borders move with it: all are redrawn, or none is.
    """

    grid: RegionCode
    seen: int
    shape_wkb: bytes
    reason: str
    name: str = ""
    beside: tuple[Redrawn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitGrid(Order):
    """Put two grids or more in the place of one, which is retired; its tickets keep it.

    Crews of the old grid that no part names go to the first part.
    """

    grid: RegionCode
    seen: int
    parts: tuple[NewGrid, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeGrids(Order):
    """Make one grid of several of one parent: one of them, by its code, or a new one; all others are retired."""

    grids: tuple[SeenGrid, ...]
    code: RegionCode
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddGrids(Order):
    """Draw grids where there are none; each names its parent."""

    grids: tuple[NewGrid, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHead(Order):
    """Let a crew, seen at that version, be the head of a grid, and at home there; the head before works on."""

    grid: RegionCode
    crew: CrewId
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCrew(Order):
    """Let a crew, seen at that version, be at home in a grid."""

    grid: RegionCode
    crew: CrewId
    seen: int
    reason: str


ShapeOrder = RedrawGrid | SplitGrid | MergeGrids | AddGrids
AnyGroundOrder = ShapeOrder | NameHead | StationCrew
