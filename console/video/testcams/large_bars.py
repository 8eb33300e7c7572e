"""Makes the bar codes' clip in 1080p as well: not shipped, for it would be the largest of all, and only a bench needs it."""

from __future__ import annotations

import shutil
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
from av.video.stream import VideoStream

from console.video.testcams.clips import clip_path
from console.video.testcams.loop import BARS, FPS, LOOP_PICTURES

WIDTH_PX, HEIGHT_PX = 1920, 1080
# About four megabits a second, as a camera's main stream.
_OPTIONS = {"preset": "veryfast", "crf": "29", "x264-params": "keyint=25:min-keyint=25:scenecut=0:open-gop=0:bframes=0"}


def with_large_bars(clips: Path, folder: Path, pictures: int = LOOP_PICTURES) -> Path:
    """Put the bar codes into ``folder``, as shipped and as a main stream of 1080p; return the folder. Takes some seconds."""
    shutil.copy(clip_path(clips, BARS), clip_path(folder, BARS))
    with av.open(str(clip_path(clips, BARS))) as source, av.open(str(clip_path(folder, BARS, "main")), "w") as out:
        stream = out.add_stream("libx264", rate=FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        stream.options.update(_OPTIONS)
        for number, drawn in enumerate(islice(source.decode(video=0), pictures)):
            picture = drawn.reformat(WIDTH_PX, HEIGHT_PX, "yuv420p")
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return folder
