"""Looking at recordings: the line says who, which camera, from when to when and why, and nothing is looked at without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from console.domain.errors import Refused
from console.domain.playback import LONGEST, Stretch, around, since_report, told_by
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import State, Ticket
from console.journal import Kind
from console.orders import Accept
from console.outbox import is_kept
from console.playback_orders import PlayBack, PlayBackCamera
from tests.builders import NOON, a_stretch, an_operator
from tests.console.conftest import City

WHY = "核对经过"


def of_ticket(ticket: Ticket, **changes: object) -> PlayBack:
    order = PlayBack(by=an_operator(), ticket=ticket.id, seen=ticket.version, stretch=a_stretch(), reason=WHY)
    return replace(order, **changes)  # type: ignore[arg-type]


def of_camera(**changes: object) -> PlayBackCamera:
    return replace(PlayBackCamera(by=an_operator(), stretch=a_stretch(), reason=WHY), **changes)  # type: ignore[arg-type]


def test_that_the_tickets_line_says_what_is_looked_at_and_why(city: City) -> None:
    (line,) = city.give(of_ticket(city.take_in())).entries
    told: tuple[Kind, Stretch | None, str] = (line.kind, told_by(line.detail), line.reason)
    assert told == (Kind.PLAYED_BACK, a_stretch(), WHY)


def test_that_without_a_ticket_a_line_of_its_own_says_so(city: City) -> None:
    (line,) = city.give(of_camera()).entries
    told: tuple[Kind, Stretch | None, str, object] = (line.kind, told_by(line.detail), line.reason, line.ticket)
    assert told == (Kind.CAMERA_PLAYED_BACK, a_stretch(), WHY, None)


def test_that_a_line_names_no_address(city: City) -> None:
    (line,) = city.give(of_camera()).entries
    assert set(line.detail) == {"camera", "camera_number", "camera_name", "begins_at", "ends_at"}


def test_that_it_changes_nothing_of_the_ticket(city: City) -> None:
    ticket = city.take_in()
    after = city.give(of_ticket(ticket)).tickets[0]
    assert replace(after, version=ticket.version, changed_at=ticket.changed_at) == ticket


def test_that_it_is_noted_though_the_ticket_has_moved_on(city: City) -> None:
    ticket = city.take_in()
    city.give(Accept(by=city.by, ticket=ticket.id, seen=ticket.version))
    assert city.give(of_ticket(ticket)).tickets[0].version == ticket.version + 2


def test_that_a_closed_ticket_can_still_be_looked_into(city: City) -> None:
    assert city.give(of_ticket(city.at(State.CLOSED))).entries


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
@pytest.mark.parametrize("on_ticket", [True, False])
def test_that_nothing_is_looked_at_without_a_reason(city: City, reason: str, on_ticket: bool) -> None:
    order = of_ticket(city.take_in(), reason=reason) if on_ticket else of_camera(reason=reason)
    with pytest.raises(Refused, match=r"order\.no_reason"):
        city.give(order)


MAY = {Role.DISPATCHER, Role.SHIFT_LEAD, Role.DUTY_COMMANDER}


@pytest.mark.parametrize("role", sorted(MAY))
def test_that_whoever_may_look_may_do_so_with_and_without_a_ticket(city: City, role: Role) -> None:
    by = an_operator(roles=frozenset({role}))
    assert city.give(of_ticket(city.take_in(), by=by)).entries
    assert city.give(of_camera(by=by)).entries


@pytest.mark.parametrize("role", sorted((SEAT_ROLES | {Role.CREW, Role.GRID_WORKER, Role.ADAPTER}) - MAY))
def test_that_nobody_else_may_look(city: City, role: Role) -> None:
    by = an_operator(roles=frozenset({role}))
    for order in (of_ticket(city.take_in(), by=by), of_camera(by=by)):
        with pytest.raises(Refused, match="role_missing"):
            city.give(order)


def test_that_a_citys_own_table_says_who_may_look_without_a_ticket_too(city: City) -> None:
    own = 'version = 1\n[[verbs]]\nname = "play_back"\nroles = ["duty_commander"]\n'
    city.store.rows.put_rules({"lifecycle.toml": own}, city.clock.now(), "周八")
    with pytest.raises(Refused, match="role_missing"):
        city.give(of_camera(by=an_operator(roles=frozenset({Role.DISPATCHER}))))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends_at": NOON - timedelta(minutes=3)}, "playback.bad_stretch"),
        ({"begins_at": NOON}, "playback.bad_stretch"),
        ({"begins_at": datetime(2024, 5, 6)}, "playback.bad_stretch"),  # noqa: DTZ001
        ({"ends_at": NOON + timedelta(minutes=3)}, "playback.not_yet"),
        ({"begins_at": NOON - LONGEST - timedelta(seconds=1)}, "playback.too_long"),
    ],
)
def test_that_no_line_opens_what_has_no_bounds(city: City, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        city.give(of_camera(stretch=a_stretch(**wrong)))


def test_that_it_is_never_kept_for_later(city: City) -> None:
    kept = [is_kept(order, an_operator().name) for order in (of_ticket(city.take_in()), of_camera())]
    assert kept == [False, False]


def test_that_a_ticket_is_looked_into_from_before_its_report_to_now() -> None:
    later = NOON + timedelta(minutes=5)
    assert since_report(NOON, later) == (NOON - timedelta(seconds=30), later)


def test_that_an_old_ticket_is_looked_into_no_longer_than_a_line_carries() -> None:
    begins_at, ends_at = since_report(NOON, NOON + timedelta(days=9))
    assert ends_at - begins_at == LONGEST


def test_that_what_is_looked_at_around_a_moment_is_over_by_now() -> None:
    assert around(NOON, NOON + timedelta(seconds=5)) == (NOON - timedelta(seconds=30), NOON + timedelta(seconds=5))


def test_that_a_line_of_something_else_tells_of_no_stretch() -> None:
    assert told_by({"camera": "c1", "began_at": "x"}) is None
