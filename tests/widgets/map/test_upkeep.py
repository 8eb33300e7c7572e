"""The map's page is kept up: it comes back by itself, and says so where that takes time."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.builders import IN_GRID
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, go, is_close, picture
from widgets import theme
from widgets.map.panel import MapPanel
from widgets.map.troubles import Trouble
from widgets.map.upkeep import AGAIN_MAX_MS, SAID_FROM_MS

pytestmark = pytest.mark.webengine


def kill(panel: MapPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.view.lost, timeout=PATIENCE_MS):
        os.kill(panel.view.surface.renderProcessPid(), signal.SIGKILL)


def test_that_a_page_that_is_loaded_again_is_told_nothing_until_it_is_there(open_map: OpenMap, qtbot: QtBot) -> None:
    panel = open_map()
    panel.view.open()
    assert not panel.live.is_up
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)


@pytest.mark.skipif(os.name == "nt", reason="a process ends itself there, it is not killed")
def test_that_a_map_that_ends_again_and_again_says_so_and_is_back_at_a_press(
    open_map: OpenMap, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    panel = open_map()
    for _ in range(3):
        kill(panel, qtbot)
        qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
        assert panel.troubles.text() == ""
    kill(panel, qtbot)
    assert panel.upkeep.waits_ms >= SAID_FROM_MS
    assert "again and again" in panel.troubles.text()
    press = panel.troubles.findChild(QPushButton)
    assert press is not None
    press.click()
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
    assert panel.troubles.text() == ""


def test_that_a_page_that_does_not_come_is_told_and_tried_again(
    open_map: OpenMap, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    panel = open_map()
    panel.view.surface.load(QUrl("about:blank"))
    panel.live.lost()
    panel.upkeep.on_not_come()
    assert "does not load" in panel.troubles.text()
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
    assert panel.troubles.text() == ""


def test_that_no_wait_is_longer_than_half_a_minute(open_map: OpenMap, caplog: pytest.LogCaptureFixture) -> None:
    panel = open_map()
    for _ in range(20):
        panel.upkeep.on_not_come()
    assert panel.upkeep.waits_ms == AGAIN_MAX_MS


def test_that_the_gravest_trouble_is_told_first(open_map: OpenMap) -> None:
    panel = open_map()
    panel.troubles.say(Trouble.BASE_MAP, "tiles are away")
    panel.troubles.say(Trouble.PAGE, "the page is away")
    seen = [panel.troubles.text()]
    panel.troubles.say(Trouble.PAGE, "")
    seen.append(panel.troubles.text())
    panel.troubles.say(Trouble.BASE_MAP, "")
    assert [*seen, panel.troubles.text()] == ["the page is away", "tiles are away", ""]


def test_that_a_canvas_whose_graphics_died_is_painted_anew(open_map: OpenMap, qtbot: QtBot) -> None:
    panel = open_map()
    go(panel, IN_GRID, 18, qtbot)
    land, at = theme.color("map_land"), panel.view.rect().center() / 2
    wiped = "var c = griddesk.layers.ground._canvas; c.width = c.width; 1"
    qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(at), land), timeout=PATIENCE_MS)
    answer_of(panel, wiped, qtbot)
    qtbot.waitUntil(lambda: not is_close(picture(panel).pixelColor(at), land), timeout=PATIENCE_MS)
    answer_of(panel, "c.dispatchEvent(new Event('contextrestored')); 1", qtbot)
    qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(at), QColor(land)), timeout=PATIENCE_MS)


def test_that_the_page_needs_no_webgl(open_map: OpenMap, qtbot: QtBot) -> None:
    panel = open_map()
    drawn = "['webgl', 'webgl2'].map(kind => document.createElement('canvas').getContext(kind)).every(c => c === null)"
    assert answer_of(panel, drawn, qtbot) is True
    assert panel.live.is_whole
