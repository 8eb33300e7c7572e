"""The list of cameras: found as an operator types, dragged as cameras."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.kit.ticket_mime import cameras_of
from widgets.wall.catalogue import Catalogue
from widgets.wall.panel import WallPanel


@pytest.fixture
def catalogue(seat: Seat, qtbot: QtBot) -> Catalogue:
    made = Catalogue(seat.relay, seat.focus)
    qtbot.addWidget(made)
    return made


def test_that_the_model_keeps_the_rules_of_qt(catalogue: Catalogue):
    tester = QAbstractItemModelTester(catalogue.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    catalogue.search.setText("北")
    catalogue.search.clear()
    assert tester.model() is catalogue.model


@pytest.mark.parametrize(
    ("typed", "first"),
    [("5", 5), ("005", 5), ("北门", 1), ("ylh", 3), ("YLHGY", 3), ("hbs", 8), ("路 建", 7), ("６", 6)],
)
def test_that_a_camera_is_found_by_number_name_or_first_letters(catalogue: Catalogue, typed: str, first: int):
    catalogue.search.setText(typed)
    assert catalogue.model.shown[0].number == first


def test_that_a_search_without_a_hit_shows_nothing(catalogue: Catalogue):
    catalogue.search.setText("zzz")
    assert catalogue.model.rowCount() == 0


def test_that_cameras_are_dragged_as_cameras(catalogue: Catalogue):
    indexes = [catalogue.model.index(row) for row in (1, 4)]
    assert cameras_of(catalogue.model.mimeData(indexes)) == [camera(2), camera(5)]
    assert catalogue.model.flags(indexes[0]) & Qt.ItemFlag.ItemIsDragEnabled


def test_that_enter_in_the_search_hangs_the_first_hit(wall: WallPanel, qtbot: QtBot):
    wall.catalogue.search.setText("hbs")
    qtbot.keyClick(wall.catalogue.search, Qt.Key.Key_Return)
    assert wall.hanging.wall.place_of(camera(8)) is not None
    assert wall.catalogue.model.is_hung(wall.catalogue.model.shown[0])


def test_that_a_tour_takes_the_selected_or_all_that_are_listed(catalogue: Catalogue):
    catalogue.search.setText("c")
    assert len(catalogue.to_tour()) == 8
    catalogue.list.selectAll()
    catalogue.list.selectionModel().select(
        catalogue.model.index(0), catalogue.list.selectionModel().SelectionFlag.Deselect
    )
    assert catalogue.to_tour() == [camera(number) for number in range(2, 9)]


def test_that_the_camera_under_the_cursor_is_looked_at(catalogue: Catalogue, seat: Seat):
    catalogue.list.setCurrentIndex(catalogue.model.index(3))
    assert seat.focus.camera == camera(4)


def test_that_a_list_that_is_seen_makes_itself_ready_between_everything_else(catalogue: Catalogue, qtbot: QtBot):
    catalogue.show()
    qtbot.waitUntil(lambda: len(catalogue.model._keys) == 8)
    assert not catalogue.model._warming.isActive()
