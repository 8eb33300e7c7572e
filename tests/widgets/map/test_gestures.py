"""The gestures of the page itself, in a real engine: a lasso, a press that is held, the menu key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.ticket import TicketId
from tests.builders import IN_GRID, IN_NEXT_GRID, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, focused, go

pytestmark = pytest.mark.webengine


def draw(on: QWidget, around: QPoint, qtbot: QtBot, key: Qt.KeyboardModifier) -> None:
    corners = [QPoint(-60, -50), QPoint(60, -50), QPoint(60, 50), QPoint(0, 70), QPoint(-60, 50)]
    qtbot.mousePress(on, Qt.MouseButton.LeftButton, key, around + corners[0])
    for corner in corners[1:]:
        qtbot.mouseMove(on, around + corner)
    qtbot.mouseRelease(on, Qt.MouseButton.LeftButton, key, around + corners[-1])


def test_that_a_line_drawn_with_ctrl_takes_what_lies_inside_and_no_click_follows(
    open_map: OpenMap, seat: Seat, qtbot: QtBot
):
    inside, outside = a_ticket(place=IN_GRID), a_ticket(place=IN_NEXT_GRID)
    panel = open_map([inside, outside], crews=[])
    go(panel, IN_GRID, 16, qtbot)
    clicks: list[TicketId] = []
    seat.focus.ticket_changed.connect(clicks.append)
    on = panel.view.focusProxy()
    assert on is not None
    with qtbot.waitSignal(panel.tickets_boxed, timeout=PATIENCE_MS) as taken:
        draw(on, panel.view.rect().center(), qtbot, Qt.KeyboardModifier.ControlModifier)
    answer_of(panel, "1", qtbot)
    assert (taken.args, clicks) == ([[inside.id]], [])
    qtbot.waitUntil(lambda: answer_of(panel, "griddesk.layers.hand.state.area.length", qtbot) == 1, timeout=PATIENCE_MS)


def test_that_the_lasso_of_the_bar_needs_no_key_and_is_put_down_after_one_line(open_map: OpenMap, qtbot: QtBot):
    ticket = a_ticket(place=IN_GRID)
    panel = open_map([ticket], crews=[])
    go(panel, IN_GRID, 16, qtbot)
    panel.bars.tools.lasso.click()
    qtbot.waitUntil(lambda: answer_of(panel, "griddesk.page.gestures.mode.lassoing", qtbot) is True)
    on = panel.view.focusProxy()
    assert on is not None
    with qtbot.waitSignal(panel.tickets_boxed, timeout=PATIENCE_MS):
        draw(on, panel.view.rect().center(), qtbot, Qt.KeyboardModifier.NoModifier)
    assert not panel.bars.tools.lasso.isChecked()


def test_that_a_press_that_is_held_opens_the_ring_and_is_no_click(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    ticket = a_ticket(place=IN_GRID)
    panel = open_map([ticket], crews=[])
    go(panel, IN_GRID, 16, qtbot)
    clicks: list[TicketId] = []
    seat.focus.ticket_changed.connect(clicks.append)
    on, middle = panel.view.focusProxy(), panel.view.rect().center()
    assert on is not None
    qtbot.mousePress(on, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: not panel.hand.radial.isHidden(), timeout=PATIENCE_MS)
    qtbot.mouseRelease(on, Qt.MouseButton.LeftButton, pos=middle)
    answer_of(panel, "1", qtbot)
    assert (panel.hand.radial.petals[0].text(), clicks) == ("Dispatch …", [])


def test_that_the_menu_key_opens_the_ring_at_the_cursor(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([], crews=[])
    go(panel, IN_GRID, 14, qtbot)
    keys = focused(panel, qtbot)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Menu):
        qtbot.keyClick(keys, key)
    qtbot.waitUntil(lambda: not panel.hand.radial.isHidden(), timeout=PATIENCE_MS)
    spot = panel.hand.spot_by_keys()
    assert (spot.place.lat_deg, spot.place.lng_deg) == pytest.approx((IN_NEXT_GRID.lat_deg, IN_NEXT_GRID.lng_deg))


def test_that_a_key_tells_what_holds_the_grid_of_the_cursor(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([], crews=[])
    go(panel, IN_GRID, 14, qtbot)
    keys = focused(panel, qtbot)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_I):
        qtbot.keyClick(keys, key)
    qtbot.waitUntil(lambda: not panel.hand.point.isHidden(), timeout=PATIENCE_MS)
    assert dict(panel.hand.point.lines)["WGS-84"] == "120.605000, 31.305000"
