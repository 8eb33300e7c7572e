"""The console's side of the wall: which stream runs in which worker, which slot a tile shows, and what is seen there.

Belongs to one thread, never blocks and starts no thread. ``tend`` (called by ``latest``) notices a lost worker and
starts another.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from console.domain.decode_budget import DecodeBudget
from console.domain.quality import default_budget_mps
from console.video.choices import AS_SHIPPED, Choices
from console.video.commands import Hide, Play, Retarget, RetryNow, Reveal, SlotAddress, Stop
from console.video.keeping import Keeping
from console.video.kept_files import CLIP_AFTER_S, Told
from console.video.seats import Seats, WorkerSeat
from console.video.slots import SlotReader
from console.video.states import LIVE_STATES, SWAP_AFTER_S, TileState
from console.video.tile_view import EMPTY, view_of
from console.video.tile_view import TileView as TileView

log = logging.getLogger(__name__)

Kind = Literal["sub", "main"]
_TEND_EVERY_S = 0.01
"""A wall asks for all its tiles in one go: what is tended, is so for all of them."""
_LIVE = {"sub": TileState.LIVE_SUB, "main": TileState.LIVE}


@dataclass(kw_only=True, slots=True)
class _Feed:
    """One stream and the slot it writes to."""

    stream: int
    url: str = field(repr=False)
    live: TileState
    slot: SlotReader
    seat: WorkerSeat
    begun_at_s: float


@dataclass(kw_only=True, slots=True)
class _Tile:
    """The feed that is shown and the one that waits for its first picture.

    ``warm``: the next one waits to be asked for as well; ``stilled``: its first picture has come, and no more is decoded.
    """

    shown: _Feed
    next: _Feed | None = None
    hidden: bool = False
    warm: bool = False
    stilled: bool = False


class VideoPool:
    """All tiles of a workstation, decoded in worker processes (default: as many as cores, at most four).

    ``budget`` is what the walls that are fed from here should decode together.
    """

    def __init__(self, workers: int | None = None, choices: Choices = AS_SHIPPED) -> None:
        self.budget = DecodeBudget(choices.budget_mps or default_budget_mps(os.cpu_count() or 1))
        self._choices = choices
        count_of_seats = workers or min(4, os.cpu_count() or 1)
        self._seats = Seats(count_of_seats)
        self._memory_bytes = round(choices.clip_mb * 1_000_000 / count_of_seats)
        self._keeping = Keeping()
        # What is prepared for an empty tile stands under the tile's complement, a negative number.
        self._tiles: dict[int, _Tile] = {}
        self._numbers = count(1)
        self._generations = count(1)
        self._closed = False
        self._tended_at_s = 0.0

    def show(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        """Show ``url`` in the tile from now on: a hard cut, at once where it was prepared for an empty tile."""
        self.clear(tile)
        ahead = self._tiles.get(~tile)
        if ahead is not None and _is_for(ahead.shown, url, width_px, height_px, _LIVE[kind]):
            self._tiles[tile] = self._tiles.pop(~tile)
            self._begin_to_show(ahead)
            return
        self.forgo(tile)
        self._tiles[tile] = _Tile(shown=self._begun(url, width_px, height_px, _LIVE[kind]))

    def show_next(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        """Show ``url`` once its first picture is there (or after 6 s with its error); until then the old one stays."""
        held = self._tiles.get(tile)
        if held is None:
            self.show(tile, url, width_px, height_px, kind)
            return
        if held.warm and held.next is not None and _is_for(held.next, url, width_px, height_px, _LIVE[kind]):
            self._take_warm(held, held.next)
            return
        self.forgo(tile)
        if held.next is not None:
            self._end(held.next, keep_stream=held.next.stream == held.shown.stream)
        held.next = self._begun(url, width_px, height_px, _LIVE[kind])
        if held.hidden:
            held.next.seat.tell(Hide(stream=held.next.stream))

    def prepare(self, tile: int, url: str, width_px: int, height_px: int, kind: Kind = "sub") -> None:
        """Open ``url`` for the tile's next change and decode its first picture, no more; ``show_next`` then shows it at once.

        For an empty tile ``show`` does. Where another stream waits already, or nobody sees the tile, nothing is opened.
        """
        held = self._tiles.get(tile)
        if held is None:
            ahead = self._tiles.get(~tile)
            if ahead is None or not _is_for(ahead.shown, url, width_px, height_px, _LIVE[kind]):
                self.forgo(tile)
                self._tiles[~tile] = _Tile(shown=self._begun(url, width_px, height_px, _LIVE[kind]))
            return
        if held.hidden or (held.next is not None and not held.warm):
            return
        if held.next is None or not _is_for(held.next, url, width_px, height_px, _LIVE[kind]):
            self.forgo(tile)
            held.next = self._begun(url, width_px, height_px, _LIVE[kind])
            held.warm = True

    def forgo(self, tile: int) -> None:
        """End what was prepared for the tile and not asked for."""
        held = self._tiles.get(tile)
        if held is not None and held.warm and held.next is not None:
            self._end(held.next)
            held.next = None
            held.warm = held.stilled = False
        if tile >= 0:
            self.clear(~tile)

    def resize(self, tile: int, width_px: int, height_px: int) -> None:
        """Deliver pictures for a tile of this size, pixels; the old size stays until the first of the new."""
        held = self._tiles.get(tile)
        if held is None:
            return
        feed = held.shown if held.warm else held.next or held.shown
        if (feed.slot.width_px, feed.slot.height_px) == (width_px, height_px):
            return
        self.forgo(tile)
        slot = self._slot(width_px, height_px)
        feed.seat.tell(Retarget(stream=feed.stream, slot=_address(slot)))
        resized = _Feed(
            stream=feed.stream, url=feed.url, live=feed.live, slot=slot, seat=feed.seat, begun_at_s=time.monotonic()
        )
        if held.next is not None:
            held.next.slot.close()
        held.next = resized

    def clear(self, tile: int) -> None:
        """Show nothing in the tile."""
        held = self._tiles.pop(tile, None)
        if held is None:
            return
        if held.next is not None:
            self._end(held.next, keep_stream=held.next.stream == held.shown.stream)
        self._end(held.shown)

    def hide(self, tile: int) -> None:
        """Stop decoding: nobody looks. The connection is given back after 10 s."""
        self._set_hidden(tile, True)

    def reveal(self, tile: int) -> None:
        """Decode again."""
        self._set_hidden(tile, False)

    def retry_now(self, tile: int) -> None:
        """Try an offline camera at once."""
        if (held := self._tiles.get(tile)) is not None:
            for feed in filter(None, (held.shown, held.next)):
                feed.seat.tell(RetryNow(stream=feed.stream))

    def keep_picture(self, tile: int, path: str) -> int | None:
        """Let the tile's next whole picture be written to a PNG file, as large as its source sends it.

        Returns the number under which ``kept`` will tell of it; None where no pictures come.
        """
        feed = self._playing(tile)
        return None if feed is None else self._keeping.picture(feed.seat, feed.stream, path)

    def keep_clip(self, tile: int, path: str, after_s: float = CLIP_AFTER_S) -> int | None:
        """Let what is remembered of the tile's stream, and what comes within ``after_s``, be written as it was sent.

        The stream goes on for it whatever the tile shows next. Returns as ``keep_picture``.
        """
        feed = self._playing(tile)
        return None if feed is None else self._keeping.clip(feed.seat, feed.stream, path, after_s)

    def cut_clip(self, job: int) -> None:
        """End a clip now; it is kept as far as it came."""
        self._keeping.cut(job)

    def kept(self) -> list[Told]:
        """Return what has come of files that were asked for, since the last time; asked only while some are awaited."""
        return self._keeping.told()

    def tiles(self) -> list[int]:
        """Return the tiles that show something, in order."""
        return sorted(tile for tile in self._tiles if tile >= 0)

    def mark(self, tile: int) -> tuple[int, int]:
        """Return (generation, sequence) of what ``latest`` would show; cheap, asked of every tile at every tick."""
        held = self._tiles.get(tile)
        if held is None:
            return 0, 0
        if held.next is not None:
            self._swap_when_ready(held)
        return held.shown.slot.generation, held.shown.slot.sequence()

    def latest(self, tile: int) -> TileView:
        """Return what the tile shows now."""
        if time.monotonic() - self._tended_at_s >= _TEND_EVERY_S:
            self.tend()
        held = self._tiles.get(tile)
        if held is None:
            return EMPTY
        if held.next is not None:
            self._swap_when_ready(held)
        feed = held.shown
        return view_of(feed.slot, feed.url, feed.begun_at_s, hidden=held.hidden, is_up=feed.seat.is_up())

    def tend(self) -> None:
        """Bring lost workers back and replace worn ones."""
        self._tended_at_s = time.monotonic()
        if not self._closed:
            for seat in self._seats.tend():
                self._begin_again(seat)
            self._renew_one()
            self._still_ahead()

    def worker_pids(self) -> list[int]:
        """Return the process ids of the workers, for diagnosis."""
        return self._seats.pids()

    def workers_lost(self) -> int:
        """Return how many workers have ended of themselves so far, for diagnosis; worn ones that were replaced do not count."""
        return self._seats.lost

    def close(self) -> None:
        """End all streams and workers and remove the shared memory. The pool is then of no more use."""
        self._closed = True
        self._seats.close()
        for held in self._tiles.values():
            for feed in filter(None, (held.shown, held.next)):
                feed.slot.close()
        self._tiles.clear()

    def _begun(self, url: str, width_px: int, height_px: int, live: TileState) -> _Feed:
        slot, seat = self._slot(width_px, height_px), self._seats.seat_for_one_more()
        feed = _Feed(stream=next(self._numbers), url=url, live=live, slot=slot, seat=seat, begun_at_s=time.monotonic())
        feed.seat.streams.add(feed.stream)
        feed.seat.opens += 1
        feed.seat.tell(self._play(feed))
        return feed

    def _play(self, feed: _Feed) -> Play:
        slot = _address(feed.slot)
        return Play(
            stream=feed.stream,
            url=feed.url,
            live=feed.live,
            slot=slot,
            choices=self._choices,
            memory_bytes=self._memory_bytes,
        )

    def _slot(self, width_px: int, height_px: int) -> SlotReader:
        return SlotReader(max(2, width_px), max(2, height_px), next(self._generations))

    def _end(self, feed: _Feed, *, keep_stream: bool = False) -> None:
        if not keep_stream and not self._keeping.outlives(feed.stream):
            feed.seat.streams.discard(feed.stream)
            feed.seat.tell(Stop(stream=feed.stream))
        feed.slot.close()

    def _playing(self, tile: int) -> _Feed | None:
        held = self._tiles.get(tile)
        is_live = held is not None and held.shown.slot.header().state in LIVE_STATES
        return held.shown if held is not None and is_live and not held.hidden and held.shown.seat.is_up() else None

    def _set_hidden(self, tile: int, hidden: bool) -> None:
        held = self._tiles.get(tile)
        if held is None or held.hidden == hidden:
            return
        held.hidden = hidden
        self.forgo(tile)
        for feed in filter(None, (held.shown, held.next)):
            feed.seat.tell(Hide(stream=feed.stream) if hidden else Reveal(stream=feed.stream))

    def _swap_when_ready(self, held: _Tile) -> None:
        waiting = held.next
        if waiting is None or held.hidden:
            return
        if held.warm:
            if not held.stilled and _has_come(waiting):
                held.stilled = True
                waiting.seat.tell(Hide(stream=waiting.stream))
            return
        if not _has_come(waiting) and time.monotonic() - waiting.begun_at_s < SWAP_AFTER_S:
            # A resized stream without pictures has no picture to wait for, only its state; a live one has.
            same = waiting.stream == held.shown.stream
            if not same or waiting.slot.header().state in {TileState.CONNECTING, *LIVE_STATES}:
                return
        self._end(held.shown, keep_stream=held.shown.stream == waiting.stream)
        held.shown, held.next = waiting, None

    def _still_ahead(self) -> None:
        """Decode no more of what is prepared for empty tiles once its first picture is there."""
        for tile, held in self._tiles.items():
            if tile < 0 and not held.hidden and _has_come(held.shown):
                held.hidden = True
                held.shown.seat.tell(Hide(stream=held.shown.stream))

    @staticmethod
    def _begin_to_show(ahead: _Tile) -> None:
        """Let what was prepared for an empty tile go on from its first picture."""
        if ahead.hidden:
            ahead.hidden = False
            ahead.shown.seat.tell(Reveal(stream=ahead.shown.stream))
        ahead.shown.begun_at_s = time.monotonic()

    @staticmethod
    def _take_warm(held: _Tile, prepared: _Feed) -> None:
        """Let what was prepared be swapped in, at once if its first picture is there."""
        if held.stilled:
            prepared.seat.tell(Reveal(stream=prepared.stream))
        prepared.begun_at_s = time.monotonic()
        held.warm = held.stilled = False

    def _begin_again(self, seat: WorkerSeat) -> None:
        """Give a new worker the streams of the lost one, each in a slot of its own: the old may be half written."""
        for held in self._tiles.values():
            if held.next is not None and held.next.stream == held.shown.stream:
                held.shown.slot.close()
                held.shown, held.next = held.next, None
            for feed in filter(None, (held.shown, held.next)):
                if feed.seat is seat:
                    feed.slot.close()
                    feed.slot = self._slot(feed.slot.width_px, feed.slot.height_px)
                    feed.begun_at_s = time.monotonic()
                    seat.tell(self._play(feed))
                    held.stilled = False
                    if held.hidden:
                        seat.tell(Hide(stream=feed.stream))

    def _renew_one(self) -> None:
        """Move one tile off a worker that has opened so many streams that it is to be replaced."""
        if (seat := self._seats.retiring()) is None:
            return
        for held in self._tiles.values():
            if held.shown.seat is seat and held.next is None and not held.hidden:
                slot = held.shown.slot
                held.next = self._begun(held.shown.url, slot.width_px, slot.height_px, held.shown.live)
                return


def _has_come(feed: _Feed) -> bool:
    """Tell whether the first picture is there; the worker writes it a moment before it says that the stream is live."""
    return feed.slot.sequence() > 0 and feed.slot.header().state in LIVE_STATES


def _is_for(feed: _Feed, url: str, width_px: int, height_px: int, live: TileState) -> bool:
    size = (max(2, width_px), max(2, height_px))
    return (feed.url, feed.live, feed.slot.width_px, feed.slot.height_px) == (url, live, *size)


def _address(slot: SlotReader) -> SlotAddress:
    return SlotAddress(name=slot.name, width_px=slot.width_px, height_px=slot.height_px)
