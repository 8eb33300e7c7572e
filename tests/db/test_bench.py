"""The bench of the indicators counts a made-up year of tickets, and the same by counting them one by one."""

from __future__ import annotations

import pytest

from console.tally import Dim
from db import bench


def test_that_running_counts_and_recount_of_the_made_up_year_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "TICKETS", 3_000)
    figures = bench.measure()
    assert figures["equal"] is True
    assert {f"{dim.value}_s" for dim in Dim} < set(figures)
