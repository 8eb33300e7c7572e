"""A single picture as it comes in a file, as pixels: PNG, JPEG and WebP, decoded without Qt, on any thread."""

from __future__ import annotations

from typing import Final, cast

import av
import numpy as np
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

_CODECS: Final = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "mjpeg"), (b"RIFF", "webp"))


def pixels_of(body: bytes) -> NDArray[np.uint8] | None:
    """Return a picture as RGBA, shape (height, width, 4), alpha not multiplied in; None for what cannot be read."""
    codec = next((name for begins, name in _CODECS if body.startswith(begins)), None)
    if codec is None:
        return None
    try:
        decoder = cast("VideoCodecContext", VideoCodecContext.create(codec, "r"))
        frames = [*decoder.decode(av.Packet(body)), *decoder.decode(None)]
        pixels: NDArray[np.uint8] = np.asarray(frames[0].to_ndarray(format="rgba"), dtype=np.uint8)
    except (FFmpegError, LookupError, ValueError):
        return None
    return pixels
