"""The benches of a wall that others must not feel: what counts as a bar missed, and a short run of each."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from widgets.benches import gap, hidden
from widgets.benches.gaps import Gaps, spread


@pytest.mark.parametrize(("longest_ms", "wrong"), [(50.0, []), (50.1, ["busy_max_ms"])])
def test_that_a_gap_of_more_than_fifty_milliseconds_is_told(longest_ms: float, wrong: list[str]) -> None:
    assert gap.missed({"busy_max_ms": longest_ms}) == wrong


@pytest.mark.parametrize("name", ["hidden_of_core", "minimised_of_core"])
def test_that_a_wall_that_nobody_sees_may_cost_less_than_two_hundredths_of_a_core(name: str) -> None:
    assert hidden.missed({"hidden_of_core": 0.019, "minimised_of_core": 0.019, name: 0.02}) == [name]


def test_that_what_cannot_be_measured_here_is_not_missed() -> None:
    assert hidden.missed({"hidden_of_core": None, "minimised_of_core": None}) == []


def test_that_a_spread_tells_the_longest_gap_and_what_it_went_into() -> None:
    told = spread("busy", Gaps(late=[1.0, 2.0, 30.0], worked=[0.5, 0.5, 4.0], waited=[0.0, 0.0, 26.0]))
    assert (told["busy_max_ms"], told["busy_cpu_max_ms"], told["busy_no_core_max_ms"]) == (30.0, 4.0, 26.0)


def test_that_the_bench_of_gaps_has_a_wall_and_a_queue_that_changes(qtbot: QtBot) -> None:
    figures = gap.measure(tiles=4, seconds=1.0, tickets=200)
    assert figures["changes_per_s"] > 0
    assert {"rest_max_ms", "wall_max_ms", "busy_max_ms"} <= figures.keys()


def test_that_a_wall_that_nobody_sees_is_measured_both_ways_and_comes_back(qtbot: QtBot) -> None:
    figures = hidden.measure(tiles=4, seconds=1.0, settles_s=0.5)  # It waits for the pictures, and ends without them.
    assert {"hidden_of_core", "hidden_back_s", "minimised_of_core", "minimised_back_s"} <= figures.keys()
