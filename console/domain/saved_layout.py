"""Layouts that were saved under a number: an operator's own, a shift's, a hall's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.layout import layout_of
from console.domain.shift import Role
from console.domain.texts import one_line
from console.domain.wall import Tile, Wall

LAST_NUMBER = 99
LONGEST_NAME = 40

SAVES = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SHIFT_LEAD, Role.DUTY_COMMANDER})
"""Whoever runs a wall."""
REPORTS = SAVES | {Role.WALL}
"""Who tells that a wall is there: also a wall that only looks."""
SAVES_FOR_HALL = frozenset({Role.SHIFT_LEAD})


class Scope(StrEnum):
    """Whose a layout is: it follows its operator from desk to desk, or everybody at the centre has it.

    Whoever runs a wall saves for the shift, only a shift lead for the hall.
    """

    ME = "me"
    SHIFT = "shift"
    HALL = "hall"

    @property
    def saves(self) -> frozenset[Role]:
        """Who may save and remove one."""
        return SAVES_FOR_HALL if self is Scope.HALL else SAVES


SCOPES = tuple(Scope)
"""In the order in which a number is looked for: one's own goes before the shift's, and that before the hall's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """What a wall shows: the name of a layout and a camera a tile, by their places, None where a tile is empty."""

    layout: str
    cameras: tuple[CameraId | None, ...]

    @staticmethod
    def of(wall: Wall) -> Hung:
        """Return what is seen on a wall; pinned tickets belong to the day, not to what is saved."""
        return Hung(layout=wall.layout_name, cameras=tuple(wall.tile(place).camera for place in wall.places))

    def on(self, wall: Wall) -> Wall:
        """Return the wall with this hung on it; pinned tickets stay where they are, and so does what is not seen."""
        laid = wall.laid_out(self.layout)
        tiles = dict(laid.tiles)
        for place, camera in zip(laid.places, self.cameras, strict=False):
            tile = Tile(camera=camera, ticket=laid.tile(place).ticket)
            tiles[place] = tile
            if tile == Tile():
                del tiles[place]
        return Wall(layout_name=laid.layout_name, tiles=tiles)

    def checked(self) -> Hung:
        """Return this as it stands.

        Raises:
            Refused: ``layout.unknown``; no such layout, or not one camera, or nothing, for each of its tiles.
        """
        layout = layout_of(self.layout)
        if layout is None or len(layout.cells) != len(self.cameras):
            raise Refused("layout.unknown", layout=self.layout)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLayout:
    """A layout under its number; ``owner`` is empty where it is not one operator's own. ``version`` grows by one a change."""

    centre: RegionCode
    scope: Scope
    owner: str
    number: int
    name: str
    hung: Hung
    version: int
    by: str
    at: datetime
    gone: bool = False

    @property
    def key(self) -> str:
        """What names it among all that one operator sees: ``hall:12``."""
        return key_of(self.scope, self.number)

    def differs(self, wall: Wall) -> bool:
        """Tell whether the wall shows something else by now."""
        return Hung.of(wall) != self.hung


def key_of(scope: Scope, number: int) -> str:
    """Return what names a layout among all that one operator sees."""
    return f"{scope.value}:{number}"


def owner_of(scope: Scope, operator: str) -> str:
    """Return whose a layout is that this operator saves."""
    return operator if scope is Scope.ME else ""


def checked_name(name: str) -> str:
    """Return a layout's name as it is kept.

    Raises:
        Refused: ``layout.no_name``, ``layout.long_name``.
    """
    kept = one_line(name)
    if not kept:
        raise Refused("layout.no_name")
    if len(kept) > LONGEST_NAME:
        raise Refused("layout.long_name", most=LONGEST_NAME)
    return kept


def checked_number(number: int) -> int:
    """Return a layout's number.

    Raises:
        Refused: ``layout.bad_number``.
    """
    if not 1 <= number <= LAST_NUMBER:
        raise Refused("layout.bad_number", number=number, most=LAST_NUMBER)
    return number


def in_order(layouts: Iterable[SavedLayout]) -> tuple[SavedLayout, ...]:
    """Return layouts as they are listed: one's own, the shift's, the hall's, each by number."""
    return tuple(sorted(layouts, key=lambda one: (SCOPES.index(one.scope), one.number)))


def numbered(layouts: Sequence[SavedLayout], number: int) -> SavedLayout | None:
    """Return what a number opens; where several have it, one's own first and the hall's last."""
    return next((one for one in in_order(layouts) if one.number == number), None)


def free_number(layouts: Iterable[SavedLayout], scope: Scope) -> int | None:
    """Return the first number that nothing of this scope has; None where all are taken."""
    taken = {one.number for one in layouts if one.scope is scope}
    return next((number for number in range(1, LAST_NUMBER + 1) if number not in taken), None)
