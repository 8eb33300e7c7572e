"""What the hand on the map looks like: the list of an area, the ring, what holds a point, a place that was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.demo import city
from console.demo.city_code import CITY_CODE
from console.domain.place import LatLng
from tests.builders import NOON
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from tests.widgets.map.test_hit import view_at
from widgets import theme
from widgets.kit import target_words
from widgets.map.bridge import Bridge
from widgets.map.feeding import Feeding
from widgets.map.going import Going
from widgets.map.hand import Hand
from widgets.map.hand_marks import HandMarks
from widgets.map.live import LiveMap
from widgets.map.naming import Naming
from widgets.map.under import Under

pytestmark = pytest.mark.looks
SIZE = (800, 420)
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "en")]


@pytest.fixture(scope="module")
def store() -> FakeStore:
    made = FakeStore()
    city.make(made, "small", 1, now=NOON, progress=lambda _part, _share: None)
    return made


def shown(store: FakeStore, do: Callable[[Hand, LatLng], None]) -> QWidget:
    """Return an empty map on which the hand has done something at a ticket's place."""
    seat = Seat(store, CITY_CODE)
    seat.clock.advance(timedelta(minutes=5))
    atlas = Atlas(tuple(seat.board.regions.values()))
    ticket = min(
        (each for each in seat.board.tickets.values() if each.place), key=lambda each: (each.priority, each.number)
    )
    assert ticket.place is not None
    over = QWidget()
    over.setProperty("surface", "panel")
    over.setFixedSize(*SIZE)
    bridge = Bridge(over)
    live = LiveMap(atlas, bridge, over)
    live.view = view_at(ticket.place, 15)
    naming = Naming(seat.relay, atlas, Feeding(seat.relay, live, over))
    going, under = Going(seat.relay, seat.focus, atlas, live, over), Under(live, atlas)

    def describe(target, tickets):
        return target_words.of_drop(seat.relay, target, tickets)

    hand = Hand(
        seat.relay, seat.focus, atlas, live, going, under, naming, HandMarks(bridge, over), describe, over, over
    )
    seat.focus.look_at_ticket(ticket.id)
    over.show()
    do(hand, ticket.place)
    # Kept as long as the picture is made: the board of the seat is read again when it is painted.
    over.setProperty("seat", seat)
    return over


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_list_of_an_area_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, look: theme.ThemeName, language: str
) -> None:
    def take(hand: Hand, _place: LatLng) -> None:
        hand.take_box(0, 0, 800, 420)

    studio.assert_looks(lambda: shown(store, take), "map-area", size=SIZE, look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_ring_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, look: theme.ThemeName, language: str
) -> None:
    def ask(hand: Hand, _place: LatLng) -> None:
        hand.open_ring_by_keys()

    studio.assert_looks(lambda: shown(store, ask), "map-ring", size=SIZE, look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_what_holds_a_point_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: shown(store, Hand.tell_point), "map-point", size=SIZE, look=look, language=language)


def test_that_a_place_that_was_found_looks_as_it_was_accepted(studio: Studio, store: FakeStore) -> None:
    def find(hand: Hand, _place: LatLng) -> None:
        hand.finder.begin("sq")

    studio.assert_looks(lambda: shown(store, find), "map-finder", size=SIZE)
