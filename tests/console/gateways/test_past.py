"""One past ticket from its rows: how it stands and the lines that led there."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import calendar, rulebook
from console.clocks import moment_of, start
from console.domain.grid import Tier
from console.domain.limit import Limit, Unit
from console.domain.ticket import State, Ticket, TicketId
from console.gateways.files.past import LEADS_TO, Reading, ticket_of
from console.gateways.files.unusable import BadRow
from console.journal import Entry, Kind
from tests.builders import CITY, GRID, a_region
from tests.console.gateways.city_files import MAP, a_map, a_row

CENTRE = a_region(CITY, Tier.CITY, None)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Reading(a_map(tmp_path_factory.mktemp("map")))


def _past(reading: Reading, *rows: dict[str, str]) -> tuple[Ticket, list[Entry]]:
    past = reading.past("A-1", list(enumerate(rows, 2)))
    return ticket_of(past, TicketId(1), CENTRE, GRID, rulebook.shipped())


def _at(hour: int, minute: int = 0) -> datetime:
    """A time of 2024-05-06 in Shanghai."""
    return datetime(2024, 5, 6, hour - 8, minute, tzinfo=UTC)


def test_that_each_line_stands_at_its_own_time(reading: Reading) -> None:
    _ticket, lines = _past(reading, a_row())
    assert [(line.kind, line.at) for line in lines] == [
        (Kind.TAKEN_IN, _at(8)), (Kind.ARRIVED, _at(9)), (Kind.CLOSED, _at(11)),
    ]  # fmt: skip


def test_that_every_line_is_marked_as_imported(reading: Reading) -> None:
    _ticket, lines = _past(reading, a_row())
    assert all(line.imported for line in lines)


def test_that_a_service_before_the_report_keeps_its_time_and_follows_the_report(reading: Reading) -> None:
    _ticket, lines = _past(reading, a_row(served="2024-05-06 00:00:00"))
    assert [line.kind for line in lines] == [Kind.TAKEN_IN, Kind.ARRIVED, Kind.CLOSED]


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [("done", Kind.CLOSED, State.CLOSED), ("dropped", Kind.VOIDED, State.VOID)],
)
def test_that_the_end_time_becomes_the_line_of_the_end_state(
    reading: Reading, status: str, kind: Kind, state: State
) -> None:
    ticket, lines = _past(reading, a_row(status=status))
    assert (lines[-1].kind, lines[-1].at, ticket.state) == (kind, _at(11), state)


def test_that_a_state_without_a_time_of_its_own_is_reached_when_the_row_was_updated(reading: Reading) -> None:
    ticket, lines = _past(reading, a_row(status="waiting", done=""))
    assert (lines[-1].kind, lines[-1].at, ticket.state) == (Kind.SUSPENDED, _at(11, 30), State.SUSPENDED)


def test_that_an_open_ticket_with_an_end_time_was_closed_before(reading: Reading) -> None:
    _ticket, lines = _past(reading, a_row(status="open"))
    assert [line.kind for line in lines][-2:] == [Kind.CLOSED, Kind.FILED]


def test_that_the_clock_of_a_ticket_that_is_still_open_runs(reading: Reading) -> None:
    ticket, lines = _past(reading, a_row(status="open", done="", served=""))
    assert ticket.due_at == lines[-1].due_at == _at(11, 40)


def test_that_a_stage_whose_end_nobody_wrote_down_is_never_due(reading: Reading) -> None:
    _ticket, lines = _past(reading, a_row())
    assert [line.due_at for line in lines] == [None, None, None]


def test_that_a_stage_that_ended_in_the_ordinary_way_was_due(tmp_path: Path) -> None:
    every = MAP.replace('arrived = "served"', 'signed = "served"')
    _ticket, lines = _past(Reading(a_map(tmp_path, every)), a_row(sent="2024-05-06 08:30:00"))
    assert {line.kind: line.due_at for line in lines}[Kind.DISPATCHED] == _at(9)


SIGNED = (
    MAP.replace('done = "closed"', 'told = "feedback"')
    .replace('arrived = "served"', 'signed = "served"\nfed_back = "done"')
    .replace('ended = "done"\n', "")
)


def test_that_a_stage_of_working_time_was_due_by_the_centres_calendar(tmp_path: Path) -> None:
    # One working day from Saturday, a make-up day: its whole office hours, or those of Monday.
    _ticket, lines = _past(
        Reading(a_map(tmp_path, SIGNED)),
        a_row(reported="2024-05-10 08:00:00", served="2024-05-11 16:30:00", done="2024-05-14 10:00:00", status="told"),
    )
    assert lines[1].due_at == datetime(2024, 5, 13, 8, 30, tzinfo=UTC)


def test_that_an_open_ticket_brings_its_running_clock_along(tmp_path: Path) -> None:
    ticket, _lines = _past(
        Reading(a_map(tmp_path, SIGNED)), a_row(served="2024-05-06 09:00:00", done="2024-05-06 11:00:00", status="told")
    )
    clock = start("check", Limit(1, Unit.WORK_DAY), _at(11), calendar.shipped())
    assert ticket.clocks.running == clock
    assert (ticket.due_at, ticket.warn_at) == tuple(moment_of(clock, share, calendar.shipped()) for share in (1, 0.8))


def test_that_what_was_handled_before_it_was_put_on_hold_is_counted(tmp_path: Path) -> None:
    ticket, _lines = _past(
        Reading(a_map(tmp_path, SIGNED)), a_row(served="2024-05-06 09:00:00", done="", status="waiting")
    )
    assert ticket.clocks.handle is not None
    assert (ticket.clocks.handle.used_s, ticket.due_at) == (2.5 * 3600, None)


def test_that_an_arrival_after_the_signing_begins_no_second_clock(tmp_path: Path) -> None:
    both = SIGNED.replace('dispatched = "sent"', 'arrived = "sent"')
    _ticket, lines = _past(
        Reading(a_map(tmp_path, both)), a_row(served="2024-05-06 09:00:00", sent="2024-05-06 09:30:00", status="told")
    )
    assert [bool(line.due_at) for line in lines] == [False, True, False, True]


def test_that_a_city_counts_its_past_by_its_own_calendar(tmp_path: Path) -> None:
    own = (files("console.domain") / "calendar.toml").read_text("utf-8").replace('"shipped"', '"own"')
    rules = rulebook.parse({"calendar.toml": own.replace('"17:30"', '"20:30"')}, 1)
    past = Reading(a_map(tmp_path, SIGNED)).past("A-1", [(2, a_row(served="2024-05-06 09:30:00", status="told"))])
    ticket, lines = ticket_of(past, TicketId(1), CENTRE, GRID, rules)
    assert lines[1].due_at == datetime(2024, 5, 7, 1, 30, tzinfo=UTC)
    assert ticket.clocks.running is not None
    assert ticket.clocks.running.calendar == "own"


def test_that_several_rows_of_one_ticket_give_a_line_for_each_crew(tmp_path: Path) -> None:
    many = Reading(a_map(tmp_path, "[rows]\nper_ticket = 'many'\n" + MAP))
    _ticket, lines = _past(
        many, a_row(sent="2024-05-06 08:10:00"), a_row(sent="2024-05-06 08:20:00", served="", crew="队二")
    )
    sent = [(line.at, line.detail["holder"]) for line in lines if line.kind is Kind.DISPATCHED]
    assert sent == [(_at(8, 10), "队一"), (_at(8, 20), "队二")]


def test_that_the_priority_comes_with_the_category_where_no_column_says_it(reading: Reading) -> None:
    ticket, _lines = _past(reading, a_row(kind="fire"))
    assert ticket.priority == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reported": ""}, "reported is empty"),
        ({"reported": "yesterday"}, 'reported "yesterday" is no time'),
        ({"status": "odd"}, 'status "odd" stands in no value table'),
        ({"status": ""}, "status is empty"),
    ],
)
def test_that_a_row_that_cannot_be_read_says_why(reading: Reading, changes: dict[str, str], why: str) -> None:
    with pytest.raises(BadRow, match=why):
        _past(reading, a_row(**changes))


@pytest.mark.parametrize(("lat", "lng"), [("0", "0"), ("", ""), ("x", "120"), ("91", "120"), ("nan", "1")])
def test_that_what_is_no_place_is_none(reading: Reading, lat: str, lng: str) -> None:
    ticket, _lines = _past(reading, a_row(lat=lat, lng=lng))
    assert ticket.place is None


@pytest.mark.parametrize(
    ("order", "pair"), [("lat,lng", "(31.305, 120.605)"), ("lat,lng", "31.305 120.605"), ("lng,lat", [120.605, 31.305])]
)
def test_that_a_pair_is_a_place(tmp_path: Path, order: str, pair: object) -> None:
    by_pair = MAP.replace('lat = "lat"\nlng = "lng"', f'pair = "where"\norder = "{order}"')
    past = Reading(a_map(tmp_path, by_pair)).past("A-1", [(2, {**a_row(), "where": pair})])
    assert past.place is not None
    assert (past.place.lat_deg, past.place.lng_deg) == (31.305, 120.605)


WITHIN = (datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2030-01-01"))
TIMES = st.one_of(st.just(""), st.datetimes(*WITHIN).map(lambda t: f"{t:%Y-%m-%d %H:%M:%S}"))


@given(
    sent=TIMES, served=TIMES, done=TIMES, updated=TIMES, status=st.sampled_from(["done", "dropped", "open", "waiting"])
)
def test_that_versions_go_up_and_the_last_line_leads_to_how_the_ticket_stands(
    reading: Reading, sent: str, served: str, done: str, updated: str, status: str
) -> None:
    ticket, lines = _past(reading, a_row(sent=sent, served=served, done=done, updated=updated, status=status))

    assert [line.version for line in lines] == list(range(1, len(lines) + 1))
    assert [line.from_state for line in lines] == [None, *(line.to_state for line in lines[:-1])]
    assert (ticket.version, ticket.state) == (lines[-1].version, lines[-1].to_state)
    assert all(LEADS_TO[line.kind] is line.to_state for line in lines)
