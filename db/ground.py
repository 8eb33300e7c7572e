"""The ground as it is stored: what lines of the journal make of it, and what the rules ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import shapely
from sqlalchemy import Connection, Integer, bindparam, select, update

from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.ground import GroundChange, change_of
from console.journal import Entry
from db import records, tables
from db.writing import insert_new

STANDS: Final = tables.region.c.retired_at.is_(None)

_WITH_SHAPE = select(*records.REGION, tables.region.c.shape_wkb)
_BY_CODE = _WITH_SHAPE.where(tables.region.c.code == bindparam("code"))
# Without an order, which would tempt SQLite to go through all regions in that order.
REACHING: Final = _WITH_SHAPE.where(
    tables.IS_GRID,
    STANDS,
    tables.region.c.west <= bindparam("east"),
    tables.region.c.east >= bindparam("west"),
    tables.region.c.south <= bindparam("north"),
    tables.region.c.north >= bindparam("south"),
)
"""The standing grids whose boxes touch a box, which may be a single place: regions with their shapes, in no order."""

_RUNNING = (
    select(tables.campaign.c.name)
    .join(tables.campaign_grid, tables.campaign_grid.c.campaign == tables.campaign.c.id)
    .where(tables.campaign_grid.c.grid == bindparam("grid"), tables.campaign.c.ended_at.is_(None))
    .order_by(tables.campaign.c.begun_at)
    .limit(1)
)
_AS_SEEN = update(tables.region).where(
    tables.region.c.code == bindparam("the_code"),
    tables.region.c.version == bindparam("seen", type_=Integer),
    STANDS,
)
_CREW_AS_SEEN = update(tables.crew).where(
    tables.crew.c.id == bindparam("the_id"), tables.crew.c.version == bindparam("seen", type_=Integer)
)


class SqlGround:
    """Reads on the connection of a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ground(self, code: str) -> Region | None:
        row = self._connection.execute(_BY_CODE, {"code": code}).first()
        return None if row is None else records.region_of(row, row[-1])

    def grids_reaching(self, west: float, south: float, east: float, north: float) -> Sequence[Region]:
        box = {"west": west, "south": south, "east": east, "north": north}
        rows: Sequence[Sequence[Any]] = self._connection.execute(REACHING, box).all()
        return sorted((records.region_of(row, row[-1]) for row in rows), key=lambda region: region.code)

    def running_campaign(self, grid: RegionCode) -> str | None:
        return self._connection.execute(_RUNNING, {"grid": grid}).scalar()


def draw(connection: Connection, entry: Entry) -> None:
    """Bring the ground to what the line tells; a line of another kind changes nothing.

    Raises:
        Refused: ``grid.changed``, ``grid.code_taken``, ``crew.changed``; somebody else was first.
    """
    change = change_of(entry)
    _draw_grids(connection, change)
    for code, version in change.retired:
        told = {"version": version, "retired_at": entry.at}
        if not _was_as_seen(connection, code, version, told):
            raise Refused("grid.changed", grid=code, name=code)
    for move in change.crews:
        told = {"version": move.version, "region": move.region, "kind": move.kind.value}
        facts = {"the_id": move.crew, "seen": move.version - 1}
        if connection.execute(_CREW_AS_SEEN.values(told), facts).rowcount != 1:
            raise Refused("crew.changed", crew=move.crew, name=move.crew)


def _draw_grids(connection: Connection, change: GroundChange) -> None:
    boxes = shapely.bounds(shapely.from_wkb([grid.shape_wkb for grid in change.grids])).tolist()
    rows = [records.region_row(grid, box) for grid, box in zip(change.grids, boxes, strict=True)]
    for row in rows:
        if row["version"] > 1:
            changed = {name: value for name, value in row.items() if name not in ("code", "retired_at")}
            if not _was_as_seen(connection, row["code"], row["version"], changed):
                raise Refused("grid.changed", grid=row["code"], name=row["name"])
    new = [row for row in rows if row["version"] == 1]
    if new and insert_new(connection, tables.region, new) != len(new):
        raise Refused("grid.code_taken", grid=new[0]["code"], name=new[0]["name"])


def _was_as_seen(connection: Connection, code: str, version: int, told: dict[str, Any]) -> bool:
    facts = {"the_code": code, "seen": version - 1}
    return connection.execute(_AS_SEEN.values(told), facts).rowcount == 1
