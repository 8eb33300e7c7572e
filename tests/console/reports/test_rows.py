"""Logs and lists as CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from console.domain.ticket import Caller, Ticket
from console.journal import Kind
from console.replay import changes
from console.reports import rows
from console.reports.labels import shipped
from tests.builders import NOON, a_ticket
from tests.console.reports.day_lines import SHANGHAI, a_line, a_log
from tests.unpublished import without_calendar


def _csv(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@sum", "\tx", "\r=1"])
def test_that_no_cell_can_be_taken_for_a_formula(text: str) -> None:
    assert rows.plain(text) == f"'{text}"


def test_that_a_csv_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    rows.log_csv(a_log(), tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_that_a_csv_has_a_row_a_line_and_local_times(tmp_path: Path) -> None:
    rows.log_csv(a_log(a_line(), a_line()), tmp_path / "log.csv")
    read = _csv(tmp_path / "log.csv")
    assert [row[:2] for row in read] == [
        ["No.", "Time"], ["1", "2024-05-06 20:00:00"], ["2", "2024-05-06 20:00:00"],
    ]  # fmt: skip


def test_that_json_tells_times_with_their_offset(tmp_path: Path) -> None:
    rows.log_json(a_log(a_line()), tmp_path / "log.json")
    assert _json(tmp_path / "log.json")["lines"][0]["at"] == "2024-05-06T20:00:00+08:00"


def test_that_json_tells_the_step_of_the_ladder_and_who_answers_by_their_codes(tmp_path: Path) -> None:
    line = a_line(Kind.SUPERVISED)
    said = MappingProxyType({"step": "red", "responsible": "shift_lead"})
    rows.log_json(a_log(replace(line, entry=replace(line.entry, detail=said))), tmp_path / "log.json")
    told = _json(tmp_path / "log.json")["lines"][0]
    assert (told["step"], told["responsible"]) == ("red", "shift_lead")


def test_that_json_holds_the_totals_and_the_span(tmp_path: Path) -> None:
    rows.log_json(a_log(a_line()), tmp_path / "log.json")
    log = _json(tmp_path / "log.json")
    assert (log["totals"]["taken_in"], log["from"], log["to"]) == (
        1, "2024-05-06T00:00:00+08:00", "2024-05-07T00:00:00+08:00",
    )  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 3])
def test_that_a_list_of_any_length_is_json(tmp_path: Path, count: int) -> None:
    told = rows.tickets_json((a_ticket() for _ in range(count)), SHANGHAI, tmp_path / "t.json")
    assert (told, len(_json(tmp_path / "t.json")["tickets"])) == (count, count)


def test_that_geojson_turns_the_order_of_a_place(tmp_path: Path) -> None:
    rows.tickets_geojson([a_ticket()], SHANGHAI, tmp_path / "t.geojson")
    assert _json(tmp_path / "t.geojson")["features"][0]["geometry"] == {
        "type": "Point",
        "coordinates": [120.605, 31.305],
    }


def test_that_a_ticket_without_a_place_is_a_feature_without_geometry(tmp_path: Path) -> None:
    rows.tickets_geojson([a_ticket(place=None)], SHANGHAI, tmp_path / "t.geojson")
    assert _json(tmp_path / "t.geojson")["features"][0]["geometry"] is None


def test_that_a_ticket_row_fits_the_header(tmp_path: Path) -> None:
    rows.tickets_csv([a_ticket(reported_at=NOON)], SHANGHAI, shipped("en"), tmp_path / "t.csv")
    header, row = _csv(tmp_path / "t.csv")
    assert dict(zip(header, row, strict=True))["Reported"] == "2024-05-06 20:00:00"


@pytest.mark.parametrize("form", ["csv", "json", "geojson"])
def test_that_no_list_names_a_caller(tmp_path: Path, form: str) -> None:
    tickets = [a_ticket(caller=Caller("张三", "13912345678"))]
    path = tmp_path / "t"
    match form:
        case "csv":
            rows.tickets_csv(tickets, SHANGHAI, shipped("en"), path)
        case "json":
            rows.tickets_json(tickets, SHANGHAI, path)
        case _:
            rows.tickets_geojson(tickets, SHANGHAI, path)
    text = path.read_text("utf-8-sig")
    assert not [secret for secret in ("张三", "13912345678") if secret in text]


@pytest.mark.parametrize(("lang", "said"), [("en", "not yet published"), ("zh_CN", "日历未公布")])
def test_that_a_list_says_that_nobody_knows_yet_when_a_ticket_is_due(tmp_path: Path, lang: str, said: str) -> None:
    rows.tickets_csv([without_calendar()], SHANGHAI, shipped(lang), tmp_path / "t.csv")
    _, row = _csv(tmp_path / "t.csv")
    assert row[rows.TICKET_FIELDS.index("due_at")] == said


@pytest.mark.parametrize(("ticket", "said"), [(without_calendar(), True), (a_ticket(), False)])
def test_that_json_says_that_nobody_knows_yet_when_a_ticket_is_due(tmp_path: Path, ticket: Ticket, said: bool) -> None:
    rows.tickets_json([ticket], SHANGHAI, tmp_path / "t.json")
    assert _json(tmp_path / "t.json")["tickets"][0]["due_not_yet_published"] is said


def test_that_a_log_says_that_nobody_knows_yet_when_a_stage_is_due(tmp_path: Path) -> None:
    line = a_line(Kind.SIGNED)
    began = replace(line.entry, due_at=None, changes=changes(None, without_calendar()))
    rows.log_csv(a_log(replace(line, entry=began)), tmp_path / "log.csv")
    header, row = _csv(tmp_path / "log.csv")
    assert dict(zip(header, row, strict=True))["Due"] == "not yet published"
