"""The bars of the map, and which of them figures do not reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must not exceed, or with ``least`` must not fall short of; ``four`` is the same for a fourfold city."""

    limit: float
    least: bool = False
    four: float | None = None

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit


BARS: Final[Mapping[str, Bar]] = {
    "load_cpu_of_peer": Bar(1 / 4),
    "update_cpu_of_peer": Bar(1 / 8),
    "memory_mb_of_peer": Bar(1 / 2),
    "pan_fps": Bar(24, least=True, four=12),
    "pan_fps_of_peer": Bar(2, least=True),
    "call_to_pixel_p50": Bar(50, four=100),
    "call_to_pixel_p95": Bar(200, four=400),
    "one_hertz_core_share": Bar(0.25, four=0.5),
    "all_moving_core_share": Bar(0.25, four=0.5),
    "foreign": Bar(0, four=0),
    "missing": Bar(0, four=0),
    "script_faults": Bar(0, four=0),
    "drop_hits_share": Bar(1, least=True, four=1),
    "drop_hits_share_at_1.5": Bar(1, least=True),
    "locate_points_per_s": Bar(150_000, least=True, four=75_000),
    "kill_to_map_s": Bar(5, four=10),
    "open_s": Bar(1.5, four=3),
    "box_everything_ms": Bar(100, four=200),
    "feed_memory_growth": Bar(0.03),
}
"""What each figure has to reach. All crews that move once in ALL_MOVE_EVERY_S share the bar of the thousand that do."""

FOUR: Final = "four_"
"""How the names of a fourfold city's figures begin."""


def every_bar() -> dict[str, Bar]:
    """Return the bars by the name of their figure, those of the fourfold city among them."""
    four = {f"{FOUR}{name}": Bar(bar.four, bar.least) for name, bar in BARS.items() if bar.four is not None}
    return {**BARS, **four}


def verdicts(figures: Mapping[str, float]) -> dict[str, str]:
    """Return for each bar that was measured how its figure stands to it, in words."""
    return {
        name: f"{'reached' if bar.is_met(figures[name]) else 'missed'}: {figures[name]:g}"
        f" of {'at least' if bar.least else 'at most'} {bar.limit:g}"
        for name, bar in every_bar().items()
        if name in figures
    }


def missed(figures: Mapping[str, float]) -> list[str]:
    """Return the names of the bars that figures do not reach; what could not be measured here is not among them."""
    return [name for name, bar in every_bar().items() if name in figures and not bar.is_met(figures[name])]
