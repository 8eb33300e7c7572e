"""How large a demo city is: the numbers that each size promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a size holds; the city reaches about ``radius_m`` from its middle, the river is ``river_m`` wide."""

    radius_m: float
    river_m: float
    districts: int
    townships: int
    villages: int
    grids: int
    cameras: int
    sites: int
    sensors: int
    crews: int
    open_tickets: int
    past_tickets: int
    past_days: int


SIZES: Mapping[str, Plan] = MappingProxyType(
    {
        "small": Plan(
            radius_m=6_000,
            river_m=170,
            districts=3,
            townships=15,
            villages=75,
            grids=600,
            cameras=400,
            sites=160,
            sensors=200,
            crews=800,
            open_tickets=300,
            past_tickets=900,
            past_days=3,
        ),
        "city": Plan(
            radius_m=20_000,
            river_m=340,
            districts=9,
            townships=99,
            villages=860,
            grids=6_895,
            cameras=10_766,
            sites=1_798,
            sensors=2_000,
            crews=18_599,
            open_tickets=5_000,
            past_tickets=100_000,
            past_days=30,
        ),
    }
)
