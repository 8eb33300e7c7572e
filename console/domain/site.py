"""Key sites: the schools, hospitals, malls and plants that a command hall keeps in mind whatever happens near them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from console.domain.grid import RegionCode
from console.domain.place import LatLng

SiteId = NewType("SiteId", str)


class SiteKind(StrEnum):
    SCHOOL = "school"
    HOSPITAL = "hospital"
    CARE_HOME = "care_home"
    MALL = "mall"
    MARKET = "market"
    PARK = "park"
    STATION = "station"
    VENUE = "venue"
    ENTERPRISE = "enterprise"
    HAZARDOUS = "hazardous"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A key site, at home in one region of the tree: the grid that holds it, as a rule."""

    id: SiteId
    name: str
    kind: SiteKind
    region: RegionCode
    place: LatLng
