"""Pictures and clips on a ticket: what the line tells, whoever may write it, and what is no evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from console.domain.errors import Refused
from console.domain.evidence import Cut, told_by
from console.domain.shift import Role
from console.domain.ticket import Ticket
from console.evidence_orders import AttachClip, AttachSnapshot
from console.journal import Kind
from console.orders import Accept
from console.outbox import is_kept
from tests.builders import NOON, an_evidence, an_operator
from tests.console.conftest import City

CLIP = an_evidence(file="clip.mp4", ends_at=NOON + timedelta(seconds=41), cut=Cut.LOST)


def snapshot(ticket: Ticket, **changes: object) -> AttachSnapshot:
    return AttachSnapshot(by=an_operator(), ticket=ticket.id, seen=ticket.version, evidence=an_evidence(**changes))


def test_that_the_line_names_the_file_and_what_it_shows(city: City) -> None:
    (line,) = city.give(snapshot(city.take_in())).entries
    assert (line.kind, told_by(line.detail)) == (Kind.SNAPSHOT_ATTACHED, an_evidence())


def test_that_a_clips_line_tells_that_it_ended_early(city: City) -> None:
    ticket = city.take_in()
    (line,) = city.give(AttachClip(by=city.by, ticket=ticket.id, seen=ticket.version, evidence=CLIP)).entries
    assert (line.kind, told_by(line.detail)) == (Kind.CLIP_ATTACHED, CLIP)


def test_that_a_picture_is_attached_though_the_ticket_has_moved_on(city: City) -> None:
    ticket = city.take_in()
    city.give(Accept(by=city.by, ticket=ticket.id, seen=ticket.version))
    assert city.give(snapshot(ticket)).tickets[0].version == ticket.version + 2


def test_that_a_picture_changes_nothing_of_the_ticket(city: City) -> None:
    ticket = city.take_in()
    after = city.give(snapshot(ticket)).tickets[0]
    assert replace(after, version=ticket.version, changed_at=ticket.changed_at) == ticket


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": "../other.jpg"},
        {"file": "C:x.jpg"},
        {"file": ""},
        {"sha256": "A" * 64},
        {"sha256": "a" * 63},
        {"size": 0},
        {"begins_at": datetime(2024, 5, 6)},  # noqa: DTZ001
        {"ends_at": NOON - timedelta(seconds=1)},
    ],
)
def test_that_a_file_which_could_not_be_found_or_checked_is_no_evidence(city: City, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"evidence\.unusable"):
        city.give(snapshot(city.take_in(), **wrong))


def test_that_the_field_attaches_nothing_from_the_wall(city: City) -> None:
    by = an_operator("王五", roles=frozenset({Role.CREW}))
    with pytest.raises(Refused, match=r"operator\.role_missing"):
        city.give(replace(snapshot(city.take_in()), by=by))


def test_that_it_waits_in_the_outbox_while_the_database_is_out_of_reach(city: City) -> None:
    assert is_kept(snapshot(city.take_in()), an_operator().name)


def test_that_a_line_without_a_file_tells_of_no_evidence() -> None:
    assert told_by({"to": "王五"}) is None


def test_that_a_line_that_leads_out_of_the_folder_tells_of_no_evidence() -> None:
    assert told_by(an_evidence().told() | {"file": "../../x"}) is None
