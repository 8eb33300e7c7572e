"""Months moved out of a database: nothing is lost, nothing is counted anew, and nothing comes in a second time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from console.behind import Number
from console.domain.errors import Refused
from console.domain.period import Period
from console.domain.point import Point
from console.domain.ticket import State
from console.journal import Kind
from console.ports import LogLine
from console.settings import Database, parse
from console.tally import Dim
from db import archiving, tables
from db.counting import recount
from db.engine import SqlStore
from db.moved.tables import moved_ticket
from db.moving.choosing import choose
from db.moving.files import Moved, manifest_of, read, write
from db.moving.moving import Mover
from tests.builders import CITY, DISTRICT, NOON, OTHER_DISTRICT, VILLAGE, a_ticket, an_entry, an_operator
from tests.db.archives import APRIL, CALLER, MARCH, Past, archive, lived

SPRING = Period(date(2024, 3, 1), date(2024, 5, 31), ZoneInfo("UTC"))
MARCH_FILE, APRIL_FILE = "2024-03.jsonl.gz", "2024-04.jsonl.gz"
A_DAY = timedelta(days=1)


@pytest.fixture
def store(sql_store: SqlStore) -> SqlStore:
    return sql_store


@pytest.fixture
def past(store: SqlStore) -> Past:
    return lived(store)


def gone(past: Past) -> set[int]:
    return {int(one.id) for one in (*past.march, *past.april, past.duplicate, past.master)}


def dry_run() -> Database:
    told = parse(["db", "archive", "--before", "2024-05", "--dry-run", "--zone", "UTC"], environment={})
    assert isinstance(told, Database)
    return told


def rows(store: SqlStore, column: object) -> set[int]:
    with store.engine.connect() as connection:
        return set(connection.execute(select(column)).scalars())  # type: ignore[call-overload]


def test_that_what_ended_leaves_with_its_lines_and_all_else_stays(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    assert rows(store, tables.ticket.c.id) == {
        int(one.id) for one in (past.of_open, past.patrolled, past.owed, past.open)
    }
    assert rows(store, tables.journal.c.ticket) - {None} == rows(store, tables.ticket.c.id)
    assert rows(store, moved_ticket.c.ticket) == gone(past)


def test_that_each_month_has_a_file_with_every_line_and_nobody_s_name(
    store: SqlStore, past: Past, tmp_path: Path
) -> None:
    archive(store, tmp_path)
    march = list(read(tmp_path / MARCH_FILE))
    assert [one.ticket["id"] for one in march] == [one.id for one in past.march]
    assert [len(one.lines) for one in march] == [one.version for one in past.march]
    assert {one.ticket["caller_name"] for one in march} == {"张**"}
    assert CALLER.name.encode() not in gzip.decompress((tmp_path / MARCH_FILE).read_bytes())
    # A duplicate goes with the ticket that it was merged into.
    assert past.duplicate.id in {one.ticket["id"] for one in read(tmp_path / APRIL_FILE)}


def test_that_a_manifest_tells_what_lies_in_the_file(store: SqlStore, past: Past, tmp_path: Path) -> None:
    answer = archive(store, tmp_path)
    told = json.loads((tmp_path / manifest_of(MARCH_FILE)).read_text("utf-8"))
    lines = sum(one.version for one in past.march)
    assert (told["tickets"], told["lines"], told["callers"]) == (5, lines, "masked")
    assert (told["first_number"], told["last_number"]) == (past.march[0].number, past.march[-1].number)
    assert (told["seal"], told["sha256"]) == (1, answer["files"][0]["sha256"])  # type: ignore[index]


def test_that_what_stays_is_told_by_why(store: SqlStore, past: Past, tmp_path: Path) -> None:
    assert archive(store, tmp_path)["held_back"] == {"awaited": 2, "merged": 1}


def test_that_a_dry_run_changes_nothing(store: SqlStore, past: Past) -> None:
    before = store.archive().counts()
    told = archiving.run(dry_run(), store)
    assert told["months"] == {"2024-03": {"tickets": 5, "lines": 40}, "2024-04": {"tickets": 5, "lines": 40}}
    assert (store.archive().counts(), rows(store, moved_ticket.c.ticket)) == (before, set())


def test_that_a_whole_database_is_whole_before_and_after(store: SqlStore, past: Past, tmp_path: Path) -> None:
    assert store.auditor().verify().findings == ()
    archive(store, tmp_path)
    verdict = store.auditor().verify((), lambda _: None, tmp_path)
    moved = sum(one.version for one in (*past.march, *past.april, past.duplicate, past.master))
    assert verdict.findings == ()
    assert (verdict.moved, verdict.in_files) == (moved, moved)
    assert store.auditor().verify().findings == ()


def test_that_the_journal_tells_of_each_file(store: SqlStore, past: Past, tmp_path: Path) -> None:
    answer = archive(store, tmp_path)
    with store.engine.connect() as connection:
        line = tables.journal.c
        told = connection.execute(select(line.detail).where(line.kind == Kind.MOVED_OUT.value).order_by(line.seq))
        written = [json.loads(detail) for detail in told.scalars()]
    assert [(one["what"], one["sha256"]) for one in written] == [
        (file["file"], file["sha256"])
        for file in answer["files"]  # type: ignore[attr-defined]
    ]


def test_that_seals_made_before_go_on_holding(store: SqlStore, past: Past, tmp_path: Path) -> None:
    seen = store.auditor().anchor(NOON, timedelta())
    assert seen is not None
    archive(store, tmp_path)
    store.auditor().anchor(NOON + A_DAY, timedelta())
    assert store.auditor().verify((seen,)).findings == ()


def test_that_a_database_that_is_not_whole_is_left_alone(store: SqlStore, past: Past, tmp_path: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(tables.journal.update().where(tables.journal.c.version == 3).values(reason="x"))
    with pytest.raises(Refused) as refused:
        archive(store, tmp_path)
    assert (refused.value.code, list(tmp_path.glob("*.gz"))) == ("journal.broken", [])


def test_that_indicators_and_what_is_behind_them_are_counted_as_before(
    store: SqlStore, past: Past, tmp_path: Path
) -> None:
    number = Number(period=SPRING, centre=CITY, dim=Dim.REGION, code=None, numerator="closed", denominator="reported")

    def told() -> tuple[object, ...]:
        read = store.archive()
        counted = [read.counted(dim, SPRING, centre) for dim in Dim for centre in (CITY, DISTRICT, VILLAGE)]
        return *counted, [(one.ticket, one.number) for one in read.behind(number, 99, only_above=False)]

    before = told()
    archive(store, tmp_path)
    assert told() == before


@pytest.mark.parametrize("day", [MARCH, MARCH + A_DAY, APRIL, NOON], ids=["march", "day after", "april", "now"])
def test_that_a_log_with_the_archive_at_hand_is_as_before(
    store: SqlStore, past: Past, tmp_path: Path, day: datetime
) -> None:
    def told(folder: Path | None) -> list[list[LogLine]]:
        read, span = store.archive(folder), (day - A_DAY / 2, day + A_DAY / 2)
        lines = [list(asked(*span, VILLAGE)) for asked in (read.lines, read.due_between)]
        return [sorted(some, key=lambda line: (line.entry.at, str(line.entry.key))) for some in lines]

    before = told(None)
    archive(store, tmp_path)
    assert told(tmp_path) == before


def test_that_only_days_with_moved_lines_lie_in_the_archive(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    moved = store.archive().moved_out
    assert moved.months(MARCH, MARCH + A_DAY, VILLAGE) == ("2024-03", "2024-04")
    assert moved.months(APRIL, APRIL + A_DAY, VILLAGE) == ("2024-04",)
    assert moved.months(NOON, NOON + A_DAY, VILLAGE) == ()
    assert moved.months(MARCH, MARCH + A_DAY, OTHER_DISTRICT) == ()
    assert store.archive(tmp_path).moved_out.months(MARCH, MARCH + A_DAY, VILLAGE) == ()


def test_that_a_ticket_is_found_by_its_number_in_its_month(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    moved, one = store.archive().moved_out, past.march[0]
    assert store.archive().find(one.number) is None
    assert [moved.month_of(name, VILLAGE) for name in (one.number, one.outside_number)] == ["2024-03", "2024-03"]
    assert moved.month_of(one.number, OTHER_DISTRICT) is None
    assert moved.month_of(past.open.number, VILLAGE) is None
    assert moved.tickets(VILLAGE, [State.CLOSED], MARCH, APRIL) == len(past.march) + 1


def test_that_a_past_board_is_told_from_where_all_is_there(store: SqlStore, past: Past, tmp_path: Path) -> None:
    after = APRIL + 4 * A_DAY
    before = store.archive().as_of(VILLAGE, after)
    archive(store, tmp_path)
    assert store.archive().as_of(VILLAGE, after) == before
    store.archive().passed(VILLAGE, Point.after(after), NOON, 9)
    for asked in (
        lambda: store.archive().as_of(VILLAGE, MARCH),
        lambda: store.archive().passed(VILLAGE, Point.after(MARCH), NOON, 9),
    ):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.facts == {"month": "2024-04"}


def test_that_what_was_moved_out_does_not_come_in_again(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    registry, one = store.registry(), past.march[0]
    assert registry.known_outside_numbers([one.outside_number, "new"]) == {one.outside_number}
    again = [
        one,
        a_ticket(outside_number=one.outside_number, state=State.CLOSED),
        a_ticket(number=one.number, state=State.CLOSED),
    ]
    assert registry.add_past([(ticket, [an_entry(ticket)]) for ticket in again]) == 0


def test_that_a_new_ticket_bears_no_number_of_a_moved_one(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    one = past.march[0]
    for ticket, code in (
        (a_ticket(id=one.id), "ticket.moved_out"),
        (a_ticket(number=one.number), "ticket.moved_out"),
        (a_ticket(outside_number=one.outside_number), "ticket.already_taken_in"),
    ):
        with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
            uow.record(ticket, (an_entry(ticket),))
        assert refused.value.code == code


def test_that_an_order_on_a_moved_ticket_is_told_where_it_lies(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.ticket(past.march[0].id)
    assert refused.value.facts == {"number": past.march[0].number, "month": "2024-03"}


def test_that_a_key_of_a_moved_line_is_not_used_again(store: SqlStore, past: Past, tmp_path: Path) -> None:
    key = next(iter(store.archive().timeline(past.march[0].id)[1])).key
    archive(store, tmp_path)
    ticket = a_ticket()
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.record(ticket, (an_entry(ticket, key=key),))
    assert refused.value.code == "order.already_carried_out"


def test_that_a_second_run_moves_what_may_go_by_then(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    assert archive(store, tmp_path)["files"] == []
    with store.unit_of_work() as uow:
        uow.ledgers.end_patrol(past.patrolled.id)
        uow.commit()
    assert [file["file"] for file in archive(store, tmp_path)["files"]] == ["2024-03-2.jsonl.gz"]  # type: ignore[attr-defined]
    assert store.auditor().verify((), lambda _: None, tmp_path).findings == ()


def test_that_a_ticket_that_is_touched_meanwhile_stays(store: SqlStore, past: Past, tmp_path: Path) -> None:
    zone = ZoneInfo("UTC")
    with store.engine.connect() as connection:
        families = choose(connection, NOON, zone, is_plan=True).months["2024-03"]
    touched = replace(past.march[0], version=past.march[0].version + 1, changed_at=NOON)
    with store.unit_of_work() as uow:
        uow.record(touched, (an_entry(touched, version=touched.version, from_state=State.CLOSED),))
        uow.commit()
    mover = Mover(store.engine, tmp_path, zone, an_operator())
    assert mover.choose(mover.begin("2024-03"), families, NOON) == len(families) - 1


def test_that_a_chosen_ticket_can_be_read_and_not_be_changed(store: SqlStore, past: Past, tmp_path: Path) -> None:
    mover = Mover(store.engine, tmp_path, ZoneInfo("UTC"), an_operator())
    mover.choose(mover.begin("2024-03"), [(int(past.march[0].id),)], NOON)
    assert store.archive().find(past.march[0].number) is not None
    touched = replace(past.march[0], version=past.march[0].version + 1, changed_at=NOON)
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.record(touched, (an_entry(touched, version=touched.version, from_state=State.CLOSED),))
    assert refused.value.code == "ticket.moved_out"


def test_that_a_folder_that_cannot_be_written_takes_nothing(store: SqlStore, past: Past, tmp_path: Path) -> None:
    (tmp_path / "2024-03.jsonl.gz").mkdir()
    (tmp_path / "a file").write_text("")
    with pytest.raises(Refused) as refused:
        archive(store, tmp_path / "a file")
    assert refused.value.code == "file.not_writable"
    assert rows(store, moved_ticket.c.ticket) == set()


def test_that_of_two_runs_at_once_one_stops(store: SqlStore, past: Past, tmp_path: Path) -> None:
    first, second = (Mover(store.engine, tmp_path, ZoneInfo("UTC"), an_operator()) for _ in range(2))
    one, other = ((int(ticket.id),) for ticket in past.march[:2])
    file = first.begin("2024-03")
    first.choose(file, [one], NOON)
    second.finish(file, 1, NOON)
    with pytest.raises(Refused) as refused:
        first.choose(file, [other], NOON)
    assert refused.value.code == "archive.another_runs"


def test_that_a_run_that_comes_too_late_leaves_the_file_alone(
    store: SqlStore, past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, quick = (Mover(store.engine, tmp_path, ZoneInfo("UTC"), an_operator()) for _ in range(2))
    file = late.begin("2024-03")
    late.choose(file, [(int(ticket.id),) for ticket in past.march], NOON)

    def write_slowly(target: Path, tickets: Iterable[Moved]) -> None:
        monkeypatch.undo()
        write(target, tickets)
        whole = target.read_bytes()
        quick.finish(file, 1, NOON)
        target.write_bytes(whole)

    monkeypatch.setattr("db.moving.moving.write", write_slowly)
    with pytest.raises(Refused) as refused:
        late.finish(file, 1, NOON)
    assert refused.value.code == "archive.another_runs"
    assert [one.ticket["id"] for one in read(tmp_path / file)] == [one.id for one in past.march]


def test_that_a_file_of_somebody_else_is_not_overwritten(store: SqlStore, past: Past, tmp_path: Path) -> None:
    mover = Mover(store.engine, tmp_path, ZoneInfo("UTC"), an_operator())
    file = mover.begin("2024-03")
    mover.choose(file, [(int(past.march[0].id),)], NOON)
    (tmp_path / file).write_text("mine")
    with pytest.raises(Refused) as refused:
        mover.finish(file, 1, NOON)
    assert (refused.value.code, (tmp_path / file).read_text()) == ("archive.occupied", "mine")


def test_that_a_month_that_is_to_come_is_refused(store: SqlStore, past: Past, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        archive(store, tmp_path, before="2999-01")
    assert refused.value.code == "archive.not_over"


def test_that_counting_everything_anew_keeps_what_was_moved_out(store: SqlStore, past: Past, tmp_path: Path) -> None:
    archive(store, tmp_path)
    before = store.archive().counted(Dim.REGION, SPRING, CITY)
    with store.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        recount(connection)
    assert store.archive().counted(Dim.REGION, SPRING, CITY) == before
