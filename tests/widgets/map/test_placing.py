"""What stands where it is: cameras, sensors, key sites, departments, and the cells of other grid maps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from console.atlas import Atlas
from console.domain.grid_layer import WATER, GridLayer
from console.domain.presence import Presence
from console.domain.ticket import Source
from tests.builders import CITY, IN_GRID, a_camera, a_cell, a_department, a_sensor, a_site, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.test_packing import unpack
from widgets.map.bridge import Bridge
from widgets.map.features import world_px_of
from widgets.map.live import LiveMap
from widgets.map.looks import CAMERA, RINGS, WORKS
from widgets.map.placing import Placing
from widgets.map.stack import Shown


@pytest.fixture
def live(qapp, atlas: Atlas) -> LiveMap:
    return LiveMap(atlas, Bridge())


def placed(seat: Seat, live: LiveMap, **things: Any) -> Placing:
    seat.board.load(replace(seat.store.archive().situation(CITY), **things))
    return Placing(seat.relay, live)


def look_of(points, key: str) -> int:
    slot = points.slot_of(key)
    return int(points.looks[slot]) if slot is not None else 0


def look_at(live: LiveMap, zoom: int, **shown: bool) -> tuple[float, float]:
    """Look at the middle of the first grid; return the pixel where its place is."""
    (x, y), scale = world_px_of(IN_GRID), 2.0 ** (zoom - 22)
    live.show(Shown(**shown))
    live._on_moved(zoom, x * scale - 400, y * scale - 300, 800, 600)
    return 400, 300


def test_that_sites_sensors_and_departments_stand_where_they_are(seat: Seat, live: LiveMap):
    placed(seat, live, sites=(a_site(),), sensors=(a_sensor(),), departments=(a_department(place=IN_GRID),))
    placed_at = [next(iter(points.keys())) for points in (live.sites, live.sensors, live.departments)]
    assert placed_at == ["S1", "SM-1", "D1"]
    assert {tuple(points.px[0]) for points in (live.sites, live.sensors, live.departments)} == {world_px_of(IN_GRID)}


def test_that_a_department_without_a_place_is_not_drawn(seat: Seat, live: LiveMap):
    placing = placed(seat, live, departments=(a_department(),))
    assert "D1" not in live.departments
    assert "departments" in placing.empty


@pytest.mark.parametrize("works", [True, False, None])
def test_that_a_camera_tells_by_its_look_whether_it_works(seat: Seat, live: LiveMap, works: bool | None):
    placing = placed(seat, live, cameras=(a_camera("c1"),))
    placing.watch(lambda _camera: Presence(is_on=works))
    placing.take_cameras(seat.board.cameras)
    assert look_of(live.cameras, "c1") == CAMERA | WORKS[works] << 1


@pytest.mark.parametrize(
    ("azimuth", "view", "turn", "wide"),
    [(0.0, 60.0, 0, 5), (90.0, 60.0, 32, 5), (359.9, 1.0, 0, 1), (180.0, 360.0, 64, 15), (None, None, 0, 0)],
)
def test_that_a_camera_tells_by_its_look_where_it_looks(
    seat: Seat, live: LiveMap, azimuth: float | None, view: float | None, turn: int, wide: int
):
    placed(seat, live, cameras=(a_camera("c1", azimuth_deg=azimuth, view_deg=view),))
    look = look_of(live.cameras, "c1")
    assert (look >> 3 & 127, look >> 10) == (turn, wide)


def test_that_what_was_told_long_ago_counts_as_not_known(seat: Seat, live: LiveMap):
    placing = placed(seat, live, cameras=(a_camera("c1"),))
    placing.watch(lambda _camera: Presence(is_on=True, is_old=True))
    placing.take_cameras(seat.board.cameras)
    assert look_of(live.cameras, "c1") == CAMERA


def test_that_a_sensor_with_an_open_alarm_rings_until_it_is_done(seat: Seat, live: LiveMap):
    alarm = a_ticket(source=Source.IOT.value, description="SM-1 报警")
    placing = placed(seat, live, sensors=(a_sensor(),), tickets=(alarm,))
    began = look_of(live.sensors, "SM-1") & RINGS
    del seat.board.tickets[alarm.id]
    placing.take_tickets([alarm.id])
    assert (began, look_of(live.sensors, "SM-1") & RINGS) == (RINGS, 0)


@pytest.mark.parametrize(("is_on", "state"), [(True, "正常应答"), (False, "无应答"), (None, "状态不明")])
def test_that_the_pointer_is_told_in_chinese_how_a_sensor_does(
    seat: Seat, live: LiveMap, chinese: None, is_on: bool | None, state: str
):
    placing = placed(seat, live, sensors=(a_sensor(is_on=is_on),))
    x, y = look_at(live, 16, sensors=True)
    assert placing.named_at(x, y).endswith(state)


def test_that_the_cells_of_every_grid_map_are_packed_by_their_switch(seat: Seat, live: LiveMap):
    own = a_cell("X1", layer=GridLayer("环卫"), name="环卫一片")
    placing = placed(seat, live, cells=(a_cell(), a_cell("W1", layer=WATER), own))
    words, arrays = unpack(placing._packed_cells())
    assert sorted(arrays["line_map"].tolist()) == [0, 1, 2]
    assert {(name, number) for name, _, _, number in words["labels"]} >= {("环卫一片", 2)}


def test_that_a_city_without_other_grid_maps_draws_none(seat: Seat, live: LiveMap):
    placing = placed(seat, live)
    _, arrays = unpack(placing._packed_cells())
    assert len(arrays["line_px"]) == 0
    assert placing.empty >= {"police", "water", "other_cells", "sites", "sensors"}


def test_that_what_stands_under_the_pointer_is_named(seat: Seat, live: LiveMap):
    placing = placed(seat, live, sites=(a_site(),), sensors=(a_sensor(is_on=False),))
    pixel = look_at(live, 16, sites=True, sensors=True)
    assert [line.split(" · ")[0] for line in placing.named_at(*pixel).split("\n")] == ["人民路小学", "人民路小学烟感"]


def test_that_what_is_not_drawn_is_not_named(seat: Seat, live: LiveMap):
    placing = placed(seat, live, sites=(a_site(),), cells=(a_cell(),))
    assert placing.named_at(*look_at(live, 16)) == ""


def test_that_only_the_grid_maps_that_are_shown_name_their_cells(seat: Seat, live: LiveMap):
    placing = placed(seat, live, cells=(a_cell(), a_cell("W1", layer=WATER, name="人民河")))
    named = placing.named_at(*look_at(live, 14, water=True))
    assert "人民河" in named
    assert "人民路警格" not in named


def test_that_the_border_of_two_cells_of_a_map_is_drawn_once(seat: Seat, live: LiveMap):
    next_to_it = a_cell("J2", west=120.61, east=120.62)
    river = a_cell("W1", layer=WATER)
    placing = placed(seat, live, cells=(a_cell(), next_to_it, river))
    _, arrays = unpack(placing._packed_cells())
    points, lines = len(arrays["line_px"]) // 2, len(arrays["line_map"])
    assert points - lines == 7 + 4
