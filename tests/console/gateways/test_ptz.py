"""Cameras moved from afar, against one on the loopback address that keeps what it was told."""

from __future__ import annotations

import logging
import queue
from collections.abc import Iterator

import pytest

from console.domain.ptz import Motion, Preset, PtzAddress, PtzFault, PtzTold
from console.gateways.ptz import PtzRemote
from tests.console.gateways.fake_onvif import PASSWORD, USER, FakeOnvif

# Reading the protocol's own definitions takes long on a busy machine.
PATIENCE_S = 60.0


class Seat:
    """A remote whose clock stands still until it is moved, and what it told."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.told: queue.Queue[PtzTold] = queue.Queue()
        self.remote = PtzRemote(self.told.put, seconds=lambda: self.now_s, call_s=0.4, open_s=PATIENCE_S)

    def fault(self) -> PtzFault:
        while (told := self.told.get(timeout=PATIENCE_S)).fault is None:
            pass
        return told.fault

    def presets(self) -> tuple[Preset, ...]:
        while (told := self.told.get(timeout=PATIENCE_S)).presets is None:
            pass
        return told.presets


@pytest.fixture
def camera() -> Iterator[FakeOnvif]:
    camera = FakeOnvif()
    yield camera
    camera.close()


@pytest.fixture
def seat() -> Iterator[Seat]:
    seat = Seat()
    yield seat
    seat.remote.close()
    # Nothing that was lost can still arrive.
    seat.now_s += 100


def at(camera: FakeOnvif, password: str = PASSWORD) -> PtzAddress:
    return PtzAddress("127.0.0.1", camera.port, USER, password)


def test_that_a_camera_turns_as_told_and_would_stop_by_itself(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.hold(at(camera), Motion(0.5, -0.25, 0.1))
    last = camera.wait_for("ContinuousMove")[-1]
    assert (last.motion, last.told["Timeout"]) == (("0.5", "-0.25", "0.1"), "PT2S")


def test_that_it_stops_when_the_hand_is_taken_off(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.hold(at(camera), Motion(1))
    camera.wait_for("ContinuousMove")
    seat.remote.release(at(camera))
    stop = camera.wait_for("Stop")[-1]
    assert (stop.told["PanTilt"], stop.told["Zoom"]) == ("true", "true")


def test_that_a_stop_is_sent_again_until_it_is_answered(camera: FakeOnvif) -> None:
    camera.drops["Stop"] = 2
    told: queue.Queue[PtzTold] = queue.Queue()
    remote = PtzRemote(told.put, call_s=0.2, open_s=PATIENCE_S)
    remote.hold(at(camera), Motion(1))
    camera.wait_for("ContinuousMove")
    remote.close()
    assert camera.wait_for("Stop", 3)


def test_that_a_stop_does_not_wait_for_a_move_that_hangs(camera: FakeOnvif, seat: Seat) -> None:
    camera.drops["ContinuousMove"] = 1
    seat.remote.ask_presets(at(camera))
    seat.presets()
    seat.remote.hold(at(camera), Motion(1))
    camera.wait_for("ContinuousMove")
    seat.remote.release(at(camera))
    assert [one.call for one in camera.wait_for("Stop")][-2:] == ["ContinuousMove", "Stop"]


def test_that_the_end_of_the_console_stops_a_camera_that_moves(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.hold(at(camera), Motion(1))
    camera.wait_for("ContinuousMove")
    seat.remote.close()
    assert camera.wait_for("Stop")


def test_that_a_hand_that_was_taken_off_before_the_camera_answered_moves_nothing(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.hold(at(camera), Motion(1))
    seat.remote.release(at(camera))
    seat.remote.ask_presets(at(camera))
    seat.presets()
    assert "ContinuousMove" not in camera.calls


def test_that_the_views_of_a_camera_are_listed_in_its_own_order(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.ask_presets(at(camera))
    assert seat.presets() == (Preset("1", "北门"), Preset("2", "路口"))


def test_that_a_camera_goes_to_a_view(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.go_to(at(camera), "2")
    assert [one.told["PresetToken"] for one in camera.wait_for("GotoPreset") if one.call == "GotoPreset"] == ["2"]


def test_that_a_view_is_kept_under_a_name(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.keep_preset(at(camera), "公园")
    assert Preset("3", "公园") in seat.presets()


def test_that_a_view_is_kept_in_place_of_another(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.keep_preset(at(camera), "公园", "1")
    assert seat.presets() == (Preset("1", "公园"), Preset("2", "路口"))


def test_that_a_wrong_password_is_said(camera: FakeOnvif, seat: Seat) -> None:
    seat.remote.hold(at(camera, "wrong"), Motion(1))
    assert seat.fault() is PtzFault.WRONG_PASSWORD


def test_that_a_camera_that_cannot_move_is_told_from_one_that_does_not_answer(camera: FakeOnvif, seat: Seat) -> None:
    camera.has_ptz = False
    seat.remote.hold(at(camera), Motion(1))
    assert seat.fault() is PtzFault.NO_PTZ


def test_that_a_camera_that_is_busy_is_said(camera: FakeOnvif, seat: Seat) -> None:
    camera.faults["GotoPreset"] = "MovingPTZ"
    seat.remote.go_to(at(camera), "1")
    assert seat.fault() is PtzFault.BUSY


def test_that_a_silent_camera_is_given_up_in_time(camera: FakeOnvif) -> None:
    camera.is_silent = True
    told: queue.Queue[PtzTold] = queue.Queue()
    remote = PtzRemote(told.put, open_s=0.2)
    remote.ask_presets(at(camera))
    assert told.get(timeout=PATIENCE_S).fault is PtzFault.NO_ANSWER
    remote.close()


def test_that_no_log_holds_the_password(camera: FakeOnvif, seat: Seat, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seat.remote.hold(at(camera, "never-to-be-seen"), Motion(1))
    seat.fault()
    assert "never-to-be-seen" not in caplog.text


def test_that_nothing_is_told_after_the_end_while_the_last_stop_goes_on(camera: FakeOnvif) -> None:
    told: queue.Queue[PtzTold] = queue.Queue()
    remote = PtzRemote(told.put, call_s=0.2, open_s=PATIENCE_S)
    remote.hold(at(camera), Motion(1))
    camera.wait_for("ContinuousMove")
    camera.drops["Stop"] = 1
    remote.close()
    before = told.qsize()
    camera.wait_for("Stop", 2)
    assert told.qsize() == before
