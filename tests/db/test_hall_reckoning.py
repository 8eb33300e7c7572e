"""The hall's reckoning: what it counts as lost, missed or told twice is just that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import update

from console.domain.grid import RegionCode
from console.journal import News
from console.ports import Mark
from db import tables
from db.engine import SqlStore, open_store
from db.hall.plan import Acknowledged
from db.hall.reckoning import Diary, Line, MarkedFeed, last_line, reckon, since
from db.hall.script import TITLE
from tests.builders import CITY, a_ticket, an_entry

KEY = uuid4()


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return cast("SqlStore", open_store(f"sqlite:///{(tmp_path / 'hall.db').as_posix()}"))


def take_in(store: SqlStore) -> Acknowledged:
    ticket = a_ticket(title=TITLE)
    entry = an_entry(ticket)
    with store.unit_of_work() as uow:
        uow.record(ticket, (entry,))
        uow.commit()
    return Acknowledged(entry.key, 1, 0.0)


def counts(store: SqlStore, after: int, *done: Acknowledged) -> tuple[int, int, int]:
    found = reckon(store, after, done)
    store.close()
    return found.lost, found.uneven, found.unasked


def test_that_what_is_there_as_it_was_acknowledged_is_in_order(store: SqlStore) -> None:
    take_in(store)
    after = last_line(store)
    assert counts(store, after, take_in(store), take_in(store)) == (0, 0, 0)


def test_that_an_order_that_is_not_in_the_journal_is_lost(store: SqlStore) -> None:
    assert counts(store, 0, take_in(store), Acknowledged(uuid4(), 1, 0.0)) == (1, 0, 0)


def test_that_an_order_of_other_lines_than_its_desk_was_told_of_is_uneven(store: SqlStore) -> None:
    assert counts(store, 0, replace(take_in(store), lines=2)) == (0, 1, 0)


def test_that_an_order_that_no_desk_knows_to_be_done_is_unasked(store: SqlStore) -> None:
    take_in(store)
    assert counts(store, 0) == (0, 0, 1)


def test_that_a_line_that_was_written_over_is_a_fault(store: SqlStore) -> None:
    done = take_in(store)
    with store.engine.begin() as connection:
        connection.execute(update(tables.journal).values(reason="another"))
    found = reckon(store, 0, [done])
    store.close()
    assert found.faults == 1


def a_line(*, seq: int = 7, written: str = "100") -> Line:
    return Line(KEY, 0, seq, written, 1)


def a_diary(*marks: str) -> Diary:
    diary = Diary()
    diary.marks += [Mark(text) for text in ("server 1/00000001 0 0 1:1:", *marks)]
    return diary


def test_that_a_desk_that_was_never_told_of_a_line_has_missed_it(store: SqlStore) -> None:
    take_in(store)
    told, left_out = Diary(), Diary()
    feed = store.feed(CITY)
    _, all_news = feed.since(Mark(feed.mark().text.rsplit(" ", 2)[0] + " 0 0"))
    for news in all_news:
        told.note(news)
    feed.close()
    found = since(store, 0)
    store.close()
    assert (found.missed(CITY, [told]), found.missed(CITY, [told, left_out])) == (0, 1)


def test_that_a_desk_misses_nothing_of_what_it_may_not_see(store: SqlStore) -> None:
    take_in(store)
    found = since(store, 0)
    store.close()
    assert found.missed(RegionCode("99"), [Diary()]) == 0


def test_that_a_line_that_is_told_again_is_repeated() -> None:
    diary, entry = Diary(), an_entry()
    diary.note(News(entries=(entry, replace(entry, part=1))))
    diary.note(News(entries=(entry,)))
    assert diary.repeated == 1


@pytest.mark.parametrize(
    ("snapshot", "lacks"), [("101:101:", False), ("90:101:99", False), ("90:101:100", True), ("90:100:", True)]
)
def test_that_a_board_that_was_loaded_anew_has_what_was_committed_by_then(snapshot: str, lacks: bool) -> None:
    assert a_diary(f"server 1/00000002 0 0 {snapshot}").lacks(a_line()) is lacks


@pytest.mark.parametrize(("last", "lacks"), [(7, False), (6, True)])
def test_that_on_a_file_a_line_is_there_by_its_number(last: int, lacks: bool) -> None:
    assert a_diary(f"file a 0 0 {last} 0").lacks(a_line()) is lacks


def test_that_the_board_that_was_loaded_first_excuses_nothing() -> None:
    diary = Diary()
    diary.marks.append(Mark("file a 0 0 99 0"))
    assert diary.lacks(a_line())


def test_that_the_marks_of_a_feed_are_entered(store: SqlStore) -> None:
    diary = Diary()
    feed = MarkedFeed(store.feed(CITY), diary)
    mark = feed.mark()
    feed.close()
    store.close()
    assert diary.marks == [mark]
