"""The order about the city's rules: putting new ones in force, and bringing running clocks to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRules(Order):
    """Put files of the city's own in force, texts by their names; those not named stay as they are.

    The clocks of open tickets come to the calendar and the limits in force; what has accrued stays.
    """

    files: Mapping[str, str]
