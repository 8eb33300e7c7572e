"""Makes pictures as large as their tile, whole, in the colours of the screen."""

from __future__ import annotations

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from console.video.slots import line_bytes

_PLAIN_FORMATS = frozenset({"yuv420p", "yuvj420p"})
_FAST = Interpolation.FAST_BILINEAR


class Scaling:
    """Scales in two steps, first the size and then the colours: 12 to 48 % less work than in one. Of one thread."""

    def __init__(self) -> None:
        self._size = VideoReformatter()
        self._colours = VideoReformatter()

    def bgra(self, frame: VideoFrame, width_px: int, height_px: int) -> memoryview | bytes:
        """Return the picture in this size, in lines of ``line_bytes``; it holds until the next call.

        The width is in whole groups of eight px: of others, FFmpeg's fast way from yuv420p to BGRA leaves the last
        columns unwritten. The height is even.
        """
        if (width_px, height_px) != (frame.width, frame.height) or frame.format.name not in _PLAIN_FORMATS:
            frame = self._size.reformat(frame, width_px, height_px, "yuv420p", interpolation=_FAST, threads=1)
        plane = self._colours.reformat(frame, width_px, height_px, "bgra", interpolation=_FAST, threads=1).planes[0]
        data, line, has = memoryview(plane), line_bytes(width_px), plane.line_size
        if has == line:
            return data[: height_px * line]
        return b"".join(bytes(data[begin : begin + line]) for begin in range(0, height_px * has, has))
