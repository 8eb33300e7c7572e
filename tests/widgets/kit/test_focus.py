"""The one focus: looking moves nothing, opening does, and nothing is told twice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.ticket import TicketId
from widgets.kit.focus import Focus


@pytest.fixture
def heard(qtbot: QtBot) -> tuple[Focus, list[tuple[str, object]]]:
    focus = Focus()
    told: list[tuple[str, object]] = []
    for name in ("ticket_changed", "camera_changed", "ticket_opened", "camera_opened"):
        getattr(focus, name).connect(lambda what, name=name: told.append((name, what)))
    return focus, told


def test_that_looking_at_a_ticket_opens_nothing(heard: tuple[Focus, list[tuple[str, object]]]) -> None:
    focus, told = heard
    focus.look_at_ticket(TicketId(1))
    assert told == [("ticket_changed", 1)]


def test_that_looking_again_at_the_same_is_not_told_again(heard: tuple[Focus, list[tuple[str, object]]]) -> None:
    focus, told = heard
    focus.look_at_camera(CameraId("c1"))
    focus.look_at_camera(CameraId("c1"))
    assert told == [("camera_changed", "c1")]


def test_that_opening_looks_first_and_is_told_each_time(heard: tuple[Focus, list[tuple[str, object]]]) -> None:
    focus, told = heard
    focus.open_ticket(TicketId(1))
    focus.open_ticket(TicketId(1))
    assert told == [("ticket_changed", 1), ("ticket_opened", 1), ("ticket_opened", 1)]


def test_that_ticket_and_camera_are_looked_at_side_by_side(heard: tuple[Focus, list[tuple[str, object]]]) -> None:
    focus, _told = heard
    focus.open_ticket(TicketId(1))
    focus.open_camera(CameraId("c1"))
    assert (focus.ticket, focus.camera) == (1, "c1")
