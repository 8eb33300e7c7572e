"""The desk: orders one after another, questions beside them, and a log written whole or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk import Desk
from console.domain.errors import Refused
from console.domain.ticket import State, TicketId
from console.journal import Kind
from console.orders import Accept, TakeIn
from console.ports import Outage
from console.questions import FindTicket, GivenSince, Situation, Timeline, WriteDayLog
from tests.builders import CITY, DISTRICT, IN_GRID, NOON, OTHER_DISTRICT, a_crew, a_region_tree, an_operator
from tests.fakes import FakeClock, FakeStore

BY = an_operator(centre=CITY)
GIVEN = GivenSince(centre=CITY, since=NOON - timedelta(hours=1))


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    made.registry().add_regions(a_region_tree())
    made.registry().add_crews([a_crew()])
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(store: FakeStore, clock: FakeClock) -> Iterator[Desk]:
    made = Desk(store, clock)
    yield made
    made.close()


@pytest.fixture
def write(desk: Desk, tmp_path: Path) -> Callable[..., WriteDayLog]:
    def made(out: Path | None = None, form: str = "json") -> WriteDayLog:
        return WriteDayLog(
            by=BY,
            day=NOON.date(),
            zone="UTC",
            format=form,
            out=out or tmp_path / f"log.{form}",
            lang="en",
            reason="Shift's daily log",
        )

    return made


def take_in(id_: int = 1) -> TakeIn:
    return TakeIn(
        by=BY, id=TicketId(id_), category="2101", title="窨井盖", source="public", reported_at=NOON, place=IN_GRID
    )


def kinds(store: FakeStore) -> list[Kind]:
    return [line.entry.kind for line in store.rows.lines]


def test_that_an_order_brings_its_news(desk: Desk) -> None:
    assert desk.submit(take_in()).result().tickets[0].state is State.REPORTED


def test_that_orders_are_done_one_after_another(desk: Desk, store: FakeStore) -> None:
    desk.submit(take_in())
    accepted = desk.submit(Accept(by=BY, ticket=TicketId(1), seen=1)).result()
    assert accepted.tickets[0].state is State.ACCEPTED


def test_that_what_a_rule_refuses_is_raised_to_whoever_asked(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        desk.submit(Accept(by=BY, ticket=TicketId(1), seen=1)).result()


def test_that_an_order_in_an_outage_is_raised_and_logged_without_what_it_says(
    desk: Desk, store: FakeStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.cut()
    with pytest.raises(Outage):
        desk.submit(take_in()).result()
    assert "窨井盖" not in caplog.text


def test_that_an_order_given_twice_is_done_once(desk: Desk, store: FakeStore) -> None:
    order = take_in()
    first, second = desk.submit(order).result(), desk.submit(order).result()
    assert (first, len(store.rows.tickets)) == (second, 1)


def test_that_closing_does_what_was_ordered(store: FakeStore) -> None:
    desk = Desk(store, FakeClock())
    for id_ in range(1, 20):
        desk.submit(take_in(id_))
    desk.close()
    assert len(store.rows.tickets) == 19


def test_that_closing_drops_questions_nobody_waits_for(store: FakeStore) -> None:
    desk = Desk(store, FakeClock())
    asked = [desk.ask(Situation(centre=CITY)) for _ in range(50)]
    desk.close()
    for question in asked:
        with suppress(CancelledError):
            question.result(timeout=0)


def test_that_a_question_does_not_wait_behind_orders(desk: Desk, store: FakeStore) -> None:
    desk.submit(take_in()).result()
    store.writing.acquire()
    held_up = desk.submit(take_in(2))
    answer = desk.ask(FindTicket(number="100001", centre=CITY)).result(timeout=5)
    store.writing.release()
    held_up.result()
    assert answer.id == TicketId(1)


def test_that_nobody_finds_a_ticket_that_is_not_theirs_to_read(desk: Desk) -> None:
    desk.submit(take_in()).result()
    found = [desk.ask(FindTicket(number="100001", centre=centre)).result() for centre in (DISTRICT, OTHER_DISTRICT)]
    assert [ticket is not None for ticket in found] == [True, False]


def test_that_a_timeline_brings_the_ticket_with_its_lines(desk: Desk) -> None:
    desk.submit(take_in()).result()
    ticket, entries = desk.ask(Timeline(ticket=TicketId(1))).result()
    assert (ticket.id, [entry.kind for entry in entries]) == (TicketId(1), [Kind.TAKEN_IN])


def test_that_a_log_is_written_and_its_lines_counted(desk: Desk, write: Callable[..., WriteDayLog]) -> None:
    desk.submit(take_in()).result()
    order = write()
    assert desk.ask(order).result() == 1
    assert "窨井盖" in order.out.read_text("utf-8")


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_that_each_form_can_be_written(desk: Desk, write: Callable[..., WriteDayLog], form: str) -> None:
    desk.submit(take_in()).result()
    order = write(form=form)
    desk.ask(order).result()
    assert order.out.stat().st_size > 0


def test_that_an_export_is_in_the_journal_with_its_reason(
    desk: Desk, store: FakeStore, write: Callable[..., WriteDayLog]
) -> None:
    desk.ask(write()).result()
    entry = store.rows.lines[-1].entry
    assert (entry.kind, entry.reason, entry.detail["what"]) == (
        Kind.EXPORTED,
        "Shift's daily log",
        f"log {NOON.date()} json",
    )


def test_that_an_export_that_cannot_be_noted_writes_no_file(
    desk: Desk,
    store: FakeStore,
    write: Callable[..., WriteDayLog],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(store, "unit_of_work", _cut)
    order = write()
    with pytest.raises(Outage):
        desk.ask(order).result()
    assert not order.out.exists()
    assert list(order.out.parent.iterdir()) == []


def _cut() -> None:
    raise Outage("no link")


def test_that_a_file_that_cannot_be_written_is_refused_and_not_noted(
    desk: Desk, store: FakeStore, write: Callable[..., WriteDayLog], tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        desk.ask(write(out=tmp_path / "no folder" / "log.json")).result()
    assert (refused.value.code, kinds(store)) == ("file.no_folder", [])


def test_that_an_unknown_zone_is_refused(desk: Desk, write: Callable[..., WriteDayLog]) -> None:
    with pytest.raises(Refused) as refused:
        desk.ask(replace(write(), zone="Mars/Olympus")).result()
    assert refused.value.code == "zone.unknown"


def test_that_the_day_is_the_one_of_the_zone(desk: Desk, write: Callable[..., WriteDayLog]) -> None:
    desk.submit(take_in()).result()
    tomorrow = replace(write(), day=NOON.date() + timedelta(days=1), zone="Pacific/Kiritimati")
    assert desk.ask(tomorrow).result() == 1


def test_that_a_written_log_says_what_stands_in_it(desk: Desk, write: Callable[..., WriteDayLog]) -> None:
    desk.submit(take_in()).result()
    order = write()
    desk.ask(order).result()
    assert isinstance(json.loads(order.out.read_text("utf-8")), dict)


def test_that_the_threads_are_named_for_what_they_do(store: FakeStore) -> None:
    desk = Desk(store, FakeClock())
    desk.submit(take_in()).result()
    desk.ask(Situation(centre=CITY)).result()
    named = {thread.name.rsplit("_", 1)[0] for thread in threading.enumerate()}
    desk.close()
    assert {"desk-writer", "desk-reader"} <= named


@pytest.mark.parametrize(("stands", "asked"), [(False, {BY.name: 1}), (True, {})], ids=["none", "a standby"])
def test_that_reports_are_asked_of_a_standby_where_there_is_one(
    desk: Desk, store: FakeStore, clock: FakeClock, stands: bool, asked: dict[str, int]
) -> None:
    desk.submit(take_in()).result()
    clock.advance(timedelta(seconds=1))
    store.standby = FakeStore() if stands else None
    assert desk.ask(GIVEN).result() == asked


def test_that_the_primary_answers_for_a_standby_that_fails(
    desk: Desk, store: FakeStore, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    desk.submit(take_in()).result()
    clock.advance(timedelta(seconds=1))
    store.standby = FakeStore()
    store.standby.cut("gone")
    assert desk.ask(GIVEN).result() == {BY.name: 1}
    assert "The primary answers GivenSince: gone" in caplog.text
