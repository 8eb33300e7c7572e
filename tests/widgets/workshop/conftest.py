"""A workshop on a seat: the city in memory, and an atlas that goes along with its board."""

from __future__ import annotations

import pytest

from console.atlas import Atlas
from console.domain.crew import CrewKind
from tests.builders import GRID, NEXT_GRID, a_crew, a_region_tree
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.ground import keep_drawn


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    registry = made.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews(
        [
            a_crew("H", name="王五", kind=CrewKind.GRID_HEAD),
            a_crew("W", name="赵六"),
            a_crew("N", name="孙七", region=NEXT_GRID),
            a_crew("U", name="城管二队", region=GRID, kind=CrewKind.UNIT),
        ]
    )
    return made


@pytest.fixture
def atlas(seat: Seat) -> Atlas:
    made = Atlas(tuple(seat.board.regions.values()))
    keep_drawn(seat.relay, made)
    return made
