"""The way of one demo ticket through the table of states, told step by step with believable times."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType
from uuid import UUID

from console import lifecycle, timing
from console.clocks import moment_of, start
from console.demo import phrases
from console.demo.phrases import Matter
from console.domain.grid import Region, RegionCode, within
from console.domain.limit import DAY_S
from console.domain.place import LatLng
from console.domain.stage_clock import NO_CLOCKS, Clocks
from console.domain.ticket import Holder, Priority, State, Ticket, TicketId
from console.journal import Entry, Kind
from console.replay import CLOCKS, FORMS, whole
from console.rulebook import Rulebook

Told = tuple[Ticket, tuple[Entry, ...]]

MEDIAN_SHARE: Mapping[State, float] = MappingProxyType(
    {
        State.REPORTED: 0.25,
        State.VERIFYING: 0.5,
        State.ACCEPTED: 0.2,
        State.FILED: 0.3,
        State.DISPATCHED: 0.3,
        State.IN_PROGRESS: 0.28,
        State.FEEDBACK: 0.15,
        State.CHECKED: 0.2,
    }
)
"""How much of a stage's limit it takes in half of all cases."""
SPREAD = 0.75
SUSPENDED_H = 30.0
LATE_MOST_S = 2 * DAY_S
"""However long the limit, somebody asks when it is over by more than about so much."""
REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "return": phrases.RETURN_REASONS,
        "escalate": phrases.ESCALATE_REASONS,
        "reject": phrases.REJECT_REASONS,
        "void": phrases.VOID_REASONS,
        "check_fail": phrases.FAIL_REASONS,
        "suspend": phrases.SUSPEND_REASONS,
        "delegate": phrases.DELEGATE_NOTES,
    }
)
KINDS = {verb.name: Kind(verb.records) for verb in lifecycle.shipped().verbs.values()}
BY_CREW = frozenset({"sign", "feed_back"})
ASKED_BY_CREW = frozenset({"return", "suspend"})
APPROVED_S = (120.0, 1200.0)
"""Between these times another answers what was asked for."""
NOTHING: Mapping[str, str] = MappingProxyType({})
MOVES = ("stage_since", "warn_at", "holder", "dispatched_by", "handled_by", "result", "readers")
"""What of a ticket changes on its way, besides what each line tells itself; by its words here."""
PLACE_BITS, RANDOM_BITS = 8, 88


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verb, after so many seconds in the stage before.

    ``to`` is the centre it hands the ticket to, ``wants`` the verb that is asked for.
    """

    verb: str
    wait_s: float
    to: Region | None = None
    wants: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a course is told of: the matter, the ground, and who takes part at each centre.

    ``number`` is its own among all cases; ``seats`` names, by centre and verb, who does it there.
    """

    id: TicketId
    number: int
    matter: Matter
    grid: Region
    place: LatLng
    holder: Holder
    seats: Mapping[RegionCode, Mapping[str, str]]


@dataclass(slots=True)
class Course:
    """A ticket on its way; ``step`` takes it further, ``told`` gives it with all its lines.

    Its clocks run by ``rules``, as those of every ticket do.
    """

    case: Case
    rules: Rulebook
    centre: Region
    draw: Random
    began: datetime
    at: datetime
    stage_since: datetime
    state: State = State.REPORTED
    holder: Holder | None = None
    dispatched_by: str = ""
    handled_by: str = ""
    result: str = ""
    readers: tuple[RegionCode, ...] = ()
    clocks: Clocks = NO_CLOCKS
    due_at: datetime | None = None
    warn_at: datetime | None = None
    entries: list[Entry] = field(default_factory=list)
    changes: dict[str, object] = field(default_factory=dict)

    def step(self, step: Step, squeeze: float = 1.0) -> None:
        """Take one step of the table, the first is ``take_in``; ``squeeze`` shortens the stage before it."""
        verb = self.rules.lifecycle.verb(step.verb)
        before = self.state if self.entries else None
        by = self._who(step)
        stood = [getattr(self, name) for name in MOVES]
        self.at += timedelta(seconds=step.wait_s * squeeze)
        self.state = verb.leads_to or self.state
        centre = self.centre
        reason = self.draw.choice(REASONS[step.wants or step.verb]) if (step.wants or step.verb) in REASONS else ""
        detail = self._told_by(step, by)
        begins = verb.leads_to is not None
        if begins:
            matter, self.stage_since = self.case.matter, self.at
            self.clocks = timing.entered(self.clocks, self.state, matter.priority, matter.category, self.at, self.rules)
            self.due_at, self.warn_at = timing.due(self.clocks, self.rules)
        number = len(self.entries) + 1
        if before is None:
            self.changes = whole(self._standing()) | {"clocks": {}}
        else:
            moved = zip(MOVES, stood, strict=True)
            self.changes = {n: FORMS[n].write(now) for n, was in moved if (now := getattr(self, n)) is not was}
            if self.centre is not centre:
                self.changes |= {"centre": self.centre.code, "tier": int(self.centre.tier)}
        # Keys begin with their place: drawn wholly at random, each would be written somewhere else in their index.
        place = self.case.number << PLACE_BITS | number
        self.entries.append(
            Entry(
                key=UUID(int=place << RANDOM_BITS | self.draw.getrandbits(128) >> (128 - RANDOM_BITS)),
                kind=KINDS[step.verb],
                ticket=self.case.id,
                version=number,
                at=self.at,
                by=by,
                desk="",
                centre=centre.code,
                from_state=before,
                to_state=self.state,
                due_at=self.due_at if begins else None,
                reason=reason,
                detail=detail,
                changes=self.changes,
            )
        )

    def told(self) -> Told:
        """Return the ticket as it now stands, and its lines; what its clock has counted, only the last of them tells."""
        self.changes["clocks"] = CLOCKS.write(self.clocks)
        return self._standing(), tuple(self.entries)

    def _standing(self) -> Ticket:
        matter, grid = self.case.matter, self.case.grid
        return Ticket(
            id=self.case.id,
            number="",
            version=len(self.entries),
            state=self.state,
            priority=matter.priority,
            category=matter.category,
            title=matter.title,
            source=matter.source,
            centre=self.centre.code,
            tier=self.centre.tier,
            reported_at=self.began,
            stage_since=self.stage_since,
            changed_at=self.at,
            due_at=self.due_at,
            warn_at=self.warn_at,
            area=grid.code,
            grid=grid.code,
            place=self.case.place,
            address=matter.address,
            description=matter.description,
            holder=self.holder,
            dispatched_by=self.dispatched_by,
            handled_by=self.handled_by,
            result=self.result,
            caller=matter.caller,
            readers=self.readers,
            clocks=self.clocks,
        )

    def _who(self, step: Step) -> str:
        # Who asks is not who approves: who handles it, or before that the seat that took the matter in.
        if step.verb in BY_CREW or step.wants in ASKED_BY_CREW:
            return self.case.holder.name
        return self.case.seats[self.centre.code]["accept" if step.verb == "ask" else step.verb]

    def _told_by(self, step: Step, by: str) -> Mapping[str, str]:
        """Change what the verb changes besides the state; return the line's detail as the handlers write it."""
        match step.verb:
            case "take_in":
                return MappingProxyType({"source": self.case.matter.source.value})
            case "dispatch":
                holder = self.case.holder
                self.holder, self.dispatched_by = holder, by
                return MappingProxyType({"to": holder.name, "to_kind": holder.kind.value, "to_code": holder.id})
            case "ask":
                return MappingProxyType({"verb": step.wants, "asker": by})
            case "return":
                given_up = self.holder.name if self.holder else ""
                self.holder, self.dispatched_by = None, ""
                return MappingProxyType({"from": given_up})
            case "feed_back":
                self.result = phrases.result(self.case.matter.category, self.draw)
                self.handled_by = self.case.holder.id
                return MappingProxyType({"result": self.result})
            case "escalate" | "delegate" if step.to is not None:
                left, self.centre = self.centre, step.to
                self.holder, self.dispatched_by = None, ""
                if not within(self.case.grid.code, left.code) and left.code not in self.readers:
                    self.readers = (*self.readers, left.code)
                told = {"from_centre": left.code, "to_centre": step.to.code, "to": step.to.name}
                return MappingProxyType(told)
        return NOTHING


def usual_limit_s(state: State, matter: Matter, rules: Rulebook) -> float:
    """Return how long the stage may well last, in seconds of all time; a working day is a day."""
    clock = rules.lifecycle.stages[state].clock
    if not clock:
        return SUSPENDED_H * 3600
    return rules.limit_of(clock, matter.priority, matter.category).counted_s(DAY_S)


def began_at(state: State, matter: Matter, share: float, now: datetime, rules: Rulebook) -> datetime:
    """Return when a stage began of whose limit that share is used now, as its clock counts."""
    clock, usual_s = rules.lifecycle.stages[state].clock, usual_limit_s(state, matter, rules)
    share = min(share, 1 + LATE_MOST_S / usual_s)
    if clock:
        running = start(clock, rules.limit_of(clock, matter.priority, matter.category), now, rules.calendar)
        began = moment_of(running, -share, rules.calendar)
        if began is not None:
            return began
    return now - timedelta(seconds=share * usual_s)


def lasting_s(state: State, matter: Matter, draw: Random, rules: Rulebook) -> float:
    """Return how long the stage lasts this time; now and then longer than its limit."""
    share = MEDIAN_SHARE.get(state, 0.4) * math.exp(draw.gauss(0, SPREAD))
    hurry = 0.6 if matter.priority is Priority.P1 else 1.0
    return usual_limit_s(state, matter, rules) * min(share, 2.5) * hurry


def paced(verbs: Sequence[tuple[str, Region | None]], matter: Matter, draw: Random, rules: Rulebook) -> list[Step]:
    """Return the verbs with the time that each stage before them lasts."""
    table = rules.lifecycle
    steps: list[Step] = []
    state: State | None = None
    for at, (verb, to) in enumerate(verbs):
        wants = verbs[at + 1][0] if verb == "ask" else ""
        is_approval = at > 0 and verbs[at - 1][0] == "ask"
        lasts_s = draw.uniform(*APPROVED_S) if is_approval else lasting_s(state, matter, draw, rules) if state else 0.0
        steps.append(Step(verb=verb, wait_s=lasts_s, to=to, wants=wants))
        state = table.verb(verb).leads_to or state
    return steps
