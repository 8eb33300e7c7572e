"""What leaves the map as GeoJSON (RFC 7946): tickets, grids, devices, sites and drawings, and nothing about persons.

Degrees of WGS-84, longitude first, outer rings counter-clockwise. Of tickets there is what the matter is, where and how
it stands: no caller, no words that somebody typed, no name of who handles it. Of cameras there is no address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry import mapping

from console import geodesic
from console.atlas import Atlas, Shape
from console.domain.camera import Camera
from console.domain.drawing import Drawing, Kind
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.domain.sensor import Sensor
from console.domain.site import Site
from console.domain.texts import without_phones
from console.domain.ticket import Ticket
from console.reports.rows import write_json

DIGITS: Final = 7
"""One centimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapThings:
    """What is taken from a map; grids by their codes, shaped by ``atlas``."""

    atlas: Atlas
    tickets: tuple[Ticket, ...] = ()
    grids: tuple[RegionCode, ...] = ()
    cameras: tuple[Camera, ...] = ()
    sites: tuple[Site, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    drawings: tuple[Drawing, ...] = ()

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        return {
            "tickets": len(self.tickets),
            "grids": len(self.grids),
            "cameras": len(self.cameras),
            "sites": len(self.sites),
            "sensors": len(self.sensors),
            "drawings": len(self.drawings),
        }


def write_features(things: MapThings, zone: tzinfo, as_of: datetime, path: Path) -> None:
    """Write everything as one collection of features; ``as_of`` is when the data was known to be true."""
    head: dict[str, object] = {"type": "FeatureCollection", "as_of": as_of.astimezone(zone).isoformat()}
    write_json(path, head, "features", features(things, zone))


def features(things: MapThings, zone: tzinfo) -> Iterator[Mapping[str, object]]:
    """Yield a feature for each thing, grids first, as they lie below; what has no place or shape has no geometry."""
    for code in things.grids:
        region = things.atlas.region(code)
        if region is not None:
            yield _feature(f"grid/{code}", _grid(region), polygon(things.atlas.shape(code)))
    for drawing in things.drawings:
        yield _feature(f"drawing/{drawing.key}", _drawing(drawing), geometry_of(drawing))
    for site in things.sites:
        yield _feature(f"site/{site.id}", _site(site), point(site.place))
    for sensor in things.sensors:
        yield _feature(f"sensor/{sensor.id}", _sensor(sensor), point(sensor.place))
    for camera in things.cameras:
        yield _feature(f"camera/{camera.id}", _camera(camera), point(camera.place))
    for ticket in things.tickets:
        yield _feature(f"ticket/{ticket.number}", _ticket(ticket, zone), point(ticket.place))


def polygon(shape: Shape | None) -> Mapping[str, object] | None:
    """Return a shape as RFC 7946 wants it, its outer rings counter-clockwise and its holes clockwise."""
    if shape is None or shape.is_empty:
        return None
    turned = shapely.orient_polygons(shapely.set_precision(shape, 10.0**-DIGITS, mode="pointwise"))
    return dict(mapping(turned))


def point(place: LatLng | None) -> Mapping[str, object] | None:
    return {"type": "Point", "coordinates": _position(place)} if place is not None else None


def geometry_of(drawing: Drawing) -> Mapping[str, object]:
    """Return what a drawing looks like on earth; a circle becomes the ring of its corners."""
    points: Sequence[LatLng] = drawing.points
    if drawing.kind is Kind.NOTE:
        return {"type": "Point", "coordinates": _position(points[0])}
    if drawing.kind in (Kind.LINE, Kind.ARROW, Kind.DISTANCE):
        return {"type": "LineString", "coordinates": [_position(place) for place in points]}
    if drawing.kind is Kind.CIRCLE:
        points = geodesic.ring(points[0], geodesic.length_m(points))
    ring = [_position(place) for place in (*points, points[0])]
    return {"type": "Polygon", "coordinates": [ring if _is_left(ring) else ring[::-1]]}


def _is_left(ring: Iterable[Sequence[float]]) -> bool:
    return bool(shapely.LinearRing(list(ring)).is_ccw)


def _position(place: LatLng) -> list[float]:
    return [round(place.lng_deg, DIGITS), round(place.lat_deg, DIGITS)]


def _feature(id_: str, properties: Mapping[str, object], geometry: Mapping[str, object] | None) -> Mapping[str, object]:
    return {"type": "Feature", "id": id_, "properties": properties, "geometry": geometry}


def _grid(region: Region) -> Mapping[str, object]:
    return {
        "kind": "grid",
        "code": region.code,
        "name": region.name,
        "parent": region.parent,
        "grid_kind": region.kind.value,
        "rating": region.rating.value,
    }


def _ticket(ticket: Ticket, zone: tzinfo) -> Mapping[str, object]:
    due_at = ticket.due_at
    return {
        "kind": "ticket",
        "number": ticket.number,
        "state": ticket.state.value,
        "priority": int(ticket.priority),
        "category": ticket.category,
        "source": ticket.source,
        "reported_at": ticket.reported_at.astimezone(zone).isoformat(),
        "due_at": due_at.astimezone(zone).isoformat() if due_at is not None else None,
        "grid": ticket.grid,
        "area": ticket.area,
    }


def _camera(camera: Camera) -> Mapping[str, object]:
    return {
        "kind": "camera",
        "id": camera.id,
        "number": camera.number,
        "name": camera.name,
        "region": camera.region,
        "is_on": camera.is_on,
    }


def _site(site: Site) -> Mapping[str, object]:
    return {"kind": "site", "id": site.id, "name": site.name, "site_kind": site.kind.value, "region": site.region}


def _sensor(sensor: Sensor) -> Mapping[str, object]:
    return {
        "kind": "sensor",
        "id": sensor.id,
        "name": sensor.name,
        "sensor_kind": sensor.kind.value,
        "region": sensor.region,
        "is_on": sensor.is_on,
    }


def _drawing(drawing: Drawing) -> Mapping[str, object]:
    told: dict[str, object] = {
        "kind": "drawing",
        "drawing_kind": drawing.kind.value,
        "colour": drawing.ink.value,
        "text": without_phones(drawing.text),
        "at": drawing.at.isoformat(),
    }
    if drawing.kind is Kind.CIRCLE:
        told["radius_m"] = round(geodesic.length_m(drawing.points), 1)
    elif drawing.kind in (Kind.LINE, Kind.ARROW, Kind.DISTANCE):
        told["length_m"] = round(geodesic.length_m(drawing.points), 1)
    elif drawing.kind is not Kind.NOTE:
        told["area_m2"] = round(geodesic.area_m2(drawing.points), 1)
    return told
