"""A camera that can be turned: where it looks at any moment, and what it was told to do about that.

Everything is a function of the seconds that are handed in, which never run backwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PORT = 8557
"""Where the demo's movable cameras listen on the loopback address: whoever of a workstation's consoles was there first
serves them for all, so that all see the same picture."""
PASSWORD = "demo"
"""Anybody on this machine may move them; a password is part of the protocol."""

FULL_TURN_S = 7.0
"""From one end to the other at full speed."""
FULL_ZOOM_S = 4.0
GOES_S = 1.2
"""A view that is kept is reached in this time, from wherever."""
LONGEST_MOVE_S = 10.0
_WIDEST, _CLOSEST = 0.62, 0.22


@dataclass(frozen=True, slots=True)
class View:
    """Where a camera looks: left to right and bottom to top from -1 to 1, and from wide to close, 0 to 1."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0

    def moved(self, speed: View, for_s: float) -> View:
        """Return where it looks after so long at a speed, units a second; it stops at its ends."""
        return View(
            _within(self.pan + speed.pan * for_s, -1.0, 1.0),
            _within(self.tilt + speed.tilt * for_s, -1.0, 1.0),
            _within(self.zoom + speed.zoom * for_s, 0.0, 1.0),
        )

    def window(self, width_px: int, height_px: int) -> tuple[int, int, int, int]:
        """Return what is seen of a picture: left, top, width and height, px, all even."""
        share = _WIDEST * (_CLOSEST / _WIDEST) ** self.zoom
        width, height = _even(width_px * share), _even(height_px * share)
        left = _even((width_px - width) * (self.pan + 1) / 2)
        top = _even((height_px - height) * (1 - self.tilt) / 2)
        return left, top, width, height


FIRST_VIEWS = {"1": ("全景", View()), "2": ("左侧近景", View(-0.7, -0.1, 0.6)), "3": ("右侧近景", View(0.7, -0.1, 0.6))}


@dataclass(slots=True)
class Turning:
    """One camera. It stops by itself when it is told nothing more: each move has its time."""

    views: dict[str, tuple[str, View]] = field(default_factory=lambda: dict(FIRST_VIEWS))
    _from: View = View()
    _speed: View = View()
    _began_s: float = 0.0
    _ends_s: float = 0.0

    def at(self, now_s: float) -> View:
        """Return where it looks."""
        return self._from.moved(self._speed, max(0.0, min(now_s, self._ends_s) - self._began_s))

    def move(self, now_s: float, speed: View, for_s: float) -> None:
        """Move from now on, each part of ``speed`` from -1 to 1, until it is told otherwise or the time is over."""
        turn, zoom = 2 / FULL_TURN_S, 1 / FULL_ZOOM_S
        self._leave(now_s, View(speed.pan * turn, speed.tilt * turn, speed.zoom * zoom), min(for_s, LONGEST_MOVE_S))

    def stop(self, now_s: float) -> None:
        """Stand still."""
        self._leave(now_s, View(), 0.0)

    def go_to(self, now_s: float, token: str) -> bool:
        """Go to a view that is kept; tells whether there is one."""
        if token not in self.views:
            return False
        here, there = self.at(now_s), self.views[token][1]
        way = View(there.pan - here.pan, there.tilt - here.tilt, there.zoom - here.zoom)
        self._leave(now_s, View(way.pan / GOES_S, way.tilt / GOES_S, way.zoom / GOES_S), GOES_S)
        return True

    def keep(self, now_s: float, name: str, token: str = "") -> str:
        """Keep where it looks under a name, in place of a view or as a new one; return its token."""
        token = token or str(max((int(one) for one in self.views if one.isdecimal()), default=0) + 1)
        self.views[token] = (name, self.at(now_s))
        return token

    def _leave(self, now_s: float, speed: View, for_s: float) -> None:
        self._from, self._speed, self._began_s, self._ends_s = self.at(now_s), speed, now_s, now_s + for_s


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))


def _even(px: float) -> int:
    return max(2, int(px) // 2 * 2) if px >= 2 else 0
