"""An alarm by keyboard alone: a P1 is taken in, its nearest cameras hang in the bank, and what hung before comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.domain.alarm_bank import Reserve
from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.domain.ticket import Priority, TicketId
from console.orders import TakeIn
from tests.builders import GRID, IN_GRID, NOON, a_camera
from tests.walks.by_key import Key, Keyboard, Place, sits_at

pytestmark = pytest.mark.webengine

BEFORE = {place: CameraId(f"far{place}") for place in range(4)}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("alarms"))
    away = LatLng(IN_GRID.lat_deg + 0.1, IN_GRID.lng_deg)
    registry = made.store.registry()
    registry.add_cameras([a_camera(f"far{n}", number=n + 1, region=GRID, place=away) for n in range(4)])
    registry.add_cameras([a_camera(f"near{n}", number=n + 11, region=GRID) for n in range(2)])
    yield made
    made.close()


@pytest.fixture
def keys(place: Place, qtbot: QtBot) -> Iterator[Keyboard]:
    yield from sits_at(place, qtbot)


def seen(keys: Keyboard) -> dict[int, CameraId | None]:
    return {place: keys.window.wall.hanging.tile(place).camera for place in range(4)}


def test_that_a_p1_hangs_its_cameras_and_a_brings_back_what_hung(keys: Keyboard) -> None:
    keys.lies()
    wall = keys.window.wall
    wall.set_layout_by_name("2x2")
    for tile, camera in BEFORE.items():
        wall.hang(camera, tile)
    wall.hanging.select(0)
    wall.alarms.choose(replace(wall.alarms.choices, reserve=Reserve.COLUMN))
    with keys.qtbot.waitSignal(keys.seat.relay.done):
        keys.seat.relay.submit(
            TakeIn(
                by=keys.seat.operator, id=TicketId(7001), category="0101", title="燃气泄漏", source="public",
                reported_at=NOON, place=IN_GRID, priority=Priority.P1,
            )
        )  # fmt: skip
    keys.qtbot.waitUntil(lambda: seen(keys) == BEFORE | {1: CameraId("near0"), 3: CameraId("near1")})
    assert keys.at() is keys.window.queue.view
    for _ in range(8):
        if keys.at() is not wall.view:
            keys.press(Key.Key_F6)
    keys.press(Key.Key_A)
    assert seen(keys) == BEFORE
