"""The small windows that change grids: what they order, what they foresee, and who may not use them."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.crew import CrewKind
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.domain.shift import Operator, Role
from console.redrawing import cut
from tests.builders import FAR_GRID, GRID, NEXT_GRID, VILLAGE
from tests.widgets.conftest import Seat
from widgets.workshop.change import ChangeDialog
from widgets.workshop.changes import MergeDialog, RedrawDialog, RenameDialog, SplitDialog
from widgets.workshop.crews import CrewsDialog

WIDER, NARROWER = shapely.box(120.60, 31.30, 120.615, 31.31), shapely.box(120.615, 31.30, 120.62, 31.31)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def region(seat: Seat, code: str = GRID) -> Region:
    return seat.board.regions[RegionCode(code)]


def crews_of(seat: Seat, code: str = GRID):
    return [crew for crew in seat.board.crews.values() if crew.region == code]


def give(seat: Seat, qtbot: QtBot, dialog: ChangeDialog) -> None:
    """Fill in a reason, press the button and wait for what comes of it."""
    dialog.reason.setText("网格调整")
    with qtbot.waitSignal(seat.relay.done):
        dialog.give.click()


def split_dialog(seat: Seat, atlas: Atlas, over: QWidget) -> SplitDialog:
    shape = atlas.shape(GRID)
    assert shape is not None
    parts = cut(shape, [LatLng(31.299, 120.604), LatLng(31.311, 120.604)])
    return SplitDialog(seat.relay, atlas, region(seat), parts, crews_of(seat), over)


def test_that_a_new_name_is_on_every_board(seat, atlas, over, qtbot):
    dialog = RenameDialog(seat.relay, atlas, region(seat), over)
    dialog.name.setText("东港网格")
    give(seat, qtbot, dialog)
    assert (seat.board.regions[GRID].name, atlas.path(GRID)[-1]) == ("东港网格", "东港网格")
    assert dialog.result()


def test_that_without_a_reason_nothing_can_be_given(seat, atlas, over, qtbot):
    dialog = RenameDialog(seat.relay, atlas, region(seat), over)
    dialog.name.setText("东港网格")
    assert not dialog.give.isEnabled()


def test_that_a_border_moves_for_both_neighbours(seat, atlas, over, qtbot):
    dialog = RedrawDialog(seat.relay, atlas, GRID, {GRID: WIDER, NEXT_GRID: NARROWER}, over)
    give(seat, qtbot, dialog)
    assert [seat.board.regions[code].version for code in (GRID, NEXT_GRID)] == [2, 2]
    assert atlas.grid_at(LatLng(31.305, 120.612)) == GRID


def test_that_what_overlaps_is_foreseen_and_cannot_be_given(seat, atlas, over, qtbot):
    dialog = RedrawDialog(seat.relay, atlas, GRID, {GRID: WIDER}, over)
    dialog.reason.setText("网格调整")
    assert not dialog.give.isEnabled()
    assert f"区域{NEXT_GRID}" in dialog.banner.text()


def test_that_a_boundary_that_another_desk_changed_meanwhile_is_refused_and_stays_open(seat, atlas, over, qtbot):
    dialog = RedrawDialog(seat.relay, atlas, GRID, {GRID: WIDER, NEXT_GRID: NARROWER}, over)
    dialog.reason.setText("网格调整")
    other = RenameDialog(seat.relay, atlas, region(seat), over)
    other.name.setText("东港网格")
    give(seat, qtbot, other)
    with qtbot.waitSignal(seat.relay.refused):
        dialog.give.click()
    assert not dialog.result()
    assert GRID in dialog.banner.text()


def test_that_a_split_makes_two_grids_and_gives_crews_their_homes(seat, atlas, over, qtbot):
    dialog = split_dialog(seat, atlas, over)
    dialog.homes[[crew.name for crew in crews_of(seat)].index("赵六")].setCurrentIndex(1)
    give(seat, qtbot, dialog)
    now = seat.board.regions
    parts = sorted(code for code, one in now.items() if one.parent == VILLAGE and one.is_standing and code != NEXT_GRID)
    assert not now[GRID].is_standing
    assert len(parts) == 2
    assert {crew.name: crew.region for crew in seat.board.crews.values() if crew.name in "王五赵六"} == {
        "王五": parts[0],
        "赵六": parts[1],
    }


def test_that_codes_of_the_parts_are_the_next_free_ones(seat, atlas, over, qtbot):
    dialog = split_dialog(seat, atlas, over)
    assert [code.text() for code in dialog.codes] == [f"{VILLAGE}003", f"{VILLAGE}004"]


def test_that_a_code_that_is_taken_is_told_while_it_is_typed(seat, atlas, over, qtbot):
    dialog = split_dialog(seat, atlas, over)
    dialog.codes[0].setText(NEXT_GRID)
    assert f"区域{NEXT_GRID}" in dialog.banner.text()


def test_that_only_neighbours_of_the_same_village_can_be_merged(seat, atlas, over, qtbot):
    dialog = MergeDialog(seat.relay, atlas, region(seat), over)
    listed = [dialog.neighbours.item(row).text() for row in range(dialog.neighbours.count())]
    assert [NEXT_GRID in text for text in listed] == [True]
    assert not any(FAR_GRID in text for text in listed)


def test_that_merged_grids_are_one_under_the_code_that_stays(seat, atlas, over, qtbot):
    dialog = MergeDialog(seat.relay, atlas, region(seat), over)
    dialog.neighbours.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.code.setCurrentIndex(dialog.code.findData(NEXT_GRID))
    give(seat, qtbot, dialog)
    assert atlas.grid_at(LatLng(31.305, 120.605)) == NEXT_GRID
    assert not seat.board.regions[GRID].is_standing


def test_that_neighbours_that_another_desk_changed_meanwhile_are_not_merged_unseen(seat, atlas, over, qtbot):
    dialog = MergeDialog(seat.relay, atlas, region(seat), over)
    dialog.neighbours.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.reason.setText("网格调整")
    other = RenameDialog(seat.relay, atlas, region(seat, NEXT_GRID), over)
    other.name.setText("东港网格")
    give(seat, qtbot, other)
    with qtbot.waitSignal(seat.relay.refused):
        dialog.give.click()
    assert not dialog.result()


def test_that_one_grid_alone_cannot_be_merged(seat, atlas, over, qtbot):
    dialog = MergeDialog(seat.relay, atlas, region(seat), over)
    dialog.reason.setText("网格调整")
    assert not dialog.give.isEnabled()


def test_that_a_worker_is_found_by_initials_and_becomes_head(seat, atlas, over, qtbot):
    dialog = CrewsDialog(seat.relay, atlas, region(seat), over)
    dialog.field.setText("zl")
    give(seat, qtbot, dialog)
    kinds = {crew.name: crew.kind for crew in seat.board.crews.values()}
    assert (kinds["赵六"], kinds["王五"]) == (CrewKind.GRID_HEAD, CrewKind.GRID_WORKER)


def test_that_a_unit_is_not_offered_as_head(seat, atlas, over, qtbot):
    dialog = CrewsDialog(seat.relay, atlas, region(seat, NEXT_GRID), over)
    assert "U" not in dialog.list.rows.keys
    dialog.deed.setCurrentIndex(1)
    assert "U" in dialog.list.rows.keys


def test_that_a_crew_is_stationed(seat, atlas, over, qtbot):
    dialog = CrewsDialog(seat.relay, atlas, region(seat, NEXT_GRID), over)
    dialog.deed.setCurrentIndex(1)
    dialog.list.go_to("U")
    give(seat, qtbot, dialog)
    assert seat.board.crews["U"].region == NEXT_GRID


def test_that_who_may_not_sees_why(seat, atlas, over, qtbot):
    seat.relay.operator = Operator(name="周九", centre=VILLAGE, desk="d", roles=frozenset({Role.DISPATCHER}))
    dialog = RenameDialog(seat.relay, atlas, region(seat), over)
    dialog.name.setText("东港网格")
    dialog.reason.setText("网格调整")
    assert not dialog.give.isEnabled()
    assert dialog.banner.text()
