"""What a ticket, a crew and a camera look like on the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.crew import CrewKind, Duty
from console.domain.records import Card, Records, Step
from console.domain.ticket import Priority, State
from tests.builders import IN_GRID, NOON, a_crew, a_ticket
from widgets.map.looks import (
    HAS_WORK,
    HERE_ONLY,
    NOT_ACCEPTED,
    OLD,
    OVERDUE,
    SENT,
    Turning,
    crew_look,
    pulses,
    ticket_look,
)


def test_that_a_new_ticket_shows_its_priority_and_that_nobody_accepted_it():
    assert ticket_look(a_ticket(priority=Priority.P2), NOON) == 2 | NOT_ACCEPTED


def test_that_a_ticket_that_is_at_this_desk_only_is_drawn_so():
    assert ticket_look(a_ticket(version=0), NOON) & HERE_ONLY


@pytest.mark.parametrize("state", [State.DISPATCHED, State.IN_PROGRESS])
def test_that_a_ticket_in_hand_is_drawn_as_sent(state):
    assert ticket_look(a_ticket(state=state), NOON) & SENT


def test_that_a_ticket_past_its_time_is_drawn_as_overdue():
    assert ticket_look(a_ticket(), NOON + timedelta(minutes=11)) & OVERDUE


@pytest.mark.parametrize(("step", "look"), [(Step.URGE, 0), (Step.YELLOW, 64), (Step.RED, 128), (Step.BLACK, 192)])
def test_that_a_card_that_waits_for_a_reply_is_drawn(step, look):
    card = Card(step=step, at=NOON, stage=NOON, responsible="王五")
    answered = replace(card, reply="已到场")
    supervised = a_ticket(state=State.FILED, priority=Priority.P3, noted=Records(cards=(card,)))

    assert ticket_look(supervised, NOON) == 3 | look
    assert ticket_look(replace(supervised, noted=Records(cards=(answered,))), NOON) == 3


@pytest.mark.parametrize("changes", [{"place": None}, {"state": State.CLOSED}])
def test_that_what_has_no_place_or_is_ended_is_not_drawn(changes):
    assert ticket_look(a_ticket(**changes), NOON) == 0


def test_that_a_crew_whose_position_is_fresh_is_not_old():
    assert not crew_look(a_crew(place=IN_GRID, fixed_at=NOON), NOON, has_work=False) & OLD


@pytest.mark.parametrize("fixed_at", [None, NOON - timedelta(seconds=121)])
def test_that_a_crew_without_a_fresh_position_is_old(fixed_at):
    assert crew_look(a_crew(place=IN_GRID, fixed_at=fixed_at), NOON, has_work=False) & OLD


def test_that_a_crew_with_work_shows_it():
    assert crew_look(a_crew(place=IN_GRID), NOON, has_work=True) & HAS_WORK


@pytest.mark.parametrize("changes", [{"place": None}, {"place": IN_GRID, "duty": Duty.OFF_DUTY}])
def test_that_a_crew_off_duty_or_nowhere_is_not_drawn(changes):
    assert crew_look(a_crew(**changes), NOON, has_work=False) == 0


def test_that_every_kind_of_crew_looks_different():
    looks = {crew_look(a_crew(kind=kind, place=IN_GRID), NOON, has_work=False) for kind in CrewKind}
    assert len(looks) == len(CrewKind)


def test_that_a_critical_ticket_stops_blinking_after_a_minute():
    ticket = a_ticket(priority=Priority.P1)
    assert pulses(ticket, NOON + timedelta(seconds=59))
    assert not pulses(ticket, NOON + timedelta(seconds=60))


@pytest.mark.parametrize("changes", [{"state": State.ACCEPTED}, {"priority": Priority.P2}])
def test_that_nothing_else_blinks(changes):
    assert not pulses(a_ticket(**{"priority": Priority.P1} | changes), NOON)


def test_that_what_turns_is_told_once_and_in_time():
    turning: Turning[str] = Turning()
    turning.note("late", NOON + timedelta(minutes=5), NOON)
    turning.note("soon", NOON + timedelta(minutes=1), NOON)
    turning.note("never", None, NOON)
    assert turning.turned(NOON + timedelta(minutes=2)) == {"soon"}
    assert turning.turned(NOON + timedelta(minutes=9)) == {"late"}


def test_that_the_time_that_was_noted_last_holds():
    turning: Turning[str] = Turning()
    for minutes in (1, 5, 3):
        turning.note("later", NOON + timedelta(minutes=minutes), NOON)
    for minutes in (5, 1):
        turning.note("sooner", NOON + timedelta(minutes=minutes), NOON)
    told = [turning.turned(NOON + timedelta(minutes=minutes)) for minutes in (2, 4, 6)]
    assert told == [{"sooner"}, {"later"}, set()]


def test_that_however_often_a_thing_is_noted_it_takes_the_room_of_one():
    turning: Turning[str] = Turning()
    for second in range(500):
        now = NOON + timedelta(seconds=second)
        turning.note("moves", now + timedelta(minutes=2), now)
        turning.turned(now)
    assert len(turning) == 1


def test_that_what_has_turned_already_is_not_waited_for():
    turning: Turning[str] = Turning()
    turning.note("past", NOON - timedelta(minutes=1), NOON)
    assert turning.turned(NOON + timedelta(minutes=9)) == set()
