"""What an operator's own role cannot do with months that were moved out: move, touch, or bring them in again."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from console.domain.errors import Refused
from console.domain.ticket import State, Ticket
from console.journal import Kind
from db.engine import SqlStore
from tests.builders import FAR_GRID
from tests.db.archives import CALLER, CLOSED, MARCH, archive
from tests.db.desks import FAR_VILLAGE, City
from tests.histories import a_history

pytestmark = pytest.mark.postgres

NO_RIGHT = "42501"


class Archived:
    """A city with a ticket of each district moved out of it."""

    def __init__(self, city: City, folder: Path) -> None:
        self.city = city
        store = city.store()
        assert isinstance(store, SqlStore)
        self.ours, ours = a_history(*CLOSED, reported_at=MARCH, outside_number="A-1", caller=CALLER, number="31")
        self.theirs, theirs = a_history(*CLOSED, reported_at=MARCH, area=FAR_GRID, grid=FAR_GRID, centre=FAR_VILLAGE)
        self.key: UUID = ours[0].key
        store.registry().add_past([(self.ours, ours), (self.theirs, theirs)])
        archive(store, folder)
        store.close()


@pytest.fixture(scope="module", autouse=True)
def archived(city: City, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    return Archived(city, tmp_path_factory.mktemp("archive"))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM moved_line",
        "INSERT INTO moved_ticket SELECT * FROM moved_ticket",
        "INSERT INTO moved_file (file, month, stage, tickets, lines) VALUES ('x', '2024-01', 'choosing', 0, 0)",
        "INSERT INTO moved_line (seq, key, part, ticket, version, hash) VALUES (1, gen_random_uuid(), 0, 1, 1, '')",
        "UPDATE moved_file SET stage = 'written'",
        "UPDATE moved_ticket SET file = file",
        "UPDATE moved_line SET hash = ''",
        "DELETE FROM moved_ticket",
        "DELETE FROM moved_file",
        "DELETE FROM moved_line",
        "TRUNCATE moved_ticket",
        "DELETE FROM journal WHERE ticket = 1001",
        "DELETE FROM ticket WHERE id = 1001",
        "DELETE FROM ticket_text",
        "SELECT door_not_moved(1, '3205')",
    ],
)
def test_that_no_desk_moves_anything_out_or_touches_what_was(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT


def test_that_a_desk_cannot_give_the_command(city: City, tmp_path: Path) -> None:
    store, before = city.store("all"), city.stands()
    assert isinstance(store, SqlStore)
    with pytest.raises(Refused) as refused:
        archive(store, tmp_path)
    store.close()
    assert (refused.value.code, city.stands()) == ("server.not_owner", before)


def test_that_a_desk_is_told_of_its_own_ground_only(archived: Archived) -> None:
    number = "SELECT number FROM moved_ticket"
    assert archived.city.ask("李四", number) == [(archived.ours.number,)]
    assert archived.city.ask("far", number) == [(archived.theirs.number,)]
    assert archived.city.ask("gone", number) == []


def test_that_a_desk_finds_the_month_of_its_own_tickets(archived: Archived) -> None:
    store = archived.city.store("李四")
    moved = store.archive().moved_out
    assert moved.month_of(archived.ours.number, archived.ours.centre) == "2024-03"
    assert moved.month_of(archived.theirs.number, FAR_VILLAGE) is None
    store.close()


def test_that_the_full_caller_is_nowhere_any_more(archived: Archived) -> None:
    with archived.city.owner() as owner:
        assert owner.execute("SELECT count(*) FROM caller WHERE ticket = %s", (archived.ours.id,)).fetchone() == (0,)


def _at_its_end(ticket: Ticket) -> dict[str, object]:
    return {"version": ticket.version + 1}


def test_that_a_moved_ticket_is_not_reopened(archived: Archived) -> None:
    ours = archived.ours
    answer = archived.city.staged("lead", Kind.REOPENED, ours, State.FILED, reason="x", **_at_its_end(ours))
    assert answer == "PC403 ticket.moved_out"


def test_that_the_ticket_of_another_ground_is_unknown_also_when_it_was_moved(archived: Archived) -> None:
    theirs = archived.theirs
    answer = archived.city.staged("lead", Kind.REOPENED, theirs, State.FILED, reason="x", **_at_its_end(theirs))
    assert answer == "PC403 ticket.unknown"


def test_that_the_key_of_a_moved_line_stays_used(archived: Archived) -> None:
    answer = archived.city.line("all", Kind.EXPORTED, None, key=archived.key)
    assert answer == "PC403 order.already_carried_out"


def test_that_a_moved_number_of_outside_is_not_taken_in_again(archived: Archived) -> None:
    assert archived.city.taken_in(outside_number="A-1")[1] == "PC403 ticket.already_taken_in"


def test_that_a_moved_number_is_not_given_again(archived: Archived) -> None:
    with archived.city.owner() as owner:
        owner.execute("SELECT setval('ticket_number', 100)")
    assert archived.city.taken_in(number=archived.ours.number)[1] == "PC403 journal.not_lawful"
