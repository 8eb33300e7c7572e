"""A hand on a camera: no camera is left moving, whatever is late or lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.ptz import DEAD_MAN_S, RENEW_S, STILL, Call, Hand, Motion, PtzAddress, ptz_address

LEFT, RIGHT = Motion(-1), Motion(1)


def moving() -> tuple[Hand, Call]:
    """A hand whose camera has been told to turn, and has answered."""
    hand = Hand()
    hand.hold(0, LEFT)
    call = hand.next(0)
    assert call is not None
    hand.answered(0.1, call)
    return hand, call


def stopping(hand: Hand, now_s: float) -> Call:
    call = hand.next(now_s)
    assert call is not None
    assert call.is_stop
    return call


def test_that_a_hand_that_does_nothing_sends_nothing() -> None:
    assert Hand().next(0) is None


def test_that_a_move_is_sent_once_until_it_must_be_renewed() -> None:
    hand, _ = moving()
    assert hand.next(RENEW_S / 2) is None


def test_that_a_move_that_goes_on_is_renewed() -> None:
    hand, call = moving()
    hand.hold(RENEW_S, LEFT)
    renewed = hand.next(RENEW_S)
    assert renewed is not None
    assert renewed.motion == call.motion


def test_that_a_hand_taken_off_stops_at_once() -> None:
    hand, _ = moving()
    hand.release(0.2)
    stopping(hand, 0.2)


def test_that_a_hand_that_is_not_felt_any_more_stops() -> None:
    hand, _ = moving()
    stopping(hand, DEAD_MAN_S)


def test_that_it_is_said_when_to_look_for_a_hand_that_is_gone() -> None:
    hand = Hand()
    hand.hold(5, LEFT)
    hand.next(5)
    assert hand.wakes_at(5) == 5 + DEAD_MAN_S


def test_that_a_stop_overtakes_a_move_that_is_not_answered() -> None:
    hand = Hand()
    hand.hold(0, LEFT)
    hand.next(0)
    hand.release(0.1)
    stopping(hand, 0.1)


def test_that_moves_do_not_queue_up() -> None:
    hand = Hand()
    hand.hold(0, LEFT)
    hand.next(0)
    hand.hold(0.1, RIGHT)
    assert hand.next(0.1) is None


def test_that_of_several_moves_that_waited_the_newest_is_sent() -> None:
    hand = Hand()
    hand.hold(0, LEFT)
    first = hand.next(0)
    assert first is not None
    hand.hold(0.1, Motion(0, 1))
    hand.hold(0.2, RIGHT)
    hand.answered(0.3, first)
    waited = hand.next(0.3)
    assert waited is not None
    assert waited.motion == RIGHT


def test_that_a_lost_stop_is_sent_again() -> None:
    hand, _ = moving()
    hand.release(0.2)
    hand.lost(0.3, stopping(hand, 0.2))
    stopping(hand, hand.wakes_at(0.3))


def test_that_a_move_that_was_lost_may_come_late_and_is_stopped_once_more() -> None:
    hand = Hand()
    hand.hold(0, LEFT)
    move = hand.next(0)
    assert move is not None
    hand.release(0.1)
    stop = stopping(hand, 0.1)
    hand.lost(0.1, move)
    hand.answered(0.2, stop)
    assert not hand.is_at_rest
    stopping(hand, hand.wakes_at(0.2))


def test_that_a_new_move_waits_for_the_stop_before_it() -> None:
    hand, _ = moving()
    hand.release(0.2)
    stop = stopping(hand, 0.2)
    hand.hold(0.3, LEFT)
    assert hand.next(0.3) is None
    hand.answered(0.4, stop)
    again = hand.next(0.4)
    assert again is not None
    assert again.motion == LEFT


def test_that_a_hand_is_at_rest_when_its_stop_is_answered() -> None:
    hand, _ = moving()
    hand.release(0.2)
    hand.answered(0.3, stopping(hand, 0.2))
    assert hand.is_at_rest


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["hold", "release", "answer", "lose", "wait"]),
            st.sampled_from([LEFT, RIGHT]),
            st.floats(0, 3),
        ),
        max_size=40,
    )
)
def test_that_no_camera_is_left_moving_when_the_calls_go_through_in_the_end(
    did: list[tuple[str, Motion, float]],
) -> None:
    hand, now_s = Hand(), 0.0
    out: list[Call] = []
    camera = STILL

    def look() -> None:
        while (call := hand.next(now_s)) is not None:
            out.append(call)

    for what, motion, after_s in did:
        now_s += after_s
        if what == "hold":
            hand.hold(now_s, motion)
        elif what == "release":
            hand.release(now_s)
        elif what == "answer" and out:
            camera = out[0].motion
            hand.answered(now_s, out.pop(0))
        elif what == "lose" and out:
            # It was done, and nobody heard of it.
            camera = out[0].motion
            hand.lost(now_s, out.pop(0))
        look()
    for _ in range(20):
        while out:
            camera = out[0].motion
            hand.answered(now_s, out.pop(0))
        now_s = min(max(now_s, hand.wakes_at(now_s)), now_s + 10)
        look()
    assert not camera
    assert hand.is_at_rest


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://desk:a%40b@10.0.0.9/onvif/device_service", PtzAddress("10.0.0.9", 80, "desk", "a@b")),
        ("http://10.0.0.9:8000", PtzAddress("10.0.0.9", 8000)),
        ("https://[fd00::9]/", PtzAddress("fd00::9", 443, is_secure=True)),
        ("rtsp://10.0.0.9/", None),
        ("http://10.0.0.9:none/", None),
        ("", None),
    ],
)
def test_that_the_address_is_read_from_the_record(url: str, address: PtzAddress | None) -> None:
    assert ptz_address(url) == address


def test_that_an_address_does_not_show_its_password() -> None:
    assert "secret" not in repr(PtzAddress("10.0.0.9", 80, "desk", "secret"))
