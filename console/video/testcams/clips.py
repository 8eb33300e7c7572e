"""The clips of the test cameras, drawn scenes or the user's own: read from a file as access units.

The drawn ones are shipped ready-made (``tests/make_clips.py`` makes them): nothing is encoded when the program runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
import av.error
from av.bitstream import BitStreamFilterContext

from console.video.testcams.loop import BARS, FPS, HEIGHT_PX
from console.video.testcams.strip import StripFormat, strip_format, with_quiet_strip

Codec = Literal["h264", "hevc"]

NIGHT = "-night"
_VARIANT = "~"


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


def clip_names(folder: Path) -> list[str]:
    """Return the names of the scenes in a folder, each once: not their nights, not their other sizes and codecs."""
    names = {path.stem for path in folder.glob("*.mp4")}
    return sorted(name for name in names if not name.endswith(NIGHT) and _VARIANT not in name and name != BARS)


def clip_path(folder: Path, name: str, variant: str = "") -> Path:
    """Return where a clip lies; ``variant`` is ``main``, ``small`` or ``hevc``."""
    return folder / f"{name}{_VARIANT if variant else ''}{variant}.mp4"


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
