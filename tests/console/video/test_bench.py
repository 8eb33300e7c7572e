"""The wall's bench tells what it measured, and what it could not."""

from __future__ import annotations

import shutil

from console.video.bench import measure
from resources import path


def test_that_the_bench_reads_pictures_and_names_what_is_missing():
    told = measure(path("clips"), tiles=1, fps=25, seconds=1.0)
    assert told["shown_of_sent_worst"] > 0.5
    assert 0 < told["latency_ms"]["p50"] < 1000
    assert ("ffmpeg is not installed" in told["missing"]) == (shutil.which("ffmpeg") is None)
