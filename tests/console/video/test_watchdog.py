"""The watchdog of a stream: it counts pictures and nothing else, so that sound alone is no live camera."""

from __future__ import annotations

import pytest

from console.video import stream
from console.video.recovery import StreamLost
from console.video.states import FIRST_FRAME_TIMEOUT_S, RECONNECT_AFTER_S, Reason


class Seconds:
    """A monotonic clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    made = Seconds()
    monkeypatch.setattr(stream, "time", made)
    return made


def test_that_a_stream_without_pictures_is_given_up_however_many_packets_come(seconds: Seconds) -> None:
    watchdog = stream._Watchdog()
    watchdog.picture()
    seconds.now_s += RECONNECT_AFTER_S
    watchdog.look()

    seconds.now_s += 0.1
    with pytest.raises(StreamLost) as lost:
        watchdog.look()
    assert lost.value.reason is Reason.TIMEOUT


def test_that_the_first_picture_may_take_longer(seconds: Seconds) -> None:
    watchdog = stream._Watchdog()
    seconds.now_s += FIRST_FRAME_TIMEOUT_S

    watchdog.look()


def test_that_the_time_a_tile_is_hidden_is_not_held_against_its_camera(seconds: Seconds) -> None:
    watchdog = stream._Watchdog()
    watchdog.picture()
    assert watchdog.hidden_s() == 0.0
    seconds.now_s += 60.0
    watchdog.revealed()

    watchdog.look()


def test_that_damaged_pictures_alone_are_no_live_camera(seconds: Seconds) -> None:
    watchdog = stream._Watchdog()
    watchdog.picture()
    watchdog.picture(is_damaged=True, is_key=True)
    seconds.now_s += RECONNECT_AFTER_S + 0.1
    watchdog.picture(is_damaged=False, is_key=False)
    with pytest.raises(StreamLost) as lost:
        watchdog.look()
    assert lost.value.reason is Reason.CODEC


def test_that_a_whole_key_frame_makes_up_for_damage(seconds: Seconds) -> None:
    watchdog = stream._Watchdog()
    watchdog.picture(is_damaged=True, is_key=False)
    seconds.now_s += FIRST_FRAME_TIMEOUT_S + 0.1
    watchdog.picture(is_damaged=False, is_key=True)

    watchdog.look()
