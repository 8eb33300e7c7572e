"""What starts a wall again: until somebody closes it, ever later, and never after a wrong command."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from console.commands.own_wall import FIRST_REST_S, LONGEST_REST_S, Keeper, words_of
from console.settings import Settings

KILLED, CLOSED, REFUSED, OUT_OF_REACH = -9, 0, 3, 4


class Walls:
    """Walls that end, one after another, after so many seconds and with such a code."""

    def __init__(self, *lives: tuple[float, int]) -> None:
        self._lives: Iterator[tuple[float, int]] = iter(lives)
        self.now_s = 0.0
        self.rests: list[float] = []
        self.started = 0
        self.terminated = 0

    def start(self) -> Walls:
        self.started += 1
        return self

    def wait(self) -> int:
        if self.terminated:
            return 0
        lives_s, code = next(self._lives)
        self.now_s += lives_s
        if code == 99:
            raise KeyboardInterrupt
        return code

    def terminate(self) -> None:
        self.terminated += 1

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)

    def keep(self) -> int:
        return Keeper(self.start, self.rest, lambda: self.now_s).run()


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """That a wall ended stands in the log."""
    return caplog


def test_that_a_killed_wall_is_started_again(told: pytest.LogCaptureFixture) -> None:
    walls = Walls((3600.0, KILLED), (5.0, CLOSED))
    assert walls.keep() == 0
    assert walls.started == 2
    assert "The wall ended with -9" in told.text


def test_that_a_wall_that_somebody_closed_stays_closed() -> None:
    walls = Walls((1.0, CLOSED))
    walls.keep()
    assert walls.started == 1


def test_that_a_wrong_command_is_told_and_not_tried_again() -> None:
    walls = Walls((1.0, REFUSED))
    assert walls.keep() == REFUSED
    assert walls.started == 1


def test_that_a_wall_whose_screen_went_overnight_is_tried_until_it_is_back() -> None:
    walls = Walls((40_000.0, KILLED), (1.0, REFUSED), (1.0, REFUSED), (9.0, CLOSED))
    assert walls.keep() == 0
    assert walls.started == 4


def test_that_it_rests_ever_longer_up_to_half_a_minute() -> None:
    walls = Walls(*[(1.0, OUT_OF_REACH)] * 9, (1.0, CLOSED))
    walls.keep()
    assert walls.rests[:3] == [FIRST_REST_S, 2 * FIRST_REST_S, 4 * FIRST_REST_S]
    assert walls.rests[-1] == LONGEST_REST_S


def test_that_a_wall_that_ran_long_is_started_again_soon() -> None:
    walls = Walls(*[(1.0, OUT_OF_REACH)] * 6, (3600.0, KILLED), (1.0, CLOSED))
    walls.keep()
    assert walls.rests[-1] == FIRST_REST_S


def test_that_the_wall_ends_with_who_keeps_it_up() -> None:
    walls = Walls((5.0, 99))
    walls.keep()
    assert (walls.started, walls.terminated) == (1, 1)


def test_that_another_process_is_told_where_the_database_lies_and_nobody_s_name() -> None:
    settings = Settings(
        db="postgresql://city.example/griddesk", centre="3205", operator="李四", lang="en", theme="day",
        zone=ZoneInfo("Asia/Shanghai"),
    )  # fmt: skip
    assert words_of(settings) == (
        "--db", "postgresql://city.example/griddesk", "--centre", "3205", "--lang", "en", "--theme", "day",
        "--zone", "Asia/Shanghai",
    )  # fmt: skip
