"""The verbs as a hand gives them: every one has a place, says what it needs, and becomes its own order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console import lifecycle
from console.domain.records import Mediation, Outcome, Records, Request, Step
from console.domain.shift import Operator, Role
from console.domain.ticket import State, Target, TargetKind, Ticket
from console.orders import Ask, Extend, Merge, Suspend
from tests.builders import NOON, VILLAGE, a_ticket, an_operator
from widgets import verbs
from widgets.verb_menu import ICONS
from widgets.verbs import Need, Said

GIVEN = [verb for _name, members in verbs.GROUPS for verb in members]
ALL_SAID = Said(
    text="原因",
    hours=4.0,
    review_at=NOON + timedelta(days=3),
    target=Target(TargetKind.CREW, "C1"),
    helper="C2",
    category="2101",
    into=a_ticket(version=7),
    satisfied=False,
    step=Step.YELLOW,
    responsible="王五",
    mediation=Mediation(parties=("张**", "李**"), mediator="王五"),
    every_days=7,
    times=4,
)


def crew() -> Operator:
    return an_operator(roles=frozenset({Role.CREW}))


def test_that_every_verb_of_the_table_has_its_place() -> None:
    assert set(lifecycle.shipped().verbs) <= {*GIVEN, *verbs.ELSEWHERE}


def test_that_nothing_is_offered_that_the_table_does_not_know() -> None:
    assert set(GIVEN) <= set(lifecycle.shipped().verbs)


def test_that_no_verb_stands_in_two_groups() -> None:
    assert len(GIVEN) == len(set(GIVEN))


def test_that_every_verb_of_the_menu_has_a_picture() -> None:
    assert set(ICONS) == set(GIVEN)


@pytest.mark.parametrize("verb", GIVEN)
def test_that_everything_said_makes_the_order_of_the_verb(verb: str) -> None:
    assert verbs.order_for(verb, a_ticket(), an_operator(), ALL_SAID).verb == verb


@pytest.mark.parametrize("verb", GIVEN)
def test_that_what_the_table_wants_a_reason_for_asks_for_it(verb: str) -> None:
    assert (Need.REASON in verbs.needs(verb)) >= lifecycle.shipped().verb(verb).needs_reason


def test_that_an_order_lacking_what_it_needs_is_none() -> None:
    with pytest.raises(ValueError, match="extend needs hours"):
        verbs.order_for("extend", a_ticket(), an_operator(), Said(text="下雨"))


def test_that_hours_and_reason_are_in_the_order() -> None:
    order = verbs.order_for("extend", a_ticket(), an_operator(), ALL_SAID)
    assert isinstance(order, Extend)
    assert (order.hours, order.reason) == (4.0, "原因")


def test_that_the_day_of_review_is_in_the_order() -> None:
    order = verbs.order_for("suspend", a_ticket(), an_operator(), ALL_SAID)
    assert isinstance(order, Suspend)
    assert order.review_at == NOON + timedelta(days=3)


def test_that_a_merge_names_the_other_as_it_was_seen() -> None:
    order = verbs.order_for("merge", a_ticket(), an_operator(), ALL_SAID)
    assert isinstance(order, Merge)
    assert ALL_SAID.into is not None
    assert (order.into, order.into_seen) == (ALL_SAID.into.id, 7)


def test_that_asking_carries_what_is_asked_for() -> None:
    order = verbs.order_for(verbs.asking("extend"), a_ticket(), crew(), ALL_SAID)
    assert isinstance(order, Ask)
    assert (order.wants, order.hours, order.reason) == ("extend", 4.0, "原因")


def test_that_a_crew_is_offered_to_ask_for_what_only_the_dispatcher_may() -> None:
    ticket = a_ticket(state=State.IN_PROGRESS)
    assert verbs.offered("extend", [ticket], crew(), NOON) == ("ask:extend", None)


def asked(verb: str, by: str = "王五") -> Ticket:
    ticket = a_ticket(state=State.IN_PROGRESS)
    request = Request(verb=verb, by=by, at=NOON, reason="地址不对", hours=4.0)
    return replace(ticket, noted=replace(ticket.noted, request=request))


@pytest.mark.parametrize("verb", ["return", "extend", "suspend"])
def test_that_a_dispatcher_asks_for_what_another_approves(verb: str) -> None:
    ticket = a_ticket(state=State.IN_PROGRESS)
    assert verbs.offered(verb, [ticket], an_operator(), NOON) == (f"ask:{verb}", None)


@pytest.mark.parametrize("verb", ["return", "extend", "suspend"])
def test_that_what_another_asked_for_is_offered_itself(verb: str) -> None:
    assert verbs.offered(verb, [asked(verb)], an_operator(), NOON) == (verb, None)


def test_that_who_asked_is_told_that_another_approves() -> None:
    by = an_operator()
    against = verbs.why_not("extend", asked("extend", by.name), by, NOON)
    assert against is not None
    assert against.code == "ticket.asker_approves_it"


def test_that_an_approval_approves_each_of_several_tickets_or_none() -> None:
    assert verbs.approves("extend", [asked("extend"), asked("extend")])
    assert not verbs.approves("extend", [asked("extend"), asked("return")])
    assert not verbs.approves("extend", [])


def test_that_refusing_is_offered_where_somebody_asked() -> None:
    assert (verbs.in_turn("refuse", asked("extend")), verbs.in_turn("refuse", a_ticket())) == (True, False)


def test_that_a_second_request_says_who_asked_first() -> None:
    name, against = verbs.offered("extend", [asked("return")], crew(), NOON)
    assert (name, against is not None and against.code) == ("ask:extend", "ticket.asked_already")


def test_that_whoever_neither_may_nor_asks_is_told_whose_it_is() -> None:
    ticket = a_ticket(state=State.CHECKED)
    name, against = verbs.offered("close", [ticket], crew(), NOON)
    assert (name, against is not None and against.code) == ("close", "operator.role_missing")


def test_that_one_of_several_tickets_is_enough_against_a_verb() -> None:
    tickets = [a_ticket(), a_ticket(state=State.FILED)]
    _name, against = verbs.offered("accept", tickets, an_operator(), NOON)
    assert against is not None


@pytest.mark.parametrize(("grid", "needed"), [(None, (Need.BELOW,)), (VILLAGE, ())])
def test_that_a_centre_is_named_only_where_no_grid_tells_it(grid: object, needed: tuple[Need, ...]) -> None:
    assert verbs.needs("delegate", [a_ticket(grid=grid)]) == needed


def test_that_only_disputes_are_mediated() -> None:
    by, now = an_operator(), NOON
    about = {"state": State.IN_PROGRESS, "centre": VILLAGE}
    assert verbs.why_not("mediate", a_ticket(category="0701", **about), by, now) is None
    against = verbs.why_not("mediate", a_ticket(**about), by, now)
    assert against is not None
    assert against.code == "mediate.no_dispute"


@pytest.mark.parametrize(
    ("category", "outcome", "first"),
    [("0701", None, "mediate"), ("0701", Outcome.AGREED, "feed_back"), ("0101", None, "feed_back")],
)
def test_that_a_dispute_is_mediated_before_it_is_fed_back(category: str, outcome: Outcome | None, first: str) -> None:
    told = Records(mediation=Mediation(parties=("张**", "李**"), mediator="王五", outcome=outcome))
    ticket = a_ticket(state=State.IN_PROGRESS, category=category, noted=told)
    assert verbs.main_way(ticket)[0] == first
