"""An hour without a link, by keyboard alone: a call is taken in and sent out, and the city has all of it once, afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import State
from console.following import Link
from console.journal import Kind
from console.orders import Dispatch, TakeIn
from tests.builders import GRID, an_operator
from tests.walks.by_key import CTRL, SHIFT, Key, Keyboard, Place, sits_at
from widgets.queue.wording import Column

pytestmark = pytest.mark.webengine

TITLE = "路口井盖松动"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("link lost"))
    yield made
    made.close()


@pytest.fixture
def keys(place: Place, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Iterator[Keyboard]:
    for made in sits_at(place, qtbot):
        made.lies()
        yield made
        leave_nothing_waiting(made)


def leave_nothing_waiting(keys: Keyboard) -> None:
    rows, waiting = keys.seat.store.rows, keys.seat.relay.waiting
    rows.passwords.clear()
    rows.operators.clear()
    keys.seat.store.mend()
    tell(keys, Link.UP)
    waiting.give_up(one.key for one in keys.seat.outbox.all())
    keys.qtbot.waitUntil(lambda: not waiting.kept)


def tell(keys: Keyboard, link: Link) -> None:
    with keys.qtbot.waitSignal(keys.seat.relay.link_changed):
        keys.seat.relay.tell_link(link)


def take_in_without_a_link(keys: Keyboard) -> None:
    """Lose the link, and take a call in that is kept here."""
    keys.seat.store.cut()
    tell(keys, Link.LOST)
    keys.press(Key.Key_F2)
    keys.write(TITLE)
    keys.tab_to("Category")
    keys.write("2101")
    keys.tab_to("Latitude, longitude")
    keys.write("31.305, 120.605")
    keys.press(Key.Key_Return, held=CTRL)
    keys.qtbot.waitUntil(lambda: [row[Column.STATE] for row in keys.rows().values()] == ["queued"])


def waits(keys: Keyboard, count: int) -> None:
    keys.qtbot.waitUntil(lambda: len(keys.seat.relay.waiting.queued) == count)


def dispatch(keys: Keyboard) -> None:
    """Go from the form back to the queue and send it to the first candidate: the first press shows who that is."""
    keys.press(Key.Key_F6, held=SHIFT)
    keys.press(Key.Key_Return, held=CTRL)
    keys.qtbot.waitUntil(keys.window.card.isVisible)
    keys.press(Key.Key_Return, held=CTRL)
    keys.wait_out_the_window()
    waits(keys, 2)


def link_is_back(keys: Keyboard) -> None:
    keys.seat.store.mend()
    tell(keys, Link.UP)
    keys.qtbot.waitUntil(lambda: not keys.seat.relay.waiting.queued)


def test_that_a_call_taken_in_without_a_link_is_sent_out_and_reaches_the_city_once(keys: Keyboard) -> None:
    take_in_without_a_link(keys)
    dispatch(keys)
    link_is_back(keys)
    (ticket,) = keys.seat.store.rows.tickets.values()
    lines = Counter(line.entry.kind for line in keys.seat.store.rows.lines)
    assert (ticket.title, ticket.state) == (TITLE, State.DISPATCHED)
    assert lines == dict.fromkeys((Kind.TAKEN_IN, Kind.ACCEPTED, Kind.FILED, Kind.DISPATCHED), 1)
    keys.sees_row(ticket.number, Column.STATE, "To be signed")
    assert len(keys.rows()) == 1


def test_that_it_stands_in_the_queue_and_on_its_card_with_a_stand_in_for_its_number(keys: Keyboard) -> None:
    take_in_without_a_link(keys)
    ((number, row),) = keys.rows().items()
    assert (number[:4], row[Column.TITLE], row[Column.GRID]) == ("new ", TITLE, "区域" + GRID)
    keys.press(Key.Key_F6, held=SHIFT)
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: "Taken in at this desk, not yet at the city" in keys.texts())
    assert number in keys.texts()


def test_that_any_verb_is_given_on_it_and_done_in_its_order(keys: Keyboard) -> None:
    take_in_without_a_link(keys)
    keys.press(Key.Key_F6, held=SHIFT)
    for count, letters in enumerate(("acc", "file"), 2):
        keys.give(letters)
        waits(keys, count)
    keys.give("disp")
    keys.write("zl")
    keys.press(Key.Key_Down, Key.Key_Return)
    keys.wait_out_the_window()
    waits(keys, 4)
    link_is_back(keys)
    kinds = [line.entry.kind for line in keys.seat.store.rows.lines]
    assert kinds == [Kind.TAKEN_IN, Kind.ACCEPTED, Kind.FILED, Kind.DISPATCHED]


def test_that_what_the_city_refuses_waits_to_be_looked_at_with_all_that_was_ordered_upon_it(keys: Keyboard) -> None:
    take_in_without_a_link(keys)
    dispatch(keys)
    # Somebody else has all the seats of the centre by now.
    rows, other = keys.seat.store.rows, an_operator("王五", centre=keys.place.centre)
    rows.operators[other.name, other.centre], rows.passwords[other.name] = other, ("secret", False)
    link_is_back(keys)
    assert [type(one.order) for one in keys.seat.relay.waiting.in_review] == [TakeIn, Dispatch]
    keys.qtbot.waitUntil(lambda: not keys.rows())
    assert keys.seat.store.rows.tickets == {}
