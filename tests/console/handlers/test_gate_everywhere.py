"""The gate keeps every way by which somebody is sent: a block is never bypassed, a warning is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from console import gate
from console.board import Board
from console.domain.crew import CrewKind, Duty
from console.domain.errors import Refused
from console.domain.records import CoHandler, Records
from console.domain.ticket import Holder, State, Target, TargetKind, Ticket, TicketId
from console.mustering import muster
from console.orders import AnyOrder, CoHandle, Dispatch, Transfer
from console.targets import candidates, describe
from tests.builders import FAR_GRID, GRID, IN_GRID, NOON, VILLAGE, a_crew, a_ticket
from tests.console.conftest import City

SENT = Target(TargetKind.CREW, "X1")
LEAD = Target(TargetKind.CREW, "C2")
FIRE = "0401"
OLD = NOON - timedelta(seconds=gate.shipped().stale_s + 60)
LOAD = gate.shipped().loads[CrewKind.GRID_WORKER]
FITS: Mapping[str, Any] = {
    "region": GRID, "place": IN_GRID, "fixed_at": NOON, "skills": frozenset({"rescue", "first_aid"}), "name": "吴九",
}  # fmt: skip

BLOCKS: dict[str, tuple[Mapping[str, Any], int]] = {
    "crew.off_duty": ({"duty": Duty.OFF_DUTY}, 0),
    "crew.outside": ({"region": FAR_GRID}, 0),
    "crew.full": ({}, LOAD.full),
}
WARNINGS: dict[str, tuple[Mapping[str, Any], int]] = {
    "crew.busy": ({}, LOAD.busy),
    "crew.skill_missing": ({"skills": frozenset()}, 0),
    "crew.position_stale": ({"fixed_at": OLD}, 0),
}
WAYS: dict[str, tuple[State, Callable[[dict[str, Any]], AnyOrder]]] = {
    "dispatch": (State.FILED, lambda about: Dispatch(target=SENT, **about)),
    "along with a dispatch": (State.FILED, lambda about: Dispatch(target=LEAD, helpers=(SENT,), **about)),
    "transfer": (State.DISPATCHED, lambda about: Transfer(target=SENT, reason="更近", **about)),
    "as a co-handler": (State.FILED, lambda about: CoHandle(target=SENT, **about)),
}


def about(city: City, ticket: Ticket) -> dict[str, Any]:
    return {"by": city.by, "ticket": ticket.id, "seen": city.stored(ticket).version}


def a_fire(city: City, changes: Mapping[str, Any], in_hand: int, state: State = State.FILED) -> Ticket:
    """Return a fire in a city whose crew X1 is as told, with that many tickets in hand."""
    crew = a_crew("X1", **{**FITS, **changes})
    city.store.registry().add_crews([crew])
    for number in range(in_hand):
        holder = Holder(TargetKind.CREW, crew.id, crew.name)
        held = a_ticket(id=TicketId(9000 + number), number=f"H{number}", state=State.IN_PROGRESS, holder=holder)
        city.store.rows.tickets[held.id] = held
    return city.at(state, category=FIRE)


@pytest.mark.parametrize("code", BLOCKS)
@pytest.mark.parametrize("way", WAYS)
def test_that_a_block_is_kept_whichever_way_somebody_is_sent(city: City, way: str, code: str) -> None:
    state, order = WAYS[way]
    ticket = a_fire(city, *BLOCKS[code], state)
    with pytest.raises(Refused) as refused:
        city.give(order(about(city, ticket)))
    assert (refused.value.code, city.stored(ticket)) == (code, ticket)


@pytest.mark.parametrize("way", WAYS)
def test_that_who_helps_as_much_as_a_crew_may_is_sent_nowhere_else(city: City, way: str) -> None:
    state, order = WAYS[way]
    ticket = a_fire(city, {}, 0, state)
    helper = CoHandler(kind="crew", id="X1", name=FITS["name"])
    for number in range(LOAD.full):
        led = a_ticket(id=TicketId(9000 + number), number=f"H{number}", state=State.IN_PROGRESS)
        city.store.rows.tickets[led.id] = replace(led, noted=Records(co_handlers=(helper,)))
    with pytest.raises(Refused) as refused:
        city.give(order(about(city, ticket)))
    match refused.value.facts["load"]:
        case _, helping, _:
            assert (refused.value.code, helping) == ("crew.full", LOAD.full)
        case other:
            pytest.fail(f"told of no helping: {other}")


@pytest.mark.parametrize("code", WARNINGS)
@pytest.mark.parametrize("way", WAYS)
def test_that_a_warning_is_written_whichever_way_somebody_is_sent(city: City, way: str, code: str) -> None:
    state, order = WAYS[way]
    ticket = a_fire(city, *WARNINGS[code], state)
    news = city.give(order(about(city, ticket)))
    told = [entry.detail.get("warned") for entry in news.entries if entry.detail.get("to") == FITS["name"]]
    assert told == [code]


# A crew of another jurisdiction is on no board here: no hand can hover over it.
@pytest.mark.parametrize("code", ["crew.off_duty", "crew.full", *WARNINGS])
def test_that_a_hand_that_hovers_is_told_what_the_order_would_meet(city: City, code: str) -> None:
    ticket = a_fire(city, *(BLOCKS | WARNINGS)[code])
    told = describe(board_of(city), SENT, [ticket], city.by, city.clock.now())
    assert ([reason.code for reason in told.reasons], told.allowed) == ([code], code in WARNINGS)


@pytest.mark.parametrize("code", BLOCKS)
def test_that_nobody_who_is_blocked_is_a_candidate_or_named_by_a_run_card(city: City, code: str) -> None:
    ticket = a_fire(city, *BLOCKS[code])
    board = board_of(city)
    named = muster(board, ticket, now=city.clock.now())
    assert named is not None
    offered = [*candidates(board, ticket, now=city.clock.now()), *named.named]
    assert SENT not in [check.target for check in offered]


def board_of(city: City) -> Board:
    board = Board(VILLAGE)
    board.load(city.store.archive().situation(VILLAGE))
    return board
