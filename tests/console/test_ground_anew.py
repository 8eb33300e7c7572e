"""Ground that is drawn anew: the atlas takes it in at once, and a board whatever way the news comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from uuid import uuid4

from console.atlas import Atlas
from console.board import Board
from console.domain.crew import CrewId, CrewKind
from console.domain.grid import RegionCode, Tier
from console.domain.place import LatLng
from console.ground import CrewMove, GroundChange, detail_of
from console.journal import Entry, Kind, News
from console.ports import Snapshot
from tests.builders import (
    CITY,
    FAR_GRID,
    GRID,
    IN_GRID,
    NEXT_GRID,
    NOON,
    VILLAGE,
    a_crew,
    a_region,
    a_region_tree,
)


def test_that_ground_that_is_drawn_anew_holds_its_places_at_once() -> None:
    atlas = Atlas(a_region_tree())
    wider = replace(a_region(GRID, Tier.GRID, VILLAGE, (120.59, 31.30, 120.61, 31.31)), version=2)
    assert atlas.grid_at(LatLng(31.305, 120.595)) is None
    assert atlas.take([wider]) == {GRID}
    assert atlas.grid_at(LatLng(31.305, 120.595)) == GRID


def test_that_what_is_as_new_already_is_not_taken_again() -> None:
    atlas = Atlas(a_region_tree())
    assert atlas.take(a_region_tree()) == frozenset()


def test_that_whoever_holds_the_ground_still_goes_on_reading_it_as_it_was() -> None:
    atlas = Atlas(a_region_tree())
    still = atlas.still()
    gone = replace(a_region(GRID, Tier.GRID, VILLAGE, (120.60, 31.30, 120.61, 31.31)), version=2, retired_at=NOON)
    atlas.take([gone])
    assert (still.grid_at(IN_GRID), atlas.grid_at(IN_GRID)) == (GRID, None)
    assert (still.is_as(atlas), atlas.is_as(atlas.still())) == (False, True)


def test_that_a_retired_grid_keeps_its_name_and_shape_and_is_listed_nowhere() -> None:
    atlas = Atlas(a_region_tree())
    shape = atlas.shape(GRID)
    gone = replace(a_region(GRID, Tier.GRID, VILLAGE, (120.60, 31.30, 120.61, 31.31)), version=2, retired_at=NOON)
    atlas.take([gone])
    assert (atlas.path(GRID)[-1], atlas.shape(GRID)) == (gone.name, shape)
    listed = [*atlas.grid_codes, *atlas.grids_under(VILLAGE), *(one.code for one in atlas.regions(Tier.GRID))]
    assert GRID not in [*listed, *(one.code for one in atlas.children(VILLAGE))]


def test_that_a_thread_that_locates_meanwhile_finds_one_ground_or_the_other() -> None:
    atlas = Atlas(a_region_tree())
    grid = a_region(GRID, Tier.GRID, VILLAGE, (120.60, 31.30, 120.61, 31.31))
    with ThreadPoolExecutor(1) as other:
        found = other.submit(lambda: {atlas.grid_at(IN_GRID) for _ in range(400)})
        for version in range(2, 60):
            atlas.take([replace(grid, version=version, retired_at=NOON if version % 2 else None)])
    assert found.result() <= {GRID, None}


WIDE = a_region(GRID, Tier.GRID, VILLAGE, (120.59, 31.30, 120.61, 31.31))


def a_board(centre: RegionCode = CITY) -> Board:
    board = Board(centre)
    there = tuple(one for one in a_region_tree() if one.code.startswith(centre))
    board.load(Snapshot(tickets=(), crews=(a_crew(),), departments=(), cameras=(), regions=there))
    return board


def news(change: GroundChange, kind: Kind = Kind.GRID_REDRAWN) -> News:
    entry = Entry(
        key=uuid4(),
        kind=kind,
        ticket=None,
        version=0,
        at=NOON,
        by="李四",
        desk="x",
        centre=CITY,
        detail=detail_of(change, ""),
    )
    return News(entries=(entry,))


def test_that_a_board_ends_in_the_same_ground_whatever_way_the_news_comes() -> None:
    changes = [
        news(GroundChange(grids=(replace(WIDE, version=2, name="二"),))),
        news(GroundChange(grids=(replace(WIDE, version=3, name="三"),))),
        news(GroundChange(retired=((NEXT_GRID, 2),))),
    ]
    ends = set()
    for order in permutations([*changes, changes[0]]):
        board = a_board()
        for one in order:
            board.hear(one)
        ends.add((board.regions[GRID].name, board.regions[NEXT_GRID].retired_at, len(board.regions)))
    assert ends == {("三", NOON, len(a_region_tree()))}


def test_that_news_that_came_before_changes_nothing() -> None:
    board, change = a_board(), news(GroundChange(grids=(replace(WIDE, version=2),)))
    assert [board.hear(change).grids, board.hear(change).grids] == [{GRID}, frozenset()]


def test_that_a_centre_takes_in_nothing_of_others_ground() -> None:
    board = a_board(VILLAGE)
    far = a_region(FAR_GRID, Tier.GRID, "320502001001", (120.7, 31.3, 120.8, 31.31))
    assert board.hear(news(GroundChange(grids=(replace(far, version=2),)))).grids == frozenset()
    assert FAR_GRID not in board.regions


def test_that_a_crew_that_goes_elsewhere_is_on_the_board_no_more() -> None:
    board = a_board(VILLAGE)
    move = CrewMove(crew=CrewId("C1"), version=2, region=FAR_GRID, kind=CrewKind.GRID_WORKER)
    heard = board.hear(news(GroundChange(crews=(move,)), Kind.CREW_STATIONED))
    assert (heard.crews, "C1" in board.crews) == (frozenset({CrewId("C1")}), False)


def test_that_a_crew_of_which_nothing_is_known_is_asked_for() -> None:
    move = CrewMove(crew=CrewId("new"), version=2, region=GRID, kind=CrewKind.GRID_WORKER)
    heard = a_board(VILLAGE).hear(news(GroundChange(crews=(move,)), Kind.CREW_STATIONED))
    assert (heard.crews, heard.has_strangers) == (frozenset(), True)
