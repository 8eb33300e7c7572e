"""The governor keeps a stream at now, whatever arrives late."""

from __future__ import annotations

from console.video.governor import Governor

FRAME_S = 0.04


def _fed(governor: Governor, pictures: range, delay_s: float, key_every: int = 25):
    return [
        governor.judge(100 + number * FRAME_S + delay_s, number * FRAME_S, number % key_every == 0)
        for number in pictures
    ]


def test_that_a_punctual_stream_is_shown_whole():
    verdicts = _fed(Governor(), range(100), 0.0)
    assert all(verdict.decode and verdict.show for verdict in verdicts)


def test_that_a_stream_more_than_a_second_late_decodes_key_frames_only():
    governor = Governor()
    _fed(governor, range(50), 0.0)
    assert [verdict.decode for verdict in _fed(governor, range(50, 75), 1.5)] == [True] + [False] * 24


def test_that_a_stream_which_has_caught_up_goes_on_at_a_key_frame():
    governor = Governor()
    _fed(governor, range(50), 0.0)
    _fed(governor, range(50, 60), 1.5)
    resumed = _fed(governor, range(60, 80), 0.0)
    assert [verdict.decode for verdict in resumed] == [False] * 15 + [True] * 5


def test_that_a_slightly_late_stream_shows_one_picture_of_three():
    governor = Governor()
    _fed(governor, range(50), 0.0)
    late = _fed(governor, range(51, 75), 0.3)
    assert all(verdict.decode for verdict in late)
    assert sum(verdict.show for verdict in late) == 8


def test_that_a_camera_which_moved_its_clock_is_believed_after_a_while():
    governor = Governor()
    _fed(governor, range(50), 0.0)
    moved = _fed(governor, range(50, 250), 2.0)
    assert moved[-1].decode
    assert moved[-1].lag_s < 0.1


def test_that_a_slow_clock_does_not_pile_up_as_lag():
    governor = Governor()
    day = [governor.judge(second * 1.00005, float(second), True) for second in range(0, 86_400, 10)]
    assert max(verdict.lag_s for verdict in day) < 0.01


def test_that_nothing_is_decoded_before_the_awaited_key_frame():
    governor = Governor()
    _fed(governor, range(10), 0.0)
    governor.await_key()
    assert [verdict.decode for verdict in _fed(governor, range(20, 28), 0.0)] == [False] * 5 + [True] * 3
