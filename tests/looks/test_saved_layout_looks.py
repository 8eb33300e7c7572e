"""What the windows of saved layouts look like, and the bar of a wall whose layout was changed since."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.saved_layout import Hung, Scope
from console.handlers import handle
from console.ports import Snapshot
from console.wall_orders import SaveLayout
from tests.builders import a_camera, a_region_tree
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.wall.panel import WallPanel
from widgets.wall.thumbnails import Target

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "en")]
FOUR = Hung(layout="2x2", cameras=tuple(CameraId(f"c{n}") for n in range(1, 5)))
SAVED = (
    (Scope.ME, 3, "夜市与步行街"),
    (Scope.SHIFT, 12, "早高峰主要路口"),
    (Scope.SHIFT, 13, "学校放学"),
    (Scope.HALL, 1, "全市重点部位"),
    (Scope.HALL, 20, "汛期河道与下穿立交"),
)


def _wall(qtbot: QtBot) -> WallPanel:
    seat = Seat(FakeStore())
    names = ("北门", "人民路口", "云龙湖公园", "夜市步行街")
    cameras = tuple(a_camera(f"c{n}", number=n, name=name) for n, name in enumerate(names, 1))
    seat.board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=cameras, regions=a_region_tree()))
    for scope, number, name in SAVED:
        order = SaveLayout(by=seat.operator, scope=scope, number=number, name=name, hung=FOUR)
        with seat.store.unit_of_work() as uow:
            handle(order, uow, seat.clock)
    panel = WallPanel(seat.relay, seat.focus, FakePool())
    qtbot.addWidget(panel)
    panel.restore({"layout": "3x3", "open": "shift:12"})
    qtbot.waitUntil(lambda: len(panel.shelf.layouts) == len(SAVED))
    return panel


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_list_of_layouts_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    def made() -> QWidget:
        window = _wall(qtbot).saved_window
        window.table.selectRow(1)
        return window

    studio.assert_looks(made, "saved-layouts", size=(640, 400), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_screens_to_show_a_layout_on_look_as_they_were_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    def made() -> QWidget:
        window = _wall(qtbot).saved_window
        window.table.selectRow(1)
        window.thumbnails.show_targets(
            [
                Target(name="指挥席 · 2", screen=2),
                Target(name="指挥席 · 3", layout="1+5", screen=3),
                Target(name="大厅左屏", layout="4x4"),
                Target(name="大厅右屏 城市运行与防汛联合值守", layout="1+12"),
            ]
        )
        return window

    studio.assert_looks(made, "saved-layouts-screens", size=(640, 480), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_form_that_saves_over_a_layout_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    def made() -> QWidget:
        form = _wall(qtbot).save_form
        form.ask()
        return form

    studio.assert_looks(made, "save-layout", size=(420, 260), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_bar_of_a_changed_layout_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: _wall(qtbot).bar, "wall-bar", size=(760, 44), look=look, language=language)
