"""Who sits where in the hall, what is asked of it, and what its processes tell one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from uuid import UUID

from console.domain.grid import Region, RegionCode, Tier

SHARES: Mapping[Tier, int] = {Tier.CITY: 4, Tier.DISTRICT: 18, Tier.TOWNSHIP: 45, Tier.VILLAGE: 33}
"""Of a hundred desks, how many sit at each tier."""

DESK = "hall-"
"""What the names of its desks begin with: so its lines are found in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outages:
    """What breaks while the hall works: from ``cut_at_s`` half of the desks are cut off for ``cut_s``, every other one of
    them in silence and the others with a reset; the server is killed at ``kill_at_s`` and started again after ``down_s``.
    """

    cut_at_s: float
    cut_s: float
    kill_at_s: float
    down_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``rate`` is how many orders a second all desks give together; the same ``seed`` seats and orders alike."""

    desks: int = 200
    rate: float = 50.0
    seconds: float = 60.0
    seed: int = 1
    processes: int = 4
    outages: Outages | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A desk: its number, its centre, and the numbers of all desks there, itself among them."""

    number: int
    centre: RegionCode
    together: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{DESK}{self.number}"

    def is_mine(self, ticket: int, version: int) -> bool:
        """Tell whether it is this desk, of all at its centre, that takes the ticket's next step."""
        return self.together[(ticket + version) % len(self.together)] == self.number


def places(plan: Plan, centres: Sequence[Region]) -> tuple[Place, ...]:
    """Share the desks out over a city's centres: by tier as a city does, and evenly within a tier."""
    draw = Random(plan.seed)
    at = {tier: cycle(regions) for tier in SHARES if (regions := _of(tier, centres))}
    tiers = draw.choices(list(at), [SHARES[tier] for tier in at], k=plan.desks)
    seats = [next(at[tier]).code for tier in tiers]
    together: dict[RegionCode, list[int]] = {}
    for number, centre in enumerate(seats):
        together.setdefault(centre, []).append(number)
    return tuple(Place(number, centre, tuple(together[centre])) for number, centre in enumerate(seats))


def _of(tier: Tier, centres: Sequence[Region]) -> list[Region]:
    return sorted((region for region in centres if region.tier is tier), key=lambda region: region.code)


@dataclass(frozen=True, slots=True)
class Commit:
    """An order that was acknowledged: the ticket's version after it, and when its commit began, by the steady clock."""

    ticket: int
    version: int
    at_s: float
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket changed on a board that had it at ``before``, 0 for not at all."""

    ticket: int
    before: int
    version: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An order that its desk knows to be done, the number of lines that it was told of, and when, by the steady clock."""

    key: UUID
    lines: int
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one process of the hall tells when it is over.

    ``refused`` counts orders by the code of the rule; ``failed`` those that were sent again because of an outage;
    ``unanswered`` those that nobody acknowledged or refused to the end; ``differ`` names the desks whose boards are not
    the database. ``missed`` counts lines that a desk was never told of, ``repeated`` those that it was told of twice.
    """

    commits: tuple[Commit, ...]
    seen: Mapping[str, tuple[Seen, ...]]
    refused: Mapping[str, int]
    failed: int
    unanswered: int
    done: tuple[Acknowledged, ...]
    differ: tuple[str, ...]
    missed: int
    repeated: int
    reloads: int
    cpu_s: float
