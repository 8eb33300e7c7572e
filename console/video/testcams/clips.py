"""The clips of the test cameras: drawn and encoded once into a folder, or the user's own; read as access units."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import av.error
import numpy as np
from av.bitstream import BitStreamFilterContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.video.testcams.barcode import draw_number
from console.video.testcams.scene import FPS, HEIGHT_PX, LOOP_FRAMES, WIDTH_PX
from console.video.testcams.scenes import SCENES
from console.video.testcams.strip import StripFormat, strip_format, with_quiet_strip

Codec = Literal["h264", "hevc"]

BARS = "bars"
_SENSOR_NOISE = 6.0
# Raised when drawing or encoding changes: an older clip in the folder is then made anew.
EDITION = 1

# One slice a row of macroblocks, no CABAC, no deblocking, a key frame each second: what ``strip.py`` relies on.
_X264 = "keyint=25:min-keyint=25:scenecut=0:no-cabac=1:no-deblock=1:weightp=0:ref=1:bframes=0"
_X265 = "keyint=25:min-keyint=25:scenecut=0:bframes=0:pools=none:frame-threads=1:log-level=none"
_SIZES = {"main": (2 * WIDTH_PX, 2 * HEIGHT_PX), "small": (WIDTH_PX // 2, HEIGHT_PX // 2)}


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessUnit:
    """One picture as NAL units without start codes; ``late`` is its display time after its turn, in pictures."""

    units: tuple[bytes, ...]
    is_key: bool
    late: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """A loop of access units. ``strip`` is None where the clock cannot be written into it."""

    codec: Codec
    fps: float
    parameter_sets: tuple[bytes, ...]
    pictures: tuple[AccessUnit, ...]
    strip: StripFormat | None


def clip_names() -> list[str]:
    """Return the names of the drawn scenes."""
    return list(SCENES)


def clip_path(folder: Path, name: str) -> Path:
    """Return where the drawn clip lies or will lie."""
    return folder / f"{name}.{EDITION}.mp4"


def draw_clip(folder: Path, name: str) -> Path:
    """Draw and encode a clip unless it is there; 1 to 2 s, five times that for a main stream.

    ``name`` is a scene or ``bars``, perhaps with a variant: ``gate``, ``gate~main``, ``gate~small``, ``gate~hevc``.

    Raises:
        KeyError: there is no such scene.
        OSError: the folder cannot be written.
    """
    path = clip_path(folder, name)
    if path.exists():
        return path
    scene_name, _, variant = name.partition("~")
    with_bars = scene_name == BARS
    scene = SCENES["gate" if with_bars else scene_name]
    if variant == "main":
        scene = scene.enlarged(2)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with av.open(str(unfinished), "w", format="mp4") as out:
        stream = out.add_stream("libx265" if variant == "hevc" else "libx264", rate=FPS)
        _set_up(stream, variant, plain=with_bars)
        backdrop = scene.backdrop()
        chance = np.random.default_rng(scene.seed)
        for number in range(LOOP_FRAMES):
            pixels = scene.picture(backdrop, number)
            if with_bars:
                # A camera's sensor is never still, and a still picture would cost a decoder next to nothing.
                noise = chance.normal(0, _SENSOR_NOISE, pixels.shape[:2])[:, :, None]
                pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
                draw_number(pixels, number)
            drawn = VideoFrame.from_ndarray(pixels, "rgb24")
            picture = drawn.reformat(stream.width, stream.height, "yuv420p", threads=1)
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    unfinished.replace(path)
    return path


def _set_up(stream: VideoStream, variant: str, *, plain: bool) -> None:
    stream.width, stream.height = _SIZES.get(variant, (WIDTH_PX, HEIGHT_PX))
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    stream.options = {"preset": "ultrafast", "tune": "zerolatency", "crf": "26"}
    if variant == "hevc":
        stream.options["x265-params"] = _X265
    elif plain or variant == "small":
        stream.options["g"] = str(FPS)
    else:
        stream.options["x264-params"] = f"slice-max-mbs={stream.width // 16}:{_X264}"


def read_clip(path: Path) -> Clip:
    """Read a clip of H.264 or H.265, from any container that FFmpeg knows.

    Raises:
        ValueError: it holds no video of these kinds.
        OSError: it cannot be read.
    """
    with av.open(str(path), "r") as source:
        if not source.streams.video:
            raise ValueError(f"{path.name} holds no video")
        video = source.streams.video[0]
        codec = video.codec_context.name
        if codec not in ("h264", "hevc"):
            raise ValueError(f"{path.name} is {codec}, not H.264 or H.265")
        fps = float(video.average_rate or FPS)
        unpack = BitStreamFilterContext(f"{codec}_mp4toannexb", video)
        pictures: list[AccessUnit] = []
        for packet in source.demux(video):
            for unpacked in unpack.filter(packet if packet.size else None):
                units = tuple(_units(bytes(unpacked)))
                if units and unpacked.pts is not None and unpacked.dts is not None:
                    late = float((unpacked.pts - unpacked.dts) * unpacked.time_base) * fps
                    pictures.append(AccessUnit(units=units, is_key=unpacked.is_keyframe, late=late))
    while pictures and not pictures[0].is_key:
        pictures.pop(0)
    if not pictures:
        raise ValueError(f"{path.name} holds no key frame")
    return _prepared("h264" if codec == "h264" else "hevc", fps, pictures)


def _prepared(codec: Codec, fps: float, pictures: Sequence[AccessUnit]) -> Clip:
    sets = tuple(unit for unit in pictures[0].units if _is_parameter_set(codec, unit))
    # One slice a row tells our own clips from any other that happens to be of the same size.
    slices = sum(1 for unit in pictures[0].units if unit[0] & 31 == 5)
    ours = codec == "h264" and slices in ((HEIGHT_PX + 15) // 16, HEIGHT_PX // 8)
    strip = strip_format(sets) if ours else None
    if strip is not None:
        pictures = [
            picture if picture.is_key else AccessUnit(units=tuple(with_quiet_strip(picture.units, strip)), is_key=False)
            for picture in pictures
        ]
    return Clip(codec=codec, fps=fps, parameter_sets=sets, pictures=tuple(pictures), strip=strip)


def _is_parameter_set(codec: Codec, unit: bytes) -> bool:
    return unit[0] & 31 in (7, 8) if codec == "h264" else unit[0] >> 1 & 63 in (32, 33, 34)


def _units(stream: bytes) -> list[bytes]:
    """Split a byte stream at its start codes."""
    parts = stream.split(b"\x00\x00\x01")[1:]
    return [part.rstrip(b"\x00") if place < len(parts) - 1 else part for place, part in enumerate(parts) if part]
