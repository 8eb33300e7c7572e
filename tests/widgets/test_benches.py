"""The benches with a screen: each name leads to what it says."""

from __future__ import annotations

import subprocess
import sys

from pytestqt.qtbot import QtBot

from db.engine import open_store
from widgets import benches
from widgets.benches import stall
from widgets.benches import wall as painted


def test_that_each_painted_wall_is_also_measured_without_paint() -> None:
    assert set(painted.LAYOUTS_OF) <= {tiles for tiles, _ in benches.WALLS}


def test_that_no_bench_carries_the_libraries_of_another() -> None:
    look = "import sys, widgets.benches; print(sorted({'folium', 'PySide6', 'av'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_that_the_bench_of_stalls_has_news_and_whole_pages_beside_it(qtbot: QtBot) -> None:
    before = sys.getswitchinterval()
    figures = stall.measure(lambda url: open_store(str(url)), seconds=1.0)
    sys.setswitchinterval(before)
    assert figures["news_per_s"] > 0
    assert figures["rows_per_page"] == stall.PAGE_ROWS
