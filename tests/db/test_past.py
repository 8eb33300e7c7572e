"""The board of a past moment, out of the journal alone: the same on every database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from console.board import Board
from console.domain.point import Point
from console.domain.ticket import State
from console.journal import Kind, News
from console.ports import Snapshot, Store
from console.stretches import Happened
from db.engine import SqlStore, open_store
from tests.builders import CITY, NOON, OTHER_DISTRICT
from tests.chronicle import CENTRES, Chronicle
from tests.histories import a_history, until

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module", params=[1, 2, 3])
def chronicle(request: pytest.FixtureRequest) -> Chronicle:
    return Chronicle(request.param)


def test_that_a_board_stands_again_as_every_desk_had_it(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    archive = store.archive()
    again = {
        (at, centre): frozenset(archive.as_of(centre, at + part))
        for at, centre in chronicle.seen
        for part in (timedelta(), SECOND)
    }
    assert again == chronicle.seen


def test_that_what_passed_leads_from_one_board_to_the_next(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    archive, (begin, *_, end) = store.archive(), chronicle.moments
    for centre in CENTRES:
        board, place = Board(centre), Point.after(begin)
        board.load(a_snapshot(archive.as_of(centre, begin)))
        while place < Point.after(end):
            stretch = archive.passed(centre, place, end, 7)
            for one in stretch.happened:
                board.hear(News(entries=(one.entry,), tickets=(one.ticket,)))
            place = stretch.ends
        assert frozenset(board.tickets.values()) == chronicle.seen[end, centre]


def test_that_nothing_is_told_twice_and_nothing_left_out_between_two_places(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    archive, (begin, *_, end) = store.archive(), chronicle.moments
    whole = archive.passed(CITY, Point.after(begin), end, 1000)
    place, pieces = Point.after(begin), list[Happened]()
    while place < Point.after(end):
        stretch = archive.passed(CITY, place, end, 5)
        assert stretch.begins == place
        pieces += stretch.happened
        place = stretch.ends
    assert tuple(pieces) == whole.happened
    assert [one.entry.at for one in pieces] == sorted(one.entry.at for one in pieces)


def test_that_there_was_nothing_before_the_first_line(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    assert store.archive().as_of(CITY, chronicle.moments[0] - SECOND) == ()


def test_that_the_moment_before_is_that_of_the_newest_earlier_line(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    archive, moments = store.archive(), chronicle.moments
    assert [archive.last_before(CITY, at) for at in moments] == [None, *moments[:-1]]


def test_that_what_another_centre_did_is_not_told(store: Store, chronicle: Chronicle) -> None:
    chronicle.write_into(store)
    first, *_, last = chronicle.moments
    strangers = store.archive().passed(OTHER_DISTRICT, Point.after(first - SECOND), last, 1000).happened
    seen = {
        ticket.id for (_, centre), tickets in chronicle.seen.items() if centre == OTHER_DISTRICT for ticket in tickets
    }
    assert {one.ticket.id for one in strangers} <= seen


def test_that_an_imported_past_stands_again(store: Store) -> None:
    store.registry().add_past([a_history(*until(Kind.CLOSED, 5.0, 6.0), centre=CITY)])
    archive = store.archive()
    states = [[ticket.state for ticket in archive.as_of(CITY, NOON + timedelta(hours=at))] for at in (0.15, 0.4, 4, 5)]
    assert states == [[State.ACCEPTED], [State.DISPATCHED], [State.IN_PROGRESS], []]


def test_that_a_ticket_whose_services_came_before_its_report_is_told_by_its_newest_line(store: Store) -> None:
    ticket, (first, second, third) = a_history((Kind.SIGNED, -1.0), (Kind.CLOSED, 3.0), centre=CITY)
    store.registry().add_past([(ticket, (first, second, third))])
    archive = store.archive()
    states = [[one.state for one in archive.as_of(CITY, NOON + timedelta(hours=at))] for at in (-2, 1, 4)]
    assert states == [[], [State.IN_PROGRESS], []]
    assert archive.passed(CITY, Point.after(NOON - timedelta(days=1)), NOON, 9).happened[-1].ticket.version == 1


def test_that_the_board_is_told_by_the_journal_and_not_by_the_tickets_of_today(url: str) -> None:
    chronicle = Chronicle(1)
    store = open_store(url)
    assert isinstance(store, SqlStore)
    try:
        chronicle.write_into(store)
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE ticket SET title = '', priority = 4, holder_id = NULL, clocks = ''"))
        again = {(at, centre): frozenset(store.archive().as_of(centre, at)) for at, centre in chronicle.seen}
    finally:
        store.close()
    assert again == chronicle.seen


def a_snapshot(tickets) -> Snapshot:
    return Snapshot(tickets=tickets, crews=(), departments=(), cameras=(), regions=())
