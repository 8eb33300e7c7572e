"""Limits as a city writes them: an amount of hours or days, of all time or of the centre's working time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
LONGEST_S = 3660 * DAY_S


class Unit(StrEnum):
    """What a limit counts: an urgent hour and a natural day run round the clock, the others in working time only."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"
    NATURAL_DAY = "natural_day"

    @property
    def is_work(self) -> bool:
        return self is Unit.WORK_HOUR or self is Unit.WORK_DAY


@dataclass(frozen=True, slots=True)
class Limit:
    """So much of a unit; more than nothing, and ten years at most.

    Raises:
        ValueError: told in one sentence.
    """

    amount: float
    unit: Unit

    def __post_init__(self) -> None:
        if not (math.isfinite(self.amount) and 0 < self.counted_s(DAY_S) <= LONGEST_S):
            raise ValueError(f"a limit is more than nothing and ten years at most, not {self.amount:g} {self.unit}")

    def counted_s(self, work_day_s: float) -> float:
        """Return the seconds to be counted; ``work_day_s`` is how long a working day of the centre is."""
        match self.unit:
            case Unit.WORK_DAY:
                one_s = work_day_s
            case Unit.NATURAL_DAY:
                one_s = DAY_S
            case _:
                one_s = HOUR_S
        return round(self.amount * one_s, 6)


def parse(raw: object) -> Limit:
    """Read ``{ amount = 1, unit = "work_day" }``, or ``{ minutes = 10 }`` for a part of an urgent hour.

    Raises:
        ValueError: what is wrong with it, in one sentence.
    """
    match raw:
        case Mapping() if set(raw) == {"minutes"}:
            return Limit(_number(raw["minutes"]) / 60, Unit.URGENT_HOUR)
        case Mapping() if set(raw) == {"amount", "unit"}:
            if raw["unit"] not in set(Unit):
                raise ValueError(f"{raw['unit']!r} is no unit; there are {', '.join(Unit)}")
            return Limit(_number(raw["amount"]), Unit(raw["unit"]))
        case _:
            raise ValueError('a limit is written { amount = 1, unit = "work_day" } or { minutes = 10 }')


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ValueError(f"{raw!r} is no number")
    return float(raw)
