"""What a grid's sheet says, and that it is a file only when the journal has its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.domain.crew import CrewKind, Duty
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.ticket import State
from console.ports import Outage, Snapshot
from console.reports.grid_sheet import GridSheet, sheets_of
from console.reports.grid_sheet_pdf import told_of, write_sheets
from console.reports.labels import shipped
from tests.builders import CITY, GRID, IN_GRID, NEXT_GRID, NOON, a_camera, a_crew, a_region_tree, a_ticket

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


def situation(**changes) -> Snapshot:
    empty = Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=a_region_tree())
    return replace(empty, **changes)


def sheet(code: str = GRID, **changes) -> GridSheet:
    return sheets_of([RegionCode(code)], situation(**changes))[0]


def test_that_the_head_stands_before_those_on_duty_and_these_before_the_others():
    crews = (
        a_crew("C1", name="甲", duty=Duty.OFF_DUTY),
        a_crew("C2", name="乙"),
        a_crew("C3", name="丙", kind=CrewKind.GRID_HEAD, duty=Duty.OFF_DUTY),
    )
    assert [person.name for person in sheet(crews=crews).crews] == ["丙", "乙", "甲"]


def test_that_phones_are_masked():
    (person,) = sheet(crews=(a_crew(phone="13812345678"),)).crews
    assert person.phone == "*********78"


def test_that_only_open_tickets_of_the_grid_are_counted_by_class():
    tickets = (
        a_ticket(category="0102"),
        a_ticket(category="0102"),
        a_ticket(category="0101"),
        a_ticket(grid=NEXT_GRID),
        a_ticket(state=State.CLOSED),
    )
    assert sheet(tickets=tickets).open_by_class == (("0102", 2), ("0101", 1))


def test_that_cameras_of_the_grid_stand_by_number():
    cameras = (a_camera("b", number=12), a_camera("a", number=3), a_camera("c", number=1, region=NEXT_GRID))
    assert [spot.label for spot in sheet(cameras=cameras).cameras] == ["3", "12"]


def test_that_the_area_is_that_of_the_ellipsoid():
    area = sheet().area_m2
    assert area is not None
    # A hundredth of a degree by a hundredth at 31.305 degrees north: 951.6 m by 1,108.7 m.
    assert area == pytest.approx(1_055_500, rel=0.001)


def test_that_the_map_shows_the_neighbour_and_not_the_far_grid():
    assert [other.name for other in sheet().neighbours] == [f"区域{NEXT_GRID}"]


def test_that_a_village_has_no_sheet():
    with pytest.raises(Refused, match=r"grid\.unknown"):
        sheet(CITY)


def test_that_no_file_is_left_where_the_journal_could_not_be_written(tmp_path):
    def note() -> None:
        raise Outage("no link")

    with pytest.raises(Outage):
        write_sheets([sheet()], shipped("zh_CN"), "李四", NOON, FONTS, tmp_path / "a.pdf", note)
    assert not list(tmp_path.iterdir())


def test_that_a_crowded_grid_keeps_to_its_page(tmp_path):
    crowded = sheet(
        crews=tuple(a_crew(f"C{number}") for number in range(80)),
        cameras=tuple(a_camera(str(number), number=number, place=IN_GRID) for number in range(200)),
        tickets=tuple(a_ticket(category=f"{number:04d}") for number in range(100)),
    )
    assert write_sheets([crowded], shipped("en"), "李四", NOON, FONTS, tmp_path / "a.pdf", lambda: None) == 1
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Type /Page\n") == 1


def test_that_the_journal_names_the_first_grids_and_counts_the_others():
    assert told_of([RegionCode(f"{number}") for number in range(7)]) == "sheet 0 1 2 3 4 +2"
