"""What an operator cannot slip past the gate at the door: crews that may have no more, helpers of others' ground, early archives.

Each line is refused by the server with the words of the console's own gate, on every PostgreSQL that this machine has.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.domain.records import Card, CoHandler, Records, Step
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from tests.builders import FAR_GRID, GRID, NEXT_GRID, TOWNSHIP, a_crew
from tests.db.desks import City

pytestmark = pytest.mark.postgres

HELD = {"state": State.DISPATCHED, "holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": "李四"}
C2 = {"kind": "crew", "id": "C2", "name": "王五"}
D1 = {"kind": "department", "id": "D1", "name": "城管局"}
HELPS = Records(co_handlers=(CoHandler(kind="crew", id="C2", name="王五", sent=True),))


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


def late(**facts: Any) -> dict[str, Any]:
    """Return the facts of a ticket that was due an hour ago, and whose crew got it two hours ago."""
    now = datetime.now(UTC)
    return {**HELD, "stage_since": now - timedelta(hours=2), "due_at": now - timedelta(hours=1), **facts}


def carded(city: City, ticket: Ticket, readers: list[str] | None = None, **facts: Any) -> str:
    now = datetime.now(UTC)
    stage = ticket.stage_since.isoformat()
    card = {"step": 2, "at": now.isoformat(), "stage": stage, "responsible": "王五", "reason": "overdue", **facts}
    changes: dict[str, Any] = {"noted": {"cards": [card]}, **({"readers": readers} if readers else {})}
    return city.line("checker", Kind.SUPERVISED, ticket, at=now, by="system", changes=changes)


def test_that_any_desk_issues_the_step_that_is_due(city: City) -> None:
    assert carded(city, city.ticket(**late())) == ""
    assert carded(city, city.ticket(**late()), [TOWNSHIP], step=4, copied_to=TOWNSHIP) == ""


@pytest.mark.parametrize(
    "facts",
    [{"due_at": None}, {"due_at": datetime.now(UTC) + timedelta(hours=1)}],
    ids=["no limit", "in time"],
)
def test_that_nothing_is_issued_in_the_consoles_name_that_is_not_due(city: City, facts: dict[str, Any]) -> None:
    assert carded(city, city.ticket(**late(**facts))) == "PC403 supervise.not_due"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"step": 5, "copied_to": TOWNSHIP, "is_listed": True, "reason": "returned"}, "supervise.not_due"),
        ({"step": 4, "copied_to": TOWNSHIP, "reason": "overdue_again"}, "supervise.not_due"),
        ({"step": 4}, "journal.not_lawful"),
        ({"copied_to": TOWNSHIP}, "journal.not_lawful"),
        ({"reason": "because"}, "supervise.not_due"),
        ({"stage": "2024-01-01T00:00:00+00:00"}, "journal.not_lawful"),
        ({"at": "2024-01-01T00:00:00+00:00"}, "journal.not_lawful"),
        ({"by": "checker"}, "journal.not_lawful"),
    ],
    ids=["never returned", "first stage that is late", "without its copy", "with a copy too many", "no reason of the ladder",
         "of another stage", "of another hour", "in a person's name"],
)  # fmt: skip
def test_that_a_step_is_what_the_ladder_makes_of_it(city: City, facts: dict[str, Any], why: str) -> None:
    assert carded(city, city.ticket(**late()), **facts) == f"PC403 {why}"


def test_that_a_step_is_issued_once_a_stage(city: City) -> None:
    facts = late()
    issued = {
        "step": 2,
        "at": facts["stage_since"],
        "stage": facts["stage_since"],
        "responsible": "王五",
        "reason": "overdue",
    }
    ticket = city.ticket(**facts, noted=Records(cards=(Card(**{**issued, "step": Step.URGE}),)))
    now = datetime.now(UTC)
    told_ = [
        {**issued, **{one: facts["stage_since"].isoformat() for one in ("at", "stage")}, **more}
        for more in ({}, {"at": now.isoformat()})
    ]
    changes = {"noted": {"cards": told_}}
    assert (
        city.line("checker", Kind.SUPERVISED, ticket, at=now, by="system", changes=changes) == "PC403 supervise.twice"
    )


def test_that_no_ticket_is_taken_in_in_the_consoles_name_without_a_check_that_is_due(city: City) -> None:
    for detail in ("", '{"source": "system", "patrol_of": "N1001"}'):
        _, refused = city.taken_in({"by": "system", "detail": detail}, source="system", caller=["", ""])
        assert refused == "PC403 journal.not_lawful"
