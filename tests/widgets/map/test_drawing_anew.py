"""A grid is split: the page, in a real engine, shows the new ones, and a click lies in the new one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import shapely
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import RegionCode
from console.ground_orders import NewGrid, SplitGrid
from tests.builders import GRID, IN_GRID, VILLAGE
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import describe
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, go
from widgets.ground import keep_drawn
from widgets.map.panel import MapPanel

pytestmark = pytest.mark.webengine

NAMES = "JSON.stringify(griddesk.layers.ground.labels.map(function (label) { return label[0]; }))"
WEST, EAST = RegionCode(f"{VILLAGE}011"), RegionCode(f"{VILLAGE}012")
HALVES = (
    NewGrid(code=WEST, name="西格", shape_wkb=shapely.to_wkb(shapely.box(120.60, 31.30, 120.605, 31.31))),
    NewGrid(code=EAST, name="东格", shape_wkb=shapely.to_wkb(shapely.box(120.605, 31.30, 120.61, 31.31))),
)


@pytest.fixture
def panel(seat: Seat, qtbot: QtBot) -> Iterator[MapPanel]:
    atlas = Atlas(tuple(seat.board.regions.values()))
    keep_drawn(seat.relay, atlas)
    made = MapPanel(seat.relay, seat.focus, atlas, describe_target=describe)
    made.resize(800, 600)
    made.show()
    qtbot.waitUntil(lambda: made.live.is_whole, timeout=PATIENCE_MS)
    yield made
    made.close()


def names_on(panel: MapPanel, qtbot: QtBot) -> set[str]:
    told = answer_of(panel, NAMES, qtbot)
    return set(json.loads(str(told)))


def test_that_the_page_shows_the_new_grids_and_a_place_lies_in_them(panel: MapPanel, seat: Seat, qtbot: QtBot) -> None:
    go(panel, IN_GRID, 15, qtbot)
    panel.grid_cursor.turn(True)
    seat.relay.submit(SplitGrid(by=seat.operator, grid=GRID, seen=1, parts=HALVES, reason="人口增加"))
    qtbot.waitUntil(lambda: WEST in panel.live.ground.codes and panel.live.is_whole, timeout=PATIENCE_MS)
    names = names_on(panel, qtbot)
    assert {"西格", "东格"} <= names
    assert f"区域{GRID}" not in names
    x, y = panel.live.view.pixel_of(IN_GRID)
    assert panel.under.grid(x - 1, y) == WEST
    assert not panel.grid_cursor.is_on
