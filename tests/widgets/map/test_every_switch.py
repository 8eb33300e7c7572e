"""Every switch of the map, found by itself, turned on and off over a real page: it stays at home and has no complaint."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox
from pytestqt.qtbot import QtBot

from tests.builders import IN_GRID, NOON, a_crew, a_ticket
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, go
from widgets.map.panel import MapPanel
from widgets.map.stack import LAYERS

pytestmark = pytest.mark.webengine


def settles(panel: MapPanel, qtbot: QtBot) -> None:
    """Wait for what was said to be heard and painted."""
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
    answer_of(panel, "1", qtbot)


def complaints(panel: MapPanel) -> dict[str, list[str]]:
    found = {"outside": panel.view.gate.foreign, "missing": panel.handler.missing, "script": panel.view.surface.faults}
    return {name: told for name, told in found.items() if told}


def test_that_no_layer_asks_outside_misses_a_file_or_fails_in_the_page(open_map: OpenMap, qtbot: QtBot) -> None:
    panel = open_map([a_ticket(place=IN_GRID)], [a_crew("C1", place=IN_GRID, fixed_at=NOON)])
    for layer in LAYERS:
        panel.live.switch(layer.name, True)
    for zoom in (9, 12, 16, 19):
        go(panel, IN_GRID, zoom, qtbot)
        for layer in LAYERS:
            panel.live.switch(layer.name, not getattr(panel.live.shown, layer.name))
            panel.live.switch(layer.name, True)
        settles(panel, qtbot)
    assert complaints(panel) == {}


def test_that_no_tool_or_choice_asks_outside_misses_a_file_or_fails_in_the_page(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    panel = open_map([a_ticket(place=IN_GRID)], [a_crew("C1", place=IN_GRID, fixed_at=NOON)])
    go(panel, IN_GRID, 15, qtbot)
    middle = panel.view.rect().center()
    for button in panel.findChildren(QAbstractButton):
        if not button.isCheckable() or not button.isEnabled():
            continue
        for _ in range(2):
            button.click()
            panel.view.bridge.was_pointed.emit(middle.x(), middle.y())
            answer_of(panel, "1", qtbot)
        panel.bars.layer_panel.hide()
    for choice in panel.findChildren(QComboBox):
        for number in range(choice.count()):
            choice.setCurrentIndex(number)
            choice.activated.emit(number)
    settles(panel, qtbot)
    assert complaints(panel) == {}
