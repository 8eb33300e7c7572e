"""What each ticket counts for in the indicators: its course, folded from its journal lines, and the cells it adds to.

The words, as every figure uses them:

* *Filed*: it stood, at any time, in filed or in a state behind it; past data that tell only of a closing imply it.
* *Handled*: the handler has reported back and it was not sent back since.
* *Due*, for the whole matter, when the handle stage first fell due, as the line says that begins it: the limit is fixed
  at filing. A granted extension, the end of a suspension, and a change of class while it is being handled move it;
  transfer, return and rework never do. Until somebody signs, the matter is due when the stage in which it waits is. A
  reopened matter keeps its old due time until it is given a new one. Where the journal knows no limit there is no due
  time: whether such a ticket was in time is not said, and it is left out of what counts that.
* *Closed*: when it was closed last, unless it was reopened since.
* *Due to close*: filed, and neither void nor rejected nor merged into another ticket (which is counted itself).
* *Signed in time*: the last dispatch was signed within its limit. *Handling time*: elapsed seconds in in_progress.

What a ticket counts for is always as it stands now; a matter that is reopened is no longer closed in any period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from console.domain.ticket import State, TargetKind, Ticket
from console.journal import Entry, Kind

HANDLED = frozenset({State.FEEDBACK, State.CHECKED, State.CLOSED, State.ARCHIVED})
BEHIND_FILING = HANDLED | {State.FILED, State.DISPATCHED, State.IN_PROGRESS, State.SUSPENDED}
UNTIL_SETTLED = frozenset({State.FILED, State.DISPATCHED, State.IN_PROGRESS})
DROPPED = frozenset({State.DRAFT, State.REJECTED, State.VOID, State.MERGED})
ASKED_TO_SIGN = frozenset({Kind.DISPATCHED, Kind.TRANSFERRED})
BEGINS_HANDLING = frozenset({Kind.SIGNED, Kind.ARRIVED})
MOVES_DUE = frozenset({Kind.EXTENDED, Kind.RESUMED, Kind.RECLASSIFIED, Kind.RECALENDARED})
NEVER = 0
"""The month of what has not happened."""


class Dim(StrEnum):
    """By what a report is broken down; ``region`` by the area a ticket lies in, at the finest tier known."""

    REGION = "region"
    DEPARTMENT = "department"
    CATEGORY = "category"
    SOURCE = "source"
    CREW = "crew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one ticket so far, as the indicators see it; times are aware and UTC.

    ``is_settled`` tells that ``due_at`` is the handle stage's own; ``handling_since`` runs while it is being handled.
    """

    reported_at: datetime
    area: str
    category: str
    source: str
    department: str = ""
    crew: str = ""
    is_filed: bool = False
    is_handled: bool = False
    is_kept: bool = True
    is_reworked: bool = False
    is_extended: bool = False
    is_satisfied: bool | None = None
    sign_due_at: datetime | None = None
    is_signed_in_time: bool = False
    due_at: datetime | None = None
    is_settled: bool = False
    handling_since: datetime | None = None
    handling_s: int | None = None
    handled_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_due_to_close(self) -> bool:
        return self.is_filed and self.is_kept

    @property
    def is_handled_in_time(self) -> bool:
        return self.is_handled and _in_time(self.handled_at, self.due_at)

    @property
    def is_closed_in_time(self) -> bool:
        return _in_time(self.closed_at, self.due_at)

    def codes(self) -> Iterator[tuple[Dim, str]]:
        """Yield under which codes it is counted; a ticket that nobody handles has no department and no crew."""
        yield Dim.REGION, self.area
        yield Dim.CATEGORY, self.category
        yield Dim.SOURCE, self.source
        if self.department:
            yield Dim.DEPARTMENT, self.department
        if self.crew:
            yield Dim.CREW, self.crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the indicators of a period are made of.

    Of the tickets reported in it: how many, how many of them filed, handled, given out to be signed, signed in time;
    ``handling_s`` are the seconds of those that are ``timed``; ``asked`` and ``satisfied`` tell of follow-up calls.
    Of the tickets due to close that fell due, or were closed, in it: ``due``; ``limited``, those that have a due time
    at all; ``closed`` by its end; and the rest.
    """

    reported: int = 0
    filed: int = 0
    handled: int = 0
    to_sign: int = 0
    signed_in_time: int = 0
    timed: int = 0
    handling_s: int = 0
    asked: int = 0
    satisfied: int = 0
    due: int = 0
    limited: int = 0
    closed: int = 0
    closed_in_time: int = 0
    handled_in_time: int = 0
    reworked: int = 0
    extended: int = 0

    @classmethod
    def together(cls, counts: Sequence[Counts]) -> Counts:
        """Return the sum of many."""
        if len(counts) <= 1:
            return counts[0] if counts else NOTHING
        return cls(**dict(zip(COUNTED, map(sum, zip(*map(_numbers, counts), strict=True)), strict=True)))


COUNTED = tuple(one.name for one in fields(Counts))
_numbers = attrgetter(*COUNTED)
NOTHING = Counts()
REPORTED = ("reported", "filed", "handled", "to_sign", "signed_in_time", "timed", "handling_s", "asked", "satisfied")
DUE_TO_CLOSE = ("due", "closed_in_time", "handled_in_time", "reworked", "extended")
"""What a running count of each kind holds; which have a limit and which are closed, the months of their cells tell."""


class Cell(NamedTuple):
    """One running count: of tickets reported in a month, or due in one month and closed in another.

    Months are years × 12 + month − 1; ``due`` is None in cells of the first kind.
    """

    dim: Dim
    code: str
    month: int
    closed: int | None
    measure: str


def follow(before: Course | None, ticket: Ticket, entries: Iterable[Entry]) -> Course:
    """Return the course after the lines that led to the ticket as it now stands; from its beginning without ``before``."""
    course = before or Course(
        reported_at=ticket.reported_at, area=ticket.area, category=ticket.category, source=ticket.source
    )
    for entry in entries:
        course = _heard(course, entry)
    holder, answer = ticket.holder, ticket.noted.answer
    return replace(
        course,
        reported_at=ticket.reported_at,
        area=ticket.area,
        category=ticket.category,
        source=ticket.source,
        department=holder.id if holder and holder.kind is TargetKind.DEPARTMENT else "",
        crew=holder.id if holder and holder.kind is TargetKind.CREW else "",
        is_handled=ticket.state in HANDLED,
        is_kept=ticket.state not in DROPPED,
        is_satisfied=answer.satisfied if answer else None,
    )


def contribution(course: Course | None, zone: ZoneInfo) -> Counter[Cell]:
    """Return what a ticket adds to the running counts, whose months are those of ``zone``; nothing before it is there."""
    cells: Counter[Cell] = Counter()
    if course is None:
        return cells
    reported = month_of(course.reported_at, zone)
    due, closed = month_of(course.due_at, zone), month_of(course.closed_at, zone)
    for dim, code in course.codes():
        cells.update({Cell(dim, code, reported, None, name): n for name, n in reported_measures(course).items() if n})
        cells.update({Cell(dim, code, due, closed, name): n for name, n in closing_measures(course).items() if n})
    return cells


def reported_measures(course: Course) -> dict[str, int]:
    """Return what a ticket counts for among those reported with it, by the names of ``REPORTED``."""
    timed = course.is_handled and course.handling_s is not None
    return {
        "reported": 1,
        "filed": int(course.is_filed),
        "handled": int(course.is_handled),
        "to_sign": int(course.sign_due_at is not None),
        "signed_in_time": int(course.is_signed_in_time),
        "timed": int(timed),
        "handling_s": (course.handling_s or 0) if timed else 0,
        "asked": int(course.is_satisfied is not None),
        "satisfied": int(course.is_satisfied is True),
    }


def closing_measures(course: Course) -> dict[str, int]:
    """Return what a ticket counts for among those due to close, by the names of ``DUE_TO_CLOSE``."""
    counts = course.is_due_to_close
    return {
        "due": int(counts),
        "closed_in_time": int(counts and course.is_closed_in_time),
        "handled_in_time": int(counts and course.is_handled_in_time),
        "reworked": int(counts and course.is_reworked),
        "extended": int(counts and course.is_extended),
    }


def month_of(at: datetime | None, zone: ZoneInfo) -> int:
    """Return the number of the month in which a moment lies in the zone; ``NEVER`` for no moment."""
    if at is None:
        return NEVER
    local = at.astimezone(zone)
    return local.year * 12 + local.month - 1


def _heard(course: Course, entry: Entry) -> Course:
    """Return the course after one more line."""
    state, kind, at, due_at = entry.to_state, entry.kind, entry.at, entry.due_at
    if state is None:
        return course
    told = _handling(course, state, at)
    if state in BEHIND_FILING and not course.is_filed:
        told["is_filed"] = True
    if kind in ASKED_TO_SIGN:
        told |= {"sign_due_at": due_at, "is_signed_in_time": False}
    elif kind is Kind.SIGNED:
        told["is_signed_in_time"] = _in_time(at, course.sign_due_at)
    elif state in {State.REPORTED, State.FILED}:
        told |= {"sign_due_at": None, "is_signed_in_time": False}
    moves = kind in MOVES_DUE and state is State.IN_PROGRESS if course.is_settled else state in UNTIL_SETTLED
    if due_at is not None and moves:
        told["due_at"] = due_at
        told["is_settled"] = course.is_settled or kind in BEGINS_HANDLING
    if kind is Kind.REOPENED:
        told["is_settled"] = False
    elif kind is Kind.CHECK_FAILED:
        told["is_reworked"] = True
    elif kind is Kind.EXTENDED:
        told["is_extended"] = True
    return replace(course, **told) if told else course  # type: ignore[arg-type]


def _handling(course: Course, state: State, at: datetime) -> dict[str, object]:
    """Return what changes of when it was handled and closed, and for how long."""
    told: dict[str, object] = {}
    if state is State.IN_PROGRESS and course.handling_since is None:
        told["handling_since"] = at
    elif state is not State.IN_PROGRESS and course.handling_since is not None:
        spent_s = max(timedelta(), at - course.handling_since) // timedelta(seconds=1)
        told |= {"handling_since": None, "handling_s": (course.handling_s or 0) + spent_s}
    if state in HANDLED:
        told["handled_at"] = course.handled_at or at
        is_closed = state in {State.CLOSED, State.ARCHIVED}
        told["closed_at"] = (course.closed_at or at) if is_closed else None
    elif state not in DROPPED and (course.handled_at or course.closed_at):
        told |= {"handled_at": None, "closed_at": None}
    return told


def _in_time(at: datetime | None, due_at: datetime | None) -> bool:
    return at is not None and due_at is not None and at <= due_at
