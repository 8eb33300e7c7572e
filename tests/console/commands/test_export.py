"""``export``: what the file holds, what is told, and that the journal knows of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.commands import export
from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.health import Health
from console.domain.ticket import State
from console.gateways.files.unusable import Unusable
from console.gateways.health_file import FILE, HealthFile
from console.journal import Kind
from console.ports import Outage
from console.settings import ExportLog, ExportTickets
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, NOON, a_camera, a_ticket, an_entry
from tests.console.commands.given import given
from tests.console.gateways.city_files import a_store
from tests.fakes import FakeStore
from widgets.wall.health_book import HealthBook

LOG = "export log --day 2024-05-06 --zone Asia/Shanghai"


@pytest.fixture
def store() -> FakeStore:
    store = a_store()
    here = a_ticket(number="T1")
    there = a_ticket(number="T2", area=FAR_GRID, grid=FAR_GRID, state=State.FILED)
    store.registry().add_past([(ticket, [an_entry(ticket)]) for ticket in (here, there)])
    return store


def _export(store: FakeStore, line: str, out: Path) -> dict[str, Any]:
    command = given(f"{line} --out", out)
    assert isinstance(command, ExportLog | ExportTickets)
    return dict(export.run(command, store))


def _noted(store: FakeStore) -> list[Any]:
    return [line.entry for line in store.rows.lines if line.entry.kind is Kind.EXPORTED]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_that_a_log_is_written_in_each_form(tmp_path: Path, store: FakeStore, form: str) -> None:
    answer = _export(store, f"{LOG} --format {form}", tmp_path / "log")
    assert (answer["lines"], answer["totals"]["taken_in"]) == (2, 2)
    assert (tmp_path / "log").stat().st_size


def test_that_a_log_tells_how_the_streams_did_that_this_workstation_has_watched(
    tmp_path: Path, store: FakeStore
) -> None:
    store.registry().add_cameras([a_camera("gate", region=GRID)])
    book = HealthBook(tmp_path / FILE)
    book.add({(NOON.date(), CameraId("gate")): Health(live_s=90, out_s=10, longest_s=10)})
    book.close()
    out = tmp_path / "log.json"
    command = given(f"{LOG} --centre {DISTRICT} --format json --out", out)
    assert isinstance(command, ExportLog)
    export.run(command, store, HealthFile(tmp_path / FILE))
    told = json.loads(out.read_text("utf-8"))["video_health"]
    assert (told[0]["cameras"], told[0]["online"]) == (1, 0.9)


def test_that_a_log_of_a_workstation_without_a_wall_says_nothing_of_streams(tmp_path: Path, store: FakeStore) -> None:
    out = tmp_path / "log.json"
    _export(store, f"{LOG} --format json", out)
    assert "video_health" not in json.loads(out.read_text("utf-8"))


def test_that_a_workbook_can_be_opened(tmp_path: Path, store: FakeStore) -> None:
    _export(store, f"{LOG} --format xlsx", tmp_path / "log.xlsx")
    assert openpyxl.load_workbook(tmp_path / "log.xlsx")["值班日志"].max_row == 3


def test_that_another_day_is_empty(tmp_path: Path, store: FakeStore) -> None:
    line = LOG.replace("05-06", "05-07")
    assert _export(store, f"{line} --format json", tmp_path / "log.json")["lines"] == 0


def test_that_a_centre_exports_its_own_only(tmp_path: Path, store: FakeStore) -> None:
    answer = _export(store, f"{LOG} --centre {DISTRICT} --format json", tmp_path / "log.json")
    assert [line["ticket"] for line in json.loads((tmp_path / "log.json").read_text("utf-8"))["lines"]] == ["T1"]
    assert answer["centre"] == DISTRICT


@pytest.mark.parametrize("line", [f"{LOG} --format csv", "export tickets --format csv"])
def test_that_an_export_stands_in_the_journal_with_its_reason(tmp_path: Path, store: FakeStore, line: str) -> None:
    _export(store, f"{line} --operator Li --reason audit", tmp_path / "out.csv")
    assert [(entry.by, entry.reason, entry.centre) for entry in _noted(store)] == [("Li", "audit", CITY)]


def test_that_an_export_that_failed_does_not_stand_in_the_journal(tmp_path: Path, store: FakeStore) -> None:
    with pytest.raises(Refused, match=r"file\.no_folder"):
        _export(store, f"{LOG} --format csv", tmp_path / "none" / "log.csv")
    assert _noted(store) == []


def test_that_tickets_are_chosen_by_state(tmp_path: Path, store: FakeStore) -> None:
    assert _export(store, "export tickets --state filed --format json", tmp_path / "t.json")["tickets"] == 1


@pytest.mark.parametrize(("since", "count"), [("2024-05-06T12:00Z", 2), ("2024-05-06T12:01Z", 0)])
def test_that_tickets_are_chosen_by_time(tmp_path: Path, store: FakeStore, since: str, count: int) -> None:
    assert NOON.isoformat().startswith("2024-05-06T12:00")
    answer = _export(store, f"export tickets --since {since} --format geojson", tmp_path / "t.geojson")
    assert answer["tickets"] == count


def test_that_a_state_that_there_is_not_is_told_with_the_likeliest(tmp_path: Path, store: FakeStore) -> None:
    with pytest.raises(Unusable, match=r'no state "field".*did you mean "filed"'):
        _export(store, "export tickets --state field --format csv", tmp_path / "t.csv")


def test_that_an_outage_leaves_no_file(tmp_path: Path, store: FakeStore) -> None:
    store.cut()
    with pytest.raises(Outage):
        _export(store, f"{LOG} --format csv", tmp_path / "log.csv")
    assert list(tmp_path.iterdir()) == []


def test_that_a_day_whose_lines_were_moved_out_is_said_to_lie_in_the_archive(tmp_path: Path, store: FakeStore) -> None:
    store.moved_out["7"] = "2024-05"
    with pytest.raises(Refused) as refused:
        _export(store, f"{LOG} --format json", tmp_path / "log.json")
    assert (refused.value.code, refused.value.facts) == ("log.moved_out", {"months": "2024-05"})


def test_that_a_list_says_how_many_tickets_were_moved_out(tmp_path: Path, store: FakeStore) -> None:
    store.moved_out["7"] = "2024-05"
    assert _export(store, "export tickets --format json", tmp_path / "list.json")["moved_out"] == 1
