"""How the streams did, in the log that a shift lead hands out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from console.desk import Desk
from console.domain.camera import CameraId
from console.domain.health import Health, Told, of_centre
from console.questions import VideoSeen, WriteDayLog
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, OTHER_DISTRICT, a_camera, a_region_tree, an_operator
from tests.console.reports.day_lines import DAY, Kept
from tests.fakes import FakeClock, FakeStore
from tests.widgets.conftest import Inline

GATE, ROAD, GONE = CameraId("gate"), CameraId("road"), CameraId("gone")
REGIONS = {region.code: region for region in a_region_tree()}
URL = "rtsp://admin:secret@10.0.0.5/1"
CAMERAS = {
    GATE: a_camera(GATE, number=12, name="北门", region=GRID, sub_url=URL),
    ROAD: a_camera(ROAD, number=13, name="路口", region=FAR_GRID, sub_url=URL),
}
DAYS = {
    (DAY.on, GATE): Health(
        live_s=900, out_s=90.4, frozen_s=9.6, frozen=2, reconnects=3, longest_s=60.2, reason="timeout"
    ),
    (DAY.on, ROAD): Health(live_s=1000),
    (DAY.on, GONE): Health(out_s=500, longest_s=500),
}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Lets a desk write the day's log, with what a workstation kept of its streams."""
    seen = VideoSeen(kept=Kept(DAYS), cameras=CAMERAS, regions=REGIONS)

    def write(form: str, lang: str = "en") -> Path:
        desk = Desk(FakeStore(), FakeClock(), Inline(), Inline())
        out = tmp_path / f"log.{form}"
        desk.ask(
            WriteDayLog(
                by=an_operator(centre=CITY), day=DAY.on, zone=DAY.zone.key, format=form, out=out, lang=lang,
                reason="shift", video=seen,
            )
        ).result()  # fmt: skip
        return out

    return write


def rows(path: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def named(lines: tuple[Told, ...]) -> list[tuple[str | int, ...]]:
    return [head for head, _ in lines]


def test_that_the_whole_ground_stands_first_and_then_the_worst_region() -> None:
    told = of_centre(DAYS, CITY, CAMERAS, REGIONS)
    names = [REGIONS[code].name for code in (CITY, DISTRICT, OTHER_DISTRICT)]
    assert named(told) == [(names[0], 2), (names[1], 1), (names[2], 1)]


def test_that_a_centre_hears_of_its_own_cameras_only() -> None:
    (whole, *_) = of_centre(DAYS, OTHER_DISTRICT, CAMERAS, REGIONS)
    assert whole[1] == DAYS[DAY.on, ROAD]


def test_that_a_day_on_which_nothing_was_asked_for_has_no_lines() -> None:
    assert of_centre({}, CITY, CAMERAS, REGIONS) == ()


def test_that_the_workbook_tells_rates_outages_freezes_and_reconnects_by_region(written: Callable[[str], Path]) -> None:
    cells = rows(written("xlsx"), "Totals")
    at = next(number for number, row in enumerate(cells) if str(row[0]).startswith("Video health"))
    heads, whole = cells[at + 1], dict(zip(cells[at + 1], cells[at + 2], strict=True))
    assert heads[:3] == ["Region", "Cameras", "Online %"]
    assert [whole[name] for name in ("Cameras", "Online %", "Longest outage, s", "Why", "Frozen, times", "Reconnects")] == [
        2, 95, 60, "no answer in time", 2, 3,
    ]  # fmt: skip
    assert len(cells) - at == 5


def test_that_machines_get_the_same(written: Callable[[str], Path]) -> None:
    told = json.loads(written("json").read_text("utf-8"))["video_health"]
    assert [(line["cameras"], line["online"], line["longest_s"]) for line in told] == [
        (2, 0.95, 60), (1, 0.9, 60), (1, 1.0, 0),
    ]  # fmt: skip


def test_that_a_table_of_lines_stays_one(written: Callable[[str], Path]) -> None:
    assert len(written("csv").read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_that_no_address_of_a_camera_stands_in_the_log(written: Callable[[str], Path], form: str) -> None:
    path = written(form)
    told = str(rows(path, "Totals")) if form == "xlsx" else path.read_text("utf-8")
    assert "rtsp" not in told
    assert "北门" not in told


def test_that_a_log_without_streams_says_nothing_of_them(tmp_path: Path) -> None:
    desk, out = Desk(FakeStore(), FakeClock(), Inline(), Inline()), tmp_path / "log.json"
    desk.ask(
        WriteDayLog(by=an_operator(), day=DAY.on, zone=DAY.zone.key, format="json", out=out, lang="en", reason="shift")
    ).result()
    assert "video_health" not in json.loads(out.read_text("utf-8"))
