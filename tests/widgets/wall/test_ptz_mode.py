"""A camera under hand and key: it moves while a key is down, and stops with whatever ends that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.ptz import Motion, Preset, PtzAddress, PtzFault, PtzTold
from console.journal import Kind
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.wall.panel import WallPanel
from widgets.wall.ptz_mode import PtzMode

ADDRESS = PtzAddress("10.0.0.9", 80, "desk", "kept")
NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
VIEWS = (Preset("a", "北门"), Preset("b", "路口"))


@dataclass
class FakeRemote:
    """Keeps what was asked of it."""

    asked: list[tuple[object, ...]] = field(default_factory=list)

    def hold(self, address: PtzAddress, motion: Motion) -> None:
        self.asked.append(("hold", motion))

    def release(self, address: PtzAddress) -> None:
        self.asked.append(("release",))

    def ask_presets(self, address: PtzAddress) -> None:
        self.asked.append(("presets", address))

    def go_to(self, address: PtzAddress, token: str) -> None:
        self.asked.append(("go", token))

    def keep_preset(self, address: PtzAddress, name: str, token: str = "") -> None:
        self.asked.append(("keep", name, token))

    def close(self) -> None:
        self.asked.append(("close",))


@pytest.fixture
def remote() -> FakeRemote:
    return FakeRemote()


@pytest.fixture
def ptz(wall: WallPanel, seat: Seat, remote: FakeRemote, qtbot: QtBot) -> PtzMode:
    """The first camera in hand, which keeps two views."""
    moved = seat.board.cameras[camera(1)]
    seat.board.cameras[camera(1)] = replace(moved, ptz_url="http://desk:kept@10.0.0.9/onvif/device_service")
    wall.ptz.remote = remote
    wall.hang(camera(1), 0)
    wall.hang(camera(2), 1)
    wall.hanging.select(0)
    qtbot.keyClick(wall.view, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: wall.ptz.hold.may_move)
    wall.ptz.told.emit(PtzTold(ADDRESS, presets=VIEWS))
    remote.asked.clear()
    return wall.ptz


def _repeat(wall: WallPanel, key: Qt.Key, kind: QEvent.Type) -> None:
    QApplication.sendEvent(wall.view, QKeyEvent(kind, key, NO_KEYS, "", True))


def test_that_a_key_opens_the_pad_and_asks_for_the_views(wall: WallPanel, ptz: PtzMode):
    assert ptz.pad.isVisible()
    assert ptz.pad.presets == VIEWS


def test_that_an_arrow_moves_the_camera_at_the_chosen_speed(
    wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot
):
    ptz.pad.speed.setValue(30)
    qtbot.keyPress(wall.view, Qt.Key.Key_Left)
    assert remote.asked == [("hold", Motion(-0.3, 0))]


def test_that_two_arrows_move_it_aslant(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    ptz.pad.speed.setValue(100)
    qtbot.keyPress(wall.view, Qt.Key.Key_Left)
    qtbot.keyPress(wall.view, Qt.Key.Key_Up)
    assert remote.asked[-1] == ("hold", Motion(-1, 1))


def test_that_it_stops_when_the_key_comes_up(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    qtbot.keyPress(wall.view, Qt.Key.Key_PageUp)
    qtbot.keyRelease(wall.view, Qt.Key.Key_PageUp)
    assert remote.asked[-1] == ("release",)


def test_that_a_key_that_repeats_is_held_and_not_taken_off(
    wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot
):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    _repeat(wall, Qt.Key.Key_Right, QEvent.Type.KeyRelease)
    _repeat(wall, Qt.Key.Key_Right, QEvent.Type.KeyPress)
    assert [what for what, *_ in remote.asked] == ["hold", "hold"]


@pytest.mark.parametrize(
    "event", [QFocusEvent(QEvent.Type.FocusOut), QEvent(QEvent.Type.WindowDeactivate), QEvent(QEvent.Type.Hide)]
)
def test_that_it_stops_when_the_wall_is_not_in_hand_any_more(
    wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot, event: QEvent
):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    QApplication.sendEvent(wall.view, event)
    assert remote.asked[-1] == ("release",)


def test_that_it_stops_when_another_tile_is_chosen(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    wall.hanging.select(1)
    assert remote.asked[-1] == ("release",)
    assert not ptz.pad.isVisible()


def test_that_it_stops_when_another_camera_comes_into_the_tile(
    wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot
):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    wall.hang(camera(3), 0)
    assert remote.asked[-1] == ("release",)


def test_that_a_chord_is_the_walls_own_and_ends_a_move(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    qtbot.keyPress(wall.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert remote.asked[-1] == ("release",)


def test_that_a_digit_goes_to_the_view_of_that_number(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    qtbot.keyClick(wall.view, Qt.Key.Key_2)
    assert remote.asked == [("go", "b")]


def test_that_a_button_moves_while_it_is_down(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    ptz.pad.speed.setValue(100)
    button = ptz.pad.directions[Motion(1, 1)]
    qtbot.mousePress(button, LEFT)
    qtbot.mouseRelease(button, LEFT)
    assert remote.asked == [("hold", Motion(1, 1)), ("release",)]


def test_that_a_button_whose_release_never_comes_does_not_hold_for_ever(
    wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot
):
    button = ptz.pad.directions[Motion(1, 0)]
    qtbot.mousePress(button, LEFT)
    button.setDown(False)
    qtbot.waitUntil(lambda: remote.asked[-1] == ("release",))


def test_that_the_keyboard_stays_with_the_wall(wall: WallPanel, ptz: PtzMode, qtbot: QtBot):
    wall.view.setFocus()
    qtbot.mouseClick(ptz.pad.directions[Motion(0, 1)], LEFT)
    assert wall.view.hasFocus() or not wall.isActiveWindow()


def test_that_escape_leaves_the_camera_standing(wall: WallPanel, ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    qtbot.keyPress(wall.view, Qt.Key.Key_Right)
    qtbot.keyClick(wall.view, Qt.Key.Key_Escape)
    assert (remote.asked[-1], ptz.pad.isVisible()) == (("release",), False)


def test_that_one_line_tells_of_all_moves_until_the_camera_is_left(
    wall: WallPanel, ptz: PtzMode, seat: Seat, qtbot: QtBot
):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_2, Qt.Key.Key_Up):
        qtbot.keyClick(wall.view, key)
    qtbot.keyClick(wall.view, Qt.Key.Key_P)
    lines = [line.entry for line in seat.store.rows.lines if line.entry.kind is Kind.CAMERA_MOVED]
    assert [(one.by, one.detail["camera"]) for one in lines] == [("李四", camera(1))]


def test_that_a_camera_that_was_not_moved_leaves_no_line(wall: WallPanel, ptz: PtzMode, seat: Seat, qtbot: QtBot):
    qtbot.keyClick(wall.view, Qt.Key.Key_Escape)
    kinds = [line.entry.kind for line in seat.store.rows.lines]
    assert kinds == [Kind.CAMERA_TAKEN, Kind.CAMERA_LEFT]


def test_that_it_is_said_why_a_camera_does_not_move(wall: WallPanel, ptz: PtzMode):
    ptz.told.emit(PtzTold(ADDRESS, fault=PtzFault.WRONG_PASSWORD))
    assert ptz.pad.note.text()
    assert ptz.pad.note.property("tone") == "warn"


def test_that_what_another_camera_says_is_not_said_of_this_one(wall: WallPanel, ptz: PtzMode):
    before = ptz.pad.note.text()
    ptz.told.emit(PtzTold(PtzAddress("10.0.0.8", 80), fault=PtzFault.NO_PTZ))
    assert ptz.pad.note.text() == before


def test_that_a_camera_without_an_address_is_said_to_be_so(wall: WallPanel, ptz: PtzMode, qtbot: QtBot):
    wall.hanging.select(1)
    with qtbot.waitSignal(ptz.said):
        qtbot.keyClick(wall.view, Qt.Key.Key_P)
    assert not ptz.pad.isVisible()


def test_that_a_view_is_written_over_only_by_its_number(ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    ptz.pad.keep.click()
    form = ptz.keep_form
    form.place.setCurrentIndex(2)
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.sure, "2")
    form.save.click()
    assert remote.asked == [("keep", "路口", "b")]


def test_that_a_new_view_needs_a_name_and_nothing_more(ptz: PtzMode, remote: FakeRemote, qtbot: QtBot):
    ptz.pad.keep.click()
    qtbot.keyClicks(ptz.keep_form.name, "park")
    ptz.keep_form.save.click()
    assert remote.asked == [("keep", "park", "")]


def test_that_the_end_of_the_wall_ends_every_move(wall: WallPanel, ptz: PtzMode, remote: FakeRemote):
    wall.end()
    assert ("close",) in remote.asked
