"""Makes the test cameras' clips out of the drawn scenes: ``python -m tests.make_clips [NAME…]``, some minutes.

The clips lie in ``resources/clips`` and are shipped, so the program needs no encoder. This script needs x264 and x265,
which are under the GPL and come inside PyAV's package; the same package makes the same bytes each time.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.video.testcams.barcode import draw_number
from console.video.testcams.clips import clip_path
from console.video.testcams.loop import BARS, FPS, HEIGHT_PX, WIDTH_PX
from tests.scenes.scenes import SCENES

CLIPS = Path(__file__).resolve().parent.parent / "resources" / "clips"
SENSOR_NOISE = 6.0

GROUPS = "keyint=25:min-keyint=25:scenecut=0:open-gop=0:bframes=0"
# One slice a row of macroblocks, no deblocking, one reference: what ``strip.py`` relies on, beside the baseline profile.
ROWS = f"slice-max-mbs={{across}}:{GROUPS}:no-deblock=1:ref=1"
X265 = f"{GROUPS}:pools=none:frame-threads=1:log-level=none"


@dataclass(frozen=True, slots=True)
class Variant:
    """How a clip is made: its encoder, its size as a share of 640×360, its quality (smaller is better)."""

    encoder: str = "libx264"
    times: Fraction = Fraction(1)
    crf: int = 27


VARIANTS = {
    "": Variant(),
    "main": Variant(times=Fraction(2), crf=30),
    "small": Variant(times=Fraction(1, 2)),
    "hevc": Variant(encoder="libx265"),
}

# As much noise as a real camera's sub-stream carries, about a megabit a second.
BAR_CODES = {"": Variant(crf=24), "main": Variant(times=Fraction(3), crf=30)}


def make(name: str, variant: str = "") -> Path:
    """Draw and encode a clip; return where it lies."""
    path = clip_path(CLIPS, name, variant)
    how = (BAR_CODES if name == BARS else VARIANTS)[variant]
    width, height = int(WIDTH_PX * how.times), int(HEIGHT_PX * how.times)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with av.open(str(unfinished), "w", format="mp4", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream(how.encoder, rate=FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.thread_count = 1
        stream.options.update(_options(how, width, in_rows=name != BARS))
        for number, pixels in enumerate(_bars() if name == BARS else SCENES[name].pictures(max(1, int(how.times)))):
            drawn = VideoFrame.from_ndarray(pixels, "rgb24")
            picture = drawn.reformat(width, height, "yuv420p", interpolation="AREA", threads=1)
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    unfinished.replace(path)
    return path


def _options(how: Variant, width: int, *, in_rows: bool) -> dict[str, str]:
    if how.encoder == "libx265":
        return {"preset": "medium", "crf": str(how.crf), "x265-params": X265}
    if not in_rows:
        return {"preset": "medium", "crf": str(how.crf), "x264-params": GROUPS}
    rows = ROWS.format(across=width // 16)
    return {"preset": "veryslow", "profile": "baseline", "crf": str(how.crf), "x264-params": rows}


def _bars():
    """Yield the gate with the number of each picture as a bar code, and the noise of a camera's sensor.

    Without the noise the picture would be still, and cost a decoder next to nothing.
    """
    chance = np.random.default_rng(SCENES["gate"].seed)
    for number, pixels in enumerate(SCENES["gate"].pictures(1)):
        noise = chance.normal(0, SENSOR_NOISE, pixels.shape[:2])[:, :, None]
        noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
        draw_number(noisy, number)
        yield noisy


def main(asked: list[str]) -> None:
    names = [f"{name}~" for name in (*SCENES, BARS)]
    names += ["gate~main", "gate~small", "gate~hevc", f"{BARS}~main"]
    for full in names:
        name, _, variant = full.partition("~")
        if not asked or full.rstrip("~") in asked:
            made = make(name, variant)
            sys.stdout.write(f"{made.name}: {made.stat().st_size / 1024:.0f} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
