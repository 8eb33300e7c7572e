"""One recording: opened once, played through at its speed, never begun again by itself, and no camera of now."""

from __future__ import annotations

import errno
import time

import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.video.choices import Choices
from console.video.governor import Verdict
from console.video.recovery import OpenGate, StreamLost, reason_of
from console.video.slots import SlotWriter
from console.video.source import bound
from console.video.states import Reason, TileState
from console.video.stream import Stream

_EVERY_PICTURE = Verdict(decode=True, show=True, lag_s=0.0)
_LEAP_S = 5.0
"""A recording whose times leap by more, as where nothing was recorded, goes on at once."""


class PastStream(Stream):
    """Runs in a worker process. Its end is told as the loss of a stream: who plays it knows whether pictures came.

    A recorder that sends as fast as it was recorded, as by RTSP, sets the pace itself.
    """

    def __init__(self, url: str, writer: SlotWriter, gate: OpenGate, choices: Choices, speed: float) -> None:
        super().__init__(url, writer, TileState.LIVE, gate, choices)
        self._speed = speed
        self._first_s: float | None = None
        self._begun_s = 0.0
        self._last_s = 0.0

    def run(self) -> None:
        """Open, play to the end, and tell how it ended."""
        self._writer.tell(TileState.CONNECTING)
        ended = self._open_and_play()
        if not self._stopping.is_set():
            self._writer.tell(TileState.OFFLINE, self._reason(ended), error=str(ended))
        self._writer.close()

    def _reason(self, ended: Exception) -> Reason:
        """Return why it ended: FFmpeg calls the end of an answer an error where its length was not told before."""
        is_end = self._has_shown and isinstance(ended, OSError) and ended.errno == errno.EIO
        return Reason.CLOSED_BY_CAMERA if is_end else reason_of(ended)

    def _play(self, container: InputContainer) -> None:
        if not container.streams.video:
            raise StreamLost(Reason.NO_VIDEO, "the recording holds no video")
        video = container.streams.video[0]
        bound(video.codec_context)
        video.codec_context.thread_count = 1
        for packet in container.demux(video):
            for frame in _decoded(packet):
                if self._stopping.is_set():
                    return
                self._take(frame, video, _EVERY_PICTURE)

    def _take(self, frame: VideoFrame, video: VideoStream, verdict: Verdict) -> None:
        """Show a picture when its time has come, and tell how far behind the first it lies."""
        stamp_s = self._last_s
        if frame.pts is not None and frame.time_base is not None:
            stamp_s = float(frame.pts * frame.time_base)
        now_s = time.monotonic()
        if self._first_s is None:
            self._first_s, self._begun_s, self._last_s = stamp_s, now_s, stamp_s
        if not 0 <= stamp_s - self._last_s < _LEAP_S:
            self._begun_s = now_s - (stamp_s - self._first_s) / self._speed
        self._last_s = stamp_s
        into_s = stamp_s - self._first_s
        if self._opening.paced is not False and (wait_s := self._begun_s + into_s / self._speed - now_s) > 0:
            self._stopping.wait(wait_s)
        self._writer.tell_into(max(0.0, into_s))
        super()._take(frame, video, verdict)


def _decoded(packet: Packet[VideoStream]) -> list[VideoFrame]:
    """Return the pictures of a packet, of a damaged one none."""
    try:
        return packet.decode()
    except av.error.FFmpegError:
        return []
