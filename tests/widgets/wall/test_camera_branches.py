"""The tree of cameras: opened by key, hung, carried and toured region by region, and made no further than it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.tour import DWELL_FIRST_S
from console.ports import Snapshot
from console.video.states import TileState
from tests.builders import CITY, FAR_GRID, GRID, IN_GRID, a_camera, a_region_tree
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.kit.ticket_mime import cameras_of
from widgets.wall.camera_branches import CARRIED_MOST
from widgets.wall.catalogue import Catalogue
from widgets.wall.panel import WallPanel

MANY = 10_766
LOGIN = "rtsp://admin:Hunter2@10.0.0.9/1"


@pytest.fixture
def catalogue(seat: Seat, qtbot: QtBot) -> Catalogue:
    made = Catalogue(seat.relay, seat.focus)
    qtbot.addWidget(made)
    made.show()
    return made


def _load(seat: Seat, *cameras) -> None:
    seat.board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=cameras, regions=a_region_tree()))
    seat.relay.reloaded.emit()


def _row(catalogue: Catalogue, *path: int) -> QModelIndex:
    index = QModelIndex()
    for row in path:
        index = catalogue.branches.index(row, 0, index)
    return index


def test_that_the_tree_keeps_the_rules_of_qt(catalogue: Catalogue):
    tester = QAbstractItemModelTester(catalogue.branches, QAbstractItemModelTester.FailureReportingMode.Fatal)
    catalogue.tree.expandAll()
    assert tester.model() is catalogue.branches


def test_that_a_city_of_cameras_makes_no_more_rows_than_are_open(catalogue: Catalogue, seat: Seat):
    catalogue.tree.collapseAll()
    _load(seat, *(a_camera(str(n), number=n, region=GRID if n % 2 else FAR_GRID) for n in range(1, MANY)))
    assert catalogue.branches.made <= 8


def test_that_a_region_tells_its_tier_and_how_many_cameras_it_holds(catalogue: Catalogue):
    told = _row(catalogue, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "8" in told
    assert catalogue.branches._board.region_name(CITY) in told


def test_that_arrows_open_the_tree_down_to_the_cameras(catalogue: Catalogue, seat: Seat, qtbot: QtBot):
    catalogue.tree.collapseAll()
    catalogue.tree.setCurrentIndex(_row(catalogue, 0))
    for _ in range(10):
        qtbot.keyClick(catalogue.tree, Qt.Key.Key_Right)
    assert seat.focus.camera == camera(1)


def test_that_enter_hangs_a_region_as_far_as_a_wall_has_tiles(catalogue: Catalogue, seat: Seat, qtbot: QtBot):
    _load(seat, *(a_camera(str(n), number=n) for n in range(1, 100)))
    catalogue.tree.setCurrentIndex(_row(catalogue, 0))
    with qtbot.waitSignal(catalogue.hang_asked) as asked:
        qtbot.keyClick(catalogue.tree, Qt.Key.Key_Return)
    assert asked.args == [[str(n) for n in range(1, CARRIED_MOST + 1)]]


def test_that_the_menu_of_a_camera_flies_there_and_that_of_a_region_does_not(
    catalogue: Catalogue, seat: Seat, qtbot: QtBot
):
    _load(seat, a_camera("a", region=CITY, place=IN_GRID), a_camera("b", region=CITY))
    offered = []
    for path in ((0,), (0, 0)):
        catalogue.tree.setCurrentIndex(_row(catalogue, *path))
        menu = catalogue.menu()
        assert menu is not None
        qtbot.addWidget(menu)
        offered.append([action.isEnabled() for action in menu.actions()])
    assert offered == [[True, True, False], [True, True, True]]


def test_that_t_tours_a_whole_region(wall: WallPanel, qtbot: QtBot):
    tree = wall.catalogue.tree
    tree.setCurrentIndex(_row(wall.catalogue, 0))
    qtbot.keyClick(tree, Qt.Key.Key_T)
    assert wall.touring.state() == {"region": CITY, "dwell_s": DWELL_FIRST_S}


def test_that_t_in_the_list_tours_what_a_tag_names(catalogue: Catalogue, seat: Seat, qtbot: QtBot):
    _load(seat, *(a_camera(str(n), number=n, tags=("易涝点",) if n > 3 else ()) for n in range(1, 6)))
    catalogue.search.setText("yld")
    with qtbot.waitSignal(catalogue.tour_asked) as asked:
        qtbot.keyClick(catalogue.list, Qt.Key.Key_T)
    assert asked.args == [["4", "5"]]


def test_that_a_region_is_carried_as_its_cameras(catalogue: Catalogue):
    mime = catalogue.branches.mimeData([_row(catalogue, 0)])
    assert cameras_of(mime) == [camera(n) for n in range(1, 9)]


def test_that_a_place_names_the_cameras_of_all_that_lies_in_it(catalogue: Catalogue, seat: Seat):
    catalogue.search.setText(seat.board.region_name(CITY))
    assert len(catalogue.model.shown) == 8


def test_that_the_search_shows_the_list_and_clearing_it_the_tree(catalogue: Catalogue):
    catalogue.search.setText("北门")
    assert (catalogue.list.isVisible(), catalogue.tree.isVisible()) == (True, False)
    catalogue.search.clear()
    assert (catalogue.list.isVisible(), catalogue.tree.isVisible()) == (False, True)


@pytest.mark.parametrize("role", [Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole])
@pytest.mark.parametrize("words", ["", "北"], ids=["tree", "list"])
def test_that_no_address_is_ever_told(catalogue: Catalogue, seat: Seat, words: str, role: Qt.ItemDataRole):
    _load(seat, a_camera(name="北门", sub_url=LOGIN, main_url=LOGIN, region=CITY))
    catalogue.search.setText(words)
    index = _row(catalogue, 0, 0) if not words else catalogue.model.index(0)
    assert "北门" in index.data(role)
    assert "10.0.0.9" not in index.data(role)


def test_that_a_card_tells_state_tags_and_source(catalogue: Catalogue, seat: Seat):
    told_at = seat.relay.clock.now() - timedelta(days=3)
    _load(seat, a_camera(tags=("易涝点",), is_on=False, told_at=told_at, source="gb28181", region=CITY))
    card = _row(catalogue, 0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert [word in card for word in ("offline 3 d ago", "by the catalogue", "易涝点", "GB/T 28181")] == [True] * 4


@pytest.mark.parametrize(
    ("state", "is_on"),
    [(TileState.LIVE_SUB, True), (TileState.OFFLINE, False), (TileState.STALE, False), (TileState.CONNECTING, None)],
)
def test_that_the_wall_tells_which_cameras_work(wall: WallPanel, pool: FakePool, state: TileState, is_on: bool | None):
    wall.hang(camera(2), 0)
    pool.playing[0].view = replace(pool.playing[0].view, state=state)
    wall.catalogue.presences.look(wall.hanging)
    one = wall.hanging.relay.board.cameras[CameraId("c2")]
    assert wall.catalogue.presences.of(one).is_on == is_on


def test_that_what_stands_alone_on_its_level_is_open_at_once(catalogue: Catalogue):
    assert catalogue.tree.isExpanded(_row(catalogue, 0, 0, 0))


def test_that_regions_stay_open_or_closed_over_a_reload(catalogue: Catalogue, seat: Seat):
    catalogue.tree.collapse(_row(catalogue, 0, 0))
    seat.relay.reloaded.emit()
    assert [catalogue.tree.isExpanded(_row(catalogue, *path)) for path in ((0,), (0, 0))] == [True, False]
