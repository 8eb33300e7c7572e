"""The bars of the map's bench: what counts as missed, and what a city of four times the size is."""

from __future__ import annotations

import pytest

from console.atlas import Atlas
from console.ports import Snapshot
from tests.builders import CITY, a_crew, a_region_tree, a_ticket
from widgets.benches.map_bars import BARS, missed, verdicts
from widgets.benches.page import fourfold


@pytest.mark.parametrize(("fps", "wrong"), [(24.0, []), (23.9, ["pan_fps"])])
def test_that_what_must_not_fall_short_is_told_where_it_does(fps: float, wrong: list[str]) -> None:
    assert missed({"pan_fps": fps}) == wrong


@pytest.mark.parametrize(("open_s", "wrong"), [(3.0, []), (3.1, ["four_open_s"])])
def test_that_a_fourfold_city_may_take_twice_as_long(open_s: float, wrong: list[str]) -> None:
    assert missed({"four_open_s": open_s}) == wrong


def test_that_a_verdict_names_the_figure_and_its_bar() -> None:
    assert verdicts({"kill_to_map_s": 5.5}) == {"kill_to_map_s": "missed: 5.5 of at most 5"}


def test_that_every_request_outside_misses_a_bar() -> None:
    assert BARS["foreign"].limit == 0


def test_that_a_fourfold_city_has_four_times_the_ground_and_nothing_lies_upon_another() -> None:
    tree = a_region_tree()
    one = Snapshot(tickets=(a_ticket(),), crews=(a_crew("C1"),), departments=(), cameras=(), regions=tree)
    whole = fourfold(one, CITY)
    before, after = Atlas(tree), Atlas(whole.regions)
    assert len(after.grid_codes) == 4 * len(before.grid_codes)
    assert after.grids_under(CITY) == list(after.grid_codes)
    places = after.centres_of(after.grid_codes)
    assert after.grids_at(places[:, 0], places[:, 1]) == list(after.grid_codes)
    assert len({ticket.id for ticket in whole.tickets} | {crew.id for crew in whole.crews}) == 8
