"""The outbox: the same contract in memory and on the disk, and what only a disk can do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from sqlalchemy import make_url

from console.domain.errors import Refused, Stale
from console.domain.ticket import Caller, TicketId
from console.kept import End, Stand
from console.orders import Accept, AnyOrder, TakeIn
from console.ports import Outage, Outbox
from db.outbox import CONSOLES_MAX, VERSION, SqlOutbox, open_outbox
from tests.builders import IN_GRID, NOON, an_operator
from tests.fake_outbox import FakeOutbox
from tests.orders_of_all_kinds import orders

BY = an_operator()
URL = make_url("postgresql://li@db.city.example/city")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def an_order(ticket: int = 1, seen: int = 1) -> Accept:
    return Accept(by=BY, ticket=TicketId(ticket), seen=seen)


def opened(folder: Path, operator: str = BY.name) -> SqlOutbox:
    return open_outbox(folder, URL, operator)


@pytest.fixture(params=["fake", "disk"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    made: Outbox = FakeOutbox(BY.name) if request.param == "fake" else opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def after_a_crash(tmp_path: Path) -> Iterator[Callable[[SqlOutbox], SqlOutbox]]:
    """Return what opens the outbox as it is on the disk, without its console having closed it."""
    open_ones: list[SqlOutbox] = []

    def crash(outbox: SqlOutbox) -> SqlOutbox:
        # The lock of a process goes with it; within one process it has to be given up.
        outbox._connection.close()
        open_ones.append(opened(outbox.path.parent))
        return open_ones[-1]

    yield crash
    for outbox in open_ones:
        outbox.close()


def test_that_orders_come_out_in_the_order_they_were_put_in(outbox: Outbox) -> None:
    first, second, third = an_order(3), an_order(1), an_order(2)
    outbox.put([first, second], Stand.QUEUED, NOON)
    outbox.put([third], Stand.QUEUED, NOON)
    assert [one.order for one in outbox.all()] == [first, second, third]


def test_that_an_order_put_again_comes_to_the_end_and_is_there_once(outbox: Outbox) -> None:
    first, second = an_order(1), an_order(2)
    outbox.put([first, second], Stand.HELD, NOON)
    outbox.put([first], Stand.QUEUED, NOON)
    assert [(one.order, one.stand) for one in outbox.all()] == [(second, Stand.HELD), (first, Stand.QUEUED)]


def test_that_what_speaks_against_an_order_stays_with_it(outbox: Outbox) -> None:
    order = an_order()
    outbox.put([order], Stand.QUEUED, NOON)
    outbox.park({order.key: Stale(ticket=1, version=4, by="王五", kind="filed", at=NOON)})
    (one,) = outbox.all()
    assert one.why is not None
    assert (one.stand, one.why.code, one.why.facts["by"], one.why.facts["at"]) == (
        Stand.REVIEW,
        "ticket.stale",
        "王五",
        NOON,
    )


def test_that_an_order_that_is_gone_cannot_be_parked(outbox: Outbox) -> None:
    outbox.park({an_order().key: Refused("ticket.unknown", ticket=1)})
    assert outbox.all() == ()


def test_that_what_ended_is_kept_no_longer_and_stands_in_the_record(outbox: Outbox) -> None:
    order = an_order()
    outbox.put([order], Stand.QUEUED, NOON)
    outbox.end([order.key], End.SENT, NOON)
    assert (outbox.all(), [(line.order, line.how) for line in outbox.ended(NOON)]) == ((), [(order, End.SENT)])


def test_that_an_order_ends_once(outbox: Outbox) -> None:
    order = an_order()
    outbox.put([order], Stand.QUEUED, NOON)
    outbox.end([order.key], End.SENT, NOON)
    outbox.end([order.key], End.GIVEN_UP, NOON)
    assert [line.how for line in outbox.ended(NOON)] == [End.SENT]


def test_that_what_was_sent_is_forgotten_after_a_day_and_what_was_given_up_is_not(outbox: Outbox) -> None:
    sent, given_up, later = an_order(1), an_order(2), an_order(3)
    outbox.put([sent, given_up, later], Stand.QUEUED, NOON)
    outbox.end([sent.key], End.SENT, NOON)
    outbox.end([given_up.key], End.GIVEN_UP, NOON)
    outbox.end([later.key], End.SENT, NOON + DAY + HOUR)
    assert [line.order for line in outbox.ended(NOON)] == [given_up, later]


def test_that_nothing_is_lost_in_a_crash(
    tmp_path: Path, after_a_crash: Callable[[SqlOutbox], SqlOutbox], caplog: pytest.LogCaptureFixture
) -> None:
    outbox = opened(tmp_path)
    held, queued, in_review = an_order(1), an_order(2), an_order(3)
    outbox.put([held], Stand.HELD, NOON)
    outbox.put([queued, in_review], Stand.QUEUED, NOON)
    outbox.park({in_review.key: Refused("operator.role_missing", verb="accept", roles=["dispatcher"])})
    before = outbox.all()
    after = after_a_crash(outbox).all()
    assert (after, after[2].why and after[2].why.facts) == (before, {"verb": "accept", "roles": ["dispatcher"]})


@settings(max_examples=30)
@given(order=orders())
def test_that_every_order_comes_back_from_the_disk_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, order: AnyOrder
) -> None:
    folder = tmp_path_factory.mktemp("outbox")
    outbox = opened(folder)
    outbox.put([order], Stand.QUEUED, NOON)
    outbox.close()
    again = opened(folder)
    found = again.all()
    again.close()
    assert [one.order for one in found] == [order]


def test_that_what_is_kept_is_on_the_disk_before_anybody_is_told(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    (settled,) = outbox._connection.execute("PRAGMA synchronous").fetchone()
    outbox.close()
    full = 2
    assert settled == full


def test_that_two_consoles_of_one_operator_have_each_their_own(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.put([an_order()], Stand.QUEUED, NOON)
    seen = second.all()
    first.close()
    second.close()
    assert seen == ()


def test_that_the_next_console_takes_over_what_a_dead_one_left(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    left, later = an_order(1), an_order(2)
    second.put([left], Stand.QUEUED, NOON)
    first.put([later], Stand.QUEUED, NOON)
    first.close()
    second.close()
    again = opened(tmp_path)
    found, files = again.all(), list(tmp_path.glob("*.outbox"))
    again.close()
    assert ([one.order for one in found], len(files)) == ([later, left], 1)


def test_that_taking_over_twice_leaves_an_order_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    order = an_order()
    for outbox in (first, second):
        outbox.put([order], Stand.QUEUED, NOON)
        outbox.close()
    again = opened(tmp_path)
    found = again.all()
    again.close()
    assert [one.order for one in found] == [order]


def test_that_each_operator_and_each_database_has_an_outbox_of_its_own(tmp_path: Path) -> None:
    outboxes = [opened(tmp_path), opened(tmp_path, "王五"), open_outbox(tmp_path, make_url("sqlite:///a.db"), BY.name)]
    for outbox in outboxes:
        outbox.close()
    assert len({outbox.path for outbox in outboxes}) == len(outboxes)


def test_that_the_same_database_is_the_same_whoever_signs_in_there(tmp_path: Path) -> None:
    first = open_outbox(tmp_path, make_url("postgresql://li:secret@db:5432/city?sslmode=verify-full"), BY.name)
    first.close()
    second = open_outbox(tmp_path, make_url("postgresql+psycopg://wang@db:5432/city"), BY.name)
    second.close()
    assert first.path == second.path


def test_that_who_called_is_not_in_the_record_of_what_was_given_up(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    order = TakeIn(
        by=BY, id=TicketId(1), category="2101", title="井盖", source="public", reported_at=NOON, place=IN_GRID,
        caller=Caller("赵先生", "13800000000"),
    )  # fmt: skip
    outbox.put([order], Stand.QUEUED, NOON)
    outbox.end([order.key], End.GIVEN_UP, NOON)
    outbox.close()
    assert not any(b"13800000000" in file.read_bytes() for file in tmp_path.iterdir())


def test_that_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    outbox._connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    outbox.close()
    with pytest.raises(Refused, match=r"outbox\.newer"):
        opened(tmp_path)


def test_that_an_order_that_only_a_newer_version_knows_is_refused_not_lost(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    outbox.put([an_order()], Stand.QUEUED, NOON)
    outbox._connection.execute("UPDATE kept SET form = ?", (json.dumps({"order": "Teleport"}),))
    outbox.close()
    with pytest.raises(Refused, match=r"outbox\.newer"):
        opened(tmp_path)


def test_that_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    outbox.close()
    outbox.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(Refused, match=r"outbox\.damaged"):
        opened(tmp_path)
    assert outbox.path.read_bytes().startswith(b"no database")


def test_that_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match=r"outbox\.not_writable"):
        opened(tmp_path / "file")


def test_that_more_consoles_than_there_are_files_for_is_told(tmp_path: Path) -> None:
    outboxes = [opened(tmp_path) for _ in range(CONSOLES_MAX)]
    with pytest.raises(Refused, match=r"outbox\.not_writable"):
        opened(tmp_path)
    for outbox in outboxes:
        outbox.close()


def test_that_an_order_that_could_not_be_written_is_not_there_and_the_others_are(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    kept, lost = an_order(1), an_order(2)
    outbox.put([kept], Stand.QUEUED, NOON)
    (pages,) = outbox._connection.execute("PRAGMA page_count").fetchone()
    outbox._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = [an_order(n) for n in range(2, 2000)]
    with pytest.raises(Outage):
        outbox.put([lost, *big], Stand.QUEUED, NOON)
    found = outbox.all()
    outbox.close()
    assert [one.order for one in found] == [kept]


def test_that_the_file_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    outbox.close()
    outbox.path.unlink()
    key, at = UUID(int=7), NOON.isoformat()
    form = {
        "order": "Accept", "ticket": 5, "seen": 3, "key": str(key),
        "by": {"name": "李四", "centre": "3205", "roles": ["dispatcher"], "desk": "seat-4"},
    }  # fmt: skip
    with sqlite3.connect(outbox.path) as first:
        first.executescript(
            "CREATE TABLE kept (key TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, stand TEXT NOT NULL,"
            " given_at TEXT NOT NULL, form TEXT NOT NULL, why TEXT) WITHOUT ROWID;"
            "CREATE TABLE record (n INTEGER PRIMARY KEY, at TEXT NOT NULL, how TEXT NOT NULL, form TEXT NOT NULL);"
            "PRAGMA user_version = 1;"
        )
        first.execute("INSERT INTO kept VALUES (?, 1, 'queued', ?, ?, NULL)", (str(key), at, json.dumps(form)))
    first.close()
    again = opened(tmp_path)
    (found,) = again.all()
    again.close()
    assert (found.key, found.order.by.name, found.given_at) == (key, "李四", NOON)
