"""Salvos: what is sent to a wall of the centre, and which walls are there to show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.texts import one_line

TELLS_EVERY_S = 20.0
"""So often a wall says that it is there."""
GONE_AFTER_S = 60.0
"""A wall that has not said so for this long is not sent anything."""
ANSWERS_IN_S = 15.0
"""A wall that has not shown a salvo after this long does not answer."""
LONGEST_WALL_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWall:
    """A wall that follows salvos: named at its workstation, within its centre.

    ``shows`` is the key of the salvo that it shows, None where somebody there has hung something else since.
    """

    centre: RegionCode
    name: str
    desk: str
    layout: str
    shows: UUID | None
    by: str
    at: datetime

    def is_there(self, now: datetime) -> bool:
        """Tell whether it has said so lately."""
        return now - self.at <= timedelta(seconds=GONE_AFTER_S)


def checked_wall_name(name: str) -> str:
    """Return a wall's name as it is kept.

    Raises:
        Refused: ``wall.bad_name``; none, or too long.
    """
    kept = one_line(name)
    if not kept or len(kept) > LONGEST_WALL_NAME:
        raise Refused("wall.bad_name", most=LONGEST_WALL_NAME)
    return kept


def only_looks() -> Refused:
    """Return why a wall without a desk gives no order."""
    return Refused("wall.only_looks")


def sits_nowhere(name: str) -> Refused:
    """Return why no console opens with a wall's name."""
    return Refused("wall.no_desk", name=name)
