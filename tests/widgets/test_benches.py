"""The benches with a screen: each name leads to what it says."""

from __future__ import annotations

from widgets import benches


def test_that_the_painted_wall_is_measured_by_the_bench_that_paints() -> None:
    assert benches.painted.__name__ == "widgets.benches.wall"
    assert set(benches.painted.LAYOUTS_OF) <= {tiles for tiles, _ in benches.WALLS}
