"""What the rules have against a change of the ground, each with its code, and nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.crew import CrewId, CrewKind
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Role
from console.ground_orders import (
    AddGrids,
    NameHead,
    NewGrid,
    Redrawn,
    StationCrew,
)
from console.handlers import handle
from console.orders import AnyOrder
from tests.builders import GRID, NEXT_GRID, VILLAGE, a_crew, a_region_tree, an_operator
from tests.fakes import FakeClock, FakeStore
from tests.grid_changes import BOTH, HALVES, HEAD, LEAD, MERGED, REDRAWN, SPLIT, UNIT, WIDER, WORKER, box


@pytest.fixture
def ground() -> FakeStore:
    store = FakeStore()
    registry = store.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews(
        [
            a_crew(HEAD, region=GRID, kind=CrewKind.GRID_HEAD),
            a_crew(WORKER, region=GRID),
            a_crew(UNIT, region=GRID, kind=CrewKind.UNIT),
            a_crew("N", region=NEXT_GRID, kind=CrewKind.GRID_HEAD),
        ]
    )
    return store


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(REDRAWN, by=an_operator(roles=frozenset({Role.DISPATCHER}))), "campaign.role_missing"),
        (replace(REDRAWN, reason=" "), "grid.no_reason"),
        (replace(REDRAWN, grid=VILLAGE), "grid.unknown"),
        (replace(REDRAWN, shape_wkb=b"\x01\x02"), "grid.no_area"),
        (replace(REDRAWN, shape_wkb=box(120.60, 31.30, 120.615, 31.31)), "grid.overlaps"),
        (replace(REDRAWN, name="格" * 81), "grid.bad_name"),
        (replace(REDRAWN, beside=(Redrawn(grid=GRID, seen=1, shape_wkb=WIDER),)), "grid.code_taken"),
        (replace(REDRAWN, beside=(Redrawn(grid=NEXT_GRID, seen=1, shape_wkb=WIDER),)), "grid.overlaps"),
        (replace(SPLIT, parts=HALVES[:1]), "grid.too_few"),
        (replace(SPLIT, parts=(replace(HALVES[0], code=NEXT_GRID), HALVES[1])), "grid.code_taken"),
        (replace(SPLIT, parts=(replace(HALVES[0], code=RegionCode("99")), HALVES[1])), "region.code_not_under_parent"),
        (replace(SPLIT, parts=(replace(HALVES[0], code=RegionCode(f"{VILLAGE} 1")), HALVES[1])), "grid.bad_code"),
        (replace(SPLIT, parts=(HALVES[0], replace(HALVES[1], shape_wkb=HALVES[0].shape_wkb))), "grid.overlaps"),
        (
            replace(SPLIT, parts=(HALVES[0], replace(HALVES[1], shape_wkb=box(120.606, 31.3, 120.61, 31.31)))),
            "grid.parts_leave",
        ),
        (
            replace(SPLIT, parts=(HALVES[0], replace(HALVES[1], shape_wkb=box(120.605, 31.3, 120.612, 31.31)))),
            "grid.parts_beyond",
        ),
        (replace(SPLIT, parts=(replace(HALVES[0], crews=(CrewId("N"),)), HALVES[1])), "crew.unknown"),
        (replace(MERGED, grids=BOTH[:1]), "grid.too_few"),
        (replace(MERGED, code=RegionCode("3205020010010019")), "region.code_not_under_parent"),
        (NameHead(by=LEAD, grid=GRID, crew=UNIT, seen=1, reason="换届"), "crew.no_person"),
        (NameHead(by=LEAD, grid=GRID, crew=HEAD, seen=1, reason="换届"), "crew.already_there"),
        (NameHead(by=LEAD, grid=GRID, crew=WORKER, seen=4, reason="换届"), "crew.changed"),
        (StationCrew(by=LEAD, grid=GRID, crew=CrewId("X"), seen=1, reason="支援"), "crew.unknown"),
        (StationCrew(by=LEAD, grid=RegionCode("320502001001001"), crew=WORKER, seen=1, reason="支援"), "grid.outside"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_what_may_not_be_is_refused_and_changes_nothing(ground: FakeStore, order: AnyOrder, code: str) -> None:
    before = (dict(ground.rows.regions), dict(ground.rows.crews))
    with pytest.raises(Refused) as refused, ground.unit_of_work() as uow:
        handle(order, uow, FakeClock())
    assert refused.value.code == code
    assert (ground.rows.regions, ground.rows.crews) == before


def test_that_a_log_names_some_of_many_grids_and_how_many_more(ground: FakeStore) -> None:
    grids = tuple(
        NewGrid(
            code=RegionCode(f"{VILLAGE}1{n:02d}"),
            name=f"格{n}",
            parent=VILLAGE,
            shape_wkb=box(120 + n / 100, 30, 120.01 + n / 100, 30.01),
        )
        for n in range(9)
    )
    with ground.unit_of_work() as uow:
        (entry,) = handle(AddGrids(by=LEAD, grids=grids, reason="新建"), uow, FakeClock()).entries
    assert entry.detail["what"].endswith(f"格5 {VILLAGE}105 … +3")
