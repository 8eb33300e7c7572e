"""The stopwatch of the benches."""

from __future__ import annotations

from time import perf_counter, process_time

from console.stopwatch import Stopwatch


def test_that_time_counts_on_the_wall() -> None:
    watch, until_s = Stopwatch(), perf_counter() + 0.02
    while perf_counter() < until_s:
        pass
    assert watch.wall_s >= 0.02


def test_that_work_counts_of_the_processor() -> None:
    watch, until_s = Stopwatch(), process_time() + 0.02
    while process_time() < until_s:
        pass
    assert watch.cpu_s >= 0.02


def test_that_both_are_told_under_one_name() -> None:
    assert set(Stopwatch().told("fill")) == {"fill_s", "fill_cpu_s"}
