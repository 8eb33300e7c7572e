"""Saved layouts: opened by number, marked where the wall has changed, written over only when that was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.saved_layout import Hung, Scope
from console.domain.shift import Role
from console.handlers import handle
from console.wall_orders import SaveLayout
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets.wall.panel import WallPanel

FOUR = Hung(layout="2x2", cameras=(camera(5), None, camera(6), None))
ONE = Hung(layout="1", cameras=(camera(7),))


def keep(seat: Seat, number: int, name: str, hung: Hung, scope: Scope = Scope.SHIFT, seen: int = 0) -> None:
    """Let another desk of the centre save a layout."""
    by = replace(seat.operator, desk="二号")
    with seat.store.unit_of_work() as uow:
        handle(SaveLayout(by=by, scope=scope, number=number, name=name, hung=hung, seen=seen), uow, seat.clock)


def known(wall: WallPanel, qtbot: QtBot, count: int) -> None:
    wall.shelf.ask()
    qtbot.waitUntil(lambda: len(wall.shelf.layouts) == count)


def test_that_a_number_opens_its_layout_and_spares_the_pinned_tickets(
    wall: WallPanel, seat: Seat, pool: FakePool, qtbot: QtBot
):
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 1)
    wall.hanging.pin(TICKET, 1)
    wall.saved_window.show_list()
    qtbot.keyClicks(wall.saved_window.number, "12")
    qtbot.keyClick(wall.saved_window.number, Qt.Key.Key_Return)
    assert Hung.of(wall.hanging.wall) == FOUR
    assert wall.hanging.wall.tile(1).ticket == TICKET
    assert {place: stream.url for place, stream in pool.playing.items()}.keys() == {0, 2}


def test_that_ones_own_number_goes_before_the_halls(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 3, "大厅", FOUR, Scope.HALL)
    keep(seat, 3, "我的", ONE, Scope.ME)
    known(wall, qtbot, 2)
    found = wall.shelf.by_number(3)
    assert found is not None
    assert found.name == "我的"


def test_that_a_star_says_that_the_wall_has_changed(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 1)
    wall.open_saved("shift:12")
    assert wall.bar.saved.text() == "12 早高峰"
    wall.hang(camera(1), 1)
    assert wall.bar.saved.text() == "12 早高峰 *"
    wall.hanging.clear(1)
    assert wall.bar.saved.text() == "12 早高峰"


def test_that_what_hangs_is_saved_under_the_first_free_number(wall: WallPanel, qtbot: QtBot):
    wall.hang(camera(2), 3)
    wall.save_form.ask()
    wall.save_form.name.setText("夜市")
    wall.save_form.save.click()
    qtbot.waitUntil(lambda: wall.shelf.open is not None)
    saved = wall.shelf.open
    assert saved is not None
    assert (saved.scope, saved.number, saved.name, saved.hung) == (Scope.ME, 1, "夜市", Hung.of(wall.hanging.wall))


def test_that_the_form_asks_before_a_layout_is_written_over(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 1, "早高峰", FOUR, Scope.ME)
    known(wall, qtbot, 1)
    form = wall.save_form
    form.ask()
    assert form.save.text() == "Save"
    form.name.setText("夜市")
    form.number.setValue(1)
    assert form.save.text() == "Save over 1"
    assert "早高峰" in form.note.text()
    form.save.click()
    qtbot.waitUntil(lambda: [one.name for one in wall.shelf.layouts] == ["夜市"])


def test_that_a_layout_that_somebody_changed_meanwhile_is_not_written_over(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 1)
    keep(seat, 12, "晚高峰", ONE, seen=1)
    wall.shelf.save(Scope.SHIFT, 12, "夜市")
    qtbot.waitUntil(wall.banner.isVisible)
    qtbot.waitUntil(lambda: [one.name for one in wall.shelf.layouts] == ["晚高峰"])


def test_that_another_name_leaves_what_the_layout_shows(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 1)
    wall.save_form.rename(wall.shelf.layouts[0])
    wall.save_form.name.setText("早班")
    wall.save_form.save.click()
    qtbot.waitUntil(lambda: wall.shelf.layouts[0].name == "早班")
    assert wall.shelf.layouts[0].hung == FOUR


def test_that_a_layout_is_removed_only_when_that_is_confirmed(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 12, "早高峰", FOUR)
    known(wall, qtbot, 1)
    window = wall.saved_window
    window.show_list()
    window.table.selectRow(0)
    window.remove.click()
    assert window.banner.isVisible()
    assert wall.shelf.layouts
    window.banner.acted.emit()
    qtbot.waitUntil(lambda: not wall.shelf.layouts)


@pytest.mark.parametrize(("role", "scopes"), [(Role.SHIFT_LEAD, 3), (Role.DISPATCHER, 2), (Role.CHECKER, 0)])
def test_that_the_form_offers_only_whom_one_may_save_for(wall: WallPanel, seat: Seat, role: Role, scopes: int):
    seat.relay.operator = replace(seat.operator, roles=frozenset({role}))
    wall.save_form.ask()
    assert wall.save_form.scope.count() == scopes
    assert wall.save_form.save.isEnabled() is False


def test_that_a_tour_of_layouts_shows_each_for_its_own_time(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 1, "一", FOUR)
    keep(seat, 2, "二", ONE)
    known(wall, qtbot, 2)
    window = wall.saved_window
    window.show_list()
    window.model.item(1, 3).setData(40, Qt.ItemDataRole.EditRole)
    window.table.selectAll()
    window.tour.click()
    tour = wall.tour_bar.layouts
    assert tour is not None
    assert tour.layouts == (("shift:1", 15.0), ("shift:2", 40.0))
    assert Hung.of(wall.hanging.wall) == FOUR
    wall.tour_next()
    assert Hung.of(wall.hanging.wall) == ONE


def test_that_a_tour_of_layouts_comes_back_with_the_wall(wall: WallPanel, seat: Seat, qtbot: QtBot):
    keep(seat, 1, "一", FOUR)
    keep(seat, 2, "二", ONE)
    known(wall, qtbot, 2)
    wall.touring.layouts([(one, 20.0) for one in wall.shelf.layouts])
    kept = wall.state()
    wall.tour_bar.end()
    wall.restore(kept)
    qtbot.waitUntil(lambda: wall.tour_bar.layouts is not None)
