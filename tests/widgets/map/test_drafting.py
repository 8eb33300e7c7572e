"""A boundary in hand on a real page: the pointer drags a corner, keys move it, and the map stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.place import LatLng
from tests.builders import GRID, NEXT_GRID
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, answer_of
from widgets.map.drafting import Drafting
from widgets.map.panel import MapPanel

pytestmark = pytest.mark.webengine
SHARED = LatLng(31.30, 120.61)
"""A corner where two grids meet."""


def taken_up(panel: MapPanel, atlas: Atlas, qtbot: QtBot) -> Drafting:
    """Take a boundary in hand, and wait until the page has gone there and drawn it."""
    drafting = Drafting(panel.view, panel.live, atlas, panel, panel.bars.footer)
    before = panel.live.view
    assert drafting.draw_border(GRID, lambda _grid: False)
    qtbot.waitUntil(lambda: panel.live.view != before)
    script = "griddesk.layers.shaping.state.mode === 'border' && !!griddesk.layers.shaping.view"
    qtbot.waitUntil(lambda: answer_of(panel, script, qtbot) is True, timeout=PATIENCE_MS)
    return drafting


def pixel(panel: MapPanel) -> QPoint:
    x, y = panel.live.view.pixel_of(SHARED)
    return QPoint(round(x), round(y))


def test_that_a_corner_is_dragged_on_the_page_and_the_map_is_not(open_map: OpenMap, atlas: Atlas, qtbot: QtBot):
    panel = open_map()
    drafting = taken_up(panel, atlas, qtbot)
    on, corner, before = panel.view.focusProxy(), pixel(panel), panel.live.view
    clicked: list[object] = []
    panel.grids_chosen.connect(clicked.append)
    with qtbot.waitSignal(drafting.shaping.changed):
        qtbot.mousePress(on, Qt.MouseButton.LeftButton, pos=corner)
    for step in (10, 30, 50):
        qtbot.mouseMove(on, corner + QPoint(step, 0))
    qtbot.mouseRelease(on, Qt.MouseButton.LeftButton, pos=corner + QPoint(50, 0))
    qtbot.waitUntil(lambda: drafting.shaping.can_undo)
    assert sorted(drafting.shaping.shapes) == [GRID, NEXT_GRID]
    assert panel.live.view == before
    assert not clicked
    assert not panel.view.surface.faults


def test_that_keys_belong_to_the_boundary_while_it_is_in_hand(open_map: OpenMap, atlas: Atlas, qtbot: QtBot):
    panel = open_map()
    drafting = taken_up(panel, atlas, qtbot)
    on, before = panel.view.focusProxy(), panel.live.view
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Insert):
        qtbot.keyClick(on, key)
    assert (drafting.shaping.can_undo, panel.live.view) == (True, before)
    qtbot.keyClick(on, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drafting.shaping.can_redo
    qtbot.keyClick(on, Qt.Key.Key_Escape)
    assert drafting.tool is None
    assert drafting.bar.isHidden()


def test_that_a_page_that_came_back_shows_the_boundary_again(open_map: OpenMap, atlas: Atlas, qtbot: QtBot):
    panel = open_map()
    drafting = taken_up(panel, atlas, qtbot)
    with qtbot.waitSignal(panel.view.bridge.is_ready, timeout=PATIENCE_MS):
        panel.view.open()
    script = "griddesk.layers.shaping.state.mode"
    qtbot.waitUntil(lambda: answer_of(panel, script, qtbot) == "border", timeout=PATIENCE_MS)
    assert drafting.shaping.is_on
