"""Who called, asked for with a plain connection: nobody reads it without a line of their own that stands in the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from tests.builders import GRID
from tests.db.desks import CALLER, City

pytestmark = pytest.mark.postgres

TOLD = [(CALLER.name, CALLER.phone)]
NOTHING = [(None, None)]
OTHERS = ("李四", "lead", "checker", "all", "boss", "far", "gone", "王五")
CREW = {"state": State.IN_PROGRESS, "holder": Holder(TargetKind.CREW, "C1", "王五")}
OTHER_CREW = {"state": State.IN_PROGRESS, "holder": Holder(TargetKind.CREW, "C2", "赵六")}


def a_call(city: City, /, **facts: object) -> Ticket:
    return city.ticket(caller=CALLER, **facts)


def line(city: City, name: str, ticket: Ticket, /, **facts: object) -> str:
    """Bring the line that a caller was looked at; return what was against it."""
    return city.line(name, Kind.CALLER_SHOWN, ticket, **{"reason": "回拨", **facts})


def looked_at(city: City, name: str, ticket: Ticket) -> UUID:
    key = uuid4()
    assert line(city, name, ticket, key=key) == ""
    return key


def told(city: City, name: str, key: UUID) -> list[tuple[object, ...]]:
    return city.ask(name, "SELECT name, phone FROM caller_shown(%s)", key)


def test_that_a_call_taker_reads_what_their_own_line_says(city: City) -> None:
    assert told(city, "taker", looked_at(city, "taker", a_call(city))) == TOLD


def test_that_the_handler_reads_what_their_own_line_says(city: City) -> None:
    assert told(city, "王五", looked_at(city, "王五", a_call(city, **CREW))) == TOLD


@pytest.mark.parametrize("name", OTHERS)
def test_that_a_line_of_another_tells_nothing(city: City, name: str) -> None:
    assert told(city, name, looked_at(city, "taker", a_call(city))) == NOTHING


def test_that_a_line_that_may_still_be_undone_tells_nothing(city: City) -> None:
    ticket, now = a_call(city), datetime.now(UTC)
    put = (
        "INSERT INTO journal (key, part, kind, ticket, version, at, by, desk, centre, from_state, to_state, reason, detail,"
        " changes) VALUES (%s, 0, 'caller_shown', %s, 2, %s, 'taker', '', %s, 'reported', 'reported', '回拨', '', '')"
    )
    key = uuid4()
    with psycopg.connect(city.server.url(city.database, "taker")) as connection:
        connection.execute(put, (key, ticket.id, now, ticket.centre))
        connection.execute("SAVEPOINT later")
        assert connection.execute("SELECT name, phone FROM caller_shown(%s)", (key,)).fetchall() == NOTHING
        connection.execute("ROLLBACK TO later")
        assert connection.execute("SELECT name, phone FROM caller_shown(%s)", (key,)).fetchall() == NOTHING
        connection.rollback()
    assert told(city, "taker", key) == NOTHING


def test_that_a_line_tells_for_some_minutes_only(city: City) -> None:
    key = looked_at(city, "taker", a_call(city))
    with city.owner() as owner:
        owner.execute("UPDATE journal SET at = at - interval '6 min' WHERE key = %s", (key,))
    assert told(city, "taker", key) == NOTHING


def test_that_whoever_was_locked_meanwhile_reads_nothing(city: City) -> None:
    key = looked_at(city, "taker", a_call(city))
    with city.owner() as owner:
        owner.execute("UPDATE server_account SET active = false WHERE role = 'taker'")
        try:
            assert told(city, "taker", key) == NOTHING
        finally:
            owner.execute("UPDATE server_account SET active = true WHERE role = 'taker'")


def test_that_a_line_of_another_kind_tells_nothing(city: City) -> None:
    key = uuid4()
    assert city.staged("taker", Kind.ACCEPTED, a_call(city), State.ACCEPTED, key=key) == ""
    assert told(city, "taker", key) == NOTHING


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("李四", "operator.role_missing"),
        ("lead", "operator.role_missing"),
        ("checker", "operator.role_missing"),
        ("boss", "operator.role_missing"),
        ("far", "ticket.unknown"),
        ("gone", "operator.no_seat"),
        ("王五", "ticket.not_the_handler"),
    ],
)
def test_that_whoever_neither_takes_calls_nor_handles_writes_no_such_line(city: City, name: str, code: str) -> None:
    assert line(city, name, a_call(city)) == f"PC403 {code}"


def test_that_a_call_taker_of_another_centre_that_goes_on_reading_writes_no_such_line(city: City) -> None:
    ticket = a_call(city, readers=("320502001001",))
    assert line(city, "far", ticket) == "PC403 ticket.held_elsewhere"


def test_that_the_handler_of_another_ticket_writes_no_such_line(city: City) -> None:
    assert line(city, "王五", a_call(city, **OTHER_CREW)) == "PC403 ticket.not_the_handler"


@pytest.mark.parametrize("state", [State.FILED, State.FEEDBACK, State.CLOSED])
def test_that_a_crew_that_does_not_have_it_now_writes_no_such_line(city: City, state: State) -> None:
    assert line(city, "王五", a_call(city, **CREW | {"state": state})) == "PC403 ticket.not_the_handler"


@pytest.mark.parametrize("reason", ["", " ", "\n\t", "\u3000\u00a0"])
def test_that_there_is_no_line_without_a_reason(city: City, reason: str) -> None:
    assert line(city, "taker", a_call(city), reason=reason) == "PC403 order.no_reason"


@pytest.mark.parametrize(
    "changes", [{"caller": ["a", "b"]}, {"title": "x"}, {"holder": ["crew", "C1", "王五"]}, {"area": GRID[:-3]}]
)
def test_that_looking_changes_nothing_of_the_ticket(city: City, changes: dict[str, object]) -> None:
    assert line(city, "taker", a_call(city), changes=changes) == "PC403 journal.not_lawful"


def test_that_looking_gives_no_other_limit(city: City) -> None:
    later = datetime.now(UTC) + timedelta(days=9)
    assert line(city, "taker", a_call(city), due_at=later) == "PC403 journal.not_lawful"


def test_that_where_nobody_called_there_is_no_line(city: City) -> None:
    assert line(city, "taker", city.ticket()) == "PC403 ticket.no_caller"


@pytest.mark.parametrize("name", ["taker", "王五", "all", "boss"])
@pytest.mark.parametrize(
    "question",
    ["SELECT * FROM caller", "SELECT phone FROM caller LIMIT 1", "SELECT * FROM caller_of(1001)", "TABLE caller"],
)
def test_that_there_is_no_way_around_the_line(city: City, name: str, question: str) -> None:
    assert city.refused(name, question) in {"42501", "42883"}
