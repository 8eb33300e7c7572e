"""Key sites, sensors, seats of departments and other cell maps of a demo city: believable, and on its ground."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from console.cell_map import CellMap
from console.demo import crews, ground, places, regions
from console.demo.plan import SIZES
from console.domain.grid import within
from console.domain.grid_layer import POLICE, WATER
from console.domain.place import LatLng
from console.domain.sensor import Sensing, Sensor, SensorKind
from console.domain.site import Site, SiteKind
from console.domain.ticket import Source
from tests.builders import NOON
from tests.console.demo.conftest import Made


def _holds(shape_wkb: bytes, place: LatLng) -> bool:
    return bool(shapely.from_wkb(shape_wkb).covers(shapely.Point(place.lng_deg, place.lat_deg)))


def test_that_sites_and_sensors_stand_in_the_grids_that_they_are_at_home_in(small: Made) -> None:
    rows = small.store.rows
    there: list[Site | Sensor] = [*rows.sites.values(), *rows.sensors.values()]
    for one in there:
        assert _holds(rows.regions[one.region].shape_wkb, one.place)


def test_that_every_kind_of_site_and_sensor_is_there(small: Made) -> None:
    rows = small.store.rows
    assert {site.kind for site in rows.sites.values()} == set(SiteKind)
    assert {sensor.kind for sensor in rows.sensors.values()} == set(SensorKind)


def test_that_most_sensors_answer_and_were_told_of_lately_and_some_do_not(small: Made) -> None:
    silent = [sensor for sensor in small.store.rows.sensors.values() if not sensor.is_on]
    assert 0 < len(silent) < len(small.store.rows.sensors) / 10
    assert all(sensor.told_at and sensor.told_at < NOON for sensor in small.store.rows.sensors.values())


def test_that_departments_have_their_seats_on_their_own_ground(small: Made) -> None:
    rows = small.store.rows
    for department in rows.departments.values():
        assert department.place is not None
        assert _holds(rows.regions[department.region].shape_wkb, department.place)


@pytest.mark.parametrize("layer", [POLICE, WATER])
def test_that_cells_of_a_layer_touch_and_never_overlap(small: Made, layer: str) -> None:
    shapes = [shapely.from_wkb(cell.shape_wkb) for cell in small.store.rows.cells.values() if cell.layer == layer]
    assert len(shapes) > 1
    assert shapely.coverage_is_valid(np.array(shapes))


def test_that_water_cells_cross_the_borders_of_townships(small: Made) -> None:
    rows = small.store.rows
    townships = [shapely.from_wkb(region.shape_wkb) for region in rows.regions.values() if len(region.code) == 9]
    water = [shapely.from_wkb(cell.shape_wkb) for cell in rows.cells.values() if cell.layer == WATER]
    assert any(sum(township.overlaps(cell) for township in townships) > 1 for cell in water)


def test_that_a_place_in_town_is_held_by_a_police_cell(small: Made) -> None:
    cells = CellMap(small.store.rows.cells.values())
    held = [any(layer == POLICE for layer, _ in cells.at(site.place)) for site in small.store.rows.sites.values()]
    assert sum(held) / len(held) > 0.98


def test_that_alarms_of_devices_are_known_by_their_sensors(small: Made) -> None:
    rows = small.store.rows
    sensing = Sensing(rows.sensors.values())
    told = [ticket for ticket in rows.tickets.values() if "设备编号" in ticket.description]
    assert len(told) > 5
    for ticket in told:
        sensor = sensing.sensor_of(ticket)
        assert sensor is not None
        assert (ticket.source, ticket.place, ticket.grid) == (Source.IOT.value, sensor.place, sensor.region)
        assert ticket.title.startswith(f"{sensor.name}：")
        assert within(sensor.region, ticket.area)


def test_that_nobody_who_can_be_sent_has_other_departments_than_before() -> None:
    plan = SIZES["small"]
    land = ground.make(plan, np.random.default_rng(1))
    realm = regions.realm(land, np.random.default_rng(2))
    plain = crews.departments(realm)
    seated = places.seated(plain, realm, land, np.random.default_rng(3))
    assert [(one.id, one.name, one.region) for one in seated] == [(one.id, one.name, one.region) for one in plain]
