"""What the operator wants to see of the queue: words, states, priorities, tiers, and six quick questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from console.domain.grid import RegionCode, Tier
from console.domain.ticket import Priority, State, Ticket, TicketId
from widgets.kit import kept
from widgets.kit.search_text import plain
from widgets.queue.ranks import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter; empty sets and an empty text want everything.

    ``mine``: it is this centre's turn. ``unsigned``: dispatched and not signed yet. ``overdue``: its stage is past due,
    ``nearly_due``: it is not, but most of its time is used. ``supervised``: urged in this stage, or a card waits for a reply.
    ``to_approve``: something was asked for, and waits for a yes or no of this centre.
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    tiers: frozenset[Tier] = frozenset()
    mine: bool = False
    unsigned: bool = False
    nearly_due: bool = False
    overdue: bool = False
    supervised: bool = False
    to_approve: bool = False

    @property
    def is_everything(self) -> bool:
        return self == EVERYTHING

    @property
    def without_text(self) -> Wanted:
        return replace(self, text="")

    @property
    def is_about_now(self) -> bool:
        """Tell whether a ticket may come into it, or leave it, by the passing of time alone."""
        return self.overdue or self.nearly_due

    @property
    def needles(self) -> tuple[str, ...]:
        """The words that must all be found, as ``searchable`` writes them."""
        return tuple(plain(self.text).split())

    def saved(self) -> dict[str, Any]:
        """Return it as plain data for the workspace file."""
        return {
            "text": self.text,
            "states": sorted(state.value for state in self.states),
            "priorities": sorted(int(priority) for priority in self.priorities),
            "tiers": sorted(int(tier) for tier in self.tiers),
            "mine": self.mine,
            "unsigned": self.unsigned,
            "nearly_due": self.nearly_due,
            "overdue": self.overdue,
            "supervised": self.supervised,
            "to_approve": self.to_approve,
        }


EVERYTHING = Wanted()


def wanted_of(saved: Mapping[str, Any]) -> Wanted:
    """Return a saved filter; what it holds of an older or newer program's words is left out."""
    text = saved.get("text")
    states, priorities, tiers = (kept.listed(saved.get(name)) for name in ("states", "priorities", "tiers"))
    return Wanted(
        text=text if isinstance(text, str) else "",
        states=frozenset(state for state in State if state.value in states),
        priorities=frozenset(priority for priority in Priority if priority in priorities),
        tiers=frozenset(tier for tier in Tier if tier in tiers),
        mine=bool(saved.get("mine", False)),
        unsigned=bool(saved.get("unsigned", False)),
        nearly_due=bool(saved.get("nearly_due", False)),
        overdue=bool(saved.get("overdue", False)),
        supervised=bool(saved.get("supervised", False)),
        to_approve=bool(saved.get("to_approve", False)),
    )


class Sieve:
    """A filter made ready to be asked about many tickets at one moment.

    Args:
        tickets: by id; the haystacks in the keys are already ``plain``.
        now: aware, UTC.
    """

    def __init__(
        self,
        wanted: Wanted,
        centre: RegionCode,
        now: datetime,
        tickets: Mapping[TicketId, Ticket],
    ) -> None:
        self._wanted = wanted
        self._needles = wanted.needles
        self._centre = centre
        self._now = now
        self._tickets = tickets

    def through(self, keys: list[Key]) -> list[Key]:
        """Return what passes, in the given order. One criterion after another: each is one quick pass."""
        wanted, tickets = self._wanted, self._tickets
        for needle in self._needles:
            keys = [key for key in keys if needle in key[4]]
        if states := wanted.states:
            keys = [key for key in keys if tickets[key[3]].state in states]
        if priorities := wanted.priorities:
            keys = [key for key in keys if key[1] in priorities]
        if tiers := wanted.tiers:
            keys = [key for key in keys if tickets[key[3]].tier in tiers]
        if wanted.mine:
            centre = self._centre
            keys = [key for key in keys if tickets[key[3]].centre == centre]
        if wanted.unsigned:
            keys = [key for key in keys if tickets[key[3]].state is State.DISPATCHED]
        if wanted.overdue:
            due_s = self._now.timestamp()
            keys = [key for key in keys if key[2] < due_s]
        if wanted.nearly_due:
            now = self._now
            keys = [key for key in keys if tickets[key[3]].nearly_due(now)]
        if wanted.supervised:
            keys = [key for key in keys if tickets[key[3]].card]
        if wanted.to_approve:
            centre = self._centre
            keys = [key for key in keys if tickets[key[3]].noted.request and tickets[key[3]].centre == centre]
        return keys
