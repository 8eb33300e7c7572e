"""A camera in hand: every other desk is told whose hand it is in, and only one desk moves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.held_camera import LASTS_S
from console.domain.shift import Operator, Role
from console.handlers import handle
from console.journal import Kind, News
from console.wall_orders import LeaveCamera, TakeCamera
from tests.builders import CITY
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from tests.widgets.wall.test_ptz_mode import FakeRemote
from widgets.wall.camera_hold import CameraHold, Grip
from widgets.wall.holders import Holders
from widgets.wall.panel import WallPanel

OTHER = Operator(name="王五", centre=CITY, roles=frozenset({Role.DISPATCHER}), desk="二号台")
ONE = camera(1)


@pytest.fixture
def remote() -> FakeRemote:
    return FakeRemote()


@pytest.fixture
def movable(wall: WallPanel, seat: Seat, remote: FakeRemote) -> WallPanel:
    """The first camera of the wall can be moved."""
    known = seat.board.cameras[ONE]
    seat.board.cameras[ONE] = replace(known, ptz_url="http://desk:kept@10.0.0.9")
    wall.ptz.remote = remote
    wall.hang(ONE, 0)
    wall.hanging.select(0)
    return wall


def elsewhere(seat: Seat, order: TakeCamera | LeaveCamera) -> News:
    """Let another desk give an order; this one hears of it by the feed."""
    with seat.store.unit_of_work() as uow:
        news = handle(order, uow, seat.clock)
    seat.relay.hear(news)
    return news


def others(wall: WallPanel, qtbot: QtBot, seat: Seat) -> None:
    """Let another desk have the camera, and this one know."""
    elsewhere(seat, TakeCamera(by=OTHER, camera=ONE))
    qtbot.waitUntil(lambda: wall.hanging.holders.of(ONE) is not None)


def as_dispatcher(seat: Seat) -> None:
    seat.relay.operator = replace(seat.relay.operator, roles=frozenset({Role.DISPATCHER}))


def test_that_a_tile_names_the_desk_that_has_its_camera(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    others(movable, qtbot, seat)
    qtbot.waitUntil(lambda: movable.view.face(0).badges.hand[0] != "")
    assert movable.view.face(0).badges.hand[0] == "王五 · 二号台"
    assert "12:00:00" in movable.view.face(0).badges.hand[1]
    assert "12:01:30" in movable.view.face(0).badges.hand[1]


def test_that_a_tile_names_nobody_once_the_camera_is_let_go(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    others(movable, qtbot, seat)
    elsewhere(seat, LeaveCamera(by=OTHER, camera=ONE))
    qtbot.waitUntil(lambda: movable.hanging.holders.of(ONE) is None)


def test_that_a_dead_desks_hold_is_over_with_its_time(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    others(movable, qtbot, seat)
    seat.clock.advance(timedelta(seconds=LASTS_S))
    assert movable.hanging.holders.of(ONE) is None


def test_that_a_line_that_comes_again_late_holds_nothing(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    taken = elsewhere(seat, TakeCamera(by=OTHER, camera=ONE))
    seat.clock.advance(timedelta(seconds=1))
    elsewhere(seat, LeaveCamera(by=OTHER, camera=ONE))
    seat.relay.hear(taken)
    with qtbot.waitSignal(movable.hanging.holders.changed):
        pass
    assert movable.hanging.holders.of(ONE) is None


def test_that_a_wall_that_opens_asks_whose_hand_cameras_are_in(seat: Seat, qtbot: QtBot) -> None:
    with seat.store.unit_of_work() as uow:
        handle(TakeCamera(by=OTHER, camera=ONE), uow, seat.clock)
    holders = Holders(seat.relay, UTC)
    with qtbot.waitSignal(holders.changed):
        holders.ask()
    assert holders.words(ONE)[0] == "王五 · 二号台"


def test_that_a_camera_in_another_hand_is_not_moved(
    movable: WallPanel, seat: Seat, remote: FakeRemote, qtbot: QtBot
) -> None:
    others(movable, qtbot, seat)
    with qtbot.waitSignal(movable.ptz.hold.denied):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    qtbot.keyPress(movable.view, Qt.Key.Key_Left)
    assert remote.asked == []
    assert "王五 · 二号台" in movable.ptz.pad.note.text()


def test_that_who_is_no_shift_lead_is_offered_nothing(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    as_dispatcher(seat)
    others(movable, qtbot, seat)
    with qtbot.waitSignal(movable.ptz.hold.denied):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    assert not movable.ptz.pad.take.isVisible()


def test_that_a_shift_lead_takes_it_over_with_a_reason(
    movable: WallPanel, seat: Seat, remote: FakeRemote, qtbot: QtBot
) -> None:
    others(movable, qtbot, seat)
    with qtbot.waitSignal(movable.ptz.hold.denied):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    qtbot.keyClick(movable.view, Qt.Key.Key_T)
    form = movable.ptz.take_form
    assert not form.take.isEnabled()
    qtbot.keyClicks(form.reason, "fire at the gate")
    with qtbot.waitSignal(movable.ptz.hold.taken):
        form.take.click()
    qtbot.keyPress(movable.view, Qt.Key.Key_Left)
    assert [what for what, *_ in remote.asked] == ["presets", "hold"]
    last = seat.store.rows.lines[-1].entry
    assert (last.kind, last.reason, last.detail["from_desk"]) == (Kind.CAMERA_TAKEN, "fire at the gate", "二号台")


def test_that_a_camera_that_is_free_again_is_offered(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    as_dispatcher(seat)
    others(movable, qtbot, seat)
    with qtbot.waitSignal(movable.ptz.hold.denied):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    elsewhere(seat, LeaveCamera(by=OTHER, camera=ONE))
    qtbot.waitUntil(movable.ptz.pad.take.isVisible)
    with qtbot.waitSignal(movable.ptz.hold.taken):
        movable.ptz.pad.take.click()


def test_that_a_desk_whose_camera_is_taken_over_keeps_its_hand_off(
    movable: WallPanel, seat: Seat, remote: FakeRemote, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(movable.ptz.hold.taken):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    qtbot.keyPress(movable.view, Qt.Key.Key_Left)
    lead = replace(OTHER, roles=frozenset({Role.SHIFT_LEAD}))
    seat.clock.advance(timedelta(seconds=1))
    with qtbot.waitSignal(movable.ptz.hold.denied):
        elsewhere(seat, TakeCamera(by=lead, camera=ONE, reason="fire"))
    assert remote.asked[-1] == ("release",)
    assert not movable.ptz.pad.directions[next(iter(movable.ptz.pad.directions))].isEnabled()


def test_that_moves_cost_no_order_of_their_own(movable: WallPanel, seat: Seat, qtbot: QtBot) -> None:
    with qtbot.waitSignal(movable.ptz.hold.taken):
        qtbot.keyClick(movable.view, Qt.Key.Key_P)
    for _ in range(20):
        qtbot.keyClick(movable.view, Qt.Key.Key_Left)
    qtbot.keyClick(movable.view, Qt.Key.Key_P)
    assert [line.entry.kind for line in seat.store.rows.lines] == [Kind.CAMERA_TAKEN, Kind.CAMERA_MOVED]


class Hours:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def hold(seat: Seat, hours: Hours, qtbot: QtBot) -> Iterator[CameraHold]:
    """The first camera in hand."""
    made = CameraHold(seat.relay, seconds=hours)
    with qtbot.waitSignal(made.taken):
        made.take(ONE)
    yield made
    made.leave()


def test_that_a_camera_in_use_is_kept_without_a_line(seat: Seat, hold: CameraHold, qtbot: QtBot) -> None:
    seat.clock.advance(timedelta(seconds=30))
    with qtbot.waitSignal(seat.relay.done):
        hold.renew()
    (held,) = seat.store.archive().ledgers.held_cameras(seat.clock.now())
    assert held.until - seat.clock.now() == timedelta(seconds=LASTS_S)
    assert len(seat.store.rows.lines) == 1


def test_that_a_camera_that_nobody_moves_is_let_go(hold: CameraHold, hours: Hours, qtbot: QtBot) -> None:
    hours.now_s += 200.0
    with qtbot.waitSignal(hold.idle):
        hold.renew()


def test_that_a_camera_is_moved_without_a_database_and_nobody_is_told(
    seat: Seat, hours: Hours, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    made = CameraHold(seat.relay, seconds=hours)
    seat.store.cut()
    with qtbot.waitSignal(made.taken):
        made.take(ONE)
    assert (made.grip, made.may_move) == (Grip.UNHEARD, True)
    assert "TakeCamera" in caplog.text
