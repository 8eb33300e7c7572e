"""Who is offered first for a ticket: by distance, load, skill and fairness, every part told.

Everything is counted in metres, so that a shift lead can follow it: two tickets in hand weigh as much as 600 m.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import itemgetter
from types import MappingProxyType

from console.domain.crew import Crew
from console.domain.rows import Row, shipped_text
from console.domain.ticket import Target, TargetKind
from console.gate import Gate, Judgement, Known, Matter, Verdict, judge

FILE = "ranking.toml"
PLACE = "place"
"""What is missing where a crew has no position."""


class Part(StrEnum):
    """What a rank is made of."""

    DISTANCE = "distance"
    LOAD = "load"
    SKILL = "skill"
    TURNS = "turns"
    IDLE = "idle"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each part adds, in metres; none is negative. See ``ranking.toml``."""

    version: int
    load_m: float
    skill_m: float
    turn_m: float
    lately_h: float
    idle_m: float
    idle_h: float
    stale_m: float
    home_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A crew as it stands: ``distance_m`` to the matter (None: no position), tickets in hand, tickets of others that it
    helps with, tickets that this desk is about to send it, tickets it was given lately, and when it last had one.
    """

    crew: Crew
    distance_m: float | None = None
    in_hand: int = 0
    helping: int = 0
    promised: int = 0
    turns: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate: ``parts`` sum up to its rank, in metres; ``missing`` are codes of skills, and ``PLACE``."""

    standing: Standing
    judgement: Judgement
    parts: Mapping[Part, float]
    missing: tuple[str, ...]

    @property
    def cost_m(self) -> float:
        return sum(self.parts.values())


Ring = tuple[float, Iterable[Standing]]
"""Crews by growing distance: metres that no crew of this ring or a later one is below, and the crews."""


def rank(rings: Iterable[Ring], home: str, matter: Matter, gate: Gate, weights: Weights, n: int) -> tuple[Ranked, ...]:
    """Return the best ``n`` that the gate does not block, best first; equals by id.

    ``home`` is the code of the grid or area of the matter. Rings are taken only as far as one could still be better.
    """
    best: list[tuple[float, str, Ranked]] = []
    need = gate.need(matter.category).skills
    for least_m, standings in rings:
        if len(best) >= n and best[n - 1][0] < least_m:
            break
        for standing in standings:
            parts = _parts(standing, home, matter, need, weights)
            if len(best) >= n and sum(parts.values()) > best[n - 1][0]:
                continue  # Whatever the gate says can only add to it.
            ranked = _judged(standing, parts, matter, gate, weights)
            if ranked is not None:
                insort(best, (ranked.cost_m, standing.crew.id, ranked), key=itemgetter(0, 1))
                del best[n:]
    return tuple(ranked for _, _, ranked in best)


def _parts(standing: Standing, home: str, matter: Matter, need: frozenset[str], weights: Weights) -> dict[Part, float]:
    away_m, crew = standing.distance_m, standing.crew
    return {
        Part.DISTANCE: away_m if away_m is not None else weights.home_m * (1 + _apart(crew.region, home)),
        Part.LOAD: weights.load_m * (standing.in_hand + standing.helping + standing.promised),
        Part.SKILL: weights.skill_m * len(need - crew.skills) if need else 0.0,
        Part.TURNS: weights.turn_m * standing.turns,
        Part.IDLE: weights.idle_m * _recent(standing.last_at, matter.now, weights.idle_h),
    }


def _judged(
    standing: Standing, parts: dict[Part, float], matter: Matter, gate: Gate, weights: Weights
) -> Ranked | None:
    """Return the candidate with what the gate adds; None where the gate blocks it."""
    crew = standing.crew
    known = Known(
        crews=(crew,),
        loads={crew.id: standing.in_hand},
        helping={crew.id: standing.helping},
        promised={crew.id: standing.promised},
    )
    judgement = judge(Target(TargetKind.CREW, crew.id), known, matter, gate)
    if judgement.verdict is Verdict.BLOCK:
        return None
    stale = any(reason.code == "crew.position_stale" for reason in judgement.reasons)
    missing = sorted(gate.need(matter.category).skills - crew.skills)
    return Ranked(
        standing=standing,
        judgement=judgement,
        parts=MappingProxyType(parts | {Part.STALE: weights.stale_m if stale else 0.0}),
        missing=(*missing, *([PLACE] if crew.place is None else [])),
    )


def parse(text: str, file: str = FILE) -> Weights:
    """Read the weights from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    row = Row.of_text(file, text)
    weights = Weights(
        version=row.whole("version", least=1),
        load_m=row.number("load_m"),
        skill_m=row.number("skill_m"),
        turn_m=row.number("turn_m"),
        lately_h=row.number("lately_h", least=1, most=168),
        idle_m=row.number("idle_m"),
        idle_h=row.number("idle_h", least=0.1),
        stale_m=row.number("stale_m"),
        home_m=row.number("home_m", least=1),
    )
    row.end()
    return weights


@cache
def shipped() -> Weights:
    """Return the weights that the product ships."""
    return parse(shipped_text(FILE))


def _apart(code: str, home: str) -> int:
    """Return how many characters of ``home`` the code does not share: the fewer, the closer in the tree."""
    shared = next((i for i, (a, b) in enumerate(zip(code, home, strict=False)) if a != b), min(len(code), len(home)))
    return len(home) - shared


def _recent(last_at: datetime | None, now: datetime | None, idle_h: float) -> float:
    """Return 1 for a crew that had a ticket just now, down to 0 for one that has been idle long enough."""
    if last_at is None or now is None:
        return 0.0
    idle = max(0.0, (now - last_at).total_seconds() / 3600)
    return max(0.0, 1.0 - idle / idle_h)
