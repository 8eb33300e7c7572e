"""How a demo city goes on: tickets come in, crews move, sign what they were sent and tell what they did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from console.demo import names, phrases, wishes
from console.demo.crews import Where
from console.demo.devices import Devices, as_told
from console.demo.ground import inner_place
from console.demo.motion import Motion
from console.demo.past import TIER_SHARES
from console.domain.category import shipped as categories
from console.domain.crew import CrewKind, Duty
from console.domain.grid import Region, RegionCode, Tier
from console.domain.records import Mediation, Outcome
from console.domain.shift import Operator, Role
from console.domain.ticket import Priority, Source, State, TargetKind, Ticket, TicketId
from console.journal import News
from console.orders import AnyOrder, FeedBack, Mediate, ReportFixes, Sign, TakeIn
from console.ports import Snapshot

DESK = "demo"
SIGN_S = (12.0, 40.0)
SIGN_P1_S = (5.0, 12.0)
HANDLE_S = (70.0, 260.0)
FOR_OTHERS_S = (300.0, 1500.0)
"""What a colleague sent out takes longer: what the operator sent out himself is to be seen."""
COLLEAGUE = "派遣席"
"""Whoever else sends tickets out."""
LATE_PART = 0.07
IN_TIME_SHARE = (0.2, 0.9)
"""How much of the time that is left to it a crew takes for a ticket that it held before."""
ANSWERED_S = (900.0, 1800.0)
"""So long a crew waits for the answer to what it asked for, before it goes on without."""
AGAIN_S = 60.0
"""An order that brought no news is given again after this time: the link may have been down."""
LATEST = 3
"""Matters that should have come in while nobody looked are left out beyond this many at once."""
INBOXES = {
    Source.HOTLINE_12345: "12345热线平台",
    Source.PUBLIC: "随手拍小程序",
    Source.VIDEO: "视频巡查平台",
    Source.IOT: "物联感知平台",
    Source.LEADER: "值班室",
    Source.SYSTEM: "上级平台",
    Source.PATROL: "网格通",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the city goes on.

    Matters come in at ``arrivals_per_min`` for the first ``lively_s`` seconds, then at ``calm_share`` of that.
    Tickets that crews held before are settled at ``settled_per_min``. One batch reports at most ``fixes`` crews.
    """

    arrivals_per_min: float
    settled_per_min: float
    fixes: int
    lively_s: float = 600.0
    calm_share: float = 0.4


SMALL = Pace(arrivals_per_min=7.5, settled_per_min=3.0, fixes=160)
CITY = Pace(arrivals_per_min=7.0, settled_per_min=10.0, fixes=400, calm_share=1.0)
LARGE_FROM_GRIDS = 2_000


def pace_of(situation: Snapshot) -> Pace:
    """Return the pace that suits a city of this size."""
    grids = sum(region.tier is Tier.GRID for region in situation.regions)
    return CITY if grids >= LARGE_FROM_GRIDS else SMALL


class Life:
    """What happens next, as orders that anybody could give; belongs to one thread, reads no clock.

    It touches only tickets that a crew holds and that wait for that crew, and never dispatches, checks or closes:
    that is the part of the operators and of the ``Seats``.
    """

    def __init__(
        self,
        situation: Snapshot,
        *,
        seed: int,
        now: datetime,
        next_id: Callable[[], TicketId],
        pace: Pace | None = None,
    ) -> None:
        self._pace = pace or pace_of(situation)
        self._draw = Random(seed)
        self._next_id = next_id
        self._began = now
        self._regions = {region.code: region for region in situation.regions}
        standing = (region for region in situation.regions if region.is_standing)
        grids = (region for region in standing if region.tier is Tier.GRID and region.shape_wkb)
        self._grids = [grid for grid in grids if names.WATER not in grid.name]
        self._city = min(situation.regions, key=lambda region: (region.tier, region.code)).code
        self._workers = {
            crew.region: crew.name
            for crew in situation.crews
            if crew.kind is CrewKind.GRID_WORKER and crew.duty is Duty.ON_DUTY
        }
        self._devices = Devices(situation.sensors, seed)
        self._motion = Motion(situation.crews, situation.regions, seed, now)
        self._version: dict[TicketId, int] = {}
        self._waiting: dict[TicketId, tuple[datetime, Ticket]] = {}
        self._next_arrival = now + timedelta(seconds=self._gap_s(now))
        held = sorted(filter(waits_for_crew, situation.tickets), key=lambda each: (each.due_at or now, each.id))
        gap_s = 60.0 / self._pace.settled_per_min
        for turn, ticket in enumerate(held):
            self._version[ticket.id] = ticket.version
            self._wait(ticket, self._in_turn(ticket, now, 5.0 + gap_s * (turn + self._draw.random())))

    def hear(self, news: News, now: datetime) -> None:
        """Take in what happened to tickets; in any order, any number of times."""
        for ticket in news.tickets:
            if ticket.version <= self._version.get(ticket.id, 0):
                continue
            self._version[ticket.id] = ticket.version
            before = self._waiting.pop(ticket.id, None)
            if before is not None and before[1].holder is not None:
                self._motion.release(before[1].holder.id)
            if waits_for_crew(ticket):
                self._wait(ticket, now + timedelta(seconds=self._draw.uniform(*_patience_s(ticket))))

    def step(self, now: datetime) -> list[AnyOrder]:
        """Return what happens up to ``now``, since the last step."""
        orders: list[AnyOrder] = [self._take_in(now) for _ in range(self._arrivals(now))]
        orders += [order for order in (self._done(ticket, now) for ticket in self._due(now)) if order is not None]
        self._motion.advance(now)
        fixes = self._motion.fixes(now, self._pace.fixes)
        if fixes:
            orders.append(ReportFixes(by=self._by("定位服务", self._city, Role.ADAPTER), fixes=fixes))
        return orders

    def _done(self, ticket: Ticket, now: datetime) -> AnyOrder | None:
        """Return what the crew does next; now and then it asks for something instead."""
        if ticket.holder is not None and wishes.may_ask(ticket, now) and self._draw.random() < wishes.ASKED_PART:
            return wishes.wish(ticket, self._by(ticket.holder.name, ticket.centre, Role.CREW), self._draw, now)
        return done_by_crew(ticket, self._draw)

    def _wait(self, ticket: Ticket, until: datetime) -> None:
        self._waiting[ticket.id] = until, ticket
        if ticket.holder is not None and ticket.place is not None:
            self._motion.send(ticket.holder.id, ticket.place)

    def _in_turn(self, ticket: Ticket, now: datetime, turn_s: float) -> datetime:
        """Return when a ticket that was held before is settled: in its turn, but most of them in time."""
        turn = now + timedelta(seconds=turn_s)
        if ticket.due_at is None or ticket.due_at <= now or self._draw.random() < LATE_PART:
            return turn
        return min(turn, now + self._draw.uniform(*IN_TIME_SHARE) * (ticket.due_at - now))

    def _due(self, now: datetime) -> list[Ticket]:
        due = [ticket for until, ticket in self._waiting.values() if until <= now]
        for ticket in due:
            self._waiting[ticket.id] = now + timedelta(seconds=AGAIN_S), ticket
        return due

    def _gap_s(self, now: datetime) -> float:
        lively = (now - self._began).total_seconds() < self._pace.lively_s
        per_min = self._pace.arrivals_per_min * (1.0 if lively else self._pace.calm_share)
        return 60.0 / per_min * self._draw.uniform(0.6, 1.4)

    def _arrivals(self, now: datetime) -> int:
        count = 0
        while self._next_arrival <= now:
            count += 1
            self._next_arrival += timedelta(seconds=self._gap_s(now))
        return min(count, LATEST)

    def _take_in(self, now: datetime) -> TakeIn:
        grid = self._draw.choice(self._grids)
        matter = phrases.matter(self._where(grid), self._draw)
        sensor = self._devices.alarmed(matter, grid.code)
        if sensor is not None:
            grid = self._regions[sensor.region]
            matter = as_told(matter, sensor, self._where(grid))
        width = self._draw.choices((4, 6, 9, 12), TIER_SHARES)[0]
        centre = RegionCode(grid.code[:width])
        worker = self._workers.get(grid.code)
        if matter.source is Source.PATROL and worker is not None:
            by = self._by(worker, centre, Role.GRID_WORKER)
        else:
            by = self._by(INBOXES[matter.source], centre, Role.ADAPTER)
        return TakeIn(
            by=by,
            id=self._next_id(),
            category=matter.category,
            title=matter.title,
            source=matter.source.value,
            reported_at=now,
            priority=matter.priority,
            description=matter.description,
            address=matter.address,
            place=sensor.place if sensor is not None else inner_place(grid.shape_wkb, self._draw),
            caller=matter.caller,
        )

    def _where(self, grid: Region) -> Where:
        village = self._regions[RegionCode(grid.code[:12])]
        township = self._regions[RegionCode(grid.code[:9])]
        return Where(village, township, names.roads(village.name, township.name, village.code))

    @staticmethod
    def _by(name: str, centre: RegionCode, role: Role) -> Operator:
        return Operator(name=name, centre=centre, roles=frozenset({role}), desk=DESK)


def waits_for_crew(ticket: Ticket) -> bool:
    """Tell whether a crew, and nobody at a desk or in a department, must act next."""
    held_by_crew = ticket.holder is not None and ticket.holder.kind is TargetKind.CREW
    return held_by_crew and ticket.state in {State.DISPATCHED, State.IN_PROGRESS}


def done_by_crew(ticket: Ticket, draw: Random) -> Sign | Mediate | FeedBack | None:
    """Return what a crew or a department does next with a ticket it holds; None where nobody does."""
    if ticket.holder is None:
        return None
    by = Operator(name=ticket.holder.name, centre=ticket.centre, roles=frozenset({Role.CREW}), desk=DESK)
    if ticket.state is State.DISPATCHED:
        return Sign(by=by, ticket=ticket.id, seen=ticket.version)
    category = categories().get(ticket.category)
    if category is not None and category.mediated and ticket.noted.mediation is None:
        agreed = Mediation(parties=("张**", "李**"), mediator=ticket.holder.name, outcome=Outcome.AGREED)
        return Mediate(by=by, ticket=ticket.id, seen=ticket.version, mediation=agreed)
    result = phrases.result(ticket.category, draw)
    return FeedBack(by=by, ticket=ticket.id, seen=ticket.version, result=result)


def _patience_s(ticket: Ticket) -> tuple[float, float]:
    """Return between which times, in seconds, the crew answers; quicker than in life, to be seen."""
    if ticket.noted.request is not None:
        return ANSWERED_S
    if ticket.state is State.IN_PROGRESS:
        return FOR_OTHERS_S if ticket.dispatched_by == COLLEAGUE else HANDLE_S
    return SIGN_P1_S if ticket.priority is Priority.P1 else SIGN_S
