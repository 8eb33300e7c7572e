"""What the walls of one workstation decode together: a budget that all of them share, the most important tiles first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Rank = tuple[bool, bool, int, int]
"""The lower, the more important."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A tile that would play its main stream: how many megapixels a second that costs beyond its sub-stream.

    ``goes_up``: it plays the sub-stream now, and needs some room to spare. ``must``: it plays the main one whatever it costs.
    """

    place: int
    rank: Rank
    more_mps: float
    goes_up: bool
    must: bool


class DecodeBudget:
    """``whole_mps`` megapixels a second, and what each wall has last asked of them.

    Every wall asks for itself, twice a second; that all of them together stay within the whole comes of each being told
    what the others want as well.
    """

    def __init__(self, whole_mps: float, room_to_go_up: float = 0.9) -> None:
        self.whole_mps = whole_mps
        self._spare_mps = (1 - room_to_go_up) * whole_mps
        self._asked: dict[int, tuple[float, tuple[Wish, ...]]] = {}
        self._walls = 0

    def share(self) -> Share:
        """Return the share of one more wall; of two tiles that matter alike, that of the older wall goes first."""
        self._walls += 1
        return Share(self, self._walls)

    def grant(self, wall: int, sub_mps: float, wishes: Sequence[Wish]) -> frozenset[int]:
        """Return the places of ``wall`` whose wishes are granted; its sub-streams take ``sub_mps`` in any case."""
        self._asked[wall] = (sub_mps, tuple(wishes))
        left_mps = self.whole_mps - sum(sub for sub, _ in self._asked.values())
        by_rank = sorted(
            ((wish.rank, owner, wish) for owner, (_, asked) in self._asked.items() for wish in asked),
            key=lambda one: (one[0][:-1], one[1], one[0][-1]),
        )
        granted = set()
        for _, owner, wish in by_rank:
            if wish.must or wish.more_mps <= left_mps - (self._spare_mps if wish.goes_up else 0.0):
                left_mps -= wish.more_mps
                if owner == wall:
                    granted.add(wish.place)
        return frozenset(granted)

    def room_mps(self, wall: int) -> float:
        """Return what is left of the whole beside all that the other walls than ``wall`` ask for, 0 at least."""
        others = [asked for owner, asked in self._asked.items() if owner != wall]
        taken_mps = sum(sub_mps + sum(wish.more_mps for wish in wishes) for sub_mps, wishes in others)
        return max(0.0, self.whole_mps - taken_mps)


class Share:
    """What one wall has of a workstation's budget."""

    def __init__(self, budget: DecodeBudget, wall: int) -> None:
        self.budget = budget
        self._wall = wall

    def grant(self, sub_mps: float, wishes: Sequence[Wish]) -> frozenset[int]:
        """Return the places whose wishes are granted beside what all other walls ask for."""
        return self.budget.grant(self._wall, sub_mps, wishes)

    def room_mps(self) -> float:
        """Return what the other walls leave of the whole, though all their wishes be granted."""
        return self.budget.room_mps(self._wall)
