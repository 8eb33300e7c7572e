"""Who can be sent: grid workers, grid heads, units, volunteers; and departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from console.domain.grid import RegionCode
from console.domain.place import LatLng

CrewId = NewType("CrewId", str)
DepartmentId = NewType("DepartmentId", str)

FIX_FRESH = timedelta(seconds=120)
"""A position older than this is drawn hollow: it tells where the crew was, not where it is."""


class CrewKind(StrEnum):
    GRID_WORKER = "grid_worker"
    GRID_HEAD = "grid_head"
    UNIT = "unit"
    VOLUNTEER = "volunteer"


class Duty(StrEnum):
    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A crew as it stands; its place is known only while it is on duty."""

    id: CrewId
    name: str
    kind: CrewKind
    region: RegionCode
    duty: Duty
    phone: str = ""
    place: LatLng | None = None
    fixed_at: datetime | None = None
    version: int = 1
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A functional department that can be the lead handler, at home in one region of the tree; its seat is at ``place``."""

    id: DepartmentId
    name: str
    region: RegionCode
    place: LatLng | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a crew was at a moment."""

    crew: CrewId
    place: LatLng
    at: datetime
