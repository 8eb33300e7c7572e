"""What an operator cannot make the door believe: lines that the console would never write, brought with a plain connection.

Each line is refused by the server with a reason, on every PostgreSQL that this machine has, and leaves all as it was;
the same from whoever may, as it should be, comes through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from console.domain.records import Records
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, TOWNSHIP, VILLAGE
from tests.db.desks import FAR_VILLAGE, City, set_up
from tests.db.postgres_server import installed, running_server

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

CREW = ["crew", "C1", "王五"]
FOREIGN_CREW = ["crew", "C9", "王五"]
HELD = {"state": State.DISPATCHED, "holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": "李四"}


@pytest.fixture(scope="module", params=installed())
def city(request: pytest.FixtureRequest) -> Iterator[City]:
    with running_server(installed()[request.param]) as server:
        yield set_up(server, "city")


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
    "holder",
    [FOREIGN_CREW, ["crew", "OFF", "王五"], ["crew", "C1", "别人"], ["department", "D9", "城管局"], ["grid", FAR_GRID, f"区域{FAR_GRID}"],
     ["planet", "C1", "王五"], ["crew", "nobody", "x"]],
    ids=["foreign crew", "off duty", "another name", "foreign department", "foreign grid", "no kind", "nobody"],
)  # fmt: skip
def test_that_nobody_is_sent_who_may_not_be(city: City, holder: list[str]) -> None:
    assert dispatched(city, "李四", holder) == "PC403 journal.not_lawful"


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


# -- duties kept apart -----------------------------------------------------------------------------------


def request(verb: str, by: str) -> dict[str, object]:
    return {"noted": {"request": {"verb": verb, "by": by, "at": datetime.now(UTC).isoformat(), "reason": "r"}}}


def asked(city: City, name: str) -> Ticket:
    """Return a ticket whose voiding this operator has asked for."""
    ticket, now = city.ticket(), datetime.now(UTC)
    changes = {"noted": {"request": {"verb": "void", "by": name, "at": now.isoformat(), "reason": "r"}}}
    assert city.line(name, Kind.REQUESTED, ticket, at=now, changes=changes, reason="r") == ""
    return ticket


def test_that_nobody_approves_what_they_asked_for(city: City) -> None:
    ticket = asked(city, "all")
    facts = {"version": 3, "reason": "r", "changes": {"noted": {}}}
    assert city.staged("all", Kind.VOIDED, ticket, State.VOID, **facts) == "PC403 ticket.asker_approves_it"
    assert city.staged("lead", Kind.VOIDED, ticket, State.VOID, **facts) == ""


def test_that_nothing_is_approved_that_nobody_asked_for(city: City) -> None:
    refused = city.staged("lead", Kind.VOIDED, city.ticket(), State.VOID, reason="r")
    assert refused == "PC403 ticket.nobody_asked"


APPROVALS = [
    (Kind.RETURNED, State.FILED, "return"),
    (Kind.EXTENDED, State.IN_PROGRESS, "extend"),
    (Kind.SUSPENDED, State.SUSPENDED, "suspend"),
]
IN_PROGRESS = {**HELD, "state": State.IN_PROGRESS}
GIVEN_BACK = {"holder": None, "dispatched_by": "", "noted": {"returns": 1}}


def wished(city: City, verb: str, name: str, by: str = "") -> tuple[Ticket, str]:
    """Return a ticket in hand, and what the door says to this operator's wish, told as that of ``by``."""
    ticket, now = city.ticket(**IN_PROGRESS), datetime.now(UTC)
    noted = {"request": {"verb": verb, "by": by or name, "at": now.isoformat(), "reason": "r"}}
    return ticket, city.line(name, Kind.REQUESTED, ticket, at=now, changes={"noted": noted}, reason="r")


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_nothing_is_given_back_or_put_off_that_nobody_asked_for(
    city: City, kind: Kind, to: State, verb: str
) -> None:
    for name in ("李四", "lead"):
        assert city.line(name, kind, city.ticket(**IN_PROGRESS), to, reason="r") == "PC403 ticket.nobody_asked"


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_a_dispatcher_who_asks_approves_nothing(city: City, kind: Kind, to: State, verb: str) -> None:
    ticket, refused = wished(city, verb, "李四")
    assert refused == ""
    refused = city.line("李四", kind, ticket, to, version=3, reason="r", changes={"noted": {}})
    assert refused == "PC403 ticket.asker_approves_it"


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_a_wish_is_nobodys_but_who_wrote_it_down(city: City, kind: Kind, to: State, verb: str) -> None:
    """Told as the crew's own, the dispatcher who wrote it down could approve it."""
    _, refused = wished(city, verb, "李四", by="王五")
    assert refused == "PC403 journal.not_lawful"


def test_that_the_shift_lead_gives_back_what_a_dispatcher_asked_for(city: City) -> None:
    ticket, _ = wished(city, "return", "李四")
    facts = {"version": 3, "reason": "r", "changes": GIVEN_BACK}
    assert city.staged("lead", Kind.RETURNED, ticket, State.FILED, **facts) == ""


@pytest.mark.parametrize("verb", ["close", "sign", "void", "made_up"])
def test_that_only_what_another_approves_is_asked_for_and_only_in_its_state(city: City, verb: str) -> None:
    _, refused = wished(city, verb, "李四")
    assert refused == ("" if verb == "void" else "PC403 journal.not_lawful")


def test_that_nobody_asks_in_another_name(city: City) -> None:
    refused = city.line("all", Kind.REQUESTED, city.ticket(), changes=request("void", "lead"), reason="r")
    assert refused == "PC403 journal.not_lawful"


def test_that_nobody_checks_what_they_handled(city: City) -> None:
    ticket = city.ticket(state=State.FEEDBACK, handled_by="all")
    assert city.staged("all", Kind.CHECK_PASSED, ticket, State.CHECKED) == "PC403 ticket.checker_handled_it"
    assert city.staged("checker", Kind.CHECK_PASSED, ticket, State.CHECKED) == ""


def test_that_nobody_handles_in_another_name(city: City) -> None:
    facts = {"result": "done", "handled_by": "lead", "noted": {"handlers": ["lead"]}}
    refused = city.staged(
        "all", Kind.SELF_HANDLED, city.ticket(), State.FEEDBACK, changes=facts, detail='{"result": "done"}'
    )
    assert refused.startswith("PC403")


def test_that_nobody_recalls_what_another_sent(city: City) -> None:
    gone = {"holder": None, "dispatched_by": ""}
    refused = city.staged("all", Kind.RECALLED, city.ticket(**HELD), State.FILED, changes=gone)
    assert refused == "PC403 ticket.not_your_dispatch"
    assert city.staged("李四", Kind.RECALLED, city.ticket(**HELD), State.FILED, changes=gone) == ""


def test_that_who_filed_is_who_filed(city: City) -> None:
    ticket = city.ticket(state=State.ACCEPTED)
    noted = {"noted": {"filed_by": "boss"}}
    assert city.staged("lead", Kind.FILED, ticket, State.FILED, changes=noted) == "PC403 journal.not_lawful"


def test_that_a_ticket_is_merged_into_one_that_takes_it(city: City) -> None:
    """Merging ends a ticket without a second person; into nothing, it would be a way round voiding it."""
    for into in (999_999, 2001):
        noted = {"noted": {"merged_into": into}}
        assert city.staged("taker", Kind.MERGED, city.ticket(), State.MERGED, changes=noted).startswith("PC403")


# -- follow-up checks ------------------------------------------------------------------------------------

PLANTED = {"state": State.CLOSED, "noted": Records(planted=True)}


def test_that_checks_that_nobody_planted_are_not_ended(city: City) -> None:
    refused = city.line("lead", Kind.PATROL_ENDED, city.ticket(state=State.CLOSED))
    assert refused == "PC403 patrol.none"


@pytest.mark.parametrize(
    ("kind", "noted"),
    [(Kind.PATROL_ENDED, {"planted": True}), (Kind.PATROL_PLANTED, {}), (Kind.PATROL_PLANTED, {"planted": False})],
)
def test_that_a_ticket_says_of_its_checks_what_its_line_says(city: City, kind: Kind, noted: dict[str, object]) -> None:
    refused = city.line("lead", kind, city.ticket(**PLANTED), changes={"noted": noted})
    assert refused == "PC403 journal.not_lawful"


def test_that_the_console_ends_no_checks_that_are_to_come(city: City) -> None:
    ticket = city.ticket(**PLANTED)
    with city.owner() as owner:
        owner.execute(
            'INSERT INTO patrol (ticket, centre, every_days, "left", next_at, text, by)'
            " VALUES (%s, %s, 7, 2, now(), '', 'lead')",
            (ticket.id, VILLAGE),
        )
    line = partial(city.line, "taker", Kind.PATROL_ENDED, ticket, by="system", changes={"noted": {}})
    assert line() == "PC403 journal.not_lawful"
    with city.owner() as owner:
        owner.execute('UPDATE patrol SET "left" = 0 WHERE ticket = %s', (ticket.id,))
    assert line() == ""


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
