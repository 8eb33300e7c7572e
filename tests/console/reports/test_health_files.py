"""How the streams did, as a file that leaves the house."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from console.desk import Desk
from console.domain.camera import CameraId
from console.domain.health import Health, HealthReport, handed_out
from console.domain.period import Period
from console.journal import Kind
from console.questions import WriteHealth
from tests.builders import CITY, GRID, a_camera, a_region_tree, an_operator
from tests.fakes import FakeClock, FakeStore
from tests.widgets.conftest import Inline

DAY = date(2026, 5, 4)
GATE, GONE = CameraId("gate"), CameraId("gone")


@pytest.fixture
def report() -> HealthReport:
    regions = {region.code: region for region in a_region_tree()}
    url = "rtsp://admin:secret@10.0.0.5/1"
    cameras = {GATE: a_camera(GATE, number=12, name="北门", region=GRID, sub_url=url)}
    days = {
        (DAY, GATE): Health(
            live_s=900, out_s=90.4, frozen_s=9.6, frozen=2, reconnects=3, longest_s=60.2, reason="timeout"
        ),
        (DAY, GONE): Health(live_s=60),
    }
    return handed_out(days, Period(DAY, DAY, ZoneInfo("Asia/Shanghai")), CITY, cameras, regions)


def written(report: HealthReport, out: Path, store: FakeStore | None = None) -> Path:
    desk = Desk(store or FakeStore(), FakeClock(), Inline(), Inline())
    form = out.suffix[1:]
    order = WriteHealth(
        by=an_operator(), report=lambda: report, lang="en", format=form, out=out, reason="monthly check"
    )
    assert desk.ask(order).result() == 2
    return out


def test_that_the_table_has_a_line_for_each_camera_and_day(report: HealthReport, tmp_path: Path) -> None:
    with written(report, tmp_path / "health.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [rows[0][name] for name in ("Day", "Camera", "Name", "Online %", "Reconnects", "Longest outage, s", "Why")] == [
        "2026-05-04", "12", "北门", "90.0", "3", "60", "no answer in time",
    ]  # fmt: skip


def test_that_a_camera_that_left_the_catalogue_still_stands_in_the_table(report: HealthReport, tmp_path: Path) -> None:
    with written(report, tmp_path / "health.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Name"] for row in csv.DictReader(file)] == ["北门", "gone"]


def test_that_the_workbook_tells_cameras_regions_and_days(report: HealthReport, tmp_path: Path) -> None:
    book = load_workbook(written(report, tmp_path / "health.xlsx"))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("Cameras", 3), ("Regions", 6), ("Days", 2)]


def test_that_machines_get_rates_and_codes(report: HealthReport, tmp_path: Path) -> None:
    told = json.loads(written(report, tmp_path / "health.json").read_text("utf-8"))
    assert (told["cameras"][0]["online"], told["cameras"][0]["reason"], told["days"][0]["cameras"]) == (
        0.9, "timeout", 2,
    )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "json"])
def test_that_no_address_of_a_camera_leaves_the_house(report: HealthReport, tmp_path: Path, form: str) -> None:
    assert "rtsp" not in written(report, tmp_path / f"health.{form}").read_text("utf-8")


def test_that_the_export_stands_in_the_journal_with_its_reason(report: HealthReport, tmp_path: Path) -> None:
    store = FakeStore()
    written(report, tmp_path / "health.csv", store)
    entry = store.rows.lines[-1].entry
    assert (entry.kind, entry.reason, entry.detail["what"]) == (
        Kind.EXPORTED, "monthly check", "video health 2026-05-04 2026-05-04 csv",
    )  # fmt: skip
