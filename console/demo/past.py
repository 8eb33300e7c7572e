"""What has happened in a demo city: tickets that ended in the last days, and those still open."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from types import MappingProxyType

import numpy as np

from console import lifecycle
from console.demo import phrases
from console.demo.course import Case, Course, Step, Told, began_at, paced
from console.demo.crews import Where, wheres
from console.demo.devices import Devices, as_told
from console.demo.ground import Ground
from console.demo.phrases import Matter
from console.demo.plan import Plan
from console.demo.regions import Realm
from console.domain.crew import Crew, CrewKind, Department, Duty
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.domain.sensor import Sensor
from console.domain.shift import Operator
from console.domain.ticket import Holder, State, TargetKind, TicketId
from console.numbering import DESK_BITS, EPOCH_MS, RUN_BITS
from console.rulebook import Rulebook

LOCAL = timezone(timedelta(hours=8))
BUSY = (1, 1, 1, 1, 1, 2, 4, 7, 10, 10, 9, 8, 7, 8, 9, 9, 9, 8, 7, 7, 6, 5, 3, 2)
"""How many matters come in each hour of the local day, relatively."""
DESK = 0
TIER_SHARES = (60, 15, 13, 12)
"""Which centre's turn it is: city, district, township, village, in percent."""
OPEN_MIX: Mapping[State, int] = MappingProxyType(
    {
        State.REPORTED: 11,
        State.VERIFYING: 1,
        State.ACCEPTED: 4,
        State.FILED: 9,
        State.DISPATCHED: 15,
        State.IN_PROGRESS: 40,
        State.FEEDBACK: 13,
        State.CHECKED: 4,
        State.SUSPENDED: 3,
    }
)
OVERDUE_SHARE = 0.1
RETURNED_SHARE, FAILED_SHARE, REJECTED_SHARE, VOID_SHARE = 0.05, 0.03, 0.015, 0.02
DEPARTMENT_SHARE, UNIT_SHARE = 0.13, 0.12
DEPARTMENT_OF = MappingProxyType(
    {
        "01": 0, "02": 0, "03": 6, "04": 3, "05": 4, "06": 7, "07": 1, "08": 1, "21": 1, "22": 5, "23": 9,
        "0402": 11, "0502": 10, "0202": 2, "2201": 2, "2102": 10, "2103": 10,
    }
)  # fmt: skip
"""The department that handles a class, by its place in the list of departments; a minor class goes before its major."""
TO_STATE: Mapping[State, tuple[str, ...]] = MappingProxyType(
    {
        State.REPORTED: (),
        State.VERIFYING: ("ask_verify",),
        State.ACCEPTED: ("accept",),
        State.FILED: ("accept", "file"),
        State.DISPATCHED: ("accept", "file", "dispatch"),
        State.IN_PROGRESS: ("accept", "file", "dispatch", "sign"),
        State.SUSPENDED: ("accept", "file", "dispatch", "sign", "ask", "suspend"),
        State.FEEDBACK: ("accept", "file", "dispatch", "sign", "feed_back"),
        State.CHECKED: ("accept", "file", "dispatch", "sign", "feed_back", "check_pass"),
        State.CLOSED: ("accept", "file", "dispatch", "sign", "feed_back", "check_pass", "close"),
    }
)
WIDTHS = (12, 9, 6, 4)
"""How long the codes of village, township, district and city are."""
Ways = list[tuple[str, Region | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folk:
    """Who takes part: who does what at each centre, by verb; crews on duty by home, and by every region above it;
    departments by centre.
    """

    seats: Mapping[RegionCode, Mapping[str, str]]
    crews: Mapping[str, Sequence[Crew]]
    crews_below: Mapping[str, Sequence[Crew]]
    departments: Mapping[RegionCode, Sequence[Department]]


def folk(crews: Sequence[Crew], departments: Sequence[Department], operators: Sequence[Operator]) -> Folk:
    seats: dict[RegionCode, dict[str, str]] = {}
    for operator in operators:
        # The one who may do everything comes first; whoever sits only on that seat takes it over.
        does = {name: operator.name for name, verb in lifecycle.shipped().verbs.items() if verb.roles & operator.roles}
        seats.setdefault(operator.centre, {}).update(does)
    at_home: dict[str, list[Crew]] = {}
    below: dict[str, list[Crew]] = {}
    for crew in crews:
        if crew.duty is Duty.ON_DUTY and crew.kind is not CrewKind.VOLUNTEER:
            at_home.setdefault(crew.region, []).append(crew)
            for width in WIDTHS:
                below.setdefault(crew.region[:width], []).append(crew)
    by_centre: dict[RegionCode, list[Department]] = {}
    for department in departments:
        by_centre.setdefault(department.region, []).append(department)
    return Folk(seats=seats, crews=at_home, crews_below=below, departments=by_centre)


class Chronicle:
    """Tells the past of a city, oldest first: every ticket with the whole of its history, ended or open."""

    def __init__(
        self,
        plan: Plan,
        realm: Realm,
        ground: Ground,
        folk: Folk,
        rules: Rulebook,
        *,
        sensors: Sequence[Sensor],
        seed: int,
        now: datetime,
    ) -> None:
        self._plan, self._realm, self._ground, self._folk, self._now = plan, realm, ground, folk, now
        self._rules = rules
        self._rng = np.random.default_rng([seed, 6])
        self._draw = Random(seed)
        self._where: dict[RegionCode, Where] = wheres(realm)
        self._by_code = {region.code: region for region in realm.centres}
        self._grids = {grid.code: grid for grid in realm.grids}
        self._devices = Devices(sensors, seed)

    def told(self) -> Iterator[Told]:
        """Yield all tickets in the order they were reported; each call goes on drawing, so call it once."""
        still_open = sorted(self._open(), key=lambda told: told[0].reported_at)
        return heapq.merge(self._ended(), still_open, key=lambda told: told[0].reported_at)

    def _spots(self, count: int) -> Iterator[tuple[Region, LatLng]]:
        """Yield grids and places in them, all grids alike but for water, which has few matters."""
        weight = np.ones(len(self._realm.grids))
        weight[self._realm.grid_number < self._ground.wet_grids] *= 0.2
        chosen = self._rng.choice(len(weight), count, p=weight / weight.sum())
        places = self._ground.places(self._realm.grid_number[chosen], self._rng)
        for index, (lng, lat) in zip(chosen.tolist(), places.tolist(), strict=True):
            yield self._realm.grids[index], LatLng(lat, lng)

    def _ended(self) -> Iterator[Told]:
        began = self._times(self._plan.past_tickets)
        for number, (at, (grid, place)) in enumerate(zip(began, self._spots(len(began)), strict=True)):
            grid, place, matter = self._matter(grid, place)
            centre = self._line(grid)[self._tier()]
            ways = self._to_the_end(grid, centre)
            steps = paced(ways, matter, self._draw, self._rules)
            lasted_s = sum(step.wait_s for step in steps)
            room_s = (self._now - at).total_seconds() * 0.97
            squeeze = min(1.0, room_s / lasted_s) if lasted_s else 1.0
            yield self._tell(number, grid, place, matter, centre, steps, at, squeeze)

    def _open(self) -> list[Told]:
        made: list[Told] = []
        states, shares = tuple(OPEN_MIX), tuple(OPEN_MIX.values())
        first = self._plan.past_tickets
        for number, (grid, place) in enumerate(self._spots(self._plan.open_tickets), first):
            grid, place, matter = self._matter(grid, place)
            line = self._line(grid)
            tier = self._tier()
            start, ways = self._arrived(line, tier)
            state = self._draw.choices(states, shares)[0]
            ways += [(verb, None) for verb in self._with_return(TO_STATE[state])]
            steps = paced(ways, matter, self._draw, self._rules)
            late = self._draw.random() < OVERDUE_SHARE
            share = 1.05 + self._draw.random() ** 4 if late else self._draw.uniform(0.02, 0.94)
            stage_began = began_at(state, matter, share, self._now, self._rules)
            began = stage_began - timedelta(seconds=sum(step.wait_s for step in steps))
            made.append(self._tell(number, grid, place, matter, start, steps, began, 1.0))
        return made

    def _matter(self, grid: Region, place: LatLng) -> tuple[Region, LatLng, Matter]:
        """Return what happened, and where: there, or at the sensor of the district that told of it."""
        matter = phrases.matter(self._where_of(grid), self._draw)
        sensor = self._devices.alarmed(matter, grid.code)
        if sensor is None:
            return grid, place, matter
        at = self._grids[sensor.region]
        return at, sensor.place, as_told(matter, sensor, self._where_of(at))

    def _tell(
        self,
        number: int,
        grid: Region,
        place: LatLng,
        matter: Matter,
        centre: Region,
        steps: Sequence[Step],
        began: datetime,
        squeeze: float,
    ) -> Told:
        ends_at = next((step.to for step in reversed(steps) if step.to is not None), None) or centre
        case = Case(
            id=_id(began, number),
            number=number,
            matter=matter,
            grid=grid,
            place=place,
            holder=self._holder(grid, ends_at, matter),
            seats=self._folk.seats,
        )
        course = Course(
            case=case, rules=self._rules, centre=centre, draw=self._draw, began=began, at=began, stage_since=began
        )
        for step in steps:
            course.step(step, squeeze)
        return course.told()

    def _times(self, count: int) -> list[datetime]:
        """Return when matters came in, oldest first: by the hours of the local day, none in the last hour."""
        share = np.array(BUSY) / sum(BUSY)
        today = self._now.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        day = self._rng.integers(-self._plan.past_days, 1, count)
        second = self._rng.choice(24, count, p=share) * 3600 + self._rng.random(count) * 3600
        offset = day * 86_400 + second
        latest = (self._now - today).total_seconds() - 3600
        offset[offset > latest] -= 86_400
        return [(today + timedelta(seconds=round(at, 3))).astimezone(UTC) for at in np.sort(offset).tolist()]

    def _where_of(self, grid: Region) -> Where:
        assert grid.parent is not None
        return self._where[grid.parent]

    def _line(self, grid: Region) -> tuple[Region, Region, Region, Region]:
        """Return the centres over a grid: city, district, township, village."""
        code = grid.code
        by_code = self._by_code
        return (
            self._realm.city,
            by_code[RegionCode(code[:6])],
            by_code[RegionCode(code[:9])],
            by_code[RegionCode(code[:12])],
        )

    def _tier(self) -> int:
        return self._draw.choices(range(4), TIER_SHARES)[0]

    def _arrived(self, line: Sequence[Region], tier: int) -> tuple[Region, Ways]:
        """Return where a ticket was taken in, and how it came to the centre of the tier."""
        luck = self._draw.random()
        if luck < 0.15 and tier < 3:
            return line[tier + 1], [("take_in", None), ("accept", None), ("file", None), ("escalate", line[tier])]
        if luck < 0.4 and tier > 0:
            return line[tier - 1], [("take_in", None), ("accept", None), ("file", None), ("delegate", line[tier])]
        return line[tier], [("take_in", None)]

    def _with_return(self, verbs: Sequence[str]) -> list[str]:
        """Return the verbs, now and then with one round of return and new dispatch."""
        if "sign" not in verbs or self._draw.random() >= RETURNED_SHARE:
            return list(verbs)
        at = verbs.index("sign")
        return [*verbs[:at], "ask", "return", "dispatch", *verbs[at:]]

    def _to_the_end(self, grid: Region, centre: Region) -> Ways:
        """Return the way of a ticket that has ended: mostly closed, some rejected, void, failed once, moved."""
        luck = self._draw.random()
        seats = self._folk.seats[centre.code]
        if seats["accept"] == seats["void"]:
            luck = 1.0  # Nobody may approve what he asked for himself.
        if luck < REJECTED_SHARE:
            return [("take_in", None), ("ask", None), ("reject", None)]
        if luck < REJECTED_SHARE + VOID_SHARE:
            return [("take_in", None), ("accept", None), ("file", None), ("ask", None), ("void", None)]
        ways: Ways = [("take_in", None)]
        line = self._line(grid)
        tier = line.index(centre)
        if self._draw.random() < 0.06 and tier > 0:
            ways += [("accept", None), ("file", None), ("escalate", line[tier - 1])]
        elif self._draw.random() < 0.12 and tier < 3:
            ways += [("accept", None), ("file", None), ("delegate", line[tier + 1])]
        verbs = self._with_return(TO_STATE[State.CLOSED])
        if self._draw.random() < FAILED_SHARE:
            at = verbs.index("check_pass")
            verbs[at:at] = ["check_fail", "feed_back"]
        return ways + [(verb, None) for verb in verbs]

    def _holder(self, grid: Region, centre: Region, matter: Matter) -> Holder:
        luck = self._draw.random()
        departments = self._folk.departments.get(centre.code)
        if departments and luck < DEPARTMENT_SHARE:
            number = DEPARTMENT_OF.get(matter.category, DEPARTMENT_OF.get(matter.category[:2], 0))
            return Holder(TargetKind.DEPARTMENT, departments[number].id, departments[number].name)
        at_home = self._folk.crews.get(grid.code, ())
        units = self._folk.crews.get(grid.code[:9], ()) if len(centre.code) <= 9 else ()
        near = units if units and (luck > 1 - UNIT_SHARE or not at_home) else at_home
        # A grid with nobody on duty asks its village, a village its township, and so on up.
        near = near or next(
            self._folk.crews_below[grid.code[:up]] for up in WIDTHS if grid.code[:up] in self._folk.crews_below
        )
        crew = self._draw.choice(near)
        return Holder(TargetKind.CREW, crew.id, crew.name)


def _id(at: datetime, number: int) -> TicketId:
    """Return an id in order of time, as a desk of its own would make it."""
    ms = int(at.timestamp() * 1000) - EPOCH_MS
    return TicketId((ms << (DESK_BITS + RUN_BITS)) | (DESK << RUN_BITS) | (number & ((1 << RUN_BITS) - 1)))
