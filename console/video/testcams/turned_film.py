"""What a movable camera shows: the part of a wider scene at which it looks, as JPEG pictures with a caption."""

from __future__ import annotations

from collections.abc import Callable, Generator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane

from console.video.testcams.glyphs import GLYPH_PX, glyph
from console.video.testcams.turning import View

WIDTH_PX, HEIGHT_PX = 640, 360
FPS = 12.5
_EVERY = 2
_QUALITY = 5
_GREY = 128


def turned(path: Path, look: Callable[[], View], caption: Callable[[], str]) -> Generator[bytes, None, None]:
    """Yield the pictures of a scene without end, 12.5 a second of its time; whoever takes them keeps that pace.

    Raises:
        OSError, ValueError: the scene cannot be read.
    """
    encoder = _encoder()
    while True:
        with av.open(str(path)) as film:
            film.streams.video[0].thread_count = 1
            for number, whole in enumerate(film.decode(video=0)):
                if number % _EVERY == 0:
                    picture = _seen(whole, look())
                    _write(picture, caption())
                    picture.pts = None
                    yield b"".join(bytes(packet) for packet in encoder.encode(picture))


def _encoder() -> VideoCodecContext:
    encoder = av.CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuvj420p"
    encoder.framerate, encoder.time_base = Fraction(25, 2), Fraction(2, 25)
    encoder.qmin = encoder.qmax = _QUALITY
    return encoder


def _seen(whole: VideoFrame, view: View) -> VideoFrame:
    """Return the part of a picture at which a camera looks, in the size of its own pictures."""
    # Its upper edge is kept free for the caption of cameras that stand still.
    strip = GLYPH_PX * whole.height // HEIGHT_PX // 2 * 2
    left, top, width, height = view.window(whole.width, whole.height - strip)
    top += strip
    part = VideoFrame(width, height, "yuv420p")
    for plane, into, by in zip(whole.planes, part.planes, (1, 2, 2), strict=True):
        pixels = _pixels(plane)[top // by : (top + height) // by, left // by : (left + width) // by]
        _pixels(into)[:, : width // by] = pixels
    return part.reformat(WIDTH_PX, HEIGHT_PX, "yuvj420p", interpolation="BILINEAR")


def _write(picture: VideoFrame, text: str) -> None:
    """Write a line of letters over the upper edge, one every 16 px."""
    luma = np.concatenate([glyph(letter) for letter in text.ljust(WIDTH_PX // GLYPH_PX)], axis=1)
    _pixels(picture.planes[0])[:GLYPH_PX, :WIDTH_PX] = luma[:, :WIDTH_PX]
    for plane in picture.planes[1:]:
        _pixels(plane)[: GLYPH_PX // 2] = _GREY


def _pixels(plane: VideoPlane) -> npt.NDArray[np.uint8]:
    """Return the bytes of a plane, shape (height, line): they are the plane's own, not a copy."""
    pixels: npt.NDArray[np.uint8] = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return pixels
