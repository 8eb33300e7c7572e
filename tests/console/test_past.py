"""The past folded and played again: the quick fold is the slow one, and time goes by as fast as it is told to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.point import Point
from console.domain.ticket import TicketId
from console.past import Folding, Replaying
from console.replay import replay
from console.stretches import Happened, Stretch
from tests.builders import NOON, a_ticket, an_entry
from tests.chronicle import Chronicle
from tests.fakes import FakeClock

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def at_second(second: float) -> Happened:
    ticket = a_ticket(changed_at=NOON + second * SECOND)
    return Happened(an_entry(ticket), ticket)


def a_stretch(begins: Point, *seconds: float, until_s: float) -> Stretch:
    ends = Point.after(NOON + until_s * SECOND)
    return Stretch(begins=begins, ends=ends, happened=tuple(at_second(second) for second in seconds))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON + HOUR)


@pytest.fixture
def replaying(clock: FakeClock) -> Replaying:
    """Return the clock of a board at noon, an hour ago, with something at seconds 10, 20 and 30 of the first minute."""
    made = Replaying(clock, NOON)
    made.take(a_stretch(Point.after(NOON), 10, 20, 30, until_s=60))
    return made


def seconds_of(happened) -> list[float]:
    return [(one.entry.at - NOON).total_seconds() for one in happened]


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_that_a_ticket_folded_quickly_is_the_ticket_replayed_line_by_line(seed: int) -> None:
    archive = Chronicle(seed, orders=40).store.archive()
    for number in (1, 2, 3):
        _, entries = archive.timeline(TicketId(number))
        folding = Folding(TicketId(number))
        for upto, line in enumerate(entries, 1):
            folding.add(line.version, line.at, line.to_state, line.due_at, line.changes)
            assert folding.ticket() == replay(entries[:upto])


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_that_the_board_of_any_moment_is_the_board_that_a_desk_had(seed: int) -> None:
    chronicle = Chronicle(seed, orders=40)
    archive = chronicle.store.archive()
    again = {(at, centre): frozenset(archive.as_of(centre, at)) for at, centre in chronicle.seen}
    assert again == chronicle.seen


def test_that_a_ticket_without_a_first_line_that_tells_is_not_made_up() -> None:
    folding = Folding(TicketId(1))
    line = an_entry(a_ticket())
    folding.add(line.version, line.at, line.to_state, line.due_at, {})
    assert folding.ticket() is None


@pytest.mark.parametrize(("speed", "told"), [(1, []), (10, [10, 20]), (60, [10, 20, 30])])
def test_that_time_goes_by_at_the_chosen_speed(
    replaying: Replaying, clock: FakeClock, speed: int, told: list[float]
) -> None:
    replaying.speed = speed
    replaying.play()
    clock.advance(2 * SECOND)
    assert seconds_of(replaying.go_on()) == told


def test_that_time_stands_still_in_a_pause(replaying: Replaying, clock: FakeClock) -> None:
    replaying.play()
    replaying.pause()
    clock.advance(HOUR)
    assert (replaying.go_on(), replaying.now()) == ((), NOON)


def test_that_the_length_of_a_pause_is_not_caught_up_with(replaying: Replaying, clock: FakeClock) -> None:
    replaying.speed = 1
    clock.advance(HOUR)
    replaying.play()
    clock.advance(15 * SECOND)
    assert seconds_of(replaying.go_on()) == [10]


def test_that_time_waits_for_lines_that_are_not_known_yet(replaying: Replaying, clock: FakeClock) -> None:
    replaying.speed = 600
    replaying.play()
    clock.advance(2 * SECOND)
    replaying.go_on()
    assert replaying.now() == NOON + 60 * SECOND


def test_that_time_never_goes_beyond_the_present_and_stops_there(replaying: Replaying, clock: FakeClock) -> None:
    replaying.take(a_stretch(Point.after(NOON + 60 * SECOND), until_s=7200))
    replaying.speed = 600
    replaying.play()
    clock.advance(10 * SECOND)
    replaying.go_on()
    assert (replaying.now(), replaying.is_playing, replaying.is_at_present) == (clock.now(), False, True)


def test_that_nobody_looks_into_the_future(replaying: Replaying, clock: FakeClock) -> None:
    replaying.go_to(NOON + 9 * HOUR)
    assert replaying.now() == clock.now()


def test_that_a_step_goes_to_the_next_moment_at_which_something_happened(replaying: Replaying) -> None:
    replaying.step()
    assert (seconds_of(replaying.step()), replaying.now()) == ([20], NOON + 20 * SECOND)


def test_that_what_happened_in_one_moment_is_told_in_one_step(replaying: Replaying) -> None:
    replaying.take(a_stretch(Point.after(NOON + 60 * SECOND), 70, 70, until_s=80))
    replaying.next(NOON + 60 * SECOND)
    assert seconds_of(replaying.step()) == [70, 70]


def test_that_a_step_without_anything_ahead_stays_where_it_is(replaying: Replaying) -> None:
    replaying.next(NOON + 60 * SECOND)
    assert (replaying.step(), replaying.now()) == ((), NOON + 60 * SECOND)


def test_that_a_stretch_of_another_moment_is_dropped(replaying: Replaying) -> None:
    replaying.go_to(NOON + 30 * SECOND)
    replaying.take(a_stretch(Point.after(NOON + 60 * SECOND), 70, until_s=80))
    assert replaying.step() == ()


def test_that_more_lines_are_wanted_before_the_known_ones_end(replaying: Replaying) -> None:
    replaying.speed = 60
    assert (replaying.is_short_of_lines, replaying.known) == (True, Point.after(NOON + 60 * SECOND))


def test_that_no_more_lines_are_wanted_while_they_last_for_a_while(replaying: Replaying) -> None:
    replaying.speed = 10
    assert not replaying.is_short_of_lines


def test_that_no_more_lines_are_wanted_of_the_present(replaying: Replaying) -> None:
    replaying.take(a_stretch(Point.after(NOON + 60 * SECOND), until_s=3600))
    replaying.next(NOON + HOUR)
    assert not replaying.is_short_of_lines
