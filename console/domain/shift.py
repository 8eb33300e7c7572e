"""Operators, their roles, and where a day begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.domain.errors import Refused
from console.domain.grid import RegionCode, within


class Role(StrEnum):
    CALL_TAKER = "call_taker"
    DISPATCHER = "dispatcher"
    SHIFT_LEAD = "shift_lead"
    DUTY_COMMANDER = "duty_commander"
    CHECKER = "checker"
    GRID_WORKER = "grid_worker"
    CREW = "crew"
    ADAPTER = "adapter"
    WALL = "wall"
    SYSTEM = "system"


SEAT_ROLES = frozenset(
    {Role.CALL_TAKER, Role.DISPATCHER, Role.SHIFT_LEAD, Role.DUTY_COMMANDER, Role.CHECKER},
)
"""The roles one person may hold together in a small centre."""

SEATLESS = frozenset({Role.GRID_WORKER, Role.CREW, Role.ADAPTER, Role.WALL, Role.SYSTEM})
"""Who acts without sitting at a desk: in the field, from outside, a wall that only looks, and the console itself."""

SYSTEM_NAME = "system"
"""Nobody else may bear it: in the journal it is the console."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who gives an order, for which centre, and in which roles."""

    name: str
    centre: RegionCode
    roles: frozenset[Role] = SEAT_ROLES
    desk: str = ""

    @property
    def is_system(self) -> bool:
        """Tell whether it is the console itself that gives the order, as the ladder does."""
        return self.roles == {Role.SYSTEM}


def governs(seat: Operator, ground: RegionCode) -> bool:
    """Tell whether who sits at the seat says who may sit on this ground: a duty commander there, or above it."""
    return Role.DUTY_COMMANDER in seat.roles and within(ground, seat.centre)


def system_at(centre: RegionCode, desk: str) -> Operator:
    """Return the console itself as the one who gives an order: what the ladder does stands in the journal under it."""
    return Operator(name=SYSTEM_NAME, centre=centre, roles=frozenset({Role.SYSTEM}), desk=desk)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnShift:
    """Who is on shift at a centre, since when, and at which desk it began."""

    name: str
    since: datetime
    desk: str


@dataclass(frozen=True, slots=True)
class Day:
    """A centre's day: from the shift's hour to the same hour of the next date, in the centre's zone."""

    on: date
    zone: ZoneInfo
    starts: time = time(0, 0)

    @classmethod
    def at(cls, day: date, zone: str, starts: time = time(0, 0)) -> Day:
        """Return the day in a named IANA zone.

        Raises:
            Refused: ``zone.unknown``.
        """
        try:
            return cls(day, ZoneInfo(zone), starts)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise Refused("zone.unknown", zone=zone) from unknown

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first moment and the first moment after it, in UTC; 23 or 25 hours long on two days a year."""
        begin = datetime.combine(self.on, self.starts, tzinfo=self.zone)
        end = datetime.combine(self.on + timedelta(days=1), self.starts, tzinfo=self.zone)
        return begin.astimezone(UTC), end.astimezone(UTC)
