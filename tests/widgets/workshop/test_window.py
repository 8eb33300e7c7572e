"""The window of the workshop: grids found, one shown with its history, and what is done handed on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import RegionCode
from console.domain.shift import Operator, Role
from console.ground_orders import MergeGrids, RedrawGrid, SeenGrid
from tests.builders import FAR_GRID, GRID, NEXT_GRID, VILLAGE
from tests.widgets.conftest import Seat
from widgets.workshop.window import WorkshopWindow

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def window(seat: Seat, atlas: Atlas, qtbot: QtBot) -> WorkshopWindow:
    made = WorkshopWindow(seat.relay, atlas, ZONE)
    qtbot.addWidget(made)
    return made


def rename(seat: Seat, qtbot: QtBot, name: str, code: str = GRID) -> None:
    grid = seat.board.regions[RegionCode(code)]
    order = RedrawGrid(
        by=seat.operator, grid=grid.code, seen=grid.version, shape_wkb=grid.shape_wkb, reason="更名", name=name
    )
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(order)


def test_that_all_standing_grids_are_listed_by_code(window):
    assert window.list.rows.keys == [GRID, NEXT_GRID, FAR_GRID]


def test_that_a_grid_is_found_by_its_initials(seat, window, qtbot):
    rename(seat, qtbot, "东港网格")
    window.field.setText("dgwg")
    assert window.list.rows.keys == [GRID]


def test_that_a_grid_is_found_by_a_part_of_its_code(window):
    window.field.setText("502001")
    assert window.list.rows.keys == [FAR_GRID]


def test_that_what_another_desk_changed_is_in_the_list_at_once(seat, window, qtbot):
    rename(seat, qtbot, "东港网格")
    assert window.list.rows.texts(0)[0] == "东港网格"


def test_that_a_grid_that_was_merged_away_leaves_the_list(seat, window, qtbot):
    both = (SeenGrid(code=GRID, seen=1), SeenGrid(code=NEXT_GRID, seen=1))
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(MergeGrids(by=seat.operator, grids=both, code=GRID, name="一格", reason="撤并"))
    assert window.list.rows.keys == [GRID, FAR_GRID]


def test_that_the_history_tells_who_did_what_and_why(seat, window, qtbot):
    rename(seat, qtbot, "东港网格")
    window.show_grid(NEXT_GRID)
    with qtbot.waitSignal(seat.relay.answered):
        window.show_grid(GRID)
    when, what, who, why = window.page.history.rows.texts(0)
    assert (when, who) == ("2024-05-06 20:00", "李四")
    assert "更名" in why
    assert what


def test_that_the_head_stands_first_among_the_crews(window):
    window.show_grid(GRID)
    assert window.page.crews.rows.texts(0)[0] == "王五"


def test_that_enter_on_a_grid_flies_there(window, qtbot):
    window.list.go_to(FAR_GRID)
    with qtbot.waitSignal(window.asked) as asked:
        QTest.keyClick(window.list, Qt.Key.Key_Return)
    assert asked.args == ["fly", FAR_GRID]


def test_that_every_deed_has_a_button_that_asks_for_it(window, qtbot):
    window.show_grid(GRID)
    asked: list[str] = []
    window.asked.connect(lambda deed, _code: asked.append(deed))
    for button in window.page.buttons.values():
        button.click()
    assert asked == list(window.page.buttons)


def test_that_who_may_not_draw_may_look_print_and_sees_why(seat, atlas, qtbot):
    seat.relay.operator = Operator(name="周九", centre=VILLAGE, desk="d", roles=frozenset({Role.DISPATCHER}))
    window = WorkshopWindow(seat.relay, atlas, ZONE)
    qtbot.addWidget(window)
    window.show_grid(GRID)
    enabled = {deed for deed, button in window.page.buttons.items() if button.isEnabled()}
    assert enabled == {"fly", "sheet"}
    assert window.page.may.text()


def test_that_escape_empties_the_words_first_and_then_closes(window, qtbot):
    window.show()
    window.field.setText("x")
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert (window.field.text(), window.isVisible()) == ("", True)
