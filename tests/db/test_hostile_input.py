"""What no other desk could read again, and input that is only meant to break something: the server takes none of it."""

from __future__ import annotations

import psycopg
import pytest

from console.domain.ticket import State
from console.journal import Kind
from tests.db.desks import City

pytestmark = pytest.mark.postgres


NESTED = '{"noted": ' + "[" * 20_000 + "]" * 20_000 + "}"


@pytest.mark.parametrize(
    "changes",
    ["{", "[]", "[1]", "null", '"x"', "1e999999", '{"a": "\\u0000"}', '{"stage_since": "infinity"}', '{"clocks": 5}',
     '{"clocks": {"running": "x"}}', '{"stage_since": []}', '{"noted": []}', '{"noted": "x"}', '{"warn_at": "infinity"}', NESTED],
    ids=range(15),
)  # fmt: skip
def test_that_changes_that_nobody_could_read_are_refused(city: City, changes: str) -> None:
    assert city.line("taker", Kind.ACCEPTED, city.ticket(), State.ACCEPTED, changes=changes) != ""


@pytest.mark.parametrize(
    "changes",
    [
        {"reported_at": "-infinity"},
        {"warn_at": "infinity"},
        {"place": ["x", "y"]},
        {"place": [1e300, 5]},
        {"clocks": {"running": "x"}},
        {"clocks": {"strange": {}}},
        {"priority": "x"},
        {"title": "字" * 1_000_000},
        {"noted": {"arrived_at": "infinity"}},
        {"number": "9999999999"},
        {"category": None},
    ],
    ids=range(11),
)
def test_that_nothing_is_taken_in_that_would_blind_other_desks(city: City, changes: dict[str, object]) -> None:
    assert city.taken_in(**changes)[1] != ""


@pytest.mark.parametrize("due_at", ["infinity", "-infinity", "294000-01-01"])
def test_that_no_due_time_lies_beyond_the_calendar(city: City, due_at: str) -> None:
    ticket = city.ticket()
    assert city.staged("taker", Kind.ACCEPTED, ticket, State.ACCEPTED, due_at=due_at) != ""


@pytest.mark.parametrize("text", ["a\x1eb", "a\x1fb"])
def test_that_no_text_is_taken_for_two(city: City, text: str) -> None:
    assert city.line("all", Kind.EXPORTED, None, reason=text) != ""


@pytest.mark.parametrize("detail", ["{", "5", "[]", '{"a": {"b": 1}}', '{"a": 1}'])
def test_that_details_are_words_by_name(city: City, detail: str) -> None:
    assert city.line("all", Kind.EXPORTED, None, detail=detail) != ""


SQL_IN_IT = "'); DROP TABLE journal; --"


@pytest.mark.parametrize("column", ["desk", "reason"])
def test_that_words_that_look_like_sql_stay_words(city: City, column: str) -> None:
    assert city.line("all", Kind.EXPORTED, None, **{column: SQL_IN_IT}) == ""
    question = f"SELECT count(*) > 0 FROM journal WHERE {column} = %s"
    with city.desk("all") as connection:
        assert connection.execute(question.encode(), (SQL_IN_IT,)).fetchone() == (True,)


CALLS = (
    "desk_roles('x''; SELECT 1')", "desk_roles(repeat('x', 10000000))", "desk_roles(NULL)", "desk_centres_as(NULL)",
    "desk_centres_as(VARIADIC ARRAY[]::text[])", "desk_centres_as(VARIADIC NULL)", "caller_shown(NULL)",
    "caller_shown('00000000-0000-0000-0000-000000000000')", "anchor_now(NULL)", "anchor_now('-1 year')", "anchor_now('178000000 years')",
    "campaign_is_new(NULL, NULL)", "campaign_is_new('00000000-0000-0000-0000-000000000000', repeat('3', 1000000))",
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_that_no_function_gives_anything_away_whatever_it_is_given(city: City, call: str) -> None:
    """A checker takes no calls, and leads nothing: each call is refused, or answered with nothing."""
    question = f"SELECT coalesce(nullif(({call})::text, '(,)'), 'false')".encode()
    with city.desk("checker") as connection:
        try:
            row = connection.execute(question).fetchone()
        except psycopg.errors.DataError:
            row = ("false",)
    assert row == ("false",) or (call.startswith("anchor_now") and row is not None and row[0].isdecimal())


CAMPAIGN = (
    "INSERT INTO campaign (id, name, items, centre, by, begun_at, due_at)"
    " VALUES (gen_random_uuid(), {name}, {items}, '320501001001', 'all', now(), {due_at})"
)
FIX = (
    "INSERT INTO fix (crew, lat_deg, lng_deg, at, written) VALUES ('C1', {lat_deg}, 1, {at}, pg_current_xact_id())"
    " ON CONFLICT (crew) DO UPDATE SET lat_deg = excluded.lat_deg, at = excluded.at, written = excluded.written"
)


@pytest.mark.parametrize(
    ("statement", "fact"),
    [
        (CAMPAIGN, {"items": "'x'"}),
        (CAMPAIGN, {"items": "'[1]'"}),
        (CAMPAIGN, {"items": """'{"a": "b"}'"""}),
        (CAMPAIGN, {"due_at": "'infinity'"}),
        (CAMPAIGN, {"name": "repeat('x', 100000)"}),
        (FIX, {"lat_deg": "'NaN'"}),
        (FIX, {"lat_deg": "'infinity'"}),
        (FIX, {"lat_deg": "91"}),
        (FIX, {"at": "'-infinity'"}),
    ],
)
def test_that_nothing_beside_tickets_blinds_other_desks(city: City, statement: str, fact: dict[str, str]) -> None:
    told = {"name": "'x'", "items": "'[]'", "due_at": "now()", "lat_deg": "1", "at": "now()", **fact}
    assert city.refused("all", statement.format(**told)) in {"42501", "22P02"}
