"""What is told of a key site and of a sensor that a click on the map asks about."""

from __future__ import annotations

import pytest

from console.domain.place import LatLng
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.looks.test_hand_on_map_looks import LOOKS, SIZE, shown, store
from widgets import theme
from widgets.map.hand import Hand

__all__ = ["store"]
pytestmark = pytest.mark.looks


@pytest.mark.parametrize(("look", "language"), LOOKS)
@pytest.mark.parametrize("kind", ["site", "sensor"])
def test_that_what_is_told_of_it_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, look: theme.ThemeName, language: str, kind: str
) -> None:
    def click(hand: Hand, place: LatLng) -> None:
        held = hand.gathering.box(hand.gathering._live.view, -8000, -8000, 8000, 8000)
        hand.choose(("site", held.sites[0]) if kind == "site" else ("sensor", held.sensors[0]))

    studio.assert_looks(lambda: shown(store, click), f"map-thing-{kind}", size=SIZE, look=look, language=language)
