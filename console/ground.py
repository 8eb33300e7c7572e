"""What a journal line tells of the ground: grids that came, changed or were retired, and crews that moved with them.

A line tells the whole change, so that every desk, the store and a replay make the same of it. Boundaries stand in it as
the coordinates of a MultiPolygon in GeoJSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from struct import pack, unpack_from
from typing import Any, Final

from console.domain.crew import Crew, CrewId, CrewKind
from console.domain.grid import GridKind, Rating, Region, RegionCode, Tier
from console.journal import GROUND_KINDS, Entry

POLYGON, MULTIPOLYGON = 3, 6
"""Numbers of the geometries in well-known binary, OGC 06-103r4 §8.2."""
ORDERS: Final = "><"
"""Its orders of bytes by number, as ``struct`` names them. A server writes the great end first, and so do we."""

Ring = list[list[float]]
Coordinates = list[list[Ring]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewMove:
    """Where a crew is at home from now on, and what it is there; ``version`` is the crew's after it."""

    crew: CrewId
    version: int
    region: RegionCode
    kind: CrewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundChange:
    """Grids as they now stand, those at version 1 new; codes and versions of what is retired; crews that moved."""

    grids: tuple[Region, ...] = ()
    retired: tuple[tuple[RegionCode, int], ...] = ()
    crews: tuple[CrewMove, ...] = ()

    @property
    def codes(self) -> frozenset[RegionCode]:
        """The grids that the change is about."""
        return frozenset((*(grid.code for grid in self.grids), *(code for code, _ in self.retired)))


def detail_of(change: GroundChange, what: str) -> dict[str, str]:
    """Return what the line holds; ``what`` says it in words."""
    told: dict[str, object] = {
        "grids": [_told(grid) for grid in change.grids],
        "gone": [{"code": code, "version": version} for code, version in change.retired],
        "crews": [
            {"id": move.crew, "version": move.version, "region": move.region, "kind": move.kind.value}
            for move in change.crews
        ],
    }
    return {"what": what} | {name: _text(value) for name, value in told.items() if value}


def change_of(entry: Entry) -> GroundChange:
    """Return what a line tells of the ground; nothing for a line of another kind."""
    if entry.kind not in GROUND_KINDS:
        return GroundChange()
    told = {name: json.loads(entry.detail.get(name, "[]")) for name in ("grids", "gone", "crews")}
    return GroundChange(
        grids=tuple(map(_grid, told["grids"])),
        retired=tuple((RegionCode(one["code"]), int(one["version"])) for one in told["gone"]),
        crews=tuple(
            CrewMove(
                crew=CrewId(one["id"]),
                version=int(one["version"]),
                region=RegionCode(one["region"]),
                kind=CrewKind(one["kind"]),
            )
            for one in told["crews"]
        ),
    )


def tells_of(entry: Entry, grid: RegionCode) -> bool:
    """Tell whether a line is about a grid: it came, changed or was retired, or a crew came there."""
    change = change_of(entry)
    return grid in change.codes or any(move.region == grid for move in change.crews)


def changed(regions: Mapping[RegionCode, Region], change: GroundChange, at: datetime) -> dict[RegionCode, Region]:
    """Return the regions that a change leaves other than they were; what is older than what is known changes nothing.

    ``at`` is when its line was written: what it retires is retired since then.
    """
    told = {grid.code: grid for grid in change.grids}
    for code, version in change.retired:
        if code in regions:
            told[code] = replace(regions[code], version=version, retired_at=at)
    return {code: one for code, one in told.items() if code not in regions or regions[code].version < one.version}


def moved(crew: Crew, move: CrewMove) -> Crew:
    """Return the crew after the move; itself where it is newer."""
    if move.version <= crew.version:
        return crew
    return replace(crew, version=move.version, region=move.region, kind=move.kind)


def coordinates_of(wkb: bytes) -> Coordinates:
    """Return the coordinates of a polygon or multipolygon as those of a MultiPolygon in GeoJSON, (lng, lat)."""
    order = ORDERS[wkb[0]]
    kind, count = unpack_from(f"{order}II", wkb, 1)
    if kind == POLYGON:
        return [_polygon(wkb, 0)[0]]
    parts: Coordinates = []
    at = 9
    for _ in range(count):
        part, at = _polygon(wkb, at)
        parts.append(part)
    return parts


def wkb_from(coordinates: Coordinates) -> bytes:
    """Return the coordinates as well-known binary: a polygon where there is one part."""
    parts = [_polygon_wkb(part) for part in coordinates]
    if len(parts) == 1:
        return parts[0]
    return pack(">BII", 0, MULTIPOLYGON, len(parts)) + b"".join(parts)


def _told(grid: Region) -> dict[str, object]:
    return {
        "code": grid.code,
        "name": grid.name,
        "parent": grid.parent,
        "kind": grid.kind.value,
        "rating": grid.rating.value,
        "version": grid.version,
        "shape": coordinates_of(grid.shape_wkb),
    }


def _grid(told: Mapping[str, Any]) -> Region:
    return Region(
        code=RegionCode(told["code"]),
        name=told["name"],
        tier=Tier.GRID,
        parent=RegionCode(told["parent"]),
        kind=GridKind(told["kind"]),
        rating=Rating(told["rating"]),
        version=int(told["version"]),
        shape_wkb=wkb_from(told["shape"]),
    )


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _polygon(wkb: bytes, at: int) -> tuple[list[Ring], int]:
    """Return the rings of the polygon that begins at this byte, and where the next thing begins."""
    order = ORDERS[wkb[at]]
    (rings,), at = unpack_from(f"{order}I", wkb, at + 5), at + 9
    found: list[Ring] = []
    for _ in range(rings):
        (points,), at = unpack_from(f"{order}I", wkb, at), at + 4
        flat = unpack_from(f"{order}{2 * points}d", wkb, at)
        found.append([list(pair) for pair in zip(flat[::2], flat[1::2], strict=True)])
        at += 16 * points
    return found, at


def _polygon_wkb(rings: Sequence[Ring]) -> bytes:
    packed = [pack(">BII", 0, POLYGON, len(rings))]
    for ring in rings:
        flat = [float(degree) for point in ring for degree in point]
        packed.append(pack(f">I{len(flat)}d", len(ring), *flat))
    return b"".join(packed)
