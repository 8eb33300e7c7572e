"""A place in the journal, as it is told again line by line."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

LAST = 2**62
"""A sequence number that no line reaches."""


class Point(NamedTuple):
    """After the line of this moment with this sequence number, in the order of moments."""

    at: datetime
    seq: int

    @classmethod
    def after(cls, at: datetime) -> Point:
        """Return the place after all lines of a moment."""
        return cls(at, LAST)
