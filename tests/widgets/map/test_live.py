"""What the page is told, when, and what it is spared."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import Rating
from console.domain.place import LatLng
from tests.builders import GRID, IN_GRID
from widgets.map import live as live_module
from widgets.map.bridge import Bridge
from widgets.map.features import world_px_of
from widgets.map.live import LiveMap, Shown
from widgets.map.page import colors
from widgets.theme import load


class Heard:
    """The page's side of the bridge: it keeps what it is told."""

    def __init__(self, bridge: Bridge) -> None:
        self.words: list[tuple[str, Any]] = []
        self.arrays: list[str] = []
        self._bridge = bridge
        bridge.told.connect(lambda kind, text: self.words.append((kind, json.loads(text))))
        self.messages: list[set[str]] = []
        bridge.sent.connect(self.take)

    def take(self, changes: str) -> None:
        self.messages.append(set(json.loads(changes)))
        self.arrays += self.messages[-1]

    def told(self, kind: str) -> list[Any]:
        return [words for heard, words in self.words if heard == kind]

    def come_up(self, live: LiveMap, zoom: int = 14) -> None:
        """Come up, look at the first grid and take every snapshot in."""
        x, y = world_px_of(IN_GRID)
        scale = 2.0 ** (zoom - 22)
        self._bridge.looked(zoom, x * scale - 400, y * scale - 300, 800, 600)
        self._bridge.ready()
        self.take_in(live)

    def take_in(self, live: LiveMap) -> None:
        """Take in every snapshot that was spoken of."""
        kinds = live.awaited
        for kind in kinds:
            live.serve(kind)
        for kind in kinds:
            self._bridge.loaded(kind)


@pytest.fixture
def bridge(qapp) -> Bridge:
    return Bridge()


@pytest.fixture
def live(bridge: Bridge, atlas: Atlas) -> LiveMap:
    return LiveMap(atlas, bridge)


@pytest.fixture
def page(bridge: Bridge) -> Heard:
    return Heard(bridge)


def test_that_nothing_is_said_to_a_page_that_is_not_there(live, page):
    live.mark(hover=1)
    live.show(Shown(ratings=True))
    live.go_to(IN_GRID)
    assert page.words == []


def test_that_a_new_page_is_told_everything(live, page):
    live.dress(colors(load("night").colors))
    live.mark(hover=2)
    live.go_to(IN_GRID, 15)
    page.come_up(live)
    assert page.told("style")
    assert page.told("marks")[-1] == {"hover": 2}
    assert page.told("go") == [{"at": [IN_GRID.lat_deg, IN_GRID.lng_deg], "zoom": 15}]
    assert set(page.told("load")[0]) == {"ground", "ratings", "tickets", "crews", "cameras"}


def test_that_a_page_that_was_lost_stands_where_the_last_one_stood(live, page, bridge):
    page.come_up(live, zoom=13)
    bridge.looked(13, 0.0, 0.0, 800, 600)
    live.lost()
    bridge.ready()
    assert page.told("go")[-1]["zoom"] == 13


def test_that_the_first_change_is_said_at_once(live, page):
    page.come_up(live)
    live.tickets.put(1, world_px_of(IN_GRID), 3)
    live._say._timer.stop()
    live.changed()
    assert page.arrays == ["tickets"]


def test_that_layers_that_change_together_are_spoken_of_in_one_message(live, page):
    live.show(Shown(ratings=True))
    page.come_up(live)
    live._say._timer.stop()
    page.messages.clear()
    live.tickets.put(1, world_px_of(IN_GRID), 3)
    live.rate({GRID: Rating.RED})
    assert page.messages == [{"tickets", "ratings"}]


def test_that_changes_that_follow_are_gathered(live, page, qtbot: QtBot):
    page.come_up(live)
    for look in (1, 2, 3, 4):
        live.tickets.put(1, world_px_of(IN_GRID), look)
        live.changed()
    qtbot.waitUntil(lambda: not live._say._timer.isActive(), timeout=5 * live_module.SAY_EVERY_MS)
    assert len(page.arrays) <= 2
    assert live.tickets.changed() is None


def test_that_a_layer_that_is_not_shown_is_not_spoken_of(live, page, qtbot: QtBot):
    page.come_up(live, zoom=10)
    live.crews.put("C1", world_px_of(IN_GRID), 1)
    live.changed()
    qtbot.waitUntil(lambda: not live._say._timer.isActive(), timeout=5 * live_module.SAY_EVERY_MS)
    assert "crews" not in page.arrays


def test_that_a_layer_that_comes_into_view_is_caught_up(live, page, bridge, qtbot: QtBot):
    page.come_up(live, zoom=10)
    live.crews.put("C1", world_px_of(IN_GRID), 1)
    bridge.looked(14, 0.0, 0.0, 800, 600)
    qtbot.waitUntil(lambda: "crews" in page.arrays)


def test_that_no_change_overtakes_the_snapshot_it_belongs_to(live, page, bridge):
    bridge.looked(14, 0.0, 0.0, 800, 600)
    bridge.ready()
    live.tickets.put(1, world_px_of(IN_GRID), 3)
    live.changed()
    assert page.arrays == []


def test_that_very_many_changes_are_fetched_whole(live, page, monkeypatch):
    monkeypatch.setattr(live_module, "WHOLE_FROM", 10)
    page.come_up(live)
    for number in range(11):
        live.tickets.put(number, (number, number), 1)
    live._say._timer.stop()
    live.changed()
    assert page.told("load")[-1] == ["tickets"]
    assert page.arrays == []


def test_that_a_mark_that_is_the_same_is_not_said_again(live, page):
    page.come_up(live)
    live.mark(hover=1)
    said = len(page.told("marks"))
    live.mark(hover=1)
    assert len(page.told("marks")) == said


def test_that_ratings_wait_until_the_view_is_turned_on(live, page, qtbot: QtBot):
    page.come_up(live)
    live.rate({GRID: Rating.RED})
    assert page.arrays == []
    live.show(Shown(ratings=True))
    qtbot.waitUntil(lambda: page.arrays == ["ratings"])


def test_that_a_snapshot_is_served_for_each_layer_and_for_nothing_else(live):
    assert all(live.serve(name) for name in ("ground", "ratings", "tickets", "crews", "cameras"))
    assert live.serve("passwords") is None


def test_that_cameras_come_by_themselves_only_from_near(live, page):
    page.come_up(live, zoom=13)
    assert not live.cameras_show()
    live.show(Shown(far_cameras=True))
    assert live.cameras_show()


def test_that_cameras_that_are_switched_off_are_shown_from_nowhere(live, page):
    page.come_up(live, zoom=18)
    live.show(Shown(cameras=False, far_cameras=True))
    assert not live.cameras_show()


def test_that_a_layer_nobody_looks_at_is_never_fetched(live, page):
    page.come_up(live, zoom=16)
    live.sites.put("S1", world_px_of(IN_GRID), 1)
    live.changed()
    assert not [kinds for kinds in page.told("load") if "sites" in kinds]


def test_that_a_layer_is_fetched_when_it_is_first_shown(live, page, qtbot: QtBot):
    page.come_up(live, zoom=16)
    live.sites.put("S1", world_px_of(IN_GRID), 1)
    live.show(Shown(sites=True))
    qtbot.waitUntil(lambda: page.told("load")[-1] == ["sites"])


def test_that_a_sheet_is_fetched_again_once_it_is_another(live, page, qtbot: QtBot):
    live.offer("heat", lambda: b"")
    live.show(Shown(heat=True))
    page.come_up(live)
    qtbot.waitUntil(lambda: "heat" in live.awaited)
    page.take_in(live)
    live.renew("heat")
    qtbot.waitUntil(lambda: page.told("load").count(["heat"]) == 2)


def test_that_a_page_is_not_whole_before_it_has_asked_for_all_it_shows(live, page, qtbot: QtBot):
    live.offer("heat", lambda: b"")
    live.show(Shown(heat=True))
    page.come_up(live)
    assert not live.awaited
    assert not live.is_whole
    qtbot.waitUntil(lambda: "heat" in live.awaited)
    assert not live.is_whole
    page.take_in(live)
    assert live.is_whole


def test_that_a_page_that_is_new_fetches_what_the_last_one_had(live, page, bridge, qtbot: QtBot):
    live.offer("heat", lambda: b"")
    live.show(Shown(heat=True))
    page.come_up(live)
    qtbot.waitUntil(lambda: "heat" in live.awaited)
    page.take_in(live)
    live.lost()
    page.come_up(live)
    qtbot.waitUntil(lambda: page.told("load").count(["heat"]) == 2)


def test_that_zooming_by_a_step_keeps_the_middle(live, page):
    page.come_up(live, zoom=14)
    live.zoom_by(1)
    told = page.told("go")[-1]
    assert told["zoom"] == 15
    assert LatLng(*told["at"]).lat_deg == pytest.approx(IN_GRID.lat_deg, abs=1e-4)
