"""What the grid workshop looks like: a grid with its history, what is wrong, a file, and a split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import shapely
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.crew import CrewKind
from console.domain.grid import Region, RegionCode, Tier
from console.domain.place import LatLng
from console.domain.sentence import Sentence
from console.ground_orders import RedrawGrid
from console.ground_questions import GridsRead
from console.redrawing import cut
from tests.builders import DISTRICT, TOWNSHIP, VILLAGE, a_crew, a_region, a_region_tree
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.ground import keep_drawn
from widgets.workshop.changes import SplitDialog
from widgets.workshop.window import WorkshopWindow

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "en")]
NAMES = ("东港", "河滨", "老街", "新村", "学府", "桥北", "桥南", "湖东", "湖西")
SIDE = 0.004
NO_SYSTEM = "{file} does not say in which system its coordinates are; they were taken as degrees of WGS-84."
MADE_VALID = "{path}.geometry: {why}; its area was made valid"


def a_village() -> FakeStore:
    """Return a village of nine grids with crooked borders."""
    named = {DISTRICT: "滨江区", TOWNSHIP: "东港街道", VILLAGE: "港东社区"}
    above = [replace(one, name=named.get(one.code, one.name)) for one in a_region_tree() if one.tier is not Tier.GRID]
    grids = [
        replace(
            a_region(f"{VILLAGE}{number + 1:03d}", Tier.GRID, VILLAGE),
            name=f"{name}网格",
            shape_wkb=cell(number % 3, number // 3).wkb,
        )
        for number, name in enumerate(NAMES)
    ]
    store = FakeStore()
    registry = store.registry()
    registry.add_regions([*above, *grids])
    home = grids[4].code
    registry.add_crews(
        [
            a_crew("H", name="王五", region=home, kind=CrewKind.GRID_HEAD),
            a_crew("W", name="赵六", region=home),
            a_crew("N", name="孙七", region=home, kind=CrewKind.VOLUNTEER),
        ]
    )
    return store


def corner(column: int, row: int) -> tuple[float, float]:
    """Return where borders meet: a little off the square, the same for all that meet there."""
    off = ((column * 7 + row * 3) % 5 - 2) * SIDE / 12, ((column * 2 + row * 5) % 5 - 2) * SIDE / 12
    return 120.60 + column * SIDE + off[0], 31.30 + row * SIDE + off[1]


def cell(column: int, row: int) -> shapely.Polygon:
    return shapely.Polygon([corner(column + x, row + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))])


def middle(seat: Seat) -> Region:
    return seat.board.regions[RegionCode(f"{VILLAGE}005")]


def opened(qtbot: QtBot) -> tuple[Seat, Atlas, WorkshopWindow]:
    seat = Seat(a_village())
    atlas = Atlas(tuple(seat.board.regions.values()))
    keep_drawn(seat.relay, atlas)
    window = WorkshopWindow(seat.relay, atlas, ZoneInfo("Asia/Shanghai"))
    seat.relay.setParent(window)
    return seat, atlas, window


def a_grid(qtbot: QtBot) -> QWidget:
    seat, _, window = opened(qtbot)
    grid = middle(seat)
    order = RedrawGrid(
        by=seat.operator, grid=grid.code, seen=1, shape_wkb=grid.shape_wkb, reason="与街道核对", name="学府路网格"
    )
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(order)
    with qtbot.waitSignal(seat.relay.answered):
        window.show_grid(RegionCode(f"{VILLAGE}001"))
    with qtbot.waitSignal(seat.relay.answered):
        window.show_grid(grid.code)
    return window


def a_check(qtbot: QtBot) -> QWidget:
    seat, _, window = opened(qtbot)
    grid = middle(seat)
    shape = shapely.from_wkb(grid.shape_wkb)
    wider = shapely.Polygon([(lng + SIDE / 6, lat) for lng, lat in shapely.get_coordinates(shape).tolist()])
    seat.board.regions[grid.code] = replace(grid, shape_wkb=wider.wkb)
    window.tabs.setCurrentWidget(window.findings)
    with qtbot.waitSignal(seat.relay.answered):
        window.findings.look()
    return window


def a_file(qtbot: QtBot) -> QWidget:
    seat, _, window = opened(qtbot)
    grid = middle(seat)
    fresh = replace(
        a_region(f"{VILLAGE}010", Tier.GRID, VILLAGE), name="码头网格", shape_wkb=cell(3, 1).wkb
    )  # fmt: skip
    other = seat.board.regions[RegionCode(f"{VILLAGE}001")]
    found = GridsRead(
        regions=(replace(grid, name="学府路网格"), fresh, replace(other, name="东港新网格")),
        refused=((3, Sentence("{path}.properties.code is empty", path="features[2]")),),
        mended=((2, Sentence(MADE_VALID, path="features[1]", why=Sentence("Self-intersection"))),),
        notes=(Sentence(NO_SYSTEM, file="grids.shp"),),
    )
    window.tabs.setCurrentWidget(window.file)
    asked: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seat.relay, "ask", asked.append)
        window.file.open(Path("grids.shp"))
    seat.relay.answered.emit(asked[0], found)
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(renamed_elsewhere(seat, other))
    window.file.list.go_to(2)
    window.file.reason.setText("年度调整")
    return window


def renamed_elsewhere(seat: Seat, grid: Region) -> RedrawGrid:
    return RedrawGrid(
        by=seat.operator, grid=grid.code, seen=1, shape_wkb=grid.shape_wkb, reason="更名", name="东港一网格"
    )


def a_split(qtbot: QtBot) -> QWidget:
    seat, atlas, window = opened(qtbot)
    grid = middle(seat)
    shape = atlas.shape(grid.code)
    assert shape is not None
    west, south, east, north = shape.bounds
    parts = cut(shape, [LatLng(south - 0.001, (west + east) / 2), LatLng(north + 0.001, (west + east) / 2)])
    crews = [crew for crew in seat.board.crews.values() if crew.region == grid.code]
    dialog = SplitDialog(seat.relay, atlas, grid, parts, crews, window)
    dialog.reason.setText("人口增加")
    dialog.setParent(None)
    seat.relay.setParent(dialog)
    return dialog


SCENES: dict[str, Callable[[QtBot], QWidget]] = {"grid": a_grid, "check": a_check, "file": a_file, "split": a_split}


@pytest.mark.parametrize(("look", "language"), LOOKS)
@pytest.mark.parametrize("name", list(SCENES))
def test_that_the_workshop_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str, name: str
) -> None:
    def build() -> QWidget:
        return SCENES[name](qtbot)

    size = (780, 330) if name == "split" else (1180, 720)
    studio.assert_looks(build, f"workshop-{name}", size=size, look=look, language=language)
