"""Those who sit at a demo city's other desks: they accept, file, send out, check and close, and departments do their part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random
from types import MappingProxyType

from console.demo import phrases, wishes
from console.demo.life import COLLEAGUE, DESK, done_by_crew, waits_for_crew
from console.domain.crew import Crew, CrewKind, Duty
from console.domain.grid import within
from console.domain.shift import Operator, Role
from console.domain.ticket import State, Target, TargetKind, Ticket, TicketId
from console.gate import shipped as gate
from console.journal import News
from console.orders import (
    Accept,
    AnyOrder,
    CheckFail,
    CheckPass,
    Close,
    Dispatch,
    File,
    Reply,
    Resume,
    Verified,
)
from console.ports import Snapshot

OWN_SHARE = (0.6, 0.97)
"""How much of a stage's limit the colleagues at the operator's own centre leave to the operator."""
OTHER_SHARE = (0.2, 0.75)
LATE_SHARE = (1.03, 1.4)
LATE_PART = 0.09
AT_MOST_S = (180.0, 600.0)
"""What comes to a desk lies no longer than this, whatever its limit: an hour at the demo shows tickets to their end."""
SUSPENDED_S = (600.0, 3600.0)
ANSWER_S = (30.0, 90.0)
CATCH_UP_S = (10.0, 300.0)
"""What is late already, or has a card without a reply, is seen to within this time."""
AGAIN_S = 60.0
MOST = 8
"""So many things one step does at most."""
FAILED_PART = 0.05
WIDTHS = (12, 9, 6, 4)
SEATS: Mapping[State, tuple[str, Role]] = MappingProxyType(
    {
        State.REPORTED: ("受理席", Role.CALL_TAKER),
        State.VERIFYING: ("核查席", Role.CHECKER),
        State.ACCEPTED: ("值班长席", Role.SHIFT_LEAD),
        State.FILED: (COLLEAGUE, Role.DISPATCHER),
        State.SUSPENDED: (COLLEAGUE, Role.DISPATCHER),
        State.FEEDBACK: ("核查席", Role.CHECKER),
        State.CHECKED: ("值班长席", Role.SHIFT_LEAD),
    }
)
REPLIES = ("已联系承办人加快办理", "已到场督促，预计今日办结", "已重新安排力量处置")


class Seats:
    """What happens at the desks of a well-run city, as orders; belongs to one thread, reads no clock.

    At the operator's own centre they come in only when most of a stage's time is used, so that the operator is first
    wherever he wants to be. A few things are late, as in life. What a crew asks for at that centre is left to the operator;
    what is asked for at a desk, or anywhere else, another answers.
    """

    def __init__(self, situation: Snapshot, *, seed: int, now: datetime) -> None:
        self._draw = Random(seed)
        self._own = min(situation.regions, key=lambda region: (region.tier, region.code)).code
        self._crews: dict[str, list[Crew]] = defaultdict(list)
        for crew in situation.crews:
            if crew.duty is Duty.ON_DUTY and crew.kind is not CrewKind.VOLUNTEER:
                for code in {crew.region, *(crew.region[:width] for width in WIDTHS)}:
                    self._crews[code].append(crew)
        self._tickets: dict[TicketId, Ticket] = {}
        self._version: dict[TicketId, int] = {}
        self._loads: Counter[str] = Counter()
        self._next: list[tuple[datetime, TicketId, int]] = []
        for ticket in situation.tickets:
            self._take(ticket, now, at_most=timedelta.max)

    def hear(self, news: News, now: datetime) -> None:
        """Take in what happened to tickets; in any order, any number of times."""
        for ticket in news.tickets:
            if ticket.version > self._version.get(ticket.id, 0):
                self._take(ticket, now, at_most=timedelta(seconds=self._draw.uniform(*AT_MOST_S)))

    def step(self, now: datetime) -> list[AnyOrder]:
        """Return what is done up to ``now``, since the last step; what brings no news is done again later."""
        orders: list[AnyOrder] = []
        while self._next and self._next[0][0] <= now and len(orders) < MOST:
            _, id_, version = heappop(self._next)
            if version != self._version[id_]:
                continue
            heappush(self._next, (now + timedelta(seconds=AGAIN_S), id_, version))
            order = self._done(self._tickets[id_])
            if order is not None:
                orders.append(order)
        return orders

    def _take(self, ticket: Ticket, now: datetime, *, at_most: timedelta) -> None:
        before = self._tickets.pop(ticket.id, None)
        self._version[ticket.id] = ticket.version
        if before is not None and before.holder is not None:
            self._loads[before.holder.id] -= 1
        if not ticket.is_open:
            return
        self._tickets[ticket.id] = ticket
        if ticket.holder is not None:
            self._loads[ticket.holder.id] += 1
        if ticket.noted.request is not None:
            if not self._is_for_operator(ticket):
                at = now + timedelta(seconds=self._draw.uniform(*ANSWER_S))
                heappush(self._next, (at, ticket.id, ticket.version))
        elif ticket.noted.card is not None or not waits_for_crew(ticket):
            heappush(self._next, (self._when(ticket, now, at_most), ticket.id, ticket.version))

    def _is_for_operator(self, ticket: Ticket) -> bool:
        """Tell whether a crew of the operator's own centre asks for something."""
        request, holder = ticket.noted.request, ticket.holder
        by_crew = request is not None and holder is not None and request.by == holder.name
        return by_crew and ticket.centre == self._own

    def _when(self, ticket: Ticket, now: datetime, at_most: timedelta) -> datetime:
        """Return when somebody sees to it."""
        draw, began, due = self._draw, ticket.stage_since, ticket.due_at
        if ticket.noted.card is not None or (due is not None and due <= now):
            return now + timedelta(seconds=draw.uniform(*CATCH_UP_S))
        if due is None:
            return now + timedelta(seconds=draw.uniform(*SUSPENDED_S))
        if draw.random() < LATE_PART:
            return began + draw.uniform(*LATE_SHARE) * (due - began)
        share = draw.uniform(*(OWN_SHARE if ticket.centre == self._own else OTHER_SHARE))
        return now + min(at_most, began + share * (due - began) - now)

    def _done(self, ticket: Ticket) -> AnyOrder | None:
        """Return what is done with a ticket; None where nobody can."""
        if ticket.noted.request is not None:
            return wishes.answer(ticket, self._at(ticket, *SEATS[State.CHECKED]), self._draw)
        if ticket.noted.card is not None:
            by = self._at(ticket, *SEATS[State.CHECKED])
            return Reply(by=by, ticket=ticket.id, seen=ticket.version, text=self._draw.choice(REPLIES))
        if ticket.state in {State.DISPATCHED, State.IN_PROGRESS}:
            return done_by_crew(ticket, self._draw)
        if ticket.state not in SEATS:
            return None
        by = self._at(ticket, *SEATS[ticket.state])
        match ticket.state:
            case State.REPORTED:
                return Accept(by=by, ticket=ticket.id, seen=ticket.version)
            case State.VERIFYING:
                return Verified(by=by, ticket=ticket.id, seen=ticket.version)
            case State.ACCEPTED:
                return File(by=by, ticket=ticket.id, seen=ticket.version)
            case State.FILED:
                return self._sent_out(ticket, by)
            case State.SUSPENDED:
                return Resume(by=by, ticket=ticket.id, seen=ticket.version)
            case State.FEEDBACK if self._draw.random() < FAILED_PART:
                reason = self._draw.choice(phrases.FAIL_REASONS)
                return CheckFail(by=by, ticket=ticket.id, seen=ticket.version, reason=reason)
            case State.FEEDBACK:
                return CheckPass(by=by, ticket=ticket.id, seen=ticket.version)
            case _:
                return Close(by=by, ticket=ticket.id, seen=ticket.version)

    def _sent_out(self, ticket: Ticket, by: Operator) -> Dispatch | None:
        """Send it to the crew near by that can do it and has the least in hand."""
        ground = ticket.grid or ticket.area
        need = gate().need(ticket.category).skills
        found: list[Crew] = []
        for code in (ground, *(ground[:width] for width in WIDTHS)):
            near = [crew for crew in self._crews.get(code, ()) if within(crew.region, ticket.centre)]
            found = [crew for crew in near if need <= crew.skills] or found or near
            if found and need <= found[0].skills:
                break
        if not found:
            return None
        crew = min(found, key=lambda crew: (self._loads[crew.id], crew.id))
        return Dispatch(by=by, ticket=ticket.id, seen=ticket.version, target=Target(TargetKind.CREW, crew.id))

    @staticmethod
    def _at(ticket: Ticket, seat: str, role: Role) -> Operator:
        return Operator(name=seat, centre=ticket.centre, roles=frozenset({role}), desk=DESK)
