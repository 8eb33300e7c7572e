"""Saved layouts: what of a wall is kept, what a number opens, and when a wall is no more what was saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.layout import LAYOUTS
from console.domain.saved_layout import Hung, SavedLayout, Scope, free_number, in_order, numbered
from console.domain.ticket import TicketId
from console.domain.wall import Tile, Wall
from tests.builders import NOON, VILLAGE

A, B = CameraId("a"), CameraId("b")
WALL = Wall(layout_name="2x2").hung(0, A).hung(3, B)
SAVED = SavedLayout(
    centre=VILLAGE,
    scope=Scope.SHIFT,
    owner="",
    number=12,
    name="早高峰",
    hung=Hung.of(WALL),
    version=1,
    by="李四",
    at=NOON,
)


@given(st.sampled_from(sorted(LAYOUTS)), st.dictionaries(st.integers(0, 63), st.sampled_from("abc"), max_size=20))
def test_that_a_wall_opened_anew_is_as_it_was_saved(name: str, hung: dict[int, str]) -> None:
    wall = Wall(layout_name=name, tiles={place: Tile(camera=CameraId(one)) for place, one in hung.items()})
    saved = Hung.of(wall).checked()
    assert Hung.of(saved.on(Wall())) == saved


def test_that_pinned_tickets_are_not_saved_and_stay_when_a_layout_is_opened() -> None:
    pinned = WALL.pinned(1, TicketId(7))
    assert Hung.of(pinned) == Hung.of(WALL)
    opened = SAVED.hung.on(Wall(layout_name="3x3").hung(1, B).pinned(1, TicketId(7)))
    assert opened.tile(1) == Tile(ticket=TicketId(7))


def test_that_a_wall_differs_by_a_camera_or_a_layout_and_not_by_a_ticket() -> None:
    changed = [WALL.hung(1, A), WALL.cleared(0), WALL.laid_out("3x3"), WALL.pinned(0, TicketId(7)), WALL]
    assert [SAVED.differs(wall) for wall in changed] == [True, True, True, False, False]


def test_that_a_number_opens_ones_own_first_and_the_halls_last() -> None:
    mine, shift, hall = (replace(SAVED, scope=scope) for scope in Scope)
    assert numbered([hall, shift, mine], 12) == mine
    assert numbered([hall, shift], 12) == shift
    assert numbered([hall], 13) is None
    assert in_order([hall, replace(mine, number=20), mine]) == (mine, replace(mine, number=20), hall)


def test_that_the_first_number_that_is_free_is_of_one_scope() -> None:
    taken = [replace(SAVED, number=number) for number in (1, 2, 4)]
    assert free_number(taken, Scope.SHIFT) == 3
    assert free_number(taken, Scope.HALL) == 1
    assert free_number([replace(SAVED, number=number) for number in range(1, 100)], Scope.SHIFT) is None


@pytest.mark.parametrize(
    "hung", [Hung(layout="9x9", cameras=(None,) * 81), Hung(layout="2x2", cameras=(A,)), Hung(layout="", cameras=())]
)
def test_that_what_is_no_layout_is_refused(hung: Hung) -> None:
    with pytest.raises(Refused):
        hung.checked()
