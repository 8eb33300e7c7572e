"""A worker process: one thread per stream, orders from the console over a pipe, pictures into shared memory.

Started by ``spawn``, so that it works alike on Linux and Windows and inherits neither threads nor locks. It ends by
itself when the console's end of the pipe closes, however the console ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

import av.logging

from console.video.commands import Command, Hide, Play, PlayPast, Quit, Retarget, RetryNow, Reveal, SlotAddress, Stop
from console.video.film import Film, Memory
from console.video.kept_files import CutClip, KeepClip, KeepPicture, Missed, Missing, Told
from console.video.past_stream import PastStream
from console.video.recovery import OpenGate
from console.video.slots import SlotWriter
from console.video.states import WORKER_BYTES_MAX
from console.video.stream import Stream

log = logging.getLogger(__name__)

# From glibc's malloc.h.
_M_ARENA_MAX = -8
_ARENAS = 2


def run(pipe: Connection) -> None:
    """Obey until told to quit or the console is gone. The process's main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    av.logging.set_level(None)
    _share_arenas()
    _keep_within_bounds()
    streams = _Streams(_Teller(pipe))
    try:
        while not isinstance(command := pipe.recv(), Quit):
            streams.obey(command)
    except (EOFError, OSError):
        log.info("the console is gone")
    # Streams may hang in an open for seconds; nothing of theirs outlives the process.
    os._exit(0)


def _share_arenas() -> None:
    """Let all streams share two arenas of the allocator.

    Else glibc gives each new thread one of its own, and a tour leaves some 50 kB of fragments behind an open; so it
    is below 10 kB.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def _keep_within_bounds() -> None:
    """Let a stream that asks for ever more memory be refused it, instead of the whole machine."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        bound = WORKER_BYTES_MAX if most == resource.RLIM_INFINITY else min(most, WORKER_BYTES_MAX)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


class _Teller:
    """Tells the console what became of files; called by many threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def __call__(self, told: Told) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._pipe.send(told)


class _Streams:
    """The streams of this process by number."""

    def __init__(self, tell: _Teller) -> None:
        self._tell = tell
        self._memory: Memory | None = None
        self._gate = OpenGate()
        self._streams: dict[int, Stream] = {}

    def obey(self, command: Command) -> None:
        if isinstance(command, Play | PlayPast):
            self._begin(command)
            return
        if isinstance(command, Quit):
            return
        if (stream := self._streams.get(command.stream)) is None:
            if isinstance(command, KeepPicture | KeepClip):
                self._tell(Missed(job=command.job, why=Missing.LOST))
            return
        match command:
            case Stop():
                del self._streams[command.stream]
                stream.stop()
            case Retarget():
                if (writer := _writer(command.slot)) is not None:
                    stream.retarget(writer)
            case Hide():
                stream.hide()
            case Reveal():
                stream.reveal()
            case RetryNow():
                stream.retry_now()
            case KeepPicture() | KeepClip() | CutClip():
                stream.film.wish(command)

    def _begin(self, command: Play | PlayPast) -> None:
        if isinstance(command, Play):
            self._play(command)
        else:
            self._play_past(command)

    def _play(self, command: Play) -> None:
        if (writer := _writer(command.slot)) is not None:
            self._memory = self._memory or Memory(command.memory_bytes)
            film = Film(self._tell, self._memory)
            stream = Stream(command.url, writer, command.live, self._gate, command.choices, film)
            self._streams[command.stream] = stream
            stream.start()

    def _play_past(self, command: PlayPast) -> None:
        if (writer := _writer(command.slot)) is not None:
            stream = PastStream(command.url, writer, self._gate, command.choices, command.speed)
            self._streams[command.stream] = stream
            stream.start()


def _writer(slot: SlotAddress) -> SlotWriter | None:
    try:
        return SlotWriter(slot.name, slot.width_px, slot.height_px)
    except FileNotFoundError:
        # The console has removed the slot in the meantime; the order that says so follows.
        return None
