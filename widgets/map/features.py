"""From places on earth to what the page draws: the one spot where (lat, lng) becomes (x, y)."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from console.atlas import Atlas, Shape
from console.domain.grid import GridKind, Rating, RegionCode, Tier
from console.domain.place import LatLng
from widgets.map import datum
from widgets.map.packing import pack

DEEPEST_ZOOM: Final = 22
"""Places travel as whole pixels of this zoom: 4 cm, and the whole world fits 31 bits."""
WORLD_PX: Final = 256 << DEEPEST_ZOOM
MAX_LAT_DEG: Final = 85.05112878
RATINGS: Final = tuple(Rating)

Key = TypeVar("Key", bound=Hashable)
Pixels = NDArray[np.int32]


def world_px(lngs: ArrayLike, lats: ArrayLike) -> Pixels:
    """Return Web-Mercator pixels at DEEPEST_ZOOM in the base map's datum, shape (n, 2), x to the east, y to the south.

    Source: EPSG:3857, spherical Mercator.
    """
    lng, lat = datum.all_shown(np.asarray(lngs, dtype=float), np.asarray(lats, dtype=float))
    lat = np.radians(np.clip(lat, -MAX_LAT_DEG, MAX_LAT_DEG))
    x = (lng / 360 + 0.5) * WORLD_PX
    y = (0.5 - np.arcsinh(np.tan(lat)) / (2 * np.pi)) * WORLD_PX
    return np.stack([np.rint(x), np.rint(y)], axis=-1).astype(np.int32)


def world_px_of(place: LatLng) -> tuple[int, int]:
    """Return one place in the pixels of ``world_px``; ten times as fast for one as the array way."""
    place = datum.shown(place)
    lat = math.radians(min(max(place.lat_deg, -MAX_LAT_DEG), MAX_LAT_DEG))
    x = (place.lng_deg / 360 + 0.5) * WORLD_PX
    y = (0.5 - math.asinh(math.tan(lat)) / (2 * math.pi)) * WORLD_PX
    return round(x), round(y)


@dataclass(frozen=True, slots=True)
class Delta:
    """What of a layer of points changed: slots, their pixels (n, 2) and their looks; look 0 is an empty slot."""

    slots: NDArray[np.uint32]
    px: Pixels
    looks: NDArray[np.uint16]


class Points(Generic[Key]):
    """The symbols of one layer, each in a slot that it keeps; remembers what the page has not heard yet.

    A look is a number of 16 bits whose meaning is the layer's; 0 stands for nothing.
    """

    def __init__(self) -> None:
        self._slot_of: dict[Key, int] = {}
        self._key_at: list[Key | None] = []
        self._free: list[int] = []
        self._px: Pixels = np.zeros((64, 2), dtype=np.int32)
        self._looks = np.zeros(64, dtype=np.uint16)
        self._unsaid: set[int] = set()

    def __len__(self) -> int:
        return len(self._slot_of)

    def __contains__(self, key: object) -> bool:
        return key in self._slot_of

    @property
    def px(self) -> Pixels:
        """Pixels by slot, shape (slots, 2); a view, not to be written."""
        return self._px[: len(self._key_at)]

    @property
    def looks(self) -> NDArray[np.uint16]:
        """Looks by slot; a view, not to be written."""
        return self._looks[: len(self._key_at)]

    def keys(self) -> Iterable[Key]:
        return self._slot_of.keys()

    def slot_of(self, key: Key) -> int | None:
        return self._slot_of.get(key)

    def px_of(self, key: Key) -> tuple[int, int] | None:
        """Return where a symbol is, None where there is none."""
        slot = self._slot_of.get(key)
        return (int(self._px[slot, 0]), int(self._px[slot, 1])) if slot is not None else None

    def key_at(self, slot: int) -> Key | None:
        return self._key_at[slot]

    def put(self, key: Key, px: tuple[int, int], look: int) -> None:
        """Place or change a symbol; the same again says nothing to the page."""
        slot = self._slot_of.get(key)
        if slot is None:
            slot = self._take_slot(key)
        elif self._looks[slot] == look and self._px[slot, 0] == px[0] and self._px[slot, 1] == px[1]:
            return
        self._px[slot] = px
        self._looks[slot] = look
        self._unsaid.add(slot)

    def drop(self, key: Key) -> None:
        """Take a symbol away; one that is not there is none the less gone."""
        slot = self._slot_of.pop(key, None)
        if slot is None:
            return
        self._key_at[slot] = None
        self._looks[slot] = 0
        self._free.append(slot)
        self._unsaid.add(slot)

    def keep_only(self, keys: Iterable[Key]) -> None:
        """Take away what is not among ``keys``."""
        wanted = set(keys)
        for key in [key for key in self._slot_of if key not in wanted]:
            self.drop(key)

    def changed(self) -> Delta | None:
        """Return what changed since the last call of this or of ``snapshot``; None where nothing did."""
        if not self._unsaid:
            return None
        slots = np.fromiter(self._unsaid, dtype=np.uint32, count=len(self._unsaid))
        slots.sort()
        self._unsaid.clear()
        return Delta(slots, self._px[slots], self._looks[slots])

    def snapshot(self) -> bytes:
        """Return the whole layer for the page; afterwards nothing is left to be said."""
        self._unsaid.clear()
        return pack({"px": self.px, "looks": self.looks}, {})

    def _take_slot(self, key: Key) -> int:
        if self._free:
            slot = self._free.pop()
            self._key_at[slot] = key
        else:
            slot = len(self._key_at)
            self._key_at.append(key)
            if slot == len(self._px):
                self._px = np.concatenate([self._px, np.zeros_like(self._px)])
                self._looks = np.concatenate([self._looks, np.zeros_like(self._looks)])
        self._slot_of[key] = slot
        return slot


class Ground:
    """The grids and their borders as the page draws them; made once from the atlas as it is then."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas.still()
        self.codes: Sequence[RegionCode] = atlas.grid_codes
        self._index = {code: index for index, code in enumerate(self.codes)}

    def forget(self) -> None:
        """Let what is made of pixels be made anew: the base map has another datum."""
        for made in ("packed", "middles", "_middling_px"):
            self.__dict__.pop(made, None)

    def is_of(self, atlas: Atlas) -> bool:
        """Tell whether the atlas has not been drawn anew since."""
        return self._atlas.is_as(atlas)

    def index_of(self, code: str | None) -> int:
        """Return the grid's number on the page, -1 for none."""
        return self._index.get(RegionCode(code), -1) if code is not None else -1

    @cached_property
    def middles(self) -> Pixels:
        """The middles of the grids as world px, shape (n, 2)."""
        places = self._atlas.centres_of(self.codes)
        return world_px(places[:, 0], places[:, 1]).reshape(-1, 2)

    def zoom_of_side(self, side_px: float) -> float:
        """Return the first whole zoom at which a middling grid has this side on the screen; 0 without grids."""
        middling = self._middling_px
        return max(0, math.ceil(DEEPEST_ZOOM + math.log2(side_px / max(middling, 1)))) if middling is not None else 0

    @cached_property
    def _middling_px(self) -> float | None:
        """The side of a middling grid in world px; None without grids."""
        shapes = [shape for code in self.codes if (shape := self._atlas.shape(code)) is not None]
        if not shapes:
            return None
        west, south, east, north = shapely.bounds(np.array(shapes, dtype=object)).T
        size = world_px(east, south) - world_px(west, north)
        return float(np.median(np.sqrt(np.prod(size.astype(np.float64), axis=1))))

    @cached_property
    def packed(self) -> bytes:
        """The binary that the page fetches once."""
        shapes = [shape for code in self.codes if (shape := self._atlas.shape(code)) is not None]
        rings = _Rings.of(shapes)
        lines = _borders(self._atlas, rings, self.codes)
        land = _Rings.of(_land(self._atlas))
        return pack(
            {
                "ring_px": rings.px,
                "ring_at": rings.at,
                "ring_grid": rings.owner,
                "grid_special": self._special(),
                "line_px": lines.px,
                "line_at": lines.at,
                "line_tier": lines.tier,
                "land_px": land.px,
                "land_at": land.at,
            },
            {"labels": self._labels(), "grids": len(self.codes)},
        )

    def _special(self) -> NDArray[np.uint8]:
        regions = map(self._atlas.region, self.codes)
        return np.array([region is not None and region.kind is GridKind.SPECIAL for region in regions], dtype=np.uint8)

    def ratings(self, ratings: Mapping[RegionCode, Rating]) -> NDArray[np.uint8]:
        """Return the rating of every grid as an index into RATINGS."""
        none = RATINGS.index(Rating.NONE)
        known = {rating: number for number, rating in enumerate(RATINGS)}
        return np.array([known[ratings[code]] if code in ratings else none for code in self.codes], dtype=np.uint8)

    def _labels(self) -> list[tuple[str, int, int, int]]:
        """Return (name, x, y, tier) of every region that has ground, high tiers first."""
        regions = sorted(self._atlas.regions(), key=lambda region: region.tier)
        places = self._atlas.centres_of([region.code for region in regions])
        px = world_px(np.nan_to_num(places[:, 0]), np.nan_to_num(places[:, 1])).tolist()
        has_ground = np.isfinite(places[:, 0]).tolist()
        return [
            (region.name, x, y, int(region.tier))
            for region, (x, y), is_there in zip(regions, px, has_ground, strict=True)
            if is_there
        ]


@dataclass(frozen=True, slots=True)
class _Rings:
    """Closed rings one after another: ring n is ``px[at[n]:at[n + 1]]`` and belongs to shape ``owner[n]``."""

    px: Pixels
    at: NDArray[np.uint32]
    owner: NDArray[np.uint32]

    @staticmethod
    def of(shapes: Sequence[Shape]) -> _Rings:
        turned = shapely.orient_polygons(np.array(shapes, dtype=object)) if shapes else np.array([], dtype=object)
        parts, part_owner = shapely.get_parts(turned, return_index=True)
        rings, ring_part = shapely.get_rings(parts, return_index=True)
        places = shapely.get_coordinates(rings)
        at = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(rings))])
        owner = part_owner[ring_part]
        return _Rings(world_px(places[:, 0], places[:, 1]), at.astype(np.uint32), owner.astype(np.uint32))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Border lines one after another: line n is ``px[at[n]:at[n + 1]]`` and parts regions of ``tier[n]``."""

    px: Pixels
    at: NDArray[np.uint32]
    tier: NDArray[np.uint8]


def _land(atlas: Atlas) -> list[Shape]:
    """Return what lies inside the jurisdiction: the shapes of the tops of its tree."""
    tops = [region for region in atlas.regions() if region.parent is None or region.parent not in atlas]
    return [shape for region in tops if (shape := atlas.shape(region.code)) is not None]


def _borders(atlas: Atlas, rings: _Rings, codes: Sequence[RegionCode]) -> _Lines:
    """Return every border once, with the highest tier that it parts.

    Tiers with boundaries of their own contribute them; of the others, a border is where their grids meet.
    """
    ends, ring_of, low, high = _segments(rings)
    order = np.lexsort((np.arange(len(low)), high, low))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    has_twin = np.zeros(len(order), dtype=bool)
    has_twin[:-1] = is_first[:-1] & ~is_first[1:]
    owner = rings.owner[ring_of].astype(np.int64)
    twin = np.roll(owner[order], -1)
    tier = np.full(len(order), int(Tier.GRID), dtype=np.uint8)
    for level, ancestor in _ancestors(atlas, codes):
        parts = has_twin & (ancestor[owner[order]] != ancestor[twin])
        tier[parts & (tier > level)] = level
    kept = np.sort(order[is_first])
    tier_at = np.empty(len(order), dtype=np.uint8)
    tier_at[order] = tier
    met = _runs(ends[kept], kept, ring_of[kept], tier_at[kept])
    return _joined([met, *_drawn_borders(atlas)])


def outlines(shapes: Sequence[Shape], kinds: NDArray[np.uint8]) -> _Lines:
    """Return the borders of shapes, each a kind of its own; where two of a kind meet, their border is there once."""
    rings = _Rings.of(shapes)
    ends, ring_of, low, high = _segments(rings)
    kind = kinds[rings.owner[ring_of]]
    order = np.lexsort((np.arange(len(low)), high, low, kind))
    is_first = np.ones(len(order), dtype=bool)
    for key in (low, high, kind):
        is_first[1:] &= key[order][1:] == key[order][:-1]
    is_first[1:] = ~is_first[1:]
    kept = np.sort(order[is_first])
    return _runs(ends[kept], kept, ring_of[kept], kind[kept])


def _segments(rings: _Rings) -> tuple[Pixels, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return from each point of a ring to the next: both ends, the ring, and the ends as numbers, the lower one first."""
    ends = np.stack([rings.px[:-1], rings.px[1:]], axis=1)
    ring_of = np.repeat(np.arange(len(rings.at) - 1), np.diff(rings.at).astype(np.int64))
    inside = ring_of[:-1] == ring_of[1:] if len(ring_of) else np.zeros(0, dtype=bool)
    ends, ring_of = ends[inside], ring_of[:-1][inside]
    packed = ends[..., 0].astype(np.int64) << 32 | ends[..., 1].astype(np.int64)
    return ends, ring_of, np.minimum(packed[:, 0], packed[:, 1]), np.maximum(packed[:, 0], packed[:, 1])


def _ancestors(atlas: Atlas, codes: Sequence[RegionCode]) -> Iterable[tuple[int, NDArray[np.int64]]]:
    """Yield each tier without boundaries of its own and, by grid, a number for the region of it above the grid."""
    for tier in (Tier.VILLAGE, Tier.TOWNSHIP, Tier.DISTRICT):
        regions = atlas.regions(tier)
        if not regions or any(region.shape_wkb for region in regions):
            continue
        numbers = {region.code: number for number, region in enumerate(regions)}
        above = np.full(len(codes), -1, dtype=np.int64)
        for index, code in enumerate(codes):
            region = atlas.region(code)
            while region is not None and region.tier > tier:
                region = atlas.region(region.parent) if region.parent is not None else None
            above[index] = numbers.get(region.code, -1) if region is not None else -1
        yield int(tier), above


def _runs(ends: Pixels, number: NDArray[np.int64], ring: NDArray[np.int64], tier: NDArray[np.uint8]) -> _Lines:
    """Join segments that follow one another on a ring and part the same tier into lines."""
    if not len(ends):
        return _Lines(np.zeros((0, 2), np.int32), np.zeros(1, np.uint32), np.zeros(0, np.uint8))
    breaks = np.ones(len(ends), dtype=bool)
    breaks[1:] = (np.diff(number) != 1) | (np.diff(ring) != 0) | (np.diff(tier.astype(np.int16)) != 0)
    run = np.cumsum(breaks) - 1
    starts = np.flatnonzero(breaks)
    px = np.empty((len(ends) + len(starts), 2), dtype=np.int32)
    px[np.arange(len(ends)) + run + 1] = ends[:, 1]
    px[starts + np.arange(len(starts))] = ends[starts, 0]
    at = np.append(starts + np.arange(len(starts)), len(px)).astype(np.uint32)
    return _Lines(px, at, tier[starts])


def _drawn_borders(atlas: Atlas) -> Iterable[_Lines]:
    for tier in (Tier.VILLAGE, Tier.TOWNSHIP, Tier.DISTRICT, Tier.CITY):
        own = [region.code for region in atlas.regions(tier) if region.shape_wkb]
        rings = _Rings.of([shape for code in own if (shape := atlas.shape(code)) is not None])
        yield _Lines(rings.px, rings.at, np.full(len(rings.at) - 1, int(tier), dtype=np.uint8))


def _joined(many: Sequence[_Lines]) -> _Lines:
    shifts = np.cumsum([0, *(len(lines.px) for lines in many)])
    at = [lines.at[:-1] + np.uint32(shift) for lines, shift in zip(many, shifts, strict=False)]
    return _Lines(
        np.concatenate([lines.px for lines in many]),
        np.concatenate([*at, shifts[-1:]]).astype(np.uint32),
        np.concatenate([lines.tier for lines in many]),
    )
