"""The cameras near a ticket: those that a recorder keeps can be played back, by whoever may look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from console.domain.shift import Role
from console.recorders import parse
from tests.widgets.ticket.conftest import HERE, Card, here
from widgets import rules

RECORDER = 'version = 1\n[[recorders]]\nid = "r"\nurl = "http://r/{number}?{start}"\n'


@pytest.fixture(autouse=True)
def recorder() -> Iterator[None]:
    before = rules.in_force()
    rules.take(replace(before, recorders=parse(RECORDER)))
    yield
    rules.take(before)


def test_that_each_camera_with_a_recorder_is_offered(card: Card) -> None:
    card.look_at(here())
    offered = [action.text() for action in card.widget.nearby.recorded.actions()]
    assert (len(offered), card.widget.nearby.play_back.isVisible()) == (3, True)


def test_that_a_recording_is_asked_for_with_its_ticket(card: Card) -> None:
    asked: list[tuple[object, object]] = []
    card.seat.focus.playback_asked.connect(lambda camera, ticket: asked.append((camera, ticket)))
    card.look_at(here())
    card.widget.nearby.recorded.actions()[0].trigger()
    assert asked == [("1", HERE)]


def test_that_where_no_recorder_is_known_nothing_is_offered(card: Card) -> None:
    rules.take(replace(rules.in_force(), recorders=parse("version = 1\n")))
    card.look_at(here())
    assert not card.widget.nearby.play_back.isVisible()


def test_that_whoever_may_not_look_is_offered_nothing(card: Card) -> None:
    card.seat.relay.operator = replace(card.seat.operator, roles=frozenset({Role.CALL_TAKER}))
    card.look_at(here())
    assert not card.widget.nearby.play_back.isVisible()
