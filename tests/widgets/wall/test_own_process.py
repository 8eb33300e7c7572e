"""The wall on another screen as a process of its own: what is started, and that no secret stands in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from console.domain.alarm_bank import Reserve
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets.wall.alarms import AlarmChoices
from widgets.wall.own_process import OwnProcess
from widgets.wall.panel import WallPanel

WORDS = ("--db", "postgresql://city.example/griddesk", "--lang", "en")


@pytest.fixture
def started() -> list[Sequence[str]]:
    return []


def of(wall: WallPanel, started: list[Sequence[str]], *, begins: bool = True) -> OwnProcess:
    def start(command: Sequence[str]) -> bool:
        started.append(command)
        return begins

    return OwnProcess(wall.shelf, wall.screens, wall.alarms, WORDS, wall, start)


def test_that_it_is_kept_up_on_that_screen_and_database(wall: WallPanel, started: list[Sequence[str]]) -> None:
    of(wall, started).open_on(2)
    assert list(started[0][-8:]) == ["wall", "--screen", "2", "--keep-up", *WORDS]


def test_that_only_addresses_and_looks_are_told(wall: WallPanel, started: list[Sequence[str]]) -> None:
    of(wall, started).open_on(2)
    assert {word for word in started[0] if word.startswith("--")} == {"--screen", "--keep-up", "--db", "--lang"}


def test_that_it_keeps_the_tiles_for_alarms_that_are_kept_here(wall: WallPanel, started: list[Sequence[str]]) -> None:
    wall.alarms.choose(AlarmChoices(reserve=Reserve.ROW))
    of(wall, started).open_on(2)
    assert list(started[0][-7:-5]) == ["--alarms", "row"]


def test_that_a_program_that_does_not_start_is_told(
    wall: WallPanel, started: list[Sequence[str]], qtbot: QtBot
) -> None:
    own = of(wall, started, begins=False)
    with qtbot.waitSignal(own.said) as said:
        own.open_on(3)
    assert said.args == ["The wall on screen 3 could not be started.", "error"]


def test_that_the_menu_of_screens_offers_it(wall: WallPanel, seat: Seat, pool: FakePool, qtbot: QtBot) -> None:
    wall.bar.offer_targets((), {2: "大屏"})
    action = next(each for each in wall.bar.send_menu.actions() if "process" in each.text())
    with qtbot.waitSignal(wall.bar.own_asked) as asked:
        wall.bar.own_asked.disconnect(wall.own.open_on)
        action.trigger()
    assert asked.args == [2]
