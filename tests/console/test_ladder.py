"""The ladder: every rung comes when it is due, once, with one name, and never where the clock stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from console import calendar, clocks, ladder, lifecycle
from console.domain.errors import Refused
from console.domain.limit import Limit, Unit
from console.domain.records import Anew, Card, Records, Step
from console.domain.stage_clock import Clocks
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.ladder import DueStep, Ladder, Rung, To, Why
from tests.builders import NOON, a_ticket

CALENDAR = calendar.shipped()
CALENDARS = MappingProxyType({CALENDAR.version: CALENDAR})
HOUR = timedelta(hours=1)
WANG = Holder(TargetKind.CREW, "C1", "王五")
TWO_RUNGS = """
version = 1
[[rungs]]
step = "yellow"
share = 1.0
to = "owner"
[[rungs]]
step = "red"
share = 1.5
to = "next_tier"
"""


def running(
    state: State, since: datetime = NOON, hours: float = 1.0, unit: Unit = Unit.URGENT_HOUR, **changes: Any
) -> Ticket:
    """Return a ticket whose stage began at ``since`` and has so many hours."""
    clock = clocks.start("handle", Limit(hours, unit), since, CALENDAR)
    return a_ticket(
        state=state,
        stage_since=since,
        clocks=Clocks(running=clock),
        due_at=clocks.moment_of(clock, 1.0, CALENDAR),
        warn_at=clocks.moment_of(clock, 0.8, CALENDAR),
        **changes,
    )


def step(ticket: Ticket, at: datetime) -> DueStep | None:
    return ladder.due_step(ticket, at, ladder.shipped(), CALENDARS)


def carded(ticket: Ticket, *steps: tuple[Step, Why], stage: datetime | None = None) -> Ticket:
    cards = tuple(
        Card(step=step, at=stage or NOON, stage=stage or ticket.stage_began, responsible="王五", reason=why.value)
        for step, why in steps
    )
    return replace(ticket, noted=replace(ticket.noted, cards=(*ticket.noted.cards, *cards)))


@pytest.mark.parametrize(
    ("state", "share", "due"),
    [
        (State.IN_PROGRESS, 0.80, None),
        (State.IN_PROGRESS, 0.81, DueStep(Step.REMINDER, Why.NEARLY_DUE)),
        (State.IN_PROGRESS, 1.00, DueStep(Step.REMINDER, Why.NEARLY_DUE)),
        (State.IN_PROGRESS, 1.01, DueStep(Step.YELLOW, Why.OVERDUE)),
        (State.DISPATCHED, 0.81, DueStep(Step.REMINDER, Why.NEARLY_DUE)),
        (State.DISPATCHED, 1.01, DueStep(Step.URGE, Why.OVERDUE)),
        (State.REPORTED, 1.01, DueStep(Step.YELLOW, Why.OVERDUE)),
        (State.FEEDBACK, 1.50, DueStep(Step.YELLOW, Why.OVERDUE)),
        (State.FEEDBACK, 1.51, DueStep(Step.RED, Why.OVERDUE)),
        (State.DISPATCHED, 2.00, DueStep(Step.RED, Why.OVERDUE)),
        (State.CHECKED, 2.01, DueStep(Step.BLACK, Why.OVERDUE)),
    ],
)
def test_that_each_share_of_the_limit_has_its_rung(state: State, share: float, due: DueStep | None) -> None:
    assert step(running(state), NOON + share * HOUR) == due


def test_that_a_step_that_was_issued_is_not_due_again_nor_what_lies_below_it() -> None:
    overdue = carded(running(State.IN_PROGRESS), (Step.RED, Why.OVERDUE))

    assert step(overdue, NOON + 1.9 * HOUR) is None
    assert step(overdue, NOON + 2.1 * HOUR) == DueStep(Step.BLACK, Why.OVERDUE)


def test_that_a_second_overdue_stage_is_red_as_soon_as_it_is_overdue() -> None:
    unsigned_once = carded(running(State.IN_PROGRESS), (Step.URGE, Why.OVERDUE), stage=NOON - 5 * HOUR)

    assert step(unsigned_once, NOON + 0.9 * HOUR) == DueStep(Step.REMINDER, Why.NEARLY_DUE)
    assert step(unsigned_once, NOON + 1.01 * HOUR) == DueStep(Step.RED, Why.OVERDUE_AGAIN)


@pytest.mark.parametrize("why", [Why.NEARLY_DUE, Why.TRANSFERRED])
def test_that_an_earlier_stage_with_a_step_but_in_time_is_no_overdue_one(why: Why) -> None:
    in_time_before = carded(running(State.IN_PROGRESS), (Step.BLACK, why), stage=NOON - 5 * HOUR)

    assert step(in_time_before, NOON + 1.01 * HOUR) == DueStep(Step.YELLOW, Why.OVERDUE)


@pytest.mark.parametrize(
    ("two", "three", "why"),
    [
        (Records(returns=2), Records(returns=3), Why.RETURNED),
        (Records(reworks=2), Records(reworks=3), Why.REWORKED),
        (Records(transfers=2), Records(transfers=3), Why.TRANSFERRED),
    ],
)
def test_that_the_third_return_rework_or_transfer_is_black_once(two: Records, three: Records, why: Why) -> None:
    twice, thrice = running(State.IN_PROGRESS, noted=two), running(State.IN_PROGRESS, noted=three)

    assert step(twice, NOON) is None
    assert step(thrice, NOON) == DueStep(Step.BLACK, why)
    assert step(carded(thrice, (Step.BLACK, why), stage=NOON - HOUR), NOON) is None


def test_that_a_suspended_ticket_gets_no_card_however_late_it_was() -> None:
    late = running(State.SUSPENDED, noted=Records(transfers=5))

    assert step(late, NOON + 10 * HOUR) is None


def test_that_a_reopened_ticket_is_not_escalated_at_once() -> None:
    before = Records(transfers=4, reopens=1, anew=Anew(at=NOON, transfers=4))
    reopened = carded(
        running(State.REPORTED, noted=before),
        (Step.RED, Why.OVERDUE),
        (Step.BLACK, Why.OVERDUE),
        stage=NOON - 5 * HOUR,
    )

    assert step(reopened, NOON) is None
    assert reopened.card is None
    assert step(reopened, NOON + 1.01 * HOUR) == DueStep(Step.YELLOW, Why.OVERDUE)


def test_that_a_reopened_ticket_needs_three_more_transfers_for_a_black_card() -> None:
    again = running(State.IN_PROGRESS, noted=Records(transfers=7, anew=Anew(at=NOON, transfers=4)))

    assert step(again, NOON) == DueStep(Step.BLACK, Why.TRANSFERRED)


def test_that_reworking_goes_on_with_the_stage_whose_card_was_issued() -> None:
    handled = carded(running(State.IN_PROGRESS), (Step.YELLOW, Why.OVERDUE))
    clock = handled.clocks.running
    assert clock is not None
    since = NOON + 3 * HOUR
    reworked = replace(
        handled,
        stage_since=since,
        clocks=Clocks(running=clocks.resume(clocks.pause(clock, NOON + 1.2 * HOUR, CALENDAR), since)),
        due_at=since - 0.2 * HOUR,
    )

    assert step(reworked, since + 0.1 * HOUR) is None
    assert step(reworked, since + 0.4 * HOUR) == DueStep(Step.RED, Why.OVERDUE)


def test_that_the_ladder_counts_working_time_where_the_limit_does() -> None:
    friday = datetime.fromisoformat("2024-05-10T17:30+08:00")
    late = running(State.IN_PROGRESS, since=friday, hours=1.0, unit=Unit.WORK_HOUR)

    due_at = late.due_at
    assert due_at is not None
    assert step(late, due_at - timedelta(minutes=1)) != DueStep(Step.YELLOW, Why.OVERDUE)
    assert step(late, due_at + timedelta(minutes=29)) == DueStep(Step.YELLOW, Why.OVERDUE)
    assert step(late, due_at + timedelta(minutes=31)) == DueStep(Step.RED, Why.OVERDUE)


@given(
    unit=st.sampled_from(list(Unit)),
    hours=st.floats(0.1, 30),
    rung=st.floats(0.1, 4),
    passed_h=st.floats(0.1, 400),
    began_h=st.integers(0, 200),
)
def test_that_what_spares_counting_says_what_counting_says(
    unit: Unit, hours: float, rung: float, passed_h: float, began_h: int
) -> None:
    since = NOON + began_h * HOUR
    late, now = running(State.FEEDBACK, since, hours, unit), since + passed_h * HOUR
    own = Ladder(version=1, rungs=(Rung(step=Step.RED, to=To.OWNER, share=rung),))
    clock = late.clocks.running
    assert clock is not None
    used = clocks.share(clock, now, CALENDAR)
    assert used is not None
    assume(abs(used - rung) > 1e-6)

    assert (ladder.due_step(late, now, own, CALENDARS) is not None) is (used > rung)


def test_that_a_ticket_known_by_its_steps_alone_counts_all_time() -> None:
    imported = a_ticket(state=State.FILED, due_at=NOON + HOUR)

    assert step(imported, NOON + 1.4 * HOUR) == DueStep(Step.YELLOW, Why.OVERDUE)
    assert step(imported, NOON + 1.6 * HOUR) == DueStep(Step.RED, Why.OVERDUE)


def test_that_the_holder_answers_where_the_crew_acts_and_else_the_role_whose_turn_it_is() -> None:
    table = lifecycle.shipped()

    assert ladder.answers(a_ticket(state=State.DISPATCHED, holder=WANG), table) == "王五"
    assert ladder.answers(a_ticket(state=State.FEEDBACK, holder=WANG), table) == "checker"
    assert ladder.answers(a_ticket(state=State.FILED), table) == "dispatcher"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('step = "red"', 'step = "purple"', "rungs[2].step"),
        ('step = "red"', 'step = "yellow"', "rungs[2].step"),
        ("share = 1.5", "share = 0.9", "rungs[2].share"),
        ("share = 1.5", "", "rungs[2]"),
        ("share = 1.5", 'share = 1.5\nstates = ["suspended"]', "rungs[2].states"),
        ('to = "next_tier"', 'to = "mayor"', "rungs[2].to"),
        ('to = "next_tier"', 'to = "next_tier"\ncount = 3', "rungs[2].count"),
    ],
)
def test_that_a_bad_ladder_says_what_is_wrong_and_where(right: str, wrong: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        ladder.parse(TWO_RUNGS.replace(right, wrong))

    assert (refused.value.code, refused.value.facts["file"]) == ("rulebook.bad", "ladder.toml")
    assert refused.value.facts["place"] == place


def test_that_a_city_may_leave_steps_out() -> None:
    own = ladder.parse(TWO_RUNGS)

    assert ladder.due_step(running(State.IN_PROGRESS), NOON + 5 * HOUR, own, CALENDARS) == DueStep(
        Step.RED, Why.OVERDUE
    )
    assert own.to(Step.BLACK) is ladder.To.OWNER
