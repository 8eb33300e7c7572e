"""What is wrong with the grids, grids from a file, and sheets to print."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import shapely
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier
from console.domain.sentence import Sentence
from console.domain.shift import Operator, Role
from console.ground_orders import RedrawGrid
from console.ground_questions import GridsRead
from console.journal import Kind
from console.orders import AnyOrder
from console.ports import Outage
from console.questions import WriteSheets
from tests.builders import GRID, NEXT_GRID, VILLAGE, a_region
from tests.fakes import FakeStore
from tests.widgets.conftest import Inline, Seat
from widgets import outages
from widgets.workshop.findings_page import FindingsPage
from widgets.workshop.import_page import ImportPage

ZONE = ZoneInfo("Asia/Shanghai")
FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
NEW = RegionCode(f"{VILLAGE}009")


def moved(seat: Seat, code: str, box: tuple[float, float, float, float]) -> None:
    """Let a grid lie elsewhere than it should, as if a file had brought it so."""
    grid = seat.board.regions[RegionCode(code)]
    seat.board.regions[grid.code] = replace(grid, shape_wkb=shapely.box(*box).wkb)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def findings(seat: Seat, atlas: Atlas, over: QWidget) -> FindingsPage:
    return FindingsPage(seat.relay, atlas, ZONE, over)


def check(seat: Seat, qtbot: QtBot, page: FindingsPage) -> None:
    with qtbot.waitSignal(seat.relay.answered):
        page.check.click()


def test_that_ground_that_is_covered_has_nothing_to_list(seat, findings, qtbot):
    check(seat, qtbot, findings)
    assert findings.list.rows.rowCount() == 0
    assert findings.check.isEnabled()


def test_that_an_overlap_is_listed_with_both_grids_and_what_to_do(seat, findings, qtbot):
    moved(seat, GRID, (120.60, 31.30, 120.613, 31.31))
    check(seat, qtbot, findings)
    assert f"区域{GRID}、区域{NEXT_GRID}" in findings.list.rows.texts(0)
    assert findings.way_out.text()


def test_that_a_finding_is_flown_to_by_enter(seat, findings, qtbot):
    moved(seat, GRID, (120.60, 31.30, 120.613, 31.31))
    check(seat, qtbot, findings)
    with qtbot.waitSignal(findings.flown_to) as flown:
        findings.fly.click()
    (finding,) = flown.args
    assert 120.61 < finding.place.lng_deg < 120.613


def test_that_a_check_grows_old_when_the_ground_changes(seat, findings, qtbot):
    check(seat, qtbot, findings)
    told = findings.told.text()
    seat.relay.ground_changed.emit(frozenset({GRID}))
    assert findings.told.text() != told


def file_of(*grids: Region) -> GridsRead:
    return GridsRead(regions=grids, refused=((7, Sentence("{path}.properties.code is empty", path="features[6]")),))


@pytest.fixture
def page(seat: Seat, atlas: Atlas, over: QWidget) -> ImportPage:
    return ImportPage(seat.relay, atlas, over)


def asked(page: ImportPage, seat: Seat) -> object:
    """Let the page ask what a file holds; return its question."""
    questions: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seat.relay, "ask", questions.append)
        page.open(Path("grids.geojson"))
    return questions[0]


def read(page: ImportPage, seat: Seat, found: GridsRead) -> None:
    """Let the page hear what a file holds, as a desk that reads such files would tell."""
    seat.relay.answered.emit(asked(page, seat), found)


def fail(page: ImportPage, seat: Seat, why: BaseException) -> None:
    """Let the page hear that nothing could be read."""
    seat.relay.failed.emit(asked(page, seat), why)


def a_grid(code: str, box: tuple[float, float, float, float], **changes) -> Region:
    return replace(a_region(code, Tier.GRID, VILLAGE, box), **changes)


AS_IT_IS = a_grid(GRID, (120.60, 31.30, 120.61, 31.31))
RENAMED = a_grid(NEXT_GRID, (120.61, 31.30, 120.62, 31.31), name="东港网格")
FRESH = a_grid(NEW, (120.62, 31.30, 120.63, 31.31))


def test_that_a_file_is_looked_through_before_anything_is_taken_in(seat, page):
    read(page, seat, file_of(AS_IT_IS, RENAMED, FRESH))
    codes = [page.list.rows.texts(row)[1] for row in range(page.list.rows.rowCount())]
    assert codes[1:] == [NEW, NEXT_GRID, GRID]
    assert NEW not in seat.board.regions


def test_that_a_row_that_is_refused_says_why(seat, page):
    read(page, seat, file_of(FRESH))
    assert page.list.rows.texts(0)[3] == "features[6].properties.code is empty"


def test_that_what_had_to_be_guessed_of_a_file_stands_in_the_list(seat, page):
    note = Sentence(
        "{file} does not say in which system its coordinates are; they were taken as degrees of WGS-84.", file="g.shp"
    )
    read(page, seat, replace(file_of(FRESH), notes=(note,)))
    what, code, _, told = page.list.rows.texts(0)
    assert (what, code, told) == ("ⓘ note", "", str(note))
    assert page.told.text().endswith("1 notes")


def test_that_notes_outlast_the_taking_in(seat, page, qtbot):
    read(page, seat, replace(file_of(FRESH), notes=(Sentence("{path}.bbox is no box", path="$"),)))
    give(seat, qtbot, page)
    assert page.list.rows.texts(0)[0] == "ⓘ note"


def test_that_a_file_that_cannot_be_read_says_why(seat, page):
    why = Refused("file.unusable", why=Sentence("{file} is empty.", file="grids.geojson"))
    fail(page, seat, why)
    assert page.banner.text() == "The file cannot be used: grids.geojson is empty."


def test_that_an_outage_while_reading_is_told_in_words(seat, page):
    fail(page, seat, Outage("server.gone"))
    assert page.banner.text() == outages.sentence(Outage())


def test_that_a_reader_that_breaks_blames_neither_file_nor_database(seat, page):
    fail(page, seat, ZeroDivisionError())
    assert "inside the console" in page.banner.text()


def test_that_what_is_new_and_changed_is_taken_in_with_the_reason(seat, page, qtbot):
    read(page, seat, file_of(AS_IT_IS, RENAMED, FRESH))
    page.reason.setText("年度调整")
    with qtbot.waitSignal(page.taken_in):
        page.give.click()
    assert (seat.board.regions[NEW].name, seat.board.regions[NEXT_GRID].name) == (FRESH.name, "东港网格")
    assert seat.board.regions[GRID].version == 1
    assert {one.entry.reason for one in seat.store.rows.lines} == {"年度调整"}


WIDER = a_grid(GRID, (120.60, 31.30, 120.615, 31.31))
NARROWER = a_grid(NEXT_GRID, (120.615, 31.30, 120.62, 31.31), name="东港网格")


def test_that_a_border_that_two_grids_share_moves_for_both_at_once(seat, page, qtbot):
    read(page, seat, file_of(WIDER, NARROWER))
    assert [page.list.rows.texts(row)[3] for row in (1, 2)] == ["", ""]
    page.reason.setText("年度调整")
    with qtbot.waitSignal(page.taken_in):
        page.give.click()
    grids = seat.board.regions
    assert [(grids[code].version, grids[code].name) for code in (GRID, NEXT_GRID)] == [
        (2, f"区域{GRID}"),
        (3, "东港网格"),
    ]


def rename_elsewhere(seat: Seat, qtbot: QtBot, code: str, name: str) -> None:
    """Let another desk give a grid another name, while a file is looked through here."""
    grid = seat.board.regions[RegionCode(code)]
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(
            RedrawGrid(
                by=seat.operator, grid=grid.code, seen=grid.version, shape_wkb=grid.shape_wkb, reason="更名", name=name
            )
        )


def rename_unheard(seat: Seat, code: str, name: str) -> None:
    """The same, but word of it has not come to this desk."""
    ground = seat.store.rows.regions
    grid = ground[RegionCode(code)]
    ground[grid.code] = replace(grid, name=name, version=grid.version + 1)


def give(seat: Seat, qtbot: QtBot, page: ImportPage) -> None:
    page.reason.setText("年度调整")
    with qtbot.waitSignal(page.taken_in):
        page.give.click()


def noted(page: ImportPage) -> dict[str, tuple[str, str]]:
    """Return by code what is said of it: what would come of it, and the note."""
    rows = (page.list.rows.texts(row) for row in range(page.list.rows.rowCount()))
    return {code: (what, note) for what, code, _, note in rows}


def test_that_what_another_desk_changed_since_the_file_was_read_is_not_overwritten(seat, page, qtbot):
    read(page, seat, file_of(RENAMED, FRESH))
    rename_elsewhere(seat, qtbot, NEXT_GRID, "西港网格")
    give(seat, qtbot, page)
    assert seat.board.regions[NEXT_GRID].name == "西港网格"
    assert NEW in seat.board.regions


def test_that_a_change_elsewhere_is_told_at_once_with_the_way_out(seat, page, qtbot):
    read(page, seat, file_of(RENAMED, FRESH))
    rename_elsewhere(seat, qtbot, NEXT_GRID, "西港网格")
    what, note = noted(page)[NEXT_GRID]
    assert ("read again" in what, "西港网格" in note, "Read the file again" in note) == (True, True, True)
    assert page.give.text() == "Take in 1"
    assert noted(page)["row 7"][1] == "features[6].properties.code is empty"


def test_that_a_change_that_was_not_heard_of_yet_is_refused_by_its_name(seat, page, qtbot):
    read(page, seat, file_of(RENAMED, FRESH))
    rename_unheard(seat, NEXT_GRID, "西港网格")
    give(seat, qtbot, page)
    assert seat.store.rows.regions[NEXT_GRID].name == "西港网格"
    assert NEXT_GRID in page.banner.text()
    assert "Read the file again" in page.banner.text()
    assert NEW in seat.board.regions


def test_that_a_border_waits_for_the_neighbour_that_was_changed_meanwhile(seat, page, qtbot):
    read(page, seat, file_of(WIDER, NARROWER, FRESH))
    rename_unheard(seat, GRID, "西港网格")
    give(seat, qtbot, page)
    assert (seat.board.regions[NEXT_GRID].version, NEW in seat.board.regions) == (1, True)
    assert GRID in noted(page)[NEXT_GRID][1]


def test_that_a_file_that_is_read_again_takes_in_what_had_to_wait(seat, page, qtbot):
    read(page, seat, file_of(WIDER, NARROWER))
    rename_elsewhere(seat, qtbot, GRID, "西港网格")
    assert not page.give.isEnabled()
    read(page, seat, file_of(WIDER, NARROWER))
    give(seat, qtbot, page)
    assert (seat.board.regions[GRID].name, seat.board.regions[NEXT_GRID].name) == (WIDER.name, "东港网格")


def test_that_a_change_that_is_what_the_file_says_stands_in_no_way(seat, page, qtbot):
    read(page, seat, file_of(RENAMED))
    rename_elsewhere(seat, qtbot, NEXT_GRID, "东港网格")
    assert noted(page)[NEXT_GRID] == ("= as it is", "")


def test_that_an_order_of_ones_own_that_waited_does_not_count_as_another_desks(seat, page, qtbot):
    read(page, seat, file_of(WIDER, NARROWER))
    page.reason.setText("年度调整")
    orders: list[AnyOrder] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seat.relay, "submit", orders.append)
        page.give.click()
    seat.relay.waits.emit(orders[0])
    with qtbot.waitSignal(seat.relay.done):
        seat.relay.submit(orders[0])
    assert (noted(page)[GRID][0], noted(page)[NEXT_GRID][0]) == ("= as it is", "△ changed")


def test_that_one_grid_that_is_refused_keeps_no_other_out(seat, page, qtbot):
    read(page, seat, file_of(a_grid(f"{VILLAGE}008", (120.605, 31.30, 120.615, 31.31)), FRESH))
    page.reason.setText("年度调整")
    with qtbot.waitSignal(page.taken_in):
        page.give.click()
    assert NEW in seat.board.regions
    assert f"{VILLAGE}008" not in seat.board.regions
    assert f"区域{GRID}" in page.banner.text()


def test_that_a_grid_that_overlaps_is_foreseen(seat, page):
    read(page, seat, file_of(a_grid(NEW, (120.605, 31.30, 120.615, 31.31))))
    assert f"区域{GRID}" in page.list.rows.texts(1)[3]


def test_that_without_the_role_nothing_can_be_taken_in(seat, page):
    seat.relay.operator = Operator(name="周九", centre=VILLAGE, desk="d", roles=frozenset({Role.DISPATCHER}))
    read(page, seat, file_of(FRESH))
    assert not page.give.isEnabled()
    assert page.banner.text()


def test_that_a_sheet_can_be_searched_and_masks_phones(tmp_path: Path, store: FakeStore, qapp) -> None:
    seat = Seat(store)
    out = tmp_path / "sheets.pdf"
    asked = WriteSheets(
        by=seat.operator, grids=(GRID, NEXT_GRID), zone="Asia/Shanghai", lang="zh_CN", fonts=FONTS, out=out, reason="张贴"
    )  # fmt: skip
    pool: Executor = Inline()
    assert Desk(store, seat.clock, pool, pool).ask(asked).result() == 2
    seat.relay.waiting.stop()
    document = QPdfDocument()
    assert document.load(str(out)) is QPdfDocument.Error.None_
    text = document.getAllText(0).text()
    assert all(word in text for word in (f"区域{GRID}", GRID, "网格信息单", "王五", "网格长", "*********00"))
    assert "13800000000" not in text
    (line,) = [one.entry for one in store.rows.lines if one.entry.kind is Kind.EXPORTED]
    assert (line.detail["what"], line.reason) == (f"sheet {GRID} {NEXT_GRID}", "张贴")
