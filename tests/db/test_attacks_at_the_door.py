"""What an operator cannot make the door believe: lines that the console would never write, brought with a plain connection.

Each line is refused by the server with a reason, on every PostgreSQL that this machine has, and leaves all as it was;
the same from whoever may, as it should be, comes through.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from console.domain.ticket import State
from console.journal import Kind
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, TOWNSHIP, VILLAGE
from tests.db.desks import FAR_VILLAGE, City

pytestmark = pytest.mark.postgres

CREW = ["crew", "C1", "王五"]
FOREIGN_CREW = ["crew", "C9", "王五"]


# -- states and versions ---------------------------------------------------------------------------------


def test_that_a_line_of_whoever_may_comes_through(city: City) -> None:
    ticket = city.ticket()
    assert city.staged("taker", Kind.ACCEPTED, ticket, State.ACCEPTED) == ""
    assert city.ask("lead", "SELECT state, version FROM ticket WHERE id = %s", ticket.id) == [("accepted", 2)]


def test_that_no_state_is_skipped(city: City) -> None:
    assert city.staged("lead", Kind.CLOSED, city.ticket(), State.CLOSED) == "PC403 ticket.wrong_state"


def test_that_no_verb_leads_elsewhere_than_it_does(city: City) -> None:
    assert city.staged("taker", Kind.ACCEPTED, city.ticket(), State.CLOSED) == "PC403 ticket.wrong_state"


@pytest.mark.parametrize("version", [3, 99, 0, -1])
def test_that_a_stale_line_is_told_so(city: City, version: int) -> None:
    stale = city.staged("taker", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, version=version)
    assert stale.startswith("PC409")


def test_that_a_line_of_no_kind_is_none(city: City) -> None:
    assert city.line("all", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, kind="made_up") == "PC403 journal.not_lawful"


def test_that_only_the_owner_writes_of_seats_and_rules(city: City) -> None:
    for kind in (Kind.OPERATOR_ADDED, Kind.ROLES_CHANGED, Kind.RULES_SET, Kind.RECALENDARED):
        assert city.line("boss", kind, None) == "PC403 journal.not_lawful"


def test_that_a_line_that_concerns_no_ticket_changes_none(city: City) -> None:
    assert city.line("all", Kind.EXPORTED, None, changes={"title": "x"}) == "PC403 journal.not_lawful"
    assert city.line("all", Kind.EXPORTED, None) == ""


# -- roles and ground ------------------------------------------------------------------------------------


def test_that_a_role_that_is_missing_is_missed(city: City) -> None:
    assert city.staged("李四", Kind.ACCEPTED, city.ticket(), State.ACCEPTED) == "PC403 operator.role_missing"


def test_that_a_seat_at_another_centre_is_none_here(city: City) -> None:
    refused = city.staged("far", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, centre=VILLAGE)
    assert refused == "PC403 operator.no_seat"


def test_that_a_ticket_of_another_ground_is_not_there(city: City) -> None:
    assert city.staged("far", Kind.ACCEPTED, city.ticket(), State.ACCEPTED) == "PC403 ticket.unknown"


def test_that_a_centre_above_takes_no_ones_turn(city: City) -> None:
    ticket = city.ticket(state=State.ACCEPTED)
    refused = city.staged("boss", Kind.FILED, ticket, State.FILED, changes={"noted": {"filed_by": "boss"}})
    assert refused == "PC403 ticket.held_elsewhere"


def test_that_a_locked_operator_writes_nothing(city: City) -> None:
    assert city.staged("gone", Kind.ACCEPTED, city.ticket(), State.ACCEPTED) == "PC403 operator.no_seat"


def dispatched(city: City, name: str, holder: list[str], by: str = "李四", **more: object) -> str:
    changes = {"holder": holder, "dispatched_by": by, **more}
    return city.staged(name, Kind.DISPATCHED, city.ticket(state=State.FILED), State.DISPATCHED, changes=changes)


def test_that_a_crew_of_the_own_ground_is_sent(city: City) -> None:
    assert dispatched(city, "李四", CREW) == ""


@pytest.mark.parametrize(
    ("holder", "why"),
    [(FOREIGN_CREW, "crew.outside"), (["crew", "OFF", "王五"], "crew.off_duty"), (["crew", "C1", "别人"], "journal.not_lawful"),
     (["department", "D9", "城管局"], "department.outside"), (["grid", FAR_GRID, f"区域{FAR_GRID}"], "grid.outside"),
     (["planet", "C1", "王五"], "journal.not_lawful"), (["crew", "nobody", "x"], "crew.unknown"),
     (["grid", GRID, f"区域{GRID}"], "journal.not_lawful"), (["department", "nobody", "x"], "department.unknown")],
    ids=["foreign crew", "off duty", "another name", "foreign department", "foreign grid", "no kind", "nobody",
         "a grid past its crews", "no department"],
)  # fmt: skip
def test_that_nobody_is_sent_who_may_not_be(city: City, holder: list[str], why: str) -> None:
    assert dispatched(city, "李四", holder) == f"PC403 {why}"


def test_that_nobody_dispatches_in_another_name(city: City) -> None:
    assert dispatched(city, "李四", CREW, by="boss") == "PC403 journal.not_lawful"


def test_that_a_dispatch_moves_no_ticket_to_another_ground(city: City) -> None:
    assert dispatched(city, "李四", CREW, grid=FAR_GRID, area=FAR_GRID) == "PC403 journal.not_lawful"


# -- who it was ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["boss", "lead", "", "System", "taker "])
def test_that_nobody_writes_in_another_name(city: City, by: str) -> None:
    refused = city.staged("taker", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, by=by)
    assert refused == "PC403 journal.not_yours"


def test_that_in_the_consoles_name_only_the_consoles_own_is_done(city: City) -> None:
    refused = city.staged("lead", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, by="system")
    assert refused == "PC403 operator.role_missing"


@pytest.mark.parametrize("apart", [timedelta(minutes=-3), timedelta(minutes=3), timedelta(days=-400)])
def test_that_nobody_writes_in_another_hour(city: City, apart: timedelta) -> None:
    at = datetime.now(UTC) + apart
    changes = {"stage_since": at.isoformat()}
    assert city.line("taker", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, at=at, changes=changes).startswith("PC408")


def test_that_the_server_names_who_brought_a_line(city: City) -> None:
    ticket = city.ticket()
    assert city.staged("taker", Kind.ACCEPTED, ticket, State.ACCEPTED) == ""
    with city.owner() as owner:
        line = owner.execute(
            "SELECT account, length(hash), hash = (SELECT last_hash FROM ticket WHERE id = %s) FROM journal"
            " WHERE ticket = %s ORDER BY version DESC LIMIT 1",
            (ticket.id, ticket.id),
        ).fetchone()
    assert line == ("taker", 32, True)


# -- fields that are none of the verb's ------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x"},
        {"number": "N1001"},
        {"source": "public"},
        {"category": "0999"},
        {"priority": 1},
        {"area": FAR_GRID},
        {"centre": CITY},
        {"tier": 2},
        {"holder": CREW},
        {"handled_by": "boss"},
        {"dispatched_by": "boss"},
        {"result": "x"},
        {"readers": [FAR_VILLAGE]},
        {"reported_at": "2020-01-01T00:00:00+00:00"},
        {"outside_number": "H1"},
        {"description": "x"},
        {"caller": ["a", "b"]},
        {"version": 9},
        {"state": "closed"},
        {"id": 1},
        {"last_hash": "00"},
        {"noted": {"filed_by": "boss"}},
        {"noted": {"handlers": ["boss"]}},
        {"noted": {"answer": {"satisfied": True, "by": "x", "at": "2024-01-01T00:00:00+00:00"}}},
        {"noted": {"reopens": 9}},
        {"noted": {"made_up": 1}},
    ],
    ids=json.dumps,
)
def test_that_a_verb_changes_nothing_but_its_own(city: City, changes: dict[str, object]) -> None:
    refused = city.staged("taker", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, changes=changes)
    assert refused == "PC403 journal.not_lawful"


@pytest.mark.parametrize(
    "changes",
    [
        {"centre": CITY, "tier": 2},
        {"centre": DISTRICT, "tier": 3},
        {"centre": FAR_VILLAGE, "tier": 5},
        {"centre": TOWNSHIP, "tier": 2},
        {"centre": TOWNSHIP, "tier": 4, "readers": [VILLAGE, FAR_VILLAGE]},
    ],
    ids=["two tiers up", "one too far", "aside", "another tier", "with a stranger reading"],
)
def test_that_a_ticket_goes_up_by_one_tier(city: City, changes: dict[str, object]) -> None:
    now = datetime.now(UTC)
    told = {"holder": None, "dispatched_by": "", "noted": {"arrived_at": now.isoformat()}, **changes}
    refused = city.staged(
        "lead", Kind.ESCALATED, city.ticket(state=State.FILED), State.REPORTED, reason="r", changes=told
    )
    assert refused == "PC403 journal.not_lawful"


# -- the same key ----------------------------------------------------------------------------------------


def test_that_a_line_that_is_brought_again_is_nothing_new(city: City) -> None:
    key, facts = uuid4(), {"reason": "first"}
    assert city.line("all", Kind.EXPORTED, None, key=key, **facts) == ""
    before = city.stands()
    assert city.line("all", Kind.EXPORTED, None, key=key, **facts) == ""
    assert city.stands() == before


@pytest.mark.parametrize("facts", [{"reason": "second"}, {"kind": "shift_began"}, {"detail": '{"what": "other"}'}])
def test_that_a_key_stands_for_one_content(city: City, facts: dict[str, object]) -> None:
    key = uuid4()
    assert city.line("all", Kind.EXPORTED, None, key=key, reason="first") == ""
    assert city.line("all", Kind.EXPORTED, None, key=key, **{"reason": "first", **facts}) == "PC403 order.key_reused"


def test_that_a_key_of_another_operator_is_not_ones_own(city: City) -> None:
    key = uuid4()
    assert city.line("all", Kind.EXPORTED, None, key=key) == ""
    assert city.line("lead", Kind.EXPORTED, None, key=key) == "PC403 order.key_reused"


# -- who called ------------------------------------------------------------------------------------------


def test_that_callers_are_masked_by_the_server(city: City) -> None:
    id_, refused = city.taken_in()
    assert refused == ""
    for name in ("李四", "taker", "boss"):
        assert city.ask(name, "SELECT caller_name, caller_phone FROM ticket WHERE id = %s", id_) == [
            ("张**", "*********78")
        ]
        assert "13912345678" not in str(city.ask(name, "SELECT * FROM journal WHERE ticket = %s", id_))


def test_that_callers_of_imported_tickets_are_masked_as_well(city: City) -> None:
    assert city.ask("李四", "SELECT caller_name FROM ticket WHERE id = 1001") != [("张晓明",)]


@pytest.mark.parametrize(
    "changes",
    [
        {"tier": 2},
        {"centre": CITY, "tier": 2},
        {"area": FAR_GRID},
        {"area": GRID, "grid": FAR_GRID},
        {"readers": [FAR_VILLAGE]},
        {"holder": CREW},
        {"handled_by": "x"},
        {"noted": {"filed_by": "taker"}},
        {"title": " "},
        {"priority": 9},
        {"priority": 0},
    ],
    ids=json.dumps,
)
def test_that_a_ticket_begins_as_tickets_do(city: City, changes: dict[str, object]) -> None:
    assert city.taken_in(**changes)[1] == "PC403 journal.not_lawful"
