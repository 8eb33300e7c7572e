"""Limits: read as a city writes them, counted in seconds, refused in a sentence."""

from __future__ import annotations

import pytest

from console.domain.limit import Limit, Unit, parse

SEVEN_HOURS_S = 25_200.0


@pytest.mark.parametrize(
    ("raw", "counted_s"),
    [
        ({"amount": 2, "unit": "urgent_hour"}, 7_200),
        ({"amount": 0.5, "unit": "work_hour"}, 1_800),
        ({"amount": 1.5, "unit": "work_day"}, 37_800),
        ({"amount": 3, "unit": "natural_day"}, 259_200),
        ({"minutes": 10}, 600),
        ({"minutes": 7}, 420),
    ],
)
def test_that_a_limit_counts_the_seconds_of_its_unit(raw: dict[str, object], counted_s: float) -> None:
    assert parse(raw).counted_s(SEVEN_HOURS_S) == counted_s


@pytest.mark.parametrize(("unit", "is_work"), list(zip(Unit, [False, True, True, False], strict=True)))
def test_that_only_work_units_count_working_time(unit: Unit, is_work: bool) -> None:
    assert unit.is_work is is_work


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (24, "a limit is written"),
        ({"amount": 1}, "a limit is written"),
        ({"amount": 1, "unit": "work_day", "of": "ours"}, "a limit is written"),
        ({"amount": 1, "unit": "fortnight"}, "'fortnight' is no unit; there are urgent_hour"),
        ({"amount": "1", "unit": "work_day"}, "'1' is no number"),
        ({"minutes": True}, "True is no number"),
        ({"minutes": 0}, "more than nothing"),
        ({"amount": float("nan"), "unit": "work_day"}, "more than nothing"),
        ({"amount": 4000, "unit": "natural_day"}, "ten years at most"),
    ],
)
def test_that_what_is_no_limit_is_refused_in_a_sentence(raw: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse(raw)


def test_that_a_limit_is_never_of_nothing() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Limit(-1, Unit.WORK_HOUR)
