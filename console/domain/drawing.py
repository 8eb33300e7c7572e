"""What an operator draws on the map: lines, areas, arrows, circles and notes, in a few colours; and what is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from console.domain.place import LatLng
from console.domain.texts import one_line

LONGEST_TEXT: Final = 200
POINTS_MOST: Final = 2000


class Kind(StrEnum):
    """What is drawn; a distance and a surface are measured, and live no longer than the program."""

    LINE = "line"
    AREA = "area"
    ARROW = "arrow"
    CIRCLE = "circle"
    NOTE = "note"
    DISTANCE = "distance"
    SURFACE = "surface"

    @property
    def is_measured(self) -> bool:
        return self in (Kind.DISTANCE, Kind.SURFACE)

    @property
    def points_least(self) -> int:
        """With fewer points there is nothing to see."""
        return _LEAST[self]

    @property
    def points_most(self) -> int:
        """With so many it is finished by itself."""
        return _MOST.get(self, POINTS_MOST)


_LEAST: Final = {
    Kind.LINE: 2,
    Kind.AREA: 3,
    Kind.ARROW: 2,
    Kind.CIRCLE: 2,
    Kind.NOTE: 1,
    Kind.DISTANCE: 2,
    Kind.SURFACE: 3,
}
_MOST: Final = {Kind.ARROW: 2, Kind.CIRCLE: 2, Kind.NOTE: 1}


class Ink(StrEnum):
    """A colour of the operational palette, by its everyday name."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    TEAL = "teal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Something on the map. The points of a circle are its middle and a place on its rim; an area closes by itself."""

    key: UUID
    kind: Kind
    points: tuple[LatLng, ...]
    ink: Ink = Ink.BLUE
    text: str = ""
    at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether there is enough of it to be seen."""
        return len(self.points) >= self.kind.points_least


def checked_text(text: str) -> str:
    """Return the words of a drawing as they are kept: one line, not without end."""
    return one_line(text)[:LONGEST_TEXT]


def as_told(drawing: Drawing) -> dict[str, object]:
    """Return a drawing as what JSON can hold."""
    return {
        "kind": drawing.kind.value,
        "points": [[point.lng_deg, point.lat_deg] for point in drawing.points],
        "ink": drawing.ink.value,
        "text": drawing.text,
        "at": drawing.at.isoformat(),
    }


def from_told(key: UUID, told: object) -> Drawing:
    """Return the drawing that ``as_told`` told of.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(told, Mapping):
        raise ValueError("not a drawing")
    try:
        points = tuple(_place(point) for point in told["points"])
        at = datetime.fromisoformat(told["at"])
        drawing = Drawing(
            key=key,
            kind=Kind(told["kind"]),
            points=points,
            ink=Ink(told["ink"]),
            text=checked_text(str(told["text"])),
            at=at,
        )
    except (KeyError, TypeError) as why:
        raise ValueError(f"not a drawing: {why}") from why
    if not drawing.is_whole or len(points) > drawing.kind.points_most or at.tzinfo is None:
        raise ValueError("not a drawing")
    return drawing


def _place(point: object) -> LatLng:
    match point:
        case [int() | float() as lng_deg, int() | float() as lat_deg] if abs(lng_deg) <= 180 and abs(lat_deg) <= 90:
            return LatLng(float(lat_deg), float(lng_deg))
        case _:
            raise ValueError("not a place")
