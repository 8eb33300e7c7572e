"""The budget of a workstation: all its walls share it, and what matters most on any of them goes first."""

from __future__ import annotations

from console.domain.decode_budget import DecodeBudget, Share, Wish

MAIN_MPS, SUB_MPS = 40.0, 5.0


def wish(place: int, height_px: int = 300, *, goes_up: bool = False, must: bool = False) -> Wish:
    rank = (True, True, -height_px, place)
    return Wish(place=place, rank=rank, more_mps=MAIN_MPS - SUB_MPS, goes_up=goes_up, must=must)


def two(whole_mps: float) -> tuple[Share, Share]:
    budget = DecodeBudget(whole_mps)
    return budget.share(), budget.share()


def test_that_a_wall_alone_has_the_whole():
    assert DecodeBudget(2 * MAIN_MPS).share().grant(2 * SUB_MPS, [wish(0), wish(1)]) == {0, 1}


def test_that_what_one_wall_plays_the_other_cannot():
    one, other = two(2 * MAIN_MPS + 2 * SUB_MPS)
    one.grant(2 * SUB_MPS, [wish(0), wish(1)])
    assert other.grant(2 * SUB_MPS, [wish(0), wish(1)]) == frozenset()


def test_that_the_sub_streams_of_another_wall_count_too():
    one, other = two(2 * MAIN_MPS)
    one.grant(10 * SUB_MPS, ())
    assert other.grant(SUB_MPS, [wish(0)]) == frozenset()


def test_that_the_larger_tile_goes_first_on_whichever_wall_it_is():
    one, other = two(MAIN_MPS + 3 * SUB_MPS)
    one.grant(2 * SUB_MPS, [wish(0), wish(1)])
    assert other.grant(SUB_MPS, [wish(0, height_px=1000)]) == {0}
    assert one.grant(2 * SUB_MPS, [wish(0), wish(1)]) == frozenset()


def test_that_of_two_alike_the_older_wall_goes_first():
    one, other = two(MAIN_MPS + SUB_MPS)
    assert other.grant(SUB_MPS, [wish(0)]) == {0}
    assert one.grant(SUB_MPS, [wish(0)]) == {0}
    assert other.grant(SUB_MPS, [wish(0)]) == frozenset()


def test_that_what_must_be_played_is_played_and_counts():
    one, other = two(MAIN_MPS)
    assert one.grant(2 * SUB_MPS, [wish(0, must=True), wish(1, must=True)]) == {0, 1}
    assert other.grant(SUB_MPS, [wish(0)]) == frozenset()


def test_that_a_wall_which_rests_leaves_its_part_to_the_others():
    one, other = two(MAIN_MPS + SUB_MPS)
    one.grant(SUB_MPS, [wish(0)])
    one.grant(0.0, ())
    assert other.grant(SUB_MPS, [wish(0)]) == {0}


def test_that_a_tile_which_goes_up_needs_room_to_spare():
    share = DecodeBudget(MAIN_MPS).share()
    assert share.grant(SUB_MPS, [wish(0, goes_up=True)]) == frozenset()
    assert share.grant(SUB_MPS, [wish(0)]) == {0}


def test_that_the_room_for_a_wall_is_what_the_others_leave():
    one, other = two(3 * MAIN_MPS)
    one.grant(SUB_MPS, [wish(0)])
    assert (one.room_mps(), other.room_mps()) == (3 * MAIN_MPS, 2 * MAIN_MPS)
