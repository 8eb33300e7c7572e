"""What is known of a camera's state: who spoke last is believed, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.presence import SEEN_HOLDS, TOLD_HOLDS, UNKNOWN, Seen, presence
from tests.builders import NOON, a_camera

TOLD = a_camera(is_on=False, told_at=NOON)


def test_that_of_a_camera_that_nobody_spoke_of_nothing_is_known():
    assert presence(a_camera(), None, NOON) == UNKNOWN


@pytest.mark.parametrize(("minutes", "is_on"), [(-1, False), (1, True)], ids=["the catalogue", "the wall"])
def test_that_who_spoke_last_is_believed(minutes: int, is_on: bool):
    seen = Seen(True, NOON + timedelta(minutes=minutes))
    assert presence(TOLD, seen, NOON + timedelta(minutes=2)).is_on == is_on


def test_that_what_a_catalogue_told_is_old_after_a_day():
    ages = (TOLD_HOLDS, TOLD_HOLDS + timedelta(seconds=1))
    assert [presence(TOLD, None, NOON + age).is_old for age in ages] == [False, True]


def test_that_what_a_wall_saw_is_old_after_ten_minutes():
    ages = (SEEN_HOLDS, SEEN_HOLDS + timedelta(seconds=1))
    assert [presence(a_camera(), Seen(True, NOON), NOON + age).is_old for age in ages] == [False, True]


def test_that_a_clock_that_is_behind_makes_nothing_younger_than_now():
    assert presence(TOLD, None, NOON - timedelta(hours=1)).age == timedelta()
