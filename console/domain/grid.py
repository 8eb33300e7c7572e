"""The jurisdiction tree: city, district, township, village, and the grids at its leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

from console.domain.errors import Refused

RegionCode = NewType("RegionCode", str)
"""A region's code; every code starts with its parent's."""


class Tier(IntEnum):
    """The level of a region; numbers are those of the field, city 2 to grid 6."""

    CITY = 2
    DISTRICT = 3
    TOWNSHIP = 4
    VILLAGE = 5
    GRID = 6


class GridKind(StrEnum):
    """A base grid is ground; a special one is a school, a mall, a park, an enterprise."""

    BASE = "base"
    SPECIAL = "special"


class Rating(StrEnum):
    """The four-colour rating of a grid, an optional view of the map."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A node of the jurisdiction tree; a grid is a region of tier GRID.

    ``shape_wkb`` is a polygon or multipolygon, WGS-84, (lng, lat), as well-known binary; empty when not known.
    ``version`` grows by one with each change. What is retired stays known: old tickets and reports name it.
    """

    code: RegionCode
    name: str
    tier: Tier
    parent: RegionCode | None
    kind: GridKind = GridKind.BASE
    rating: Rating = Rating.NONE
    shape_wkb: bytes = b""
    version: int = 1
    retired_at: datetime | None = None

    @property
    def is_standing(self) -> bool:
        """Whether it was neither split nor merged away."""
        return self.retired_at is None


def within(code: str, ancestor: str) -> bool:
    """Tell whether ``code`` is ``ancestor`` or lies below it."""
    return code.startswith(ancestor)


def check_parent(code: str, parent: str | None) -> None:
    """Raise Refused where a code does not extend its parent's."""
    if parent is not None and (not code.startswith(parent) or code == parent):
        raise Refused("region.code_not_under_parent", code=code, parent=parent)
