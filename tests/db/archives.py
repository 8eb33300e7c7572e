"""A database with months that are over, moved out of it by the command of the shell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from console.commands.answering import Answer
from console.domain.aftercare import Patrol, SourceAnswer
from console.domain.records import Records
from console.domain.ticket import Caller, State, Ticket
from console.journal import Kind
from console.settings import Database, parse
from db import archiving
from db.engine import SqlStore
from tests.builders import NOON, VILLAGE, an_entry
from tests.histories import a_history, until

MARCH, APRIL = datetime(2024, 3, 10, 8, tzinfo=UTC), datetime(2024, 4, 10, 8, tzinfo=UTC)
CALLER = Caller("张晓明", "13912345678")
CLOSED = until(Kind.CLOSED, 30.0, 40.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Tickets by what became of them; all but ``open`` have ended."""

    march: tuple[Ticket, ...]
    april: tuple[Ticket, ...]
    duplicate: Ticket
    master: Ticket
    of_open: Ticket
    patrolled: Ticket
    owed: Ticket
    open: Ticket


def lived(store: SqlStore) -> Past:
    """Let tickets of March and April end, some of them needed by what is still open."""
    march = tuple(
        _ended(store, MARCH + timedelta(hours=hour), outside_number=f"A-{hour}", caller=CALLER) for hour in range(5)
    )
    april = tuple(_ended(store, APRIL + timedelta(hours=hour)) for hour in range(3))
    master = _ended(store, APRIL)
    duplicate = _ended(store, MARCH, noted=Records(merged_into=int(master.id)))
    still_open = _put(store, NOON, until(Kind.SIGNED, 0.0, 40.0))
    of_open = _ended(store, MARCH, noted=Records(merged_into=int(still_open.id)))
    patrolled, owed = _ended(store, MARCH), _ended(store, MARCH, outside_number="A-owed")
    with store.unit_of_work() as uow:
        uow.ledgers.plant(
            Patrol(ticket=patrolled.id, centre=VILLAGE, every_days=7, left=2, next_at=NOON, text="", by="李四")
        )
        uow.ledgers.queue_answer(
            SourceAnswer(
                ticket=owed.id, source=owed.source, outside_number="A-owed", outcome=State.CLOSED, text="", made_at=NOON
            )
        )
        uow.note(an_entry())
        uow.commit()
    return Past(
        march=march, april=april, duplicate=duplicate, master=master, of_open=of_open, patrolled=patrolled, owed=owed,
        open=still_open,
    )  # fmt: skip


def command(folder: Path, *more: str, before: str = "2024-05") -> Database:
    told = parse(["db", "archive", "--before", before, "--to", str(folder), "--zone", "UTC", *more], environment={})
    assert isinstance(told, Database)
    return told


def archive(store: SqlStore, folder: Path, before: str = "2024-05") -> Answer:
    """Move everything before the month into the folder."""
    return archiving.run(command(folder, before=before), store)


def _ended(store: SqlStore, at: datetime, **changes: Any) -> Ticket:
    return _put(store, at, CLOSED, **changes)


def _put(store: SqlStore, at: datetime, steps: Any, **changes: Any) -> Ticket:
    ticket, entries = a_history(*steps, reported_at=at, **changes)
    assert store.registry().add_past([(ticket, entries)]) == 1
    return ticket
