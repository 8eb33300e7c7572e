"""One camera stream: a thread that opens it, keeps it at now, scales its pictures to the tile and never gives up."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av.error
from av.codec.context import Flags as CodecFlags
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from console.video.address import masked, opening
from console.video.choices import AS_SHIPPED, Choices
from console.video.film import Film, Memory
from console.video.governor import Governor, Verdict
from console.video.playlist import Pieces
from console.video.recovery import BackOff, OpenGate, StreamLost, reason_of
from console.video.scaling import Scaling
from console.video.slots import LINE_PX, SlotWriter
from console.video.source import bound, decoder_of, opened
from console.video.states import CLOSE_HIDDEN_AFTER_S, FIRST_FRAME_TIMEOUT_S, RECONNECT_AFTER_S, Reason, TileState

log = logging.getLogger(__name__)

_PACED_AHEAD_S = 12.0
_LOOK_ROUND_S = 0.25
_STRETCH_MAX = 1.01
_UNSTAMPED = frozenset({"mpjpeg", "mjpeg", "jpeg_pipe", "h264", "hevc", "m4v"})
"""What comes in these forms has no time stamps: those that FFmpeg makes up, 25 a second, tell nothing of a lag."""


class Stream(threading.Thread):
    """Owns its container; nobody else touches it. What others may do is leave a wish, which the thread sees.

    Runs in a worker process. ``live`` is the state to tell while pictures come: live, or live_sub for a sub-stream.
    """

    def __init__(
        self,
        url: str,
        writer: SlotWriter,
        live: TileState,
        gate: OpenGate,
        choices: Choices = AS_SHIPPED,
        film: Film | None = None,
    ) -> None:
        super().__init__(name=f"stream {masked(url)}", daemon=True)
        self.film = film or Film(log.info, Memory(0))
        self._opening = opening(url, choices.transport)
        self._decoder = choices.decoder
        self._writer = writer
        self._next_writers: deque[SlotWriter] = deque()
        self._live = live
        self._gate = gate
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._revealed = threading.Event()
        self._revealed.set()
        self._back_off = BackOff(random.Random())
        self._has_shown = False
        self._scaling = Scaling()
        self._source_px = (0, 0)
        self._made_of: tuple[int, ...] = ()
        self._made_px = (0, 0)

    def stop(self) -> None:
        """End as soon as the thread comes by; nobody waits for it."""
        self._stopping.set()
        self._revealed.set()
        self._wake.set()

    def retarget(self, writer: SlotWriter) -> None:
        """Go on into another slot: the tile has changed its size."""
        self._next_writers.append(writer)

    def hide(self) -> None:
        """Stop decoding at once; the connection is closed some seconds later."""
        self._revealed.clear()

    def reveal(self) -> None:
        """Decode again."""
        self._revealed.set()

    def retry_now(self) -> None:
        """Do not wait for the next try."""
        self._wake.set()

    def run(self) -> None:
        """Open, play, wait, for ever."""
        self._writer.tell(TileState.CONNECTING)
        while not self._stopping.is_set():
            lost = self._open_and_play()
            self.film.lost()
            self._writer.tell_kept(self.film.kept_bytes)
            if self._stopping.is_set():
                break
            if self._revealed.is_set():
                self._wait_for_next_try(lost)
            else:
                self._writer.tell(TileState.PAUSED)
                self._revealed.wait()
                self._writer.tell(TileState.CONNECTING)
        self.film.close()
        self._take_next_writer()
        self._writer.close()

    def _wait_for_next_try(self, lost: Exception) -> None:
        reason = reason_of(lost)
        state = TileState.RECONNECTING if self._has_shown else TileState.OFFLINE
        wait_s = self._back_off.next_s()
        log.info("%s: %s (%s), next try in %.1f s", self.name, state, reason, wait_s)
        deadline_s = time.monotonic() + wait_s
        self._writer.tell(state, reason, error=str(lost), next_try_at_s=deadline_s)
        while (left_s := deadline_s - time.monotonic()) > 0 and not self._wake.wait(min(left_s, _LOOK_ROUND_S)):
            self._take_next_writer()
        self._wake.clear()
        self._writer.tell(state, reason, error=str(lost))

    def _open_and_play(self) -> Exception:
        """Play until the source is lost; return how it was lost."""
        self._has_shown = False
        self._writer.count_open(self._back_off.tries + 1)
        pieces = Pieces(self._opening) if self._opening.is_playlist else None
        try:
            with self._gate.passing():
                container = opened(self._opening, self._decoder, pieces)
            with container:
                self._play(container)
        except (av.error.FFmpegError, StreamLost, OSError, ValueError, MemoryError) as error:
            return error if pieces is None else pieces.cause_of(error)
        return StreamLost(Reason.CLOSED_BY_CAMERA, "the stream has ended")

    def _play(self, container: InputContainer) -> None:
        if not container.streams.video:
            raise StreamLost(Reason.NO_VIDEO, "the source sends no video")
        video = container.streams.video[0]
        ends = container.duration is not None and container.duration > 0
        paced = ends if self._opening.paced is None else self._opening.paced
        pace = _Pace(self._stopping) if paced else None
        bound(video.codec_context)
        video.codec_context.thread_count = 1
        if pace is None:
            video.codec_context.flags |= CodecFlags.low_delay
        is_stamped = pace is None and container.format.name not in _UNSTAMPED
        governor = Governor()
        watchdog = _Watchdog()
        # Asked of each packet anew, these would be made anew.
        base = video.time_base or Fraction(1)
        base_s = float(base)
        for packet in _packets(container, video, loops=paced and ends):
            if pace is None and packet.stream is video:
                self.film.packet(packet, video, base)
                self._writer.tell_kept(self.film.kept_bytes)
            if self._stopping.is_set() or not self._goes_on_hidden(pace, governor, watchdog):
                return
            if not self._revealed.is_set():
                continue
            watchdog.look()
            if packet.stream is not video:
                continue
            stamp_s = _stamp_s(packet, base_s)
            if pace is not None and stamp_s is not None:
                pace.wait_for(stamp_s)
            verdict = governor.judge(time.monotonic(), stamp_s if is_stamped else None, packet.is_keyframe)
            if verdict.decode:
                self._decode(packet, video, verdict, watchdog)

    def _goes_on_hidden(self, pace: _Pace | None, governor: Governor, watchdog: _Watchdog) -> bool:
        """Return False when the tile has been hidden for so long that the connection is given back."""
        if self._revealed.is_set():
            watchdog.revealed()
            return True
        governor.await_key()
        if pace is not None:
            # A file need not be read on to stay at now.
            self._writer.tell(TileState.PAUSED)
            return self._revealed.wait(CLOSE_HIDDEN_AFTER_S)
        return self.film.records or watchdog.hidden_s() < CLOSE_HIDDEN_AFTER_S

    def _decode(self, packet: Packet[VideoStream], video: VideoStream, verdict: Verdict, watchdog: _Watchdog) -> None:
        try:
            frames = packet.decode()
        except av.error.FFmpegError as error:
            # One damaged packet is no reason to reconnect; the watchdog decides when it is one.
            watchdog.damaged(error)
            return
        for frame in frames:
            is_whole = watchdog.picture(frame.is_corrupt, frame.key_frame)
            if is_whole:
                self.film.picture(frame)
            if is_whole or self._has_shown:
                self._take(frame, video, verdict)

    def _take(self, frame: VideoFrame, video: VideoStream, verdict: Verdict) -> None:
        self._take_next_writer()
        self._writer.count_decoded(verdict.lag_s)
        if verdict.show:
            self._show(frame, video)
        if not self._has_shown:
            self._has_shown = True
            self._back_off.reset()
            self._source_px = (0, 0)
        if (source_px := (frame.width, frame.height)) != self._source_px:
            self._source_px = source_px
            context = video.codec_context
            self._writer.describe(context.name, *source_px, decoder_of(context, self._decoder))
        self._writer.tell_live(self._live)

    def _show(self, frame: VideoFrame, video: VideoStream) -> None:
        writer = self._writer
        about = (frame.width, frame.height, writer.width_px, writer.height_px)
        if frame.key_frame or about != self._made_of:
            # Asked with each picture, the shape of the pixels alone would take as long as all else here.
            width, height, *tile = about
            self._made_px = fitted(width, height, video.codec_context.sample_aspect_ratio, *tile)
            self._made_of = about
        pixels = self._scaling.bgra(frame, *self._made_px)
        index, target = writer.free_buffer(*self._made_px)
        target[:] = pixels
        writer.publish(index, *self._made_px)

    def _take_next_writer(self) -> None:
        while self._next_writers:
            old, self._writer = self._writer, self._next_writers.popleft()
            self._writer.go_on_from(old)
            old.close()


class _Watchdog:
    """Counts whole pictures, nothing else.

    The decoder fills what it could not read with guesses, and the pictures after it are drawn upon them until the next
    key frame: such pictures are shown, but alone they are no live camera.
    """

    def __init__(self) -> None:
        self._picture_at_s = time.monotonic()
        self._limit_s = FIRST_FRAME_TIMEOUT_S
        self._hidden_at_s: float | None = None
        self._damage: av.error.FFmpegError | None = None
        self._guessed = False

    def picture(self, is_damaged: bool = False, is_key: bool = True) -> bool:
        """Take note of a picture; return whether it is what the camera sent."""
        self._guessed = is_damaged or (self._guessed and not is_key)
        if not self._guessed:
            self._picture_at_s = time.monotonic()
            self._limit_s = RECONNECT_AFTER_S
            self._damage = None
        return not self._guessed

    def damaged(self, error: av.error.FFmpegError) -> None:
        self._damage = error

    def hidden_s(self) -> float:
        """Return how long the tile has been hidden, seconds; a hidden tile is not missed."""
        now_s = time.monotonic()
        if self._hidden_at_s is None:
            self._hidden_at_s = now_s
        return now_s - self._hidden_at_s

    def revealed(self) -> None:
        """Forget that the tile was hidden."""
        if self._hidden_at_s is not None:
            self._hidden_at_s = None
            self._picture_at_s = time.monotonic()

    def look(self) -> None:
        """Raise ``StreamLost`` when no picture has come for too long."""
        now_s = time.monotonic()
        if now_s - self._picture_at_s <= self._limit_s:
            return
        if self._damage is not None:
            raise StreamLost(Reason.CODEC, str(self._damage))
        if self._guessed:
            raise StreamLost(Reason.CODEC, "the pictures are damaged")
        raise StreamLost(Reason.TIMEOUT, "no picture comes")


class _Pace:
    """Holds packets of a source that is faster than real time back until their time has come."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._start_s: float | None = None

    def wait_for(self, stamp_s: float) -> None:
        now_s = time.monotonic()
        if self._start_s is None:
            self._start_s = now_s - stamp_s
        wait_s = self._start_s + stamp_s - now_s
        if wait_s > _PACED_AHEAD_S or wait_s < -1.0:
            self._start_s = now_s - stamp_s
        elif wait_s > 0:
            self._stopping.wait(wait_s)


def fitted(
    width_px: int, height_px: int, pixel_aspect: Fraction | None, tile_width_px: int, tile_height_px: int
) -> tuple[int, int]:
    """Return how large a picture is made for a tile: as large as fits, in its shape but for one part in a hundred.

    Its width is in whole groups of eight px, as the way from the camera's colours to the screen's writes no others, and
    its height is even. It is enlarged here too: the window would take three times as long, and its own thread.
    """
    shape = width_px / height_px * (float(pixel_aspect) if pixel_aspect else 1.0)
    widest_px = min(tile_width_px, tile_height_px * shape * _STRETCH_MAX)
    made_px = max(LINE_PX, int(widest_px) // LINE_PX * LINE_PX)
    return made_px, max(2, min(round(made_px / shape), tile_height_px) & ~1)


def _packets(container: InputContainer, video: VideoStream, *, loops: bool) -> Iterator[Packet[Any]]:
    """Yield the packets of all streams, so that the watchdog also runs when only sound comes; a file begins anew."""
    while True:
        seen = False
        for packet in container.demux():
            if packet.size:
                seen = True
                yield packet
        if not loops or not seen:
            return
        container.seek(0)
        video.codec_context.flush_buffers()


def _stamp_s(packet: Packet[Any], base_s: float) -> float | None:
    stamp = packet.dts if packet.dts is not None else packet.pts
    return None if stamp is None else stamp * base_s
