"""The part of a picture that is shown when somebody zooms into it, in shares of the whole."""

from __future__ import annotations

from dataclasses import dataclass

CLOSEST = 8.0
"""Nearer there is nothing but squares."""
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Part:
    """``left`` and ``top`` from 0 to 1, ``side`` of both its edges; it never reaches beyond the picture."""

    left: float = 0.0
    top: float = 0.0
    side: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether the picture is shown as it is."""
        return self.side >= 1.0

    def zoomed(self, factor: float, x: float = 0.5, y: float = 0.5) -> Part:
        """Return the part shown nearer by ``factor``; what lies at ``x``, ``y`` of what is shown stays where it is."""
        side = min(1.0, max(1 / CLOSEST, self.side / factor))
        if side > 0.999:
            return WHOLE
        return _within(self.left + x * (self.side - side), self.top + y * (self.side - side), side)

    def moved(self, right: float, down: float) -> Part:
        """Return the part beside it, by shares of what is shown."""
        return _within(self.left + right * self.side, self.top + down * self.side, self.side)


WHOLE = Part()


def _within(left: float, top: float, side: float) -> Part:
    most = 1.0 - side
    return Part(min(most, max(0.0, left)), min(most, max(0.0, top)), side)
