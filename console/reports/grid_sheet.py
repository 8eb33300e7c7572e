"""What the printed sheet of a grid says: where it lies, whose it is, what is open there and what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from console import geodesic
from console.atlas import Atlas, Box, Shape
from console.domain.crew import Crew, CrewKind, Duty
from console.domain.errors import Refused
from console.domain.grid import GridKind, Region, RegionCode, Tier, within
from console.domain.place import LatLng
from console.domain.sensor import Sensor
from console.domain.site import Site
from console.domain.ticket import Caller
from console.ports import Snapshot

Ring = tuple[tuple[float, float], ...]
"""(lng, lat) in degrees, closed."""

AROUND = 1.5
"""By how much of the grid's own width and height the map looks beyond it, on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An area as it is drawn: each part its outer ring first, then its holes; ``middle`` is where its name stands."""

    name: str
    parts: tuple[tuple[Ring, ...], ...]
    middle: LatLng


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who looks after the grid; the phone is masked: a sheet hangs on walls."""

    name: str
    kind: CrewKind
    duty: Duty
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Something that stands in the grid; ``kind`` is the word behind its name, a code of ``labels.toml`` or empty."""

    label: str
    name: str
    kind: str
    place: LatLng | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSheet:
    """One page; ``open_by_class`` counts open tickets by category, the most first."""

    code: RegionCode
    name: str
    path: tuple[str, ...]
    kind: GridKind
    area_m2: float | None
    outline: Outline | None
    neighbours: tuple[Outline, ...]
    crews: tuple[Person, ...]
    open_by_class: tuple[tuple[str, int], ...]
    sites: tuple[Spot, ...]
    sensors: tuple[Spot, ...]
    cameras: tuple[Spot, ...]


def sheets_of(codes: Iterable[RegionCode], situation: Snapshot) -> list[GridSheet]:
    """Return the sheets of these grids, in this order.

    Raises:
        Refused: ``grid.unknown``; one of them is not on the ground of the situation.
    """
    atlas = Atlas(situation.regions)
    sheets = []
    for code in codes:
        region = atlas.region(code)
        if region is None or region.tier is not Tier.GRID:
            raise Refused("grid.unknown", grid=code)
        sheets.append(_sheet(region, atlas, situation))
    return sheets


def _sheet(region: Region, atlas: Atlas, situation: Snapshot) -> GridSheet:
    """Return the sheet of a grid; one without a boundary has no map and no area."""
    code = region.code
    outline, neighbours = _drawn(code, atlas)
    open_there = Counter(ticket.category for ticket in situation.tickets if ticket.is_open and ticket.grid == code)
    here = [crew for crew in situation.crews if crew.region == code]
    cameras = sorted((one for one in situation.cameras if within(one.region, code)), key=lambda one: one.number)
    return GridSheet(
        code=code,
        name=region.name,
        path=tuple(atlas.path(code)),
        kind=region.kind,
        area_m2=_area_m2(outline) if outline is not None else None,
        outline=outline,
        neighbours=neighbours,
        crews=tuple(_person(crew) for crew in sorted(here, key=_rank)),
        open_by_class=tuple(sorted(open_there.items(), key=lambda counted: (-counted[1], counted[0]))),
        sites=_spots(situation.sites, code, "site"),
        sensors=_spots(situation.sensors, code, "sensor"),
        cameras=tuple(Spot(label=str(one.number), name=one.name, kind="", place=one.place) for one in cameras),
    )


def _rank(crew: Crew) -> tuple[bool, bool, str]:
    """The head first, then who is on duty, by name."""
    return crew.kind is not CrewKind.GRID_HEAD, crew.duty is not Duty.ON_DUTY, crew.name


def _person(crew: Crew) -> Person:
    phone = Caller(phone=crew.phone).masked().phone
    return Person(name=crew.name, kind=crew.kind, duty=crew.duty, phone=phone)


def _spots(things: Iterable[Site | Sensor], code: RegionCode, part: str) -> tuple[Spot, ...]:
    here = sorted((one for one in things if within(one.region, code)), key=lambda one: one.name)
    return tuple(
        Spot(label=str(number), name=one.name, kind=f"{part}.{one.kind}", place=one.place)
        for number, one in enumerate(here, 1)
    )


def _drawn(code: RegionCode, atlas: Atlas) -> tuple[Outline | None, tuple[Outline, ...]]:
    shape, box, middle = atlas.shape(code), atlas.bounds(code), atlas.centre_of(code)
    if shape is None or box is None or middle is None:
        return None, ()
    wide, high = (box.east - box.west) * AROUND, (box.north - box.south) * AROUND
    near = atlas.grids_in(Box(box.west - wide, box.south - high, box.east + wide, box.north + high))
    others = [outline for other in near if other != code and (outline := _outline(other, atlas)) is not None]
    return _outline(code, atlas), tuple(others)


def _area_m2(outline: Outline) -> float:
    """Return the ground of its parts without their holes."""
    return sum(
        (-1 if number else 1) * geodesic.area_m2([LatLng(lat, lng) for lng, lat in ring])
        for part in outline.parts
        for number, ring in enumerate(part)
    )


def _outline(code: RegionCode, atlas: Atlas) -> Outline | None:
    shape, middle, region = atlas.shape(code), atlas.centre_of(code), atlas.region(code)
    if shape is None or middle is None or region is None:
        return None
    return Outline(name=region.name, parts=parts_of(shape), middle=middle)


def parts_of(shape: Shape) -> tuple[tuple[Ring, ...], ...]:
    """Return the rings of a shape, part by part."""
    parts: Sequence[Any] = getattr(shape, "geoms", (shape,))
    return tuple(
        tuple(tuple((lng, lat) for lng, lat, *_ in ring.coords) for ring in (part.exterior, *part.interiors))
        for part in parts
    )
