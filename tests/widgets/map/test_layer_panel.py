"""The panel of the layers: every switch by pointer and by keys, with its sign and its scale rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from widgets.map.bars import Bars
from widgets.map.bridge import Bridge
from widgets.map.live import LiveMap
from widgets.map.stack import LAYERS, Shown


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 330)
    return made


@pytest.fixture
def live(over: QWidget, atlas: Atlas) -> LiveMap:
    return LiveMap(atlas, Bridge(over), over)


@pytest.fixture
def bars(over: QWidget, live: LiveMap) -> Iterator[Bars]:
    made = Bars(live, over)
    yield made
    made.layer_panel.hide()


def rule_of(bars: Bars, name: str) -> str:
    return bars.layer_panel._rules[name].text()


def test_that_every_layer_has_its_row_with_a_sign(bars: Bars):
    signed = {name for name, box in bars.layer_panel.boxes.items() if box.text() and not box.icon().isNull()}
    assert signed == {layer.name for layer in LAYERS}


def test_that_a_click_turns_the_layer_and_its_quick_switch(bars: Bars, live: LiveMap):
    bars.layer_panel.boxes["tickets"].click()
    assert not live.shown.tickets
    assert not bars.layers.buttons["tickets"].isChecked()


def test_that_a_quick_switch_turns_the_layer_and_its_row(bars: Bars, live: LiveMap):
    bars.layers.buttons["heat"].click()
    assert live.shown.heat
    assert bars.layer_panel.boxes["heat"].isChecked()


def test_that_every_row_tells_from_which_level_it_is_drawn(bars: Bars):
    assert "13" in rule_of(bars, "sites")
    assert rule_of(bars, "tickets")


def test_that_borders_begin_where_the_grids_of_this_city_are_large_enough(bars: Bars, live: LiveMap):
    zooms = live.from_zooms()
    side = 2.0 ** zooms["grids"] / 360 * 256 * 0.01  # The grids of the test are a hundredth of a degree wide.
    assert 10 <= side < 20


def test_that_a_layer_that_is_on_but_not_drawn_here_is_marked(bars: Bars, live: LiveMap):
    live.show(Shown(sites=True))
    bars.layer_panel.show_zoom(12)
    far = bars.layer_panel._rules["sites"].property("tone")
    bars.layer_panel.show_zoom(13)
    assert (far, bars.layer_panel._rules["sites"].property("tone")) == ("warn", "third")


def test_that_a_layer_that_the_city_has_nothing_for_cannot_be_turned(bars: Bars):
    bars.layer_panel.show_empty(frozenset({"water"}))
    assert not bars.layer_panel.boxes["water"].isEnabled()
    assert bars.layer_panel.boxes["police"].isEnabled()


def test_that_keys_go_from_switch_to_switch_and_turn_one(bars: Bars, live: LiveMap, qtbot: QtBot):
    bars.over.show()
    bars.open_layers()
    panel = bars.layer_panel
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert focused is panel.boxes["districts"]
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert not live.shown.districts


def test_that_escape_closes_the_panel_and_frees_its_button(bars: Bars, qtbot: QtBot):
    bars.over.show()
    bars.layers.all.click()
    assert bars.layer_panel.isVisible()
    qtbot.keyClick(bars.layer_panel, Qt.Key.Key_Escape)
    assert bars.layer_panel.isHidden()
    assert not bars.layers.all.isChecked()


def test_that_the_panel_stays_on_the_screen(bars: Bars):
    room = bars.over.screen().availableGeometry()
    bars.layer_panel.open_below(QRect(room.right() - 10, room.bottom() - 10, 10, 10))
    assert room.contains(bars.layer_panel.geometry())


def test_that_the_colours_of_the_ratings_are_explained_while_they_are_shown(bars: Bars, live: LiveMap):
    live.show(Shown(ratings=True))
    hidden = [bars.ratings.isHidden()]
    live.show(Shown())
    assert [*hidden, bars.ratings.isHidden()] == [False, True]


def test_that_every_rating_has_a_word_beside_its_colour(bars: Bars):
    words = [label.text() for label in bars.ratings.findChildren(QLabel)]
    assert words == ["Red", "Orange", "Yellow", "Blue", "Green"]


def test_that_the_panel_grows_and_shrinks_with_what_is_to_be_chosen(bars: Bars, over: QWidget, qtbot: QtBot):
    choice = QLabel("1\n2\n3")
    bars.layer_panel.put_under("heat", choice)
    over.show()
    bars.open_layers()
    closed = bars.layer_panel.height()
    bars.layer_panel.boxes["heat"].click()
    qtbot.waitUntil(lambda: bars.layer_panel.height() > closed)
    bars.layer_panel.boxes["heat"].click()
    qtbot.waitUntil(lambda: bars.layer_panel.height() == closed)
