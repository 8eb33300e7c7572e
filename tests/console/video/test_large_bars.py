"""The bar codes in 1080p: still there to be read, by whoever is sent the main stream."""

from __future__ import annotations

from pathlib import Path

import av

from console.video.testcams.barcode import read_number
from console.video.testcams.clips import clip_path
from console.video.testcams.large_bars import HEIGHT_PX, WIDTH_PX, with_large_bars
from console.video.testcams.loop import BARS
from resources import path


def test_that_each_picture_in_1080p_bears_its_number(tmp_path: Path) -> None:
    with_large_bars(path("clips"), tmp_path, pictures=4)
    with av.open(str(clip_path(tmp_path, BARS, "main"))) as source:
        seen = [frame.to_ndarray(format="bgra") for frame in source.decode(video=0)]
    assert [pixels.shape for pixels in seen] == [(HEIGHT_PX, WIDTH_PX, 4)] * 4
    assert [read_number(pixels) for pixels in seen] == [0, 1, 2, 3]
