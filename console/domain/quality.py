"""Which stream each tile plays, the sub-stream or the main: by its size, by who looks at it, and by the load.

Everything is a function of what is told of the tiles and of the clock that is handed in. A change waits for a size that
lasts and for the last change to be some seconds old, so that nothing goes to and fro at a border.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from console.domain.camera import CameraId
from console.domain.decode_budget import DecodeBudget, Rank, Share, Wish
from console.domain.wall import Stream

SUB_UP_TO_PX = 171
MAIN_ABOVE_PX = 230
SMALL_FOR_S = 1.0
MANY_TILES = 16
"""On a wall of more tiles than these, new ones begin with the sub-stream."""
SWITCH_EVERY_S = 5.0
BALANCE_EVERY_S = 0.5
RETRY_EVERY_S = 600.0

# A tile's first second says nothing about the load.
_NEW_FOR_S = 1.0
_LATE_S = 0.5
_WHOLE_SHARE = 0.75
_LATE_LOOKS = 2
_SETTLES_S = 2.0
_CALM_S = 5.0
_OFFENCES_MAX = 2
# A main stream that does not come is worth less than the sub-stream that did.
_COMES_WITHIN_S = 8.0

# What is reckoned with until the first picture has told better: px of a picture, and pictures a second.
_GUESSED_PX: Mapping[Stream, int] = {"main": 1920 * 1080, "sub": 640 * 360}
_FPS = 25.0
_MPS_PER_CORE = 100.0


class Why(StrEnum):
    """Why a tile plays the stream that it plays; a code that the views translate."""

    LARGE = "large"
    SMALL = "small"
    BETWEEN = "between"
    WHOLE = "whole"
    HELD = "held"
    ONLY = "only"
    MANY = "many"
    BUDGET = "budget"
    CPU = "cpu"
    NETWORK = "network"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Choice:
    """The stream of one tile, and why."""

    stream: Stream
    why: Why


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What is asked of one tile and what was seen of it.

    ``is_whole``: it is alone on the screen, or zoomed into. ``held``: the stream that a hand has chosen.
    ``plays``: the stream whose pictures come now, None where none come; ``lag_s``, ``decoded``, ``shown`` and
    ``source_px`` (px of one picture, 0 where not known) are of that stream.
    """

    camera: CameraId
    height_px: int
    has_main: bool
    is_whole: bool = False
    is_selected: bool = False
    held: Stream | None = None
    plays: Stream | None = None
    lag_s: float = 0.0
    decoded: int = 0
    shown: int = 0
    source_px: int = 0


@dataclass(kw_only=True, slots=True)
class _Tile:
    """What is remembered of a tile."""

    camera: CameraId
    choice: Choice
    begun_s: float
    switched_s: float = float("-inf")
    small_since_s: float | None = None
    counted: tuple[int, int] = (0, 0)
    late_looks: int = 0
    is_thin: bool = False
    offences: int = 0
    offended_s: float = float("-inf")
    not_before_s: float = float("-inf")
    came: bool = False
    is_one_of_many: bool = False
    is_away: bool = False


def default_budget_mps(cores: int) -> float:
    """Return how many megapixels a second a workstation decodes beside its other work.

    Measured: 640 × 360 at 25 a second, decoded and scaled, takes 0.04 to 0.05 of a core.
    """
    return _MPS_PER_CORE * max(1, cores)


class Quality:
    """Chooses the stream of every tile of a wall; ``share`` bounds what all decode, those of other walls included."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._tiles: dict[int, _Tile] = {}
        self._source_px: dict[tuple[CameraId, Stream], int] = {}
        self._balanced_s = float("-inf")
        self._eased_s = float("-inf")
        self._late_s = float("-inf")

    def rest(self) -> None:
        """Take nothing of the budget: nobody sees the wall."""
        self._share.grant(0.0, ())

    def begin(self, place: int) -> None:
        """Forget a tile: what hangs there was hung anew."""
        self._tiles.pop(place, None)

    def choose(self, now_s: float, tiles: Mapping[int, Shown]) -> Mapping[int, Choice]:
        """Return what each tile is to play now; tiles that are not told of are not seen and cost nothing."""
        for place, tile in tiles.items():
            self._learn(now_s, place, tile, len(tiles))
        if now_s - self._balanced_s >= BALANCE_EVERY_S:
            self._balanced_s = now_s
            self._balance(now_s, tiles)
        wishes = {place: self._wish(now_s, place, tile) for place, tile in tiles.items()}
        for place, choice in self._within_budget(tiles, wishes).items():
            self._take(now_s, place, choice, tiles[place])
        return {place: self._tiles[place].choice for place in tiles}

    def foresee(self, now_s: float, tiles: Mapping[int, Shown]) -> Mapping[int, Choice]:
        """Return what these tiles would begin with if they were all that this wall shows; nothing is remembered of it."""
        alone = Quality(DecodeBudget(self._share.room_mps()).share())
        alone._source_px = self._source_px.copy()
        return alone.choose(now_s, tiles)

    def _learn(self, now_s: float, place: int, tile: Shown, seen: int) -> None:
        known = self._tiles.get(place)
        if known is None or known.camera != tile.camera:
            known = self._tiles[place] = _Tile(camera=tile.camera, choice=_first(tile, seen), begun_s=now_s)
            if known.choice.why is Why.MANY:
                known.is_one_of_many = True
                known.not_before_s = now_s + RETRY_EVERY_S
        if known.is_one_of_many and seen <= MANY_TILES:
            known.is_one_of_many = False
            known.not_before_s = now_s
        self._look_for_pictures(now_s, known, tile)
        if tile.plays is not None and tile.source_px:
            self._source_px[tile.camera, tile.plays] = tile.source_px
        if tile.height_px > SUB_UP_TO_PX:
            known.small_since_s = None
        elif known.small_since_s is None:
            known.small_since_s = now_s

    @staticmethod
    def _look_for_pictures(now_s: float, known: _Tile, tile: Shown) -> None:
        if tile.plays == known.choice.stream:
            if known.is_away:
                # The camera was away, not its main stream.
                known.not_before_s = now_s
            known.came, known.is_away = True, False
        elif known.choice.why is Why.MISSING and not known.came and now_s - known.begun_s > _COMES_WITHIN_S:
            known.is_away = True

    def _wish(self, now_s: float, place: int, tile: Shown) -> Choice:
        """Return what a tile would play if it were alone."""
        known = self._tiles[place]
        now = known.choice
        if (forced := _forced(tile)) is not None and not (forced.why is Why.WHOLE and self._is_missing(now_s, known)):
            return forced
        if now.stream == "main":
            if not known.came and now_s - known.begun_s > _COMES_WITHIN_S:
                known.not_before_s = now_s + RETRY_EVERY_S
                return Choice("sub", Why.MISSING)
            is_small = known.small_since_s is not None and now_s - known.small_since_s >= SMALL_FOR_S
            return Choice("sub", Why.SMALL) if is_small else Choice("main", _why_main(tile))
        if tile.height_px <= MAIN_ABOVE_PX:
            return Choice("sub", _why_sub(tile, now.why))
        if now_s < known.not_before_s or (known.offences and not self._is_calm(now_s)):
            return now
        return Choice("main", Why.LARGE)

    def _balance(self, now_s: float, tiles: Mapping[int, Shown]) -> None:
        """Let one tile go down when pictures come late: where many are late the processor is short, else a line."""
        for place, tile in tiles.items():
            self._look_for_lag(now_s, self._tiles[place], tile)
        late = [place for place in tiles if self._tiles[place].late_looks >= _LATE_LOOKS]
        if not late:
            return
        self._late_s = now_s
        if now_s - self._eased_s < _SETTLES_S:
            return
        live = [place for place in tiles if tiles[place].plays is not None]
        thin = [place for place in late if self._tiles[place].is_thin]
        why = Why.CPU if len(thin) >= 2 and 2 * len(thin) > len(live) else Why.NETWORK
        may_go = [
            place
            for place in (live if why is Why.CPU else late)
            if self._tiles[place].choice.stream == "main" and self._may_go_down(now_s, place, tiles[place])
        ]
        if may_go:
            self._eased_s = now_s
            self._offend(now_s, _by_rank(tiles, may_go)[-1], why)

    def _look_for_lag(self, now_s: float, known: _Tile, tile: Shown) -> None:
        decoded, shown = tile.decoded - known.counted[0], tile.shown - known.counted[1]
        known.counted = (tile.decoded, tile.shown)
        settled = now_s - known.begun_s >= _NEW_FOR_S and tile.plays == known.choice.stream
        known.is_thin = settled and decoded >= 4 and 0 <= shown < _WHOLE_SHARE * decoded
        is_late = settled and (tile.lag_s >= _LATE_S or known.is_thin)
        known.late_looks = known.late_looks + 1 if is_late else 0

    def _may_go_down(self, now_s: float, place: int, tile: Shown) -> bool:
        return (
            _forced(tile) is None and not tile.is_selected and now_s - self._tiles[place].switched_s >= SWITCH_EVERY_S
        )

    def _offend(self, now_s: float, place: int, why: Why) -> None:
        known = self._tiles[place]
        # Long ago is forgiven.
        known.offences = 1 if now_s - known.offended_s >= RETRY_EVERY_S else known.offences + 1
        known.offended_s = now_s
        known.not_before_s = now_s + (RETRY_EVERY_S if known.offences >= _OFFENCES_MAX else SWITCH_EVERY_S)
        self._switch(now_s, known, Choice("sub", why))

    def _is_calm(self, now_s: float) -> bool:
        return now_s - self._late_s >= _CALM_S and now_s - self._eased_s >= _SETTLES_S

    @staticmethod
    def _is_missing(now_s: float, known: _Tile) -> bool:
        if known.choice.stream == "main":
            return not known.came and now_s - known.begun_s > _COMES_WITHIN_S
        return known.choice.why is Why.MISSING and now_s < known.not_before_s

    def _within_budget(self, tiles: Mapping[int, Shown], wishes: Mapping[int, Choice]) -> Mapping[int, Choice]:
        """Return the wishes with the least important of them denied, as far as all would decode too much."""
        asked = [
            Wish(
                place=place,
                rank=_rank(place, tile),
                more_mps=self._mps(tile.camera, "main") - self._mps(tile.camera, "sub"),
                goes_up=self._tiles[place].choice.stream == "sub",
                must=_forced(tile) is not None or tile.is_selected,
            )
            for place, tile in tiles.items()
            if wishes[place].stream == "main"
        ]
        granted = self._share.grant(sum(self._mps(tile.camera, "sub") for tile in tiles.values()), asked)
        denied = {wish.place: Choice("sub", Why.BUDGET) for wish in asked if wish.place not in granted}
        return {**wishes, **denied}

    def _mps(self, camera: CameraId, stream: Stream) -> float:
        return self._source_px.get((camera, stream), _GUESSED_PX[stream]) * _FPS / 1e6

    def _take(self, now_s: float, place: int, wish: Choice, tile: Shown) -> None:
        known = self._tiles[place]
        if wish.stream == known.choice.stream:
            known.choice = wish
        elif _forced(tile) is not None or known.begun_s == now_s:
            known.choice = wish
            known.begun_s, known.came = now_s, False
        elif now_s - known.switched_s >= SWITCH_EVERY_S:
            if known.offences and wish.stream == "main":
                # After trouble they go up one by one.
                if not self._is_calm(now_s):
                    return
                self._eased_s = now_s
            self._switch(now_s, known, wish)

    @staticmethod
    def _switch(now_s: float, known: _Tile, choice: Choice) -> None:
        known.choice = choice
        known.switched_s = known.begun_s = now_s
        known.late_looks, known.came = 0, False


def _forced(tile: Shown) -> Choice | None:
    """Return what a tile must play, whatever it costs."""
    if not tile.has_main:
        return Choice("sub", Why.ONLY)
    if tile.held is not None:
        return Choice(tile.held, Why.HELD)
    return Choice("main", Why.WHOLE) if tile.is_whole else None


def _first(tile: Shown, seen: int) -> Choice:
    if (forced := _forced(tile)) is not None:
        return forced
    if tile.height_px <= MAIN_ABOVE_PX:
        return Choice("sub", _why_sub(tile, Why.SMALL))
    return Choice("sub", Why.MANY) if seen > MANY_TILES else Choice("main", Why.LARGE)


def _why_main(tile: Shown) -> Why:
    return Why.LARGE if tile.height_px > MAIN_ABOVE_PX else Why.BETWEEN


def _why_sub(tile: Shown, before: Why) -> Why:
    if tile.height_px <= SUB_UP_TO_PX:
        return Why.SMALL
    return before if before in (Why.BUDGET, Why.CPU, Why.NETWORK, Why.MISSING) else Why.BETWEEN


def _by_rank(tiles: Mapping[int, Shown], places: Sequence[int]) -> list[int]:
    """Return places, the most important first: what is looked at, then the larger, then the earlier."""
    return sorted(places, key=lambda place: _rank(place, tiles[place]))


def _rank(place: int, tile: Shown) -> Rank:
    return not (tile.is_whole or tile.held == "main"), not tile.is_selected, -tile.height_px, place
