"""The ladder of supervision: which step a ticket has come to, why, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import combinations

from console import clocks
from console.calendar import Calendar
from console.clocks import DUE, NEARLY_DUE
from console.domain.records import Records, Step
from console.domain.rows import Row, shipped_text
from console.domain.ticket import ENDED, State, Ticket
from console.lifecycle import Lifecycle

FILE = "ladder.toml"
SUPERVISED = frozenset(State) - ENDED - {State.DRAFT, State.SUSPENDED}
"""The states in which somebody must act; in none of the others does the ladder run."""
MOST_SHARE = 100.0
_STEPS = {step.name.lower(): step for step in Step}


class To(StrEnum):
    """Who gets to know of a step besides the one who answers for it."""

    OWNER = "owner"
    NEXT_TIER = "next_tier"
    NEXT_TIER_LIST = "next_tier_list"


class Why(StrEnum):
    """Why the ladder issued a step."""

    NEARLY_DUE = "nearly_due"
    OVERDUE = "overdue"
    OVERDUE_AGAIN = "overdue_again"
    RETURNED = "returned"
    REWORKED = "reworked"
    TRANSFERRED = "transferred"


OF_OVERDUE = frozenset({Why.OVERDUE.value, Why.OVERDUE_AGAIN.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """When one step is due: by the part of the limit, by stages overdue, or by what happened how often; None for never."""

    step: Step
    to: To
    states: frozenset[State] = SUPERVISED
    share: float | None = None
    overdue_stages: int | None = None
    returns: int | None = None
    reworks: int | None = None
    transfers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The rungs of a city, the gravest first."""

    version: int
    rungs: tuple[Rung, ...]

    def to(self, step: Step) -> To:
        """Return who gets to know of a step; of one that never comes by itself, the owner."""
        return next((rung.to for rung in self.rungs if rung.step is step), To.OWNER)


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due now, and why."""

    step: Step
    why: Why


def due_step(ticket: Ticket, now: datetime, ladder: Ladder, calendars: Mapping[str, Calendar]) -> DueStep | None:
    """Return the gravest step that is due and was not issued in this stage; None where there is none.

    What lies below a step that was issued is not made up for. ``calendars`` holds the one that the clock counts by.
    """
    if ticket.state not in SUPERVISED:
        return None
    cards, stage = ticket.noted.cards, ticket.stage_began
    issued = max((card.step for card in cards if card.stage == stage), default=0) if cards else 0
    for rung in ladder.rungs:
        if rung.step <= issued:
            return None
        if ticket.state in rung.states and (why := _why(rung, ticket, now, calendars)):
            return DueStep(rung.step, why)
    return None


def is_due(
    ticket: Ticket, step: Step, why: str, now: datetime, ladder: Ladder, calendars: Mapping[str, Calendar]
) -> bool:
    """Tell whether the ladder may issue this very step for this reason, whatever else is due or was issued."""
    rung = next((rung for rung in ladder.rungs if rung.step is step), None)
    if rung is None or ticket.state not in rung.states:
        return False
    return why in {one.value for one in _whys(rung, ticket, now, calendars)}


def answers(ticket: Ticket, lifecycle: Lifecycle) -> str:
    """Return the one name that answers for the stage: the holder's, or the role of the centre that must act there."""
    acts = lifecycle.stages[ticket.state].acts
    if ticket.holder is not None and acts == lifecycle.stages[State.IN_PROGRESS].acts:
        return ticket.holder.name
    return acts


def parse(text: str, file: str = FILE) -> Ladder:
    """Read the ladder from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    version = whole.whole("version", least=1)
    rows = whole.tables("rungs")
    whole.end()
    rungs = [_rung(row) for row in rows]
    for (one, _), (other, row) in combinations(zip(rungs, rows, strict=True), 2):
        lower, higher = sorted((one, other), key=lambda rung: rung.step)
        if one.step is other.step:
            raise row.bad(f"the step {one.step.name.lower()} stands here twice", "step")
        shares_rise = lower.share is None or higher.share is None or lower.share < higher.share
        if not shares_rise and lower.states & higher.states:
            raise row.bad(
                f"{higher.step.name.lower()} is graver than {lower.step.name.lower()}, and not later", "share"
            )
    return Ladder(version=version, rungs=tuple(sorted(rungs, key=lambda rung: -rung.step)))


@cache
def shipped() -> Ladder:
    """Return the ladder that the product ships."""
    return parse(shipped_text(FILE))


def _rung(row: Row) -> Rung:
    word = row.text("step")
    if word not in _STEPS:
        raise row.bad(f"“step” is none of {', '.join(_STEPS)}: {word}", "step")
    rung = Rung(
        step=_STEPS[word],
        to=row.choice("to", To),
        states=frozenset(row.choices("states", State, tuple(SUPERVISED))),
        share=row.number("share", 0.0, most=MOST_SHARE) or None,
        overdue_stages=row.whole("overdue_stages", 0) or None,
        returns=row.whole("returns", 0) or None,
        reworks=row.whole("reworks", 0) or None,
        transfers=row.whole("transfers", 0) or None,
    )
    row.end()
    if idle := rung.states - SUPERVISED:
        raise row.bad(f"the ladder does not run in {', '.join(sorted(idle))}", "states")
    if not any((rung.share, rung.overdue_stages, rung.returns, rung.reworks, rung.transfers)):
        raise row.bad(f"nothing says when {word} is due")
    return rung


def _why(rung: Rung, ticket: Ticket, now: datetime, calendars: Mapping[str, Calendar]) -> Why | None:
    """Return by which of its conditions a rung is reached, the first where there are several."""
    return next(_whys(rung, ticket, now, calendars), None)


def _whys(rung: Rung, ticket: Ticket, now: datetime, calendars: Mapping[str, Calendar]) -> Iterator[Why]:
    """Yield the conditions by which a rung is reached."""
    if rung.share is not None and _used_more(ticket, rung.share, now, calendars):
        yield Why.OVERDUE if rung.share >= DUE else Why.NEARLY_DUE
    if rung.overdue_stages is not None and ticket.overdue(now) and _overdue_stages(ticket) >= rung.overdue_stages:
        yield Why.OVERDUE_AGAIN
    if now >= ticket.stage_since:
        yield from _often(rung, ticket.noted)


def _used_more(ticket: Ticket, share: float, now: datetime, calendars: Mapping[str, Calendar]) -> bool:
    """Tell whether more than a part of the limit is used; False where no clock runs, or nobody can know."""
    if share == NEARLY_DUE and ticket.warn_at is not None:
        return now > ticket.warn_at
    due_at = ticket.due_at
    if due_at is None:
        return False
    if share == DUE:
        return now > due_at
    clock = ticket.clocks.running
    if clock is None:
        # A ticket whose past is known by its steps alone counts all time.
        limit = due_at - ticket.stage_since
        return limit > timedelta() and now > ticket.stage_since + share * limit
    moment = due_at + timedelta(seconds=(share - DUE) * clock.limit_s)
    if not clock.unit.is_work:
        return now > moment
    # Working time never passes quicker than time: where even that is not enough, nothing needs counting.
    if share > DUE and now <= moment:
        return False
    calendar = calendars.get(clock.calendar)
    used = clocks.share(clock, now, calendar) if calendar is not None else None
    return used is not None and used > share


def _overdue_stages(ticket: Ticket) -> int:
    """Return how many stages are overdue with the present one, as far as the ladder has said so since the beginning."""
    earlier = {card.stage for card in ticket.noted.present_cards if not card.by and card.reason in OF_OVERDUE}
    return len(earlier - {ticket.stage_began}) + 1


def _often(rung: Rung, noted: Records) -> Iterator[Why]:
    """Yield what happened often enough since the ticket was last reopened and was not told yet."""
    before = noted.anew
    returns, reworks, transfers = (before.returns, before.reworks, before.transfers) if before else (0, 0, 0)
    happened = (
        (Why.RETURNED, rung.returns, noted.returns - returns),
        (Why.REWORKED, rung.reworks, noted.reworks - reworks),
        (Why.TRANSFERRED, rung.transfers, noted.transfers - transfers),
    )
    reached = [why for why, often, times in happened if often is not None and times >= often]
    if reached:
        told = {card.reason for card in noted.present_cards if not card.by and card.step is rung.step}
        yield from (why for why in reached if why.value not in told)
