"""What an operator cannot slip past the gate at the door: crews that may have no more, helpers of others' ground, early archives.

Each line is refused by the server with the words of the console's own gate, on every PostgreSQL that this machine has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.domain.records import CoHandler, Records
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from tests.builders import FAR_GRID, GRID, NEXT_GRID, a_crew
from tests.db.desks import City, set_up
from tests.db.postgres_server import installed, running_server

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

HELD = {"state": State.DISPATCHED, "holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": "李四"}
C2 = {"kind": "crew", "id": "C2", "name": "王五"}
D1 = {"kind": "department", "id": "D1", "name": "城管局"}
HELPS = Records(co_handlers=(CoHandler(kind="crew", id="C2", name="王五", sent=True),))


@pytest.fixture(scope="module", params=installed())
def city(request: pytest.FixtureRequest) -> Iterator[City]:
    with running_server(installed()[request.param]) as server:
        yield set_up(server, "city")


def sent(city: City, crew: str, **facts: Any) -> str:
    changes = {"holder": ["crew", crew, "王五"], "dispatched_by": "李四"}
    ticket = city.ticket(state=State.FILED, **facts)
    return city.staged("李四", Kind.DISPATCHED, ticket, State.DISPATCHED, changes=changes)


def told(city: City, statement: str) -> None:
    with city.owner() as owner:
        owner.execute(statement.encode())


def a_new_crew(city: City, code: str, **facts: Any) -> None:
    store = city.store()
    store.registry().add_crews([a_crew(code, **facts)])
    store.close()


# -- how much a crew may have ----------------------------------------------------------------------------


def test_that_a_crew_is_sent_no_more_than_it_may_have(city: City) -> None:
    a_new_crew(city, "FULL", region=NEXT_GRID)
    told(city, "UPDATE door_limit SET amount = 2 WHERE name = 'full grid_worker'")
    answers = [sent(city, "FULL") for _ in range(3)]
    told(city, "UPDATE door_limit SET amount = 20 WHERE name = 'full grid_worker'")
    assert answers == ["", "", "PC403 crew.full"]


def test_that_helping_counts_as_having(city: City) -> None:
    a_new_crew(city, "HELPER", region=NEXT_GRID)
    helps = Records(co_handlers=(CoHandler(kind="crew", id="HELPER", name="王五"),))
    city.ticket(**HELD, noted=helps)
    told(city, "UPDATE door_limit SET amount = 1 WHERE name = 'full grid_worker'")
    answer = sent(city, "HELPER")
    told(city, "UPDATE door_limit SET amount = 20 WHERE name = 'full grid_worker'")
    assert answer == "PC403 crew.full"


def test_that_a_skill_that_the_city_insists_on_is_asked_for(city: City) -> None:
    a_new_crew(city, "PLAIN", region=NEXT_GRID)
    a_new_crew(city, "SKILLED", region=NEXT_GRID, skills=frozenset({"gas"}))
    told(city, "UPDATE gate_need SET blocks = true WHERE category = '0402'")
    assert sent(city, "PLAIN", category="0402") == "PC403 crew.skill_missing"
    assert sent(city, "SKILLED", category="0402") == ""


def test_that_nothing_goes_on_to_whoever_has_it(city: City) -> None:
    changes = {"holder": ["crew", "C1", "王五"], "dispatched_by": "李四", "noted": {"transfers": 1}}
    refused = city.staged("李四", Kind.TRANSFERRED, city.ticket(**HELD), State.DISPATCHED, changes=changes, reason="r")
    assert refused == "PC403 transfer.same"


# -- who helps -------------------------------------------------------------------------------------------


def helped(city: City, *helpers: dict[str, Any], **facts: Any) -> str:
    ticket = city.ticket(state=State.FILED, **facts)
    return city.line("李四", Kind.CO_HANDLER_ADDED, ticket, changes={"noted": {"co_handlers": list(helpers)}})


@pytest.mark.parametrize("helper", [C2, D1, {**C2, "must": False, "sent": True}], ids=["crew", "department", "sent"])
def test_that_whoever_may_be_sent_may_help(city: City, helper: dict[str, Any]) -> None:
    assert helped(city, helper) == ""


@pytest.mark.parametrize(
    ("helper", "why"),
    [
        ({"kind": "crew", "id": "C9", "name": "王五"}, "crew.outside"),
        ({"kind": "crew", "id": "OFF", "name": "王五"}, "crew.off_duty"),
        ({"kind": "crew", "id": "C2", "name": "别人"}, "journal.not_lawful"),
        ({"kind": "crew", "id": "nobody", "name": "王五"}, "crew.unknown"),
        ({"kind": "department", "id": "D9", "name": "城管局"}, "department.outside"),
        ({"kind": "grid", "id": FAR_GRID, "name": f"区域{FAR_GRID}"}, "grid.outside"),
        ({"kind": "grid", "id": GRID, "name": f"区域{GRID}"}, "journal.not_lawful"),
        ({"kind": "centre", "id": "3205", "name": "区域3205"}, "journal.not_lawful"),
        ({**C2, "done": True, "result": "x"}, "journal.not_lawful"),
    ],
    ids=["foreign crew", "off duty", "another name", "nobody", "foreign department", "foreign grid", "a grid past its crews",
         "a centre", "done before it began"],
)  # fmt: skip
def test_that_nobody_helps_who_may_not(city: City, helper: dict[str, Any], why: str) -> None:
    assert helped(city, helper) == f"PC403 {why}"


def test_that_helpers_come_one_by_one_and_once(city: City) -> None:
    assert helped(city, C2, D1) == "PC403 journal.not_lawful"
    assert helped(city, {**C2, "sent": True}, C2, noted=HELPS) == "PC403 co_handle.twice"


def test_that_no_helper_comes_in_with_another_line(city: City) -> None:
    ticket = city.ticket(state=State.FILED)
    changes = {
        "holder": ["crew", "C1", "王五"],
        "dispatched_by": "李四",
        "noted": {"co_handlers": [{**C2, "id": "C9"}]},
    }
    assert city.staged("李四", Kind.DISPATCHED, ticket, State.DISPATCHED, changes=changes) == "PC403 journal.not_lawful"


def done(city: City, after: list[dict[str, Any]], handlers: list[str]) -> str:
    changes = {"noted": {"co_handlers": after, "handlers": handlers}}
    detail = '{"result": "done"}'
    return city.line("李四", Kind.CO_HANDLED, city.ticket(**HELD, noted=HELPS), changes=changes, detail=detail)


@pytest.mark.parametrize(
    ("after", "handlers"),
    [
        ([], ["C2", "王五"]),
        ([{**C2, "sent": True, "done": True, "result": "x"}], []),
        ([{**C2, "id": "C9", "sent": True, "done": True, "result": "x"}], ["C2", "王五"]),
        ([{**C2, "sent": True, "done": True, "result": "x"}, D1], ["C2", "王五"]),
    ],
    ids=["gone", "handled by nobody", "somebody else", "one more"],
)
def test_that_a_helper_is_done_and_nothing_else(city: City, after: list[dict[str, Any]], handlers: list[str]) -> None:
    assert done(city, after, handlers) == "PC403 journal.not_lawful"


def test_that_a_helper_says_that_it_is_done(city: City) -> None:
    assert done(city, [{**C2, "sent": True, "done": True, "result": "x"}], ["C2", "王五"]) == ""


@pytest.mark.parametrize(("noted", "why"), [({"noted": {}}, ""), ({}, "PC403 journal.not_lawful")], ids=["all", "none"])
def test_that_a_recall_takes_back_who_was_sent_along(city: City, noted: dict[str, object], why: str) -> None:
    changes = {"holder": None, "dispatched_by": "", **noted}
    assert city.staged("李四", Kind.RECALLED, city.ticket(**HELD, noted=HELPS), State.FILED, changes=changes) == why


# -- the console's own name ------------------------------------------------------------------------------


def archived(city: City, ticket: Ticket) -> str:
    return city.staged("taker", Kind.ARCHIVED, ticket, State.ARCHIVED, by="system")


def test_that_nothing_is_archived_that_was_closed_lately(city: City) -> None:
    lately = datetime.now(UTC) - timedelta(days=29)
    assert archived(city, city.ticket(state=State.CLOSED, stage_since=lately)) == "PC403 ticket.closed_lately"


def test_that_what_was_closed_long_ago_is_archived(city: City) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=31)
    assert archived(city, city.ticket(state=State.CLOSED, stage_since=long_ago)) == ""


def test_that_nothing_is_archived_that_is_not_closed(city: City) -> None:
    assert archived(city, city.ticket(state=State.CHECKED)) == "PC403 ticket.wrong_state"
