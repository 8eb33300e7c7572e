"""The map as a file: a picture with its legend, a page that asks for nothing, GeoJSON; a reason each, no persons in any."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from pytestqt.qtbot import QtBot

from console.domain.drawing import Drawing, Kind
from console.domain.ticket import Caller, Holder, TargetKind, Ticket
from console.journal import Kind as Line
from console.questions import WriteMap
from tests.builders import CITY, GRID, IN_GRID, IN_NEXT_GRID, NOON, a_crew, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import OpenMap
from widgets.map.exporting import MapExport
from widgets.map.panel import MapPanel

pytestmark = pytest.mark.webengine

PATIENCE_MS = 20_000
ZONE = ZoneInfo("Asia/Shanghai")
SECRETS = ("王小明", "李网格", "赵队员", "13812345678", "rtsp://")


def a_telling_ticket() -> Ticket:
    return a_ticket(
        place=IN_GRID,
        title="王小明 13812345678",
        caller=Caller("王小明", "13812345678"),
        holder=Holder(TargetKind.CREW, "C1", "李网格"),
    )


class Ear(QWebEngineUrlRequestInterceptor):
    """Hears every address that is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        self.asked.append(info.requestUrl().toString())


@pytest.fixture
def exporting(open_map: OpenMap, seat: Seat, qtbot: QtBot) -> tuple[MapExport, MapPanel]:
    crews = [a_crew("C1", name="赵队员", place=IN_NEXT_GRID, fixed_at=NOON)]
    panel = open_map([a_telling_ticket()], crews)
    panel.live.go_to(IN_GRID, 14)
    qtbot.waitUntil(lambda: panel.live.view.zoom == 14 and panel.live.view.holds(IN_GRID), timeout=PATIENCE_MS)
    note = Drawing(key=UUID(int=1), kind=Kind.NOTE, points=(IN_GRID,), text="打 13812345678", at=NOON)
    panel.papers.sheet.put(note)
    return MapExport(seat.relay, panel._atlas, panel, ZONE), panel


def written(question: WriteMap, tmp_path: Path) -> Path:
    file = tmp_path / "made"
    question.write(file)
    return file


def test_that_a_page_for_reports_asks_for_nothing_and_shows_what_was_in_view(
    exporting: tuple[MapExport, MapPanel], tmp_path: Path, qtbot: QtBot
):
    export, _ = exporting
    text = written(export.question("html", tmp_path / "map.html", ""), tmp_path).read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in text]
    file = tmp_path / "map.html"
    file.write_text(text, "utf-8")
    storage = QWebEngineProfile()
    ear = Ear()
    storage.setUrlRequestInterceptor(ear)
    page = QWebEnginePage(storage)
    with qtbot.waitSignal(page.loadFinished, timeout=PATIENCE_MS) as loaded:
        page.load(QUrl.fromLocalFile(str(file)))
    answers: list[object] = []
    page.runJavaScript("document.querySelectorAll('.symbol').length", 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    # The page must go before its profile.
    shiboken6.delete(page)
    assert (loaded.args, ear.asked, answers) == ([True], [QUrl.fromLocalFile(str(file)).toString()], [4])


def test_that_a_picture_has_the_view_and_its_legend(exporting: tuple[MapExport, MapPanel], tmp_path: Path):
    export, panel = exporting
    made = QImage(str(written(export.question("png", tmp_path / "map.png", ""), tmp_path)))
    assert made.width() > panel.view.width() + 100
    assert made.height() > panel.view.height() + 80


def test_that_geojson_holds_what_is_selected(exporting: tuple[MapExport, MapPanel], tmp_path: Path):
    export, panel = exporting
    panel.grids_chosen.emit([GRID])
    told = json.loads(written(export.question("geojson", tmp_path / "m.geojson", ""), tmp_path).read_text("utf-8"))
    assert [one["properties"]["kind"] for one in told["features"]] == ["grid", "drawing"]


def test_that_an_area_that_was_taken_goes_into_the_file(exporting: tuple[MapExport, MapPanel], tmp_path: Path):
    export, panel = exporting
    panel.hand.take_grids([GRID])
    held = panel.hand.area.held
    assert held is not None
    window = export.ask_for(held)
    assert window.form.currentData() == "geojson"
    assert {ticket.id for ticket in export.selected.tickets} == set(held.tickets)
    assert {camera.id for camera in export.selected.cameras} == set(held.cameras)
    window.close()


def test_that_geojson_holds_what_is_in_view_where_nothing_is_selected(
    exporting: tuple[MapExport, MapPanel], tmp_path: Path
):
    export, _ = exporting
    text = written(export.question("geojson", tmp_path / "m.geojson", ""), tmp_path).read_text("utf-8")
    assert {one["properties"]["kind"] for one in json.loads(text)["features"]} >= {"grid", "drawing", "ticket"}
    assert not [secret for secret in SECRETS if secret in text]


def test_that_a_file_is_written_whole_with_its_reason_in_the_journal(
    exporting: tuple[MapExport, MapPanel], seat: Seat, tmp_path: Path, qtbot: QtBot
):
    export, _ = exporting
    window = export.ask()
    out = tmp_path / "map.geojson"
    window.form.setCurrentIndex(2)
    window.out.setText(str(out))
    window.reason.setText("防汛会商")
    with qtbot.waitSignal(seat.relay.answered, timeout=PATIENCE_MS):
        window.write.click()
    assert json.loads(out.read_text("utf-8"))["type"] == "FeatureCollection"
    around = (seat.clock.now() - timedelta(days=1), seat.clock.now() + timedelta(days=1))
    entries = [line.entry for line in seat.store.archive().lines(*around, CITY)]
    assert [entry.reason for entry in entries if entry.kind is Line.EXPORTED] == ["防汛会商"]
    window.close()
