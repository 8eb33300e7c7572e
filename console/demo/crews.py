"""The people and things of a demo city: crews, departments, cameras and operators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from console.demo import names
from console.demo.cameras import moved_at
from console.demo.ground import Ground
from console.demo.plan import Plan
from console.demo.regions import Realm
from console.domain.camera import Camera, CameraId
from console.domain.crew import Crew, CrewId, CrewKind, Department, DepartmentId, Duty
from console.domain.grid import GridKind, Region, RegionCode
from console.domain.place import LatLng
from console.domain.shift import SEAT_ROLES, Operator, Role

Ints = NDArray[np.int64]

UNITS_PER_TOWNSHIP = 3
UNITS_PER_DISTRICT = 4
VOLUNTEER_SHARE = 0.06
ON_DUTY = {CrewKind.GRID_WORKER: 0.8, CrewKind.GRID_HEAD: 0.45, CrewKind.UNIT: 0.85, CrewKind.VOLUNTEER: 0.3}
UNIT_NAMES = ("城管执法中队", "应急处置队", "市政抢修队", "环卫保洁队", "平安巡防队", "消防救援站")
RESCUE, REPAIR, MEDIATION = frozenset({"first_aid", "rescue"}), frozenset({"electric", "gas"}), frozenset({"mediation"})
SKILLS_OF_UNITS = {"消防救援站": RESCUE, "应急处置队": RESCUE, "市政抢修队": REPAIR}
DEPARTMENTS = (
    "城市管理局",
    "住房和城乡建设局",
    "公安{bureau}",
    "消防救援{brigade}",
    "水务局",
    "交通运输局",
    "生态环境局",
    "应急管理局",
    "市场监督管理局",
    "园林绿化中心",
    "供电公司",
    "燃气公司",
)
SEATS = (
    ("受理员", Role.CALL_TAKER),
    ("派遣员", Role.DISPATCHER),
    ("值班长", Role.SHIFT_LEAD),
    ("核查员", Role.CHECKER),
    ("指挥长", Role.DUTY_COMMANDER),
)
SPOTS = (
    "{road}与{cross}交叉口",
    "{road}与{cross}交叉口",
    "{road}{number}号",
    "{road}公交站",
    "{stem}小学门口",
    "{stem}中学门口",
    "{stem}公园北门",
    "{stem}农贸市场",
    "{stem}站地铁口",
    "{stem}小区南门",
    "{stem}桥",
    "{road}停车场",
)
TAGS = {
    "学校": ("中学", "小学", "学校", "幼儿园"),
    "商圈": ("市场", "广场", "商", "步行街"),
    "医院": ("医院", "卫生"),
    "交通": ("地铁", "客运", "公交", "停车场"),
}
FLOODS = "易涝点"
WET_SPOTS = ("{stem}段堤岸", "{stem}码头", "{stem}排涝站", "{stem}段观测点")
GIVEN_OUT = "00"
CAMERA_TYPE = "132"


@dataclass(frozen=True, slots=True)
class Where:
    """What a place is called: its village, the township above, and the roads there."""

    village: Region
    township: Region
    roads: tuple[str, ...]


def wheres(realm: Realm) -> dict[RegionCode, Where]:
    """Return what places in each village are called, by the village's code."""
    townships = {township.code: township for township in realm.townships}
    found: dict[RegionCode, Where] = {}
    for village in realm.villages:
        assert village.parent is not None
        township = townships[village.parent]
        found[village.code] = Where(village, township, names.roads(village.name, township.name, village.code))
    return found


def crews(plan: Plan, realm: Realm, ground: Ground, rng: np.random.Generator, now: datetime) -> list[Crew]:
    """Return exactly ``plan.crews`` crews: a worker for each grid, units, volunteers, then heads, then more workers."""
    homes: list[tuple[CrewKind, Region, str]] = []
    for centre, count in [(d, UNITS_PER_DISTRICT) for d in realm.districts] + [
        (t, UNITS_PER_TOWNSHIP) for t in realm.townships
    ]:
        first = int(rng.integers(0, len(UNIT_NAMES)))
        own = [UNIT_NAMES[(first + turn) % len(UNIT_NAMES)] for turn in range(count)]
        homes += [(CrewKind.UNIT, centre, centre.name + name) for name in own]
    volunteers = round(plan.crews * VOLUNTEER_SHARE)
    single = plan.crews - len(homes)
    people = names.people(single, rng)
    homes += [(CrewKind.GRID_WORKER, grid, "") for grid in realm.grids]
    village_of_volunteer = rng.integers(0, len(realm.villages), volunteers).tolist()
    homes += [(CrewKind.VOLUNTEER, realm.villages[village], "") for village in village_of_volunteer]
    heads = min(plan.crews - len(homes), len(realm.grids))
    homes += [
        (CrewKind.GRID_HEAD, realm.grids[grid], "") for grid in rng.permutation(len(realm.grids))[:heads].tolist()
    ]
    more = rng.integers(0, len(realm.grids), plan.crews - len(homes)).tolist()
    homes += [(CrewKind.GRID_WORKER, realm.grids[grid], "") for grid in more]
    homes.sort(key=lambda home: (home[1].code, home[0]))
    return _on_the_ground(homes, people, realm, ground, rng, now)


def _on_the_ground(
    homes: list[tuple[CrewKind, Region, str]],
    people: list[str],
    realm: Realm,
    ground: Ground,
    rng: np.random.Generator,
    now: datetime,
) -> list[Crew]:
    codes = np.array([grid.code for grid in realm.grids])
    home_codes = np.array([region.code for _, region, _ in homes])
    first = np.searchsorted(codes, home_codes)
    after = np.searchsorted(codes, np.char.add(home_codes, "~"))
    grid = realm.grid_number[rng.integers(first, after)]
    places = ground.places(grid, rng).tolist()
    awake = rng.random(len(homes)).tolist()
    ages = rng.integers(2, 90, len(homes)).tolist()
    made: list[Crew] = []
    persons = iter(people)
    for number, (kind, region, name) in enumerate(homes):
        on_duty = awake[number] < ON_DUTY[kind]
        lng, lat = places[number]
        made.append(
            Crew(
                id=CrewId(f"W{number + 1:05d}"),
                name=name or next(persons),
                kind=kind,
                region=region.code,
                duty=Duty.ON_DUTY if on_duty else Duty.OFF_DUTY,
                phone=names.telephone(20_000_000 + number),
                place=LatLng(lat, lng) if on_duty else None,
                fixed_at=now - timedelta(seconds=ages[number]) if on_duty else None,
                skills=_skills(kind, name),
            )
        )
    return made


def _skills(kind: CrewKind, name: str) -> frozenset[str]:
    """Return what a unit of that name can do; a grid head settles disputes."""
    if kind is CrewKind.GRID_HEAD:
        return MEDIATION
    return next((skills for unit, skills in SKILLS_OF_UNITS.items() if name.endswith(unit)), frozenset())


def departments(realm: Realm) -> list[Department]:
    """Return the departments of the city and of each district."""
    made: list[Department] = []
    for centre in (realm.city, *realm.districts):
        own = {
            "bureau": "分局" if centre.name.endswith("区") else "局",
            "brigade": "支队" if centre is realm.city else "大队",
        }
        for number, name in enumerate(DEPARTMENTS, 1):
            made.append(
                Department(
                    id=DepartmentId(f"{centre.code}-{number:02d}"),
                    name=centre.name + name.format(**own),
                    region=centre.code,
                )
            )
    return made


def operators(realm: Realm, rng: np.random.Generator) -> list[Operator]:
    """Return one operator with all seats for every centre, and for city and districts one for each seat besides."""
    once = names.Once(rng)
    made = [Operator(name=f"值班员{once.person()}", centre=centre.code, roles=SEAT_ROLES) for centre in realm.centres]
    for centre in (realm.city, *realm.districts):
        made += [
            Operator(name=title + once.person(), centre=centre.code, roles=frozenset({role})) for title, role in SEATS
        ]
    return made


def cameras(
    plan: Plan,
    realm: Realm,
    ground: Ground,
    rng: np.random.Generator,
    camera_url: Callable[[int, str], str],
    now: datetime,
) -> list[Camera]:
    """Return the cameras, numbered from 1 by region, all of them working ``now``; names are unique within a village."""
    weight = 1 / np.sqrt(ground.area_km2[realm.grid_number])
    chosen = np.sort(rng.choice(len(realm.grids), plan.cameras, p=weight / weight.sum()))
    places = ground.places(realm.grid_number[chosen], rng).tolist()
    where = wheres(realm)
    taken: set[tuple[str, str]] = set()
    made: list[Camera] = []
    for number, (grid_index, (lng, lat)) in enumerate(zip(chosen.tolist(), places, strict=True), 1):
        grid = realm.grids[grid_index]
        wet = int(realm.grid_number[grid_index]) < ground.wet_grids
        assert grid.parent is not None
        name = _spot(grid, where[grid.parent], rng, wet=wet)
        again = 2
        unique = name
        while (grid.parent, unique) in taken:
            unique = f"{name}{again}号机"
            again += 1
        taken.add((grid.parent, unique))
        url = camera_url(number, unique)
        moved = moved_at(url)
        made.append(
            Camera(
                id=CameraId(f"{grid.code[:6]}{GIVEN_OUT}{GIVEN_OUT}{CAMERA_TYPE}{number:07d}"),
                number=number,
                name=unique,
                region=grid.code,
                place=LatLng(lat, lng),
                sub_url=url,
                main_url=f"{url}/main" if url and not moved else "",
                ptz_url=moved,
                tags=(*(tag for tag, words in TAGS.items() if any(one in unique for one in words)), *(FLOODS,) * wet),
                is_on=True,
                told_at=now,
                # What does not turn looks one way; numbers far from one another, so that neighbours look elsewhere.
                azimuth_deg=None if moved else float(number * 137 % 360),
                view_deg=None if moved else (60.0, 75.0, 90.0)[number % 3],
            )
        )
    return made


def _spot(grid: Region, where: Where, rng: np.random.Generator, *, wet: bool) -> str:
    if grid.kind is GridKind.SPECIAL and not wet:
        gates = ("正门", "北门", "东门", "停车场", "广场", "西侧通道")
        return grid.name.removesuffix("专属网格") + gates[int(rng.integers(0, len(gates)))]
    spots = WET_SPOTS if wet else SPOTS
    road, cross = rng.choice(len(where.roads), 2, replace=False).tolist()
    return spots[int(rng.integers(0, len(spots)))].format(
        road=where.roads[road],
        cross=where.roads[cross],
        stem=names.stem(where.village.name),
        number=int(rng.integers(1, 180)),
    )
