"""Waits between tries, reasons of errors, and the gate through which streams open."""

from __future__ import annotations

import random
import threading

import av.error
import pytest

from console.video.recovery import BackOff, OpenGate, StreamLost, reason_of
from console.video.states import Reason


def test_that_waits_double_to_a_quarter_around_fifteen_seconds():
    back_off = BackOff(random.Random(1))
    waits = [back_off.next_s() for _ in range(2000)]
    for number, whole_s in enumerate((0.5, 1, 2, 4, 8, 15)):
        assert 0.75 * whole_s <= waits[number] <= 1.25 * whole_s
    assert min(waits[6:]) >= 0.75 * 15
    assert max(waits) <= 1.25 * 15


def test_that_a_picture_makes_the_next_wait_short_again():
    back_off = BackOff(random.Random(1))
    for _ in range(10):
        back_off.next_s()
    back_off.reset()
    assert back_off.next_s() < 0.7


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (av.error.HTTPUnauthorizedError(1, "401"), Reason.AUTH),
        (av.error.HTTPNotFoundError(1, "404"), Reason.NOT_FOUND),
        (av.error.ExitError(1, "interrupted"), Reason.TIMEOUT),
        (av.error.ConnectionRefusedError(111, "refused"), Reason.REFUSED),
        (av.error.EOFError(1, "end"), Reason.CLOSED_BY_CAMERA),
        (av.error.InvalidDataError(1, "bad"), Reason.CODEC),
        (OSError(113, "no route to host"), Reason.DEVICE_OFFLINE),
        (StreamLost(Reason.NO_VIDEO, "sound only"), Reason.NO_VIDEO),
    ],
)
def test_that_an_error_has_the_reason_an_operator_can_act_on(error, reason):
    assert reason_of(error) is reason


def test_that_a_hanging_open_lets_the_others_through():
    gate = OpenGate(in_flight=1, hold_s=0.05)
    passed = threading.Event()
    with gate.passing():
        other = threading.Thread(target=lambda: _pass(gate, passed))
        other.start()
        assert passed.wait(5)
    other.join()


def test_that_no_more_streams_open_at_once_than_allowed():
    gate = OpenGate(in_flight=1, hold_s=60.0)
    passed = threading.Event()
    with gate.passing():
        other = threading.Thread(target=lambda: _pass(gate, passed))
        other.start()
        assert not passed.wait(0.1)
    assert passed.wait(5)
    other.join()


def _pass(gate: OpenGate, passed: threading.Event) -> None:
    with gate.passing():
        passed.set()
