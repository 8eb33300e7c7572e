"""The past of a demo city could have been: every history goes by the table, and what is open is believable."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import shapely

from console import lifecycle, rulebook, timing
from console.domain.category import shipped as categories
from console.domain.crew import CrewId
from console.domain.grid import RegionCode, Tier, within
from console.domain.records import Records, Request
from console.domain.shift import Operator, Role
from console.domain.stage_clock import NO_CLOCKS
from console.domain.ticket import Priority, State, TargetKind, Ticket
from console.journal import Entry, Kind
from console.replay import versions
from tests.builders import NOON
from tests.console.demo.conftest import Made

VERB_OF = {verb.records: verb for verb in lifecycle.shipped().verbs.values()}
BY_CREW = {"sign", "feed_back"}
ASKED_BY_CREW = {"return", "suspend"}


def _who(made: Made, entry: Entry, verb: str) -> Operator:
    if verb in BY_CREW or entry.detail.get("verb") in ASKED_BY_CREW:
        return Operator(name=entry.by, centre=RegionCode(entry.centre), roles=frozenset({Role.CREW}))
    return made.store.rows.operators[_key(made, entry)]


def _key(made: Made, entry: Entry) -> tuple[str, str]:
    return next(
        key for key, op in made.store.rows.operators.items() if (op.name, op.centre) == (entry.by, entry.centre)
    )


def _walked(made: Made, ticket: Ticket, entries: list[Entry]) -> Ticket:
    """Return the ticket as its history leaves it, each step checked and timed by the rules themselves."""
    rules = rulebook.shipped()
    now = replace(
        ticket,
        state=State.DRAFT,
        version=0,
        centre=RegionCode(entries[0].centre),
        handled_by="",
        dispatched_by="",
        clocks=NO_CLOCKS,
    )
    for number, entry in enumerate(entries, 1):
        verb = VERB_OF[entry.kind.value]
        by = _who(made, entry, verb.name)
        if verb.name == "take_in":
            assert verb.roles & by.roles
        else:
            tier = made.store.rows.regions[now.centre].tier
            lifecycle.check(verb.name, replace(now, tier=tier), by, entry.reason)
        assert entry.version == number
        assert entry.from_state == (now.state if number > 1 else None)
        state = verb.leads_to or now.state
        assert entry.to_state == state
        now = timing.timed(now, replace(now, state=state), verb, entry.at, rules)
        if verb.leads_to is not None:
            assert entry.due_at == now.due_at
        if verb.name == "ask":
            request = Request(verb=entry.detail["verb"], by=entry.detail["asker"], at=entry.at, reason=entry.reason)
            now = replace(now, noted=Records(request=request))
        now = replace(
            now,
            version=number,
            changed_at=entry.at,
            centre=RegionCode(entry.detail.get("to_centre", now.centre)),
            dispatched_by=entry.by if verb.name == "dispatch" else now.dispatched_by,
            handled_by=ticket.handled_by if verb.name == "feed_back" else now.handled_by,
        )
    return now


def test_that_every_history_goes_by_the_table_and_ends_where_the_ticket_stands(small: Made) -> None:
    for ticket, entries in small.past:
        walked = _walked(small, ticket, entries)
        assert (walked.state, walked.version, walked.centre) == (ticket.state, ticket.version, ticket.centre)
        assert (walked.stage_since, walked.due_at) == (ticket.stage_since, ticket.due_at)
        assert (walked.clocks, walked.warn_at) == (ticket.clocks, ticket.warn_at)


def test_that_the_past_is_folded_to_the_stage_and_its_lamp_at_every_line(small: Made) -> None:
    ticket, entries = max(small.past, key=lambda one: len(one[1]))
    folded = [after for _, _, after in versions(entries)]
    running = [(one.stage_since, one.due_at) for one in folded]
    wanted: list[tuple[datetime, datetime | None]] = []
    for entry in entries:
        # Whoever asks leaves the stage as it is.
        wanted.append(wanted[-1] if entry.kind is Kind.REQUESTED else (entry.at, entry.due_at))
    assert running == wanted
    assert [bool(one.warn_at) for one in folded] == [bool(one.due_at) for one in folded]
    assert replace(folded[-1], caller=ticket.caller) == ticket


def test_that_histories_run_forward_and_end_before_now(small: Made) -> None:
    for ticket, entries in small.past:
        times = [entry.at for entry in entries]
        assert times == sorted(times)
        assert times[0] == ticket.reported_at
        assert times[-1] <= NOON


def test_that_no_two_lines_came_from_one_order(small: Made) -> None:
    keys = [entry.key for _, entries in small.past for entry in entries]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", ["returned", "escalated", "delegated", "voided", "rejected", "check_failed", "closed"])
def test_that_the_past_knows_every_turn(small: Made, kind: str) -> None:
    assert any(entry.kind.value == kind for _, entries in small.past for entry in entries)


def test_that_tickets_are_numbered_in_the_order_they_came_in(small: Made) -> None:
    tickets = sorted(small.store.rows.tickets.values(), key=lambda ticket: int(ticket.number))
    came_in = [ticket.reported_at for ticket in tickets]

    assert came_in == sorted(came_in)


def test_that_a_grid_holds_the_place_of_its_tickets(small: Made) -> None:
    rows = small.store.rows
    for ticket, _ in small.past:
        assert ticket.grid is not None
        assert ticket.place is not None
        shape = shapely.from_wkb(rows.regions[ticket.grid].shape_wkb)
        assert shape.covers(shapely.Point(ticket.place.lng_deg, ticket.place.lat_deg))


def test_that_whoever_holds_a_ticket_is_on_duty_and_belongs_to_its_centre(small: Made) -> None:
    rows = small.store.rows
    for ticket, _ in small.past:
        if ticket.holder is None or not ticket.is_open:
            continue
        if ticket.holder.kind is TargetKind.CREW:
            crew = rows.crews[CrewId(ticket.holder.id)]
            assert (crew.name, crew.duty) == (ticket.holder.name, "on_duty")
            assert within(crew.region, ticket.centre)
        else:
            assert ticket.holder.name in {department.name for department in rows.departments.values()}


def test_that_a_ticket_waiting_for_a_crew_has_one(small: Made) -> None:
    waiting = {State.DISPATCHED, State.IN_PROGRESS, State.SUSPENDED}

    assert all(ticket.holder for ticket, _ in small.past if ticket.state in waiting)


def test_that_most_open_tickets_wait_at_the_city_and_the_others_at_every_tier(small: Made) -> None:
    tiers = Counter(ticket.tier for ticket, _ in small.past if ticket.is_open)

    assert 0.5 < tiers[Tier.CITY] / tiers.total() < 0.7
    assert min(tiers[tier] for tier in (Tier.DISTRICT, Tier.TOWNSHIP, Tier.VILLAGE)) > 10


def test_that_priorities_come_in_the_usual_mix(small: Made) -> None:
    counted = Counter(ticket.priority for ticket, _ in small.past)
    shares = {priority: round(counted[priority] / counted.total(), 2) for priority in Priority}

    assert shares == pytest.approx(
        {Priority.P1: 0.05, Priority.P2: 0.15, Priority.P3: 0.35, Priority.P4: 0.45}, abs=0.05
    )


def test_that_some_open_tickets_are_overdue_but_most_are_not(small: Made) -> None:
    overdue = [ticket.overdue(NOON) for ticket, _ in small.past if ticket.is_open]

    assert 0.05 < sum(overdue) / len(overdue) < 0.25


def test_that_nothing_open_is_older_than_a_fortnight(small: Made) -> None:
    assert max(NOON - ticket.reported_at for ticket, _ in small.past if ticket.is_open) < timedelta(days=14)


def test_that_what_is_said_fits_the_category(small: Made) -> None:
    assert {ticket.category for ticket, _ in small.past} <= set(categories())
    for ticket, _ in small.past:
        assert "{" not in ticket.title + ticket.address + ticket.description + ticket.result
        assert ticket.title in ticket.description


def test_that_only_callers_have_names_and_telephones(small: Made) -> None:
    for ticket, _ in small.past:
        assert bool(ticket.caller.phone) == (ticket.source in {"hotline_12345", "public"})
