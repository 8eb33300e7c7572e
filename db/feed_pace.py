"""How long a feed on a server rests between two questions: longer where the whole city writes more than it ever should."""

from __future__ import annotations

STORM_PER_S = 200.0
"""Transactions a second; a hall of two hundred desks at its busiest writes fifty."""
STORM_RESTS = 2.0
"""So many times the usual rest in a storm: whoever writes then needs the server more than whoever looks on, and what is
urgent rings all the same.
"""


class Pace:
    """Told of each answer, says how long to rest. The thread of the feed only."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._at_s = 0.0
        self._is_storm = False

    def answered(self, next_transaction: int, at_s: float) -> None:
        """Note the number of the next transaction at an answer, and when it came by a steady clock, seconds."""
        if self._number is not None and at_s > self._at_s:
            # Smaller after a server was put back from a backup: then nothing is known.
            self._is_storm = (next_transaction - self._number) / (at_s - self._at_s) > STORM_PER_S
        self._number, self._at_s = next_transaction, at_s

    def rest_s(self, usual_s: float) -> float:
        """Return how long to rest, seconds, where it is usually ``usual_s``."""
        return usual_s * STORM_RESTS if self._is_storm else usual_s
