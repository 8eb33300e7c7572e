"""Up and down the tiers: who acts next, and who keeps reading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier
from console.domain.ticket import State, Ticket
from console.orders import Delegate, Escalate, SkipLevel
from tests.builders import CITY, DISTRICT, NOWHERE, OTHER_DISTRICT, TOWNSHIP, VILLAGE, an_operator
from tests.console.conftest import City


def escalated(city: City, ticket: Ticket) -> Ticket:
    return city.give(Escalate(by=city.by, ticket=ticket.id, seen=ticket.version, reason="需区级协调")).tickets[0]


def test_that_an_escalated_ticket_is_reported_to_the_adjacent_tier_above(city: City) -> None:
    up = escalated(city, city.at(State.FILED))

    assert (up.state, up.centre, up.tier) == (State.REPORTED, TOWNSHIP, Tier.TOWNSHIP)


def test_that_escalation_without_a_reason_is_refused(city: City) -> None:
    ticket = city.at(State.FILED)

    with pytest.raises(Refused, match=r"order\.no_reason"):
        city.give(Escalate(by=city.by, ticket=ticket.id, seen=ticket.version, reason=" "))


def test_that_escalation_releases_the_crew(city: City) -> None:
    assert escalated(city, city.at(State.IN_PROGRESS)).holder is None


def test_that_both_tiers_see_an_escalated_ticket(city: City) -> None:
    up = escalated(city, city.at(State.FILED))

    assert up.seen_by(VILLAGE)
    assert up.seen_by(TOWNSHIP)
    assert not up.seen_by(OTHER_DISTRICT)


def test_that_the_lower_tier_keeps_reading_a_ticket_without_a_place(city: City) -> None:
    city.by = an_operator(centre=DISTRICT)
    ticket = city.at(State.FILED, place=NOWHERE)
    down = city.give(Delegate(by=city.by, ticket=ticket.id, seen=ticket.version, to=TOWNSHIP)).tickets[0]
    city.by = an_operator(centre=TOWNSHIP)
    up = escalated(city, down)

    assert up.centre == DISTRICT
    assert up.seen_by(TOWNSHIP)


def test_that_the_top_tier_cannot_escalate(city: City) -> None:
    city.by = an_operator(centre=CITY)
    ticket = city.at(State.FILED)

    with pytest.raises(Refused, match=r"ticket\.top_tier"):
        escalated(city, ticket)


def test_that_a_delegated_ticket_goes_to_the_child_that_holds_its_ground(city: City) -> None:
    city.by = an_operator(centre=CITY)
    ticket = city.at(State.FILED)

    down = city.give(Delegate(by=city.by, ticket=ticket.id, seen=ticket.version)).tickets[0]

    assert (down.centre, down.tier, down.state) == (DISTRICT, Tier.DISTRICT, State.REPORTED)


@pytest.mark.parametrize(("to", "why"), [(TOWNSHIP, "delegate.not_adjacent"), (None, "delegate.no_target")])
def test_that_a_ticket_is_delegated_one_tier_down_only(city: City, to: RegionCode | None, why: str) -> None:
    city.by = an_operator(centre=CITY)
    ticket = city.at(State.FILED, place=NOWHERE)

    with pytest.raises(Refused) as told:
        city.give(Delegate(by=city.by, ticket=ticket.id, seen=ticket.version, to=to))

    assert told.value.code == why


def test_that_a_village_has_no_centre_below(city: City) -> None:
    ticket = city.at(State.FILED)

    with pytest.raises(Refused, match=r"delegate\.no_tier_below"):
        city.give(Delegate(by=city.by, ticket=ticket.id, seen=ticket.version))


def held_above(city: City, ticket: Ticket, days: float) -> Ticket:
    """Hand a village's ticket to the township, which has it so long and hands it back; the village files it again."""
    up = escalated(city, ticket)
    city.clock.advance(timedelta(days=days))
    by = an_operator(centre=TOWNSHIP)
    down = city.give(Delegate(by=by, ticket=up.id, seen=up.version, to=VILLAGE)).tickets[0]
    return city.bring(down, State.FILED)


def test_that_a_tier_is_passed_over_once_it_has_held_the_ticket_for_three_days_in_all(city: City) -> None:
    ticket = held_above(city, city.at(State.FILED), days=2)
    with pytest.raises(Refused, match=r"ticket\.skip_too_soon"):
        city.give(SkipLevel(by=city.by, ticket=ticket.id, seen=ticket.version, reason="镇街久拖不决"))

    again = held_above(city, ticket, days=1)
    up = city.give(SkipLevel(by=city.by, ticket=again.id, seen=again.version, reason="镇街久拖不决")).tickets[0]
    assert up.centre == DISTRICT
