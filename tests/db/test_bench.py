"""The benches measure two ways to the same answer: counts and a recount, a past board and a plain replay."""

from __future__ import annotations

import pytest

from console.tally import Dim
from db import bench, bench_moving, bench_past


def test_that_running_counts_and_recount_of_the_made_up_year_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "TICKETS", 3_000)
    figures = bench.measure()
    assert figures["equal"] is True
    asked = {f"{days}.{level}.{dim.value}" for days in bench.PERIODS for level in bench.CENTRES for dim in Dim}
    assert {f"{form}{kind}" for form in asked for kind in ("_s", "_cpu_s")} < set(figures)


def test_that_the_board_of_the_made_up_past_is_that_of_a_plain_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_past, "LINES", 2_000)
    monkeypatch.setattr(bench_past, "OPEN", 50)
    figures = bench_past.measure()
    assert (figures["equal"], figures["half_open"]) == (True, 50)


def test_that_the_months_of_the_made_up_past_are_moved_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_moving, "TICKETS", 50)
    figures = bench_moving.measure()
    assert (figures["moved_lines"], figures["whole"], figures["whole_after"]) == (400, True, True)
