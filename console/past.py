"""The past out of the journal: a ticket folded from its lines, and the clock by which a shift is played again."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from console.domain.errors import Refused
from console.domain.point import Point
from console.domain.ticket import State, Ticket, TicketId
from console.ports import Clock
from console.replay import FORMS, PLAIN
from console.stretches import Happened, Stretch

SPEEDS: Final = (1, 10, 60, 300, 600)
"""How many seconds of the past go by in one of ours."""

PRESENT = timedelta(seconds=1)
"""What is not longer ago than this is the present: lines cannot be read quicker than they are written."""

LEAD_S: Final = 5.0
"""How many of our seconds ahead of time lines are wanted, so that nobody has to wait for them."""


SAID_PLAINLY: Final = frozenset(name for name, form in FORMS.items() if form is PLAIN)
"""Most fields are what JSON holds: a board of thousands of tickets gains by not asking each."""


def read_only() -> Refused:
    """Return why no order can be given on a board of the past."""
    return Refused("past.read_only")


class Folding:
    """Lines of one ticket, oldest first, folded in their plain form; quicker than line by line, for whole boards.

    The ticket is what ``console.replay.replay`` makes of the same lines.
    """

    __slots__ = ("_id", "_plain", "_told", "version")

    def __init__(self, id_: TicketId) -> None:
        self.version = 0
        self._id = id_
        self._plain: dict[str, object] = {}
        self._told: dict[str, Any] = {"state": None, "due_at": None}

    def add(
        self, version: int, at: datetime, state: State | None, due_at: datetime | None, changes: Mapping[str, object]
    ) -> None:
        """Take in the next line: what it tells itself, and its changes."""
        told = self._told
        begins = "stage_since" in changes or state is not told["state"]
        if begins or due_at is not None or "due_at" in changes:
            told["due_at"] = due_at
        told["state"], told["changed_at"] = state, at
        self._plain.update(changes)
        self.version = version

    def ticket(self) -> Ticket | None:
        """Return the ticket after the last line; None where the lines do not tell, as those of old databases."""
        if "number" not in self._plain:
            return None
        read: dict[str, Any] = {
            name: raw if name in SAID_PLAINLY else FORMS[name].read(raw)
            for name, raw in self._plain.items()
            if name in FORMS
        }
        return Ticket(id=self._id, version=self.version, **self._told, **read)


class Replaying:
    """The clock of a board of the past: it stands still, or lets what happened happen again, quicker or as quick.

    Time goes by only in ``go_on``, never beyond the lines that are known and never beyond the present. Lines come in
    stretches, each of which goes on where the one before it ended, at ``known``. GUI thread.
    """

    def __init__(self, real: Clock, at: datetime, speed: int = 60) -> None:
        self.speed = speed
        self.is_playing = False
        self._real = real
        self._passed_s = real.passed_s()
        self.go_to(at)

    def now(self) -> datetime:
        return self._at

    def passed_s(self) -> float:
        return self._real.passed_s()

    @property
    def is_at_present(self) -> bool:
        """Whether nothing more can be shown, for it has hardly happened yet."""
        return self._real.now() - self._at < PRESENT

    @property
    def known(self) -> Point:
        """How far the lines are known."""
        return self._known

    @property
    def is_short_of_lines(self) -> bool:
        """Whether it will soon come to the end of the known lines, and there may be more."""
        soon = self._at + timedelta(seconds=LEAD_S * self.speed)
        return self._known.at < min(soon, self._real.now())

    def go_to(self, at: datetime) -> None:
        """Look at another moment, at most the present; what was ahead is forgotten."""
        self._at = min(at, self._real.now())
        self._known = Point.after(self._at)
        self._ahead: deque[Happened] = deque()

    def play(self) -> None:
        self._passed_s = self._real.passed_s()
        self.is_playing = True

    def pause(self) -> None:
        self.is_playing = False

    def take(self, stretch: Stretch) -> None:
        """Know more lines; a stretch that does not go on from where the last one ended is of another moment: dropped."""
        if stretch.begins == self._known:
            self._ahead.extend(stretch.happened)
            self._known = stretch.ends

    def go_on(self) -> tuple[Happened, ...]:
        """Let the time since the last call go by at the speed, and return what happened in it."""
        passed_s, self._passed_s = self._passed_s, self._real.passed_s()
        if not self.is_playing:
            return ()
        until = self._at + timedelta(seconds=(self._passed_s - passed_s) * self.speed)
        happened = self.next(min(until, self._known.at, self._real.now()))
        if self.is_at_present:
            self.pause()
        return happened

    def next(self, until: datetime) -> tuple[Happened, ...]:
        """Look at ``until``, if it is later than now, and return what happened till then, in its order."""
        self._at = max(self._at, until)
        told = []
        while self._ahead and self._ahead[0].entry.at <= self._at:
            told.append(self._ahead.popleft())
        return tuple(told)

    def step(self) -> tuple[Happened, ...]:
        """Go to the next moment at which something happened, as far as it is known, and return that."""
        return self.next(self._ahead[0].entry.at) if self._ahead else ()
