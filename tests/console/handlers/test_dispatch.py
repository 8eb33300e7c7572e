"""Whom a ticket may be sent to, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.errors import Refused
from console.domain.grid import Tier
from console.domain.shift import Role
from console.domain.ticket import Holder, State, TargetKind
from console.journal import Kind
from console.orders import Recall, Return
from tests.builders import CITY, FAR_GRID, GRID, NEXT_GRID, NOWHERE, a_region, an_operator
from tests.console.conftest import City


def test_that_a_fresh_ticket_is_accepted_and_filed_on_the_way(city: City) -> None:
    ticket = city.at(State.REPORTED)

    news = city.give(city.dispatch_of(ticket))

    assert [entry.kind for entry in news.entries] == [Kind.ACCEPTED, Kind.FILED, Kind.DISPATCHED]
    assert news.tickets[0].state is State.DISPATCHED


def test_that_nobody_skips_a_step_whose_role_he_lacks(city: City) -> None:
    ticket = city.at(State.REPORTED)
    city.by = an_operator(roles=frozenset({Role.DISPATCHER}))

    with pytest.raises(Refused, match=r"operator\.role_missing"):
        city.give(city.dispatch_of(ticket))

    assert city.stored(ticket) == ticket


def test_that_a_grids_ticket_goes_to_its_crew_with_the_least_in_hand(city: City) -> None:
    first = city.give(city.dispatch_of(city.at(State.FILED))).tickets[0]
    second = city.give(city.dispatch_of(city.at(State.FILED))).tickets[0]

    assert {first.holder.id, second.holder.id} == {"C1", "C2"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "code", "why"),
    [
        (TargetKind.GRID, NEXT_GRID, "grid.no_crew_on_duty"),
        (TargetKind.GRID, FAR_GRID, "grid.outside"),
        (TargetKind.GRID, "999", "grid.unknown"),
        (TargetKind.CREW, "C3", "crew.off_duty"),
        (TargetKind.CREW, "C4", "crew.outside"),
        (TargetKind.CREW, "C9", "crew.unknown"),
        (TargetKind.DEPARTMENT, "D9", "department.unknown"),
    ],
)
def test_that_a_block_is_never_bypassed(city: City, kind: TargetKind, code: str, why: str) -> None:
    ticket = city.at(State.FILED)

    with pytest.raises(Refused) as told:
        city.give(city.dispatch_of(ticket, kind, code))

    assert told.value.code == why
    assert city.stored(ticket) == ticket


def test_that_a_department_of_a_tier_above_can_be_asked(city: City) -> None:
    sent = city.give(city.dispatch_of(city.at(State.FILED), TargetKind.DEPARTMENT, "D1")).tickets[0]

    assert sent.holder is not None
    assert sent.holder.name == "城管局"


def test_that_a_ticket_without_a_place_takes_the_grid_it_is_dropped_on(city: City) -> None:
    sent = city.give(city.dispatch_of(city.at(State.FILED, place=NOWHERE))).tickets[0]

    assert (sent.grid, sent.area) == (GRID, GRID)


def test_that_a_grid_without_any_crew_handles_its_tickets_itself(city: City) -> None:
    city.by = an_operator(centre=CITY)
    city.store.registry().add_regions([a_region(CITY + "99", Tier.GRID, CITY)])

    sent = city.give(city.dispatch_of(city.at(State.FILED), TargetKind.GRID, CITY + "99")).tickets[0]

    assert sent.holder == Holder(TargetKind.GRID, CITY + "99", f"区域{CITY}99")


def test_that_only_the_dispatcher_who_sent_it_recalls_it(city: City) -> None:
    sent = city.at(State.DISPATCHED)
    other = replace(city.by, name="张三")

    with pytest.raises(Refused, match=r"ticket\.not_your_dispatch"):
        city.give(Recall(by=other, ticket=sent.id, seen=sent.version))
    recalled = city.give(Recall(by=city.by, ticket=sent.id, seen=sent.version)).tickets[0]

    assert (recalled.state, recalled.holder) == (State.FILED, None)


def test_that_a_signed_ticket_is_not_recalled_but_returned_with_a_reason(city: City) -> None:
    signed = city.at(State.IN_PROGRESS)

    with pytest.raises(Refused, match=r"ticket\.wrong_state"):
        city.give(Recall(by=city.by, ticket=signed.id, seen=signed.version))
    asked = city.asked(signed, "return")
    with pytest.raises(Refused, match=r"order\.no_reason"):
        city.give(Return(by=city.by, ticket=asked.id, seen=asked.version, reason=""))
    returned = city.give(Return(by=city.by, ticket=asked.id, seen=asked.version, reason="不属本网格")).tickets[0]

    assert (returned.state, returned.holder) == (State.FILED, None)


def test_that_a_warning_of_the_gate_stands_in_the_line(city: City) -> None:
    news = city.give(city.dispatch_of(city.at(State.FILED, category="0402"), TargetKind.CREW, "C1"))
    assert news.entries[-1].detail["warned"] == "crew.skill_missing"


def test_that_a_dispatch_without_a_warning_tells_of_none(city: City) -> None:
    news = city.give(city.dispatch_of(city.at(State.FILED), TargetKind.CREW, "C1"))
    assert "warned" not in news.entries[-1].detail


def test_that_a_crew_that_has_its_hands_full_is_given_no_more(city: City) -> None:
    for _ in range(20):
        city.give(city.dispatch_of(city.at(State.FILED), TargetKind.CREW, "C1"))

    with pytest.raises(Refused, match=r"crew\.full"):
        city.give(city.dispatch_of(city.at(State.FILED), TargetKind.CREW, "C1"))
