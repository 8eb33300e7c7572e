"""Builders: a thing of the domain with everything filled in, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import shapely

from console.account_lines import Hand
from console.domain.camera import Camera, CameraId
from console.domain.crew import Crew, CrewId, CrewKind, Department, DepartmentId, Duty, Fix
from console.domain.evidence import Evidence
from console.domain.grid import Region, RegionCode, Tier
from console.domain.grid_layer import POLICE, CellCode, LayerCell
from console.domain.place import LatLng
from console.domain.playback import Stretch
from console.domain.sensor import Sensor, SensorId, SensorKind
from console.domain.shift import Operator
from console.domain.site import Site, SiteId, SiteKind
from console.domain.ticket import Priority, Source, State, Ticket, TicketId
from console.journal import Entry, Kind

NOON = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)
"""The moment at which everything in the tests happens unless told otherwise."""

CITY = RegionCode("3205")
DISTRICT = RegionCode("320501")
OTHER_DISTRICT = RegionCode("320502")
TOWNSHIP = RegionCode("320501001")
VILLAGE = RegionCode("320501001001")
GRID = RegionCode("320501001001001")
NEXT_GRID = RegionCode("320501001001002")
FAR_GRID = RegionCode("320502001001001")
"""Codes of ``a_region_tree()``: the first two grids touch, the last lies in the other district."""

IN_GRID = LatLng(31.305, 120.605)
IN_NEXT_GRID = LatLng(31.305, 120.615)
ON_THE_BORDER = LatLng(31.305, 120.61)
IN_FAR_GRID = LatLng(31.305, 120.705)
NOWHERE = LatLng(10.0, 10.0)

_ids = count(1)
ID_FROM = 1_000_000
"""The ids of ``a_ticket()`` lie above this: a test that names an id itself never meets one that others have used up."""


def a_ticket(**changes: Any) -> Ticket:
    """Return a ticket just taken in by the village, in ``GRID``, with an id and a number of its own."""
    number = next(_ids)
    fresh: dict[str, Any] = {
        "id": TicketId(ID_FROM + number),
        "number": f"T{number:06d}",
        "version": 1,
        "state": State.REPORTED,
        "priority": Priority.P3,
        "category": "0101",
        "title": "垃圾堆放",
        "source": Source.HOTLINE_12345.value,
        "centre": VILLAGE,
        "tier": Tier.VILLAGE,
        "reported_at": NOON,
        "stage_since": NOON,
        "changed_at": NOON,
        "due_at": NOON + timedelta(minutes=10),
        "area": GRID,
        "grid": GRID,
        "place": IN_GRID,
        "address": "人民路10号",
    }
    return Ticket(**(fresh | changes))


def an_entry(ticket: Ticket | None = None, **changes: Any) -> Entry:
    """Return the line that led to the ticket as it stands; without a ticket, one that tells of an export."""
    if ticket is None:
        entry = Entry(
            key=uuid4(), kind=Kind.EXPORTED, ticket=None, version=0, at=NOON, by="李四", desk="desk-1", centre=VILLAGE
        )
    else:
        entry = Entry(
            key=uuid4(),
            kind=Kind.TAKEN_IN if ticket.version == 1 else Kind.ACCEPTED,
            ticket=ticket.id,
            version=ticket.version,
            at=ticket.changed_at,
            by="李四",
            desk="desk-1",
            centre=ticket.centre,
            to_state=ticket.state,
            due_at=ticket.due_at,
        )
    return replace(entry, **changes)


def a_crew(id: str = "C1", **changes: Any) -> Crew:
    fresh = Crew(
        id=CrewId(id), name="王五", kind=CrewKind.GRID_WORKER, region=GRID, duty=Duty.ON_DUTY, phone="13800000000"
    )
    return replace(fresh, **changes)


def a_fix(crew: str = "C1", place: LatLng = IN_GRID, at: datetime = NOON) -> Fix:
    return Fix(CrewId(crew), place, at)


def a_department(id: str = "D1", **changes: Any) -> Department:
    return replace(Department(id=DepartmentId(id), name="城管局", region=DISTRICT), **changes)


def a_camera(id: str = "32050100001310000001", **changes: Any) -> Camera:
    fresh = Camera(
        id=CameraId(id), number=1, name="人民路口", region=GRID, place=IN_GRID, sub_url="rtsp://127.0.0.1:8554/1"
    )
    return replace(fresh, **changes)


def a_site(id: str = "S1", **changes: Any) -> Site:
    fresh = Site(id=SiteId(id), name="人民路小学", kind=SiteKind.SCHOOL, region=GRID, place=IN_GRID)
    return replace(fresh, **changes)


def a_sensor(id: str = "SM-1", **changes: Any) -> Sensor:
    fresh = Sensor(id=SensorId(id), name="人民路小学烟感", kind=SensorKind.SMOKE, region=GRID, place=IN_GRID)
    return replace(fresh, **changes)


def a_cell(code: str = "J1", west: float = 120.6, east: float = 120.61, **changes: Any) -> LayerCell:
    """Return a police cell as high as ``a_region_tree()``, between two longitudes."""
    fresh = LayerCell(
        layer=POLICE,
        code=CellCode(code),
        name="人民路警格",
        shape_wkb=shapely.to_wkb(shapely.box(west, 31.3, east, 31.31)),
    )
    return replace(fresh, **changes)


def an_evidence(**changes: Any) -> Evidence:
    fresh = Evidence(
        file="T1024-001-20240506-120000.jpg", sha256="a" * 64, size=31_000, camera=CameraId("c1"), camera_number=1,
        camera_name="人民路口", begins_at=NOON,
    )  # fmt: skip
    return replace(fresh, **changes)


def a_stretch(**changes: Any) -> Stretch:
    """Return two minutes of a camera's past that end now."""
    fresh = Stretch(
        camera=CameraId("c1"), camera_number=1, camera_name="人民路口", begins_at=NOON - timedelta(minutes=2), ends_at=NOON
    )  # fmt: skip
    return replace(fresh, **changes)


def an_operator(name: str = "李四", **changes: Any) -> Operator:
    return replace(Operator(name=name, centre=VILLAGE, desk="desk-1"), **changes)


def a_hand(name: str = "钱八") -> Hand:
    """Return whose hand changes accounts, where a test does not care."""
    return Hand(by=an_operator(name), at=NOON)


def a_region(code: str, tier: Tier, parent: str | None, box: tuple[float, float, float, float] | None = None) -> Region:
    """Return a region; ``box`` is west, south, east, north in degrees."""
    return Region(
        code=RegionCode(code),
        name=f"区域{code}",
        tier=tier,
        parent=RegionCode(parent) if parent else None,
        shape_wkb=shapely.box(*box).wkb if box else b"",
    )


def a_region_tree() -> tuple[Region, ...]:
    """Return a city with two districts, parents first: three grids, two of which share a border."""
    return (
        a_region(CITY, Tier.CITY, None),
        a_region(DISTRICT, Tier.DISTRICT, CITY),
        a_region(OTHER_DISTRICT, Tier.DISTRICT, CITY),
        a_region(TOWNSHIP, Tier.TOWNSHIP, DISTRICT),
        a_region("320502001", Tier.TOWNSHIP, OTHER_DISTRICT),
        a_region(VILLAGE, Tier.VILLAGE, TOWNSHIP),
        a_region("320502001001", Tier.VILLAGE, "320502001"),
        a_region(GRID, Tier.GRID, VILLAGE, (120.60, 31.30, 120.61, 31.31)),
        a_region(NEXT_GRID, Tier.GRID, VILLAGE, (120.61, 31.30, 120.62, 31.31)),
        a_region(FAR_GRID, Tier.GRID, "320502001001", (120.70, 31.30, 120.71, 31.31)),
    )
