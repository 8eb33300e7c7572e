"""What is a new alarm: what became P1 on a centre's ground, and what a device reported there."""

from __future__ import annotations

import pytest

from console.domain.alarm_bank import Watch
from console.domain.ticket import Priority, Source, State, Ticket
from tests.builders import DISTRICT, a_ticket


def p1(**changes: object) -> Ticket:
    return a_ticket(**({"priority": Priority.P1} | changes))


def test_that_a_ticket_taken_in_as_p1_is_new():
    watch, ticket = Watch(DISTRICT), p1()
    assert watch.look([ticket.id], {ticket.id: ticket}) == [ticket]


def test_that_a_ticket_raised_to_p1_is_new():
    watch, ticket = Watch(DISTRICT), a_ticket()
    watch.begin([ticket])
    raised = p1(id=ticket.id, version=2)
    assert watch.look([ticket.id], {ticket.id: raised}) == [raised]


def test_that_a_ticket_of_a_lower_priority_is_no_alarm():
    watch, ticket = Watch(DISTRICT), a_ticket(priority=Priority.P2)
    assert watch.look([ticket.id], {ticket.id: ticket}) == []


@pytest.mark.parametrize("priority", Priority)
def test_that_what_a_device_reports_is_new_whatever_its_priority(priority: Priority):
    watch, ticket = Watch(DISTRICT), a_ticket(source=Source.IOT, priority=priority)
    assert watch.look([ticket.id], {ticket.id: ticket}) == [ticket]


def test_that_what_a_device_reported_is_new_once_more_when_it_is_raised_to_p1():
    watch, ticket = Watch(DISTRICT), a_ticket(source=Source.IOT)
    watch.look([ticket.id], {ticket.id: ticket})
    moved, raised = (
        a_ticket(id=ticket.id, source=Source.IOT, version=2),
        p1(id=ticket.id, source=Source.IOT, version=3),
    )
    assert [watch.look([ticket.id], {ticket.id: one}) for one in (moved, raised)] == [[], [raised]]


def test_that_a_p1_on_other_ground_is_no_alarm():
    watch, ticket = Watch(DISTRICT), p1(area="320502001001")
    assert watch.look([ticket.id], {ticket.id: ticket}) == []


def test_that_a_p1_that_goes_on_is_told_once():
    watch, ticket = Watch(DISTRICT), p1()
    watch.look([ticket.id], {ticket.id: ticket})
    assert watch.look([ticket.id], {ticket.id: p1(id=ticket.id, version=2, state=State.ACCEPTED)}) == []


def test_that_what_stood_before_the_first_look_is_not_new():
    watch, ticket = Watch(DISTRICT), p1()
    watch.begin([ticket])
    assert watch.look_at_all({ticket.id: ticket}) == []


def test_that_what_came_while_nothing_was_heard_is_new_when_all_is_loaded():
    watch, old, new = Watch(DISTRICT), p1(), p1()
    watch.begin([old])
    assert watch.look_at_all({old.id: old, new.id: new}) == [new]


def test_that_a_ticket_that_ended_and_was_opened_again_as_p1_is_new():
    watch, ticket = Watch(DISTRICT), p1()
    watch.begin([ticket])
    watch.look([ticket.id], {})
    assert watch.look([ticket.id], {ticket.id: ticket}) == [ticket]
