"""Makes pictures as large as their tile, whole, in the colours of the screen."""

from __future__ import annotations

from collections import deque

from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import Interpolation, VideoReformatter

from console.video.slots import BYTES_PER_PIXEL, line_bytes

_PLAIN_FORMATS = frozenset({"yuv420p", "yuvj420p"})
# Frames that nobody is filling, shared by all streams of a process: few scale in the same moment.
_spare: deque[VideoFrame] = deque(maxlen=4)


class Scaling:
    """Scales in two steps, first the size and then the colours: 12 to 48 % less work than in one. Of one thread."""

    def __init__(self) -> None:
        self._size = VideoReformatter()
        self._colours = VideoReformatter()

    def bgra(self, frame: VideoFrame, width_px: int, height_px: int) -> memoryview | bytes:
        """Return the picture in this size, both even, in lines of ``line_bytes``; it holds until the next call."""
        fast = Interpolation.FAST_BILINEAR
        if (width_px, height_px) != (frame.width, frame.height) or frame.format.name not in _PLAIN_FORMATS:
            frame = self._size.reformat(frame, width_px, height_px, "yuv420p", interpolation=fast, threads=1)
        # The fast way from yuv420p to BGRA leaves the last columns of a width that is no multiple of eight unwritten.
        # So it is made as wide as a line of a slot, which is one.
        made_px = line_bytes(width_px) // BYTES_PER_PIXEL
        wide = _widened(frame, made_px) if made_px != width_px else None
        painted = self._colours.reformat(wide or frame, made_px, height_px, "bgra", interpolation=fast, threads=1)
        if wide is not None:
            _spare.append(wide)
        return _in_lines(painted.planes[0], line_bytes(width_px))


def _widened(frame: VideoFrame, width_px: int) -> VideoFrame:
    """Return a wider picture with this one at its left; what lies beside it means nothing."""
    wide = _spare_one(width_px, frame.height, frame.format.name)
    wide.colorspace, wide.color_range = frame.colorspace, frame.color_range
    for old, new in zip(frame.planes, wide.planes, strict=True):
        data = _in_lines(old, new.line_size)
        memoryview(new)[: len(data)] = data
    return wide


def _spare_one(width_px: int, height_px: int, form: str) -> VideoFrame:
    """Return a frame of this size that is this thread's alone; to make one anew would take longer than to scale into it."""
    for _ in range(len(_spare)):
        try:
            frame = _spare.popleft()
        except IndexError:  # Other threads took the last ones.
            break
        if (frame.width, frame.height, frame.format.name) == (width_px, height_px, form):
            return frame
        _spare.append(frame)
    return VideoFrame(width_px, height_px, form)


def _in_lines(plane: VideoPlane, line: int) -> memoryview | bytes:
    """Return a plane in lines of so many bytes: its own bytes where it has such lines, as those that were scaled here do."""
    data, has = memoryview(plane), plane.line_size
    if has == line:
        return data[: plane.height * line]
    return b"".join(bytes(data[begin : begin + line]).ljust(line) for begin in range(0, plane.height * has, has))
