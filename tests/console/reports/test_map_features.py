"""GeoJSON of what is on the map: as RFC 7946 wants it, and with nothing in it about persons or addresses of cameras."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import shapely
from shapely.geometry import shape

from console import geodesic
from console.atlas import Atlas
from console.domain.drawing import Drawing, Kind
from console.domain.sensor import Sensor, SensorId, SensorKind
from console.domain.site import Site, SiteId, SiteKind
from console.domain.ticket import Caller, Holder, TargetKind
from console.gateways.files.geojson import Feature, features_in
from console.reports.map_features import MapThings, features, polygon, write_features
from tests.builders import GRID, IN_GRID, IN_NEXT_GRID, NOON, a_camera, a_region_tree, a_ticket

ZONE = ZoneInfo("Asia/Shanghai")
TICKET = a_ticket(
    place=IN_GRID,
    title="王小明报修",
    description="13812345678",
    address="3号楼",
    caller=Caller("王小明", "13812345678"),
    holder=Holder(TargetKind.CREW, "C1", "李网格"),
)
CAMERA = a_camera(place=IN_GRID, sub_url="rtsp://admin:secret@10.0.0.1/s")


def drawing(kind: Kind, count: int, text: str = "") -> Drawing:
    points = (IN_GRID, IN_NEXT_GRID, geodesic.towards(IN_GRID, 200, 900))[:count]
    return Drawing(key=UUID(int=count), kind=kind, points=points, text=text, at=NOON)


def told(things: MapThings) -> list[Any]:
    """Return the features as whoever reads the file gets them."""
    return list(json.loads(json.dumps(list(features(things, ZONE)))))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(a_region_tree())


@pytest.fixture
def things(atlas: Atlas) -> MapThings:
    drawings = (
        drawing(Kind.NOTE, 1, "call 13812345678"),
        drawing(Kind.CIRCLE, 2),
        drawing(Kind.AREA, 3),
    )
    site = Site(id=SiteId("S1"), name="第一小学", kind=SiteKind.SCHOOL, region=GRID, place=IN_GRID)
    sensor = Sensor(id=SensorId("D1"), name="烟感", kind=SensorKind.SMOKE, region=GRID, place=IN_GRID)
    return MapThings(
        atlas=atlas,
        tickets=(TICKET,),
        grids=(GRID,),
        cameras=(CAMERA,),
        sites=(site,),
        sensors=(sensor,),
        drawings=drawings,
    )


def test_that_nothing_about_persons_or_addresses_leaves_the_house(things: MapThings):
    text = json.dumps(told(things), ensure_ascii=False)
    assert not [
        word for word in ("王小明", "李网格", "13812345678", "3号楼", "rtsp", "secret", "10.0.0.1") if word in text
    ]


def test_that_every_outer_ring_runs_to_the_left(things: MapThings):
    polygons = [one["geometry"] for one in told(things) if one["geometry"]["type"].endswith("Polygon")]
    assert len(polygons) == 3
    parts = [part for one in polygons for part in shapely.get_parts(shape(one))]
    assert [part.exterior.is_ccw for part in parts] == [True] * len(parts)


def test_that_holes_run_to_the_right():
    outer, inner = [(0, 0), (0, 3), (3, 3), (3, 0)], [(1, 1), (2, 1), (2, 2), (1, 2)]
    turned: Any = polygon(shapely.Polygon(outer, [inner]))
    assert [shapely.LinearRing(ring).is_ccw for ring in turned["coordinates"]] == [True, False]


def test_that_each_thing_is_told_by_its_kind(things: MapThings):
    kinds = {one["properties"]["kind"] for one in told(things)}
    assert kinds == {"ticket", "grid", "camera", "site", "sensor", "drawing"}


def test_that_longitude_comes_first(things: MapThings):
    ticket = next(one for one in told(things) if one["properties"]["kind"] == "ticket")
    assert ticket["geometry"]["coordinates"] == [IN_GRID.lng_deg, IN_GRID.lat_deg]


def test_that_a_circle_keeps_its_radius_in_figures(things: MapThings):
    circle = next(one for one in told(things) if one["properties"].get("drawing_kind") == "circle")
    assert circle["properties"]["radius_m"] == pytest.approx(geodesic.leg(IN_GRID, IN_NEXT_GRID).length_m, abs=0.06)


def test_that_what_has_no_place_has_no_geometry(atlas: Atlas):
    (feature,) = told(MapThings(atlas=atlas, tickets=(a_ticket(place=None),)))
    assert feature["geometry"] is None


def test_that_the_file_is_one_collection_that_our_own_reader_takes(things: MapThings, tmp_path: Path):
    file = tmp_path / "map.geojson"
    write_features(things, ZONE, NOON, file)
    assert [isinstance(one, Feature) for one in features_in(file)] == [True] * len(things)
    assert json.loads(file.read_text("utf-8"))["as_of"] == NOON.astimezone(ZONE).isoformat()
