"""What one stream keeps: the last half minute as it was sent, the next picture, and the clips that are being written.

Belongs to the stream's thread, but for ``wish``. Files are written by threads of their own: a slow disk stops no tile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

import av
import av.error
from av.codec.context import CodecContext
from av.container import OutputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from console.domain.evidence import Cut
from console.video.kept_files import CLIP_BEFORE_S, CutClip, Keep, KeepClip, KeepPicture, Made, Missed, Missing, Told

log = logging.getLogger(__name__)

Tell = Callable[[Told], None]
_PNG_LEVEL = "1"
_IN_MP4 = frozenset({"h264", "hevc", "mpeg4"})


class _Piece(NamedTuple):
    """A packet as the camera sent it, with the time of its arrival, ``time.monotonic`` seconds."""

    data: bytes
    pts: int | None
    dts: int | None
    time_base: Fraction
    is_key: bool
    at_s: float


class Memory:
    """The bytes that all rings of a process may hold together, shared out evenly."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._rings = 0
        self._lock = threading.Lock()

    @property
    def share(self) -> int:
        """How many bytes one ring may hold."""
        return self._most // max(1, self._rings)

    def join(self, count: int) -> None:
        """Count one ring more (1), or one less (-1)."""
        with self._lock:
            self._rings += count


class Ring:
    """The last packets, from a key frame on: as few as hold ``seconds``, and fewer where the share of memory is full."""

    def __init__(self, memory: Memory, seconds: float = CLIP_BEFORE_S) -> None:
        self._memory = memory
        self._seconds = seconds
        # Each begins with a key frame.
        self._groups: deque[list[_Piece]] = deque()
        self.size = 0

    def put(self, piece: _Piece) -> None:
        """Remember a packet; those before the first key frame cannot be shown and are not remembered."""
        if piece.is_key:
            self._groups.append([])
        if not self._groups:
            return
        self._groups[-1].append(piece)
        self.size += len(piece.data)
        while len(self._groups) > 1 and piece.at_s - self._groups[1][0].at_s >= self._seconds:
            self._forget_first()
        share = self._memory.share
        while self._groups and self.size > share:
            self._forget_first()

    def pieces(self) -> list[_Piece]:
        """Return what is remembered, oldest first."""
        return [piece for group in self._groups for piece in group]

    def clear(self) -> None:
        """Forget everything."""
        self._groups.clear()
        self.size = 0

    def _forget_first(self) -> None:
        self.size -= sum(len(piece.data) for piece in self._groups.popleft())


class Film:
    """Keeps what is asked for of one stream, and tells what became of it."""

    def __init__(self, tell: Tell, memory: Memory) -> None:
        self._tell = tell
        self._memory = memory
        self._ring = Ring(memory)
        self._wishes: deque[Keep] = deque()
        self._pictures: list[KeepPicture] = []
        self._clips: dict[int, _Clip] = {}
        memory.join(1)

    @property
    def records(self) -> bool:
        """Whether a clip is being written: then the stream goes on though nobody looks."""
        return bool(self._clips)

    @property
    def kept_bytes(self) -> int:
        """How much is remembered for a clip."""
        return self._ring.size

    def wish(self, keep: Keep) -> None:
        """Ask for a file; any thread."""
        self._wishes.append(keep)

    def packet(self, packet: Packet[Any], video: VideoStream, base: Fraction) -> None:
        """Take what the camera has sent; ``base`` is the unit of its times, seconds."""
        now_s = time.monotonic()
        dts, pts = packet.dts, packet.pts
        # One number, and one base for all packets, instead of equal ones: some hundred bytes less for each packet kept.
        piece = _Piece(bytes(packet), dts if pts == dts else pts, dts, base, packet.is_keyframe, now_s)
        self._take_wishes(video, now_s)
        self._ring.put(piece)
        for job, clip in list(self._clips.items()):
            if now_s >= clip.until_s:
                self._end(job, Cut.NOT)
            else:
                clip.put(piece)

    def picture(self, frame: VideoFrame) -> None:
        """Take a whole picture."""
        while self._pictures:
            threading.Thread(
                target=_write_picture,
                args=(frame, self._pictures.pop(), time.monotonic(), self._tell),
                name="picture",
                daemon=True,
            ).start()

    def lost(self) -> None:
        """Take note that the stream broke off: what comes after it goes into another file."""
        for job in list(self._clips):
            self._end(job, Cut.LOST)
        self._ring.clear()
        while self._wishes:
            keep = self._wishes.popleft()
            if isinstance(keep, KeepPicture):
                self._pictures.append(keep)
            elif isinstance(keep, KeepClip):
                self._tell(Missed(job=keep.job, why=Missing.LOST))

    def close(self) -> None:
        """Take note that nothing comes any more."""
        self.lost()
        while self._pictures:
            self._tell(Missed(job=self._pictures.pop().job, why=Missing.LOST))
        self._memory.join(-1)

    def _take_wishes(self, video: VideoStream, now_s: float) -> None:
        while self._wishes:
            match self._wishes.popleft():
                case KeepPicture() as keep:
                    self._pictures.append(keep)
                case KeepClip() as keep:
                    self._begin(keep, video, now_s)
                case CutClip(job=job):
                    self._end(job, Cut.STOPPED)

    def _begin(self, keep: KeepClip, video: VideoStream, now_s: float) -> None:
        try:
            clip = _Clip(keep, video, now_s + keep.after_s, self._tell)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            log.warning("a clip cannot be written: %s", error)
            self._tell(Missed(job=keep.job, why=Missing.NOT_WRITTEN))
            return
        for piece in self._ring.pieces():
            clip.put(piece)
        self._clips[keep.job] = clip
        clip.start()

    def _end(self, job: int, cut: Cut) -> None:
        if (clip := self._clips.pop(job, None)) is not None:
            clip.end(cut)


class _Clip(threading.Thread):
    """Writes packets as they are to a file, their times counted from the first."""

    def __init__(self, keep: KeepClip, video: VideoStream, until_s: float, tell: Tell) -> None:
        super().__init__(name="clip", daemon=True)
        self.until_s = until_s
        self._keep = keep
        self._tell = tell
        self._pieces: SimpleQueue[_Piece | Cut] = SimpleQueue()
        self._has_key = False
        kind = "mp4" if video.codec_context.name in _IN_MP4 else "matroska"
        self._suffix = ".mp4" if kind == "mp4" else ".mkv"
        # The first packets tell what the header lacks; the index comes before the pictures, for players that stream.
        options = {"movflags": "+faststart"} if kind == "mp4" else {}
        self._out: OutputContainer = av.open(keep.path, "w", format=kind, options=options)
        self._stream = self._out.add_stream_from_template(video, opaque=True)

    def put(self, piece: _Piece) -> None:
        """Write a packet; none before the first key frame."""
        self._has_key = self._has_key or piece.is_key
        if self._has_key:
            self._pieces.put(piece)

    def end(self, cut: Cut) -> None:
        """Close the file once what was put is written."""
        self._pieces.put(cut)

    def run(self) -> None:
        """Write until the end is told, and tell what was written."""
        try:
            told = self._write()
        except (av.error.FFmpegError, OSError, ValueError) as error:
            log.warning("a clip was not written: %s", error)
            told = Missed(job=self._keep.job, why=Missing.NOT_WRITTEN)
        self._tell(told)

    def _write(self) -> Told:
        first: _Piece | None = None
        last: _Piece | None = None
        written: int | None = None
        with self._out:
            while isinstance(piece := self._pieces.get(), _Piece):
                first = first or piece
                last = piece
                written = self._mux(piece, first, written)
        if first is None or last is None:
            return Missed(job=self._keep.job, why=Missing.NO_PICTURE)
        return Made(
            job=self._keep.job,
            path=self._keep.path,
            begins_s=first.at_s,
            ends_s=last.at_s,
            suffix=self._suffix,
            cut=piece,
        )

    def _mux(self, piece: _Piece, first: _Piece, written: int | None) -> int:
        """Write one packet; times that stand still or go back, as some cameras send, go on by the least step."""
        begin = _dts(first)
        dts = _dts(piece) - begin
        if written is not None and dts <= written:
            dts = written + 1
        packet: Packet[Any] = Packet(piece.data)
        packet.dts = dts
        packet.pts = max(dts, (piece.pts if piece.pts is not None else dts + begin) - begin)
        packet.time_base = piece.time_base
        packet.is_keyframe = piece.is_key
        packet.stream = self._stream
        self._out.mux(packet)
        return dts


def _dts(piece: _Piece) -> int:
    return piece.dts if piece.dts is not None else piece.pts or 0


def _write_picture(frame: VideoFrame, keep: KeepPicture, at_s: float, tell: Tell) -> None:
    """Write a picture as large as the source sends it, without loss; on a thread of its own."""
    try:
        painted = VideoReformatter().reformat(frame, frame.width, frame.height, "rgb24", threads=1)
        context = CodecContext.create("png", "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height, context.pix_fmt = painted.width, painted.height, "rgb24"
        context.time_base = Fraction(1, 25)
        context.options = {"compression_level": _PNG_LEVEL}
        painted.pts = 0
        data = b"".join(bytes(packet) for packet in (*context.encode(painted), *context.encode(None)))
        Path(keep.path).write_bytes(data)
    except (av.error.FFmpegError, OSError, ValueError, MemoryError) as error:
        log.warning("a picture was not written: %s", error)
        tell(Missed(job=keep.job, why=Missing.NOT_WRITTEN))
    else:
        tell(Made(job=keep.job, path=keep.path, begins_s=at_s, ends_s=at_s, suffix=".png"))
