"""Duties that one operator would do twice, brought to the door with a plain connection; and checks that nobody planted."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from console.domain.records import Records
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from tests.builders import VILLAGE
from tests.db.desks import City

pytestmark = pytest.mark.postgres

HELD = {"state": State.DISPATCHED, "holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": "李四"}


def request(verb: str, by: str) -> dict[str, object]:
    return {"noted": {"request": {"verb": verb, "by": by, "at": datetime.now(UTC).isoformat(), "reason": "r"}}}


def asked(city: City, name: str) -> Ticket:
    """Return a ticket whose voiding this operator has asked for."""
    ticket, now = city.ticket(), datetime.now(UTC)
    changes = {"noted": {"request": {"verb": "void", "by": name, "at": now.isoformat(), "reason": "r"}}}
    assert city.line(name, Kind.REQUESTED, ticket, at=now, changes=changes, reason="r") == ""
    return ticket


def test_that_nobody_approves_what_they_asked_for(city: City) -> None:
    ticket = asked(city, "all")
    facts = {"version": 3, "reason": "r", "changes": {"noted": {}}}
    assert city.staged("all", Kind.VOIDED, ticket, State.VOID, **facts) == "PC403 ticket.asker_approves_it"
    assert city.staged("lead", Kind.VOIDED, ticket, State.VOID, **facts) == ""


def test_that_nothing_is_approved_that_nobody_asked_for(city: City) -> None:
    refused = city.staged("lead", Kind.VOIDED, city.ticket(), State.VOID, reason="r")
    assert refused == "PC403 ticket.nobody_asked"


APPROVALS = [
    (Kind.RETURNED, State.FILED, "return"),
    (Kind.EXTENDED, State.IN_PROGRESS, "extend"),
    (Kind.SUSPENDED, State.SUSPENDED, "suspend"),
]
IN_PROGRESS = {**HELD, "state": State.IN_PROGRESS}
GIVEN_BACK = {"holder": None, "dispatched_by": "", "noted": {"returns": 1}}


def wished(city: City, verb: str, name: str, by: str = "") -> tuple[Ticket, str]:
    """Return a ticket in hand, and what the door says to this operator's wish, told as that of ``by``."""
    ticket, now = city.ticket(**IN_PROGRESS), datetime.now(UTC)
    noted = {"request": {"verb": verb, "by": by or name, "at": now.isoformat(), "reason": "r"}}
    return ticket, city.line(name, Kind.REQUESTED, ticket, at=now, changes={"noted": noted}, reason="r")


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_nothing_is_given_back_or_put_off_that_nobody_asked_for(
    city: City, kind: Kind, to: State, verb: str
) -> None:
    for name in ("李四", "lead"):
        assert city.line(name, kind, city.ticket(**IN_PROGRESS), to, reason="r") == "PC403 ticket.nobody_asked"


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_a_dispatcher_who_asks_approves_nothing(city: City, kind: Kind, to: State, verb: str) -> None:
    ticket, refused = wished(city, verb, "李四")
    assert refused == ""
    refused = city.line("李四", kind, ticket, to, version=3, reason="r", changes={"noted": {}})
    assert refused == "PC403 ticket.asker_approves_it"


@pytest.mark.parametrize(("kind", "to", "verb"), APPROVALS)
def test_that_a_wish_is_nobodys_but_who_wrote_it_down(city: City, kind: Kind, to: State, verb: str) -> None:
    """Told as the crew's own, the dispatcher who wrote it down could approve it."""
    _, refused = wished(city, verb, "李四", by="王五")
    assert refused == "PC403 journal.not_lawful"


def test_that_the_shift_lead_gives_back_what_a_dispatcher_asked_for(city: City) -> None:
    ticket, _ = wished(city, "return", "李四")
    facts = {"version": 3, "reason": "r", "changes": GIVEN_BACK}
    assert city.staged("lead", Kind.RETURNED, ticket, State.FILED, **facts) == ""


@pytest.mark.parametrize("verb", ["close", "sign", "void", "made_up"])
def test_that_only_what_another_approves_is_asked_for_and_only_in_its_state(city: City, verb: str) -> None:
    _, refused = wished(city, verb, "李四")
    assert refused == ("" if verb == "void" else "PC403 journal.not_lawful")


def test_that_nobody_asks_in_another_name(city: City) -> None:
    refused = city.line("all", Kind.REQUESTED, city.ticket(), changes=request("void", "lead"), reason="r")
    assert refused == "PC403 journal.not_lawful"


def test_that_nobody_checks_what_they_handled(city: City) -> None:
    ticket = city.ticket(state=State.FEEDBACK, handled_by="all")
    assert city.staged("all", Kind.CHECK_PASSED, ticket, State.CHECKED) == "PC403 ticket.checker_handled_it"
    assert city.staged("checker", Kind.CHECK_PASSED, ticket, State.CHECKED) == ""


def test_that_nobody_handles_in_another_name(city: City) -> None:
    facts = {"result": "done", "handled_by": "lead", "noted": {"handlers": ["lead"]}}
    refused = city.staged(
        "all", Kind.SELF_HANDLED, city.ticket(), State.FEEDBACK, changes=facts, detail='{"result": "done"}'
    )
    assert refused.startswith("PC403")


def test_that_nobody_recalls_what_another_sent(city: City) -> None:
    gone = {"holder": None, "dispatched_by": ""}
    refused = city.staged("all", Kind.RECALLED, city.ticket(**HELD), State.FILED, changes=gone)
    assert refused == "PC403 ticket.not_your_dispatch"
    assert city.staged("李四", Kind.RECALLED, city.ticket(**HELD), State.FILED, changes=gone) == ""


def test_that_who_filed_is_who_filed(city: City) -> None:
    ticket = city.ticket(state=State.ACCEPTED)
    noted = {"noted": {"filed_by": "boss"}}
    assert city.staged("lead", Kind.FILED, ticket, State.FILED, changes=noted) == "PC403 journal.not_lawful"


def test_that_a_ticket_is_merged_into_one_that_takes_it(city: City) -> None:
    """Merging ends a ticket without a second person; into nothing, it would be a way round voiding it."""
    for into in (999_999, 2001):
        noted = {"noted": {"merged_into": into}}
        assert city.staged("taker", Kind.MERGED, city.ticket(), State.MERGED, changes=noted).startswith("PC403")


# -- follow-up checks ------------------------------------------------------------------------------------

PLANTED = {"state": State.CLOSED, "noted": Records(planted=True)}


def test_that_checks_that_nobody_planted_are_not_ended(city: City) -> None:
    refused = city.line("lead", Kind.PATROL_ENDED, city.ticket(state=State.CLOSED))
    assert refused == "PC403 patrol.none"


@pytest.mark.parametrize(
    ("kind", "noted"),
    [(Kind.PATROL_ENDED, {"planted": True}), (Kind.PATROL_PLANTED, {}), (Kind.PATROL_PLANTED, {"planted": False})],
)
def test_that_a_ticket_says_of_its_checks_what_its_line_says(city: City, kind: Kind, noted: dict[str, object]) -> None:
    refused = city.line("lead", kind, city.ticket(**PLANTED), changes={"noted": noted})
    assert refused == "PC403 journal.not_lawful"


def test_that_the_console_ends_no_checks_that_are_to_come(city: City) -> None:
    ticket = city.ticket(**PLANTED)
    with city.owner() as owner:
        owner.execute(
            'INSERT INTO patrol (ticket, centre, every_days, "left", next_at, text, by)'
            " VALUES (%s, %s, 7, 2, now(), '', 'lead')",
            (ticket.id, VILLAGE),
        )
    line = partial(city.line, "taker", Kind.PATROL_ENDED, ticket, by="system", changes={"noted": {}})
    assert line() == "PC403 journal.not_lawful"
    with city.owner() as owner:
        owner.execute('UPDATE patrol SET "left" = 0 WHERE ticket = %s', (ticket.id,))
    assert line() == ""
