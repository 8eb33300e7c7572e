"""The jurisdiction tree of a demo city: codes and names for its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from console.demo import names
from console.demo.city_code import CITY_CODE
from console.demo.ground import Ground, united
from console.domain.grid import GridKind, Rating, Region, RegionCode, Tier

Ints = NDArray[np.int64]

RURAL_KM2 = 0.3
FIRST_URBAN, FIRST_COUNTY = 2, 21
FIRST_STREET, FIRST_TOWN, FIRST_RURAL = 1, 100, 200
FIRST_COMMUNITY, FIRST_VILLAGE = 1, 200
SPECIALS = (
    "{stem}中学",
    "{stem}小学",
    "{stem}公园",
    "{stem}商业广场",
    "{stem}人民医院",
    "{stem}农贸市场",
    "{stem}产业园",
    "{stem}客运站",
    "{stem}体育中心",
)
SPECIAL_SHARE = 0.055
RATINGS = (Rating.GREEN, Rating.BLUE, Rating.YELLOW, Rating.ORANGE, Rating.RED)
RATING_SHARES = (0.66, 0.2, 0.09, 0.035, 0.015)


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """All regions, the upper ones first; ``grid_number`` is the number on the ground of each of ``grids``."""

    city: Region
    districts: tuple[Region, ...]
    townships: tuple[Region, ...]
    villages: tuple[Region, ...]
    grids: tuple[Region, ...]
    grid_number: Ints

    @property
    def all(self) -> tuple[Region, ...]:
        return (self.city, *self.districts, *self.townships, *self.villages, *self.grids)

    @property
    def centres(self) -> tuple[Region, ...]:
        return (self.city, *self.districts, *self.townships, *self.villages)


def realm(ground: Ground, rng: np.random.Generator) -> Realm:
    """Return the tree over the ground; the denser a part, the more urban its names."""
    shapes = _upper_shapes(ground)
    once = names.Once(rng)
    mean = _mean_km2(ground)
    city = _region(CITY_CODE, names.CITY, Tier.CITY, None, shapes[0][0])
    districts = _districts(city, mean[0], shapes[1])
    townships = _townships(districts, ground.district_of, mean[1], shapes[2], once, rng)
    villages = _villages(townships, ground.township_of, mean[2], shapes[3], once, rng)
    grids, number = _grids(villages, ground, rng)
    return Realm(
        city=city,
        districts=_by_code(districts),
        townships=_by_code(townships),
        villages=_by_code(villages),
        grids=grids,
        grid_number=number,
    )


def _upper_shapes(ground: Ground) -> list[NDArray[np.object_]]:
    """Return the shapes of city, districts, townships and villages, each tier joined from the one below."""
    villages = united(ground.grids, ground.village_of)
    townships = united(villages, ground.township_of)
    districts = united(townships, ground.district_of)
    return [united(districts, np.zeros(len(districts), dtype=np.int64)), districts, townships, villages]


def _mean_km2(ground: Ground) -> list[NDArray[np.float64]]:
    """Return how large the grids of each district, township and village are on average."""
    township_of = ground.township_of[ground.village_of]
    district_of = ground.district_of[township_of]
    dry = np.arange(len(ground.grids)) >= ground.wet_grids
    return [
        np.bincount(part[dry], ground.area_km2[dry]) / np.bincount(part[dry])
        for part in (district_of, township_of, ground.village_of)
    ]


def _region(
    code: str,
    name: str,
    tier: Tier,
    parent: Region | None,
    shape: shapely.Geometry,
    kind: GridKind = GridKind.BASE,
    rating: Rating = Rating.NONE,
) -> Region:
    return Region(
        code=RegionCode(code),
        name=name,
        tier=tier,
        parent=parent.code if parent else None,
        kind=kind,
        rating=rating,
        shape_wkb=shapely.to_wkb(shape),
    )


def _by_code(regions: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(sorted(regions, key=lambda region: region.code))


def _districts(city: Region, km2: NDArray[np.float64], shapes: NDArray[np.object_]) -> list[Region]:
    """Return the districts in the ground's order: the denser ones 区, the wider ones 县."""
    order = np.argsort(km2, kind="stable").tolist()
    urban = (len(order) + 1) // 2
    made: dict[int, Region] = {}
    for place, number in enumerate(order):
        is_urban = place < urban
        code = f"{city.code}{FIRST_URBAN + place if is_urban else FIRST_COUNTY + place - urban:02d}"
        name = names.DISTRICTS[place] + ("区" if is_urban else "县")
        made[number] = _region(code, name, Tier.DISTRICT, city, shapes[number])
    return [made[number] for number in range(len(order))]


def _townships(
    districts: Sequence[Region],
    district_of: Ints,
    km2: NDArray[np.float64],
    shapes: NDArray[np.object_],
    once: names.Once,
    rng: np.random.Generator,
) -> list[Region]:
    """Return the townships: 街道 where grids are small, else 镇, and here and there a 乡."""
    next_code: dict[str, int] = {}
    made: list[Region] = []
    for number, district in enumerate(district_of.tolist()):
        above = districts[district]
        if km2[number] < RURAL_KM2 / 2:
            suffix, first = "街道", FIRST_STREET
        elif rng.random() < 0.82:
            suffix, first = "镇", FIRST_TOWN
        else:
            suffix, first = "乡", FIRST_RURAL
        last = next_code.get(above.code + suffix, first)
        next_code[above.code + suffix] = last + 1
        made.append(_region(f"{above.code}{last:03d}", once.place() + suffix, Tier.TOWNSHIP, above, shapes[number]))
    return made


def _villages(
    townships: Sequence[Region],
    township_of: Ints,
    km2: NDArray[np.float64],
    shapes: NDArray[np.object_],
    once: names.Once,
    rng: np.random.Generator,
) -> list[Region]:
    """Return the villages: 社区 in streets and in the middle of towns, else 村."""
    next_code: dict[str, int] = {}
    made: list[Region] = []
    for number, township in enumerate(township_of.tolist()):
        above = townships[township]
        is_community = above.name.endswith("街道") or km2[number] < RURAL_KM2
        first = FIRST_COMMUNITY if is_community else FIRST_VILLAGE
        last = next_code.get(f"{above.code}{first}", first)
        next_code[f"{above.code}{first}"] = last + 1
        own = once.place() if is_community or rng.random() < 0.3 else once.hamlet()
        name = own + ("社区" if is_community else "村")
        made.append(_region(f"{above.code}{last:03d}", name, Tier.VILLAGE, above, shapes[number]))
    return made


def _grids(villages: Sequence[Region], ground: Ground, rng: np.random.Generator) -> tuple[tuple[Region, ...], Ints]:
    """Return the grids by code, with each one's number on the ground."""
    special = rng.random(len(ground.grids)) < SPECIAL_SHARE
    what = rng.integers(0, len(SPECIALS), len(ground.grids)).tolist()
    ratings = rng.choice(len(RATINGS), len(ground.grids), p=RATING_SHARES).tolist()
    middle = ground.sites[ground.first_cell[:-1]]
    reading = np.lexsort((middle[:, 0], -np.round(middle[:, 1], 3)))
    count: dict[str, int] = {}
    taken: set[str] = set()
    made: list[tuple[Region, int]] = []
    for number in reading.tolist():
        village = villages[ground.village_of[number]]
        last = count[village.code] = count.get(village.code, 0) + 1
        kind, name = GridKind.BASE, f"{village.name}第{last}网格"
        site = SPECIALS[what[number]].format(stem=names.stem(village.name))
        if number < ground.river_grids:
            kind, name = GridKind.SPECIAL, f"{names.RIVER}{names.WATER}第{number + 1}网格"
        elif number < ground.wet_grids:
            kind, name = GridKind.SPECIAL, f"{names.LAKE}{names.WATER}第{number - ground.river_grids + 1}网格"
        elif special[number] and site not in taken:
            kind, name = GridKind.SPECIAL, f"{site}专属网格"
            taken.add(site)
        code = f"{village.code}{last:03d}"
        shape = ground.grids[number]
        made.append((_region(code, name, Tier.GRID, village, shape, kind, RATINGS[ratings[number]]), number))
    made.sort(key=lambda pair: pair[0].code)
    return tuple(region for region, _ in made), np.array([number for _, number in made])
