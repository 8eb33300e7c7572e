"""Supervision: what a step of the ladder and one by hand leave on the ticket, and who else gets to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from console import lifecycle
from console.domain.errors import Refused
from console.domain.records import Card, Step
from console.domain.shift import Role
from console.domain.ticket import State, Ticket
from console.journal import News
from console.ladder import Why
from console.orders import Close, Reopen, Reply, Resume, Sign, Supervise, Suspend
from tests.builders import DISTRICT, TOWNSHIP, VILLAGE, an_operator
from tests.console.conftest import City

LADDER = an_operator("", roles=frozenset({Role.SYSTEM}))
LEAD = an_operator("赵六")


def about(city: City, ticket: Ticket) -> dict[str, Any]:
    return {"by": LEAD, "ticket": ticket.id, "seen": city.stored(ticket).version}


def issue(city: City, ticket: Ticket, step: Step, why: Why = Why.OVERDUE) -> News:
    """Issue a step in the console's name, long after every limit."""
    city.clock.advance(timedelta(days=30))
    said = about(city, ticket) | {"by": LADDER}
    return city.give(Supervise(step=step, responsible="王五", reason=why.value, **said))


def card_of(news: News) -> Card:
    card = news.tickets[0].card
    assert card is not None
    return card


@pytest.mark.parametrize(
    ("state", "step", "copied_to", "is_listed"),
    [
        (State.DISPATCHED, Step.URGE, "", False),
        (State.IN_PROGRESS, Step.YELLOW, "", False),
        (State.DISPATCHED, Step.RED, TOWNSHIP, False),
        (State.DISPATCHED, Step.BLACK, TOWNSHIP, True),
    ],
)
def test_that_red_is_copied_one_tier_up_and_black_stands_on_its_list(
    city: City, state: State, step: Step, copied_to: str, is_listed: bool
) -> None:
    news = issue(city, city.at(state), step)

    card = card_of(news)
    assert (card.copied_to, card.is_listed) == (copied_to, is_listed)
    assert news.tickets[0].readers == ((copied_to,) if copied_to else ())


def test_that_a_centre_that_got_two_copies_reads_the_ticket_once(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    issue(city, ticket, Step.RED)

    assert issue(city, ticket, Step.BLACK).tickets[0].readers == (TOWNSHIP,)


def test_that_the_ladder_tells_why_in_a_code_and_a_person_in_words(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    of_ladder = issue(city, ticket, Step.YELLOW).entries[0]
    by_hand = city.give(
        Supervise(step=Step.RED, responsible="城管局", reason="领导批示", **about(city, ticket))
    ).entries[0]

    assert (of_ladder.reason, of_ladder.detail["because"]) == ("", "overdue")
    assert (by_hand.reason, "because" in by_hand.detail) == ("领导批示", False)


def test_that_an_urge_stands_until_the_ticket_is_signed(city: City) -> None:
    ticket = city.at(State.DISPATCHED)
    assert card_of(issue(city, ticket, Step.URGE)).step is Step.URGE
    city.clock.advance(timedelta(minutes=1))

    assert city.give(Sign(**about(city, ticket))).tickets[0].card is None


def test_that_a_card_stands_until_it_is_replied_to_whatever_stage_comes(city: City) -> None:
    ticket = city.at(State.DISPATCHED)
    issue(city, ticket, Step.RED)

    assert card_of(city.give(Sign(**about(city, ticket)))).step is Step.RED
    assert city.give(Reply(text="已到场", **about(city, ticket))).tickets[0].card is None


def test_that_no_step_comes_twice_over_a_suspension(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    issue(city, ticket, Step.REMINDER, Why.NEARLY_DUE)
    review_at = city.clock.now() + timedelta(days=1)
    city.asked(ticket, "suspend", review_at=review_at)
    city.give(Suspend(reason="待拆迁", review_at=review_at, **about(city, ticket)))
    city.clock.advance(timedelta(days=3))
    city.give(Resume(**about(city, ticket)))

    with pytest.raises(Refused) as refused:
        issue(city, ticket, Step.REMINDER, Why.NEARLY_DUE)
    assert refused.value.code == "supervise.twice"


def test_that_the_cards_of_before_do_not_stand_on_a_reopened_ticket(city: City) -> None:
    ticket = city.at(State.CHECKED)
    issue(city, ticket, Step.BLACK)
    city.give(Close(**about(city, ticket)))
    city.clock.advance(timedelta(days=3))

    reopened = city.give(Reopen(reason="仍有异味", **about(city, ticket))).tickets[0]

    assert (reopened.card, len(reopened.noted.cards)) == (None, 1)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step.REMINDER, Why.NEARLY_DUE),
        (Step.YELLOW, Why.OVERDUE),
        (Step.RED, Why.OVERDUE_AGAIN),
        (Step.BLACK, Why.RETURNED),
    ],
)
def test_that_nothing_is_issued_in_the_consoles_name_before_its_time(city: City, step: Step, why: Why) -> None:
    ticket = city.at(State.IN_PROGRESS)
    with pytest.raises(Refused) as refused:
        city.give(Supervise(step=step, responsible="王五", reason=why.value, **about(city, ticket) | {"by": LADDER}))
    assert refused.value.code == "supervise.not_due"


def test_that_a_step_is_issued_for_what_made_it_due_and_for_nothing_else(city: City) -> None:
    with pytest.raises(Refused, match=r"supervise\.not_due"):
        issue(city, city.at(State.IN_PROGRESS), Step.BLACK, Why.REWORKED)


def test_that_a_person_supervises_whatever_the_clock_says(city: City) -> None:
    ticket = city.at(State.IN_PROGRESS)
    order = Supervise(step=Step.YELLOW, responsible="王五", reason="领导批示", **about(city, ticket))
    assert card_of(city.give(order)).step is Step.YELLOW


def test_that_no_centre_supervises_what_is_held_above_it(city: City) -> None:
    ticket = city.at(State.FILED)
    lead_below = replace(city.by, centre=VILLAGE)
    refused = lifecycle.why_not("supervise", replace(ticket, centre=DISTRICT), lead_below)
    assert refused is not None
    assert refused.code == "ticket.held_above"
    assert lifecycle.why_not("supervise", replace(ticket, centre=VILLAGE), replace(city.by, centre=DISTRICT)) is None
