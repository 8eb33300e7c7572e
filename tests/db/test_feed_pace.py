"""How long a feed rests: longer in a storm, as ever before and after it."""

from __future__ import annotations

import pytest

from db.feed_pace import STORM_PER_S, STORM_RESTS, Pace

REST_S = 0.25


def a_pace(*answers: tuple[int, float]) -> Pace:
    pace = Pace()
    for number, at_s in answers:
        pace.answered(number, at_s)
    return pace


@pytest.mark.parametrize(
    ("answers", "rests"),
    [
        ([], 1),
        ([(900, 10.0)], 1),
        ([(900, 10.0), (900 + int(STORM_PER_S * REST_S) + 1, 10.0 + REST_S)], STORM_RESTS),
        ([(900, 10.0), (900 + int(STORM_PER_S * REST_S), 10.0 + REST_S)], 1),
        ([(900, 10.0), (1000, 10.25), (1001, 10.75)], 1),
        ([(900, 10.0), (1000, 10.25), (40, 10.75)], 1),
        ([(900, 10.0), (1000, 10.0)], 1),
    ],
    ids=["unasked", "first answer", "storm", "just none", "after it", "put back", "no time between"],
)
def test_that_only_a_storm_makes_the_rest_longer(answers: list[tuple[int, float]], rests: float) -> None:
    assert a_pace(*answers).rest_s(REST_S) == REST_S * rests
