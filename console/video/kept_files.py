"""What the console asks a stream to keep as a file, and what a worker tells of it. Nothing here imports the decoder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.domain.evidence import Cut

CLIP_BEFORE_S = 30.0
CLIP_AFTER_S = 30.0
PICTURE_WITHIN_S = 6.0
"""A camera that sends no whole picture for so long has none to keep."""
TELLS_WITHIN_S = 10.0
"""So long after its time a clip may take to be told of, seconds."""


class Missing(StrEnum):
    """Why there is no file."""

    NO_PICTURE = "no_picture"
    """No whole picture came."""
    LOST = "lost"
    """The stream, or its worker, was lost before anything was kept."""
    NOT_WRITTEN = "not_written"
    """The disk, or the format, took it not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepPicture:
    """Write the next whole picture to a PNG file."""

    stream: int
    job: int
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepClip:
    """Write what is remembered, and what comes within ``after_s``, to a file as the camera sent it."""

    stream: int
    job: int
    path: str
    after_s: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CutClip:
    """End a clip now."""

    stream: int
    job: int


Keep = KeepPicture | KeepClip | CutClip


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """The file is there. Times are ``time.monotonic`` seconds of arrival; a picture begins and ends at once.

    ``suffix`` is of the format that was written, with its dot.
    """

    job: int
    path: str
    begins_s: float
    ends_s: float
    suffix: str
    cut: Cut = Cut.NOT


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """There is no file."""

    job: int
    why: Missing


Told = Made | Missed
