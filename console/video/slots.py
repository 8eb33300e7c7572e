"""Frame slots in shared memory: three buffers and a header, one writer, one reader, the newest picture wins.

The writer never waits for the reader and the reader never waits for the writer, so a queue cannot build up. The
word ``newest`` holds ``sequence * 4 + buffer`` and is written last; the reader says in ``reading`` which buffer it
looks at, and the writer takes any buffer that is neither. The price of no lock is that a reader which is stopped
between two machine instructions could see one torn picture; it would be gone with the next.

Where all cores are at work, two pictures come between two looks. The word ``before`` holds the one that came before the
newest until its buffer is needed, and the reader looks at it first: the newest comes with the next look, and nothing is
more than one picture late. The writer takes the word back before it writes, and both look again after they have told.

What the stream says of its state has two places, filled in turn: ``told`` counts up once one is filled, and while it is,
the reader copies the other. A worker that dies half-way through a sentence leaves the one before it standing.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sized
from dataclasses import dataclass
from multiprocessing import resource_tracker, shared_memory

from console.video.address import masked
from console.video.states import DECODERS, REASONS, STATES, Decoder, Reason, TileState

BUFFERS = 3
BYTES_PER_PIXEL = 4
LINE_PX = 8
ERROR_BYTES = 200
CODEC_BYTES = 16
NO_BUFFER = 255


class _Told(ctypes.Structure):
    """What a stream says of its state, which means something only as a whole."""

    _fields_ = (
        ("state", ctypes.c_uint8),
        ("reason", ctypes.c_uint8),
        ("next_try_at_s", ctypes.c_double),
        ("error", ctypes.c_char * ERROR_BYTES),
    )


class _Header(ctypes.Structure):
    """As it lies in the shared memory. Each field is read and written by itself; the 64-bit numbers in one step."""

    _fields_ = (
        ("newest", ctypes.c_uint64),
        ("before", ctypes.c_uint64),
        ("generation", ctypes.c_uint32),
        ("width_px", ctypes.c_uint32),
        ("height_px", ctypes.c_uint32),
        ("reading", ctypes.c_uint8),
        ("decoder", ctypes.c_uint8),
        ("frame_at_s", ctypes.c_double),
        ("lag_s", ctypes.c_double),
        ("into_s", ctypes.c_double),
        ("decoded", ctypes.c_uint64),
        ("shown", ctypes.c_uint64),
        ("kept_bytes", ctypes.c_uint64),
        ("attempts", ctypes.c_uint32),
        ("opens", ctypes.c_uint32),
        ("source_width_px", ctypes.c_uint32),
        ("source_height_px", ctypes.c_uint32),
        ("buffer_width_px", ctypes.c_uint32 * BUFFERS),
        ("buffer_height_px", ctypes.c_uint32 * BUFFERS),
        ("codec", ctypes.c_char * CODEC_BYTES),
        ("told", ctypes.c_uint64),
        ("tellings", _Told * 2),
    )


_CARRIED = (
    "frame_at_s",
    "lag_s",
    "into_s",
    "decoded",
    "shown",
    "kept_bytes",
    "attempts",
    "opens",
    "source_width_px",
    "source_height_px",
    "codec",
    "decoder",
)
HEADER_BYTES = (ctypes.sizeof(_Header) + 63) // 64 * 64


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as bytes: BGRA, in lines of ``line_bytes``; what lies in a line beyond the picture's width means nothing."""

    data: memoryview
    width_px: int
    height_px: int

    @property
    def line_bytes(self) -> int:
        """The length of a line."""
        return line_bytes(self.width_px)

    def rows(self) -> memoryview:
        """Return the same bytes in the shape (height, pixels of a line, 4)."""
        return self.data.cast("B", (self.height_px, self.line_bytes // BYTES_PER_PIXEL, BYTES_PER_PIXEL))


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What the stream last said of itself. Times are ``time.monotonic`` seconds; 0 means never.

    ``kept_bytes`` is what is remembered for a clip.
    ``into_s`` is how far a recording's newest picture lies behind its first, seconds; of a camera it stays 0.
    """

    generation: int
    sequence: int
    state: TileState
    reason: Reason
    frame_at_s: float
    next_try_at_s: float
    lag_s: float
    into_s: float
    decoded: int
    shown: int
    kept_bytes: int
    attempts: int
    opens: int
    source_width_px: int
    source_height_px: int
    codec: str
    decoder: Decoder
    error: str


def line_bytes(width_px: int) -> int:
    """Return the length of a line: whole groups of eight pixels, as the decoders' library writes them."""
    return -(-width_px // LINE_PX) * LINE_PX * BYTES_PER_PIXEL


def slot_bytes(width_px: int, height_px: int) -> int:
    """Return the size of the shared memory of one slot."""
    return HEADER_BYTES + BUFFERS * line_bytes(width_px) * height_px


class SlotReader:
    """The console's end of a slot. Makes the shared memory and removes it."""

    def __init__(self, width_px: int, height_px: int, generation: int) -> None:
        self._memory = shared_memory.SharedMemory(create=True, size=slot_bytes(width_px, height_px))
        self.name = self._memory.name
        self.width_px = width_px
        self.height_px = height_px
        self.generation = generation
        self.seen = 0
        """The number of the picture that was looked at last, 0 before the first."""
        self._header = _header_of(self._memory)
        self._header.generation = generation
        self._header.width_px = width_px
        self._header.height_px = height_px
        self._header.reading = NO_BUFFER
        self._header.tellings[0].state = STATES.index(TileState.CONNECTING)

    def sequence(self) -> int:
        """Return the number of the picture to be looked at, 0 before the first. Cheap: asked of every tile at every tick."""
        return self._due() >> 2

    def header(self) -> Header:
        """Return the header as it stands."""
        record, told = self._header, _told_of(self._header)
        return Header(
            generation=record.generation,
            sequence=record.newest >> 2,
            state=STATES[told.state],
            reason=REASONS[told.reason],
            frame_at_s=record.frame_at_s,
            next_try_at_s=told.next_try_at_s,
            lag_s=record.lag_s,
            into_s=record.into_s,
            decoded=record.decoded,
            shown=record.shown,
            kept_bytes=record.kept_bytes,
            attempts=record.attempts,
            opens=record.opens,
            source_width_px=record.source_width_px,
            source_height_px=record.source_height_px,
            codec=record.codec.decode("ascii", "replace"),
            decoder=DECODERS[record.decoder],
            error=told.error.decode("utf-8", "replace"),
        )

    def picture(self) -> Pixels | None:
        """Return the newest picture, or first the one before it where that was not looked at; None before the first.

        It looks into the shared memory: it stays whole until the next call and must not be kept.
        """
        header = self._header
        while True:
            due = self._due()
            if due >> 2 == 0:
                return None
            index = due & 3
            header.reading = index
            if due in (header.newest, header.before):
                break
        self.seen = due >> 2
        width_px, height_px = header.buffer_width_px[index], header.buffer_height_px[index]
        data = _buffer_of(self._memory, index, line_bytes(self.width_px) * self.height_px)
        return Pixels(data[: line_bytes(width_px) * height_px], width_px, height_px)

    def _due(self) -> int:
        before: int = self._header.before
        newest: int = self._header.newest
        return before if before >> 2 > self.seen else newest

    def close(self) -> None:
        """Remove the shared memory. A picture that somebody still holds stays whole until they drop it."""
        self._header = _Header()
        self._memory.unlink()
        try:
            self._memory.close()
        except BufferError:
            # The mapping now belongs to the held picture alone; without this SharedMemory would complain for ever.
            self._memory._buf = self._memory._mmap = None  # type: ignore[attr-defined]
            self._memory.close()


class SlotWriter:
    """The worker's end of a slot: only the stream that owns it may write."""

    def __init__(self, name: str, width_px: int, height_px: int) -> None:
        self._memory = _attached(name)
        self.width_px = width_px
        self.height_px = height_px
        self._header = _header_of(self._memory)
        self._sequence = self._header.newest >> 2

    def tell(
        self, state: TileState, reason: Reason = Reason.NONE, *, error: str = "", next_try_at_s: float = 0.0
    ) -> None:
        """Write the stream's state; the error text is masked and cut to fit."""
        text = masked(error).encode("utf-8", "replace")[:ERROR_BYTES]
        self._tell(_Told(STATES.index(state), REASONS.index(reason), next_try_at_s, text))

    def tell_live(self, live: TileState) -> None:
        """Write that pictures come; called with every picture, so it writes only what changes."""
        if _told_of(self._header).state != STATES.index(live):
            self.tell(live)

    def go_on_from(self, other: SlotWriter) -> None:
        """Take over what the stream has said so far in another slot."""
        for field in _CARRIED:
            setattr(self._header, field, getattr(other._header, field))
        self._tell(_told_of(other._header))

    def _tell(self, told: _Told) -> None:
        number = self._header.told + 1
        self._header.tellings[number & 1] = told
        self._header.told = number

    def count_open(self, attempts: int) -> None:
        """Count one open; ``attempts`` are those since the last picture."""
        self._header.attempts = attempts
        self._header.opens += 1

    def describe(self, codec: str, width_px: int, height_px: int, decoder: Decoder = Decoder.SOFTWARE) -> None:
        """Write what the source sends, and what decodes it."""
        self._header.decoder = DECODERS.index(decoder)
        self._header.codec = codec.encode("ascii", "replace")[:CODEC_BYTES]
        self._header.source_width_px = width_px
        self._header.source_height_px = height_px

    def count_decoded(self, lag_s: float) -> None:
        """Count one decoded picture: this, not bytes, is what the watchdog looks at."""
        self._header.decoded += 1
        self._header.lag_s = lag_s
        self._header.frame_at_s = time.monotonic()

    def tell_kept(self, kept_bytes: int) -> None:
        """Write how much is remembered for a clip."""
        self._header.kept_bytes = kept_bytes

    def tell_into(self, into_s: float) -> None:
        """Write how far a recording has come, before its picture is published."""
        self._header.into_s = into_s

    def free_buffer(self, width_px: int, height_px: int) -> tuple[int, memoryview]:
        """Return a buffer that nobody looks at, of ``height_px`` lines of ``line_bytes``, as flat bytes.

        Ask for it last of all: the picture that lay there is lost, though it may not have been looked at.
        """
        header = self._header
        newest = header.newest & 3 if self._sequence else NO_BUFFER
        while True:
            reading = header.reading
            index = next(index for index in range(BUFFERS) if index not in (newest, reading))
            if header.before & 3 == index:
                header.before = 0
            if header.reading != index:
                break
        data = _buffer_of(self._memory, index, line_bytes(self.width_px) * self.height_px)
        return index, data[: line_bytes(width_px) * height_px]

    def publish(self, index: int, width_px: int, height_px: int) -> None:
        """Make the buffer the newest picture."""
        self._header.buffer_width_px[index] = width_px
        self._header.buffer_height_px[index] = height_px
        self._header.shown += 1
        self._sequence += 1
        self._header.before = self._header.newest
        self._header.newest = self._sequence * 4 + index

    def close(self) -> None:
        """Let go of the shared memory; the console removes it."""
        del self._header
        self._memory.close()


def _bytes_of(memory: shared_memory.SharedMemory) -> memoryview:
    if memory.buf is None:
        raise ValueError("the slot is closed")
    return memory.buf


def _header_of(memory: shared_memory.SharedMemory) -> _Header:
    return _Header.from_buffer(_bytes_of(memory))


def _told_of(header: _Header) -> _Told:
    """Return what was told last, of its own memory: a look into the slot's would keep it open."""
    while True:
        number = header.told
        told = _Told.from_buffer_copy(header.tellings[number & 1])
        if header.told == number:
            return told


def _buffer_of(memory: shared_memory.SharedMemory, index: int, size: int) -> memoryview:
    begin = HEADER_BYTES + index * size
    return _bytes_of(memory)[begin : begin + size]


def _untracked(name: Sized, rtype: str) -> None:
    del name, rtype


def _attached(name: str) -> shared_memory.SharedMemory:
    """Attach without telling the resource tracker: the console made the memory and removes it.

    WORKAROUND for https://github.com/python/cpython/issues/82300 (``track=False`` from Python 3.13 on).
    """
    register = resource_tracker.register
    resource_tracker.register = _untracked
    try:
        return shared_memory.SharedMemory(name=name)
    finally:
        resource_tracker.register = register
