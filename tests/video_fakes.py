"""A video pool without video: remembers what it was asked for and shows what it is told to show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

from console.domain.decode_budget import DecodeBudget
from console.video.kept_files import CLIP_AFTER_S, Told
from console.video.pool import TileView
from console.video.slots import Pixels, line_bytes
from console.video.states import Reason, TileState
from console.video.testcams.glyphs import GLYPH_PX, glyph
from console.video.testcams.loop import HEIGHT_PX, WIDTH_PX


def pixels_of(picture: NDArray[np.uint8]) -> Pixels:
    """Return a picture of shape (height, width, 4), BGRA, as a slot gives it; it can be drawn into by its rows."""
    height_px, width_px = picture.shape[:2]
    pixels = Pixels(memoryview(bytearray(line_bytes(width_px) * height_px)), width_px, height_px)
    np.asarray(pixels.rows())[:, :width_px] = picture
    return pixels


def captioned(text: str, width_px: int, height_px: int) -> NDArray[np.uint8]:
    """Return a grey picture, BGRA, with a caption where a test camera writes its own."""
    picture = np.full((HEIGHT_PX, WIDTH_PX, 4), 90, dtype=np.uint8)
    for place, letter in enumerate(text):
        picture[:GLYPH_PX, place * GLYPH_PX : (place + 1) * GLYPH_PX] = glyph(letter)[:, :, None]
    frame = av.VideoFrame.from_ndarray(picture, "bgra").reformat(width_px, height_px)
    return frame.to_ndarray(format="bgra").astype(np.uint8)


@dataclass
class FakeStream:
    """What one tile plays; ``view`` is what the pool tells of it."""

    url: str
    size: tuple[int, int]
    kind: str
    view: TileView
    hidden: bool = False
    retries: int = 0


@dataclass
class FakePool:
    """Stands in for ``console.video.pool.VideoPool``; nothing happens by itself."""

    playing: dict[int, FakeStream] = field(default_factory=dict)
    waiting: dict[int, FakeStream] = field(default_factory=dict)
    prepared: dict[int, str] = field(default_factory=dict)
    warm: dict[int, tuple[str, int, int, str]] = field(default_factory=dict)
    warm_shown: list[int] = field(default_factory=list)
    cuts: int = 0
    budget: DecodeBudget = field(default_factory=lambda: DecodeBudget(10_000.0))
    asked: dict[int, tuple[int, str]] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _generations: count[int] = field(default_factory=lambda: count(1))

    def show(self, tile: int, url: str, width_px: int, height_px: int, kind: Literal["sub", "main"] = "sub") -> None:
        self.cuts += 1
        self.waiting.pop(tile, None)
        self._end_warm(tile, (url, width_px, height_px, kind))
        self.playing[tile] = self._stream(url, width_px, height_px, kind)

    def show_next(
        self, tile: int, url: str, width_px: int, height_px: int, kind: Literal["sub", "main"] = "sub"
    ) -> None:
        if tile in self.playing:
            self._end_warm(tile, (url, width_px, height_px, kind))
        if tile not in self.playing:
            self.show(tile, url, width_px, height_px, kind)
        else:
            self.waiting[tile] = self._stream(url, width_px, height_px, kind)

    def prepare(self, tile: int, url: str, width_px: int, height_px: int, kind: Literal["sub", "main"] = "sub") -> None:
        assert width_px > 0
        assert height_px > 0
        assert kind
        self.prepared[tile] = url
        self.warm[tile] = (url, width_px, height_px, kind)

    def forgo(self, tile: int) -> None:
        self.prepared.pop(tile, None)

    def resize(self, tile: int, width_px: int, height_px: int) -> None:
        for stream in (self.playing.get(tile), self.waiting.get(tile)):
            if stream is not None:
                stream.size = (width_px, height_px)

    def clear(self, tile: int) -> None:
        self.prepared.pop(tile, None)
        self.playing.pop(tile, None)
        self.waiting.pop(tile, None)

    def hide(self, tile: int) -> None:
        if tile in self.playing:
            self.playing[tile].hidden = True

    def reveal(self, tile: int) -> None:
        if tile in self.playing:
            self.playing[tile].hidden = False

    def retry_now(self, tile: int) -> None:
        if tile in self.playing:
            self.playing[tile].retries += 1

    def mark(self, tile: int) -> tuple[int, int]:
        stream = self.playing.get(tile)
        return (0, 0) if stream is None else (stream.view.generation, stream.view.sequence)

    def latest(self, tile: int) -> TileView:
        stream = self.playing.get(tile)
        if stream is None:
            return TileView(state=TileState.EMPTY, reason=Reason.NOT_REQUESTED)
        return replace(stream.view, state=TileState.PAUSED) if stream.hidden else stream.view

    def keep_picture(self, tile: int, path: str) -> int | None:
        """Take note under which number which tile is to be written where."""
        if tile not in self.playing or self.playing[tile].view.sequence == 0:
            return None
        job = len(self.asked) + 1
        self.asked[job] = (tile, path)
        return job

    def keep_clip(self, tile: int, path: str, after_s: float = CLIP_AFTER_S) -> int | None:
        assert after_s > 0
        return self.keep_picture(tile, path)

    def cut_clip(self, job: int) -> None:
        self.cut.append(job)

    def kept(self) -> list[Told]:
        told, self.told = self.told, []
        return told

    def picture_comes(self, tile: int, grey: int = 128, *, lag_s: float = 0.0) -> None:
        """Let a picture come in a tile; a camera that waited is swapped in by it."""
        if tile in self.waiting:
            self.playing[tile] = self.waiting.pop(tile)
        stream = self.playing[tile]
        width_px, height_px = stream.size
        pixels = pixels_of(np.full((height_px, width_px, 4), grey, dtype=np.uint8))
        state = TileState.LIVE if stream.kind == "main" else TileState.LIVE_SUB
        sequence = stream.view.sequence + 1
        stream.view = replace(stream.view, state=state, pixels=pixels, sequence=sequence, age_s=0.0, lag_s=lag_s)

    def tell(self, tile: int, state: TileState, reason: Reason = Reason.NONE, **more: object) -> None:
        """Let a tile be in a state; ``more`` are fields of its view."""
        stream = self.playing[tile]
        stream.view = replace(stream.view, state=state, reason=reason, **more)  # type: ignore[arg-type]

    def urls(self) -> dict[int, str]:
        """Return what plays where, or waits to."""
        return {tile: stream.url for tile, stream in sorted({**self.playing, **self.waiting}.items())}

    def _end_warm(self, tile: int, asked: tuple[str, int, int, str]) -> None:
        """Note a tile as shown at once if what was prepared for it is just what is asked for."""
        if self.prepared.pop(tile, None) is not None and self.warm[tile] == asked:
            self.warm_shown.append(tile)

    def _stream(self, url: str, width_px: int, height_px: int, kind: str) -> FakeStream:
        view = TileView(state=TileState.CONNECTING, generation=next(self._generations), url=url)
        return FakeStream(url, (width_px, height_px), kind, view)
