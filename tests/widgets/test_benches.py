"""The benches with a screen: each name leads to what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice

import av
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from console.commands.answering import answered
from console.settings import Bench, parse
from console.video.testcams.barcode import read_number
from console.video.testcams.clips import clip_path
from console.video.testcams.loop import BARS
from db.engine import open_store
from resources import path
from widgets import benches
from widgets.benches import stall
from widgets.benches.wall_stage import LAYOUTS_OF


def test_that_every_wall_that_is_measured_has_a_layout() -> None:
    assert {tiles for tiles, _ in benches.WALLS} <= LAYOUTS_OF.keys()


def test_that_the_large_tile_of_a_wall_bears_its_numbers_in_1080p() -> None:
    with av.open(str(clip_path(path("clips"), BARS, "main"))) as source:
        seen = [frame.to_ndarray(format="bgra").view(np.uint8) for frame in islice(source.decode(video=0), 3)]
    assert [(pixels.shape[:2], read_number(pixels)) for pixels in seen] == [((1080, 1920), n) for n in range(3)]


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


def test_that_a_bench_that_misses_its_bar_ends_with_one_and_still_tells_its_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = answered(lambda: benches._held_to_bars("soak", lambda: {"threads": 90, "missed": ["threads"]}))
    told = json.loads(capsys.readouterr().out)
    assert (code, told["soak"]["threads"]) == (1, 90)


def test_that_a_bench_that_reaches_its_bars_ends_with_nothing() -> None:
    assert answered(lambda: benches._held_to_bars("soak", lambda: {"missed": []}), silent=True) == 0


def test_that_what_takes_long_runs_only_when_it_is_named() -> None:
    together, alone = (_names_of(name) for name in ("all", "soak"))
    assert alone - together == {"soak", "tour"}


def _names_of(asked: str) -> set[str]:
    command = parse(["bench", asked])
    assert isinstance(command, Bench)
    return set(benches.measures(lambda url: open_store(str(url)), command))
