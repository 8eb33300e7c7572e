"""Indicators at the desk: asked for, told day by day, taken apart into tickets, and written to a file with a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.behind import Number
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.period import Period
from console.domain.shift import Role
from console.journal import Kind
from console.questions import CountIndicators, CountSpans, GivenSince, HandedOver, TicketsBehind, WriteIndicators
from console.tally import Dim
from tests.builders import CITY, DISTRICT, NOON, OTHER_DISTRICT, VILLAGE, a_region_tree, a_ticket, an_entry, an_operator
from tests.fakes import FakeClock, FakeStore
from tests.widgets.conftest import Inline

PERIOD = Period(date(2024, 5, 6), date(2024, 5, 7), ZoneInfo("Asia/Shanghai"))
BY_REGION = CountIndicators(centre=CITY, period=PERIOD, dim=Dim.REGION, lang="en")


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    made.registry().add_regions(a_region_tree())
    with made.unit_of_work() as uow:
        for days in (0, 1, 1):
            ticket = a_ticket(reported_at=NOON + timedelta(days=days))
            uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    return made


@pytest.fixture
def desk(store: FakeStore) -> Desk:
    return Desk(store, FakeClock(), Inline(), Inline())


def test_that_a_report_has_a_row_for_each_region_below_the_centre(desk: Desk) -> None:
    told = desk.ask(BY_REGION).result()
    assert [(row.code, row.counts.reported) for row in told.rows] == [(DISTRICT, 3), (OTHER_DISTRICT, 0)]


def test_that_a_short_period_is_told_day_by_day(desk: Desk) -> None:
    told = desk.ask(CountSpans(centre=CITY, period=PERIOD)).result()
    assert [(row.code, row.counts.reported) for row in told] == [("2024-05-06", 1), ("2024-05-07", 2)]


def test_that_the_tickets_behind_a_number_are_told_the_latest_first(desk: Desk) -> None:
    number = Number(
        dim=Dim.REGION, code=DISTRICT, period=PERIOD, centre=CITY, numerator="handled", denominator="reported"
    )
    found = desk.ask(TicketsBehind(number=number, count=2)).result()
    assert [one.reported_at for one in found] == [NOON + timedelta(days=1)] * 2


def written(desk: Desk, out: Path) -> int:
    order = WriteIndicators(by=an_operator(), asked=BY_REGION, format="json", out=out, reason="weekly meeting")
    rows: int = desk.ask(order).result()
    return rows


def test_that_a_written_report_holds_its_rows(desk: Desk, tmp_path: Path) -> None:
    assert written(desk, tmp_path / "kpi.json") == 2
    assert [row["code"] for row in json.loads((tmp_path / "kpi.json").read_text("utf-8"))["rows"]] == [
        DISTRICT,
        OTHER_DISTRICT,
    ]


def test_that_a_written_report_stands_in_the_journal_with_its_reason(
    desk: Desk, store: FakeStore, tmp_path: Path
) -> None:
    written(desk, tmp_path / "kpi.json")
    last = store.rows.lines[-1].entry
    assert (last.kind, last.reason, last.detail["what"]) == (
        Kind.EXPORTED,
        "weekly meeting",
        "kpi 2024-05-06 2024-05-07 region json",
    )


def test_that_a_report_that_cannot_be_written_is_refused_and_not_noted(
    desk: Desk, store: FakeStore, tmp_path: Path
) -> None:
    with pytest.raises(Refused):
        written(desk, tmp_path / "no folder" / "kpi.json")
    assert Kind.EXPORTED not in {line.entry.kind for line in store.rows.lines}


def test_that_a_report_names_its_sources_in_the_language_asked_for(desk: Desk) -> None:
    told = desk.ask(replace(BY_REGION, dim=Dim.SOURCE, lang="zh_CN")).result()
    assert [row.label for row in told.rows] == ["12345"]


def test_that_orders_of_now_count_by_name_and_those_of_the_console_itself_do_not(store: FakeStore) -> None:
    clock = FakeClock()
    clock.advance(timedelta(minutes=1))
    with store.unit_of_work() as uow:
        for name in ("李四", "李四", "system"):
            ticket = a_ticket(changed_at=NOON + timedelta(seconds=30))
            uow.record(ticket, [an_entry(ticket, by=name)])
        uow.commit()
    given = (
        Desk(store, clock, Inline(), Inline())
        .ask(GivenSince(centre=VILLAGE, since=NOON + timedelta(seconds=1)))
        .result()
    )
    assert given == {"李四": 2}


def test_that_only_the_last_line_that_brought_a_ticket_here_is_told(desk: Desk, store: FakeStore) -> None:
    ticket = a_ticket()
    lines = [
        an_entry(ticket),
        *(
            an_entry(ticket, version=version, kind=kind, reason=reason)
            for version, kind, reason in (
                (2, Kind.ESCALATED, "first"),
                (3, Kind.ESCALATED, "last"),
                (4, Kind.ACCEPTED, "none"),
            )
        ),
    ]
    with store.unit_of_work() as uow:
        uow.record(replace(ticket, version=4), lines)
        uow.commit()
    told = desk.ask(HandedOver(tickets=(ticket.id,))).result()
    assert [line.reason for line in told.values()] == ["last"]


@pytest.mark.parametrize(
    ("name", "counts"), [("李四", True), ("赵六", True), ("12345热线平台", False), ("物联感知平台", False)]
)
def test_that_an_inbox_has_no_seat(store: FakeStore, name: str, counts: bool) -> None:
    """Of those that take in, the listed sit and whoever does something else too; an adapter's name does not."""
    store.registry().add_operators([an_operator("李四"), an_operator("物联感知平台", roles=frozenset({Role.ADAPTER}))])
    with store.unit_of_work() as uow:
        ticket = a_ticket()
        uow.record(ticket, [an_entry(ticket, by=name)])
        if name == "赵六":
            uow.record(replace(ticket, version=2), [an_entry(replace(ticket, version=2), by=name)])
        uow.commit()
    asked = GivenSince(centre=VILLAGE, since=NOON - timedelta(seconds=1))
    clock = FakeClock(NOON + timedelta(minutes=1))
    assert (name in Desk(store, clock, Inline(), Inline()).ask(asked).result()) is counts
