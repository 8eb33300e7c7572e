"""How the wall's streams did, per camera and day: of the time in which a picture was asked for, how long one moved.

Only what a wall asked to play counts: a hidden tile, a wall that is closed and a machine that slept say nothing of a
camera. A frozen picture is not online. Times are seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol

from console.domain.camera import Camera, CameraId
from console.domain.grid import Region, RegionCode
from console.domain.period import Period

OPENING_S = 5.0
"""A stream that is opened for the first time may take so long; what takes longer was out from its first second."""
GAP_MOST_S = 10.0
"""Nobody looked for longer than this: the machine slept or the console stood still, and nothing is known of the time."""
DAYS_KEPT = 400


class Doing(StrEnum):
    """What a stream does while a tile asks for it."""

    LIVE = "live"
    FROZEN = "frozen"
    OUT = "out"
    OPENING = "opening"


BEST_FIRST = (Doing.LIVE, Doing.FROZEN, Doing.OPENING, Doing.OUT)
"""A camera in several tiles does as well as the best of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a tile shows of a camera; ``reason`` is a code of why there is no picture, empty where there is one."""

    doing: Doing
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Sums of a camera and a day, or of many.

    ``frozen`` and ``reconnects`` count how often a picture stood still and how often a stream had to be opened again.
    ``longest_s`` is the longest stretch without a moving picture, whole, also where it began the day before; ``reason``
    is why there was none at its end.
    """

    live_s: float = 0.0
    frozen_s: float = 0.0
    out_s: float = 0.0
    frozen: int = 0
    reconnects: int = 0
    longest_s: float = 0.0
    reason: str = ""

    @property
    def asked_s(self) -> float:
        """How long a picture was asked for."""
        return self.live_s + self.frozen_s + self.out_s

    @property
    def online(self) -> float | None:
        """The part of the asked time in which the picture moved, 0 to 1; None where none was asked for."""
        return self.live_s / self.asked_s if self.asked_s else None

    def __add__(self, other: Health) -> Health:
        worse = other if other.longest_s > self.longest_s else self
        return Health(
            live_s=self.live_s + other.live_s,
            frozen_s=self.frozen_s + other.frozen_s,
            out_s=self.out_s + other.out_s,
            frozen=self.frozen + other.frozen,
            reconnects=self.reconnects + other.reconnects,
            longest_s=worse.longest_s,
            reason=worse.reason,
        )


NOTHING = Health()
Days = Mapping[tuple[date, CameraId], Health]


class HealthKept(Protocol):
    """What a workstation keeps of its streams' health; any thread."""

    def days(self, first: date, last: date) -> Days:
        """Return what is kept from the first to the last day, both within; nothing where it cannot be read."""


@dataclass(slots=True)
class _Course:
    """What a camera did at the last look; ``broken_s`` runs while no picture moves, ``opening_s`` until it is judged."""

    sight: Sight
    broken_s: float = 0.0
    opening_s: float = 0.0


class HealthRecord:
    """Adds up what is seen at each look, about once a second. Belongs to one thread; days are those of the zone."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._courses: dict[CameraId, _Course] = {}
        self._looked_at: datetime | None = None
        self._sums: defaultdict[tuple[date, CameraId], Health] = defaultdict(Health)

    def look(self, now: datetime, seen: Mapping[CameraId, Sight]) -> None:
        """Take what is seen now; the time since the last look goes to what was seen then. A camera not seen rests."""
        parts = self._since_last(now)
        for camera in self._courses.keys() - seen.keys():
            self._pass(camera, parts)
            del self._courses[camera]
        today = self._day(now)
        for camera, sight in seen.items():
            course = self._courses.get(camera)
            if course is None or parts is None:
                course = self._courses[camera] = _Course(sight)
                self._count(camera, today, None, sight.doing)
                continue
            self._pass(camera, parts)
            if sight.doing is not course.sight.doing:
                self._count(camera, today, course.sight.doing, sight.doing)
                self._turn(course, sight.doing)
            course.sight = sight

    def taken(self) -> Days:
        """Return what came since this was last asked; it is the caller's to keep then."""
        sums = {key: health for key, health in self._sums.items() if health != NOTHING}
        self._sums.clear()
        return sums

    def give_back(self, sums: Days) -> None:
        """Take back what could not be kept."""
        for key, health in sums.items():
            self._sums[key] = health + self._sums[key]

    def _since_last(self, now: datetime) -> list[tuple[date, float]] | None:
        """Return the seconds since the last look by day; None where too long ago, or where the clock was put back."""
        before, self._looked_at = self._looked_at, now
        if before is None or not timedelta(0) <= now - before <= timedelta(seconds=GAP_MOST_S):
            return None
        first, last = self._day(before), self._day(now)
        if first == last:
            return [(last, (now - before).total_seconds())]
        local = now.astimezone(self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        after_s = min((local - midnight).total_seconds(), (now - before).total_seconds())
        return [(first, (now - before).total_seconds() - after_s), (last, after_s)]

    def _pass(self, camera: CameraId, parts: list[tuple[date, float]] | None) -> None:
        """Let time pass over what a camera does."""
        course = self._courses[camera]
        for day, seconds in parts or ():
            match course.sight.doing:
                case Doing.LIVE:
                    self._sums[day, camera] += Health(live_s=seconds)
                case Doing.FROZEN:
                    self._broken(course, camera, day, Health(frozen_s=seconds))
                case Doing.OUT:
                    self._broken(course, camera, day, Health(out_s=course.opening_s + seconds))
                    course.opening_s = 0.0
                case Doing.OPENING:
                    course.opening_s += seconds
                    if course.broken_s or course.opening_s > OPENING_S:
                        self._broken(course, camera, day, Health(out_s=course.opening_s))
                        course.opening_s = 0.0

    def _broken(self, course: _Course, camera: CameraId, day: date, more: Health) -> None:
        course.broken_s += more.asked_s
        longest = Health(longest_s=course.broken_s, reason=course.sight.reason)
        self._sums[day, camera] += more + longest

    def _turn(self, course: _Course, doing: Doing) -> None:
        if doing is Doing.LIVE:
            course.broken_s = 0.0
        if doing is not Doing.OUT:
            course.opening_s = 0.0

    def _count(self, camera: CameraId, day: date, before: Doing | None, doing: Doing) -> None:
        if doing is Doing.FROZEN:
            self._sums[day, camera] += Health(frozen=1)
        if doing is Doing.OUT and before in (Doing.LIVE, Doing.FROZEN):
            self._sums[day, camera] += Health(reconnects=1)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table: a camera, a region or a day by its ``key``, and how many cameras were asked for in it."""

    key: str
    health: Health
    cameras: int = 1


def by_camera(days: Days) -> list[Line]:
    """Return a line a camera, the worst first."""
    sums: defaultdict[CameraId, Health] = defaultdict(Health)
    for (_, camera), health in days.items():
        sums[camera] += health
    return worst_first(Line(key=camera, health=health) for camera, health in sums.items())


def by_region(days: Days, cameras: Mapping[CameraId, Camera], regions: Mapping[RegionCode, Region]) -> list[Line]:
    """Return a line a region, from the grid up to the city, each with all below it; the worst first.

    Cameras that the catalogue no longer knows, or whose region is not known, stand in no line.
    """
    sums: defaultdict[RegionCode, Health] = defaultdict(Health)
    counts: defaultdict[RegionCode, int] = defaultdict(int)
    for line in by_camera(days):
        camera = cameras.get(CameraId(line.key))
        code = None if camera is None else camera.region
        while code is not None and code in regions:
            sums[code] += line.health
            counts[code] += 1
            code = regions[code].parent
    return worst_first(Line(key=code, health=health, cameras=counts[code]) for code, health in sums.items())


def lies_in(code: RegionCode, region: RegionCode, regions: Mapping[RegionCode, Region]) -> bool:
    """Tell whether a region is another one, or lies below it."""
    here: RegionCode | None = code
    while here is not None and here != region:
        here = regions[here].parent if here in regions else None
    return here == region


def by_day(days: Days) -> list[Line]:
    """Return a line a day, the last day first."""
    sums: defaultdict[date, Health] = defaultdict(Health)
    counts: defaultdict[date, int] = defaultdict(int)
    for (day, _), health in days.items():
        sums[day] += health
        counts[day] += 1
    return [Line(key=day.isoformat(), health=sums[day], cameras=counts[day]) for day in sorted(sums, reverse=True)]


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """Sort by the online rate, then by the longest outage; what was never judged stands last."""
    return sorted(
        lines,
        key=lambda line: (
            2.0 if line.health.online is None else line.health.online, -line.health.longest_s, -line.cameras, line.key,
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthTable:
    """Days added up: by camera, region or day, what all of them come to, and of how many cameras; ``days`` are these."""

    lines: tuple[Line, ...]
    total: Health
    cameras: int
    days: Days


def table(
    days: Days,
    by: str,
    region: RegionCode | None,
    cameras: Mapping[CameraId, Camera],
    regions: Mapping[RegionCode, Region],
) -> HealthTable:
    """Add days up ``by`` camera, region or day; with a region, only what lies in it."""
    counted = days
    if region is not None:
        counted = {
            key: health
            for key, health in days.items()
            if (camera := cameras.get(key[1])) is not None and lies_in(camera.region, region, regions)
        }
    match by:
        case "camera":
            lines = by_camera(counted)
        case "region":
            lines = by_region(counted, cameras, regions)
        case _:
            lines = by_day(counted)
    return HealthTable(
        lines=tuple(lines),
        total=sum(counted.values(), NOTHING),
        cameras=len({camera for _, camera in counted}),
        days=days,
    )


Told = tuple[tuple[str | int, ...], Health]
"""What a line is about, in the order of its columns, and its figures."""


def of_centre(
    days: Days, centre: RegionCode, cameras: Mapping[CameraId, Camera], regions: Mapping[RegionCode, Region]
) -> tuple[Told, ...]:
    """Return a centre's lines: its whole ground, then what lies right below it, the worst first; each with name and count.

    Nothing where no picture was asked for. Cameras that the centre does not know are not its own, and not in it.
    """
    lines = by_region(days, cameras, regions)
    whole = [line for line in lines if line.key == centre]
    parts = [line for line in lines if regions[RegionCode(line.key)].parent == centre]
    return tuple(((regions[RegionCode(line.key)].name, line.cameras), line.health) for line in (*whole, *parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """A period's lines as they are handed out.

    ``cameras`` begin with day, number, name and region, ``regions`` and ``days`` with name and how many cameras.
    """

    period: Period
    centre: str
    cameras: tuple[Told, ...]
    regions: tuple[Told, ...]
    days: tuple[Told, ...]


def handed_out(
    days: Days, period: Period, centre: str, cameras: Mapping[CameraId, Camera], regions: Mapping[RegionCode, Region]
) -> HealthReport:
    """Return the report of a period; a camera that left the catalogue stands there by its id."""

    def about(day: date, id_: CameraId) -> tuple[str | int, ...]:
        camera = cameras.get(id_)
        if camera is None:
            return day.isoformat(), "", id_, ""
        home = regions.get(camera.region)
        return day.isoformat(), camera.number, camera.name, camera.region if home is None else home.name

    return HealthReport(
        period=period,
        centre=centre,
        cameras=tuple((about(*key), days[key]) for key in sorted(days)),
        regions=tuple(
            ((regions[RegionCode(line.key)].name, line.cameras), line.health)
            for line in by_region(days, cameras, regions)
        ),
        days=tuple(((line.key, line.cameras), line.health) for line in by_day(days)),
    )
