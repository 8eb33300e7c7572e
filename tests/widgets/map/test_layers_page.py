"""Every layer on the page itself: drawn at every scale without a complaint, and seen where it should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from console.domain.camera import Camera
from console.domain.presence import Presence
from console.domain.ticket import Holder, Source, State, TargetKind
from tests.builders import CITY, IN_GRID, IN_NEXT_GRID, NOON, a_camera, a_cell, a_department, a_sensor, a_site, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, go, picture
from widgets.map.panel import MapPanel
from widgets.map.stack import LAYERS, Shown
from widgets.on_map import keep_layers
from widgets.workspace import Workspace

pytestmark = pytest.mark.webengine


def settled(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.live.is_whole and not panel.live._say._timer.isActive(), timeout=PATIENCE_MS)


def a_full_map(open_map: OpenMap, seat: Seat) -> MapPanel:
    panel = open_map()
    held = a_ticket(state=State.DISPATCHED, holder=Holder(TargetKind.CREW, "C1", "王五"), reported_at=NOON)
    alarm = a_ticket(source=Source.IOT.value, description="SM-1", place=IN_NEXT_GRID, reported_at=NOON)
    seat.store.registry().add_past([(ticket, ()) for ticket in (held, alarm)])
    seat.board.load(
        replace(
            seat.store.archive().situation(CITY),
            tickets=(held, alarm),
            cameras=tuple(a_camera(f"c{n}", number=n) for n in range(3)),
            sites=(a_site(),),
            sensors=(a_sensor(place=IN_NEXT_GRID), a_sensor("SM-2", is_on=False), a_sensor("SM-3", is_on=True)),
            departments=(a_department(place=IN_NEXT_GRID),),
            cells=(a_cell(),),
        )
    )
    works = {"c0": True, "c1": False, "c2": None}

    def presence_of(camera: Camera) -> Presence:
        return Presence(is_on=works[camera.id])

    panel.feeding.placing.watch(presence_of)
    seat.relay.reloaded.emit()
    seat.focus.look_at_ticket(held.id)
    return panel


def test_that_every_layer_is_drawn_at_every_scale_without_a_complaint(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    panel = a_full_map(open_map, seat)
    fills = ("ratings", "heat", "shades")
    for fill in fills:
        panel.show_layers(Shown(**{layer.name: layer.name == fill or layer.name not in fills for layer in LAYERS}))
        for zoom in (10, 12, 13, 15, 17):
            go(panel, IN_GRID, zoom, qtbot)
            settled(panel, qtbot)
    assert panel.view.surface.faults == []
    assert panel.handler.missing == []


def test_that_the_glow_lies_where_tickets_were_reported(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    panel = a_full_map(open_map, seat)
    panel.show_layers(Shown(tickets=False, crews=False, cameras=False, names=False))
    go(panel, IN_GRID, 16, qtbot)
    middle = QPoint(round(panel.live.view.width / 2), round(panel.live.view.height / 2))
    qtbot.waitUntil(lambda: picture(panel).pixelColor(middle).green() > 0, timeout=PATIENCE_MS)
    before = picture(panel).pixelColor(middle).green()
    panel.live.switch("heat", on=True)
    qtbot.waitUntil(lambda: picture(panel).pixelColor(middle).green() > before + 60, timeout=PATIENCE_MS)


def test_that_every_change_of_the_layers_is_kept(open_map: OpenMap, tmp_path: Path):
    workspace = Workspace(tmp_path / "workspace.json")
    workspace.keep_state("map", {"shown": {"sites": True}})
    panel = open_map()
    keep_layers(panel, workspace)
    assert panel.live.shown.sites
    panel.bars.layers.buttons["crews"].click()
    assert workspace.state_of("map")["shown"] == replace(Shown(), sites=True, crews=False).kept()
