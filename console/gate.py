"""The dispatch gate: whether a ticket may go to a grid, a crew or a department, and what speaks against it.

One function for the handler that dispatches and for the drag that only hovers. A block is never bypassed; a warning is
shown where the ticket is dropped, and kept in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from types import MappingProxyType

from console.domain.crew import Crew, CrewKind, Department, Duty
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.rows import Row, narrowing, shipped_text
from console.domain.ticket import Holder, Target, TargetKind

FILE = "gate.toml"


class Verdict(IntEnum):
    """What the gate says; the higher, the more is against it."""

    ALLOW = 0
    WARN = 1
    BLOCK = 2


class Missing(StrEnum):
    """What a missing skill does, as a city writes it."""

    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Load:
    """Tickets that a crew has, be it as a helper: from ``busy`` on the gate warns, from ``full`` on it blocks."""

    busy: int
    full: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The skills that a category needs, and what the gate says where one is missing."""

    skills: frozenset[str]
    missing: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill in both languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The limits of the gate; ``needs`` by category, major class, or "" for all."""

    version: int
    stale_s: float
    loads: Mapping[CrewKind, Load]
    skills: Mapping[str, Skill]
    needs: Mapping[str, Need]

    def need(self, category: str) -> Need:
        """Return what the category needs; the closest rule wins."""
        return next((self.needs[code] for code in narrowing(category) if code in self.needs), NOTHING_NEEDED)


NOTHING_NEEDED = Need(skills=frozenset(), missing=Verdict.ALLOW)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against a dispatch; ``facts`` fill its sentence, as those of a refusal do."""

    verdict: Verdict
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def refused(self) -> Refused:
        return Refused(self.code, **self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is to be dispatched, and from where; without ``now`` no position is called stale."""

    centre: RegionCode
    category: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a target: the grid, the crews that would handle (the crew itself, or those at home in the grid),
    or the department; and of how many tickets each has its hands full.

    ``loads`` are those in hand, ``helping`` those of others that a crew helps with, ``promised`` those that this desk is
    about to send: a crew is as busy with the one as with the other.
    """

    region: Region | None = None
    crews: Sequence[Crew] = ()
    department: Department | None = None
    loads: Mapping[str, int] = field(default_factory=dict)
    helping: Mapping[str, int] = field(default_factory=dict)
    promised: Mapping[str, int] = field(default_factory=dict)

    def load(self, id_: str) -> tuple[int, int, int]:
        """Return how many tickets it has in hand, helps with, and was promised."""
        return self.loads.get(id_, 0), self.helping.get(id_, 0), self.promised.get(id_, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The gate's word on one target: the gravest reason decides.

    ``holder`` is who would handle it, None where nobody can; ``crew`` that one where it is a crew.
    """

    reasons: tuple[Reason, ...] = ()
    holder: Holder | None = None
    crew: Crew | None = None

    @property
    def verdict(self) -> Verdict:
        return max((reason.verdict for reason in self.reasons), default=Verdict.ALLOW)

    @property
    def block(self) -> Reason | None:
        """The first reason that forbids it."""
        return next((reason for reason in self.reasons if reason.verdict is Verdict.BLOCK), None)

    @property
    def warned(self) -> str:
        """The codes of the warnings as the journal keeps them: separated by spaces, "" for none."""
        return " ".join(reason.code for reason in self.reasons if reason.verdict is Verdict.WARN)


def judge(target: Target, known: Known, matter: Matter, gate: Gate) -> Judgement:
    """Return whether the matter may go to the target, who would handle it, and everything against it."""
    match target.kind:
        case TargetKind.GRID:
            return _judge_grid(target.code, known, matter, gate)
        case TargetKind.CREW:
            if not known.crews:
                return _blocked("crew.unknown", crew=target.code)
            return _judge_crew(known.crews[0], known, matter, gate)
        case TargetKind.DEPARTMENT:
            return _judge_department(target.code, known.department, matter)


def _judge_grid(code: str, known: Known, matter: Matter, gate: Gate) -> Judgement:
    grid = known.region
    if grid is None or grid.tier is not Tier.GRID:
        return _blocked("grid.unknown", grid=code)
    if not within(grid.code, matter.centre):
        return _blocked("grid.outside", grid=grid.name)
    if not known.crews:
        # A city that has not told its crews still sends work to its grids.
        return Judgement(holder=Holder(TargetKind.GRID, grid.code, grid.name))
    on_duty = [crew for crew in known.crews if crew.duty is Duty.ON_DUTY]
    if not on_duty:
        return _blocked("grid.no_crew_on_duty", grid=grid.name)
    judged = [(_judge_crew(crew, known, matter, gate), crew) for crew in on_duty]
    return min(judged, key=lambda pair: (pair[0].verdict, sum(known.load(pair[1].id)), pair[1].id))[0]


def _judge_crew(crew: Crew, known: Known, matter: Matter, gate: Gate) -> Judgement:
    reasons: list[Reason] = []
    if not within(crew.region, matter.centre):
        reasons.append(Reason(Verdict.BLOCK, "crew.outside", {"crew": crew.name}))
    if crew.duty is not Duty.ON_DUTY:
        reasons.append(Reason(Verdict.BLOCK, "crew.off_duty", {"crew": crew.name}))
    load, limit = known.load(crew.id), gate.loads[crew.kind]
    if sum(load) >= limit.full:
        reasons.append(Reason(Verdict.BLOCK, "crew.full", {"crew": crew.name, "load": load, "limit": limit.full}))
    elif sum(load) >= limit.busy:
        reasons.append(Reason(Verdict.WARN, "crew.busy", {"crew": crew.name, "load": load}))
    need = gate.need(matter.category)
    if missing := sorted(need.skills - crew.skills):
        reasons.append(Reason(need.missing, "crew.skill_missing", {"crew": crew.name, "skills": missing}))
    if matter.now is not None and crew.fixed_at is not None:
        age_s = (matter.now - crew.fixed_at).total_seconds()
        if age_s > gate.stale_s:
            facts = {"crew": crew.name, "minutes": int(age_s // 60)}
            reasons.append(Reason(Verdict.WARN, "crew.position_stale", facts))
    reasons.sort(key=lambda reason: -reason.verdict)
    return Judgement(reasons=tuple(reasons), holder=Holder(TargetKind.CREW, crew.id, crew.name), crew=crew)


def _judge_department(code: str, department: Department | None, matter: Matter) -> Judgement:
    if department is None:
        return _blocked("department.unknown", department=code)
    if not (within(department.region, matter.centre) or within(matter.centre, department.region)):
        return _blocked("department.outside", department=department.name)
    return Judgement(holder=Holder(TargetKind.DEPARTMENT, department.id, department.name))


def _blocked(code: str, **facts: object) -> Judgement:
    return Judgement(reasons=(Reason(Verdict.BLOCK, code, facts),))


def parse(text: str, file: str = FILE) -> Gate:
    """Read the limits from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    version = whole.whole("version", least=1)
    position = whole.table("position")
    stale_s = position.number("stale_s", 1800.0, least=1)
    position.end()
    told = whole.table("load")
    loads = {kind: _load(told.table(kind.value)) for kind in CrewKind}
    told.end()
    skills: dict[str, Skill] = {}
    for row in whole.tables("skills"):
        skill = Skill(code=row.text("code"), zh=row.text("zh"), en=row.text("en"))
        if skill.code in skills or " " in skill.code:
            raise row.bad(f"the code {skill.code} stands here twice, or has a space")
        row.end()
        skills[skill.code] = skill
    needs: dict[str, Need] = {}
    for row in whole.tables("needs"):
        category = row.text("category", "")
        need = Need(skills=frozenset(row.words("skills")), missing=Verdict[row.choice("missing", Missing).name])
        if unknown := need.skills - skills.keys():
            raise row.bad(f"there is no skill {', '.join(sorted(unknown))}", "skills")
        if category in needs:
            raise row.bad(f"the needs of {category or 'every category'} are told twice", "category")
        row.end()
        needs[category] = need
    whole.end()
    return Gate(
        version=version,
        stale_s=stale_s,
        loads=MappingProxyType(loads),
        skills=MappingProxyType(skills),
        needs=MappingProxyType(needs),
    )


@cache
def shipped() -> Gate:
    """Return the limits that the product ships."""
    return parse(shipped_text(FILE))


def _load(row: Row) -> Load:
    load = Load(busy=row.whole("busy", least=1), full=row.whole("full", least=1))
    if load.full < load.busy:
        raise row.bad("“full” must not be less than “busy”", "full")
    row.end()
    return load
