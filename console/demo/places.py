"""Key sites, sensors and seats of departments of a demo city."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import numpy as np
import shapely
from numpy.typing import NDArray

from console.demo import names
from console.demo.crews import Where, wheres
from console.demo.ground import DIGITS, M_PER_DEGREE, MIDDLE, Ground
from console.demo.plan import Plan
from console.demo.regions import Realm
from console.domain.crew import Department
from console.domain.grid import GridKind, Region, RegionCode
from console.domain.place import LatLng
from console.domain.sensor import Sensor, SensorId, SensorKind
from console.domain.site import Site, SiteId, SiteKind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

KIND_OF_SPECIALS: Mapping[str, SiteKind] = MappingProxyType(
    {
        "中学": SiteKind.SCHOOL,
        "小学": SiteKind.SCHOOL,
        "公园": SiteKind.PARK,
        "商业广场": SiteKind.MALL,
        "人民医院": SiteKind.HOSPITAL,
        "农贸市场": SiteKind.MARKET,
        "产业园": SiteKind.ENTERPRISE,
        "客运站": SiteKind.STATION,
        "体育中心": SiteKind.VENUE,
    }
)
"""What the special grids of ``regions`` are, by how their names end."""
SITES: Sequence[tuple[SiteKind, str, int]] = (
    (SiteKind.SCHOOL, "{stem}幼儿园", 16),
    (SiteKind.SCHOOL, "{stem}实验学校", 8),
    (SiteKind.HOSPITAL, "{stem}社区卫生服务中心", 9),
    (SiteKind.CARE_HOME, "{stem}养老服务中心", 9),
    (SiteKind.MALL, "{stem}购物中心", 8),
    (SiteKind.MARKET, "{stem}集贸市场", 7),
    (SiteKind.PARK, "{stem}口袋公园", 7),
    (SiteKind.STATION, "{road}公交枢纽站", 6),
    (SiteKind.VENUE, "{stem}文化馆", 4),
    (SiteKind.ENTERPRISE, "{stem}食品厂", 6),
    (SiteKind.ENTERPRISE, "{stem}机械厂", 6),
    (SiteKind.HAZARDOUS, "{road}加油站", 8),
    (SiteKind.HAZARDOUS, "{stem}化工仓库", 3),
    (SiteKind.OTHER, "{stem}自来水厂", 3),
)
"""What else there is, by which name, and how often."""
INSIDE: Sequence[tuple[SensorKind, Sequence[str]]] = (
    (SensorKind.SMOKE, ("门厅烟感", "二楼走廊烟感", "库房烟感", "电动车充电处烟感")),
    (SensorKind.SMOKE, ("值班室烟感", "三楼走廊烟感", "地下车库烟感")),
    (SensorKind.GAS, ("厨房燃气探测器", "锅炉房燃气探测器")),
    (SensorKind.ELECTRICAL, ("配电间电气火灾监测", "总配电箱电气火灾监测")),
)
OUTSIDE: Sequence[tuple[SensorKind, str, int]] = (
    (SensorKind.MANHOLE, "{road}与{cross}交叉口井盖监测", 50),
    (SensorKind.MANHOLE, "{road}{number}号井盖监测", 25),
    (SensorKind.WATER_LEVEL, "{road}下穿通道积水监测", 25),
    (SensorKind.TILT, "{stem}边坡倾斜监测", 12),
    (SensorKind.TILT, "{road}{number}号房屋倾斜监测", 12),
    (SensorKind.OTHER, "{road}路灯控制箱监测", 8),
)
PREFIX: Mapping[SensorKind, str] = MappingProxyType(
    {
        SensorKind.SMOKE: "YG",
        SensorKind.GAS: "RQ",
        SensorKind.ELECTRICAL: "DQ",
        SensorKind.WATER_LEVEL: "SW",
        SensorKind.TILT: "QX",
        SensorKind.MANHOLE: "JG",
        SensorKind.OTHER: "QT",
    }
)
INSIDE_SHARE, WET_SHARE = 0.6, 0.06
OFF_SHARE = 0.04
ASIDE_M = (16.0, 45.0)
"""How far from the middle of a site its sensors are: beside its sign on a map, and not on one another."""


def sites(plan: Plan, realm: Realm, ground: Ground, rng: np.random.Generator) -> list[Site]:
    """Return exactly ``plan.sites`` sites, by region: those that have a grid of their own first, then others in town."""
    dry = np.flatnonzero(realm.grid_number >= ground.wet_grids)
    own = [index for index in dry.tolist() if realm.grids[index].kind is GridKind.SPECIAL][: plan.sites]
    weight = 1 / np.sqrt(ground.area_km2[realm.grid_number[dry]])
    others = rng.choice(dry, plan.sites - len(own), p=weight / weight.sum()).tolist()
    share = np.array([often for _, _, often in SITES], dtype=float)
    what = rng.choice(len(SITES), len(others), p=share / share.sum()).tolist()
    places = ground.places(realm.grid_number[own + others], rng).tolist()
    where = wheres(realm)
    known = _Names()
    told = [(_special(realm.grids[index]), index) for index in own]
    told += [(known.site(what[turn], realm.grids[index], where, rng), index) for turn, index in enumerate(others)]
    order = sorted(range(len(told)), key=lambda turn: realm.grids[told[turn][1]].code)
    return [
        Site(
            id=SiteId(f"ZD{realm.grids[told[turn][1]].code[:6]}{number:05d}"),
            name=told[turn][0][1],
            kind=told[turn][0][0],
            region=realm.grids[told[turn][1]].code,
            place=LatLng(places[turn][1], places[turn][0]),
        )
        for number, turn in enumerate(order, 1)
    ]


def sensors(
    plan: Plan, realm: Realm, ground: Ground, sites: Sequence[Site], rng: np.random.Generator, now: datetime
) -> list[Sensor]:
    """Return exactly ``plan.sensors`` sensors: most of them in key sites, some at the water, the others along roads."""
    inside, wet = round(plan.sensors * INSIDE_SHARE), round(plan.sensors * WET_SHARE)
    told = _inside(realm, ground, sites, inside, rng) + _at_water(realm, ground, wet, rng)
    told += _outside(realm, ground, plan.sensors - inside - wet, rng)
    told.sort(key=lambda one: (one[2], one[1]))
    off = (rng.random(len(told)) < OFF_SHARE).tolist()
    ages_s = rng.integers(5, 900, len(told)).tolist()
    silent_h = rng.integers(2, 72, len(told)).tolist()
    made: list[Sensor] = []
    named: Counter[str] = Counter()
    for number, (kind, name, region, place) in enumerate(told, 1):
        turn = number - 1
        named[name] += 1
        ago = timedelta(hours=silent_h[turn]) if off[turn] else timedelta(seconds=ages_s[turn])
        made.append(
            Sensor(
                id=SensorId(f"{PREFIX[kind]}-{region[:6]}-{number:05d}"),
                name=name if named[name] == 1 else f"{named[name]}号{name}",
                kind=kind,
                region=region,
                place=place,
                is_on=not off[turn],
                told_at=now - ago,
            )
        )
    return made


def seated(
    departments: Sequence[Department], realm: Realm, ground: Ground, rng: np.random.Generator
) -> list[Department]:
    """Return the departments with their seats, each in one of the closest-built grids of its region."""
    area = ground.area_km2[realm.grid_number].copy()
    area[realm.grid_number < ground.wet_grids] = math.inf
    codes = np.array([grid.code for grid in realm.grids])
    chosen: list[int] = []
    for department in departments:
        first, after = np.searchsorted(codes, (department.region, f"{department.region}~"))
        closest = first + np.argsort(area[first:after], kind="stable")[: max(1, min(40, (after - first) // 4))]
        chosen.append(int(closest[rng.integers(0, len(closest))]))
    places = ground.places(realm.grid_number[chosen], rng).tolist()
    return [
        replace(department, place=LatLng(lat, lng)) for department, (lng, lat) in zip(departments, places, strict=True)
    ]


Told = tuple[SensorKind, str, RegionCode, LatLng]
"""A sensor before it has an id: what it is, its name, the code of its grid, its place."""


def _special(grid: Region) -> tuple[SiteKind, str]:
    name = grid.name.removesuffix("专属网格")
    return next(kind for end, kind in KIND_OF_SPECIALS.items() if name.endswith(end)), name


class _Names:
    """Names of sites, none twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def site(
        self, what: int, grid: Region, where: Mapping[RegionCode, Where], rng: np.random.Generator
    ) -> tuple[SiteKind, str]:
        kind, form, _ = SITES[what]
        assert grid.parent is not None
        there = where[grid.parent]
        road = there.roads[int(rng.integers(0, len(there.roads)))]
        stem = names.stem(there.village.name)
        forms = (form, f"{form}（{{road}}）", f"{form}（{there.township.name}{{road}}）")
        tries = [one.format(stem=stem, road=road) for one in forms]
        name = next((one for one in tries if one not in self._taken), f"{tries[-1]}{len(self._taken)}")
        self._taken.add(name)
        return kind, name


def _inside(realm: Realm, ground: Ground, sites: Sequence[Site], count: int, rng: np.random.Generator) -> list[Told]:
    """Return sensors in sites, each a little aside of the others there, within the site's own grid."""
    indoors = [site for site in sites if site.kind is not SiteKind.PARK]
    chosen = rng.integers(0, len(indoors), count).tolist()
    what = rng.integers(0, len(INSIDE), count).tolist()
    pick = rng.random(count).tolist()
    angle, far = rng.uniform(0, math.tau, count), rng.uniform(*ASIDE_M, count)
    middle = np.array([(indoors[one].place.lng_deg, indoors[one].place.lat_deg) for one in chosen])
    narrow = math.cos(math.radians(MIDDLE.lat_deg))
    aside = np.column_stack([far * np.cos(angle) / narrow, far * np.sin(angle)]) / M_PER_DEGREE
    index_of = {grid.code: index for index, grid in enumerate(realm.grids)}
    shapes = ground.grids[realm.grid_number[[index_of[indoors[one].region] for one in chosen]]]
    places = np.round(middle + aside, DIGITS)
    out = ~shapely.contains_xy(shapes, places[:, 0], places[:, 1])
    places[out] = middle[out]
    made: list[Told] = []
    for turn, (lng, lat) in enumerate(places.tolist()):
        kind, words = INSIDE[what[turn]]
        site = indoors[chosen[turn]]
        made.append((kind, site.name + words[int(pick[turn] * len(words))], site.region, LatLng(lat, lng)))
    return made


def _at_water(realm: Realm, ground: Ground, count: int, rng: np.random.Generator) -> list[Told]:
    wet = np.flatnonzero(realm.grid_number < ground.wet_grids)
    chosen = rng.choice(wet, count)
    places = ground.places(realm.grid_number[chosen], rng).tolist()
    made: list[Told] = []
    for index, (lng, lat) in zip(chosen.tolist(), places, strict=True):
        grid = realm.grids[index]
        water = names.RIVER if int(realm.grid_number[index]) < ground.river_grids else names.LAKE
        number = grid.name.rpartition("第")[2].removesuffix("网格")
        made.append((SensorKind.WATER_LEVEL, f"{water}第{number}段水位计", grid.code, LatLng(lat, lng)))
    return made


def _outside(realm: Realm, ground: Ground, count: int, rng: np.random.Generator) -> list[Told]:
    dry = np.flatnonzero(realm.grid_number >= ground.wet_grids)
    weight = 1 / np.sqrt(ground.area_km2[realm.grid_number[dry]])
    chosen = rng.choice(dry, count, p=weight / weight.sum())
    places = ground.places(realm.grid_number[chosen], rng).tolist()
    share = np.array([often for _, _, often in OUTSIDE], dtype=float)
    what = rng.choice(len(OUTSIDE), count, p=share / share.sum()).tolist()
    numbers = rng.integers(1, 180, count).tolist()
    where = wheres(realm)
    made: list[Told] = []
    for turn, (index, (lng, lat)) in enumerate(zip(chosen.tolist(), places, strict=True)):
        grid = realm.grids[index]
        assert grid.parent is not None
        there = where[grid.parent]
        road, cross = rng.choice(len(there.roads), 2, replace=False).tolist()
        kind, form, _ = OUTSIDE[what[turn]]
        stem = names.stem(there.village.name)
        name = form.format(road=there.roads[road], cross=there.roads[cross], stem=stem, number=numbers[turn])
        made.append((kind, name, grid.code, LatLng(lat, lng)))
    return made
