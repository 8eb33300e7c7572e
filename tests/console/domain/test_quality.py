"""Which stream a tile plays: by its size, by who looks at it, by the load, within a budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from console.domain.camera import CameraId
from console.domain.decode_budget import DecodeBudget
from console.domain.quality import Choice, Quality, Shown, Why, default_budget_mps
from console.domain.wall import Stream

AMPLE_MPS = 10_000.0
LARGE_PX, BETWEEN_PX, SMALL_PX = 300, 200, 150


class Wall:
    """A wall whose clock is moved by hand; every tile plays what was chosen for it, unless told otherwise."""

    def __init__(
        self,
        tiles: int = 1,
        height_px: int = LARGE_PX,
        budget_mps: float = AMPLE_MPS,
        beside: Wall | None = None,
    ) -> None:
        self.now_s = 1000.0
        self.budget: DecodeBudget = DecodeBudget(budget_mps) if beside is None else beside.budget
        self.quality = Quality(self.budget.share())
        self.choices: Mapping[int, Choice] = {}
        self.silent: set[int] = set()
        self.tiles = {
            place: Shown(camera=CameraId(f"c{place}"), height_px=height_px, has_main=True) for place in range(tiles)
        }
        self.look()

    def change(self, place: int, **what: Any) -> None:
        self.tiles[place] = replace(self.tiles[place], **what)

    def look(self) -> None:
        self.choices = self.quality.choose(self.now_s, self.tiles)

    def run(self, seconds: float) -> None:
        """Let time pass in half seconds; pictures come at 24 a second, a tile that is told to be thin shows a third."""
        for _ in range(round(seconds * 2)):
            self.now_s += 0.5
            for place, tile in self.tiles.items():
                plays = None if place in self.silent else self.choices[place].stream
                decoded = tile.decoded + 12
                self.tiles[place] = replace(tile, plays=plays, decoded=decoded, shown=tile.shown + self._share(place))
            self.look()

    thin: frozenset[int] = frozenset()

    def _share(self, place: int) -> int:
        return 4 if place in self.thin and self.choices[place].stream == "main" else 12

    def streams(self) -> list[Stream]:
        return [self.choices[place].stream for place in sorted(self.choices)]

    def switches(self, seconds: float) -> int:
        """Return how often any tile changes its stream in this time."""
        count = 0
        for _ in range(round(seconds * 2)):
            before = self.streams()
            self.run(0.5)
            count += sum(a != b for a, b in zip(before, self.streams(), strict=True))
        return count


@pytest.mark.parametrize(
    ("height_px", "choice"),
    [
        (150, Choice("sub", Why.SMALL)),
        (171, Choice("sub", Why.SMALL)),
        (230, Choice("sub", Why.BETWEEN)),
        (231, Choice("main", Why.LARGE)),
    ],
)
def test_that_a_new_tile_begins_with_the_stream_of_its_size(height_px: int, choice: Choice):
    assert Wall(height_px=height_px).choices[0] == choice


def test_that_a_tile_goes_down_only_after_a_second_of_being_small():
    wall = Wall()
    wall.run(10)
    wall.change(0, height_px=SMALL_PX)
    wall.run(0.5)
    early = wall.streams()
    wall.run(1)
    assert (early, wall.choices[0]) == (["main"], Choice("sub", Why.SMALL))


def test_that_a_size_between_the_two_borders_changes_nothing():
    wall = Wall()
    wall.change(0, height_px=BETWEEN_PX)
    assert wall.switches(60) == 0
    wall.change(0, height_px=SMALL_PX)
    wall.run(10)
    wall.change(0, height_px=BETWEEN_PX)
    assert wall.switches(60) == 0


def test_that_a_tile_which_is_drawn_to_and_fro_changes_no_more_than_every_five_seconds():
    wall = Wall()
    switches = 0
    for turn in range(20):
        wall.change(0, height_px=SMALL_PX if turn % 2 else LARGE_PX)
        switches += wall.switches(1.5)
    assert switches <= 30 / 5


def test_that_on_a_wall_of_many_tiles_new_ones_begin_small_and_go_up_when_there_are_fewer():
    wall = Wall(tiles=17)
    assert set(wall.choices.values()) == {Choice("sub", Why.MANY)}
    del wall.tiles[16]
    wall.run(6)
    assert wall.streams() == ["main"] * 16


def test_that_the_tiles_of_a_large_wall_are_tried_again_after_ten_minutes():
    wall = Wall(tiles=17)
    wall.run(599)
    before = set(wall.streams())
    wall.run(3)
    assert (before, set(wall.streams())) == ({"sub"}, {"main"})


def test_that_a_tile_over_the_whole_screen_plays_the_main_stream_at_once_whatever_it_costs():
    wall = Wall(tiles=20, height_px=SMALL_PX, budget_mps=1.0)
    wall.change(3, is_whole=True)
    wall.look()
    assert wall.choices[3] == Choice("main", Why.WHOLE)


@pytest.mark.parametrize(("held", "height_px"), [("main", SMALL_PX), ("sub", LARGE_PX)])
def test_that_a_stream_held_by_hand_stays(held: Stream, height_px: int):
    wall = Wall(height_px=height_px)
    wall.change(0, held=held, lag_s=3.0)
    wall.run(60)
    assert wall.choices[0] == Choice(held, Why.HELD)


def test_that_a_camera_without_a_main_stream_plays_the_one_it_has():
    wall = Wall()
    wall.change(0, has_main=False, is_whole=True)
    wall.look()
    assert wall.choices[0] == Choice("sub", Why.ONLY)


def test_that_a_late_tile_among_punctual_ones_goes_down_for_its_line():
    wall = Wall(tiles=4)
    wall.run(2)
    wall.change(2, lag_s=2.0)
    wall.run(2)
    assert wall.streams() == ["main", "main", "sub", "main"]
    assert wall.choices[2].why is Why.NETWORK


def test_that_where_most_tiles_are_thinned_the_least_important_goes_down_for_the_processor():
    wall = Wall(tiles=4)
    wall.change(1, height_px=240)
    wall.run(2)
    wall.thin = frozenset({0, 2, 3})
    wall.run(1)
    assert [place for place, choice in wall.choices.items() if choice == Choice("sub", Why.CPU)] == [1]


def test_that_one_tile_after_the_other_goes_down_while_it_does_not_help():
    wall = Wall(tiles=4)
    wall.run(2)
    wall.thin = frozenset(range(4))
    wall.run(1)
    first = wall.streams().count("sub")
    wall.run(7)
    assert (first, wall.streams().count("main")) == (1, 0)


def test_that_the_tile_in_hand_never_goes_down_for_the_load():
    wall = Wall(tiles=4)
    wall.change(3, is_selected=True)
    wall.run(2)
    wall.thin = frozenset(range(4))
    wall.run(20)
    assert wall.streams() == ["sub", "sub", "sub", "main"]


def test_that_the_first_second_of_a_tile_says_nothing_about_the_load():
    wall = Wall()
    wall.change(0, lag_s=3.0)
    wall.run(1)
    wall.change(0, lag_s=0.0)
    wall.run(5)
    assert wall.streams() == ["main"]


def test_that_a_tile_which_went_down_once_comes_up_when_all_is_calm():
    wall = Wall()
    wall.run(2)
    wall.change(0, lag_s=2.0)
    wall.run(2)
    wall.change(0, lag_s=0.0)
    wall.run(12)
    assert wall.choices[0] == Choice("main", Why.LARGE)


def test_that_a_repeated_offender_is_not_tried_again_for_ten_minutes():
    wall = Wall()
    wall.run(2)
    for _ in range(2):
        wall.change(0, lag_s=2.0)
        wall.run(8)
        wall.change(0, lag_s=0.0)
        wall.run(14)
    assert wall.switches(560) == 0
    assert wall.streams() == ["sub"]
    wall.run(40)
    assert wall.streams() == ["main"]


def test_that_the_budget_lets_the_least_important_go_down_first():
    wall = Wall(tiles=4, budget_mps=4 * 5.76 + 2.5 * 46.08)
    assert wall.streams() == ["main", "main", "sub", "sub"]
    wall.change(3, height_px=500)
    wall.change(2, is_selected=True)
    wall.run(12)
    assert wall.streams() == ["sub", "sub", "main", "main"]
    assert wall.choices[0].why is Why.BUDGET


def test_that_the_budget_goes_by_the_pictures_that_really_come():
    wall = Wall(tiles=4, budget_mps=4 * 5.76 + 2.5 * 46.08)
    for place in (0, 1):
        wall.change(place, source_px=1280 * 720)
    wall.run(12)
    assert wall.streams().count("main") == 3


def test_that_a_main_stream_that_does_not_come_gives_way_to_the_sub_stream_for_ten_minutes():
    wall = Wall()
    wall.silent = {0}
    wall.run(9)
    assert wall.choices[0] == Choice("sub", Why.MISSING)
    wall.silent = set()
    assert wall.switches(560) == 0


def test_that_a_camera_which_was_away_altogether_gets_its_main_stream_when_it_comes_back():
    wall = Wall()
    wall.silent = {0}
    wall.run(60)
    wall.silent = set()
    wall.run(3)
    assert wall.streams() == ["main"]


def test_that_tiles_which_are_not_seen_cost_nothing():
    wall = Wall(tiles=2, budget_mps=2 * 5.76 + 1.5 * 46.08)
    assert wall.streams() == ["main", "sub"]
    del wall.tiles[0]
    wall.run(6)
    assert wall.choices == {1: Choice("main", Why.LARGE)}


def test_that_a_machine_of_more_cores_may_decode_more():
    assert default_budget_mps(8) > default_budget_mps(2) >= 2 * 46


def test_that_a_second_wall_of_the_workstation_has_what_the_first_leaves():
    first = Wall(tiles=2, budget_mps=4 * 5.76 + 2.5 * 40.32)
    second = Wall(tiles=2, beside=first)
    assert (first.streams(), second.streams()) == (["main", "main"], ["sub", "sub"])


def test_that_a_wall_nobody_sees_leaves_the_budget_to_the_other():
    first = Wall(tiles=2, budget_mps=4 * 5.76 + 2.5 * 40.32)
    second = Wall(tiles=2, beside=first)
    first.quality.rest()
    second.run(12)
    assert second.streams() == ["main", "main"]


def test_that_two_walls_at_the_border_of_the_budget_do_not_go_to_and_fro():
    first = Wall(tiles=2, budget_mps=4 * 5.76 + 2.5 * 40.32)
    second = Wall(tiles=2, beside=first)
    assert sum(first.switches(1) + second.switches(1) for _ in range(60)) == 0


def test_that_what_is_foreseen_is_what_the_tiles_begin_with():
    wall = Wall(tiles=3, height_px=SMALL_PX)
    tiles = {0: Shown(camera=CameraId("c8"), height_px=LARGE_PX, has_main=True), 1: wall.tiles[1]}
    foreseen = wall.quality.foresee(wall.now_s, tiles)
    assert (foreseen[0], foreseen[1], wall.quality.choose(wall.now_s, tiles)) == (*foreseen.values(), foreseen)
