"""Key sites, sensors and cells of other cell maps: how they are written, and which of them a centre is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from sqlalchemy import Connection, Select, bindparam, func, select, update

from console.domain.grid import RegionCode
from console.domain.grid_layer import LayerCell
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorKind
from console.domain.site import Site, SiteKind
from db import records
from db.columns import below
from db.place_tables import layer_cell, sensor, site
from db.tables import department, region
from db.writing import insert_new, tell_states

_BOX = ("west", "south", "east", "north")
_CELL = tuple(layer_cell.c[name] for name in ("layer", "code", "name", "shape_wkb"))

_PLACE_TOLD = (
    update(department)
    .where(department.c.id == bindparam("told_id"), department.c.lat_deg.is_(None))
    .values(lat_deg=bindparam("told_lat"), lng_deg=bindparam("told_lng"))
)


def add_sites(connection: Connection, sites: Sequence[Site]) -> int:
    """Write those that are not there yet, and return how many they were."""
    return insert_new(connection, site, [_place_row(one) for one in sites])


def add_sensors(connection: Connection, sensors: Sequence[Sensor]) -> int:
    """Write those that are not there yet; of the others, whether they answer where that was told later."""
    rows = [_sensor_row(one) for one in sensors]
    new = insert_new(connection, sensor, rows)
    if new < len(rows):
        tell_states(connection, sensor, rows)
    return new


def add_cells(connection: Connection, cells: Sequence[LayerCell]) -> int:
    """Write those that are not there yet, and return how many they were."""
    boxes = shapely.bounds(shapely.from_wkb([cell.shape_wkb for cell in cells])).tolist()
    rows = [
        {"layer": cell.layer, "code": cell.code, "name": cell.name, "shape_wkb": cell.shape_wkb}
        | dict(zip(_BOX, box, strict=True))
        for cell, box in zip(cells, boxes, strict=True)
    ]
    return insert_new(connection, layer_cell, rows)


def place_departments(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put departments that are there without a place where their rows say."""
    told = [
        {"told_id": row["id"], "told_lat": row["lat_deg"], "told_lng": row["lng_deg"]}
        for row in rows
        if row["lat_deg"] is not None
    ]
    if told:
        connection.execute(_PLACE_TOLD, told)


def sites_of(connection: Connection, centre: RegionCode) -> tuple[Site, ...]:
    """Return the sites of the centre's ground, by id."""
    asked = select(*site.c).where(below(site.c.region, centre)).order_by(site.c.id)
    return tuple(map(_site_of, connection.execute(asked)))


def sensors_of(connection: Connection, centre: RegionCode) -> tuple[Sensor, ...]:
    """Return the sensors of the centre's ground, by id."""
    asked = select(*sensor.c).where(below(sensor.c.region, centre)).order_by(sensor.c.id)
    return tuple(map(_sensor_of, connection.execute(asked)))


def cells_of(connection: Connection, centre: RegionCode) -> tuple[LayerCell, ...]:
    """Return the cells whose box meets that of the centre's ground, by layer and code; all where its shape is not known."""
    west, south, east, north = connection.execute(_ground(centre)).one()
    asked, cell = select(*_CELL).order_by(layer_cell.c.layer, layer_cell.c.code), layer_cell.c
    if west is not None:
        asked = asked.where(cell.west <= east, cell.east >= west, cell.south <= north, cell.north >= south)
    return tuple(
        LayerCell(layer=layer, code=code, name=name, shape_wkb=shape)
        for layer, code, name, shape in connection.execute(asked)
    )


def _ground(centre: RegionCode) -> Select[Any]:
    column = region.c
    return select(func.min(column.west), func.min(column.south), func.max(column.east), func.max(column.north)).where(
        below(column.code, centre)
    )


def _place_row(one: Site | Sensor) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "region": one.region,
        "lat_deg": one.place.lat_deg,
        "lng_deg": one.place.lng_deg,
    }


def _site_of(row: Sequence[Any]) -> Site:
    id_, name, kind, home, lat_deg, lng_deg = row
    return Site(id=id_, name=name, kind=SiteKind(kind), region=home, place=LatLng(lat_deg, lng_deg))


def _sensor_row(one: Sensor) -> dict[str, Any]:
    return _place_row(one) | {"state": records.state_word(one.is_on), "state_at": one.told_at}


def _sensor_of(row: Sequence[Any]) -> Sensor:
    id_, name, kind, home, lat_deg, lng_deg, state, told_at = row
    return Sensor(
        id=id_,
        name=name,
        kind=SensorKind(kind),
        region=home,
        place=LatLng(lat_deg, lng_deg),
        is_on=records.IS_ON.get(state),
        told_at=told_at,
    )
