"""What a tile of the pool shows now, as read from its slot."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from console.video.slots import Pixels, SlotReader
from console.video.states import FRESH_FOR_S, LIVE_STATES, STALE_AFTER_S, Decoder, Reason, TileState


@dataclass(frozen=True, kw_only=True, slots=True)
class TileView:
    """What a tile shows now.

    ``pixels`` look into shared memory; paint them before the next call of ``latest`` and do not keep them. ``age_s``: seconds since the last decoded picture, None before the first.
    ``next_try_s``: seconds until the next try, None when none is waited for. ``generation`` changes with every new
    picture source of the tile, ``sequence`` with every picture.
    """

    state: TileState
    reason: Reason = Reason.NONE
    error: str = ""
    pixels: Pixels | None = None
    generation: int = 0
    sequence: int = 0
    age_s: float | None = None
    lag_s: float = 0.0
    next_try_s: float | None = None
    attempts: int = 0
    decoded: int = 0
    shown: int = 0
    kept_bytes: int = 0
    url: str = field(default="", repr=False)
    codec: str = ""
    decoder: Decoder = Decoder.SOFTWARE
    source_px: tuple[int, int] = (0, 0)


EMPTY = TileView(state=TileState.EMPTY, reason=Reason.NOT_REQUESTED)


def view_of(slot: SlotReader, url: str, begun_at_s: float, *, hidden: bool, is_up: bool) -> TileView:
    """Return what a tile shows that is fed from ``slot``; ``is_up``: its worker lives. ``begun_at_s`` is monotonic."""
    header = slot.header()
    now_s = time.monotonic()
    state, reason = header.state, header.reason
    if hidden:
        state, reason = TileState.PAUSED, Reason.NONE
    elif not is_up:
        state, reason = TileState.RECONNECTING, Reason.WORKER_LOST
    # What was prepared shows its first picture, with its own time, until the next key frame.
    elif state in LIVE_STATES and now_s - header.frame_at_s > STALE_AFTER_S and now_s - begun_at_s >= FRESH_FOR_S:
        state, reason = TileState.STALE, Reason.TIMEOUT
    pixels = slot.picture()
    return TileView(
        state=state,
        reason=reason,
        error=header.error,
        pixels=pixels,
        generation=slot.generation,
        sequence=slot.seen,
        age_s=now_s - header.frame_at_s if header.frame_at_s else None,
        lag_s=header.lag_s,
        next_try_s=max(0.0, header.next_try_at_s - now_s) if header.next_try_at_s else None,
        attempts=header.attempts,
        decoded=header.decoded,
        shown=header.shown,
        kept_bytes=header.kept_bytes,
        url=url,
        codec=header.codec,
        decoder=header.decoder,
        source_px=(header.source_width_px, header.source_height_px),
    )
