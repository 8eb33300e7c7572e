"""Grids that change, the same on the fake, SQLite and PostgreSQL, and at the server's door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import shapely

from console.atlas import Atlas
from console.campaign_orders import BeginCampaign
from console.domain.crew import Crew, CrewKind
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.place import LatLng
from console.ground import change_of, changed
from console.ground_orders import (
    AddGrids,
    NameHead,
    NewGrid,
    Redrawn,
    SeenGrid,
    StationCrew,
)
from console.handlers import handle
from console.journal import Entry, Kind, News
from console.orders import AnyOrder, TakeIn
from console.ports import Store
from db.engine import open_store
from tests.builders import (
    GRID,
    IN_GRID,
    NEXT_GRID,
    NOON,
    VILLAGE,
    a_crew,
    a_region_tree,
    a_ticket,
)
from tests.fakes import FakeClock
from tests.grid_changes import EAST, HALVES, HEAD, LEAD, MERGED, REDRAWN, SPLIT, UNIT, WEST, WIDER, WORKER, box


@pytest.fixture
def ground(request: pytest.FixtureRequest, any_store: Store) -> Iterator[Store]:
    """Any database, with a head, a worker and a unit at home in the first grid, and a head in the next."""
    is_door = request.node.callspec.params["any_store"] == "door"
    owner = open_store(request.getfixturevalue("server_url")) if is_door else any_store
    owner.registry().add_crews(
        [
            a_crew(HEAD, region=GRID, kind=CrewKind.GRID_HEAD),
            a_crew(WORKER, region=GRID),
            a_crew(UNIT, region=GRID, kind=CrewKind.UNIT),
            a_crew("N", region=NEXT_GRID, kind=CrewKind.GRID_HEAD),
        ]
    )
    yield any_store
    if is_door:
        owner.close()


def give(store: Store, order: AnyOrder) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, FakeClock())


def folded(regions: Iterable[Region], lines: Iterable[Entry]) -> dict[RegionCode, Region]:
    """Return the ground after the lines, in their order, of what it was before them."""
    ground = {region.code: region for region in regions}
    for line in lines:
        ground |= changed(ground, change_of(line), line.at)
    return ground


def refusal(store: Store, order: AnyOrder) -> Refused:
    with pytest.raises(Refused) as refused:
        give(store, order)
    return refused.value


def regions(store: Store) -> dict[RegionCode, Region]:
    return {region.code: region for region in store.archive().situation(VILLAGE).regions}


def crews(store: Store) -> dict[str, Crew]:
    return {crew.id: crew for crew in store.archive().situation(VILLAGE).crews}


def grid_at(store: Store, place: LatLng) -> str | None:
    with store.unit_of_work() as uow:
        found = uow.grid_at(place)
        return found.code if found else None


def test_that_a_grid_is_redrawn_named_anew_and_found_by_its_new_boundary(ground: Store) -> None:
    before = grid_at(ground, LatLng(31.305, 120.595))
    (entry,) = give(ground, REDRAWN).entries
    grid = regions(ground)[GRID]
    assert (before, grid_at(ground, LatLng(31.305, 120.595))) == (None, GRID)
    assert (entry.kind, entry.reason, grid.name, grid.version) == (Kind.GRID_REDRAWN, "新小区", "一格", 2)
    assert shapely.equals_exact(shapely.from_wkb(grid.shape_wkb), shapely.from_wkb(WIDER), normalize=True)


def test_that_a_border_moves_for_both_neighbours_or_for_none(ground: Store) -> None:
    narrower = Redrawn(grid=NEXT_GRID, seen=1, shape_wkb=box(120.615, 31.30, 120.62, 31.31))
    wider = replace(REDRAWN, shape_wkb=box(120.60, 31.30, 120.615, 31.31))
    assert refusal(ground, wider).code == "grid.overlaps"
    assert refusal(ground, replace(wider, beside=(replace(narrower, seen=2),))).code == "grid.changed"
    before = grid_at(ground, LatLng(31.305, 120.613))
    give(ground, replace(wider, beside=(narrower,)))
    now = regions(ground)
    assert (before, grid_at(ground, LatLng(31.305, 120.613))) == (NEXT_GRID, GRID)
    assert [now[code].version for code in (GRID, NEXT_GRID)] == [2, 2]


def test_that_a_grid_tells_its_history_newest_first(ground: Store) -> None:
    give(ground, REDRAWN)
    give(ground, StationCrew(by=LEAD, grid=NEXT_GRID, crew=WORKER, seen=1, reason="支援"))
    give(
        ground,
        replace(
            SPLIT,
            seen=2,
            parts=(replace(HALVES[0], shape_wkb=box(120.59, 31.30, 120.605, 31.31)), replace(HALVES[1], crews=())),
        ),
    )
    told = ground.archive().ledgers.ground_lines
    assert [entry.kind for entry in told(GRID)] == [Kind.GRID_SPLIT, Kind.GRID_REDRAWN]
    assert [entry.kind for entry in told(NEXT_GRID)] == [Kind.CREW_STATIONED]
    assert [entry.kind for entry in told(WEST)] == [Kind.GRID_SPLIT]


def test_that_every_engine_keeps_a_boundary_in_the_same_bytes(ground: Store) -> None:
    holed = shapely.Polygon(
        [(120.59, 31.3), (120.61, 31.3), (120.61, 31.31), (120.6000000000001, 31.31), (120.59, 31.31)],
        [[(120.594, 31.302), (120.596, 31.302), (120.595, 31.304)]],
    )
    apart = shapely.MultiPolygon([holed, shapely.box(120.5, 31.30, 120.51, 31.31)])
    give(ground, replace(REDRAWN, shape_wkb=shapely.to_wkb(apart)))
    assert regions(ground)[GRID].shape_wkb == shapely.to_wkb(apart, byte_order=0)


def test_that_a_split_retires_the_grid_and_its_ground_is_the_parts(ground: Store) -> None:
    give(ground, SPLIT)
    now = regions(ground)
    assert (now[GRID].retired_at, now[GRID].version) == (NOON, 2)
    assert [(now[code].name, now[code].parent, now[code].version) for code in (WEST, EAST)] == [
        ("西", VILLAGE, 1),
        ("东", VILLAGE, 1),
    ]
    assert [grid_at(ground, LatLng(31.305, lng)) for lng in (120.602, 120.608)] == [WEST, EAST]


def test_that_a_split_gives_each_crew_a_home(ground: Store) -> None:
    give(ground, SPLIT)
    now = crews(ground)
    assert {id_: (now[id_].region, now[id_].kind, now[id_].version) for id_ in (HEAD, WORKER, UNIT)} == {
        HEAD: (WEST, CrewKind.GRID_HEAD, 2),
        WORKER: (EAST, CrewKind.GRID_WORKER, 2),
        UNIT: (WEST, CrewKind.UNIT, 2),
    }


def test_that_a_ticket_keeps_the_grid_that_it_had_and_the_next_lies_in_the_new_one(ground: Store) -> None:
    def taken_in(id_: int) -> TakeIn:
        one = a_ticket()
        return TakeIn(
            by=LEAD, id=type(one.id)(id_), category=one.category, title=one.title, source=one.source, reported_at=NOON,
            place=IN_GRID,
        )  # fmt: skip

    (old,) = give(ground, taken_in(71)).tickets
    give(ground, SPLIT)
    (new,) = give(ground, taken_in(72)).tickets
    open_now = {ticket.id: ticket.grid for ticket in ground.archive().situation(VILLAGE).tickets}
    assert (open_now[old.id], open_now[new.id]) == (GRID, WEST)
    assert regions(ground)[GRID].name == f"区域{GRID}"


@pytest.mark.parametrize("code", [GRID, WEST], ids=["one_of_them", "a_new_one"])
def test_that_a_merger_makes_one_grid_of_the_ground_and_one_head_of_two(ground: Store, code: RegionCode) -> None:
    give(ground, replace(MERGED, code=code))
    now = regions(ground)
    standing = [region.code for region in now.values() if region.tier == 6 and region.is_standing]
    assert standing == [code]
    assert shapely.from_wkb(now[code].shape_wkb).bounds == (120.60, 31.30, 120.62, 31.31)
    homes = {id_: (crew.region, crew.kind) for id_, crew in crews(ground).items()}
    assert homes == {
        HEAD: (code, CrewKind.GRID_HEAD),
        WORKER: (code, CrewKind.GRID_WORKER),
        UNIT: (code, CrewKind.UNIT),
        "N": (code, CrewKind.GRID_WORKER),
    }


def test_that_new_grids_are_drawn_where_there_were_none(ground: Store) -> None:
    new = NewGrid(code=WEST, name="新格", parent=VILLAGE, shape_wkb=box(120.58, 31.30, 120.60, 31.31))
    give(ground, AddGrids(by=LEAD, grids=(new,), reason="新建"))
    assert grid_at(ground, LatLng(31.305, 120.59)) == WEST


def test_that_a_head_is_named_and_the_one_before_works_on(ground: Store) -> None:
    give(ground, NameHead(by=LEAD, grid=GRID, crew=WORKER, seen=1, reason="换届"))
    now = crews(ground)
    assert (now[WORKER].kind, now[HEAD].kind) == (CrewKind.GRID_HEAD, CrewKind.GRID_WORKER)


def test_that_a_head_that_is_stationed_elsewhere_is_the_head_of_none(ground: Store) -> None:
    give(ground, StationCrew(by=LEAD, grid=NEXT_GRID, crew=HEAD, seen=1, reason="支援"))
    assert (crews(ground)[HEAD].region, crews(ground)[HEAD].kind) == (NEXT_GRID, CrewKind.GRID_WORKER)


def test_that_the_second_of_two_desks_is_told_that_the_grid_was_changed(ground: Store) -> None:
    give(ground, REDRAWN)
    again = replace(REDRAWN, key=uuid4(), shape_wkb=box(120.595, 31.30, 120.61, 31.31))
    assert refusal(ground, again).code == "grid.changed"
    assert regions(ground)[GRID].version == 2


def test_that_an_order_that_is_sent_again_changes_nothing(ground: Store) -> None:
    give(ground, SPLIT)
    before = regions(ground)
    give(ground, SPLIT)
    assert regions(ground) == before


def test_that_a_grid_on_a_running_campaign_is_not_split(ground: Store) -> None:
    begin = BeginCampaign(
        by=LEAD, id=uuid4(), name="防汛", items=("排水",), grids=(GRID,), due_at=NOON + timedelta(days=1)
    )
    give(ground, begin)
    why = refusal(ground, SPLIT)
    assert (why.code, why.facts["campaign"]) == ("grid.open_campaign", "防汛")


def test_that_a_retired_grid_is_neither_drawn_nor_put_on_a_campaign(ground: Store) -> None:
    give(ground, SPLIT)
    begin = BeginCampaign(
        by=LEAD, id=uuid4(), name="防汛", items=("排水",), grids=(GRID,), due_at=NOON + timedelta(days=1)
    )
    assert [refusal(ground, replace(REDRAWN, seen=2)).code, refusal(ground, begin).code] == [
        "grid.retired",
        "grid.unknown",
    ]


def test_that_another_desks_atlas_finds_the_new_grid_by_the_news_alone(ground: Store) -> None:
    atlas = Atlas(tuple(regions(ground).values()))
    feed = ground.feed(VILLAGE)
    mark = feed.mark()
    give(ground, SPLIT)
    _, news = feed.since(mark)
    feed.close()
    told = [entry for one in news for entry in one.entries]
    atlas.take(folded(atlas.regions(), told).values())
    assert (atlas.grid_at(IN_GRID), atlas.path(GRID)[-1]) == (WEST, f"区域{GRID}")


def test_that_the_lines_lead_from_the_first_ground_to_the_one_that_is_stored(ground: Store) -> None:
    feed = ground.feed(VILLAGE)
    mark = feed.mark()
    give(ground, REDRAWN)
    give(ground, replace(MERGED, grids=(SeenGrid(GRID, 2), SeenGrid(NEXT_GRID, 1)), code=WEST))
    _, news = feed.since(mark)
    feed.close()
    told = [entry for one in news for entry in one.entries]
    ours = {region.code: region for region in a_region_tree() if region.code.startswith(VILLAGE)}
    assert folded(ours.values(), told) == regions(ground)


def test_that_the_chain_of_the_journal_holds_over_changes_of_the_ground(
    request: pytest.FixtureRequest, ground: Store
) -> None:
    give(ground, REDRAWN)
    give(ground, replace(MERGED, grids=(SeenGrid(GRID, 2), SeenGrid(NEXT_GRID, 1)), code=WEST))
    is_door = request.node.callspec.params["any_store"] == "door"
    owner = open_store(request.getfixturevalue("server_url")) if is_door else ground
    verdict = owner.auditor().verify()
    if is_door:
        owner.close()
    assert verdict.findings == ()
