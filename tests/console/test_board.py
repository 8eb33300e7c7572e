"""The board: whatever way the news comes, it ends in the same picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from console.board import Board
from console.domain.grid_layer import POLICE, WATER
from console.domain.ticket import Holder, Source, State, TargetKind, Ticket
from console.journal import News
from console.ports import Snapshot
from tests.builders import (
    CITY,
    DISTRICT,
    IN_NEXT_GRID,
    NOON,
    OTHER_DISTRICT,
    VILLAGE,
    a_cell,
    a_crew,
    a_fix,
    a_region_tree,
    a_sensor,
    a_site,
    a_ticket,
)

EMPTY: Any = {"tickets": (), "crews": (), "departments": (), "cameras": (), "regions": ()}
HOLDER = Holder(TargetKind.CREW, "C1", "王五")


def a_board(*tickets: Ticket) -> Board:
    board = Board(CITY)
    board.load(Snapshot(tickets=tickets, crews=(a_crew(),), departments=(), cameras=(), regions=()))
    return board


def a_board_of(**places: Any) -> Board:
    board = Board(CITY)
    board.load(Snapshot(**EMPTY, **places))
    return board


def a_life() -> list[Ticket]:
    """Return a ticket at each of its versions, the last one closed."""
    first = a_ticket()
    states = (State.ACCEPTED, State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.CLOSED)
    lived = [replace(first, version=n, state=state, holder=HOLDER) for n, state in enumerate(states, start=2)]
    return [first, *lived]


def test_that_a_centre_above_is_called_by_its_name() -> None:
    board = Board(DISTRICT)
    city = next(region for region in a_region_tree() if region.code == CITY)
    board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=(), above=(city,)))
    assert (board.region_name(CITY), CITY in board.regions) == (city.name, False)


def test_that_cells_are_kept_by_layer_and_code() -> None:
    river, east, west = a_cell("R1", layer=WATER), a_cell("J2", west=120.61, east=120.62), a_cell("J1")
    board = a_board_of(cells=(river, east, west))
    assert board.cells == {POLICE: (west, east), WATER: (river,)}


def test_that_an_alarm_is_known_by_the_sensor_at_its_place() -> None:
    board = a_board_of(sensors=(a_sensor(),))
    alarm = a_ticket(source=Source.IOT.value)
    board.hear(News(tickets=(alarm,)))
    assert board.sensing.alarms(board.tickets.values()) == {a_sensor().id: alarm}


def test_that_the_ground_of_a_past_moment_has_its_places_as_well() -> None:
    board = a_board_of(sites=(a_site(),), sensors=(a_sensor(),), cells=(a_cell(),))
    then = board.around(())
    assert (then.sites, then.sensors, then.cells) == ((a_site(),), (a_sensor(),), (a_cell(),))


@given(st.data())
def test_that_news_doubled_and_shuffled_end_in_the_same_picture(data: st.DataObject) -> None:
    lives = [a_life()[: data.draw(st.integers(1, 6))] for _ in range(3)]
    news = [News(tickets=(ticket,)) for life in lives for ticket in life]
    board = a_board()

    for one in data.draw(st.permutations(news + news)):
        board.hear(one)

    assert set(board.tickets.values()) == {life[-1] for life in lives if life[-1].is_open}
    assert +board.in_hand == +a_board(*board.tickets.values()).in_hand


def test_that_hearing_twice_changes_nothing_the_second_time() -> None:
    board = a_board()
    news = News(tickets=(a_ticket(),))

    assert board.hear(news).tickets
    assert not board.hear(news).tickets


def test_that_a_closed_ticket_leaves_and_old_news_does_not_bring_it_back() -> None:
    life = a_life()
    board = a_board(life[0])

    board.hear(News(tickets=(life[-1],)))
    board.hear(News(tickets=(life[2],)))

    assert not board.tickets


def test_that_a_ticket_out_of_sight_is_not_on_the_board() -> None:
    board = Board(OTHER_DISTRICT)

    board.hear(News(tickets=(a_ticket(),)))

    assert not board.tickets


def test_that_a_crew_counts_what_it_has_in_hand() -> None:
    board = a_board(replace(a_ticket(), state=State.DISPATCHED, holder=HOLDER))

    assert board.load_of(TargetKind.CREW, "C1") == 1


def test_that_an_older_fix_does_not_move_a_crew_back() -> None:
    board = a_board()
    board.hear(News(fixes=(a_fix(place=IN_NEXT_GRID, at=NOON),)))

    heard = board.hear(News(fixes=(a_fix(at=NOON - timedelta(seconds=5)),)))

    assert not heard.crews
    assert next(iter(board.crews.values())).place == IN_NEXT_GRID


def test_that_a_village_sees_its_ticket_at_the_tier_above() -> None:
    board = Board(VILLAGE)

    board.hear(News(tickets=(replace(a_ticket(), centre=CITY),)))

    assert len(board.tickets) == 1


def test_that_a_ticket_that_may_be_read_no_more_leaves_once() -> None:
    ticket = a_ticket(version=2)
    board = Board(VILLAGE)
    board.hear(News(tickets=(ticket,)))

    left = [board.hear(News(gone=((ticket.id, version),))).tickets for version in (2, 3, 3)]

    assert left == [frozenset(), {ticket.id}, frozenset()]


def here_only(**facts: Any) -> Ticket:
    return a_ticket(version=0, number="new", **facts)


def test_that_what_was_taken_in_here_stands_beside_what_the_database_has() -> None:
    known, new = a_ticket(), here_only()
    board = a_board(known)
    assert board.keep_here([new]) == {new.id}
    assert board.tickets == {known.id: known, new.id: new}


def test_that_what_was_taken_in_here_is_found_as_a_likely_duplicate() -> None:
    new, board = here_only(), a_board()
    board.keep_here([new])
    (found,) = board.alike.like(new.category, new.place, new.reported_at, board.rulebook.likeness)
    assert found.ticket is new


def test_that_the_same_again_changes_nothing() -> None:
    new, board = here_only(), a_board()
    board.keep_here([new])
    assert board.keep_here([replace(new)]) == frozenset()


def test_that_what_was_taken_in_here_stays_over_a_reload() -> None:
    new, board = here_only(), a_board()
    board.keep_here([new])
    board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=()))
    assert board.tickets == {new.id: new}


def test_that_what_the_database_says_of_it_takes_its_place_for_good() -> None:
    new, board = here_only(), a_board()
    board.keep_here([new])
    there = replace(new, version=1, number="100001")
    assert board.hear(News(tickets=(there,))).tickets == {new.id}
    assert (board.keep_here([new]), board.keep_here([]), board.tickets) == (frozenset(), frozenset(), {new.id: there})


def test_that_what_is_not_to_be_taken_in_any_more_leaves_the_board() -> None:
    new, board = here_only(), a_board()
    board.keep_here([new])
    assert (board.keep_here([]), board.tickets) == (frozenset({new.id}), {})
    assert board.alike.like(new.category, new.place, new.reported_at, board.rulebook.likeness) == ()


def test_that_what_was_taken_in_and_has_ended_since_does_not_come_back() -> None:
    new, board = here_only(), a_board()
    board.hear(News(gone=((new.id, 5),)))
    assert (board.keep_here([new]), board.tickets) == (frozenset(), {})
