"""A run card on the board: the right crews, nobody twice, and what is lacking told."""

from __future__ import annotations

from typing import Any

from console import run_cards
from console.board import Board
from console.domain.crew import CrewKind, Department, Duty
from console.domain.place import LatLng
from console.domain.records import CoHandler, Records
from console.domain.ticket import State
from console.mustering import Muster, muster
from console.ports import Snapshot
from console.targets import candidates
from tests.builders import (
    CITY,
    DISTRICT,
    IN_GRID,
    NOON,
    OTHER_DISTRICT,
    a_camera,
    a_crew,
    a_department,
    a_region_tree,
    a_ticket,
)

CARDS = run_cards.parse(
    """
version = 1
[[cards]]
id = "fire"
zh = "火情"
en = "Fire"
category = "0401"
departments = ["消防"]
cameras = 2
crews = [{ kind = "unit" }, { count = 2, skills = ["rescue"] }]
"""
)


def crew(id_: str, metres: float, **changes: Any) -> Any:
    return a_crew(id_, **{"place": LatLng(IN_GRID.lat_deg + metres / 111_195, IN_GRID.lng_deg)} | changes)


RESCUE = frozenset({"rescue"})
CREWS = (
    crew("U1", 100, kind=CrewKind.UNIT, skills=RESCUE),
    crew("U2", 900, kind=CrewKind.UNIT),
    crew("W1", 500, skills=RESCUE),
    crew("W2", 300, skills=RESCUE, duty=Duty.OFF_DUTY),
    crew("W3", 10),
)


DEPARTMENTS = (a_department("D1", name="市消防支队", region=DISTRICT), a_department("D2"))


def mustered(*crews: Any, departments: tuple[Department, ...] = DEPARTMENTS, **ticket: Any) -> Muster | None:
    board = Board(CITY)
    cameras = [a_camera(f"{n}", number=n, place=LatLng(IN_GRID.lat_deg + n / 1000, IN_GRID.lng_deg)) for n in (3, 1, 2)]
    board.load(
        Snapshot(
            tickets=(),
            crews=crews or CREWS,
            departments=departments,
            cameras=tuple(cameras),
            regions=a_region_tree(),
        )
    )
    return muster(board, a_ticket(**{"category": "0401"} | ticket), CARDS, NOON)


def found(*crews: Any, **ticket: Any) -> Muster:
    made = mustered(*crews, **ticket)
    assert made is not None
    return made


def test_that_the_choosiest_wish_chooses_first_and_nobody_is_meant_twice() -> None:
    assert [check.target.code for check in found().crews] == ["U1", "W1", "U2"]


def test_that_what_is_lacking_is_told_with_its_number() -> None:
    short = found(crew("U1", 100, kind=CrewKind.UNIT, skills=RESCUE)).short
    assert [(wanted.count, wanted.kind, wanted.skills) for wanted in short] == [
        (1, None, RESCUE),
        (1, CrewKind.UNIT, frozenset()),
    ]


def test_that_departments_are_found_by_a_word_of_their_name() -> None:
    assert [check.name for check in found().departments] == ["市消防支队"]


def test_that_of_departments_with_that_word_the_nearest_above_the_matter_is_meant() -> None:
    city = a_department("D3", name="市消防支队", region=CITY)
    far = a_department("D4", name="乙区消防大队", region=OTHER_DISTRICT)
    near = a_department("D5", name="甲区消防大队", region=DISTRICT)
    assert [check.name for check in found(departments=(city, far, near)).departments] == ["甲区消防大队"]


def test_that_a_department_that_the_ground_does_not_have_is_told() -> None:
    assert found(departments=(a_department("D4", name="乙区消防大队", region=OTHER_DISTRICT),)).absent == ("消防",)


def test_that_a_crew_leads_where_there_is_one() -> None:
    assert [check.name for check in found().named][-1] == "市消防支队"


def test_that_the_nearest_cameras_are_meant() -> None:
    assert [camera.number for camera in found().cameras] == [1, 2]


def test_that_a_ticket_without_a_place_has_no_nearest_cameras() -> None:
    assert found(place=None).cameras == ()


def test_that_a_matter_without_a_card_musters_nobody() -> None:
    assert mustered(category="0101") is None


def test_that_a_crew_that_helps_elsewhere_is_named_after_one_that_is_free() -> None:
    near, far = crew("W1", 100), crew("W2", 200)
    helped = a_ticket(
        state=State.DISPATCHED, noted=Records(co_handlers=(CoHandler(kind="crew", id="W1", name="王五", must=False),))
    )
    board = Board(CITY)
    board.load(Snapshot(tickets=(helped,), crews=(near, far), departments=(), cameras=(), regions=a_region_tree()))
    assert [check.target.code for check in candidates(board, a_ticket(), now=NOON)] == ["W2", "W1"]
