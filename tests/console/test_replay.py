"""A ticket out of its journal: the fold of the lines is the ticket that is stored."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from console.domain.records import Answer, Card, CoHandler, Records, Request, Step
from console.domain.ticket import Caller, Holder, Priority, State, TargetKind, Ticket
from console.replay import FORMS, apply, changes, past, replay, versions
from tests.builders import NOON, VILLAGE, a_ticket, an_entry

EVERYTHING = Records(
    filed_by="李四",
    handlers=("C1", "王五"),
    arrived_at=NOON,
    reworks=1,
    transfers=2,
    co_handlers=(CoHandler(kind="department", id="D1", name="城管局", done=True),),
    request=Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.5),
    cards=(Card(step=Step.YELLOW, at=NOON, stage=NOON, responsible="城管局", reply="今日办结", replied_by="赵六"),),
    merged=(7, 9),
    answer=Answer(satisfied=False, by="李四", at=NOON),
)


def test_that_every_field_is_either_told_by_the_line_or_among_its_changes_or_personal():
    told = {"id", "version", "state", "changed_at", "due_at"}
    assert set(FORMS) | told | {"caller"} == {field.name for field in fields(Ticket)}


def test_that_a_new_ticket_comes_back_from_its_first_line():
    ticket = a_ticket(noted=EVERYTHING, holder=Holder(TargetKind.CREW, "C1", "王五"), readers=(VILLAGE,), warn_at=NOON)
    line = an_entry(ticket, changes=changes(None, ticket))
    assert replay([line]) == ticket


def test_that_changes_are_what_json_can_hold():
    ticket = a_ticket(noted=EVERYTHING, place=None, grid=None)
    told = changes(None, ticket)
    assert json.loads(json.dumps(told)) == told


def test_that_a_line_tells_only_what_it_changed():
    before = a_ticket()
    assert changes(before, replace(before, version=2, state=State.ACCEPTED, priority=Priority.P1)) == {"priority": 1}


def test_that_the_caller_is_not_in_the_journal():
    ticket = a_ticket(caller=Caller("王小明", "13800000000"))
    assert "13800000000" not in json.dumps(changes(None, ticket))


def test_that_before_and_after_of_a_line_are_told():
    first = a_ticket()
    second = replace(first, version=2, state=State.ACCEPTED, grid=None, area=VILLAGE, changed_at=NOON + timedelta(1))
    lines = [
        an_entry(first, changes=changes(None, first)),
        an_entry(second, changes=changes(first, second)),
    ]
    (_, nothing, _), (_, before, after) = versions(lines)
    assert (nothing, before, after.grid) == (None, first, None)


def test_that_a_missing_line_is_noticed():
    ticket = a_ticket()
    third = replace(ticket, version=3)
    with pytest.raises(ValueError, match="not the next"):
        apply(ticket, an_entry(third, changes=changes(ticket, third)))


def test_that_a_past_known_by_its_steps_leads_to_the_ticket_as_it_stands():
    ticket = a_ticket(version=2, state=State.ACCEPTED, result="已清理", noted=EVERYTHING)
    lines = past(ticket, [an_entry(replace(ticket, version=1, state=State.REPORTED)), an_entry(ticket)])
    assert replay(lines) == ticket
    assert lines[0].to_state is State.REPORTED
