"""A grid is split at one desk: the other desk's atlas and map have the new grids, with its own threads and nobody asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import RegionCode
from console.ground_orders import NewGrid, SplitGrid
from db.engine import open_store
from tests.builders import GRID, IN_GRID, NEXT_GRID, VILLAGE, a_crew, a_region_tree
from tests.walks.test_two_desks import Workplace, take_in
from widgets.ground import keep_drawn
from widgets.map.bridge import Bridge
from widgets.map.drawing_anew import DrawingAnew
from widgets.map.live import LiveMap

WEST, EAST = RegionCode(f"{VILLAGE}011"), RegionCode(f"{VILLAGE}012")
HALVES = (
    NewGrid(code=WEST, name="西", shape_wkb=shapely.to_wkb(shapely.box(120.60, 31.30, 120.605, 31.31))),
    NewGrid(code=EAST, name="东", shape_wkb=shapely.to_wkb(shapely.box(120.605, 31.30, 120.61, 31.31))),
)


class MappedWorkplace(Workplace):
    """A desk whose ground is drawn on a map; ``loads`` are what the map's page was told to fetch."""

    def __init__(self, file: Path, name: str) -> None:
        super().__init__(file, name)
        self.atlas = Atlas(())
        self.bridge = Bridge()
        self.loads: list[list[str]] = []
        self.bridge.told.connect(self._on_told)
        self.live = LiveMap(self.atlas, self.bridge)
        keep_drawn(self.relay, self.atlas)
        self.anew = DrawingAnew(self.relay, self.atlas, self.live)

    def close(self) -> None:
        self.anew.stop()
        super().close()

    def _on_told(self, kind: str, words: str) -> None:
        if kind == "load":
            self.loads.append(json.loads(words))


@pytest.fixture
def desks(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[MappedWorkplace, MappedWorkplace]]:
    file = tmp_path / "city.db"
    store = open_store(f"sqlite:///{file}")
    store.registry().add_regions(a_region_tree())
    store.registry().add_crews([a_crew("C1")])
    store.close()
    pair = MappedWorkplace(file, "张三"), MappedWorkplace(file, "李四")
    for desk in pair:
        with qtbot.waitSignals([desk.relay.reloaded, desk.anew.drawn]):
            desk.follower.start()
    yield pair
    for desk in pair:
        desk.close()


def split_of(desk: Workplace) -> SplitGrid:
    return SplitGrid(by=desk.operator, grid=GRID, seen=1, parts=HALVES, reason="人口增加")


def test_that_the_other_desks_atlas_has_the_new_grids_at_the_next_poll(
    desks: tuple[MappedWorkplace, MappedWorkplace], qtbot: QtBot
) -> None:
    ours, theirs = desks
    with qtbot.waitSignal(theirs.relay.ground_changed) as told:
        ours.relay.submit(split_of(ours))
    assert told.args == [frozenset({GRID, WEST, EAST})]
    assert [theirs.atlas.grid_at(IN_GRID), ours.atlas.grid_at(IN_GRID)] == [WEST, WEST]
    assert theirs.board.crews["C1"].region == WEST  # type: ignore[index]


def test_that_the_other_desks_map_is_drawn_anew(desks: tuple[MappedWorkplace, MappedWorkplace], qtbot: QtBot) -> None:
    ours, theirs = desks
    theirs.bridge.ready()
    before = theirs.live.ground.packed
    with qtbot.waitSignal(theirs.anew.drawn):
        ours.relay.submit(split_of(ours))
    assert list(theirs.live.ground.codes) == [NEXT_GRID, WEST, EAST]
    assert theirs.loads[-1] == ["ground", "ratings"]
    assert theirs.live.ground.packed != before


def test_that_a_ticket_of_before_keeps_its_grid_and_the_next_lies_in_the_new_one(
    desks: tuple[MappedWorkplace, MappedWorkplace], qtbot: QtBot
) -> None:
    ours, theirs = desks
    old = take_in(theirs, qtbot, 1)
    with qtbot.waitSignal(theirs.relay.ground_changed):
        ours.relay.submit(split_of(ours))
    new = take_in(theirs, qtbot, 2)
    assert (theirs.board.tickets[old.id].grid, new.grid) == (GRID, WEST)
    assert theirs.board.region_name(GRID) == f"区域{GRID}"
